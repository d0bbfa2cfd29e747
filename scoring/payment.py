"""Whether the price is fixed, however the buyer puts it."""

from __future__ import annotations

import re

from tenders.tender import Tender

FIXED = re.compile(
    r"\b(?:fixed|firm)[\s-]+pric(?:e|ed|es|ing)\b|\bprices? (?:is|are|will be|must be) (?:fixed|firm)\b", re.IGNORECASE
)
RULED_OUT = re.compile(r"(?:\b(?:no|not|never|without|rather than)\b|n['’]t\b)[^.;:]*$", re.IGNORECASE)


def is_fixed(tender: Tender) -> bool:
    """Whether the payment approach is a fixed price: "Fixed price", "a firm price", not "we do not accept a fixed price"."""
    words = tender.payment_approach.value if tender.payment_approach else ""
    return any(not RULED_OUT.search(words[: found.start()]) for found in FIXED.finditer(words))
