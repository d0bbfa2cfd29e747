"""What a notice states outright: who buys what, by when, how it will be judged, and how it ended."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal
from zoneinfo import ZoneInfo

from tenders.closing import closing_in_prose
from tenders.document import Document, Section
from tenders.evidence import Stated
from tenders.extractors import Extractor, Reading
from tenders.labels import plain
from tenders.readers.marketplace import QUESTIONS
from tenders.tender import Applications, Award, Question, Status

# Field of the document to field of Tender, where the answer is taken as it stands.
WORDS = {
    "title": "title",
    "lot": "lot",
    "phase": "current_phase",
    "priceCriteria": "payment_approach",
    "securityClearance": "clearance",
    "existingTeam": "existing_team",
    "workAlreadyDone": "work_done",
}
# Questions that only the official template of one lot asks. The templates do not name their lot anywhere else.
ASKED_OF = {
    "the business problem you need to solve": "digital-outcomes",
    "where the research will take place": "user-research-participants",
}
LISTS = {
    "location": "location",
    "essentialRequirements": "essential",
    "niceToHaveRequirements": "nice_to_have",
    "successCriteria": "proposal_criteria",
    "culturalFitCriteria": "cultural_criteria",
    "evaluationType": "assessment_methods",
}
DATES = {
    "publishedAt": "published",
    "clarificationQuestionsClosedAt": "questions_close",
    "applicationsClosedAt": "closes",
}
# A deadline that is given as a day lasts to the end of it.
DEADLINES = ("questions_close", "closes")
DAY_ENDS = time(23, 59)

LONDON = ZoneInfo("Europe/London")
# Clocks that a source prints in London's time; all others are UTC's, which differs in summer.
IN_LONDON = frozenset({("contract-award-service", "applicationsClosedAt")})
# Facts of one source that no other states: the field of the document to the name of the fact.
FACTS = {"ocid": "ocid", "procurementRoute": "procurement_route"}
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
DAY = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?\s+({'|'.join(m[:3] + '[a-z]*' for m in MONTHS)})\.?,?\s+(\d{{4}})", re.IGNORECASE)
# A day of a month, with or without its year: "11 May".
DAY_AND_MONTH = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{'|'.join(month[:3] + '[a-z]*' for month in MONTHS)})\b", re.IGNORECASE
)
CLOCK = re.compile(r"\b(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)\b|\b([01]?\d|2[0-3]):([0-5]\d)\b", re.IGNORECASE)
BANNERS: tuple[tuple[str, Status], ...] = (
    ("awarded to", "awarded"),
    ("this opportunity is open", "open"),
    ("this opportunity is planned", "planned"),
    ("this opportunity was withdrawn", "withdrawn"),
    ("this opportunity was cancelled", "cancelled"),
    ("no suitable suppliers", "unsuccessful"),
    ("this opportunity is closed", "closed"),
    # as a listing says it, where there is no banner
    ("open", "open"),
    ("closed: awarded", "awarded"),
    ("closed: cancelled", "cancelled"),
    ("closed", "closed"),
    ("awarded", "awarded"),
    ("cancelled", "cancelled"),
)
TITLED_CLOSED = re.compile(r"\s[-–—]\s*(closed)\s*$", re.IGNORECASE)
OWN_SYSTEM = re.compile(r"\bown system\b", re.IGNORECASE)
AWARDED_TO = re.compile(r"^awarded to\s+(.+)", re.IGNORECASE)
AWARD_VALUE = re.compile(r"value:\s*£\s*([\d,.]+)", re.IGNORECASE)
AWARD_START = re.compile(r"start date:\s*(.+)", re.IGNORECASE)
AWARD_SIZE = re.compile(r"company size:\s*(\w+)", re.IGNORECASE)
WEIGHTING = re.compile(r"([A-Za-z][A-Za-z ]*?)\s*(?:\n|:|=|[-–]|\s)\s*(\d+(?:\.\d+)?)\s*%")
FIGURES = re.compile(r"\b(\d{1,2})[/. -](\d{1,2})[/. -](20\d\d)\b")
ISO = re.compile(r"\b20\d\d-\d\d-\d\d(?=T|\b)")
# A time as machines write it, with its zone.
STAMP = re.compile(r"\b20\d\d-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?(?![\d:])")
HOW_MANY = re.compile(r"(\d{1,3})(?!\d)(?:\s+\w+)?\W*$")
COLON = re.compile(r"\s*:\s*")
COUNT = re.compile(r"^\d+$", re.MULTILINE)
QUESTION_NUMBER = re.compile(r"^(\d+)[.)]\s*")


class NoticeFacts(Extractor):
    """Reads the answers that need no judgement."""

    def extract(self, reading: Reading) -> Mapping[str, object]:
        document = reading.document
        found: dict[str, object] = {}
        for field, name in WORDS.items():
            for section in document.having(field):
                found[name] = Stated(section.text, (section.whole(),))
        if "lot" not in found:
            found |= lot_of_template(document)
        for field, name in LISTS.items():
            for section in document.having(field):
                found[name] = Stated(section.lines, (section.whole(),))
        for field, name in DATES.items():
            for section in document.having(field):
                clocks = LONDON if (document.source, field) in IN_LONDON else UTC
                moment = read_moment(section.text, clocks, DAY_ENDS if name in DEADLINES else time(0, 0))
                if moment:
                    found[name] = Stated(moment, (section.whole(),))
        for section in document.having("buyer", "organisation"):
            found.setdefault("buyer", Stated(section.text, (section.whole(),)))
        for section in document.having("startDate"):
            day = read_day(section.text)
            if day:
                found["start"] = Stated(day, (section.whole(),))
        if "closes" not in found and document.source == "contract-award-service":
            prose = closing_in_prose(document, read_start(document))
            if prose:
                found["closes"] = Stated(datetime.combine(prose[0], time(0, 0), LONDON), (prose[1],))
        for section in document.having("numberOfSuppliers"):
            number = HOW_MANY.match(section.text)
            if number:
                found["suppliers_to_evaluate"] = Stated(int(number[1]), (section.whole(),))
        for section in document.having("weightings"):
            weightings = {name.strip(): Decimal(percent) for name, percent in WEIGHTING.findall(section.text)}
            if weightings:
                found["weightings"] = Stated(weightings, (section.whole(),))
        for field, name in (
            ("incompleteApplications", "incomplete_applications"),
            ("completedApplications", "completed_applications"),
        ):
            for section in document.having(field):
                count = read_applications(section)
                if count:
                    found[name] = Stated(count, (section.whole(),))
        for field, name in FACTS.items():
            for section in document.having(field):
                found[name] = Stated(section.text, (section.whole(),))
        found |= read_status(reading)
        found["questions"] = tuple(read_question(section) for section in document.sections if section.heading == QUESTIONS)
        return found


def lot_of_template(document: Document) -> dict[str, object]:
    """The lot of an official template that was filled in, told by a question that no other asks."""
    for section in document.sections:
        lot = ASKED_OF.get(plain(section.label))
        if lot and section.text.strip():
            return {"lot": Stated(lot, (section.whole(),))}
    return {}


def read_day(text: str) -> date | None:
    """The first day in a text, written out ("Friday 15 February 2019") or in figures, or None."""
    for found in DAY.finditer(text):
        with suppress(ValueError):
            return date(int(found[3]), month_number(found[2]), int(found[1]))
    for found in FIGURES.finditer(text):
        with suppress(ValueError):
            return date(int(found[3]), int(found[2]), int(found[1]))
    for found in ISO.finditer(text):
        with suppress(ValueError):
            return date.fromisoformat(found[0])
    return None


def month_number(name: str) -> int:
    """1 to 12 for a month's name or the start of one. Raises ValueError for another word."""
    for number, month in enumerate(MONTHS, start=1):
        if month.startswith(name.lower()) or (name.lower() == "sept" and number == 9):
            return number
    raise ValueError(f"no month is called {name}")


