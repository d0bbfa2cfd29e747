"""A sentence classifier beside the patterns: trained and tried on labelled notices, by cross-validation.

It reads the sentences in which a field's cues stand: their words, their cues and the family of their field. A linear model
is fitted on nine tenths of the notices and asked about the rest, ten times. Where that beats the patterns, a field may be
given over to it; where it does not, the patterns stay. The only module here that imports scikit-learn.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from tenders.fields import CRITERIA, SCORED, TOLD
from tenders.labelled import Field, Labelled
from tenders.tender import Tender

# Whose cues speak of a field. Budgets and durations are numbers, which no classifier of words can read.
CUES: Mapping[Field, str] = {"phases": "work.", "user_research": "research.", "knowledge_transfer": "transfer."}
FOLDS = 10
# The strength of the penalty on weights: of 0.1, 0.3, 1 and 3 the one that does best on most fields.
C = 0.3
WORD = re.compile(r"[a-z']{2,}")


def cross_validated(notices: Sequence[Labelled], field: Field, seed: int = 0) -> float | None:
    """The share of the notices that a classifier gets right when trained on the others, or None where it cannot be tried."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import KFold, cross_val_predict
    from sklearn.pipeline import make_pipeline

    answers = [notice.labelled[field] for notice in notices]
    if field not in CUES or len(notices) < FOLDS or len(set(answers)) < 2:
        return None
    seen = [Counter(features(notice.tender, field)) for notice in notices]
    model = make_pipeline(DictVectorizer(), LogisticRegression(C=C, max_iter=3000))
    told = cross_val_predict(model, seen, answers, cv=KFold(FOLDS, shuffle=True, random_state=seed))
    return float(sum(one == other for one, other in zip(told, answers, strict=True)) / len(answers))


def features(tender: Tender, field: Field) -> Iterator[str]:
    """What the classifier sees of a notice: words and cues of the sentences that speak of the field, and the current phase."""
    from tenders.cues import lexicon

    hits = tender.cues.find(*(cue for cue in sorted(lexicon().names) if cue.startswith(CUES[field])))
    for hit in {(hit.cue, hit.section.field): hit for hit in hits}.values():
        yield f"cue {hit.cue} in {family(hit.section.field)}"
    said = {hit.place: hit for hit in hits}
    yield from {f"{word} in {family(hit.section.field)}" for hit in said.values() for word in WORD.findall(hit.said.lower())}
    yield f"now {tender.current_phase.value.lower() if tender.current_phase else ''}"


def family(field: str) -> str:
    """The family of a field: who speaks there, and of what."""
    if field in ("title", "summary"):
        return field
    return "criteria" if field in CRITERIA else "scored" if field in SCORED else "told" if field in TOLD else "work"
