"""What a finding is known by from one draft to the next: its rule and the plain words of its clause.

Numbering, case, punctuation and the small words that grammar asks for are left out, so that a clause may be moved,
renumbered or tidied and stay the same; a clause that says something else is another one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from tenders.evidence import Evidence

# "4.2", "b)", "(iii)", "1.", "•" before a clause; but not "3.5 million", and not "e.g.".
NUMBERING = re.compile(
    r"^\s*(?:[-*•–]+\s*|\(?(?:\d+(?:\.\d+)*|[a-z]|[ivx]+)(?:\)\s*|\.\s+)|\d+(?:\.\d+)+\s+(?=(?-i:[A-Z])))+", re.IGNORECASE
)
WORD = re.compile(r"[^\W_]+")
SMALL = frozenset(
    WORD.findall(
        "a an and are as at be been by for from has have in is it its of on or our shall should that the their this to "
        "was we were which will with would must may can you your"
    )
)


def plain_words(text: str) -> str:
    """A clause's words in order, in lower case, without its numbering, marks and small words."""
    return " ".join(word for word in WORD.findall(NUMBERING.sub("", text).casefold()) if word not in SMALL)


def fingerprint(code: str, evidence: Iterable[Evidence]) -> str:
    """Sixteen hexadecimal digits for a rule and the words at fault; of a finding without words, for the rule alone."""
    said = "\x1f".join(sorted({plain_words(words.quote) for words in evidence}))
    return hashlib.sha256(f"{code}\x1f{said}".encode()).hexdigest()[:16]
