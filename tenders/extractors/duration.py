"""Duration: the initial committed term, from "Expected contract length" or, where that is blank or points away, elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from tenders.document import Section
from tenders.evidence import Evidence, in_order
from tenders.extractors import Extractor, Reading
from tenders.first_pieces import is_first_piece, named_in, speaks_of_first_piece
from tenders.patterns import any_of
from tenders.tender import Length, Span
from tenders.terms import NUMBER, EndDate, Term, end_dates, number, terms

FIELD = "contractLength"
ELSEWHERE = (
    "summary",
    "additionalTerms",
    "backgroundInformation",
    "outcome",
    "workingArrangements",
    "specialistWork",
    "researchDates",
    "budgetRange",
    "workAlreadyDone",
    "text",
)
# Outside its own field a length is the contract's only in a sentence that says so.
SAYS_TERM = any_of(
    r"\b(?:contract|arrangement|engagement|project|work|assignment|appointment)\b[^.]{0,60}"
    r"\b(?:for|of|to last|lasting|over|run(?:ning)? for|last)\b",
    r"\b(?:contract|project) (?:length|duration|term|period)\b",
    r"\b\w+[\s-](?:month|week|year)s? (?:contract|period|term|project|engagement|discovery|alpha|beta)\b",
    r"^\W*(?:contract )?(?:term|length|duration)\s*:",
    r"\b(?:length|term|duration) of (?:the |this )?(?:contract|work|engagement)\b",
    r"\b(?:initial|contract) (?:term|period) (?:is|of|will be|runs?)\b",
    r"\bin each of the next\b",
    r"\bover (?:the next|a period of|an?)\b",
    r"\bduration\b",
)
# A date there is the contract's end only in a sentence that says that the contract ends.
SAYS_END = re.compile(
    r"\b(?:contract|engagement|work|project)\b[^.]{0,60}\b(?:complet\w+|end|ends|finish\w*|conclude\w*|run until)\b", re.IGNORECASE
)
# A length that is somebody's past, support after the work, a notice period, an age, an answer time.
NOT_THE_TERM = any_of(
    r"\b(?:experience|notice|warranty|guarantee|payment|invoice|retention|sprints?|every|old|aged?)\b",
    r"\bwithin the (?:last|past)\b",
    r"(?<!will )(?<!to )(?<!should )(?<!must )\b(?:last|past|previous) (?:\w+ ){0,2}(?:days|weeks|months|years)\b",
    r"\b(?:per|a|each) week\b",
)

EXTENSION = re.compile(
    r"\bexten[sd]|\boption(?:al|s)?\b|\bcontingency\b|\bplus\b|\badditional(?:ly)?\b|\bfurther\b|\+|\bpossib(?:le|ility)\b|\brenew",
    re.IGNORECASE,
)
# Between a length and one more on top of it, and between two options.
ON_TOP = re.compile(r"\+|^\W*(?:and )?plus\b", re.IGNORECASE)
ON_TOP_SAID = re.compile(r"\b(?:further|additional|extra|more)\b", re.IGNORECASE)
CONTINUES = re.compile(r"\s*(?:,|&|and|then|plus|\+)+\s*(?:an?other\s+|a further\s+)?", re.IGNORECASE)
EXTENSION_WORD = re.compile(r"\bexten[sd]\w*|\boption(?:al|s)?\b|\brenew\w*|\badditional\b|\bfurther\b", re.IGNORECASE)
EXTENDED_AFTER = any_of(
    r"[\s\-)]*(?:optional\s+|possible\s+|potential\s+)?(?:extension|option|renewal|award term)\b",
    r"[\s\-,(]*(?:and\s+)?(?:possible|potential|optional)\s+extension of\s*$",
)
UP_TO_BEFORE = re.compile(
    r"(?:\bup ?to|\bmax(?:imum)?(?: of)?|\bno (?:more|longer|later) than|\bnot (?:to )?exceed(?:ing)?"
    r"|\bat most|\bwithin|\bunder|\bless than)"
    r"(?:\s+(?:a|an|the|of|period|term|total|maximum|initial|of an|of a))*\W*$",
    re.IGNORECASE,
)
UP_TO_AFTER = re.compile(r"^\W*(?:\w+\s+)?(?:max(?:imum)?\b|but may be shorter|or less|at most|or sooner|\(max)", re.IGNORECASE)
AT_LEAST_BEFORE = re.compile(r"\b(?:at least|minimum(?: of)?|no less than|not less than)\W*(?:an?\s+)?$", re.IGNORECASE)
AT_LEAST_AFTER = re.compile(r"^\W*(?:min(?:imum)?\b|at least|or more)", re.IGNORECASE)
EFFORT_AFTER = re.compile(
    r"\s*(?:(?:a|per|each|every|/)\s*(?:week|month|sprint|fortnight)\b|(?:of\s+)?(?:work|effort)\b)", re.IGNORECASE
)
BEGIN_BEFORE = re.compile(r"\b(?:begin|start|commence)(?:s|ning)?\s+(?:with)?in\s+$", re.IGNORECASE)
PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*(?:%|per ?cent)", re.IGNORECASE)
ONE_PLUS_ONE = re.compile(
    r"(?<![\w.£])(\d+)\s*\+\s*(\d+)(?:\s*\+\s*(\d+))?(?:\s*[\s\-]*(days?|weeks?|months?|mths?|years?|yrs?))?", re.IGNORECASE
)
# "2 x 6 months", "two 6-month options", "up to three (3) further 12 month periods", "two extensions of 3 months".
TIMES = re.compile(
    rf"(?<![\w.,£$])(?P<times>{NUMBER})\s*(?:\(\w+\)\s*)?[x×,]?\s*"
    r"(?:(?:additional|further|optional|separate|consecutive|possible|equal|extension)\s+)*"
    r"(?:(?:extensions?|options?|periods?)(?:\s+periods?)?\s+of(?:\s+up\s+to)?\s*)?$",
    re.IGNORECASE,
)
MOST_TIMES = 10
# Of a document's several headings on time: the one that gives options only.
OPTIONS = re.compile(r"^\W*(?:[\d.]+\s*)?(?:optional|options?|extensions?|contract extensions?)\b", re.IGNORECASE)
END_BEFORE = re.compile(
    r"\b(?:to|until|till|by|before|end(?:ing|s)?|complet\w+|prior to|up ?to|on|through|-|–)\b[^.]{0,40}$|^\W*(?:initial\w*\s*)?$",
    re.IGNORECASE,
)
# Between the start and the end of a term: "6 September 2016 through 5 September 2017".
FROM_TO = re.compile(r"\s*(?:to|through|until|till|and|-|–|—)\s*(?:the\s+)?", re.IGNORECASE)
# An option told of outside the length field: "the council may extend the contract by one month".
EXTENSION_IN = (
    "additionalTerms",
    "summary",
    "budgetRange",
    "outcome",
    "backgroundInformation",
    "workingArrangements",
    "specialistWork",
)
EXTENDS_BY = re.compile(
    r"^\W*(?:[\w'’-]+[\s,]+){1,9}?(?:by|for|of|up to|:)\s+(?:an?\s+)?(?:(?:further|additional|maximum of|up to|period of)\s+)*$",
    re.IGNORECASE,
)
EXTENDED_BEFORE = re.compile(
    r"\b(?:was|were|has been|had been|been|not|cannot|no|previous\w*|current\w*|existing)\W+(?:\w+\W+){0,3}$", re.IGNORECASE
)
NOTICE_AFTER = re.compile(r"['’]?s?['’]?\s+(?:written\s+)?notice\b", re.IGNORECASE)
ANNUAL = re.compile(r"\b(?:annual|yearly)\b", re.IGNORECASE)


class Duration(Extractor):
    """Reads the length field; then, for what it leaves open, sentences elsewhere that speak of the contract's length."""

    def extract(self, reading: Reading) -> Mapping[str, object]:
        span = fullest([span for section in reading.document.having(FIELD) if (span := read_own(section))])
        if span is None:
            candidates = (read_elsewhere(section) for section in reading.document.having(*ELSEWHERE))
            span = next((found for found in candidates if found), None)
        if span is None:
            return {}
        extension = None if span.extension else extended_by(reading)
        if extension:
            span = replace(span, extension=extension[0], evidence=in_order((*span.evidence, extension[1])))
        piece = None if span.first_piece else named_in(reading, span.length)
        if piece:
            span = replace(span, first_piece=piece[0], evidence=in_order((*span.evidence, piece[1])))
        return {"duration": span}


