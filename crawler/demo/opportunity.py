"""The replica's opportunities: one TOML file each, dated from the day they are shown on."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from importlib import resources
from typing import Literal

Markup = Literal["tables", "lists"]
Answer = str | tuple[str, ...] | Mapping[str, int]

QUESTIONS_OPEN = timedelta(days=7)
APPLICATIONS_OPEN = timedelta(days=14)
# "{+45}" in a text is the day 45 days after publishing, so that no text goes out of date.
LATER_DAY = re.compile(r"\{\+(\d+)\}")
FIRST_GENERATED = 30001


@dataclass(frozen=True, slots=True, kw_only=True)
class Opportunity:
    """One opportunity: what the buyer wrote by field, and how it stands on the day it is shown.

    `outcome` is "", "awaiting outcome", "awarded" or "cancelled"; `award` holds the lines of an award's banner;
    `incomplete` and `completed` count the applications of small and of large suppliers.
    """

    number: int
    markup: Markup
    lot: str
    title: str
    buyer: str
    published: date
    outcome: str
    award: tuple[str, ...]
    incomplete: tuple[int, int]
    completed: tuple[int, int]
    answers: Mapping[str, Answer]
    questions: tuple[tuple[str, str], ...]

    @property
    def questions_close(self) -> date:
        """The last day for suppliers' questions."""
        return self.published + QUESTIONS_OPEN

    @property
    def closes(self) -> date:
        """The last day for applications."""
        return self.published + APPLICATIONS_OPEN

    def text(self, field: str) -> str:
        """A field's answer where it is plain text, else ""."""
        answer = self.answers.get(field, "")
        return answer if isinstance(answer, str) else ""


def opportunities(as_of: date) -> Iterator[Opportunity]:
    """The bundled opportunities as they stand on a day."""
    folder = resources.files("crawler.demo").joinpath("opportunities")
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            yield opportunity(tomllib.loads(file.read_text(encoding="utf-8")), as_of)


def opportunity(written: Mapping[str, object], as_of: date) -> Opportunity:
    """An opportunity from its TOML, as it stands on a day."""
    data = dict(written)
    published = as_of - timedelta(days=int(str(data.pop("published_days_ago"))))
    answers = data.pop("answers")
    questions = data.pop("questions", [])
    applications = data.pop("applications", {})
    if not isinstance(answers, dict) or not isinstance(questions, list) or not isinstance(applications, dict):
        raise TypeError(f"opportunity {data.get('number')}: answers, questions or applications have the wrong shape")
    return Opportunity(
        **{"outcome": "", **data, "award": dated_list(data.get("award", ()), published)},  # type: ignore[arg-type]
        published=published,
        answers={field: dated_answer(answer, published) for field, answer in answers.items()},
        questions=tuple((dated(pair["question"], published), dated(pair["answer"], published)) for pair in questions),
        incomplete=tuple(applications.get("incomplete", (0, 0))),
        completed=tuple(applications.get("completed", (0, 0))),
    )


def generated(count: int, as_of: date, seed: int) -> Iterator[Opportunity]:
    """As many more opportunities as are wanted: the bundled ones again, each with a number, title and age of its own."""
    chance, bundled = random.Random(seed), tuple(opportunities(as_of))
    for number in range(FIRST_GENERATED, FIRST_GENERATED + count):
        like = chance.choice(bundled)
        published = as_of - timedelta(days=chance.randrange(15, 400))
        title = f"{like.title} ({number})"
        yield replace(like, number=number, title=title, published=published, outcome=like.outcome or "awaiting outcome")


def dated_answer(answer: object, published: date) -> Answer:
    """An answer as TOML holds it, its days filled in."""
    if isinstance(answer, dict):
        return {str(name): int(share) for name, share in answer.items()}
    return dated_list(answer, published) if isinstance(answer, list) else dated(str(answer), published)


def dated_list(lines: object, published: date) -> tuple[str, ...]:
    """Lines with their days filled in."""
    return tuple(dated(str(line), published) for line in lines) if isinstance(lines, list | tuple) else ()


def dated(text: str, published: date) -> str:
    """A text with its days filled in."""
    return LATER_DAY.sub(lambda found: day(published + timedelta(days=int(found[1]))), text.strip())


def day(when: date) -> str:
    """A day as the marketplace prints it: "Friday 15 February 2019"."""
    return f"{when:%A} {when.day} {when:%B} {when.year}"
