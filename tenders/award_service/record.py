"""One document of an opportunity's pages: each fact once, from the page that knows it best."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, urlsplit

from tenders.award_service.groups import sections
from tenders.award_service.kinds import APPLICATIONS, AWARD, CLOSING, TITLE, Kind
from tenders.award_service.listing import Entry, project_of
from tenders.award_service.page import Line, View
from tenders.award_service.questions import NUMBERED, asked
from tenders.document import Document, Section

SOURCE = "contract-award-service"
BANNER = re.compile(r"^this opportunity (?:is|was|has)\b.*\b(?:closed|withdrawn|cancelled|awarded)\b", re.IGNORECASE)
DEADLINE = re.compile(r"^the deadline (?:was|is)\s*:?\s*", re.IGNORECASE)
DAY = r"\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8}\s+\d{4}(?:,?\s+(?:at\s+)?\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm)?)?"
CLOSES = re.compile(rf"({DAY})\s*[–:-]?\s*application closing date|application closing date\s*[–:-]?\s*({DAY})", re.IGNORECASE)
PROCEDURE = re.compile(r"^(.{2,60}?)\s+call-?off procedure\b", re.IGNORECASE)
OCID = re.compile(r"^ocds-[a-z0-9]{6}-.+$")
OWN_SYSTEM = re.compile(r"\bown system\b", re.IGNORECASE)
OPEN = re.compile(r"^(?:this opportunity is )?open\b", re.IGNORECASE)
AWARDED = re.compile(r"^awarded to\b", re.IGNORECASE)
AWARD_FACTS = re.compile(
    r"^(?P<name>address|website|awarded date|date awarded|supplier(?: name)?)\s*:\s*(?P<said>.*)$", re.IGNORECASE
)
# A lot as the marketplace names it, by what is in the service's own name for it.
LOTS = (
    (re.compile(r"^user research participants", re.IGNORECASE), "user-research-participants"),
    (re.compile(r"^digital specialists", re.IGNORECASE), "digital-specialists"),
    (re.compile(r"^digital outcomes", re.IGNORECASE), "digital-outcomes"),
)
LOT_NUMBER = re.compile(r"^.*\blot\s*\d\s*[:–-]?\s*", re.IGNORECASE)
LOT_NUMBERS = {"1": "digital-outcomes", "3": "user-research-participants"}  # of 2024's framework
# What its buyers' own titles start with in 2026's: "RM1043.9-2-Name of the buyer".
TITLED = re.compile(r"^(?:RM1043\.)?9-([1-4])-")
TITLED_LOTS = {
    "1": "digital-outcomes",
    "2": "Digital capability and delivery partner",
    "3": "digital-specialists",
    "4": "user-research-participants",
}
# Questions that only one lot asks.
ASKED_OF = {
    "outcome": "digital-outcomes",
    "researchPlan": "user-research-participants",
    "researchRounds": "user-research-participants",
}
# What a row of the downloaded list says that other facts or the document itself tell.
TOLD = frozenset({"title", "buyer", "lot", "banner", "link", "framework"})
LISTED = "Listing"
DOWNLOADED = "Downloaded list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A page of an opportunity: its kind, the address it was at ("" where that is not known), and what it shows."""

    kind: Kind
    url: str
    view: View | None = None
    entry: Entry | None = None
    file: Document | None = None


class Pages:
    """The pages of one opportunity, by kind."""

    def __init__(self, captures: Sequence[Capture]) -> None:
        self.captures = captures
        self.views = {capture.kind: capture.view for capture in reversed(captures) if capture.view is not None}
        self.entry = next((capture.entry for capture in captures if capture.entry is not None), None)
        self.file = next((capture.file for capture in captures if capture.file is not None), None)
        self.links = tuple(link for found in self.views.values() for link in found.links)
        self.addresses = (*(capture.url for capture in captures), *([self.entry.link] if self.entry else []), *self.links)

    def filed(self, field: str) -> str:
        """What the downloaded list says of a field, "" where it is silent."""
        found = self.file.get(field) if self.file else None
        return found.text if found else ""

    def view(self, *kinds: Kind) -> View | None:
        """The first page there is of these kinds."""
        return next((self.views[kind] for kind in kinds if kind in self.views), None)


