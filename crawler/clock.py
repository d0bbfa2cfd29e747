"""The clock that manners wait by: the real one, and one that a test moves on."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time and waits."""

    def now(self) -> datetime:
        """The time now, aware."""

    async def sleep(self, seconds: float) -> None:
        """Wait so long."""


class RealClock:
    """The time of day."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class VirtualClock:
    """A time that stands still but for the waits, which take no time at all: a crawl's five minutes pass in a test at once."""

    def __init__(self, start: datetime) -> None:
        self.time = start

    def now(self) -> datetime:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.time += timedelta(seconds=max(0.0, seconds))
        await asyncio.sleep(0)  # others have their turn, as in a real wait
