"""What a release links to: the documents that belong to it, its own notice on the publisher's site apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tenders.notice import Attachment
from tenders.ocds.fields import Fields
from tenders.ocds.notes import Notes
from tenders.ocds.origin import NOTICE_KINDS
from tenders.ocds.sections import NONE_OF_ITS_OWN


def attachments_of(release: dict[str, Any]) -> Iterator[Attachment]:
    """Each document with an address, in the order in which the release names them."""
    found = Fields(release, Notes())
    for part in (found.inside("planning"), found.inside("tender"), *found.each("awards"), *found.each("contracts"), found):
        for document in part.each("documents"):
            url = document.line("url")
            if url and document.line("documentType") not in NOTICE_KINDS:
                title = document.line("title") or document.line("description")
                name = "" if title.lower() in NONE_OF_ITS_OWN else title
                yield Attachment(url=url, name=name, media_type=document.line("format"))
