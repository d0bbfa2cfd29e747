"""Publishers' text as it was written: line breaks that came through as “rn”, letters read in the wrong encoding, HTML marks."""

from __future__ import annotations

import html
import re

from tenders.ocds.notes import Notes

# “rn” is what a carriage return and a line feed leave when their backslashes are lost. Doubled it is no English.
DOUBLED = re.compile(r"[ \t]*(?:rn[ \t]*){2,}")
# After a mark or a digit, before a space, a capital or the end: no word has it there.
AFTER_MARK = re.compile(r"(?<![A-Za-z])rn(?=\s|$|[A-Z•\-*–—])[ \t]*")
# After a letter, at the end of a word, before what starts a line.
AFTER_WORD = re.compile(r"\b(?P<word>[A-Za-z'’]+)rn(?:[ \t]+(?=[A-Z\d•\-*–—(“\"'‘])|$)")
# Words that end so, among them those whose end is that of names ("Blackburn", "Holborn").
ENDS_SO = re.compile(
    r".*(?:burn|born|thorn|horn|corn|bourn|turn|learn|cairn|hearn|(?:w|b)estern|eastern|northern|southern|modern|govern|lantern)"
    r"|(?:y|un)?earn|(?:fore)?warn|[bdty]arn|urn|churn|spurn|(?:ad|so)journ|mourn|(?:care|time)?worn|torn|sworn|forlorn|scorn|adorn"
    r"|[ms]horn|morn|shorn|concern|discern|fern|a?stern|cistern|lectern|tavern|cavern|intern|extern|bittern|quern|postern|pattern"
    r"|a?hern|bern|kern|malvern|severn|wyvern|[nb]airn|lucern|kentigern|padarn|shearn|.*chestern",
    re.IGNORECASE,
)
# UTF-8 that was read as Windows-1252: a lead byte and what follows it, as their characters there.
CONTINUATION = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
MISREAD = re.compile(f"(?:[Â-ß][{CONTINUATION}]|[à-ï][{CONTINUATION}]{{2}}|[ð-ô][{CONTINUATION}]{{3}})+")
TAG_BREAK = re.compile(r"<\s*(?:br\s*/?|/p|/li|/div)\s*>", re.IGNORECASE)
TAG = re.compile(r"</?(?:p|b|i|u|ul|ol|li|br|div|span|strong|em|font|h[1-6])(?:\s[^<>]*)?/?>", re.IGNORECASE)
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0\ufdd1\ufffe\uffff\ud800-\udfff]")
# Without any of these a text is as it was written.
SUSPECT = re.compile(r"rn|[Â-ô&<\r\u00a0]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0\ufdd1\ufffe\uffff\ud800-\udfff]")


def written(text: str, notes: Notes | None = None) -> str:
    """The text as its author wrote it, without white space at its ends. What was mended is noted."""
    if not SUSPECT.search(text):
        return text.strip()
    said = notes or Notes()
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    text = recoded(text, said)
    if "&" in text or "<" in text:
        text = TAG.sub("", TAG_BREAK.sub("\n", html.unescape(text)))
    bare = CONTROLS.sub("", text)
    if bare != text:
        said.mended("characters that cannot be printed were left out")
    return broken(bare, said).strip()


def recoded(text: str, notes: Notes) -> str:
    """The text with letters of a wrong encoding put right: “â€™” is an apostrophe."""

    def right(found: re.Match[str]) -> str:
        try:
            return b"".join(as_byte(letter) for letter in found[0]).decode("utf-8")
        except UnicodeError:
            return found[0]

    put_right = MISREAD.sub(right, text)
    if put_right != text:
        notes.mended("letters in a wrong encoding were put right")
    return put_right


def as_byte(letter: str) -> bytes:
    """The byte that Windows-1252 has for a letter; for those it has none, the byte of the same number."""
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")


def broken(text: str, notes: Notes) -> str:
    """The text with its line breaks, where “rn” stands for them.

    After a letter it is one only where the text has others: a lone “… patternrn The” could be anything.
    """
    if "rn" not in text:
        return text
    lines = AFTER_MARK.sub("\n", DOUBLED.sub("\n\n", text))
    candidates = [found for found in AFTER_WORD.finditer(lines) if not ENDS_SO.fullmatch(f"{found['word']}rn")]
    if candidates and (lines != text or len(candidates) > 1):
        lines = AFTER_WORD.sub(lambda found: found[0] if ENDS_SO.fullmatch(f"{found['word']}rn") else f"{found['word']}\n", lines)
    if lines != text:
        notes.mended("“rn” stands for line breaks, and was read so")
    return lines
