"""How much of what the tender asks for the supplier says it can do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import ClassVar

from scoring.case import Case, Change
from scoring.factors import Factor, Mark, along, silent
from scoring.words import listed
from tenders.document import Document
from tenders.evidence import Evidence

# Share of the essential skills that name a capability. A list of skills holds generic items that no profile names
# ("work to tight deadlines"), so two thirds counts as a full match: ours.
SHARE = ((0.0, 15.0), (0.33, 60.0), (0.67, 100.0))
ELSEWHERE = ("title", "summary", "outcome", "backgroundInformation", "specialistWork")
QUOTES = 6


class Capability(Factor):
    """The share of essential skills that name one of the profile's capabilities; for a specialist, the role as well."""

    key: ClassVar[str] = "capability"
    name: ClassVar[str] = "Capability fit"
    order: ClassVar[int] = 10
    weight: ClassVar[int] = 25
    about: ClassVar[str] = "How much of what is asked for you can do"

    def mark(self, case: Case) -> Mark:
        supplier = case.profile.supplier
        role = role_mark(case.tender.document, supplier.roles)
        if not supplier.capabilities:
            return role or silent("Your profile names no capabilities, so fit is not known.")
        skills = skills_mark(case, supplier.capabilities)
        if role is None:
            return skills
        return Mark(
            score=round((role.score + skills.score) / 2),
            reason=f"{role.reason} {skills.reason}",
            evidence=role.evidence + skills.evidence,
        )

    def changes(self, case: Case) -> Iterator[Change]:
        if not case.profile.supplier.capabilities:
            if self.mark(case).known:
                return
            for score, words in (
                (100, "If you can show two thirds of the essential skills"),
                (15, "If you can show none of the essential skills"),
            ):
                yield Change(words=words, case=replace(case, supposed={**case.supposed, self.key: score}))
            return
        items = case.tender.essential.value if case.tender.essential else ()
        met = [item for item in items if named(item, case.profile.supplier.capabilities)]
        missing = [item for item in items if item not in met]
        for more in range(1, len(missing) + 1):
            score = along(SHARE, (len(met) + more) / len(items))
            words = f"If you could show {more} more of the {len(items)} essential skills"
            yield Change(words=words, case=replace(case, supposed={**case.supposed, self.key: score}))


def skills_mark(case: Case, capabilities: tuple[str, ...]) -> Mark:
    """The mark for the essential skills or, where none are listed, for the words of the work itself."""
    essential = case.tender.essential
    if essential and essential.value:
        met = [item for item in essential.value if named(item, capabilities)]
        cited = tuple(case_evidence(case.tender.document, ("essentialRequirements",), capabilities))
        words = listed(sorted({c for item in met for c in capabilities if named(item, (c,))})[:QUOTES])
        reason = f"{len(met)} of {len(essential.value)} essential skills name what you do{f': {words}' if words else ''}."
        return Mark(score=along(SHARE, len(met) / len(essential.value)), reason=reason, evidence=cited or essential.evidence[:1])
    cited = tuple(case_evidence(case.tender.document, ELSEWHERE, capabilities))
    if not any(case.tender.document.having(*ELSEWHERE)):
        return silent("No skills are listed and the work is not described, so fit is not known.")
    if cited:
        return Mark(score=70, reason="No essential skills are listed; the work names what you do.", evidence=cited)
    return Mark(score=30, reason="No essential skills are listed, and the work names nothing that you do.")


def role_mark(document: Document, roles: tuple[str, ...]) -> Mark | None:
    """The mark for the specialist role asked for; None where there is none or the profile names no roles."""
    section = document.get("specialistRole")
    if section is None or not roles:
        return None
    fits = section.text.strip().casefold() in {role.strip().casefold() for role in roles}
    reason = f"The role is {section.text.strip()}, which you {'supply' if fits else 'do not supply'}."
    return Mark(score=100 if fits else 0, reason=reason, evidence=(section.whole(),))


def named(text: str, phrases: tuple[str, ...]) -> bool:
    """Whether a text names one of the phrases."""
    return any(pattern(phrase).search(text) for phrase in phrases)


def case_evidence(document: Document, fields: tuple[str, ...], phrases: tuple[str, ...]) -> Iterator[Evidence]:
    """Where the phrases stand in these fields, the first few."""
    left = QUOTES
    for section in document.having(*fields):
        for phrase in phrases:
            found = pattern(phrase).search(section.text)
            if found and left:
                left -= 1
                yield section.cite(found.start(), found.end())


@cache
def pattern(phrase: str) -> re.Pattern[str]:
    """A phrase as it is looked for: any case, spaces or hyphens between words, the last word a little longer ("designers")."""
    words = r"[\s\-\u2013]+".join(re.escape(word) for word in phrase.split())
    ending = r"\w{0,3}" if phrase[-1].isalpha() and len(phrase) > 3 else ""
    return re.compile(rf"(?<!\w){words}{ending}(?!\w)", re.IGNORECASE)
