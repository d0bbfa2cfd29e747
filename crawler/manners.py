"""Manners that Scrapy leaves to us: waiting as long as a site asks, and staying out when robots.txt cannot be had."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from scrapy.http import Request, Response, TextResponse

PATIENCE = 300.0  # seconds: the longest wait that a site may ask for; past it the request simply fails
CLOSED_TO_ALL = b"User-agent: *\nDisallow: /\n"


class WaitAsAsked:
    """Heeds Retry-After on 429 and 503. One request is under way at a time, so the whole crawl waits."""

    async def process_response(self, request: Request, response: Response) -> Response:
        asked = response.headers.get("Retry-After")
        if response.status in (429, 503) and asked:
            await asyncio.sleep(seconds(asked.decode("latin-1"), datetime.now(UTC)))
        return response


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
