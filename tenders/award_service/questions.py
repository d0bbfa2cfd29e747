"""The page of questions and answers: each question, the buyer's answer, and the day it was last changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tenders.award_service.page import Line
from tenders.document import Section
from tenders.outline import QUESTIONS

NUMBERED = re.compile(r"^(\d{1,4})\s*[.)]\s*(?=\S)")
UPDATED = re.compile(r"\s*\blast updated\s*:\s*(?P<day>\d{1,2}[/. -]\w{1,9}[/. -]\d{2,4}|[\dT:.Z-]*)\s*$", re.IGNORECASE)
CHANGED = "Answers last changed"


def asked(lines: Sequence[Line]) -> Iterator[Section]:
    """A section for each question with its answer, then the days of the answers."""
    starts = starts_of(lines)
    days: list[str] = []
    for place, end in pairwise([*starts, len(lines)]):
        question = lines[place].text
        answer = [line.text for line in lines[place + 1 : end] if not line.heading]
        for index, line in enumerate(answer):
            found = UPDATED.search(line)
            if found:
                days.append(f"{question}: {found['day']}")
                answer[index:] = [line[: found.start()]]  # what follows is no part of the answer
                break
        yield Section(label=question, text="\n".join(filter(None, answer)), heading=QUESTIONS)
    if days:
        yield Section(label=CHANGED, text="\n".join(days))


def starts_of(lines: Sequence[Line]) -> list[int]:
    """Where the questions start: at headings with a number; else at lines that count on from 1."""
    numbered = [place for place, line in enumerate(lines) if line.heading and NUMBERED.match(line.text)]
    if numbered:
        return numbered
    found: list[int] = []
    for place, line in enumerate(lines):
        number = NUMBERED.match(line.text)
        if number and int(number[1]) == len(found) + 1:
            found.append(place)
    return found