def extended_by(reading: Reading) -> tuple[Length, Evidence] | None:
    """The option to extend that an answer other than the length field states, or None."""
    for hit in reading.cues.find("pieces.extend", within=EXTENSION_IN):
        extent = hit.sentence
        text = hit.section.text
        said = text[hit.start : extent.end]
        if EXTENDED_BEFORE.search(text[extent.start : hit.start]):
            continue
        for term in terms(said):
            if EXTENDS_BY.search(said[: term.start]) and not NOTICE_AFTER.match(said[term.end :]):
                words = hit.section.cite(hit.start, hit.start + term.end)
                return Length(min=None, max=term.length.max, unit=term.length.unit), words
    return None


def read_own(section: Section) -> Span | None:
    """What one heading on time gives: a term, or the options alone where it is about those."""
    if not OPTIONS.search(section.label):
        return read_span(section)
    found = [term for term in terms(section.text) if not EFFORT_AFTER.match(section.text[term.end :])]
    extension = add_up(section.text, found)
    return Span(length=None, extension=extension, evidence=(section.whole(),)) if extension else None


def fullest(spans: list[Span]) -> Span | None:
    """Of several headings on time, the first that gives a term with its options; else a term, and options found beside it."""
    dated = [span for span in spans if span.length or span.end_date]
    best = max(dated, key=lambda span: (bool(span.length and span.extension), bool(span.length)), default=None)
    options = next((span for span in spans if span not in dated), None)
    if best is None or best.extension or options is None:
        return best
    return replace(best, extension=options.extension, evidence=in_order((*best.evidence, *options.evidence)))


