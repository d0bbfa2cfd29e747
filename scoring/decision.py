"""Whether to bid: gates first, then weighted factors, then what would turn the verdict.

Pure functions of a case: the same tender, profile and moment always give the same decision.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Literal

from scoring.case import Case, Change, Remedy
from scoring.factors import FactorResult, factors
from scoring.gates import GateResult, gates
from scoring.profile import Bands, Profile
from tenders.evidence import Evidence
from tenders.tender import Tender

Confidence = Literal["high", "medium", "low"]
# The share of the factors' weight that rests on something stated, from which confidence is high or medium: ours.
HIGH, MEDIUM = 0.8, 0.55
FLIPS = 2
REASONS = 5


class Verdict(StrEnum):
    """What to do; `rank` orders them, BID highest."""

    BID = "BID"
    REVIEW = "REVIEW"
    NO_BID = "NO BID"

    @property
    def rank(self) -> int:
        return {"BID": 2, "REVIEW": 1, "NO BID": 0}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason for the verdict: whether it speaks for or against bidding, or stops it, and the words behind it."""

    text: str
    speaks: Literal["for", "against", "stops"]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """A change that would turn the verdict: "If …" in words, and the verdict and score there would then be."""

    words: str
    before: Verdict
    after: Verdict
    score: int
    evidence: tuple[Evidence, ...] = ()

    @property
    def text(self) -> str:
        """The whole sentence: "If …: REVIEW to BID (score 72)"."""
        return f"{self.words}: {self.before} to {self.after} (score {self.score})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The verdict with its score (0 to 100), gates, factors, reasons and flips.

    `known` is the share of the factors' weight that rests on something stated (0 to 1); `silent` names the gates
    and factors that do not. `profile_given` is False where the neutral defaults stood in for a profile.
    """

    verdict: Verdict
    score: int
    gates: tuple[GateResult, ...]
    factors: tuple[FactorResult, ...]
    reasons: tuple[Reason, ...]
    flips: tuple[Flip, ...]
    confidence: Confidence
    known: float
    silent: tuple[str, ...]
    profile_given: bool
    bands: Bands

    @property
    def failed(self) -> tuple[GateResult, ...]:
        """The gates that stop the bid."""
        return tuple(gate for gate in self.gates if gate.state == "failed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A case's gates and factors, and what follows from them alone."""

    gates: tuple[GateResult, ...]
    factors: tuple[FactorResult, ...]
    score: int
    verdict: Verdict


def decide(tender: Tender, waterfall: int, profile: Profile, as_of: datetime, remedies: Sequence[Remedy] = ()) -> Decision:
    """Whether to bid for a tender, for a profile, at a moment (aware).

    `waterfall` is the ask's shape, 0 (a model agile ask) to 100; `remedies` are its findings put right, for the flips.
    """
    case = Case(tender=tender, waterfall=waterfall, profile=profile, as_of=as_of, remedies=tuple(remedies))
    found = judge(case)
    weight = sum(factor.weight for factor in found.factors)
    known = sum(factor.weight for factor in found.factors if factor.known) / weight
    return Decision(
        verdict=found.verdict,
        score=found.score,
        gates=found.gates,
        factors=found.factors,
        reasons=tuple(reasons(found)),
        flips=flips(case, found),
        confidence="high" if known >= HIGH else "medium" if known >= MEDIUM else "low",
        known=known,
        silent=tuple(
            [gate.name for gate in found.gates if not gate.known] + [factor.name for factor in found.factors if not factor.known]
        ),
        profile_given=profile.given,
        bands=profile.bands,
    )


def judge(case: Case) -> Judgement:
    """The gates, factors, score and verdict of a case."""
    passed = tuple(gate.result(case) for gate in gates())
    marked = tuple(factor.result(case) for factor in factors())
    score = round(sum(f.weight * f.score for f in marked) / sum(f.weight for f in marked))
    bands = case.profile.bands
    if any(gate.state == "failed" for gate in passed) or score < bands.review:
        verdict = Verdict.NO_BID
    else:
        verdict = Verdict.BID if score >= bands.bid else Verdict.REVIEW
    return Judgement(gates=passed, factors=marked, score=score, verdict=verdict)


def reasons(found: Judgement) -> Iterator[Reason]:
    """Failed gates, then the factors that pull the score furthest from neutral."""
    for gate in found.gates:
        if gate.state == "failed":
            yield Reason(text=gate.reason, speaks="stops", evidence=gate.evidence)
    pulling = sorted((f for f in found.factors if f.known and f.pull), key=lambda f: (-abs(f.pull), f.key))
    for factor in pulling[:REASONS]:
        yield Reason(text=factor.reason, speaks="for" if factor.pull > 0 else "against", evidence=factor.evidence)