def read_start(document: Document) -> date | None:
    """The latest start, or None."""
    return next(filter(None, (read_day(section.text) for section in document.having("startDate"))), None)


def read_moment(text: str, clocks: tzinfo = UTC, unsaid: time = time(0, 0)) -> datetime | None:
    """The moment in an important date, in London time. The marketplace printed UTC and called it GMT, in summer too.

    A date without a clock is `unsaid` on that day in London: its start, or its end for a deadline. A time stamp (ISO 8601) is
    what it says; without a zone it is London's. `clocks` is the zone of any other clock.
    """
    stamp = STAMP.search(text)
    if stamp:
        with suppress(ValueError):
            moment = datetime.fromisoformat(stamp[0])
            return (moment if moment.tzinfo else moment.replace(tzinfo=LONDON)).astimezone(LONDON)
    day = read_day(text)
    if day is None:
        return None
    clock = CLOCK.search(text)
    if clock is None:
        return datetime.combine(day, unsaid, LONDON)
    if clock[4]:
        at = time(int(clock[4]), int(clock[5]))
    else:
        at = time(int(clock[1]) % 12 + (12 if clock[3].lower() == "pm" else 0), min(int(clock[2] or 0), 59))
    return datetime.combine(day, at, clocks).astimezone(LONDON)


