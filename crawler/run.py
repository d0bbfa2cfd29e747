"""Run one crawl, from options to a summary."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from scrapy.crawler import AsyncCrawlerProcess

from crawler.base import Surroundings, TaskSpider
from crawler.clock import Clock, RealClock
from crawler.permits import guard_settings
from crawler.settings import CrawlOptions, scrapy_settings
from crawler.tally import Progress, Summary, Tally
from tenders.discovery import units
from tenders.errors import CrawlError, SettingsError
from tenders.origins import recognise
from tenders.store import open_store

__all__ = ["CrawlOptions", "Progress", "Summary", "crawl", "sources"]


def sources() -> dict[str, type[TaskSpider]]:
    """Every source that can be crawled, by name."""
    return {spider.name: spider for spider in cast("Iterator[type[TaskSpider]]", units("crawler.spiders", TaskSpider))}


def crawl(
    options: CrawlOptions, store_where: str | None = None, progress: Progress | None = None, clock: Clock | None = None
) -> Summary:
    """Crawl a source into the store (`store_where` as for `open_store`); `progress` is told of each step.

    Runs Scrapy's event loop in this process, which can be started once only: one crawl a process. Each answer is kept as
    it comes, with what is still to be asked, so whatever ends the crawl, what was read stays and the next one goes on from
    there. Waits are by `clock`, the time of day unless given. Raises CrawlError where nothing was found or the site turned
    us away, SettingsError for a wrong option, StoreError, and KeyboardInterrupt after a Ctrl-C.
    """
    spider = sources().get(options.source)
    if spider is None:
        raise SettingsError(f"{options.source!r} is not a source: give {' or '.join(sorted(sources()))}")
    spider.manners_of(options)
    settings = settings_of(options, spider)
    tally = Tally(progress=progress)
    with open_store(store_where) as store:
        process = AsyncCrawlerProcess(settings)
        surroundings = Surroundings(options=options, tally=tally, store=store, clock=clock or RealClock())
        task = process.crawl(process.create_crawler(spider), surroundings=surroundings)
        process.start()
        if task.done() and not task.cancelled() and (error := task.exception()) is not None:
            raise error
        if tally.fatal is None and tally.ended == "finished":
            tally.joined = recognise(store, surroundings.clock.now(), tally.report) or 0
    return judged(spider, options, tally)


def settings_of(options: CrawlOptions, spider: type[TaskSpider]) -> dict[str, object]:
    """Scrapy's settings for a crawl. Raises SettingsError."""
    place = spider.place_of(options)
    settings = scrapy_settings(options, place.host)
    return settings | guard_settings(place, named=options.base_url is not None, proxies=bool(settings["HTTPPROXY_ENABLED"]))


def judged(spider: type[TaskSpider], options: CrawlOptions, tally: Tally) -> Summary:
    """The summary of a crawl that did its job. Raises CrawlError or StoreError for one that did not."""
    if tally.fatal is not None:
        raise tally.fatal
    if tally.ended != "finished":
        raise KeyboardInterrupt  # Scrapy takes Ctrl-C to end in good order: pass it on
    if not tally.read and not tally.resumed and not options.new:
        address = options.base_url or spider.site
        first = f": {tally.failures[0]}" if tally.failures else ""
        advice = f". {spider.advice}" if spider.advice else ""
        raise CrawlError(f"{address} gave no opportunity that can be read{first}{advice}")
    return tally.summary()
