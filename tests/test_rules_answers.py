"""What a buyer answers to a supplier's question counts as said: fixtures hold no questions, so such cases stand here."""

from __future__ import annotations

import pytest

from rule_cases import tender
from scoring.engine import lint
from tenders.document import Document, Section
from tenders.labels import field_of
from tenders.parse import tender_from

PAPER = {"Assessment methods": "Written proposal"}
NO_SUM = {"Summary of the work": "Build the service with us."}
BETA = {"Title": "Beta for ferry timetables", "Summary of the work": "Build the service with us."}


@pytest.mark.parametrize(
    ("code", "answers", "question", "answer", "raised"),
    [
        ("P011", PAPER, "Will there be a presentation?", "Yes.", False),
        ("P011", PAPER, "What comes after that?", "The best two suppliers will be invited to give a presentation.", False),
        ("P011", PAPER, "Will there be a presentation?", "No.", True),
        ("P011", PAPER, "How long is it?", "Suppliers will not give a presentation.", True),
        ("C001", NO_SUM, "What is the budget?", "About £90,000.", False),
        ("C001", NO_SUM, "What is the budget?", "We publish none.", True),
        ("C001", NO_SUM, "What may travel cost?", "£5,000 at most.", True),
        ("C011", BETA, "May we sell you a product?", "No: the council is to hold the IPR.", False),
        ("C011", BETA, "Who holds the IPR?", "We will tell those shortlisted.", True),
        ("C011", BETA, "Who writes the pages?", "That task is owned by the ferry office.", True),
    ],
)
def test_a_published_answer_counts_and_a_question_does_not(
    code: str, answers: dict[str, str], question: str, answer: str, raised: bool
) -> None:
    written = [Section(label=label, text=text, field=field_of(label)) for label, text in answers.items()]
    asked = Section(label=f"1. {question}", text=answer, field="", heading="Questions asked by suppliers")
    assert code in {finding.code for finding in lint(tender(answers)).findings}
    read = tender_from(Document(source="digital-marketplace", notice_id=None, sections=(*written, asked)), "1")
    assert (code in {finding.code for finding in lint(read).findings}) is raised