def read_span(section: Section) -> Span | None:
    """The term that an answer states, with its extension and first piece, or None where it states none."""
    text = section.text
    plus = ONE_PLUS_ONE.search(text)
    if plus:
        return one_plus_one(section, plus)
    found = committed(text, tuple(terms(text)))
    extensions = [term for position, term in enumerate(found) if is_extension(text, found, position)]
    pieces = [term for term in found if term not in extensions and is_first_piece(text, term, found)]
    base = [term for term in found if term not in extensions and term not in pieces]
    if not base and pieces and not extensions and len(pieces) == 1 and not speaks_of_first_piece(text[pieces[0].end :]):
        base, pieces = pieces, []
    dates = tuple(end_dates(text))
    starts = {a.start for a, b in pairwise(dates) if FROM_TO.fullmatch(text[a.end : b.start])}
    paired = {b.start for a, b in pairwise(dates) if a.start in starts}
    ends = [end for end in dates if end.start in paired or (end.start not in starts and END_BEFORE.search(text[: end.start]))]
    options = [term for term in extensions if term.length.unit == extensions[0].length.unit]
    quotes = [section.cite(term.start, term.end) for term in (*base[:1], *options, *pieces[:1])]
    extension = add_up(text, extensions) or percent_extension(section)
    first_piece = bounded(text, pieces[0]) if pieces else None
    if base:
        return Span(
            length=least_to_most(text, base) or bounded(text, base[0]),
            extension=extension,
            first_piece=first_piece,
            evidence=in_order(quotes),
        )
    if ends:
        return by_date(section, ends[0], extension, first_piece, quotes)
    if ANNUAL.search(text):
        one = Length(min=Decimal(1), max=Decimal(1), unit="years")
        return Span(length=one, extension=extension, evidence=(section.whole(),))
    return None


def committed(text: str, found: tuple[Term, ...]) -> tuple[Term, ...]:
    """The lengths that are the contract's: no wait for it to begin and, where there are others, no days of effort."""
    lasting = tuple(term for term in found if not BEGIN_BEFORE.search(text[max(0, term.start - 40) : term.start]))
    rest = tuple(term for term in lasting if not EFFORT_AFTER.match(text[term.end :]))
    return rest or lasting


def by_date(section: Section, end: EndDate, extension: Length | None, first_piece: Length | None, quotes: list[Evidence]) -> Span:
    """A term that is given by its end."""
    evidence = in_order([section.cite(end.start, end.end), *quotes])
    return Span(length=None, end_date=end.day, extension=extension, first_piece=first_piece, evidence=evidence)


