"""What a finding says is true of the notice it is raised on: where a rule has more than one thing to say, which it says."""

from __future__ import annotations

import pytest

from rule_cases import tender
from scoring.engine import lint

FIXED = {"Payment approach": "Fixed price"}
SPOKEN = {"Problem to be solved": "Clerks copy timetables by hand. Knowledge transfer is important to us."}
STOCK = {
    "Problem to be solved": "Clerks copy timetables by hand: build a service for them.",
    "Cultural fit criteria": "Share knowledge and experience with other team members",
}
SHAREPOINT = "Improve the SharePoint pages of the ferry office."


@pytest.mark.parametrize(
    ("code", "answers", "message"),
    [
        ("T012", SPOKEN, "Passing on knowledge is mentioned, and nothing says how, to whom or when."),
        ("T012", STOCK, "Passing on knowledge is a matter for the criteria only, and nothing says how, to whom or when."),
        (
            "P007",
            {"Summary of the work": "Data protection at the ferry office.", "Current phase": "Beta"},
            "The current phase is given as beta, and nothing says which supplier, if any, worked on what is there.",
        ),
        (
            "W008",
            {"Title": "Ferry timetables", "Summary of the work": "An alpha and beta for ferry timetables."},
            "The work reads as alpha and beta, and nothing says that it may stop between them.",
        ),
        ("S008", {"Title": "Ferry pages", "Summary of the work": SHAREPOINT}, "The work is tied to a product by name."),
        (
            "S008",
            {"Title": "Ferry pages: discovery", "Essential skills and experience": "Experience of Umbraco"},
            "Every bidder for a discovery must know a technology by name.",
        ),
        (
            "S001",
            {"Problem to be solved": "Slow ferries.", **FIXED, "Essential skills and experience": "\n".join("ABCDEFGHIJKLMNOP")},
            "16 essential requirements stand beside a fixed price.",
        ),
        (
            "S008",
            {"Title": "Developer", "Lot": "digital-specialists", "Summary of the work": SHAREPOINT},
            "The specialist's work is tied to a product by name.",
        ),
        (
            "W006",
            {"Title": "Discovery for a ferry portal", "Current phase": "Discovery"},
            "The title or summary names the kind of solution, and the work is at its start.",
        ),
    ],
)
def test_a_rule_says_what_the_notice_shows(code: str, answers: dict[str, str], message: str) -> None:
    assert {finding.code: finding.message for finding in lint(tender(answers)).findings}[code] == message
