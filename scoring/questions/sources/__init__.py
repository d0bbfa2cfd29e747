"""Question sources: one topic a file, found by discovery.

A source's module holds one class that inherits from Source. It yields what it would ask on its topic, most closely tied to the
notice first, and nothing where the notice states the fact.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import ClassVar

from scoring.questions.draft import Draft
from scoring.questions.view import View
from scoring.rule import Route
from tenders.discovery import units
from tenders.evidence import Evidence


class Source:
    """The base of every source. `topic` is one of the topics that suppliers' questions are sorted into; `why` is what the
    answer does for a bid, and `rules` are those whose findings it asks about. `not_for` names the lots that it has nothing to ask
    of: a specialist joins somebody else's work, and whoever finds participants does not build.
    """

    not_for: ClassVar[frozenset[Route]] = frozenset()
    topic: ClassVar[str]
    why: ClassVar[str]
    rules: ClassVar[tuple[str, ...]] = ()

    def asks_of(self, view: View) -> bool:
        """Whether the tender's lot is one that it asks of; a draft whose lot nobody knows is taken for work by a team."""
        lot = view.tender.lot
        return lot is None or lot.value not in self.not_for

    def drafts(self, view: View) -> Iterator[Draft]:
        """What it would ask on a tender."""
        raise NotImplementedError

    def ask(
        self, view: View, text: str, *evidence: Evidence, sharp: int | None = None, subject: str = "", rules: tuple[str, ...] = ()
    ) -> Draft:
        """A draft of this source: sharp where it quotes, and tied to a finding where one of its rules (or of these) made one."""
        return Draft(
            topic=self.topic,
            text=text,
            why=self.why,
            sharp=sharp if sharp is not None else 2 if evidence else 0,
            evidence=evidence,
            finding=next((finding.code for finding in view.findings if finding.code in (rules or self.rules)), ""),
            subject=subject,
        )


@cache
def sources() -> tuple[Source, ...]:
    """One of every source in this package, by topic."""
    return tuple(sorted((kind() for kind in units(__name__, Source)), key=lambda source: source.topic))