def read_applications(section: Section) -> Applications | None:
    """How many applied, and how many of them are small or large, from the block of figures."""
    total = COUNT.search(section.text)
    if total is None:
        return None
    split = {size.lower(): int(count) for count, size in re.findall(r"(\d+)\s+(SME|large)", section.text, re.IGNORECASE)}
    return Applications(total=int(total[0]), sme=split.get("sme"), large=split.get("large"))


def read_status(reading: Reading) -> dict[str, object]:
    """Status and outcome: from a block on the award, else from the banner. An opportunity page without a banner is open,
    but where bids go by the buyer's own system: nobody closes it there."""
    document = reading.document
    if "awardedTo" in document.by_field:
        return read_award(document)
    banner = document.get("banner")
    if banner is None:
        title = document.get("title")
        closed = TITLED_CLOSED.search(title.text) if title and document.source == "contract-award-service" else None
        if title and closed:
            return {"status": Stated("closed", (title.cite(*closed.span(1)),))}
        own = any(OWN_SYSTEM.search(section.text) for section in document.having("procurementRoute"))
        return {"status": Stated("open", ())} if document.get("applicationsClosedAt") and not own else {}
    first = banner.lines[0]
    found: dict[str, object] = {}
    for start, status in BANNERS:
        if COLON.sub(": ", first.lower()).startswith(start):
            found["status"] = Stated(status, (banner.cite(0, len(first)),))
            break
    supplier = AWARDED_TO.match(first)
    if supplier:
        value, start_day, size = (pattern.search(banner.text) for pattern in (AWARD_VALUE, AWARD_START, AWARD_SIZE))
        award = Award(
            supplier=supplier[1].strip(),
            value=Decimal(value[1].replace(",", "").rstrip(".")) if value else None,
            start=read_day(start_day[1]) if start_day else None,
            size=size[1] if size else None,
        )
        found["award"] = Stated(award, (banner.whole(),))
    return found


def read_award(document: Document) -> dict[str, object]:
    """The supplier that a block on the award names, None where its name is blank, and the day."""
    evidence = tuple(section.whole() for section in document.having("awardedTo", "awardedAt"))
    supplier = document.get("awardedTo")
    found: dict[str, object] = {
        "status": Stated("awarded", evidence),
        "award": Stated(Award(supplier=supplier.lines[0] if supplier else None), evidence),
    }
    for section in document.having("awardedAt"):
        day = read_day(section.text)
        if day:
            found["awarded_on"] = Stated(day, (section.whole(),))
    return found


def read_question(section: Section) -> Question:
    """A supplier's question, its number taken off, and the buyer's answer."""
    number = QUESTION_NUMBER.match(section.label)
    return Question(
        number=int(number[1]) if number else None,
        question=QUESTION_NUMBER.sub("", section.label),
        answer=section.text,
    )
