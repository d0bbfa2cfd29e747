"""Pages of the Contract Award Service for tests, written from a typed description of an opportunity.

    listing(MODEL, SURVEY), summary(MODEL), details(MODEL), questions(MODEL)    the four pages of 2024
    listing_2026(...), detail_2026(MODERN)                                      the two of 2026

Every answer here is our own. The markup has the shape that is known of the service's pages: no document type, dialogs with
headings before the main part, deep indentation, rows in bold that start a group, terms all before their explanations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Literal

PATH = "/digital-outcomes"
NOT_GIVEN = "The contract value is not specified by the buyer"
PER_PAGE = 20
Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Award:
    """The award's block of a summary page. A supplier nobody could match has a blank name."""

    supplier: str
    address: tuple[str, str, str, str, str] = ("Unit 4", "Dock Road", "Barmouth", "Gwynedd", "LL42 1AB")
    website: str = "https://towpath.example"
    day: str = "27/10/2023"


@dataclass(frozen=True, kw_only=True)
class Opportunity:
    """An opportunity as the service prints it."""

    number: int = 40021
    ocid: str = "ocds-pfhb7i-30021"
    lot: Literal["1", "3"] = "1"
    title: str = "Harbour moorings: find out why people give up"
    buyer: str = "SANDWICK HARBOUR TRUST"
    status: Literal["open", "closed"] = "open"
    sub_status: str = ""
    listed_value: str | None = "£40000 - £65000"  # None: the paragraph is there and blank; "": it is not there
    banner: tuple[str, str] | None = None
    incomplete: int = 4
    complete: int = 9
    award: Award | None = None
    terms: Pairs = (("SHT", "Sandwick Harbour Trust"), ("Berth", "A place for one boat"))
    summary: str = "A discovery into why boat owners leave the moorings list before they are offered a berth."
    organisation: str = "Sandwick Harbour Trust"
    engagement: str = "We spoke to three suppliers in February and published our notes."
    special_terms: Pairs = (("Tides", "No site visits at spring tides"), ("Code", "All code is open from the first day"))
    maximum: str = "£65000"
    minimum: str = "£40000"
    budget_more: str = "Excluding VAT. Expenses are included."
    regions: tuple[str, ...] = ("South West England", "No specific location (for example they can work remotely)")
    why: str = "One in three people leaves the list, and the trust does not know why."
    problem: str = "We need to learn who leaves and when, so that the trustees can decide in July."
    users: Pairs = (("Boat owner", "I need to know how long I will wait"), ("Harbour officer", "I need one list of who is next"))
    work_done: str = "A volunteer rang 12 people."
    phase: str = "Not started"
    team: str = "A service owner for two days a week and a designer."
    address: str = "The Old Customs House, Sandwick"
    arrangements: str = "One day a week on site. Our designer pairs with your researcher throughout."
    security: tuple[str, ...] = ("Baseline Personnel Security Standard (BPSS)",)
    security_more: str = "Checks take two weeks."
    start: str = "20 May 2024"
    length: str = "0 years 0 months 56 days"
    extension: str = "0 years 0 months 14 days"
    employment: str = "Contracted out service: the off-payroll rules do not apply"
    suppliers: str = "4"
    weights: Pairs = (("Technical Competence", "50%"), ("Cultural fit", "10%"), ("Social values", "10%"), ("Price", "30%"))
    sub_weights: Pairs = (
        ("Essential skills and experience", "45%"),
        ("Nice-to-have skills and experience", "15%"),
        ("Technical questions", "40%"),
    )
    essential: Pairs = (
        ("Have run discoveries with people who are rarely online", "60%"),
        ("Have handed research over to staff", "40%"),
    )
    nice: Pairs = (("Have worked with waiting lists", "100%"),)
    technical: Pairs = (("How would you find people who left?", "70%"), ("Who would be on the team?", "30%"))
    cultural: Pairs = (("How would you work in the open?", "100%"),)
    social: Pairs = (("What would you do for school leavers in the town?", "100%"),)
    pricing: str = "Capped time and materials"
    methods: tuple[str, ...] = ("Reference", "Case study")
    session: str = "A call on 26 March 2024 at 2pm."
    levels: Sequence[tuple[str, str, str]] = (
        ("Met", "2", "Meets the need in full."),
        ("Not met", "0", "No answer, or none that helps."),
    )
    research: Pairs = ()  # what lot 3 asks instead of the work: label and answer
    published: str = "18/03/2024"
    clarification: str = "29/03/2024 12:00"
    deadline: str = "12/04/2024 17:00"
    asked: Sequence[tuple[str, str, str]] = ()  # question, answer, day of the answer


