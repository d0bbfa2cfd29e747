"""Where the waterfall score's weights come from, and how well they order the labelled notices.

Prints one table: Spearman's rank correlation with the readers' 0 to 4 marks, of the number of flags raised (the simplest
baseline), of the shipped score, and of a ridge regression of the same rules' points, fitted on nine tenths of the notices
and read on the last tenth. Then the weights that the regression would give, in points.

    python benchmarks/waterfall.py [FOLDER]      FOLDER: the real material, ../shared by default
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from scipy.stats import spearmanr
from sklearn.linear_model import Ridge
from sklearn.model_selection import KFold, cross_val_predict

from scoring.engine import SILENT_ASK, lint, rules, waterfall
from tenders.intake import latest
from tenders.parse import Unread

# One mark of the readers' five is a quarter of the score's hundred points.
POINTS_A_MARK = 25
ALPHA = 5.0


def main() -> None:
    shared = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared")
    labels = {str(row["id"]): row["waterfall"] for row in map(json.loads, (shared / "bench" / "labels.dev.jsonl").open())}
    codes = [rule.code for rule in rules()]
    marks, counts, scores, features, parts = [], [], [], [], []
    for read in latest([shared / "data" / "digital-marketplace" / "opportunity"]):
        if isinstance(read, Unread) or read.tender.id not in labels:
            continue
        result = lint(read.tender)
        found = [finding.code for finding in (*result.findings, *result.credits)]
        marks.append(labels[read.tender.id])
        counts.append(len(result.labels))
        scores.append(waterfall(result))
        features.append([min(found.count(rule.code), rule.most) for rule in rules()])
        parts.append(int(read.tender.id) % 10 <= 2)
    marks_, check, table = np.array(marks, float), np.array(parts), np.array(features, float)
    tuned = ~check
    folds = KFold(10, shuffle=True, random_state=0)
    regression = np.empty(len(marks_))
    regression[tuned] = cross_val_predict(Ridge(alpha=ALPHA), table[tuned], marks_[tuned], cv=folds)
    model = Ridge(alpha=ALPHA).fit(table[tuned], marks_[tuned])
    regression[check] = model.predict(table[check])
    print(f"{'':32} {'tune':>6} {'check':>6}")
    for name, values in (("number of flags", counts), ("shipped score", scores), ("ridge, unseen notices", regression)):
        figures = [spearmanr(np.array(values)[part], marks_[part]).statistic for part in (tuned, check)]
        print(f"{name:32} {figures[0]:6.3f} {figures[1]:6.3f}")
    print(f"\nrule   shipped  ridge   (an ask that is silent: {SILENT_ASK} and {model.intercept_ * POINTS_A_MARK:.0f})")
    weights = {rule.code: rule.weight for rule in rules()}
    for code, coefficient in sorted(zip(codes, model.coef_, strict=True), key=lambda item: -abs(item[1])):
        print(f"{code:6} {weights[code]:7} {coefficient * POINTS_A_MARK:7.1f}")


if __name__ == "__main__":
    main()
