"""Attachments: which of the documents that a notice links to are asked for, and which answers are kept.

Asked for are files of kinds that a reader takes, of public hosts (see `crawler.addresses`), within the limits of
riffle.toml's [attachments]. Kept is what is, by its bytes and not by what anyone says of it, such a file: the page that
asks for a login is not the document behind it. Everything else is refused or failed, with the reason in one line.
"""

from __future__ import annotations

import posixpath
from dataclasses import replace
from typing import Literal
from urllib.parse import urldefrag, urlsplit

from scrapy.exceptions import DownloadCancelledError
from scrapy.http import HtmlResponse, Response
from w3lib.url import safe_url_string

from crawler.addresses import NOT_WEB, Permit, host_problem, split
from crawler.barriers import LOGIN_PATH, REFUSALS, barrier
from crawler.guard import Refused
from tenders import readers
from tenders.archive import shown
from tenders.config import Attachments
from tenders.notice import digest
from tenders.store import Attached

MIB = 1 << 20
SECONDS = 180  # 20 MiB in three minutes is one megabit a second: a slow server, not a dead one
REDIRECTS = 5  # as many as a search engine follows

READ = {reader.media_type: reader.suffixes for reader in readers.readers()}
BY_SUFFIX = {suffix: media_type for media_type, suffixes in READ.items() for suffix in suffixes}
# Kinds that a web server may say of anything, so that they tell nothing.
ANY = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/x-download", "application/force-download"})
# What browsers and older servers call the same kinds.
ALSO = {
    "application/x-pdf": "application/pdf",
    "application/x-zip-compressed": "application/zip",
    "application/x-zip": "application/zip",
    "application/xhtml+xml": "text/html",
    "application/vnd.ms-word.document.macroenabled.12": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
# Endings of files that buyers attach and no reader takes: to fetch them would cost the site and bring nothing.
NO_READER = frozenset(
    {
        *(".doc", ".rtf", ".xls", ".xlsx", ".xlsm", ".xlsb", ".csv", ".ppt", ".pptx", ".msg", ".eml", ".mpp", ".vsd", ".vsdx"),
        *(".jpg", ".jpeg", ".png", ".gif", ".tif", ".tiff", ".svg", ".bmp", ".mp3", ".mp4", ".mov", ".avi", ".wmv"),
        *(".dwg", ".dxf", ".rar", ".7z", ".exe", ".iso"),
    }
)
# Text can be told from no other text by its bytes: an error page is as good a text as a specification.
TEXTS = frozenset({"text/html", "text/plain", "text/markdown"})


def address_of(wanted: Attached) -> str:
    """The address to ask, as it stands on the wire."""
    try:
        return safe_url_string(wanted.url)
    except ValueError:
        return wanted.url


def refusal(wanted: Attached, before: int, limits: Attachments, permits: frozenset[Permit] = frozenset()) -> str | None:
    """Why an attachment is not even asked for; None where it is. `before`: how many of its notice were asked for before it.

    `permits`: see `host_problem`.
    """
    if problem := host_problem(address_of(wanted), permits) or kind_problem(wanted):
        return problem
    if before >= limits.count:
        return f"is past the first {limits.count} of the notice: raise “count” under [attachments] in riffle.toml"
    return None


def kind_problem(wanted: Attached) -> str | None:
    """Why an attachment's kind is not worth asking for; None where it is, or where nothing tells."""
    media_type = told_type(wanted)
    if media_type in READ or known_suffix(wanted):
        return None
    ending = next((ending for ending in endings(wanted) if ending in NO_READER), None)
    if ending is None and media_type in ANY:
        return None
    return f"is a kind of file that Riffle does not read ({ending or shown(media_type)}): not fetched"


def told_type(wanted: Attached) -> str:
    """The media type that the notice tells, in one spelling."""
    media_type = wanted.media_type.partition(";")[0].strip().lower()
    return ALSO.get(media_type, media_type)


def endings(wanted: Attached) -> tuple[str, ...]:
    """The endings of the file's name and of its address, in lower case."""
    parts = split(wanted.url)
    return tuple(posixpath.splitext(name)[1].lower() for name in (wanted.name, parts.path if parts else ""))


def known_suffix(wanted: Attached) -> str | None:
    """The media type that its endings stand for, where a reader takes it."""
    return next((BY_SUFFIX[ending] for ending in endings(wanted) if ending in BY_SUFFIX), None)


def room(limits: Attachments, kept: int) -> int:
    """How many bytes the next attachment of a notice may have, of which so many bytes are kept already."""
    return min(limits.each_mib * MIB, limits.notice_mib * MIB - kept)


def request_meta(bytes_left: int) -> dict[str, object]:
    """What a request for an attachment tells Scrapy. `bytes_left` must be above 0, which Scrapy takes for "any size".

    The size holds for what is declared, for what comes and for what it unpacks to.
    """
    if bytes_left < 1:
        raise ValueError("there is no room left: the attachment is to be refused")
    return {"download_maxsize": bytes_left, "download_timeout": SECONDS}


def next_hop(response: Response, hops: int, permits: frozenset[Permit] = frozenset()) -> str | None:
    """Where an answer redirects to; None where it does not. Raises Refused."""
    location = response.headers.get("Location")
    if not 300 <= response.status < 400 or not location:
        return None
    try:
        target = safe_url_string(urldefrag(response.urljoin(location.decode("latin-1").strip())).url)
    except ValueError as error:
        raise Refused(f"redirects to an address that {NOT_WEB}") from error
    if problem := host_problem(target, permits):
        raise Refused(f"redirects to an address that {problem}")
    if LOGIN_PATH.search(urlsplit(target).path):
        raise Refused("asks for a login")
    if hops >= REDIRECTS:
        raise Refused(f"redirects more than {REDIRECTS} times: not followed")
    return target


def judged(wanted: Attached, response: Response, bytes_left: int) -> Attached:
    """What an answer comes to. Where it is kept, the bytes to keep are the answer's body."""
    if response.status != 200:
        why = REFUSALS.get(response.status)
        return ended(wanted, "refused" if why else "failed", why or f"answered with an error ({response.status}): try again later")
    raw = response.body
    if not raw.strip():
        return ended(wanted, "failed", "is empty: try again later")
    if len(raw) > bytes_left:
        return too_large(wanted, bytes_left)
    media_type = readers.media_type(raw)
    why = type_problem(wanted, media_type, response)
    if why is not None:
        return ended(wanted, "refused", why)
    return replace(wanted, state="kept", media_type=media_type, sha256=digest(raw), why="")


def type_problem(wanted: Attached, media_type: str, response: Response) -> str | None:
    """Why an answer is not the document that it should be; None where it may be."""
    if media_type not in READ:
        return "is a kind of file that Riffle does not read: not kept"
    if media_type not in TEXTS:
        return None
    told = known_suffix(wanted) or (told_type(wanted) if told_type(wanted) in READ else None)
    if media_type == "text/html":
        # Scrapy makes a page of what its head calls one; here the bytes say that it is.
        page = HtmlResponse(response.url, status=response.status, headers=response.headers, body=response.body)
        if barred := barrier(page):
            return barred
        return None if told == "text/html" else f"is a web page where {kind_of(told)} should be: not kept"
    if told is None:
        head = (response.headers.get("Content-Type") or b"").decode("latin-1").partition(";")[0].strip().lower()
        told = head if head in TEXTS else None
    return None if told in TEXTS else f"is a text where {kind_of(told)} should be: not kept"


def kind_of(media_type: str | None) -> str:
    """A kind of file as a message names it."""
    return next((reader.name for reader in readers.readers() if reader.media_type == media_type), "a document")


def unanswered(wanted: Attached, error: Exception, bytes_left: int, reason: str) -> Attached:
    """What an attachment comes to that must not be had, or is too large. `reason` is how the crawl puts an error."""
    if isinstance(error, DownloadCancelledError) or "DOWNLOAD_MAXSIZE" in str(error):
        return too_large(wanted, bytes_left)
    return ended(wanted, "refused", reason)


def too_large(wanted: Attached, bytes_left: int) -> Attached:
    """What is larger than there is room for."""
    if bytes_left < 1:
        why = "comes after as much as is taken of one notice: raise “notice_mib” under [attachments] in riffle.toml"
    else:
        why = f"is larger than {bytes_left / MIB:.3g} MiB: raise the limits under [attachments] in riffle.toml"
    return ended(wanted, "refused", why)


def ended(wanted: Attached, state: Literal["refused", "failed"], why: str) -> Attached:
    """What became of an attachment that was not kept."""
    return replace(wanted, state=state, why=" ".join(why.split()))