def is_extension(text: str, found: tuple[Term, ...], position: int) -> bool:
    """Whether a length is an option on top: the words between it and the length before it, or right after it, say so."""
    term = found[position]
    ended = [end.end for end in end_dates(text[: term.start])]
    since = max(found[position - 1].end if position else 0, *ended, 0)
    before = text[since : term.start]
    roof = found[position + 1].start if position + 1 < len(found) else len(text)
    extended = EXTENDED_AFTER.match(text[term.end : roof])
    if position and CONTINUES.fullmatch(before) and is_extension(text, found, position - 1):
        return True
    if position == 0 and not ended:
        return bool(extended and not re.match(r"\s+to\b", text[term.end + extended.end() :])) or bool(
            re.search(r"\b(?:exten\w*|contingency)\s+(?:\w+\s+){0,4}$|\boption to extend\b", before, re.IGNORECASE)
        )
    if extended or ON_TOP_SAID.search(text[term.start : term.end]):
        return True
    return bool(EXTENSION.search(before)) and (
        bool(EXTENSION_WORD.search(before + text[term.start : roof])) or bool(ON_TOP.search(before))
    )


def bounded(text: str, term: Term) -> Length:
    """The length, open below where the words say that it is a maximum."""
    lone = term.length.min == term.length.max
    if lone and AT_LEAST_BEFORE.search(text[: term.start]):
        return replace(term.length, max=None)
    if lone and (UP_TO_BEFORE.search(text[: term.start]) or UP_TO_AFTER.search(text[term.end :])):
        return replace(term.length, min=None)
    return term.length


def least_to_most(text: str, base: list[Term]) -> Length | None:
    """ "5 weeks minimum, 8 weeks maximum" as one length, or None where two lengths are no such pair."""
    if len(base) < 2 or base[0].length.unit != base[1].length.unit:
        return None
    low, high = base[0], base[1]
    beside = (text[: low.start], text[low.end : high.start], text[high.end :])
    if not (AT_LEAST_BEFORE.search(beside[0]) or AT_LEAST_AFTER.match(beside[1])):
        return None
    if not (UP_TO_BEFORE.search(beside[1]) or UP_TO_AFTER.match(beside[2])):
        return None
    return Length(min=low.length.min, max=high.length.max, unit=low.length.unit)


def add_up(text: str, extensions: list[Term]) -> Length | None:
    """All options together, in the first one's unit where they agree ("2 x 6 months" is 12 months)."""
    if not extensions:
        return None
    unit = extensions[0].length.unit
    total = Decimal(0)
    for term in extensions:
        if term.length.unit == unit and term.length.max is not None:
            times = TIMES.search(text[max(0, term.start - 60) : term.start])
            count = number(times["times"]) if times else Decimal(1)
            total += term.length.max * (count if count <= MOST_TIMES else 1)
    return Length(min=None, max=total, unit=unit)


def percent_extension(section: Section) -> Length | None:
    """An option given as a share of the term: "with a 25% extension"."""
    for found in PERCENT.finditer(section.text):
        sentence = section.sentence_at(found.start())
        if EXTENSION_WORD.search(section.text[sentence.start : sentence.end]):
            return Length(min=None, max=Decimal(found[1]), unit="percent")
    return None


def one_plus_one(section: Section, found: re.Match[str]) -> Span:
    """ "1+1" and "12 + 12 months": a term and its options. Years where no unit is written and the figures are small."""
    first, *options = (Decimal(part) for part in found.group(1, 2, 3) if part)
    word = (found[4] or ("years" if first <= 5 else "months")).lower()
    unit = next(term.length.unit for term in terms(f"1 {word}"))
    return Span(
        length=Length(min=first, max=first, unit=unit),
        extension=Length(min=None, max=sum(options, Decimal(0)), unit=unit),
        evidence=(section.cite(found.start(), found.end()),),
    )


def read_elsewhere(section: Section) -> Span | None:
    """The term in the first sentence of another answer that speaks of the contract's length."""
    for part in sentences(section):
        ends = bool(SAYS_END.search(part.text))
        if (ends or SAYS_TERM.search(part.text)) and not NOT_THE_TERM.search(part.text):
            span = read_span(part)
            if span and (span.length or ends):
                return shifted(span, section, part)
    return None


def sentences(section: Section) -> Iterator[Section]:
    """Each sentence as a section of its own, to be read like a length field."""
    for extent in section.sentences:
        yield replace(section, text=section.text[extent.start : extent.end])


def shifted(span: Span, section: Section, part: Section) -> Span:
    """The same span with its evidence placed in the whole section."""
    offset = section.text.find(part.text)
    return replace(span, evidence=tuple(section.cite(e.start + offset, e.end + offset) for e in span.evidence))
