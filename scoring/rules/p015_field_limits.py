"""P015: an answer that the form does not take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import Severity
from scoring.marketplace import CHARACTERS, WORDS, breach
from scoring.rule import Clause, Rule
from tenders.labels import marketplace_field_of
from tenders.tender import Tender


@dataclass(frozen=True, kw_only=True)
class FieldLimits(Rule):
    """Looks for answers longer than the boxes of the marketplace's form: 50 words for the summary, 200 for the problem,
    100 characters for the title and for the organisation, and so on for the other boxes.

    The form refuses what is over, at the end of the work. It is cheaper to cut it in the draft.

    Bad: "A summary of 80 words in a draft for the marketplace."
    Good: "A summary of 45 words."
    """

    code = "P015"
    name = "field-limits"
    severity = Severity.ERROR
    requires = ("described",)
    message = "An answer is longer than the form takes."
    why = "The form refuses an answer that is over its limit, and what is cut in a hurry is not what should go."
    fix = "Shorten the answer, or put the detail into a document that you link."
    question = "Is there a longer version of this that we can read?"
    sources = ("Digital Outcomes and Specialists 5: buyer questions",)

    def applies(self, tender: Tender) -> bool:
        return breach(tender) is not None

    def check(self, tender: Tender) -> Iterator[Clause]:
        severity = breach(tender)
        for section in tender.document.having(*WORDS, *CHARACTERS):
            field = section.field
            if marketplace_field_of(section.label) != field:
                continue
            name, most = WORDS.get(field) or CHARACTERS[field]
            unit = "words" if field in WORDS else "characters"
            length = len(section.text.split()) if field in WORDS else len(section.text.strip())
            if length > most:
                message = f"The {name} has {length} {unit}: the form takes {most}."
                yield Clause(evidence=(section.whole(),), message=message, severity=severity)
