"""A release as the sections of a document, in the order of an opportunity page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tenders.document import Document, Section
from tenders.ocds.criteria import criteria_of, shown, weightings
from tenders.ocds.fields import Fields
from tenders.ocds.lots import lot_sections
from tenders.ocds.notes import Notes
from tenders.ocds.origin import notice_id, source_of, url_of
from tenders.ocds.periods import first_day, stamp, term
from tenders.ocds.places import places
from tenders.ocds.standing import award_sections, published, status
from tenders.ocds.worth import budget
from tenders.rendered import count, day

ADDITIONAL = re.compile(r"(?:^|\s)Additional (?:information|text)\s*:\s*", re.IGNORECASE)
# "1 + 1 years" would be read as the whole term: it stands apart.
SUMS = re.compile(r"\d\s*\+\s*\d")
EXTENDS = re.compile(r"exten[ds]|option|renew|further|additional", re.IGNORECASE)
SUITABLE = {"sme": "Small and medium-sized enterprises", "vcse": "Voluntary, community and social enterprises"}
METHODS = {"open": "open", "selective": "selective", "limited": "limited", "direct": "direct award"}
NONE_OF_ITS_OWN = ("", "n/a", "none", "not applicable", "-")


def document_of(release: dict[str, Any], notes: Notes) -> Document:
    """The document of one release."""
    found = Fields(release, notes)
    sections = tuple(section for section in sections_of(found) if section.text)
    dated = found.line("date") if stamp(found, "date") else ""
    return Document(
        source=source_of(release),
        notice_id=notice_id(release),
        sections=sections,
        not_read=notes.all_lost,
        mended=notes.all_mended,
        dated=dated,
        url=url_of(release, source_of(release)),
        form=True,
    )


def sections_of(release: Fields) -> Iterator[Section]:
    """Each answer, the empty ones too."""
    tender, planning = release.inside("tender"), release.inside("planning")
    lots = list(tender.each("lots"))
    awards = list(release.each("awards"))
    title = tender.line("title") or release.line("title")
    yield Section(label="Title", text=title, field="title")
    yield Section(label="Buyer", text=buyer(release), field="buyer")
    yield Section(label="Status", text=status(release, tender, awards), field="banner")
    yield Section(label="Notice type", text=notice_type(release, tender, planning), field="noticeType")
    yield Section(label="Published", text=published(release, tender), field="publishedAt")
    yield when("Deadline for asking questions", tender.inside("enquiryPeriod"), "clarificationQuestionsClosedAt")
    yield when("Closing date for applications", tender.inside("tenderPeriod"), "applicationsClosedAt")
    for milestone in planning.each("milestones"):
        due = stamp(milestone, "dueDate")
        yield Section(label=milestone.line("title") or "Milestone", text=day(due.date()) if due else "", field="milestone")
    yield from descriptions(release, tender, planning)
    yield from terms(tender, lots, awards)
    yield Section(label="Location", text="\n".join(where(tender)), field="location")
    yield Section(label="Budget range", text=budget(tender, planning), field="budgetRange")
    yield from judging(tender, lots)
    yield from lot_sections(lots)
    yield from conditions(tender)
    yield from award_sections(release, awards)
    yield Section(label="Documents", text="\n".join(documents(release, tender, planning, awards)), field="documents")


def when(label: str, found: Fields, field: str) -> Section:
    """The end of a period, as the release writes it."""
    end = stamp(found, "endDate")
    return Section(label=label, text=found.line("endDate") if end else "", field=field)


def buyer(release: Fields) -> str:
    """The buyer's name; that of the party with its role where the release names it nowhere else."""
    name = release.inside("buyer").line("name")
    if name:
        return name
    parties = release.each("parties")
    return next((found for party in parties if "buyer" in party.words("roles") and (found := party.line("name"))), "")


def notice_type(release: Fields, tender: Fields, planning: Fields) -> str:
    """What kind of notice it is: the form's number where it has one (UK4), else the releases's tags."""
    forms = [found for part in (tender, planning) for document in part.each("documents") if (found := document.line("noticeType"))]
    tags = [re.sub(r"(?<=[a-z])(?=[A-Z])", " ", tag).lower() for tag in release.words("tag")]
    return "\n".join(dict.fromkeys((*forms[-1:], *tags)))


def descriptions(release: Fields, tender: Fields, planning: Fields) -> Iterator[Section]:
    """What the work is. Contracts Finder appends its form's last box to the description: that is an answer of its own."""
    told = tender.text("description")
    asides = [found for found in ADDITIONAL.finditer(told) if found.start() > 0]
    summary = told[: asides[-1].start()].rstrip() if asides else told
    yield Section(label="Summary of the work", text=summary, field="summary")
    if asides:
        yield Section(label="Additional information", text=told[asides[-1].end() :].strip(), field="text")
    for text in dict.fromkeys((release.text("description"), planning.text("rationale"))):
        if text not in (told, summary):
            yield Section(label="Additional information", text=text, field="text")


