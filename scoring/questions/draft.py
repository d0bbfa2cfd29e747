"""A question that could be asked, and one that is."""

from __future__ import annotations

from dataclasses import dataclass

from tenders.evidence import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A question on a topic, in words to send, and why the answer matters to a bid.

    `sharp` says how closely it is tied to this notice: 2 quotes words that leave something open or meets a finding, 1 names the
    notice's own facts, 0 asks for what is missing. `subject` is the buyer's words that it asks about, "" where it asks
    about all of its topic; `finding` the code of the finding behind it, "" where there is none.
    """

    topic: str
    text: str
    why: str
    sharp: int
    evidence: tuple[Evidence, ...] = ()
    finding: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A draft that is to be sent, with the share (0 to 1) of notices like this one on which suppliers asked about its topic."""

    draft: Draft
    worth: float
