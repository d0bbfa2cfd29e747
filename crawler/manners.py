"""Manners: how often a source may be asked, how long to wait when it says so, and staying out when robots.txt cannot be had."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, DownloadConnectionRefusedError, IgnoreRequest
from scrapy.http import Request, Response, TextResponse

from crawler.clock import Clock

PATIENCE = 900.0  # seconds: the longest wait that a site may ask for; past it we ask again and see
TOO_OFTEN = 60.0  # seconds: what a 429 that names no time is given
NOBODY = (CannotResolveHostError, DownloadConnectionRefusedError)  # what becomes of a request where there is no one to answer
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


class NoRobots(IgnoreRequest):
    """A page that may not be asked for, as the site's robots.txt never came: what `str(error)` says follows its address."""


class Courtesy:
    """Holds every request to the crawl's pace, those for robots.txt too, which Scrapy makes by itself; and asks again for a
    robots.txt that a site fails to serve, as for any page. Where it never comes, it closes the site (RFC 9309, 2.3.1.4):
    Scrapy would go ahead.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.never_came: dict[str, str] = {}  # by host and port, what came in the place of robots.txt

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    @property
    def spider(self) -> Any:
        """The source that is crawled: it has the pace, and a way to wait that is seen."""
        return self.crawler.spider

    async def process_request(self, request: Request) -> None:
        await self.spider.pace.turn()
        request.meta["asked"] = time.monotonic()

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        self.answered(request)
        wait = self.spider.pace.wait_asked(response)
        if not for_robots(request) or (wait is None and response.status < 500):
            return response
        # Another's host, on which an attachment is, is not worth a wait.
        return await self.again(request, f"answered with an error ({response.status})", wait if self.at_home(request) else None)

    async def process_exception(self, request: Request, exception: Exception) -> Request | Response | None:
        self.answered(request)
        why = self.never_came.get(urlsplit(request.url).netloc)
        if isinstance(exception, IgnoreRequest):
            if why is not None and "robots.txt" in str(exception):
                raise NoRobots(f"is closed to robots, as the site's robots.txt {why}") from exception
            return None
        if not for_robots(request) or (isinstance(exception, NOBODY) and not self.at_home(request)):
            return None  # of another's host that is not there, the attachment says so itself
        from crawler.base import reason_of  # it works with this module

        return await self.again(request, reason_of(exception))

    def at_home(self, request: Request) -> bool:
        """Whether a request goes to the source's own host."""
        return bool(urlsplit(request.url).hostname == self.spider.place.host)

    def answered(self, request: Request) -> None:
        """Note how long the site took, where it was asked."""
        if "asked" in request.meta:
            self.spider.pace.took(time.monotonic() - request.meta.pop("asked"))

    async def again(self, request: Request, why: str, wait: float | None = None) -> Request | Response:
        """The request for robots.txt once more, after a wait; when it has been tried often enough, a robots.txt that closes."""
        manners: Manners = self.spider.pace.manners
        tried = int(request.meta.get("tried", 1))
        if tried >= (manners.tries if wait is None else manners.waits):
            self.never_came[urlsplit(request.url).netloc] = why
            return TextResponse(request.url, status=200, body=CLOSED_TO_ALL, request=request)
        await self.spider.wait(manners.pause * 2 ** (tried - 1) if wait is None else wait)
        return request.replace(meta={**request.meta, "tried": tried + 1})


def for_robots(request: Request) -> bool:
    """Whether this is Scrapy's own request for robots.txt, or one that a redirect made of it."""
    return bool(request.meta.get("dont_obey_robotstxt"))


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
