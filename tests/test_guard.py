"""The guard: no connection is tried to an address that was not judged public, whatever links, redirects and look-ups say."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from urllib.parse import urlsplit

import pytest
from scrapy.http import Request
from twisted.internet.endpoints import HostnameEndpoint
from twisted.internet.protocol import Factory
from twisted.internet.testing import MemoryReactorClock

from crawler.addresses import DISGUISED, NOT_WEB, PRIVATE
from crawler.guard import Guard, JudgingResolver
from crawler.permits import guard_settings, proxies_of
from crawler.place import Place
from tests.guarded import OTHER, PUBLIC, Went, World, fetch, scripted
from tests.servers import UNSAID, Reply, Site, site

Permits = frozenset[tuple[str, int]]
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
FILE = Reply(body=PDF, headers={"Content-Type": "application/pdf"})
REFUSED = f"refused: {PRIVATE}"
REDIRECTED = f"refused: redirects to an address that {PRIVATE}"


def port(running: Site) -> int:
    """The port that a site listens on."""
    return urlsplit(running.url).port or 0


def redirect(to: str) -> Reply:
    """An answer that leads elsewhere."""
    return Reply(status=302, headers={"Location": to})


def nobody() -> MemoryReactorClock:
    """A reactor whose name server knows no one; connections are noted and never made."""
    reactor = MemoryReactorClock()
    reactor.nameResolver = scripted(World(), Went(attached={}, connections=[], lookups=[]))
    return reactor


def connects(
    answers: Mapping[str, list[list[str]]], name: str, to: int, *, permits: Permits = frozenset(), proxies: Permits = frozenset()
) -> list[str]:
    """The addresses that a connection to a name is tried to, with these answers of the name server."""
    reactor, went = MemoryReactorClock(), Went(attached={}, connections=[], lookups=[])
    reactor.nameResolver = scripted(World(names=answers), went)
    reactor.nameResolver = JudgingResolver(reactor, permits, proxies)
    trial = HostnameEndpoint(reactor, name, to).connect(Factory.forProtocol(object))  # type: ignore[arg-type]
    trial.addErrback(lambda failure: None)
    reactor.pump([1.0] * 5)  # each address gets its turn
    assert went.lookups == [name]
    return [host for host, *_ in reactor.tcpClients]


def test_a_connection_goes_to_every_address_that_was_judged_and_no_other() -> None:
    answers = {"files.example": [[PUBLIC, OTHER], ["127.0.0.1"]]}
    assert connects(answers, "files.example", 443) == [PUBLIC, OTHER]


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "169.254.169.254",
        "0.0.0.0",
        "::1",
        "::ffff:10.0.0.1",
        "fe80::1",
        "fd00::1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
    ],
)
def test_a_name_with_a_private_address_is_not_connected_to(address: str) -> None:
    assert connects({"files.example": [[address]]}, "files.example", 443) == []
    assert connects({"files.example": [[PUBLIC, address]]}, "files.example", 443) == []
    assert connects({"files.example": [[address, PUBLIC]]}, "files.example", 443) == []


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0177.0.0.1", "0x7f.1", "127.1", "::1", "::ffff:127.0.0.1"])
def test_a_literal_private_address_is_not_connected_to_even_where_nobody_looked_at_the_url(host: str) -> None:
    assert connects({}, host, 80) == []


def test_what_a_person_named_is_connected_to_on_its_port_alone() -> None:
    permits = frozenset({("replica.example", 8000)})
    answers = {"replica.example": [["10.0.0.7"]], "other.example": [["10.0.0.7"]]}
    assert connects(answers, "replica.example", 8000, permits=permits) == ["10.0.0.7"]
    assert connects(answers, "replica.example", 80, permits=permits) == []
    assert connects(answers, "other.example", 8000, permits=permits) == []


def test_a_public_host_gives_its_attachment() -> None:
    with site({"/spec.pdf": FILE}.get) as server:
        went = fetch(World(names={"files.example": [[PUBLIC]]}, servers={PUBLIC: port(server)}), "http://files.example/spec.pdf")
    assert went.attached["http://files.example/spec.pdf"]["state"] == "kept"
    assert went.asked == {PUBLIC}
    assert server.times == {"/robots.txt": 1, "/spec.pdf": 1}


def test_literal_private_addresses_are_refused_before_anything_is_looked_up() -> None:
    urls = ["http://127.0.0.1/a.pdf", "http://[::1]/a.pdf", "http://[::ffff:10.0.0.1]/a.pdf", "http://169.254.169.254/a.pdf"]
    went = fetch(World(), *urls)
    assert [went.why(url) for url in urls] == [REFUSED] * 4
    assert (went.connections, went.lookups) == ([], [])


def test_disguised_addresses_are_refused_before_anything_is_looked_up() -> None:
    urls = ["http://2130706433/a.pdf", "http://0177.0.0.1/a.pdf", "http://0x7f.1/a.pdf", "http://127.1/a.pdf"]
    went = fetch(World(), *urls)
    assert [went.why(url) for url in urls] == [f"refused: {DISGUISED}"] * 4
    assert (went.connections, went.lookups) == ([], [])


def test_each_hop_of_a_redirect_is_judged() -> None:
    answers = {
        "/1.pdf": redirect("http://other.example/2.pdf"),
        "/2.pdf": redirect("http://127.0.0.1/admin"),
        "/3.pdf": redirect("http://2130706433/admin"),
        "/4.pdf": redirect("http://near.example/admin"),
        "/5.pdf": redirect("file:///etc/passwd"),
        "/6.pdf": redirect("/7.pdf"),
        "/7.pdf": FILE,
        "/8.pdf": redirect("/8.pdf"),
        "/9.pdf": redirect("https://files.example/login?next=9.pdf"),
    }
    names = {"files.example": [[PUBLIC]], "other.example": [[OTHER]], "near.example": [["192.168.0.9"]]}
    with site(answers.get) as server:
        urls = [f"http://files.example/{number}.pdf" for number in (1, 3, 4, 5, 6, 8, 9)]
        went = fetch(World(names=names, servers={PUBLIC: port(server), OTHER: port(server)}), *urls)
    assert went.why(urls[0]) == REDIRECTED
    assert went.why(urls[1]) == f"refused: redirects to an address that {DISGUISED}"
    assert went.why(urls[2]) == REFUSED
    assert went.why(urls[3]) == f"refused: redirects to an address that {NOT_WEB}"
    assert went.attached[urls[4]]["state"] == "kept"
    assert went.why(urls[5]) == "refused: redirects more than 5 times: not followed"
    assert went.why(urls[6]) == "refused: asks for a login"
    assert went.asked == {PUBLIC, OTHER}


def test_a_name_that_turns_private_after_its_first_look_up_is_refused() -> None:
    closing = {"Connection": "close"}  # so that the next request needs a connection, and a look-up, of its own
    answers = {"/robots.txt": Reply(body=b"", headers=closing), "/a.pdf": FILE}
    names = {"files.example": [[PUBLIC], ["127.0.0.1"]]}
    with site(answers.get) as server:
        went = fetch(World(names=names, servers={PUBLIC: port(server)}), "http://files.example/a.pdf")
    assert went.why("http://files.example/a.pdf") == REFUSED
    assert went.connections == [[PUBLIC, 80]]
    assert went.lookups == ["files.example", "files.example"]
    assert server.times == {"/robots.txt": 1}


def test_each_connection_takes_one_look_up() -> None:
    closing = {"Connection": "close"}
    answers = {"/robots.txt": Reply(body=b"", headers=closing), "/a.pdf": Reply(body=PDF, headers=closing)}
    with site(answers.get) as server:
        went = fetch(World(names={"files.example": [[PUBLIC]]}, servers={PUBLIC: port(server)}), "http://files.example/a.pdf")
    assert len(went.lookups) == len(went.connections) == 2


def test_a_name_with_public_and_private_addresses_is_refused() -> None:
    names = {"a.example": [[PUBLIC, "10.0.0.1"]], "b.example": [["::1", PUBLIC]]}
    with site({"/a.pdf": FILE}.get) as server:
        went = fetch(World(names=names, servers={PUBLIC: port(server)}), "http://a.example/a.pdf", "http://b.example/a.pdf")
    assert [went.why(f"http://{name}/a.pdf") for name in names] == [REFUSED, REFUSED]
    assert went.connections == []


def test_a_robots_txt_that_leads_to_a_private_address_is_not_followed() -> None:
    answers = {"/robots.txt": redirect("http://near.example/robots.txt"), "/a.pdf": FILE}
    names = {"files.example": [[PUBLIC]], "near.example": [["127.0.0.1"]]}
    with site(answers.get) as server:
        went = fetch(World(names=names, servers={PUBLIC: port(server)}), "http://files.example/a.pdf")
    assert went.asked == {PUBLIC}


def test_a_robots_txt_that_leads_to_another_service_is_not_followed() -> None:
    answers = {"/robots.txt": redirect("http://other.example:6379/robots.txt"), "/a.pdf": FILE}
    names = {"files.example": [[PUBLIC]], "other.example": [[OTHER]]}
    with site(answers.get) as server:
        went = fetch(World(names=names, servers={PUBLIC: port(server), OTHER: port(server)}), "http://files.example/a.pdf")
    assert went.asked == {PUBLIC}


def test_robots_txt_is_obeyed_on_any_host() -> None:
    robots = Reply(body=b"User-agent: *\nDisallow: /\n", headers={"Content-Type": "text/plain"})
    with site({"/robots.txt": robots, "/a.pdf": FILE}.get) as server:
        went = fetch(World(names={"files.example": [[PUBLIC]]}, servers={PUBLIC: port(server)}), "http://files.example/a.pdf")
    assert went.attached["http://files.example/a.pdf"]["state"] == "refused"
    assert server.times == {"/robots.txt": 1}


def test_a_name_that_nobody_knows_failed_and_was_not_refused() -> None:
    went = fetch(World(), "http://gone.example/a.pdf")
    assert went.why("http://gone.example/a.pdf") == "failed: has a host that is not known: check the address"


def test_only_the_named_replica_on_loopback_is_asked() -> None:
    with site({"/a.pdf": FILE}.get) as replica, site({"/a.pdf": FILE}.get) as bystander:
        urls = [f"{replica.url}/a.pdf", f"{bystander.url}/a.pdf"]
        went = fetch(World(base_url=replica.url), *urls)
    assert went.attached[urls[0]]["state"] == "kept"
    assert went.attached[urls[1]]["state"] == "refused"
    assert bystander.asked == []


def test_a_proxy_is_not_used_for_other_hosts_than_the_source() -> None:
    with site({"/a.pdf": FILE}.get) as server, site({}.get) as proxy:
        world = World(names={"files.example": [[PUBLIC]]}, servers={PUBLIC: port(server)})
        urls = ["http://files.example/a.pdf", f"{proxy.url}/a.pdf"]
        went = fetch(world, *urls, environment={"http_proxy": proxy.url, "https_proxy": proxy.url})
    assert went.attached[urls[0]]["state"] == "kept"
    assert went.attached[urls[1]]["state"] == "refused"
    assert went.asked == {PUBLIC}
    assert proxy.asked == []


def test_the_source_itself_may_be_reached_through_a_proxy_near_by() -> None:
    proxy = frozenset({("proxy.example", 3128)})
    guard = Guard(permits=frozenset(), source=frozenset({("www.source.example", 443)}), proxies=proxy)
    own, other = Request("https://www.source.example/1"), Request("https://files.example/a.pdf")
    guard.process_request(own)
    guard.process_request(other)
    assert "proxy" not in own.meta
    assert other.meta["proxy"] is None
    answers = {"proxy.example": [["10.0.0.3"]]}
    assert connects(answers, "proxy.example", 3128, proxies=proxy) == ["10.0.0.3"]
    assert connects(answers, "proxy.example", 80, proxies=proxy) == []
    resolver = JudgingResolver(nobody(), frozenset(), proxy)
    assert resolver.is_permitted("proxy.example", 0)  # how a tunnel's endpoint asks
    assert not resolver.is_permitted("files.example", 0)


def test_proxies_are_known_by_host_and_port() -> None:
    given = {"http": "http://Proxy.example:3128", "https": "proxy.example", "ftp": "http://ftp.example"}
    assert proxies_of(given) == {("proxy.example", 3128), ("proxy.example", 80)}


def test_a_source_s_own_site_is_exempt_only_where_a_person_named_it() -> None:
    place = Place.at("http://www.source.example/", "/opportunities")
    both = [("www.source.example", 80), ("www.source.example", 443)]
    assert guard_settings(place, named=True, proxies=False)["RIFFLE_PERMITS"] == both
    assert guard_settings(place, named=False, proxies=False)["RIFFLE_PERMITS"] == []
    assert guard_settings(place, named=False, proxies=False)["RIFFLE_SOURCE"] == both


def test_no_more_is_taken_than_the_limit_whatever_the_head_says() -> None:
    large = PDF + b"%" * (1 << 20)
    bomb = gzip.compress(b"%PDF-1.4\n" + b"\x00" * (64 << 20))
    assert len(bomb) < 1 << 20
    answers = {
        "/declared.pdf": Reply(body=large),
        "/undeclared.pdf": Reply(body=large, promised=UNSAID),
        "/understated.pdf": Reply(body=large, promised=len(PDF)),
        "/overstated.pdf": Reply(body=PDF, promised=len(PDF) + 10),
        "/bomb.pdf": Reply(body=bomb, headers={"Content-Encoding": "gzip"}),
        "/fits.pdf": Reply(body=PDF + b"%" * ((1 << 20) - len(PDF))),
    }
    urls = [f"http://files.example{path}" for path in answers]
    with site(answers.get) as server:
        went = fetch(World(names={"files.example": [[PUBLIC]]}, servers={PUBLIC: port(server)}, limits={"each_mib": 1}), *urls)
    too_large = "refused: is larger than 1 MiB: raise the limits under [attachments] in riffle.toml"
    assert [went.why(url) for url in (urls[0], urls[1], urls[4])] == [too_large] * 3
    assert went.attached[urls[2]]["size"] == len(PDF)  # what comes after the promised end is no part of the answer
    assert went.why(urls[3]) == "failed: was cut off on its way: try again later"
    assert went.attached[urls[5]]["state"] == "kept"
