"""What the buyer has answered to suppliers' questions: a notice that is silent and an answer that is not are no silence."""

from __future__ import annotations

import re

from tenders.tender import Tender

YES_OR_NO = re.compile(r"^\W*(?:yes|no)\b", re.IGNORECASE)
THERE = re.compile(r"\b(?:there (?:is|will be)|we (?:have|will provide))\b[^.\n]{0,60}", re.IGNORECASE)
YES = re.compile(r"^\W*yes\b", re.IGNORECASE)


def is_answered(tender: Tender, about: re.Pattern[str], told: re.Pattern[str]) -> bool:
    """Whether a question or its answer is about a thing, and the answer tells it."""
    return any(
        (about.search(asked.question) or about.search(asked.answer)) and told.search(asked.answer) for asked in tender.questions
    )


def is_settled(tender: Tender, about: re.Pattern[str]) -> bool:
    """Whether an answer names a thing, or says yes or no to a question that names it."""
    return is_answered(tender, about, about) or any(
        about.search(asked.question) and YES_OR_NO.match(asked.answer) for asked in tender.questions
    )


def is_promised(tender: Tender, about: re.Pattern[str]) -> bool:
    """Whether an answer says yes to a question that names a thing, or says that there will be one."""
    for asked in tender.questions:
        if about.search(asked.question) and YES.match(asked.answer):
            return True
        if any(about.search(said[0]) for said in THERE.finditer(asked.answer)):
            return True
    return False
