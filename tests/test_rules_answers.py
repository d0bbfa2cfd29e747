"""What a buyer answers to a supplier's question counts as said: fixtures hold no questions, so such cases stand here."""

from __future__ import annotations

import pytest

from rule_cases import tender
from scoring.engine import lint
from tenders.document import Document, Section
from tenders.labels import field_of
from tenders.parse import tender_from
from tenders.tender import Tender

PAPER = {"Assessment methods": "Written proposal"}
NO_SUM = {"Summary of the work": "Build the service with us."}
SPECIALIST = {"Lot": "digital-specialists", "What the specialist will work on": "A map of bee hives."}
RESEARCH = {"Problem to be solved": "The supplier will run interviews with passengers and test the timetable with them."}
BUDGET = {"Budget range": "Up to £90,000."}
SOON = {"Closing date for applications": "Monday 1 July 2019", "Latest start date": "Friday 5 July 2019"}
BETA_FIRST = {
    "Title": "Beta for ferry timetables",
    "Summary of the work": "A beta: build the service with us.",
    "Current phase": "Beta",
}
BETA = {"Title": "Beta for ferry timetables", "Summary of the work": "Build the service with us."}


def noticed(answers: dict[str, str], question: str, answer: str) -> Tender:
    """The tender whose notice gives these answers, and answers this question of a supplier."""
    written = [Section(label=label, text=text, field=field_of(label)) for label, text in answers.items()]
    asked = Section(label=f"1. {question}", text=answer, field="", heading="Questions asked by suppliers")
    return tender_from(Document(source="digital-marketplace", notice_id=None, sections=(*written, asked)), "1")


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
        ("C009", SPECIALIST, "In or out of IR35?", "The role is deemed outside.", False),
        ("C009", SPECIALIST, "In or out of IR35?", "That cannot be determined at this time.", True),
        ("C009", SPECIALIST, "Is the desk inside the depot?", "Yes.", True),
        ("C006", BUDGET, "What does it cover?", "It excludes VAT and includes expenses.", False),
        ("C006", BUDGET, "What does it cover?", "It excludes VAT.", True),
        ("W016", NO_SUM, "How long is the contract?", "18 weeks.", False),
        ("W016", NO_SUM, "How long is the contract?", "Until all the timetables are in.", True),
        ("W015", SOON, "Is the start date right?", "It is incorrect: it should say August.", False),
        ("W015", SOON, "May the start date move?", "By a day or two.", True),
        ("W010", BETA_FIRST, "What came before?", "A discovery was completed by our own team.", False),
        ("W010", BETA_FIRST, "Is there a discovery in this?", "No, the discovery is for you to think about.", True),
    ],
)
def test_a_published_answer_counts_and_a_question_does_not(
    code: str, answers: dict[str, str], question: str, answer: str, raised: bool
) -> None:
    assert code in {finding.code for finding in lint(tender(answers)).findings}
    assert (code in {finding.code for finding in lint(noticed(answers, question, answer)).findings}) is raised


@pytest.mark.parametrize(
    ("code", "answers", "question", "answer", "severity"),
    [
        ("T001", {"Existing team": "Two analysts."}, "Will there be a product owner?", "Yes.", "info"),
        ("T001", {"Existing team": "Two analysts."}, "Will there be a product owner?", "No.", "warning"),
        ("T001", {"Existing team": "Two analysts."}, "Who leads?", "There will be a product owner on our side.", "info"),
        ("U006", RESEARCH, "Will you recruit people for the research?", "We have a newsletter.", "info"),
        ("U006", RESEARCH, "How do you recruit your own staff?", "By advertisement.", "warning"),
    ],
)
def test_what_only_a_published_answer_tells_is_a_note(
    code: str, answers: dict[str, str], question: str, answer: str, severity: str
) -> None:
    found = {finding.code: finding.severity.value for finding in lint(noticed(answers, question, answer)).findings}
    assert found[code] == severity
