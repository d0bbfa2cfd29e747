"""Manners: how often a source may be asked, how long to wait when it says so, and staying out when robots.txt cannot be had."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from scrapy.http import Request, Response, TextResponse

from crawler.clock import Clock

PATIENCE = 900.0  # seconds: the longest wait that a site may ask for; past it we ask again and see
TOO_OFTEN = 60.0  # seconds: what a 429 that names no time is given
CLOSED_TO_ALL = b"User-agent: *\nDisallow: /\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How a source wants to be asked; times in seconds. A source that differs says why beside the value.

    `delay`: at least so long between two requests. `most` in `within`: no more requests than that in so long.
    `after_403`: how long a 403 asks to wait, where it means "too often"; None where it means "keep out".
    `tries`: how often one address is asked that fails in passing; `pause`: before the second try, doubled before each next.
    `waits`: how many waits in a row that the site asks for are taken before the crawl ends (it goes on when it is run again).
    """

    delay: float = 1.0  # a listing of 30 is done in a minute, and no one needs it sooner
    most: int | None = None
    within: float = 0.0
    after_403: float | None = None
    tries: int = 4  # a short fault passes in four tries; a longer one is for another day
    pause: float = 5.0
    waits: int = 12
    timeout: float = 60.0  # an archive can take half a minute; Scrapy's three minutes would hide a dead site


class Pace:
    """Holds a crawl to its manners. One request is under way at a time, so the whole crawl waits."""

    def __init__(self, manners: Manners, clock: Clock) -> None:
        self.manners, self.clock = manners, clock
        self._asked: deque[datetime] = deque(maxlen=max(1, manners.most or 1))
        self._slow = 0.0

    async def turn(self) -> None:
        """Wait until the next request may go, and count it as gone."""
        now = self.clock.now()
        # as long as the site took to answer, so that a slow site is asked more slowly
        ready = self._asked[-1] + timedelta(seconds=max(self.manners.delay, self._slow)) if self._asked else now
        if self.manners.most is not None and len(self._asked) == self.manners.most:
            ready = max(ready, self._asked[0] + timedelta(seconds=self.manners.within))
        if ready > now:
            await self.clock.sleep((ready - now).total_seconds())
        self._asked.append(self.clock.now())

    def took(self, seconds: float) -> None:
        """How long the site took to answer."""
        self._slow = (self._slow + seconds) / 2 if self.manners.delay else 0.0

    def wait_asked(self, response: Response) -> float | None:
        """How long an answer asks to wait before it is asked again, in seconds; None where it does not ask."""
        said = response.headers.get("Retry-After")
        if response.status in (429, 503) and said:
            return seconds(said.decode("latin-1"), self.clock.now())
        if response.status == 429:
            return TOO_OFTEN
        return self.manners.after_403 if response.status == 403 else None


class UnreachableRobots:
    """Takes a robots.txt that the site fails to serve as one that closes it (RFC 9309, 2.3.1.4); Scrapy would go ahead."""

    def process_response(self, request: Request, response: Response) -> Response:
        if response.status >= 500 and urlsplit(request.url).path == "/robots.txt":
            return TextResponse(response.url, status=200, body=CLOSED_TO_ALL, request=request)
        return response


def seconds(asked: str, now: datetime) -> float:
    """How long a Retry-After value asks to wait, in seconds from 0 to PATIENCE; 0 where it cannot be read."""
    try:
        wait = float(asked)
    except ValueError:
        try:
            until = parsedate_to_datetime(asked)
        except ValueError:
            return 0.0
        wait = (until if until.tzinfo else until.replace(tzinfo=UTC)).timestamp() - now.timestamp()
    return min(max(wait, 0.0), PATIENCE) if wait == wait else 0.0
