"""On site or remote, how often, and travel."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scoring.questions.draft import Draft
from scoring.questions.sources import Source
from scoring.questions.view import View, said
from scoring.words import clipped, listed
from tenders.tender import Tender

ANYWHERE = re.compile(r"off[- ]site|no specific|remote", re.IGNORECASE)
SHORT = 12  # words of an address: more is prose


def place_of(tender: Tender) -> str:
    """The place that the notice names, in short, or ""."""
    address = tender.document.get("workplaceAddress")
    if address:
        return clipped(address.text, 80) if len(address.text.split()) <= SHORT and len(address.lines) < 5 else ""
    places = tender.location.value if tender.location else ()
    anywhere = any(ANYWHERE.search(place) for place in places)
    return "" if anywhere or len(places) > 3 else listed(places)


class Location(Source):
    """On site or remote, how often, and travel."""

    topic: ClassVar[str] = "location"
    why: ClassVar[str] = "Days at your place decide who can do the work, and what travel costs."
    rules: ClassVar[tuple[str, ...]] = ("T005",)

    def drafts(self, view: View) -> Iterator[Draft]:
        site, tender = view.tender.on_site, view.tender
        place = place_of(tender)
        if site and site.evidence and site.value.where == "remote":
            yield self.ask(
                view,
                f"You write {said(site.evidence[0])}. Are there days on which the team must be with you all the same, such as"
                " for workshops, and may people work from outside the UK?",
                *site.evidence[:1],
                sharp=1,
            )
            return
        if site and site.evidence and site.value.time is None:
            yield self.ask(
                view,
                f"You write {said(site.evidence[0])}. How many days a week is that, for which roles, and may the rest be done"
                " remotely?",
                *site.evidence[:1],
            )
            return
        if site and site.evidence:
            yield self.ask(
                view,
                f"You write {said(site.evidence[0])}. Does that hold for every role, and may some of it be done from elsewhere?",
                *site.evidence[:1],
                sharp=1,
            )
            return
        several = tender.document.get("workplaceAddress")
        if several and re.search(r"\b(?:various|multiple|several|across|locations|offices|sites|and)\b", several.text):
            yield self.ask(
                view,
                f"You give {said(several.whole())} as the place of work. How often is the team expected at each, and may it work"
                " remotely between?",
                several.whole(),
            )
            return
        if not place and several:
            yield self.ask(
                view,
                f"You give {said(several.whole())} as the place of work. How many days a week must the team be there, and may it"
                " otherwise work remotely?",
                several.whole(),
            )
            return
        if place:
            yield self.ask(
                view,
                f"The place of work is {place}. How many days a week must the team be there, and may it otherwise work remotely"
                " from anywhere in the UK?",
                sharp=1,
            )
            return
        yield self.ask(view, f"Where will {view.work} be done, and how many days a week must the team be with you?")
