"""A source of OCDS releases, in small: Contracts Finder's or Find a Tender's way of asking, with releases of our own invention.

It answers a window of publishing times with the newest first, in pages with a cursor that counts from the top: a release that
is added while pages are turned moves all others down, as on the sources themselves.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from tests.faulty import NOW
from tests.servers import Asked, Reply

Release = dict[str, Any]
JSON = "application/json; charset=utf-8"
ROBOTS = Reply(body=b"User-agent: *\nDisallow: /account/\nCrawl-delay: 1\n", headers={"Content-Type": "text/plain"})
CLOSED = Reply(body=b"User-agent: riffle-tenders\nDisallow: /\n", headers={"Content-Type": "text/plain"})
WORK = ("Discovery", "Alpha", "Beta", "Support", "Replacement", "User research", "Hosting", "Data pipeline")
SUBJECTS = (
    "mooring permits",
    "allotment waiting lists",
    "ferry timetables",
    "kerbside repairs",
    "school meal menus",
    "bat surveys",
)
BUYERS = ("Harbour Board of Eastwick", "Lower Marl District Council", "Office for Footpaths", "Trust of the Seven Wells")
CPV = ("72000000", "72200000", "72260000", "48000000")


@dataclass(frozen=True, kw_only=True)
class Api:
    """How a source is asked: its path, the parameters of a window, the prefix of its ocids."""

    path: str
    since: str
    until: str
    prefix: str


APIS: Mapping[str, Api] = {
    "contracts-finder": Api(
        path="/Published/Notices/OCDS/Search", since="publishedFrom", until="publishedTo", prefix="ocds-b5fd17-"
    ),
    "find-a-tender": Api(path="/api/1.0/ocdsReleasePackages", since="updatedFrom", until="updatedTo", prefix="ocds-h6vhtk-"),
}


@dataclass(kw_only=True)
class ReleaseSite:
    """The source. `page_size` is the most that it puts on a page, whatever is asked for; windows longer than `longest`
    lose every third release; `zone` is what it takes the times of a window for, that much ahead of UTC; `arranged` is what
    becomes of a window's releases, newest first, before they are cut into pages.
    """

    source: str
    releases: list[Release]
    page_size: int = 10
    longest: timedelta | None = None
    zone: timedelta = timedelta()
    robots: Reply = ROBOTS
    arranged: Callable[[list[Release]], list[Release]] | None = None
    others: dict[str, Reply] = field(default_factory=dict)

    def answer(self, asked: Asked) -> Reply | None:
        """The answer to a request."""
        if asked.path == "/robots.txt":
            return self.robots
        if asked.path != APIS[self.source].path:
            return self.others.get(asked.path)
        return packed(self.package(asked))

    def package(self, asked: Asked) -> Release:
        """The page that a request asks for: a release package with a link to the next page."""
        api, query = APIS[self.source], {name: values[0] for name, values in parse_qs(urlsplit(asked.target).query).items()}
        start, end = (datetime.fromisoformat(query[name]).replace(tzinfo=UTC) - self.zone for name in (api.since, api.until))
        found = self.between(start, end)
        size, begun = min(int(query["limit"]), self.page_size), int(query.get("cursor", "0"))
        package: Release = {
            "uri": f"https://www.example.org{asked.target}",
            "version": "1.1",
            "publishedDate": asked.at.isoformat(),
            "publisher": {"name": "A model of a source", "scheme": "GB-GOR", "uid": "X1", "uri": "https://www.example.org"},
            "license": "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
            "releases": found[begun : begun + size],
            "links": {},
        }
        if begun + size < len(found):
            package["links"] = {"next": self.link(asked, query, begun + size)}
        return package

    def link(self, asked: Asked, query: Mapping[str, str], cursor: int) -> str:
        """The absolute address of a page."""
        pairs = {**query, "cursor": str(cursor)}
        return f"http://{asked.headers['host']}{asked.path}?" + "&".join(f"{name}={quote(value)}" for name, value in pairs.items())

    def between(self, start: datetime, end: datetime) -> list[Release]:
        """The releases of a window, in the order in which the source gives them."""
        found = [release for release in self.releases if start <= moment(release) <= end]
        found.sort(key=lambda release: (moment(release), release["id"]), reverse=True)
        if self.longest is not None and end - start > self.longest:
            found = [release for place, release in enumerate(found) if place % 3]
        return found if self.arranged is None else self.arranged(found)

    def held(self) -> dict[str, str]:
        """For each procurement the id of its last release."""
        last = dict[str, Release]()
        for release in sorted(self.releases, key=moment):
            last[release["ocid"]] = release
        return {ocid: release["id"] for ocid, release in last.items()}


def moment(release: Release) -> datetime:
    """When a release was published."""
    return datetime.fromisoformat(release["date"].replace("Z", "+00:00"))


def ids(kept: Mapping[str, bytes]) -> dict[str, str]:
    """For each notice in a store the id of the release it was read from."""
    return {notice_id: json.loads(raw)["id"] for notice_id, raw in kept.items()}


def packed(package: Release) -> Reply:
    """A package as an answer."""
    return Reply(body=json.dumps(package, ensure_ascii=False).encode(), headers={"Content-Type": JSON})


def releases(
    source: str, number: int, *, seed: int = 5, start: datetime = NOW - timedelta(days=1), end: datetime = NOW - timedelta(hours=3)
) -> list[Release]:
    """So many releases, published between two moments; one in six amends an earlier one."""
    chance = random.Random(seed)
    seconds = int((end - start).total_seconds())
    times = sorted(start + timedelta(seconds=chance.randrange(seconds)) for _ in range(number))
    made: list[Release] = []
    for place, at in enumerate(times):
        first = next((old for old in chance.sample(made, min(6, len(made))) if "amended" not in old["id"]), None)
        made.append(release(source, place, at, chance) if place % 6 or first is None else amended(first, place, at))
    return made


def release(source: str, place: int, at: datetime, chance: random.Random) -> Release:
    """One release: an invitation to tender for digital work."""
    title = f"{chance.choice(WORK)} for {chance.choice(SUBJECTS)} {place}"
    buyer = {"id": f"GB-X-{place % 7}", "name": chance.choice(BUYERS)}
    description = f"{title}.\r\n\r\nWe want a supplier to build a digital service. Lot {place}. Additional information: none."
    tender = {
        "id": f"tender-{place}",
        "title": title,
        "description": description,
        "status": "active",
        "classification": {"scheme": "CPV", "id": chance.choice(CPV), "description": "IT services"},
        "value": {"amount": chance.randrange(20, 400) * 1000, "currency": "GBP"},
        "procurementMethod": "open",
        "mainProcurementCategory": "services",
        "tenderPeriod": {"endDate": (at + timedelta(days=21)).strftime("%Y-%m-%dT%H:%M:%SZ")},
        "items": [{"id": "1", "deliveryAddresses": [{"region": "UKE1", "countryName": "United Kingdom"}]}],
    }
    return {
        "ocid": f"{APIS[source].prefix}{chance.getrandbits(64):016x}",
        "id": f"{place:06d}-2024",
        "language": "en",
        "date": said(at, place),
        "tag": ["tender"],
        "initiationType": "tender",
        "tender": tender,
        "parties": [{**buyer, "roles": ["buyer"]}],
        "buyer": buyer,
    }


def amended(first: Release, place: int, at: datetime) -> Release:
    """A later release of the same procurement, with a later deadline."""
    period = {"endDate": (at + timedelta(days=35)).strftime("%Y-%m-%dT%H:%M:%SZ")}
    changed = {**first["tender"], "tenderPeriod": period}
    return {**first, "id": f"{place:06d}-2024-amended", "date": said(at, place), "tag": ["tenderUpdate"], "tender": changed}


def said(at: datetime, place: int) -> str:
    """A moment in one of the ways that the sources write it."""
    return at.strftime("%Y-%m-%dT%H:%M:%S") + ("Z" if place % 2 else "+00:00")


# What may be wrong with a page, or happen, in the middle of a crawl: for `tests.faulty.Fault`.


def bad_numbers(site: ReleaseSite, asked: Asked) -> Reply:
    """Two numbers that are none in JSON, as Find a Tender has printed them."""
    package = site.package(asked)
    amounts = ["1e9999", " 000,"]
    for release, number in zip(package["releases"], ("11111.5", "22222.5"), strict=False):
        release = package["releases"][package["releases"].index(release)] = json.loads(json.dumps(release))
        release["tender"]["value"]["amount"] = float(number)
    text = json.dumps(package)
    for number, bad in zip(("11111.5", "22222.5,"), amounts, strict=True):
        text = text.replace(number, bad)
    return Reply(body=text.encode(), headers={"Content-Type": JSON})


def no_next(site: ReleaseSite, asked: Asked) -> Reply:
    """A page that leads no further."""
    return packed({**site.package(asked), "links": {}})


def same_cursor(site: ReleaseSite, asked: Asked) -> Reply:
    """A page whose next link is its own address."""
    return packed({**site.package(asked), "links": {"next": f"http://{asked.headers['host']}{asked.target}"}})


def off_the_site(site: ReleaseSite, asked: Asked) -> Reply:
    """A page whose next link leads to another host."""
    return packed({**site.package(asked), "links": {"next": f"http://localhost:9{asked.target}"}})


def nothing_on_it(site: ReleaseSite, asked: Asked) -> Reply:
    """A page without releases, in the place of one that has some."""
    return packed({**site.package(asked), "releases": []})


def nothing_for_ever(site: ReleaseSite, asked: Asked) -> Reply:
    """A page without releases, whose next link leads to another."""
    query = {name: values[0] for name, values in parse_qs(urlsplit(asked.target).query).items()}
    further = site.link(asked, query, int(query.get("cursor", "0")) + 1)
    return packed({**site.package(asked), "releases": [], "links": {"next": further}})


def one_for_ever(site: ReleaseSite, asked: Asked) -> Reply:
    """A page with a release that was there before, whose next link leads to another."""
    query = {name: values[0] for name, values in parse_qs(urlsplit(asked.target).query).items()}
    further = site.link(asked, query, int(query.get("cursor", "0")) + 1)
    return packed({**site.package(asked), "releases": site.releases[:1], "links": {"next": further}})


def one_more(site: ReleaseSite, asked: Asked) -> None:
    """A release is published, of the newest time of the window that is being read."""
    at = max(moment(release) for release in site.releases)
    site.releases.append(release(site.source, 90_000 + len(site.releases), at, random.Random(len(site.releases))))


def published_now(site: ReleaseSite, asked: Asked) -> None:
    """A release is published at this moment."""
    site.releases.append(release(site.source, 95_000 + len(site.releases), asked.at, random.Random(len(site.releases))))


def one_less(site: ReleaseSite, asked: Asked) -> None:
    """The newest release is withdrawn."""
    site.releases.remove(max(site.releases, key=lambda release: (moment(release), release["id"])))


def one_amended(site: ReleaseSite, asked: Asked) -> None:
    """The oldest procurement is amended."""
    first = min(site.releases, key=moment)
    site.releases.append(amended(first, 80_000 + len(site.releases), max(moment(release) for release in site.releases)))


def shuffled(found: list[Release]) -> list[Release]:
    """No order at all, the same each time."""
    return sorted(found, key=lambda release: hash_of(release["id"]))


def doubled(found: list[Release]) -> list[Release]:
    """Some releases stand twice, not beside each other."""
    return [*found, *found[::4]]


def hash_of(text: str) -> int:
    """A number that is the same in every process."""
    return sum(ord(letter) * 31**place for place, letter in enumerate(text)) % 10_007
