"""A place: the one site a crawl may visit, and where its links lead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self
from urllib.parse import SplitResult, parse_qsl, urldefrag, urlencode, urlsplit

from tenders.errors import SettingsError

PORTS = {"http": 80, "https": 443}


class OffSiteError(Exception):
    """A link that leads off the site; `str(error)` is the host it leads to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A source's site, or an archive or a replica of it under a path of its own.

    `prefix` is what stands before the site's own paths, as in an archive's `/web/2020/https://www.example.org`.
    """

    base: SplitResult
    prefix: str
    listing_path: str

    @classmethod
    def at(cls, address: str, listing_path: str) -> Self:
        """The place at an address, with or without the listing's own path. Raises SettingsError."""
        try:
            base = urlsplit(address.strip())
            usable = base.scheme in PORTS and bool(base.hostname) and base.port != 0
        except ValueError:
            usable = False
        if not usable:
            raise SettingsError(f"the base URL {address!r} is not a web address: give one that starts with https:// or http://")
        return cls(base=base, prefix=base.path.rstrip("/").removesuffix(listing_path).rstrip("/"), listing_path=listing_path)

    @property
    def host(self) -> str:
        """The only host that may be asked."""
        return self.base.hostname or ""

    @property
    def address(self) -> str:
        """The base and the path below it, by which a crawl of this place is known again."""
        return self.listing({})

    def listing(self, filters: Mapping[str, str]) -> str:
        """The listing's address with these query parameters, and those of the base URL that they do not replace."""
        kept = [pair for pair in parse_qsl(self.base.query, keep_blank_values=True) if pair[0] not in filters]
        query = urlencode([*kept, *filters.items()], safe=":")  # Contracts Finder takes times with plain colons only
        return self.base._replace(path=self.prefix + self.listing_path, query=query, fragment="").geturl()

    def resolve(self, link: str) -> str:
        """The address that an absolute link stands for here. Raises OffSiteError.

        A page kept under a prefix may still hold the site's own paths: these get the prefix.
        """
        try:
            url = urlsplit(urldefrag(link).url)
            port = url.port
        except ValueError as error:
            raise OffSiteError(link) from error
        if url.scheme not in PORTS or not self.serves(url.scheme, url.hostname or "", port):
            raise OffSiteError(url.netloc or link)
        if self.prefix and url.path.startswith(self.listing_path):
            url = url._replace(path=self.prefix + url.path)
        return url.geturl()

    def serves(self, scheme: str, host: str, port: int | None) -> bool:
        """Whether a host and port are the site's. Its own step from http to https counts as the same site."""
        if host != self.host:
            return False
        here, there = self.base.port or PORTS[self.base.scheme], port or PORTS[scheme]
        return here == there or (here, there) == (PORTS["http"], PORTS["https"])
