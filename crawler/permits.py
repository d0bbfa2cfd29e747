"""Whom a crawl may ask though the guard would refuse: what a person named, in the settings that hand it to the guard."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.request import getproxies

from crawler.addresses import PORTS, Permit, known_as, split
from crawler.place import Place

# Names of our own settings, by which Scrapy hands them to what it makes.
PERMITS = "RIFFLE_PERMITS"  # hosts and ports that a person named
SOURCE = "RIFFLE_SOURCE"  # the source's own site: the only one that a proxy is used for
PROXIES = "RIFFLE_PROXIES"


def guard_settings(place: Place, *, named: bool, proxies: bool) -> dict[str, object]:
    """Scrapy's settings that set the guard up. `named`: a person gave the place; `proxies`: the environment's are used."""
    return {
        "TWISTED_DNS_RESOLVER": "crawler.guard.JudgingResolver",
        PERMITS: sorted(permitted(place, named=named)),
        SOURCE: sorted(ports_of(place)),
        PROXIES: sorted(proxies_of(getproxies())) if proxies else [],
    }


def permitted(place: Place, *, named: bool) -> frozenset[Permit]:
    """The hosts and ports that may be anywhere: a place's, if a person gave it."""
    return ports_of(place) if named else frozenset()


def ports_of(place: Place) -> frozenset[Permit]:
    """The host and ports of a site: its own step from http to https leads to another port of it."""
    port = place.base.port or PORTS[place.base.scheme]
    return frozenset((known_as(place.host), each) for each in ([port, PORTS["https"]] if port == PORTS["http"] else [port]))


def proxies_of(environment: Mapping[str, str]) -> frozenset[Permit]:
    """The hosts and ports of the proxies for web addresses that `getproxies` found."""
    found = set()
    for scheme in PORTS:
        given = environment.get(scheme, "")
        parts = split(given if "://" in given else f"http://{given}")
        if parts is not None and parts.hostname:
            found.add((known_as(parts.hostname), parts.port or PORTS.get(parts.scheme, PORTS["http"])))
    return frozenset(found)
