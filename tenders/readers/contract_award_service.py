"""Pages of the Contract Award Service: summary, details and questions of 2024, the one page of 2026, or a bundle of them.

What they say of one opportunity becomes one document. A page alone is read as far as it goes; of a bundle, a page that
should be in it and is not counts as not read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from tenders.award_service.kinds import Kind, kind_of
from tenders.award_service.listing import Entry, read_listing
from tenders.award_service.page import View, view
from tenders.award_service.record import Capture, document_of
from tenders.bundle import Page
from tenders.document import Document
from tenders.errors import NotATenderError, UnreadableError
from tenders.readers.contract_award_service_row import READER as ROW

# What such pages hold, in their addresses or their own words; in small letters.
SEEN = (
    *(b"reviewrecommendation", b"opportunitiesdetails", b"questions-and-clarifications", b"opportunity-details/project"),
    *(b"contractawardservice", b"contract award service", b"digital-outcomes/opportunities", b"govuk-supplier-list"),
    *(b"procurement details:", b"publication of stage 1", b"clarification period closes", b"indicative maximum"),
    *(b"special term or condition", b"how suppliers will be scored", b"number of incomplete applications"),
    *(b"number of complete applications", b"application closing date", b"questions and clarifications", b"last updated :"),
    b"contracted out service or supply",
)
MOST_OF_AN_ENTRY = 256 << 10  # bytes
MARKUP = re.compile(rb"^\s*(?:\xef\xbb\xbf)?\s*<", re.DOTALL)
HEAD = 4096  # bytes
# The title of every page of the service before this one, among whose thousands of pages nothing else need be looked for.
MARKETPLACE = re.compile(rb"<title>[^<]* - Digital Marketplace\s*</title>")


class AwardServicePage:
    """Reads one saved page of an opportunity."""

    name: ClassVar[str] = "a saved opportunity page"
    media_type: ClassVar[str] = "text/html"
    suffixes: ClassVar[tuple[str, ...]] = ()  # those of any web page
    order: ClassVar[int] = -1  # before the marketplace's: its own words are looked for, which no page of another site has

    def recognises(self, raw: bytes) -> bool:
        head = raw[:HEAD]
        if MARKUP.match(head) is None or MARKETPLACE.search(head):
            return False
        low = raw.lower()
        return any(words in low for words in SEEN)

    def read(self, raw: bytes) -> Document:
        return read_pages((Page(url="", body=raw),))


READER = AwardServicePage()


def read_pages(pages: Sequence[Page], *, bundled: bool = False) -> Document:
    """One document of an opportunity's pages. Raises NotATenderError where none of them is one, UnreadableError."""
    captures: list[Capture] = []
    refused: UnreadableError | None = None
    for page in pages:
        try:
            captures.append(capture(page))
        except UnreadableError as error:
            refused = refused or error
    if not captures:
        raise refused or NotATenderError("is not an opportunity page: give a saved page of one opportunity")
    return document_of(captures, bundled=bundled)


def capture(page: Page) -> Capture:
    """What one page is and shows. Raises NotATenderError, UnreadableError."""
    if page.media_type == ROW.media_type:
        if not ROW.recognises(page.body):
            raise NotATenderError("is not a page: give the page of the opportunity")
        return Capture(kind=Kind.FILE, url=page.url, file=ROW.read(page.body))
    seen = view(page.body)
    entry = entry_alone(page, seen)
    if entry is not None:
        return Capture(kind=Kind.ENTRY, url=page.url, entry=entry)
    kind = kind_of(seen, page.url)
    if not seen.whole:
        last = next((row.label for row in reversed(seen.rows) if row.label), seen.title)
        raise UnreadableError(f"is cut off after “{last}”: save the page again")
    return Capture(kind=kind, url=page.url, view=seen)


def entry_alone(page: Page, seen: View) -> Entry | None:
    """The entry of a listing that stands alone, as a crawl keeps it; None of a whole page."""
    if seen.title or b"<main" in page.body[:MOST_OF_AN_ENTRY] or len(page.body) > MOST_OF_AN_ENTRY:
        return None
    entries = read_listing(page.body).entries
    return entries[0] if len(entries) == 1 else None