def terms(tender: Fields, lots: list[Fields], awards: list[Fields]) -> Iterator[Section]:
    """When the contract starts, how long it lasts, and how it may go on: the tender's own words, else those of every lot alike."""
    own = tender.inside("contractPeriod")
    several = (
        [own] if own else [lot.inside("contractPeriod") for lot in lots] or [award.inside("contractPeriod") for award in awards]
    )
    start = first_day(several)
    yield Section(label="Start date", text=day(start) if start else "", field="startDate")
    renewals = [lot.inside("renewal").text("description") for lot in lots]
    length, renewal = alike([term(found) for found in several]), extension(alike(renewals))
    apart = not length or SUMS.search(renewal)
    yield Section(
        label="Expected contract length", text=length if apart or not renewal else f"{length}.\n{renewal}", field="contractLength"
    )
    yield Section(label="Renewal", text=renewal if apart else "", field="additionalTerms")
    options = alike([lot.inside("options").text("description") for lot in lots])
    yield Section(label="Other options", text=options if options != alike(renewals) else "", field="text")


def extension(renewal: str) -> str:
    """What is said of a renewal, so that a length in it is not taken for the contract's: "24 months" alone is an option."""
    return renewal if not renewal or EXTENDS.search(renewal) else f"Options to extend: {renewal}"


def alike(texts: list[str]) -> str:
    """The text that all lots share, or ""."""
    return texts[0] if texts and len(set(texts)) == 1 else ""


def where(tender: Fields) -> list[str]:
    """The places of all items, each once."""
    return list(dict.fromkeys(place for item in tender.each("items") for place in places(item)))


def judging(tender: Fields, lots: list[Fields]) -> Iterator[Section]:
    """How bids are judged where that is the same for every lot, and what bidders must show."""
    kinds = {criteria for part in (tender, *lots) if (criteria := criteria_of(part))}
    criteria = next(iter(kinds)) if len(kinds) == 1 else ()
    yield Section(label="Award criteria", text="\n".join(map(str, criteria)), field="successCriteria")
    yield Section(label="Evaluation weighting", text=weightings(criteria), field="weightings")
    most = [lot.inside("secondStage").number("maximumCandidates") for lot in lots]
    number = most[0] if most and len(set(most)) == 1 else None
    yield Section(label="How many suppliers to evaluate", text=str(int(number)) if number else "", field="numberOfSuppliers")
    for label, text in shown(tender.inside("selectionCriteria")):
        yield Section(label=label, text=text, field="text")


def conditions(tender: Fields) -> Iterator[Section]:
    """On what terms and by what route: facts that the extractors have no field for, and people want to see."""
    performance = tender.inside("contractTerms").text("performanceTerms")
    yield Section(label="Conditions on performance of the contract", text=performance, field="additionalTerms")
    method, details = tender.line("procurementMethod"), tender.line("procurementMethodDetails")
    said = details.rstrip(" -") or METHODS.get(method, method)
    yield Section(label="Procurement method", text=said, field="procurementMethod")
    yield Section(label="Main category", text=tender.line("mainProcurementCategory"), field="mainProcurementCategory")
    yield Section(label="Techniques", text="\n".join(techniques(tender.inside("techniques"))), field="techniques")
    yield Section(label="CPV codes", text="\n".join(classifications(tender)), field="classification")
    suitability = tender.inside("suitability")
    suited = [name for key, name in SUITABLE.items() if suitability.flag(key)]
    yield Section(label="Suitable for", text="\n".join(suited), field="suitability")
    yield Section(label="How to apply", text=tender.text("submissionMethodDetails"), field="submissionMethod")
    yield Section(label="Recurrence", text=tender.inside("recurrence").text("description"), field="recurrence")


def techniques(found: Fields) -> Iterator[str]:
    """Frameworks and dynamic markets."""
    framework = found.inside("frameworkAgreement")
    if found.flag("hasFrameworkAgreement") or framework:
        most = framework.number("maximumParticipants")
        yield "Framework agreement" + (f" with at most {count(int(most), 'supplier')}" if most and most > 0 else "")
    if found.flag("hasDynamicPurchasingSystem"):
        yield "Dynamic market"
    if found.flag("hasElectronicAuction"):
        yield "Electronic auction"


def classifications(tender: Fields) -> list[str]:
    """The codes of the common procurement vocabulary, the main one first, with their words where they are given."""
    found = [tender.inside("classification"), *tender.each("additionalClassifications")]
    for item in tender.each("items"):
        found += [item.inside("classification"), *item.each("additionalClassifications")]
    codes: dict[str, str] = {}
    for one in found:
        code = one.line("id")
        if code and one.line("scheme").upper() in ("CPV", ""):
            codes[code] = codes.get(code) or one.line("description")
    return [f"{code} {words}".rstrip() for code, words in codes.items()]


def documents(release: Fields, tender: Fields, planning: Fields, awards: list[Fields]) -> list[str]:
    """Every document that the notice links to: what it is called, its format, and its address."""
    lines = []
    for part in (planning, tender, *awards, release):
        for document in part.each("documents"):
            url = document.line("url")
            title = document.line("title") or document.line("description")
            title = "" if title.lower() in NONE_OF_ITS_OWN else title
            kind = document.line("format")
            if url or title:
                lines.append(" ".join(filter(None, (title, f"({kind})" if kind else "", url))))
    return list(dict.fromkeys(lines))