MODEL = Opportunity(
    asked=(
        ("Is there an incumbent?", "No.\r\n There is none.", "21/03/2024"),
        ("May we visit?", "Yes, on any weekday.", "22/03/2024"),
    )
)
SURVEY = Opportunity(
    number=40033,
    ocid="ocds-pfhb7i-30033",
    lot="3",
    title="Participants for tests of the ferry timetable",
    buyer="Isles Ferry Board",
    listed_value="up to £12000",
    summary="Recruit islanders and visitors for five rounds of tests.",
    organisation="Isles Ferry Board",
    engagement="",
    special_terms=(),
    maximum="£12000",
    minimum=NOT_GIVEN,
    budget_more="At most £12k with incentives, ex VAT.",
    regions=("Scotland",),
    weights=(("Technical Competence", "40%"), ("Availability", "25%"), ("Social values", "10%"), ("Price", "25%")),
    cultural=(),
    pricing="",
    research=(
        ("Number of research rounds", "5, maybe 6"),
        ("Number of participants per round", "6 and one in reserve"),
        ("Research dates", "From mid May 2024, dates agreed a fortnight before"),
        ("How often research will happen", "Every other Thursday"),
        ("Evening or weekend research", "Weekday evenings"),
        ("Research location", "A room by the pier with a ramp"),
        ("Access restrictions at location", "A bell at the side door."),
        ("Description of participants", "People who took the ferry in the past year, three of them with a wheelchair"),
        ("Assisted digital and accessibility requirements", "Two in six use a screen reader"),
        ("Research plan", "Tests of 45 minutes. Our researchers lead them; you recruit and host."),
    ),
    deadline="2024-03-25T12:00:00Z",
    clarification="18/03/2024 12:00",
    published="11/03/2024",
)

DIALOGS = """
<div class="backdrop-supplier" style="display:none"><div class="modal" role="dialog">
<h1 class="govuk-heading-l">You are about to tell your suppliers that this is over</h1>
<p class="govuk-body">This cannot be undone.</p><a href="#" class="govuk-link">Cancel</a></div></div>
"""
SPACE = "\n" + " " * 40


def shell(main: str, *, title: str = "Digital Outcomes") -> bytes:
    """A whole page around its main part, indented as the service's templates leave it."""
    return (
        (
            f'<html lang="en" class="govuk-template"><head><meta charset="utf-8"><title>{escape(title)}</title></head><body>'
            f'<header><a href="/">GOV.UK</a></header>{DIALOGS}<main class="govuk-main-wrapper" id="main-content">'
            f'{main}</main><footer><h2>Support links</h2><a href="/privacy">Privacy</a></footer></body></html>'
        )
        .replace("\n", SPACE)
        .encode()
    )


def link(page: str, opportunity: Opportunity) -> str:
    """The address of one of an opportunity's pages, its spaces as they are."""
    number, lot = opportunity.number, opportunity.lot
    standing = f"status={opportunity.status}&subStatus={opportunity.sub_status}"
    return {
        "summary": f"{PATH}/reviewRecommendation?projectId={number}&lot={lot}&{standing}",
        "details": f"{PATH}/opportunitiesDetails?projectId={number}&lot={lot}",
        "questions": f"{PATH}/questions-and-Clarifications?id={opportunity.ocid}&prId={number}",
    }[page]


def paragraphs(values: Iterable[str]) -> str:
    """Each value in a paragraph of its own."""
    return "\n".join(f'<p class="govuk-body">\n{escape(value)}\n</p>' for value in values)


def row(label: str, *values: str, strong: bool = False) -> str:
    """A row of a description list; in bold, it starts a group."""
    term = f"<strong>{escape(label)}</strong>" if strong else escape(label)
    said = f'<dd class="govuk-summary-list__value">\n{paragraphs(values)}\n</dd>' if values or not strong else ""
    return f'<div class="govuk-summary-list__row">\n<dt class="govuk-summary-list__key">\n{term}\n</dt>\n{said}\n</div>'


