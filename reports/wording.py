"""Participants, clearance, place, market engagement, incumbent and hurdles in people's words."""

from __future__ import annotations

from reports.brief import number
from scoring.words import listed, money
from tenders.tender import ClearanceAsked, Count, Hurdle, Incumbent, MarketEngagement, OnSite, Participants, TransferStanding

TERMS = {"held": "must be held", "obtainable": "can be obtained", "sponsored": "the buyer will sponsor it"}
MOMENTS = {"application": "when applying", "award": "at award", "start": "before the start"}
PLACES = {"on_site": "on site", "mixed": "on site", "remote": "remote"}
ENGAGED = {"done": "Done", "planned": "Planned", "none": "None", "unclear": "Not clear"}


def count_words(count: Count) -> str:
    """6 to 8, up to 30, at least 4."""
    if count.max is None:
        return f"at least {number(count.min)}" if count.min is not None else ""
    if count.min is None:
        return f"up to {number(count.max)}"
    return " to ".join(dict.fromkeys((number(count.min), number(count.max))))


def participants_words(found: Participants) -> str:
    """6 to 8 a round, 3 rounds, every two weeks: tenants and landlords."""
    parts = [
        f"{count_words(found.number)}{f' a {found.per}' if found.per else ''}" if found.number else "",
        rounds_words(found.rounds) if found.rounds else "",
        found.frequency or "",
    ]
    said = ", ".join(part for part in parts if part)
    return ": ".join(part for part in (said, listed(found.groups)) if part)


def rounds_words(rounds: Count) -> str:
    """1 round, up to 3 rounds."""
    return f"{count_words(rounds)} {'round' if rounds.max == 1 else 'rounds'}"


def standing_words(found: TransferStanding) -> str:
    """What is to be said of how knowledge transfer counts, or ""."""
    return "; ".join(words for words, told in (("scored", found.scored), ("a nice-to-have only", found.nice_to_have_only)) if told)


def clearance_words(found: ClearanceAsked) -> str:
    """SC: must be held when applying."""
    terms = " ".join(part for part in (TERMS.get(found.terms or ""), MOMENTS.get(found.by or "")) if part)
    return f"{found.level}: {terms or 'whether it must be held is not stated'}"


def on_site_words(found: OnSite) -> str:
    """2 to 3 days a week on site; remote; part on site, part remote."""
    if found.time is None:
        return "partly on site, partly remote" if found.where == "mixed" else PLACES[found.where]
    unit = "% of the time" if found.unit == "percent" else " day a week" if found.time.max == 1 else " days a week"
    return f"{count_words(found.time)}{unit} {PLACES[found.where]}"


def engagement_words(found: MarketEngagement) -> str:
    """Done: “We met nine suppliers in May.”"""
    bare = found.state == "none" and len(found.said.split()) <= 3
    return ENGAGED[found.state] if bare else f"{ENGAGED[found.state]}: {found.said}"


def incumbent_words(found: Incumbent) -> str:
    """Acme Ltd; there is one, not named; there is none."""
    return found.name or {"exists": "There is one, not named", "none": "There is none"}.get(found.state, "")


def hurdle_words(hurdle: Hurdle) -> str:
    """At least 2 contracts in the last 3 years, at least £1,000,000 of professional indemnity insurance."""
    least = money(hurdle.least, hurdle.currency) if hurdle.currency else number(hurdle.least)
    one = hurdle.least == 1
    what = {
        "contracts": "contract" if one else "contracts",
        "years": "year of experience" if one else "years of experience",
        "references": "reference" if one else "references",
        "turnover": "turnover",
        "value": "contract value",
        "insurance": f"of {f'{hurdle.cover} ' if hurdle.cover else ''}insurance",
    }[hurdle.kind]
    years = hurdle.within_years
    recent = "" if years is None else " in the last year" if years == 1 else f" in the last {number(years)} years"
    return f"at least {least} {what}{recent}"
