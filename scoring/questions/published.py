"""What suppliers have asked and the buyer has answered: the topics of published questions, and what they settle."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib import resources

from scoring.questions.draft import Draft
from tenders.parse import tender_from
from tenders.readers.marketplace import QUESTIONS
from tenders.tender import Question, Tender

FILE = "question_topics.toml"
# Topics of many parts: an answer on one criterion or one system leaves the others open.
WIDE = frozenset({"scope", "technology", "criteria_meaning", "evidence_rules", "data_and_security", "terms"})
# An answer that puts the matter off leaves it open; one that declines does not.
PUT_OFF = re.compile(
    r"^\W*(?:to be (?:confirmed|decided|determined|agreed)|tb[acd]\b|not yet (?:known|decided|confirmed)"
    r"|(?:this|it|these|they) (?:is|are|has|have) (?:not (?:yet )?been|yet to be|to be)"
    r" (?:confirmed|decided|determined|agreed|finalised)"
    r"|(?:we|the \w+) (?:will|shall|hope to|aim to) (?:confirm|publish|respond|answer|clarify)\b)",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]{4,}|\w*\d\w*")
# Words that tell nothing of what a question is about.
DULL = frozenset(
    [
        "that",
        "this",
        "with",
        "have",
        "will",
        "from",
        "your",
        "they",
        "their",
        "what",
        "which",
        "when",
        "where",
        "would",
        "could",
        "should",
        "must",
        "been",
        "were",
        "these",
        "those",
        "there",
        "about",
        "into",
        "also",
        "such",
        "only",
        "other",
        "than",
        "then",
        "them",
        "some",
        "more",
        "most",
        "work",
        "using",
        "used",
        "experience",
        "ability",
        "demonstrate",
        "evidence",
        "skills",
        "providing",
        "provide",
        "including",
        "through",
        "across",
        "within",
        "similar",
        "supplier",
        "suppliers",
        "service",
        "services",
        "digital",
        "please",
    ]
)
# Of a subject's telling words, the share that a published question must share with it to be about it.
ENOUGH = 0.34


class Published:
    """The published questions and answers of a notice."""

    def __init__(self, asked: Sequence[Question]) -> None:
        self._settled = [(topics_of(one.question), telling(f"{one.question} {one.answer}")) for one in asked if settles(one.answer)]

    def answers(self, draft: Draft) -> bool:
        """Whether an answer covers a draft: its topic or, of a topic of many parts, the words that it asks about."""
        words = telling(draft.subject)
        for topics, said in self._settled:
            if draft.topic not in WIDE or not words:
                if draft.topic in topics:
                    return True
            elif len(words & said) >= ENOUGH * len(words):
                return True
        return False


def settles(answer: str) -> bool:
    """Whether an answer says something, even that it will not be said."""
    return bool(answer.strip()) and not PUT_OFF.match(answer)


def telling(text: str) -> frozenset[str]:
    """The words of a text that tell what it is about."""
    return frozenset(word.lower().removesuffix("s") for word in WORD.findall(text)) - DULL


@cache
def patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    """For each topic what the questions on it say, in the order in which topics claim a question."""
    written = tomllib.loads(resources.files("scoring").joinpath("data", FILE).read_text(encoding="utf-8"))
    return {topic: tuple(re.compile(one, re.IGNORECASE) for one in ways) for topic, ways in written.items()}


def topics_of(question: str) -> tuple[str, ...]:
    """Every topic that a question may be about, its main one first."""
    said = " ".join(question.replace("\u200b", "").split())
    return tuple(topic for topic, ways in patterns().items() if any(one.search(said) for one in ways)) or ("scope",)


def without_published(tender: Tender) -> Tender:
    """The tender as it was before anybody asked."""
    document = tender.document
    written = tuple(section for section in document.sections if section.heading != QUESTIONS)
    if len(written) == len(document.sections):
        return tender
    return tender_from(replace(document, sections=written), tender.id)