ROW, KEY, ANSWER = "govuk-summary-list__row", "govuk-summary-list__key", "govuk-summary-list__value"
BLANK = f'<div class="{ROW}"><dt class="{KEY}"></dt><dd class="{ANSWER}"></dd></div>'


def group(label: str, *rows: str) -> str:
    """A name in bold without an answer of its own, its rows, and the blank row after them."""
    return "\n".join((row(label, strong=True), *rows, BLANK))


def pairs(label: str, first: str, second: str, found: Pairs) -> str:
    """A group of pairs, one after the other."""
    return group(label, *(row(name, text) for pair in found for name, text in zip((first, second), pair, strict=True)))


def section(heading: str, rows: Iterable[str]) -> str:
    """A description list whose first row holds its heading."""
    head = f'<div class="{ROW}"><dt class="{KEY}"><h2 class="govuk-heading-m">{heading}</h2></dt></div>'
    return f'<dl class="govuk-summary-list">\n{head}\n' + "\n".join(rows) + "\n</dl>"


def details(opportunity: Opportunity) -> bytes:
    """The page of procurement details."""
    return shell(
        f'<h1 class="govuk-heading-l">Procurement details: {escape(opportunity.title)}</h1>\n'
        + section("1. Context and requirements", context(opportunity))
        + section("2. Assessment criteria", assessment(opportunity))
        + section("3. Timeline", timeline(opportunity))
    )


def context(it: Opportunity) -> Iterator[str]:
    """The rows on the work."""
    yield pairs("Terms and acronyms", "Term or acronym", "Definition", it.terms)
    yield row("Summary of work", it.summary, strong=True)
    regions = "Where the supplied staff will work" if it.lot == "1" else "Where the research will take place"
    yield from (row(regions, region, strong=True) for region in it.regions)
    yield row("Who the organisation using the products or services is", it.organisation, strong=True)
    if it.lot == "1":
        yield row("Why the work is being done", it.why, strong=True)
        yield row("The business problem", it.problem, strong=True)
        yield pairs("The people who will use the product or service", "User type", "Definition", it.users)
    yield row("Any pre-market engagement done", it.engagement, strong=True)
    if it.lot == "1":
        yield row("Work done so far", it.work_done, strong=True)
        yield row("Which phase the project is in", it.phase, strong=True)
        yield row("Existing team", it.team, strong=True)
        yield row("Address where the work will be done", it.address, strong=True)
        yield row("Working arrangements", it.arrangements, strong=True)
        yield row("Security and vetting requirements", *it.security, strong=True)
        yield row("More information about the Security requirements", it.security_more)
        yield row("Latest start date", it.start, strong=True)
        yield group("Expected contract length", row("Contract length", it.length), row("Optional extension", it.extension))
    yield from (row(label, text, strong=True) for label, text in it.research)
    terms = [row("Special term or condition", term) for term, _ in it.special_terms]
    yield group(
        "Special terms and conditions",
        *terms,
        *(row("Explanation of the special term or condition", why) for _, why in it.special_terms),
    )
    budget = (("Indicative maximum", it.maximum), ("Indicative minimum", it.minimum), ("Further information", it.budget_more))
    yield group("Budget", *(row(label, text) for label, text in budget))
    if it.lot == "1":
        yield row("Contracted out service or supply of resource?", it.employment, strong=True)


def assessment(it: Opportunity) -> Iterator[str]:
    """The rows on how bids are judged."""
    yield row("How many suppliers to evaluate", it.suppliers, strong=True)
    yield from (row(name, share) for name, share in it.weights)
    yield group("Technical competence", *(row(name, share) for name, share in it.sub_weights))
    yield pairs("Essential skills", "Description", "Weighting", it.essential)
    yield pairs("Nice-to-have skills", "Description", "Weighting", it.nice)
    yield pairs("Technical questions", "Question", "Weighting", it.technical)
    if it.lot == "1":
        yield pairs("Cultural fit questions", "Question", "Weighting", it.cultural)
    yield pairs("Social value questions", "Question", "Weighting", it.social)
    if it.lot == "1":
        yield row("Pricing model", it.pricing, strong=True)
    yield row("Additional assessment methods", *it.methods, strong=True)
    yield row("Question and answer session details", it.session, strong=True)
    cells = (row(name, text) for level in it.levels for name, text in zip(("Level", "Score", "Description"), level, strict=True))
    yield group("How suppliers will be scored", *cells)


