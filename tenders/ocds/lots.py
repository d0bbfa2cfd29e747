"""The lots of a release: what each is and, of several, what it is worth, how long it lasts and how it is judged."""

from __future__ import annotations

from collections.abc import Iterator

from tenders.document import Section
from tenders.ocds.criteria import criteria_of
from tenders.ocds.fields import Fields
from tenders.ocds.periods import term
from tenders.ocds.worth import worth_of

MOST = 200  # a framework can have many; past this they are counted, not told


def lot_sections(lots: list[Fields]) -> Iterator[Section]:
    """A lot's words under its own name. The facts of a lone lot are the notice's, and stand there."""
    for position, lot in enumerate(lots[:MOST], 1):
        name = named(lot, position)
        heading = name if len(lots) > 1 else ""
        label = name if len(lots) > 1 else "Description of the lot"
        yield Section(label=label, text=lot.text("description"), field="text", heading=heading)
        if len(lots) > 1:
            for kind, text in facts(lot):
                yield Section(label=f"{kind}, {name}", text=text, field=f"lot{kind.partition(' ')[0]}", heading=heading)
    if len(lots) > MOST:
        yield Section(label="Further lots", text=f"{len(lots) - MOST} more lots", field="")


def named(lot: Fields, position: int) -> str:
    """ "Lot 2: Northern depots"; its number alone where it has no title, or one that begins with it."""
    own, title = lot.line("id") or str(position), lot.line("title")
    number = f"Lot {own}" if len(own) <= 12 else f"Lot {position}"
    return title if title.lower().startswith("lot ") else f"{number}: {title}" if title else number


def facts(lot: Fields) -> Iterator[tuple[str, str]]:
    """What is known of a lot beside its description."""
    yield "Value", str(worth_of(lot.inside("value")))
    yield "Length", term(lot.inside("contractPeriod"))
    yield "Options to extend", lot.inside("renewal").text("description")
    yield "Award criteria", "\n".join(map(str, criteria_of(lot)))
