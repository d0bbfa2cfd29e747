"""Two drafts of one ask: which findings the new one put right, which it brought in, and what became of the score."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.assess import Assessment
from scoring.finding import Finding
from scoring.fingerprint import plain_words
from tenders.tender import Tender

# Two drafts are of one ask where they share this part of their longer sentences, or their title.
ALIKE = 0.4
LONG = 6  # words


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What a new draft did with an old one's findings; `before` and `after` are waterfall scores, 0 to 100."""

    old: str
    before: int
    after: int
    fixed: tuple[Finding, ...]
    brought: tuple[Finding, ...]
    kept: tuple[Finding, ...]


def compare(place: str, old: Assessment, new: Assessment) -> Comparison:
    """The findings of two drafts side by side. A clause is the same while its plain words are; a reworded one is matched
    with what is left of its rule, in order, so that rewording alone neither fixes a fault nor brings one in.
    """
    there = list(old.lint.findings)
    kept, left = [], []
    for finding in new.lint.findings:
        same = next((one for one in there if key(one) == key(finding)), None)
        if same is None:
            left.append(finding)
        else:
            there.remove(same)
            kept.append(finding)
    brought = []
    for finding in left:
        reworded = next((one for one in there if one.code == finding.code), None)
        if reworded is None:
            brought.append(finding)
        else:
            there.remove(reworded)
            kept.append(finding)
    return Comparison(
        old=place, before=old.waterfall, after=new.waterfall, fixed=tuple(there), brought=tuple(brought), kept=tuple(kept)
    )


def key(finding: Finding) -> tuple[str, str]:
    """What a finding is known by."""
    return finding.code, finding.fingerprint


def alike(old: Tender, new: Tender) -> bool:
    """Whether two tenders are drafts of one ask: the same title, or enough of the same sentences."""
    if old.title and new.title and plain_words(old.title.value) == plain_words(new.title.value):
        return True
    one, other = sentences(old), sentences(new)
    return bool(one and other) and len(one & other) / min(len(one), len(other)) >= ALIKE


def sentences(tender: Tender) -> set[str]:
    """The plain words of a tender's longer sentences."""
    said = (
        plain_words(section.text[extent.start : extent.end]) for section in tender.document.sections for extent in section.sentences
    )
    return {words for words in said if len(words.split()) >= LONG}