def timeline(it: Opportunity) -> Iterator[str]:
    """The rows of dates."""
    yield row("Publication of stage 1", it.published)
    yield row("Clarification period closes", it.clarification)
    yield row("Deadline for suppliers to submit their stage 1 responses", it.deadline)


def summary(it: Opportunity) -> bytes:
    """The page that links to the other two."""
    banner = f'<div class="banner-warning"><h2>{escape(it.banner[0])}</h2><p>{escape(it.banner[1])}</p></div>' if it.banner else ""
    counts = row("Number of incomplete applications", str(it.incomplete)) + row("Number of complete applications", str(it.complete))
    won = ""
    if it.award is not None:
        address = "\n".join(f'<p class="govuk-body">{escape(line)}</p>' for line in it.award.address)
        won = (
            f'<section><h2 class="govuk-heading-m">3. Award summary</h2>\n'
            f'<p class="govuk-!-font-size-24">{escape(it.award.supplier)}</p>\n<p class="govuk-body">Address:</p>\n{address}\n'
            f'<p class="govuk-body">Website:\n<a href="{it.award.website}">{it.award.website}</a></p>\n'
            f'<p class="govuk-body">Awarded date: {it.award.day}</p></section>'
        )
    return shell(
        f'{banner}\n<span class="govuk-caption-xl">{escape(it.buyer)}</span>\n'
        f'<h1 class="govuk-heading-xl">{escape(it.title)}</h1>\n'
        f'<dl class="govuk-summary-list">{counts}</dl>\n'
        f'<h2>1. Procurement details</h2><p><a class="govuk-link" href="{escape(link("details", it))}">View the details</a></p>\n'
        f"<h2>2. Questions and clarifications</h2>"
        f'<p><a href="{escape(link("questions", it))}">View questions and answers</a></p>\n{won}'
    )


def questions(it: Opportunity) -> bytes:
    """The page of questions and answers."""
    asked = "\n".join(
        f'<h3 class="govuk-heading-s">{number}. {escape(question)}</h3>\n<p class="govuk-body">{escape(answer)}</p>\n'
        f'<p class="govuk-body">Last Updated : <strong>{day}</strong></p>'
        for number, (question, answer, day) in enumerate(it.asked, 1)
    )
    return shell(
        f'<h1 class="govuk-heading-xl">Questions and clarifications</h1>\n'
        f'<p class="govuk-body"><strong>{len(it.asked)}</strong> questions</p>\n{asked}'
    )


LOT_NAMES = {"1": "Digital outcomes", "3": "User research participants"}


def item(it: Opportunity) -> str:
    """An entry of the listing of 2024."""
    bold, small = 'class="govuk-body govuk-!-font-weight-bold"', 'class="govuk-body govuk-!-font-size-14"'
    value = "" if it.listed_value == "" else f"<p {small}>Value: {escape(it.listed_value or '')}</p>"
    status = "Open" if it.status == "open" else f"Closed : {it.sub_status}".removesuffix(" : ")
    return (
        f'<li class="app-search-result">\n<h2 class="govuk-heading-s">'
        f'<a class="govuk-link" href="{link("summary", it)}">{escape(it.title)}</a></h2>\n'
        f"<p {bold}>{escape(it.buyer)}</p>\n<p {bold}>{escape(', '.join(it.regions))}</p>\n"
        f"{value}\n<p {small}>{LOT_NAMES[it.lot]}</p>\n"
        f'<p {small}>{status}</p>\n<p class="content_review_length_oppertunity">{escape(it.summary)}</p>\n</li>'
    )


def listing(
    *found: Opportunity, page: int = 1, pages: int = 1, total: int | None = None, query: str = "lot=1&status=open"
) -> bytes:
    """A page of the listing of 2024."""
    turns = [("Previous Page", page - 1)] * (page > 1) + [("Next Page", page + 1)] * (page < pages)
    links = "".join(
        f'<a class="paginationOppUrlClass govuk-link" href="{PATH}/opportunities?page={number}&q=&{query}">'
        f"{words} <span>{number} of {pages}</span></a>"
        for words, number in turns
    )
    count = len(found) if total is None else total
    return shell(
        f'<h1 class="govuk-heading-xl">Digital Outcomes opportunities</h1>\n'
        f'<p id="totalRecordsNew"><span id="totalRecords">{count}</span> results found in All lots</p>\n'
        f'<ul class="govuk-list"><li><a class="oppclickCategory" href="{PATH}/opportunities?lot=1&q=">'
        f"Digital Outcomes ({count})</a></li></ul>\n"
        f'<ul class="govuk-list govuk-supplier-list" id="contentHead">{"".join(map(item, found))}</ul>\n{links}\n'
        f'<div class="govuk-download-csv"><a href="/opportunities/download?download=1">Download all data (CSV)</a></div>'
    )


