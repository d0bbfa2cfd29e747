"""Bundles of pages (MHTML): the pages of one opportunity of the Contract Award Service, or a web page that a browser saved."""

from __future__ import annotations

from typing import ClassVar

from tenders import bundle, readers
from tenders.document import Document
from tenders.errors import NotATenderError, UnreadableError
from tenders.readers import contract_award_service

# Pages, and the row of a downloaded list that a crawl keeps beside them.
READ = ("text/html", "application/json")


class Bundle:
    """Unpacks a bundle and reads its pages together; where they are no opportunity's, its first page alone."""

    name: ClassVar[str] = "a bundle of web pages"
    media_type: ClassVar[str] = bundle.MEDIA_TYPE
    suffixes: ClassVar[tuple[str, ...]] = (".mhtml", ".mht")
    order: ClassVar[int] = -1  # its head is nobody else's

    def recognises(self, raw: bytes) -> bool:
        return bundle.is_bundle(raw)

    def read(self, raw: bytes) -> Document:
        pages = [page for page in bundle.unpack(raw) if page.media_type in READ]
        try:
            return self.read_pages(pages)
        except NotATenderError as error:
            raise UnreadableError(str(error)) from error  # the bundle's own text is for no other reader

    def read_pages(self, pages: list[bundle.Page]) -> Document:
        """The document of a bundle's pages. Raises NotATenderError, UnreadableError."""
        if not pages:
            raise NotATenderError("holds no web page: save the page of the opportunity again")
        try:
            return contract_award_service.read_pages(pages, bundled=True)
        except NotATenderError:
            if not pages[0].body.strip() or bundle.is_bundle(pages[0].body):
                raise
            return readers.read(pages[0].body)


READER = Bundle()
