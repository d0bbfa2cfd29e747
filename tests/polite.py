"""Whether a crawl kept its manners, by the site's own log."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from email.utils import parsedate_to_datetime
from itertools import pairwise

from tests.servers import Asked

AGENT = re.compile(r"riffle-tenders/\d+\S* \(\+https://example\.org/us\)")
LIMITS = {"find-a-tender": (12, timedelta(seconds=120))}  # no more than so many requests in so long
TOO_OFTEN = {"contracts-finder": timedelta(seconds=300)}  # how long a 403 asks to wait


def rude(source: str, log: Sequence[Asked], delay: float = 1.0) -> list[str]:
    """What the site could complain about, one line each."""
    said = []
    if log and log[0].target != "/robots.txt":
        said.append(f"the first request is {log[0].target}")
    said += [f"the user agent is {agent}" for agent in {asked.agent for asked in log} if not AGENT.fullmatch(agent)]
    for before, after in pairwise(log):
        if after.at - before.at < waits(source, before, delay):
            said.append(f"{after.target} came {after.at - before.at} after {before.status} ({before.retry_after})")
    most, within = LIMITS.get(source, (len(log) + 1, timedelta()))
    for place, first in enumerate(log):
        number = sum(asked.at - first.at < within for asked in log[place:])
        if number > most:
            said.append(f"{number} requests within {within} of {first.at}")
    return said


def waits(source: str, before: Asked, delay: float) -> timedelta:
    """How long a site may expect to be left alone after an answer."""
    if before.status in (429, 503) and before.retry_after is not None:
        if before.retry_after.isdecimal():
            return max(timedelta(seconds=delay), timedelta(seconds=int(before.retry_after)))
        return max(timedelta(seconds=delay), parsedate_to_datetime(before.retry_after) - before.at)
    if before.status == 403:
        return TOO_OFTEN.get(source, timedelta(seconds=delay))
    return timedelta(seconds=delay)
