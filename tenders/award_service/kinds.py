"""What a page of the service is, told by what stands on it, not by its address or its classes."""

from __future__ import annotations

import re
from enum import Enum

from tenders.award_service.listing import project_of
from tenders.award_service.page import View
from tenders.award_service.questions import UPDATED
from tenders.errors import NotATenderError
from tenders.labels import plain


class Kind(Enum):
    """A page of an opportunity: three of them make one in the service's first generation, one in its second."""

    ENTRY = "the listing's entry"
    SUMMARY = "the summary page"
    DETAILS = "the details page"
    QUESTIONS = "the questions and answers"
    OPPORTUNITY = "the page of the opportunity"
    FILE = "the row of the downloaded list"


# What only the service's pages ask and say. Three rows of one of these kinds are its page.
DETAILS = frozenset(
    {
        *("publication of stage 1", "clarification period closes", "deadline for suppliers to submit their stage 1 responses"),
        *("terms and acronyms", "summary of work", "any pre-market engagement done", "special terms and conditions"),
        *("indicative maximum", "indicative minimum", "further information", "set your budget", "how suppliers will be scored"),
        *("where the supplied staff will work", "where the research will take place", "why the work is being done"),
        *("the business problem", "the people who will use the product or service", "work done so far"),
        *("which phase the project is in", "security and vetting requirements", "number of research rounds", "research plan"),
        *("contracted out service or supply of resource", "question and answer session details", "how many suppliers to evaluate"),
        *("who the organisation using the products or services is", "special term or condition", "description of participants"),
    }
)
OPPORTUNITY = frozenset(
    {
        *("project name", "summary of work", "latest start date", "expected contract length", "timeline", "how to apply"),
        *("contracted out service or supply of resource", "incumbent supplier", "call-off procedure"),
    }
)
ENOUGH = 3
ADDRESSES = (("questions-and-Clarifications", Kind.QUESTIONS), ("reviewRecommendation", Kind.SUMMARY))
TITLE = re.compile(r"^procurement details\s*:\s*", re.IGNORECASE)
CLOSING = re.compile(r"\bapplication closing date\b", re.IGNORECASE)
ABSENT = re.compile(
    r"\b(?:page|opportunity|project) (?:was |is |could )?not (?:be )?found\b|\b40[134]\b|\bun-?authori[sz]ed\b"
    r"|\bnot authori[sz]ed\b|\bproblem with (?:the|this) service\b|^(?:sign|log) ?in\b",
    re.IGNORECASE,
)
ASKED = re.compile(r"\bquestions?\b.*\b(?:clarifications?|answers?)\b|\bclarification questions?\b", re.IGNORECASE)
APPLICATIONS = re.compile(r"\bnumber of (?:in)?completed? applications?\b", re.IGNORECASE)
AWARD = re.compile(r"^(?:\d+\.\s*)?award summary$", re.IGNORECASE)


def kind_of(view: View, url: str = "") -> Kind:
    """The kind of a page. Raises NotATenderError where it is none of an opportunity's, in words that follow its name.

    Its address counts only where what stands on it tells nothing, as of a page of questions before there is one.
    """
    labels = {plain(row.label) for row in view.rows}
    numbered = sum(bool(row.number) for row in view.rows)
    if TITLE.match(view.title):
        return Kind.DETAILS
    if len(labels & OPPORTUNITY) >= ENOUGH and numbered >= ENOUGH:
        return Kind.OPPORTUNITY
    if len(labels & DETAILS) >= ENOUGH:
        return Kind.DETAILS
    links = " ".join(view.links)
    counts = any(APPLICATIONS.search(row.label) for row in view.rows) or any(APPLICATIONS.search(line.text) for line in view.lines)
    awarded = any(line.heading and AWARD.match(line.text) for line in view.lines)
    if view.title and (counts or awarded or "opportunitiesDetails" in links):
        return Kind.SUMMARY
    if any(UPDATED.search(line.text) for line in view.lines) or ASKED.search(view.title):
        return Kind.QUESTIONS
    if len(labels & OPPORTUNITY) >= ENOUGH or (view.title and any(CLOSING.search(line.text) for line in view.lines)):
        return Kind.OPPORTUNITY
    if ABSENT.search(view.title) or any(line.heading and ABSENT.search(line.text) for line in view.lines[:3]):
        raise NotATenderError(
            f"says “{view.title or view.lines[0].text}” and holds no opportunity: check its address and save it again"
        )
    named = next((kind for part, kind in ADDRESSES if part in url), None)
    if named is not None and view.title:
        return named
    if len({project_of(link) for link in view.links} - {None}) > 1:
        raise NotATenderError("is a list of opportunities: give the page of one, or collect them with riffle crawl")
    raise NotATenderError("is not an opportunity page: give a saved page of one opportunity")
