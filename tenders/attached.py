"""A notice with what is attached to it, as one document."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

from tenders.archive import shown
from tenders.document import Document
from tenders.errors import UnreadableError
from tenders.notice import Attachment
from tenders.outline import unique
from tenders.readers.zip import prefixed
from tenders.worker import Limits, worker

if TYPE_CHECKING:
    from tenders.store import Attached

WANTED = "not fetched: crawl again with --attachments"


def linked(page: str, found: Iterable[Attachment]) -> tuple[Attachment, ...]:
    """The attachments of a notice at an address, each once, by whole addresses, and without the notice itself."""
    whole: dict[str, Attachment] = {}
    for attachment in found:
        given = attachment.url.strip()
        try:
            url = urldefrag(urljoin(page, given)).url
        except ValueError:  # not an address at all: it stays as it was given, for a person to see
            url = given
        if url and url != urldefrag(page).url:
            whole.setdefault(url, replace(attachment, url=url))
    return tuple(whole.values())


def name_of(attached: Attached) -> str:
    """What an attachment is called in labels and messages: as the notice calls it, else by the end of its address."""
    return shown(" ".join((attached.name or attached.url.rpartition("/")[2] or attached.url).split()))


def joined(document: Document, attachments: Iterable[tuple[Attached, Document | str]]) -> Document:
    """The notice's document with each attachment's sections after its own, labelled with the attachment's name.

    The notice goes first, so that it is believed before its attachments. An attachment comes with its document or the
    reason why there is none: that is named among what was not read, and the share that was read says so too. A field
    on which the notice is silent is then not the same as one that an unread attachment may hold.
    """
    sections = list(document.sections)
    not_read = list(document.not_read)
    share, parts = document.read_share, 1
    for attached, found in attachments:
        name, parts = name_of(attached), parts + 1
        if isinstance(found, str):
            not_read.append(f"{name}: {found}")
            continue
        sections += prefixed(name, found)
        not_read += [f"{name}: {what}" for what in found.not_read]
        share += found.read_share
    return replace(document, sections=tuple(unique(sections)), read_share=share / parts, not_read=tuple(not_read))


def read(attachments: Iterable[Attached], raw: Callable[[str], bytes], limits: Limits) -> Iterable[tuple[Attached, Document | str]]:
    """Each attachment with its document, or why there is none. `raw` gives the bytes with a hash.

    All are read in the worker's process, whatever they look like: the sites that they come from are anyone's.
    """
    for attached in attachments:
        if attached.state == "kept" and attached.sha256 is not None:
            try:
                yield attached, worker(limits).read(raw(attached.sha256))
            except UnreadableError as error:
                yield attached, str(error)
        else:
            yield attached, attached.why or WANTED
