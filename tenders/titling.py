"""What a title says: its words by how much they tell, and the numbers, phases, roles and places that tell siblings apart.

A buyer publishes "Lot 1" beside "Lot 2", a discovery before its alpha and "Developer" three times over: what differs in such
titles is small, and is kept apart here from the words, so that likeness of words alone never joins them.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from tenders.naming import SMALL, listed, plain

WORD = re.compile(r"[^\W\d_]+|\d+")
CUT = re.compile(r"\s*(?:\.\.\.|…)\s*$")
# What the sources' own forms put before or after a title, and nothing of the work.
AROUND: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:gb|uk)\s*-\s*[a-z .']{2,40}:\s*",  # "GB-Larkfield: …" of Find a Tender and its forerunner
        r"^\s*(?:rm\s?\d{3,5}(?:\.\d+)?|\d{1,2}-\d{1,2}(?=-))(?:\s*[-/_:]\s*(?:lot\s*)?\d{1,2})?\s*[-/_:]+\s*",  # framework, lot
        r"^\s*prj[_ -]?\d+\s*[-:]*\s*",
        r"[-–—:(\s]+(?:now )?(?:closed|cancelled|withdrawn|awarded|amended|updated|extended|re-?issued?|"
        r"re-?advert(?:ised|isement)?|re-?tender(?:ed)?|re-?published)\s*\)?\s*$",
        r"^\s*(?:invitation to (?:tender|quote)|itt|itq|rfq|rfp|request for (?:quotations?|quotes?|proposals?)|tender|contract|"
        r"contract notice|opportunity)\s*(?:for|[-:–])\s+",
    )
)
YEARS = re.compile(r"\b((?:19|20)\d\d)(?:\s*[-/–—]\s*(?:(?:19|20)(?=\d\d\b))?|\s)(\d\d)\b(?![/.:-]\d)")
# A reference: letters and figures run together or joined by marks, or a long figure. Not a year, and not "1/2".
REFERENCE = re.compile(
    r"\b(?:ref|reference|id)\b\W{0,3}\d+|(?<![\w/])(?=[\w./_ -]*\d)(?:"
    + "|".join(
        (
            r"[a-z]{1,8}[./_-]{0,2}\d{2,}[\w./_-]*",  # AB1234, ab-12/3
            r"[a-z]{2,8} ?[-–]? ?0\d+",  # AB 045
            r"(?!(?:19|20)\d\d\b)\d{4}\b(?![./_-])",  # 4711, but no year
            r"(?<=\[)\d{3,}(?=\])",  # [471]
            r"[a-z]{1,8}(?:[./_-]+[a-z]{1,8})*[./_-]+\d+(?:[./_-]+\w+)*",  # AB-C-12
            r"\d{5,}(?:[./_-]\w+)*",
            r"0\d+",
            r"\d{1,6}[./_-](?:19|20)\d\d",  # 47/2020
            r"\d+[a-z]{1,4}\d+\w*|[a-z]+\d[a-z]*\d{2,}[\w./_-]*",  # 1A2, a1b23
            r"\d{2,}[-_]\d{2,}[\w./_-]*",
        )
    )
    + ")"
)
NUMBERS = {
    word: str(number)
    for number, words in enumerate(("one first i", "two second ii", "three third iii", "four fourth iv", "five fifth", "six vi"), 1)
    for word in words.split()
    if word != "i"
}
# After these, a letter or a figure says which: "Lot A", "Phase 2".
COUNTED = listed("lot lots phase phases stage stages part parts package packages tranche area cluster option post no number wave")
# Words for one thing, and the short forms that a beginning does not give ("info" is one, "mgmt" is not).
ALIKE: dict[str, str] = {
    word: words.split()[0]
    for words in (
        "development develop developing build redevelopment",
        "website web webpage",
        "it ict",
        "maintenance maintain maintaining",
        "consultancy consulting advice advisory",
        "programme program",
        "application app",
        "implementation implement deployment rollout",
        "management mgmt mgt manage managing",
        "manager mgr",
        "department dept",
        "government govt gov",
        "service svc",
        "replacement replace replacing",
        "upgrade upgrading",
        "assessment assess assessing evaluation evaluate",
        "design redesign designing",
    )
    for word in words.split()
}
# Before or after a reference.
MARKS = listed("ref reference id")
PHASES = listed("discovery alpha beta live")
ROLES = listed(
    "developer developers engineer tester analyst architect designer researcher manager administrator consultant "
    "specialist officer coordinator master scrummaster scrum owner lead head director assistant technician writer "
    "author planner assessor auditor adviser advisor surveyor accountant trainer expert sme practitioner senior "
    "junior principal deputy interim frontend backend"
)
# One title with such a word and one without mean opposites.
OPPOSITES = listed("non not without excluding pre post")
PLACES = listed(
    "north south east west northern southern eastern western central northeast northwest southeast southwest "
    "midlands london yorkshire scotland wales england ireland cumbria cornwall devon kent essex sussex surrey "
    "norfolk suffolk"
)
# Words of the procedure: on one source, not on the other, and nothing of the work.
PROCEDURE = listed(
    "provision provide providing supply supplier procurement procure procuring purchase tender contract contractor "
    "framework agreement invitation request quotation quote proposal opportunity requirement required require "
    "appointment appoint notice service services work itt rfp rfq dps bid lot lots call off further competition "
    "mini seeking seek new various re"
)
# Words that many titles have: they tell a little.
GENERAL = listed(
    "digital development develop system solution software project programme program management manage delivery "
    "deliver support maintenance maintain platform application app data technology technical it ict information "
    "business partner team professional consultancy consulting design build implementation installation install "
    "website web online transformation change user research testing test repair refurbishment replacement cleaning "
    "training review assessment strategy study survey equipment infrastructure network security cloud council "
    "school university hospital nhs health government department local public national uk social care community "
    "house housing centre office building construction"
)
MASS = {"procedure": 0.1, "general": 0.45, "role": 0.5, "phase": 0.35, "figure": 0.0, "telling": 1.0}


@dataclass(frozen=True, slots=True)
class Title:
    """A title taken apart. `words` are in order, without figures; `figures` are counted, and `references` hold letters and digits.

    `every` is what is left of the printed title, for telling that one was cut short; `cut`: it says that it was. `length` is
    that of the title as printed, without what a form put around it.
    """

    words: tuple[str, ...]
    figures: Counter[str]
    references: frozenset[str]
    every: tuple[str, ...]
    cut: bool
    length: int


@lru_cache(maxsize=65_536)
def titled(text: str | None) -> Title:
    """A title taken apart."""
    said = plain(text or "")
    cut = bool(CUT.search(said))
    said = CUT.sub("", said).strip()
    for pattern in AROUND:
        said = pattern.sub("", said) or said
    length = len(said)
    references, bare = frozenset[str](), said
    if any(mark.isdigit() for mark in said):
        said = YEARS.sub(both_years, said)
        references = frozenset(re.sub(r"^(?:ref|reference|id)\b|[\W_]", "", found[0]) for found in REFERENCE.finditer(said))
        bare = REFERENCE.sub(" ", said)
    words, figures, before, every = [], Counter[str](), "", WORD.findall(bare)
    for place, word in enumerate(every, 1):
        if word.isdigit() or word in NUMBERS:
            figures[NUMBERS.get(word) or word.lstrip("0") or "0"] += 1
        elif len(word) == 1 and (before in COUNTED or place == len(every) or word not in "aisxov"):
            figures[word] += 1
        elif word not in SMALL and word not in MARKS and len(word) > 1:
            found = stem(word)
            words.append(ALIKE.get(found, found))
        before = word
    return Title(words=tuple(words), figures=figures, references=references, every=tuple(every), cut=cut, length=length)


def both_years(found: re.Match[str]) -> str:
    """2019/20 as 2019 2020; two figures that are no years in a row stay as they are."""
    later = found[1][:2] + found[2]
    return f"{found[1]} {later}" if 0 < int(later) - int(found[1]) <= 10 else found[0]


def stem(word: str) -> str:
    """A word without the ending that makes it plural."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


@lru_cache(maxsize=65_536)
def kind(word: str) -> str:
    """Which of MASS a word is."""
    return (
        "phase"
        if word in PHASES
        else "role"
        if word in ROLES
        else "procedure"
        if word in PROCEDURE
        else "general"
        if word in GENERAL
        else "telling"
    )


@lru_cache(maxsize=65_536)
def mass(word: str) -> float:
    """How much a word tells, from 0 to 1."""
    return MASS[kind(word)]
