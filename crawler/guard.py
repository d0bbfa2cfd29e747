"""The guard: no connection of a crawl goes to a private address, whatever links, redirects or look-ups say.

It stands in two places, because neither sees all:

- `Guard`, a downloader middleware, judges the address of every request just before it is sent: a spider's own, each hop of
  a redirect, each robots.txt and where that redirects to.
- `JudgingResolver` is what Scrapy's connections look names up with (Twisted's HostnameEndpoint, which asks it for literal
  addresses too). It looks a name up once, judges all of the answer, and hands on those very addresses to be connected to.
  There is no second look-up that a rebinding name server could answer otherwise, and nothing is remembered, so each new
  connection is judged anew. A name with one private address among public ones is refused whole: no honest name has that.

A proxy looks names up by itself, out of our sight. The one that the environment names is therefore used for the source's
own site alone; any other host is asked directly, or not at all where there is no direct way.

Only what a person names is exempt: the host and port of `--base-url`, and the environment's proxies for what goes
through them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, Self

from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.http import Request
from twisted.internet.interfaces import IAddress, IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]

from crawler.addresses import NOT_WEB, PORTS, PRIVATE, Permit, host_problem, is_public, known_as, split
from crawler.permits import PERMITS, PROXIES, SOURCE

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class Refused(IgnoreRequest):
    """A request that must not be sent; `str(error)` says why, in words that follow its address."""


def permits_in(crawler: Crawler, *names: str) -> frozenset[Permit]:
    """Hosts and ports from our settings of these names."""
    return frozenset((host, port) for name in names for host, port in crawler.settings.getlist(name))


class Guard:
    """Judges each request's address, keeps other hosts' off the proxy, and says why a name was refused.

    It stands nearer to the network than Scrapy's retries (a refusal is final) and farther than its proxies.
    """

    def __init__(self, *, permits: frozenset[Permit], source: frozenset[Permit], proxies: frozenset[Permit]) -> None:
        self.permits, self.source, self.proxies = permits, source, proxies

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        permits, source, proxies = (permits_in(crawler, name) for name in (PERMITS, SOURCE, PROXIES))
        return cls(permits=permits, source=source, proxies=proxies)

    def process_request(self, request: Request) -> None:
        """Let it pass, or raise Refused."""
        problem = host_problem(request.url, self.permits)
        if problem:
            raise Refused(problem)
        asked = host_and_port(request.url)
        if asked not in self.source:
            if asked in self.proxies:  # the look-up lets proxies be, so they must not be asked for anything themselves
                raise Refused(PRIVATE)
            request.meta["proxy"] = None  # Scrapy's word for: directly, whatever the environment names

    def process_exception(self, request: Request, exception: Exception) -> None:
        """A look-up without an answer is a refusal where the resolver refused it."""
        if isinstance(exception, CannotResolveHostError) and host_and_port(request.url) in self.refused():
            raise Refused(PRIVATE) from exception

    @staticmethod
    def refused() -> Collection[Permit]:
        """Whom the resolver refused: Scrapy makes it once a process, the middlewares once a crawl."""
        from twisted.internet import reactor

        resolver: object = reactor.nameResolver
        return resolver.refused if isinstance(resolver, JudgingResolver) else ()


def host_and_port(url: str) -> Permit:
    """Whom a web address asks."""
    parts = split(url)
    if parts is None or not parts.hostname:
        raise Refused(NOT_WEB)
    return known_as(parts.hostname), parts.port or PORTS.get(parts.scheme, 0)


@implementer(IHostnameResolver)
class JudgingResolver:
    """Looks names up with another resolver, and hands on the answer if all of it is public."""

    def __init__(self, reactor: Any, permits: frozenset[Permit], proxies: frozenset[Permit] = frozenset()) -> None:
        self.reactor, self.behind = reactor, reactor.nameResolver
        self.permits, self.proxies = permits | proxies, frozenset(host for host, _ in proxies)
        self.refused: set[Permit] = set()  # whom the last look-up led to a private address

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> Self:
        return cls(reactor, permits_in(crawler, PERMITS), permits_in(crawler, PROXIES))

    def install_on_reactor(self) -> None:
        """Take the place of the resolver that is asked behind this one."""
        self.reactor.installNameResolver(self)

    def resolveHostName(
        self,
        resolutionReceiver: Any,  # an IResolutionReceiver, whose declaration has no `self`
        hostName: str,
        portNumber: int = 0,
        addressTypes: Sequence[type[IAddress]] | None = None,
        transportSemantics: str = "TCP",
    ) -> IHostResolution:
        asked = known_as(hostName), portNumber
        receiver = resolutionReceiver if self.is_permitted(*asked) else Judge(resolutionReceiver, asked, self.refused)
        begun: IHostResolution = self.behind.resolveHostName(receiver, hostName, portNumber, addressTypes, transportSemantics)
        return begun

    def is_permitted(self, host: str, port: int) -> bool:
        """Whether a person named it. A tunnel through a proxy looks the proxy up without its port."""
        return (host, port) in self.permits or (port == 0 and host in self.proxies)


@implementer(IResolutionReceiver)
class Judge:
    """Holds the answer of one look-up back until it is whole, then hands it on or notes whom it refused."""

    def __init__(self, receiver: Any, asked: Permit, refused: set[Permit]) -> None:
        self.receiver, self.asked, self.refused = receiver, asked, refused
        self.found: list[IAddress] = []

    def resolutionBegan(self, resolutionInProgress: IHostResolution) -> None:
        self.receiver.resolutionBegan(resolutionInProgress)

    def addressResolved(self, address: IAddress) -> None:
        self.found.append(address)

    def resolutionComplete(self) -> None:
        self.refused.discard(self.asked)
        if all(is_public(getattr(address, "host", "")) for address in self.found):
            for address in self.found:
                self.receiver.addressResolved(address)
        else:
            self.refused.add(self.asked)
        self.receiver.resolutionComplete()
