"""How well the fields are read: each against labels, beside the simplest guess and a classifier of sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from scoring.words import count
from tenders.labelled import FIELDS, Labelled


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldScore:
    """One field: shares (0 to 1) of the notices that each way of reading gets right.

    `commonest` gives every notice the commonest answer. `classifier` is cross-validated, None where it cannot be tried.
    """

    field: str
    notices: int
    commonest: float
    patterns: float
    classifier: float | None


def evaluated(notices: Sequence[Labelled]) -> list[FieldScore]:
    """A score for each of the five fields."""
    from tenders.training import cross_validated

    scores = []
    for field in FIELDS:
        answers = [notice.labelled[field] for notice in notices]
        right = sum(notice.read[field] == notice.labelled[field] for notice in notices)
        scores.append(
            FieldScore(
                field=field,
                notices=len(notices),
                commonest=Counter(answers).most_common(1)[0][1] / len(answers),
                patterns=right / len(notices),
                classifier=cross_validated(notices, field),
            )
        )
    return scores


def as_text(scores: Sequence[FieldScore]) -> str:
    """The scores as a table, with what each column means."""
    rows = [f"{'field':<20}{'commonest':>11}{'patterns':>11}{'classifier':>12}"]
    for score in scores:
        shares = f"{percent(score.commonest):>11}{percent(score.patterns):>11}{percent(score.classifier):>12}"
        rows.append(f"{score.field:<20}{shares}")
    return "\n".join(
        [
            *rows,
            "",
            f"{count(scores[0].notices, 'labelled notice')}.",
            "commonest: the commonest answer for every notice. patterns: what Riffle reads.",
            "classifier: a linear model of the sentences, trained on nine tenths of the notices and asked about the rest.",
            "Patterns that were tuned on these notices do worse on others;",
            "the classifier’s figure is for notices that it did not see.",
            "",
        ]
    )


def percent(share: float | None) -> str:
    """A share as a whole percentage, or a dash."""
    return "–" if share is None else f"{share:.0%}"


def as_values(scores: Sequence[FieldScore]) -> list[dict[str, object]]:
    """The scores as plain values for JSON."""
    return [asdict(score) for score in scores]
