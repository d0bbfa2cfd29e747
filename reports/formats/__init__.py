"""Output formats: one file each, found by discovery.

A format's module holds one class that inherits from Format, named by its `name`. It writes what it can of three things
and leaves out the rest; asking for what it lacks is a SettingsError that names the formats that have it:

    show(found, out)      one assessment, whole
    check(results, out)   what the rules say of a set of files
    screen(found, out)    a set of assessments, a row each, in the order given

Each takes an `Out` (how wide, whether in colour) and answers the text to write, ending in a line break. Nothing is
printed here. A module imports what it draws with inside its functions, so that asking for names stays quick.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import ClassVar, Literal

from reports.lines import NO_SOURCE, Source, Spot
from scoring.assess import Assessment
from scoring.comparison import Comparison
from scoring.finding import Severity
from scoring.lift import Lift
from scoring.policy import Check
from tenders.discovery import units
from tenders.errors import SettingsError
from tenders.evidence import Evidence
from tenders.parse import Unread

Action = Literal["show", "check", "screen"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Out:
    """Where the text goes: columns of the terminal, whether it takes colour, whether pages lie beside an index, and whether
    the findings that are folded away are wanted as well. `unread` is what the command could not read, and has told of;
    `fails` the least severity of a finding that makes the command end with 1.
    """

    width: int = 80
    colour: bool = False
    linked: bool = False
    everything: bool = False
    unread: tuple[Unread, ...] = ()
    fails: Severity = Severity.WARNING


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A file as the person named it, and what was found in it.

    `shown` says which findings are headlines and which are context; `notes` what is to be said of waivers and baseline;
    `lifts` the changes that would help the ask most; `compared` what became of an older draft's findings; `source` is the
    text of the file, in which lines are looked for.
    """

    place: str
    assessment: Assessment
    shown: Check = field(default_factory=Check)
    notes: tuple[str, ...] = ()
    lifts: tuple[Lift, ...] = ()
    compared: Comparison | None = None
    source: Source = NO_SOURCE

    def spot(self, evidence: Evidence) -> Spot | None:
        """Where in the file some words stand, or None where it has no lines or they are not found."""
        return self.source.spot(self.assessment.tender.document, evidence)


PLAIN = Out()


class Format:
    """The base of every format."""

    name: ClassVar[str]

    def show(self, found: Assessment, out: Out = PLAIN) -> str:
        """One assessment, whole."""
        raise SettingsError(lacking(self.name, "show"))

    def check(self, results: Sequence[Checked], out: Out = PLAIN) -> str:
        """What the rules say of a set of files."""
        raise SettingsError(lacking(self.name, "check"))

    def screen(self, found: Sequence[Assessment], out: Out = PLAIN) -> str:
        """A row for each assessment, in the order given."""
        raise SettingsError(lacking(self.name, "screen"))


@cache
def formats() -> dict[str, Format]:
    """One of every format in this package, by name."""
    made: list[Format] = [kind() for kind in units(__name__, Format)]
    return {one.name: one for one in made}


def offering(action: Action) -> tuple[str, ...]:
    """The names of the formats that write this."""
    return tuple(name for name, kind in formats().items() if getattr(type(kind), action) is not getattr(Format, action))


def named(name: str) -> Format:
    """The format of a name. Raises SettingsError."""
    if name not in formats():
        raise SettingsError(f"there is no format “{name}”: use {either(tuple(formats()))}")
    return formats()[name]


def lacking(name: str, action: Action) -> str:
    """What is said of a format that does not write this."""
    return f"the format “{name}” cannot be used with “riffle {action}”: use {either(offering(action))}"


def either(names: Sequence[str]) -> str:
    """a, b or c."""
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