@dataclass(frozen=True, kw_only=True)
class Modern:
    """An opportunity of 2026. The words of its questions 5 to 8 are not known: these are ours."""

    number: int = 81001
    title: str = "Cable car bookings"
    buyer: str = "Upland Lifts Authority"
    route: str = "GCA Contract Award Service (CAS)"
    value: str = "£90,000"
    lot: str = "Digital Outcomes and Specialists 7, Lot 1: Digital Outcomes"
    status: str = "open"
    description: str = "An alpha for booking a cabin on the cable car."
    callout: str = "24 October 2026 Application closing date"
    answers: Pairs = field(
        default=(
            ("Project name", "prj_20400"),
            ("Summary of work", "An alpha for booking a cabin on the cable car."),
            ("Latest start date", "2026-12-01"),
            ("Expected contract length", "1 Years 6 months"),
            ("How much can be spent", "£90,000 including VAT"),
            ("Who does this now", "No one"),
            ("A question of its own", ""),
            ("How suppliers are called", "Single stage"),
            ("Timeline", "Stand-up in November."),
            ("Contracted out service or supply of resource", "Contracted out service"),
            ("How to apply", "By our portal."),
        )
    )


MODERN = Modern()


def listing_2026(*found: Modern, pages: int = 1, total: int | None = None) -> bytes:
    """A page of the listing of 2026: each entry is a list of its own."""
    entries = "\n".join(
        f'<ul class="govuk-list govuk-supplier-list"><li><h2 class="govuk-heading-s"><a class="govuk-link" '
        f'href="{PATH}/opportunities/opportunity-details/project/{it.number}">{escape(it.title)}</a></h2>\n'
        + "\n".join(
            f'<p class="govuk-body">{escape(text)}</p>'
            for text in (
                it.buyer,
                f"Procurement route: {it.route}",
                it.value and f"Value: {it.value}",
                it.lot,
                it.status,
                it.description,
            )
            if text
        )
        + "</li></ul>"
        for it in found
    )
    numbers = "".join(f'<li><a href="{PATH}/opportunities?p={number}">{number}</a></li>' for number in range(1, pages + 1))
    count = len(found) if total is None else total
    return modern_shell(
        f'<h1 class="govuk-heading-xl">Digital Outcomes opportunities</h1>\n'
        f'<p id="totalRecordsNew"><strong>{count}</strong> results found in '
        f'<strong>All lots</strong></p>\n{entries}\n<nav class="govuk-pagination"><ul>{numbers if pages > 1 else ""}</ul></nav>'
    )


def detail_2026(it: Modern) -> bytes:
    """The page of an opportunity of 2026."""
    rows = "".join(
        f'<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{number}. {escape(label)}</dt>'
        f'<dd class="govuk-summary-list__value">{escape(text)}</dd></div>'
        for number, (label, text) in enumerate(it.answers, 1)
    )
    callout = f'<div class="callout-panel">{escape(it.callout)}</div>' if it.callout else ""
    return modern_shell(
        f'<div class="govuk-breadcrumbs"><ol><li><a href="{PATH}/opportunities">Opportunities</a></li></ol></div>\n'
        f'<p class="govuk-body">{escape(it.buyer)}</p>\n<h1 class="govuk-heading-l">{escape(it.title)}</h1>\n'
        f'<p class="govuk-body">Single stage Call-off procedure</p>\n{callout}\n<dl class="govuk-summary-list">{rows}</dl>\n'
        f'<div class="ccs-help-panel"><h2>Need help?</h2><p>Ring the service desk.</p></div>'
    )


def modern_shell(main: str) -> bytes:
    """A whole page of 2026 around its main part."""
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><title>Digital Outcomes</title></head><body>'
        f'<main class="govuk-width-container" id="main-content">\n{main}\n</main></body></html>'
    ).encode()
