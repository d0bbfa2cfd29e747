"""Imported by the process that crawls are forked from: all that a crawl imports and compiles, once for all of them."""

from __future__ import annotations

import sys

import twisted.internet.asyncioreactor  # noqa: F401
from scrapy.settings import Settings
from scrapy.utils.misc import load_object

from crawler.run import sources
from tenders import readers
from tenders.card import card_of
from tests import faulty  # noqa: F401
from tests.crawling import marketplace, page_of

sources()
REPLICA = marketplace()
for shown in REPLICA.opportunities:  # a cue's patterns are compiled when they are first tried
    card_of(readers.read(page_of(REPLICA, shown.number)))
for name, value in Settings().items():  # Scrapy imports its parts by their names in its settings, when a crawl begins
    parts = value.values() if name == "DOWNLOAD_HANDLERS_BASE" else value if name.endswith("_BASE") else [value]
    for part in parts:
        if isinstance(part, str) and part.startswith(("scrapy.", "twisted.")) and "robotparser" not in part.lower():
            load_object(part)
assert "twisted.internet.reactor" not in sys.modules  # an event loop belongs to one process
