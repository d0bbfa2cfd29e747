"""Shortlisting, timetable, interviews, feedback."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scoring.questions.draft import Draft
from scoring.questions.sources import Source
from scoring.questions.view import View
from scoring.words import day, listed


class EvaluationProcess(Source):
    """Shortlisting, timetable, interviews, feedback."""

    topic: ClassVar[str] = "evaluation_process"
    why: ClassVar[str] = "Dates decide whether the people who should present are free."
    rules: ClassVar[tuple[str, ...]] = (
        "C005",
        "C012",
        "P001",
        "P002",
        "P019",
        "P009",
    )

    def drafts(self, view: View) -> Iterator[Draft]:
        tender = view.tender
        how_many = tender.suppliers_to_evaluate
        methods = [method.strip().lower() for method in (tender.assessment_methods.value if tender.assessment_methods else ())]
        shown = [
            method for method in methods if re.search("presentation|interview|case study|work history|reference|scenario", method)
        ]
        closes = f"Applications close on {day(tender.closes.value)}. " if tender.closes else ""
        if how_many:
            stages = f"the {listed(shown)}" if shown else "written proposals"
            yield self.ask(
                view,
                f"{closes}On which dates do you expect to name the shortlist of {how_many.value}, to have {stages}, and to"
                " award? Who scores the proposals?",
                *how_many.evidence[:1],
                sharp=1,
            )
        else:
            yield self.ask(
                view,
                f"{closes}What is the timetable after the closing date: shortlist, proposals, any presentation, award? How many"
                " suppliers will be shortlisted, and how many appointed?",
            )
