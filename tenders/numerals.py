"""Numbers written out in words: "twenty-four", "eight hundred and fifty thousand"."""

from __future__ import annotations

import re

from tenders.patterns import longest_of

ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SMALL = {
    **{word: n for n, word in enumerate((*ONES, *TEENS), 1)},
    **{ten: n * 10 for n, ten in enumerate(TENS, 2)},
}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
# "three quarters of a million", "half a million".
FRACTIONS = {r"three[\s-]+quarters": 0.75, "half": 0.5, r"(?:a\s+)?quarter": 0.25}
WORD = longest_of((*SMALL, *SCALES))
# A run of number words: "one hundred and fifty thousand", "one and a half million".
RUN = rf"(?:(?:(?:{'|'.join(FRACTIONS)})\s+(?:of\s+)?)?(?:a\s+)?(?:{WORD})(?:(?:[\s-]+(?:and\s+)?)(?:a\s+half\s+)?(?:{WORD}))*)"


def spelled(text: str) -> float | None:
    """The value of number words, or None where they do not make a number."""
    for fraction, share in FRACTIONS.items():
        rest = re.match(rf"{fraction}\s+(?:of\s+)?(?=a\s)", text.lower())
        if rest:
            whole = spelled(text[rest.end() :])
            return whole * share if whole else None
    words = re.findall(r"[a-z]+", text.lower())
    total, current, half = 0.0, 0.0, False
    for word in words:
        if word in SMALL:
            current += SMALL[word]
        elif word == "half":
            half = True
        elif word in SCALES:
            scale = SCALES[word]
            current = (current or 1) + (0.5 if half else 0)
            half = False
            if scale == 100:
                current *= 100
            else:
                total, current = total + current * scale, 0.0
        elif word not in ("a", "and"):
            return None
    return total + current or None
