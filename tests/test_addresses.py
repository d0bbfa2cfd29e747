"""Which addresses may be asked: no private one, in whatever form."""

from __future__ import annotations

import pytest

from crawler.addresses import DISGUISED, NOT_WEB, PRIVATE, USERINFO, host_problem, is_public

NEAR_BY = "leads to a machine near by: not fetched"


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "20.30.40.50", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1", "223.255.255.1"]
)
def test_public_ipv4_addresses_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "100.64.0.1",
        "100.100.100.200",
        "127.0.0.1",
        "127.255.255.254",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
    ],
)
def test_special_ipv4_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["2606:2800:220:1::1", "2a00:1450::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"])
def test_public_ipv6_addresses_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "::",
        "::1",
        "::127.0.0.1",  # compatible with IPv4, as it was once meant
        "::8.8.8.8",
        "::ffff:127.0.0.1",
        "::ffff:a9fe:a9fe",
        "::ffff:0:127.0.0.1",  # translated
        "64:ff9b::127.0.0.1",
        "64:ff9b::a00:1",
        "64:ff9b:1::8.8.8.8",
        "100::1",
        "2001::7f00:1",  # Teredo
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:db8::1",
        "2002:7f00:1::1",  # 6to4
        "2002:808:808::1",
        "2606:2800:220:1:0:5efe:10.0.0.1",  # ISATAP
        "3fff::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fe80::1%eth0",
        "2606:2800:220:1::1%eth0",
        "fec0::1",
        "ff02::1",
        "ff0e::1",
    ],
)
def test_special_ipv6_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("text", ["", "example.org", "127.1", "1.2.3", "8.8.8.8 "])
def test_what_is_no_address_is_not_public(text: str) -> None:
    assert not is_public(text)


@pytest.mark.parametrize(
    "url",
    [
        "https://files.example/spec.pdf",
        "http://files.example/",
        "https://files.example:8443/spec.pdf?id=1",
        "http://files.example:8080/",
        "https://bücher.example/",
        "https://8.8.8.8/spec.pdf",
        "https://[2606:2800:220:1::1]/spec.pdf",
        "https://files.example./spec.pdf",
        "https://10.files.example/spec.pdf",
        "https://local.example/spec.pdf",
    ],
)
def test_plain_web_addresses_may_be_asked(url: str) -> None:
    assert host_problem(url) is None


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.0.0.1.",
        "10.0.0.1",
        "169.254.169.254",
        "0.0.0.0",
        "[::1]",
        "[::]",
        "[0:0:0:0:0:0:0:1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::FFFF:169.254.169.254]",
        "[fe80::1%25eth0]",
        "[fe80::1%eth0]",
        "[fec0::1]",
    ],
)
def test_literal_private_addresses_are_refused(host: str) -> None:
    assert host_problem(f"http://{host}/latest") == PRIVATE
    assert host_problem(f"https://{host}:8443/latest") == PRIVATE


@pytest.mark.parametrize(
    "host",
    [
        "2130706433",
        "0",
        "017700000001",
        "0x7f000001",
        "0X7F.0.0.1",
        "0177.0.0.1",
        "0177.0x0.0.1",
        "127.1",
        "127.0.1",
        "0x7f.1",
        "127.0.0.01",
        "4294967297",
        "256.256.256.256",
        "1.2.3.4.5",
        "127.0.0.0x",
        "files.example.0x7f",
        "１２７.０.０.１",
        "127。0。0。1",
        "127．0．0．1",
        "127｡0｡0｡1",
        "①②⑦.⓪.⓪.①",
        "١٢٧.٠.٠.١",
        "12\u00ad7.0.0.1",
        "127.0.0.1\u200b",
        "%31%32%37.0.0.1",
        "%6cocalhost",
        "files..example",
        "127.0.0.1..",
    ],
)
def test_disguised_addresses_are_refused(host: str) -> None:
    assert host_problem(f"http://{host}/") == DISGUISED


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST",
        "localhost.",
        "a.localhost",
        "ｌocalhost",
        "printer.local",
        "metadata.google.internal",
        "localhost.localdomain",
        "router.home.arpa",
        "nas.lan",
        "intranet",
    ],
)
def test_names_of_machines_near_by_are_refused(host: str) -> None:
    assert host_problem(f"http://{host}/") == NEAR_BY


@pytest.mark.parametrize(
    "url", ["http://files.example@127.0.0.1/", "http://127.0.0.1@files.example/", "https://a:b@files.example/"]
)
def test_addresses_with_a_user_name_are_refused(url: str) -> None:
    assert host_problem(url) == USERINFO


@pytest.mark.parametrize(
    "url",
    [
        "",
        "spec.pdf",
        "//files.example/spec.pdf",
        "http:///spec.pdf",
        "ftp://files.example/spec.pdf",
        "file:///etc/passwd",
        "data:text/plain,x",
        "javascript:alert(1)",
        "gopher://files.example/",
        "http://[::1/",
        "http://[files.example]/",
        "http://files.example:99999/",
        "http://files.example:x/",
        "http://127.0.0.1\\@files.example/",
        "http://files.example\t.example/",
        "http://files.example/\r\nHost: 127.0.0.1",
    ],
)
def test_what_is_no_plain_web_address_is_refused(url: str) -> None:
    assert host_problem(url) == NOT_WEB


@pytest.mark.parametrize("port", [0, 22, 25, 6379, 9200, 11211])
def test_ports_of_other_services_are_refused(port: int) -> None:
    assert host_problem(f"http://files.example:{port}/") == f"is on port {port}, where no web pages are expected: not fetched"


def test_what_a_person_named_may_be_anywhere_but_only_there() -> None:
    permits = frozenset({("127.0.0.1", 5000), ("localhost", 5000), ("::1", 5000)})
    assert host_problem("http://127.0.0.1:5000/spec.pdf", permits) is None
    assert host_problem("http://LOCALHOST:5000/spec.pdf", permits) is None
    assert host_problem("http://[::1]:5000/spec.pdf", permits) is None
    assert host_problem("http://127.0.0.1:8080/spec.pdf", permits) == PRIVATE
    assert host_problem("http://127.0.0.1/spec.pdf", permits) == PRIVATE
    assert host_problem("http://127.0.0.2:5000/spec.pdf", permits) is not None
    assert host_problem("http://user@127.0.0.1:5000/spec.pdf", permits) == USERINFO