def document_of(captures: Sequence[Capture], *, bundled: bool) -> Document:
    """The document that these pages make. `bundled`: what is not among them could not be had."""
    pages = Pages(captures)
    answers = [section for kind in (Kind.SUMMARY, Kind.DETAILS, Kind.OPPORTUNITY) for section in rows_of(pages.view(kind))]
    facts = [*identity(pages, answers), *endings(pages)]
    more = list(unsaid(listed(pages), {section.field for section in (*facts, *answers) if section.text}))
    questions = pages.view(Kind.QUESTIONS)
    replies = list(asked(questions.lines)) if questions else []
    missing = tuple(not_had(pages)) if bundled else ()
    had = len({capture.kind for capture in captures} - {Kind.FILE})
    return Document(
        source=SOURCE,
        notice_id=number_of(pages),
        sections=(*facts, *answers, *more, *replies),
        read_share=had / (had + len(missing)),
        not_read=missing,
    )


def unsaid(found: Iterable[Section], stated: set[str]) -> Iterator[Section]:
    """The sections whose field is not stated yet, by the pages or by one of them before."""
    for section in found:
        if not section.field or section.field not in stated:
            stated.add(section.field)
            yield section


def rows_of(page: View | None) -> Iterator[Section]:
    """The answers of a page."""
    return sections(page.rows) if page else iter(())


def number_of(pages: Pages) -> str | None:
    """The project that most of the addresses name: of the pages themselves, else of their links."""
    for addresses in ((capture.url for capture in pages.captures), [pages.entry.link] if pages.entry else [], pages.links):
        named = Counter(number for address in addresses if (number := project_of(address)))
        if named:
            return named.most_common(1)[0][0]
    return pages.file.notice_id if pages.file else None


def not_had(pages: Pages) -> Iterator[str]:
    """The pages that these lead to and that are not among them."""
    links = " ".join(pages.addresses)
    two = Kind.OPPORTUNITY in pages.views or "/project/" in links
    wanted = [Kind.OPPORTUNITY] if two else [Kind.SUMMARY, Kind.DETAILS]
    if "questions-and-Clarifications" in links and not two:
        wanted.append(Kind.QUESTIONS)
    yield from (kind.value for kind in wanted if kind not in pages.views)


def identity(pages: Pages, answers: Iterable[Section]) -> Iterator[Section]:
    """Title, buyer, lot and number: what stands above the rows."""
    summary, details = pages.view(Kind.SUMMARY, Kind.OPPORTUNITY), pages.view(Kind.DETAILS)
    entry = pages.entry
    title = (summary and summary.title) or (details and TITLE.sub("", details.title)) or (entry and entry.title) or ""
    title = title or pages.filed("title")
    if title:
        yield Section(label="Title", text=title, field="title")
    buyer = (summary and summary.caption) or (entry and entry.buyer) or pages.filed("buyer")
    if buyer:
        yield Section(label="Buyer", text=buyer, field="buyer")
    lot = lot_of(pages, answers, title)
    if lot:
        yield Section(label="Lot", text=lot, field="lot")
    ocid = ocid_of(pages)
    if ocid:
        yield Section(label="OCID", text=ocid, field="ocid")


def lot_of(pages: Pages, answers: Iterable[Section], title: str) -> str:
    """The lot as the marketplace names it, "" where nothing tells: its name, its number in the addresses, what is asked."""
    named = pages.entry.lot if pages.entry else ""
    if named or pages.filed("lot"):
        return lot_named(named) or pages.filed("lot")
    for address in pages.addresses:
        number = first(address, "lot")
        if number in LOT_NUMBERS and project_of(address):
            return LOT_NUMBERS[number]
    titled = TITLED.match(title)
    if titled:
        return TITLED_LOTS[titled[1]]
    return next((ASKED_OF[section.field] for section in answers if section.field in ASKED_OF), "")


def lot_named(name: str) -> str:
    """A lot by the service's name for it: the marketplace's where it had such a lot, else that name without its number."""
    own = LOT_NUMBER.sub("", name)
    return next((lot for words, lot in LOTS if words.search(own)), own)


def ocid_of(pages: Pages) -> str:
    """The OCID: only the link to the questions shows it."""
    named = (first(address, "id") for address in pages.addresses)
    return next((ocid for ocid in named if OCID.match(ocid)), "")


def first(address: str, parameter: str) -> str:
    """The first value of a parameter of an address, "" where it has none."""
    try:
        return parse_qs(urlsplit(address).query).get(parameter, [""])[0].strip()
    except ValueError:
        return ""


