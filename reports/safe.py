"""Buyers' text made safe to show: nothing in it can move the cursor, colour the screen or turn the reading order.

Tender text is written by strangers. In HTML the template escapes markup; characters that act without markup are
made visible here, for every format.
"""

from __future__ import annotations

import re

# Control characters but tab and line feed; marks, embeddings, overrides and isolates of reading order; line and
# paragraph separators; tags; lone surrogates, which no encoding can carry.
ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    """The text with each character that acts replaced by its name, such as <U+001B>. Line breaks and tabs stay."""
    return ACTING.sub(named, text)


def line(text: str) -> str:
    """The text on one line, made visible, with runs of white space as one space."""
    return visible(" ".join(text.split()))


def named(found: re.Match[str]) -> str:
    """A character's name in angle brackets."""
    return f"<U+{ord(found[0]):04X}>"


def escaped(json: str) -> str:
    """JSON whose strings hold no acting character as itself: it says the same, and is safe to print on a terminal."""
    return ACTING.sub(as_escape, json)


def as_escape(found: re.Match[str]) -> str:
    """A character as JSON escapes it, in two halves where it needs them."""
    units = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


# What GitHub Actions obeys in a log: "::error::" at the start of a line, "##[error]" anywhere.
COMMAND = re.compile(r"^([ \t]*):(?=:)|#(?=#\[)", re.MULTILINE)


def no_command(text: str) -> str:
    """A text in which nothing is a command to the machine that keeps the log."""
    return COMMAND.sub(lambda found: f"{found[1]}<U+003A>" if found[1] is not None else "<U+0023>", text)