def flips(case: Case, found: Judgement) -> tuple[Flip, ...]:
    """The smallest changes that turn the verdict, each judged afresh.

    A change is one gate cleared or one factor changed. Where several gates fail, the first change is all of them
    cleared; where a gate fails, the second is one factor changed besides, if that reaches a better verdict still.
    """
    failed = {gate.key for gate in found.gates if gate.state == "failed"}
    others = {verdict for verdict in Verdict if verdict is not found.verdict}
    tried = turning(found, [*(change for gate in gates() for change in gate.changes(case)), *concrete(case)], others)
    cleared = all_cleared(case, failed) if failed else None
    if cleared is not None:
        tried = tried or turning(found, [cleared], others)
        reached = judge(cleared.case)
        better = {verdict for verdict in Verdict if verdict.rank > reached.verdict.rank}
        tried += turning(found, besides(cleared, concrete(cleared.case)), better)
        tried += turning(found, besides(cleared, supposing(cleared.case, reached)), better)
    elif len(tried) < FLIPS:
        said = {key for key, _ in tried}
        tried += [(key, flip) for key, flip in turning(found, supposing(case, found), others) if key not in said]
    return tuple({flip.words: flip for _, flip in tried}.values())[:FLIPS]


def turning(found: Judgement, changes: Iterable[Change], to: Container[Verdict]) -> list[tuple[str, Flip]]:
    """The changes that turn the verdict to one of these, each with the gate or factor that it moves.

    Smallest move of the score first, of each gate or factor only the smallest.
    """
    turned: list[tuple[int, int, str, Flip]] = []
    for change in changes:
        then = judge(change.case)
        if then.verdict in to:
            flip = Flip(words=change.words, before=found.verdict, after=then.verdict, score=then.score, evidence=change.evidence)
            turned.append((abs(then.score - found.score), -then.verdict.rank, moved(found, then), flip))
    turned.sort(key=lambda item: (item[0], item[1], item[2], item[3].words))
    smallest: dict[str, Flip] = {}
    for _, _, key, flip in turned:
        smallest.setdefault(key, flip)
    return list(smallest.items())


def moved(before: Judgement, after: Judgement) -> str:
    """Which gate or factor a change moved most: gates first."""
    for old, new in zip(before.gates, after.gates, strict=True):
        if old.state != new.state:
            return old.key
    pulls = zip(before.factors, after.factors, strict=True)
    return max(pulls, key=lambda pair: abs(pair[0].score - pair[1].score) * pair[0].weight)[0].key


def all_cleared(case: Case, failed: set[str]) -> Change | None:
    """Every failed gate cleared in turn, as one change; None where one of them cannot be."""
    words: list[str] = []
    for gate in gates():
        if gate.key in failed:
            change = next(iter(gate.changes(case)), None)
            if change is None:
                return None
            case = change.case
            words.append(change.words if not words else change.words.removeprefix("If "))
    return Change(words=" and ".join(words), case=case)


def concrete(case: Case) -> Iterator[Change]:
    """Each factor's changes, in words that a bid manager can act on."""
    for factor in factors():
        yield from factor.changes(case)


def besides(cleared: Change, changes: Iterable[Change]) -> Iterator[Change]:
    """With the gates cleared, each change besides."""
    for change in changes:
        yield replace(change, words=f"{cleared.words} and {change.words.removeprefix('If ')}")


def supposing(case: Case, found: Judgement) -> Iterator[Change]:
    """For each factor, the nearest score that would turn the verdict: what remains where no field says it better."""
    total = sum(factor.weight for factor in found.factors)
    bands = case.profile.bands
    for factor in found.factors:
        if not factor.weight:
            continue
        rest = sum(f.weight * f.score for f in found.factors if f is not factor)
        for target in {bands.bid, bands.review, bands.bid - 1, bands.review - 1}:
            exact = (target * total - rest) / factor.weight
            for score in (int(exact), int(exact) + 1):
                if 0 <= score <= 100:
                    way = "rose" if score > factor.score else "fell"
                    words = f"If {factor.name.lower()} {way} from {factor.score} to {score} of 100"
                    yield Change(words=words, case=replace(case, supposed={**case.supposed, factor.key: score}))