def endings(pages: Pages) -> Iterator[Section]:
    """How it stands: the banner, the closing date above the rows, who applied, and who won."""
    page = pages.view(Kind.SUMMARY, Kind.OPPORTUNITY)
    lines = page.lines if page else ()
    yield from banner(pages, lines)
    for line in lines:
        procedure = PROCEDURE.match(line.text)
        if procedure and page is pages.view(Kind.OPPORTUNITY):
            yield Section(label="Call-off procedure", text=procedure[1])
            break
    closes = CLOSES.search(" ".join(line.text for line in lines)) if any(CLOSING.search(line.text) for line in lines) else None
    if closes:
        yield Section(label="Application closing date", text=closes[1] or closes[2], field="applicationsClosedAt")
    if page and not any(APPLICATIONS.search(row.label) for row in page.rows):
        for place, line in enumerate(lines):
            found = APPLICATIONS.search(line.text)
            beside = " ".join(other.text for other in lines[place : place + 2])
            count = re.search(r"\d+", beside[found.end() :]) if found else None
            if found and count:
                name = "incompleteApplications" if "incomplete" in found[0].lower() else "completedApplications"
                yield Section(label=found[0], text=count[0], field=name)
    yield from award(lines)


def banner(pages: Pages, lines: Sequence[Line]) -> Iterator[Section]:
    """The status: the banner's words or, where no page has one, the listing's. Where bids go by the buyer's own system,
    the service calls everything open, so that this says nothing. That it was awarded, the downloaded list may know first.
    """
    filed = pages.filed("banner")
    won = AWARDED.match(filed) and not any(line.heading and AWARD.match(line.text) for line in lines)
    if won:
        yield Section(label="Status", text=filed, field="banner", heading=DOWNLOADED)
    for place, line in enumerate(lines):
        if BANNER.match(line.text):
            after = lines[place + 1].text if place + 1 < len(lines) and not lines[place + 1].heading else ""
            text = "\n".join(filter(None, (line.text, after)))
            yield Section(label="Banner" if won else "Status", text=text, field="" if won else "banner")
            if DEADLINE.match(after) and Kind.DETAILS not in pages.views:
                yield Section(label="The deadline was", text=DEADLINE.sub("", after), field="applicationsClosedAt")
            return
    listed = pages.entry.status if pages.entry else ""
    status = listed or filed
    route = (pages.entry.route if pages.entry else "") or pages.filed("procurementRoute")
    is_open = bool(OPEN.search(status))
    live = pages.view(Kind.SUMMARY) is not None  # without a banner it is open, whatever the listing's copy of yesterday says
    if status and not won and (is_open or not live) and not (is_open and OWN_SYSTEM.search(route)):
        yield Section(label="Status", text=status, field="banner", heading=LISTED if listed else DOWNLOADED)


def award(lines: Sequence[Line]) -> Iterator[Section]:
    """The award's block: the supplier, "" where it is not named, then each fact under its own name."""
    start = next((place for place, line in enumerate(lines) if line.heading and AWARD.match(line.text)), None)
    if start is None:
        return
    name, facts = "Winning supplier", {"Winning supplier": list[str]()}
    for line in lines[start + 1 :]:
        if line.heading and (NUMBERED.match(line.text) or len(facts) > 1):
            break  # the supplier's name may be set as a heading, what comes after the facts is another part
        found = AWARD_FACTS.match(line.text)
        if found:
            name = "Winning supplier" if found["name"].lower().startswith("supplier") else found["name"].capitalize()
            facts.setdefault(name, []).append(found["said"])
        elif line.text:
            facts[name].append(line.text)
    fields = {"Winning supplier": "awardedTo", "Awarded date": "awardedAt", "Date awarded": "awardedAt"}
    for label, said_of in facts.items():
        text = "\n".join(filter(None, said_of))
        yield Section(label=label, text=text, field=fields.get(label, ""), heading="Award summary")


def listed(pages: Pages) -> Iterator[Section]:
    """What the listing and the downloaded list say, for what the pages leave open."""
    entry = pages.entry
    if entry:
        for label, text, field in (
            ("Location", entry.location.replace(", ", "\n"), "location"),
            ("Value", entry.value, "budgetRange"),
            ("Procurement route", entry.route, "procurementRoute"),
            ("Summary of work", entry.description, "summary"),
        ):
            if text:
                yield Section(label=label, text=text, field=field, heading=LISTED)
    for section in pages.file.sections if pages.file else ():
        if section.field not in TOLD:
            yield replace(section, heading=DOWNLOADED)
