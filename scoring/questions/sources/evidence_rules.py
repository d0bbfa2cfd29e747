"""How answers are to be written and scored, and whose experience counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scoring.questions.draft import Draft
from scoring.questions.sources import Source
from scoring.questions.view import View, products, said
from scoring.words import count

SECTOR = re.compile(
    r"\b(?:the public sector|public sector|(?:central|local) government|government(?! digital| service)|the NHS|NHS|healthcare"
    r"|policing|the police"
    r"|defence|social housing|higher education|education|museums?"
    r"|justice|transport|charit(?:y|ies)|social care|the arts|financial services)\b",
    re.IGNORECASE,
)


class EvidenceRules(Source):
    """How answers are to be written and scored, and whose experience counts."""

    topic: ClassVar[str] = "evidence_rules"
    why: ClassVar[str] = "Marks are lost where an example is the wrong kind, not where the work was."
    rules: ClassVar[tuple[str, ...]] = (
        "P005",
        "P018",
    )

    def drafts(self, view: View) -> Iterator[Draft]:
        needs = view.items("essentialRequirements", "niceToHaveRequirements")
        for item in needs:
            sector = SECTOR.search(item.quote)
            if sector:
                yield self.ask(
                    view,
                    f"You ask for {said(item, sector[0])}. Would equal experience outside {where(sector[0])} score as high, and"
                    " does that of subcontractors or of named people count as the company's?",
                    item,
                    subject=item.quote,
                )
                break
        for item in needs:
            product = products().search(item.quote)
            if product:
                yield self.ask(
                    view,
                    f"You ask for {said(item, product[0])}. Would experience of a product like {product[0]} be accepted, and how"
                    " would it be marked?",
                    item,
                    subject=item.quote,
                )
                break
        essential = len(view.tender.essential.value) if view.tender.essential else 0
        nice = len(view.tender.nice_to_have.value) if view.tender.nice_to_have else 0
        if essential:
            wished = f" and {count(nice, 'nice-to-have')}" if nice else ""
            yield self.ask(
                view,
                f"There are {count(essential, 'essential skill')}{wished} to answer. Do all weigh the same, may one answer draw"
                " on several projects, and what parts an answer that meets the need from one that exceeds it?",
                *(view.tender.essential.evidence[:1] if view.tender.essential else ()),
                sharp=1,
            )
        else:
            yield self.ask(
                view,
                "How will answers be scored, may one draw on several projects, and does the experience of subcontractors count?",
            )


def where(sector: str) -> str:
    """A sector as it stands within a sentence: government, the NHS, the public sector."""
    said = " ".join(sector.split())
    if "NHS" in said:
        return "the NHS"
    return "the public sector" if said.lower() == "public sector" else said.lower()
