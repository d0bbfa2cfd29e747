"""Run one crawl, from options to a summary."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.base import NoticeSpider
from crawler.pipeline import Progress, Summary, Tally
from crawler.settings import CrawlOptions, scrapy_settings
from tenders.discovery import units
from tenders.errors import CrawlError, SettingsError
from tenders.store import open_store

__all__ = ["CrawlOptions", "Progress", "Summary", "crawl", "sources"]


def sources() -> dict[str, type[NoticeSpider]]:
    """Every source that can be crawled, by name."""
    return {spider.name: spider for spider in cast("Iterator[type[NoticeSpider]]", units("crawler.spiders", NoticeSpider))}


def crawl(options: CrawlOptions, store_where: str | None = None, progress: Progress | None = None) -> Summary:
    """Crawl a source into the store (`store_where` as for `open_store`); `progress` is told of each step.

    Runs Scrapy's event loop in this process, which can be started once only: one crawl a process. Each notice is
    kept as it comes, so whatever ends the crawl, what was read stays. Raises CrawlError where nothing was found or
    the site turned us away, SettingsError for a wrong option, StoreError, and KeyboardInterrupt after a Ctrl-C.
    """
    spider = sources().get(options.source)
    if spider is None:
        raise SettingsError(f"{options.source!r} is not a source: give {' or '.join(sorted(sources()))}")
    settings = scrapy_settings(options, spider.place_of(options).host)
    tally = Tally(progress=progress)
    with open_store(store_where) as store:
        process = AsyncCrawlerProcess(settings)
        crawler = process.create_crawler(spider)

        def unforeseen(failure: Failure, response: Response | Failure | None) -> None:
            """Count an error of our own code, which Scrapy would only log."""
            where = response.url if isinstance(response, Response) else options.base_url or spider.site
            what = f"{type(failure.value).__name__}: {failure.getErrorMessage()}"
            tally.fail(where, f"made Riffle fail ({what}): report it with the page")

        for signal in (signals.spider_error, signals.item_error):
            crawler.signals.connect(unforeseen, signal=signal, weak=False)
        task = process.crawl(crawler, options=options, tally=tally, store=store)
        process.start()
        if task.done() and not task.cancelled() and (error := task.exception()) is not None:
            raise error
    return judged(spider, options, tally)


def judged(spider: type[NoticeSpider], options: CrawlOptions, tally: Tally) -> Summary:
    """The summary of a crawl that did its job. Raises CrawlError or StoreError for one that did not."""
    if tally.fatal is not None:
        raise tally.fatal
    if tally.ended != "finished":
        raise KeyboardInterrupt  # Scrapy takes Ctrl-C to end in good order: pass it on
    if not tally.kept and not tally.older:
        address = options.base_url or spider.site
        first = f": {tally.failures[0]}" if tally.failures else ""
        advice = f". {spider.advice}" if spider.advice else ""
        raise CrawlError(f"{address} gave no opportunity that can be read{first}{advice}")
    return tally.summary()
