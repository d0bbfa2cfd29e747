"""Which addresses may be asked for a file that a notice names: public ones, by plain web addresses.

Anyone who can put a notice on a site chooses the links in it, so a link is no more to be trusted than a stranger: it may
point at a router, at a cloud's metadata service, at this machine. What is public is listed, what is not listed is refused.

`is_public` judges an IP address, `host_problem` a web address before anything is looked up. What a name leads to is known
only when it is looked up, and is judged then: see `crawler.guard`.
"""

from __future__ import annotations

import re
import unicodedata
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

Address = IPv4Address | IPv6Address
Permit = tuple[str, int]  # a host, as `known_as` gives it, and its port

PORTS = {"http": 80, "https": 443}
# Where web servers are. A port outside these is some other kind of server, which a request may make do something.
WEB_PORTS = frozenset({80, 443, 8080, 8443})

# IANA's special-purpose registry of IPv4, entire: what of it is reachable serves no documents.
SPECIAL_4 = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",  # this network; many systems take 0.0.0.0 for themselves
            "10.0.0.0/8",
            "100.64.0.0/10",  # shared with a provider's customers; some clouds' metadata
            "127.0.0.0/8",
            "169.254.0.0/16",  # link-local; most clouds' metadata
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, and the broadcast address
            "168.63.129.16/32",  # a public address, but inside Azure the host's own service
        ),
    )
)
# Of IPv6 only this is given to anyone: loopback, link-local, site-local (fec0::), unique local (fc00::), multicast and
# the addresses that merely hold an IPv4 address (::127.0.0.1) lie outside.
UNICAST_6 = IPv6Network("2000::/3")
SPECIAL_6 = tuple(
    map(
        IPv6Network,
        (
            "2001::/23",  # IETF protocols, Teredo among them: a tunnel to the IPv4 address inside
            "2001:db8::/32",
            "2002::/16",  # 6to4: the same
            "2620:4f:8000::/48",
            "3fff::/20",
        ),
    )
)
NAT64 = IPv6Network("64:ff9b::/96")  # where there is only IPv6, public IPv4 servers have such addresses
ISATAP = frozenset({0x0000_5EFE, 0x0200_5EFE})  # what stands before an IPv4 address in an ISATAP tunnel's

# Names that mean a machine or a network near by (RFC 6761, 6762, 8375; ICANN's .internal; what routers and offices use).
NEAR = frozenset({"localhost", "local", "localdomain", "internal", "intranet", "private", "corp", "home", "lan", "home.arpa"})

PRIVATE = "leads to a private address: not fetched"
DISGUISED = "spells an address in a way that no honest link does: not fetched"
NOT_WEB = "is not a plain web address: not fetched"
USERINFO = "holds a user name: not fetched"
UNTRUSTED = re.compile(r"[\x00-\x20\x7f\\]")  # what two readers of one address understand differently
NUMBER = re.compile(r"\d+|0x[0-9a-f]*", re.IGNORECASE)


def is_public(address: str | Address) -> bool:
    """Whether an IP address is one of the public Internet's, and what it tunnels to as well."""
    try:
        ip = ip_address(address) if isinstance(address, str) else address
    except ValueError:
        return False
    if isinstance(ip, IPv4Address):
        return not any(ip in network for network in SPECIAL_4)
    if ip.scope_id is not None:  # a zone is this machine's name for a network of its own
        return False
    if ip.ipv4_mapped is not None:
        return is_public(ip.ipv4_mapped)
    if ip in NAT64:
        return is_public(IPv4Address(int(ip) & 0xFFFF_FFFF))
    if (int(ip) >> 32) & 0xFFFF_FFFF in ISATAP:
        return False
    return ip in UNICAST_6 and not any(ip in network for network in SPECIAL_6)


def host_problem(url: str, permits: frozenset[Permit] = frozenset()) -> str | None:
    """What speaks against asking a web address, in words that follow it; None where nothing does.

    `permits` are the hosts and ports that a person named (`--base-url`): these may be anywhere.
    """
    if UNTRUSTED.search(url):
        return NOT_WEB
    parts = split(url)
    if parts is None or parts.scheme not in PORTS or not parts.hostname:
        return NOT_WEB
    if "@" in parts.netloc:
        return USERINFO
    port = parts.port if parts.port is not None else PORTS[parts.scheme]
    if (known_as(parts.hostname), port) in permits:
        return None
    if port not in WEB_PORTS:
        return f"is on port {port}, where no web pages are expected: not fetched"
    return name_problem(parts.hostname, "[" in parts.netloc)


def split(url: str) -> SplitResult | None:
    """The parts of an address; None where they do not make sense."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts


def name_problem(host: str, bracketed: bool) -> str | None:
    """What speaks against a host as it is written."""
    if bracketed:
        return None if is_public(host) else PRIVATE
    name = plain(host)
    if name is None:
        return DISGUISED
    labels = name.split(".")
    if NUMBER.fullmatch(labels[-1]):
        # The URL standard takes such a host for an IPv4 address whatever else is in it; so does the system's look-up.
        try:
            ip = IPv4Address(name)
        except ValueError:
            return DISGUISED
        if name != host.removesuffix("."):
            return DISGUISED
        return None if is_public(ip) else PRIVATE
    if len(labels) == 1 or labels[-1] in NEAR or ".".join(labels[-2:]) in NEAR:
        return "leads to a machine near by: not fetched"
    return None


def known_as(host: str) -> str:
    """A host as permits name it, whichever of its spellings is given."""
    return plain(host) or host.lower()


def plain(host: str) -> str | None:
    """A host in the letters and digits that it is looked up by; None where it has no such form."""
    try:
        # IDNA drops what is not seen, folds full-width forms and knows all four full stops; other scripts' digits it keeps.
        digits = "".join(str(unicodedata.decimal(mark, mark)) for mark in host)
        name = digits.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        return None
    return name if name and re.fullmatch(r"[a-z0-9_.-]+", name) else None
