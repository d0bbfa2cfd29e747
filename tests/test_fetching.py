"""Fetching attachments as part of a crawl: limits of a notice, hosts that fail, going on where it stopped, and what is read."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reports.run import tender_of
from tenders.attached import linked
from tenders.blocks import Heading, Paragraph
from tenders.notice import Attachment, Fetched, Notice, digest
from tenders.ocds.links import attachments_of
from tenders.store import Attached, open_store
from tests.conftest import ROOT
from tests.crawling import MAIN
from tests.documents import docx
from tests.guarded import OTHER, PUBLIC, World, fetch
from tests.pages import page
from tests.servers import Reply, site
from tests.test_guard import FILE, PDF, port

MIB = 1 << 20
NAMES = {"files.example": [[PUBLIC]], "other.example": [[OTHER]]}
AT = datetime(2026, 3, 2, tzinfo=UTC)


def test_one_notice_s_attachments_share_its_room() -> None:
    answers = {f"/{number}.pdf": Reply(body=PDF + b"%" * (700 << 10)) for number in (1, 2)} | {"/3.pdf": FILE}
    urls = [f"http://files.example{path}" for path in answers]
    with site(answers.get) as server:
        world = World(names=NAMES, servers={PUBLIC: port(server)}, limits={"each_mib": 1, "notice_mib": 1})
        went = fetch(world, *urls)
    assert went.attached[urls[0]]["state"] == "kept"
    assert went.why(urls[1]) == "refused: is larger than 0.316 MiB: raise the limits under [attachments] in riffle.toml"
    assert went.attached[urls[2]]["state"] == "kept"


def test_no_more_than_so_many_of_a_notice_are_asked_for() -> None:
    urls = [f"http://files.example/{number}.pdf" for number in range(4)]
    with site(lambda target: FILE if target.endswith(".pdf") else None) as server:
        went = fetch(World(names=NAMES, servers={PUBLIC: port(server)}, limits={"count": 2}), *urls)
    assert [went.attached[url]["state"] for url in urls] == ["kept", "kept", "refused", "refused"]
    assert server.times == {"/robots.txt": 1, "/0.pdf": 1, "/1.pdf": 1}


def test_a_passing_fault_is_tried_again() -> None:
    answers = iter([Reply(status=503), Reply(status=500), FILE])
    with site(lambda target: next(answers) if target == "/a.pdf" else None) as server:
        went = fetch(World(names=NAMES, servers={PUBLIC: port(server)}), "http://files.example/a.pdf")
    assert went.attached["http://files.example/a.pdf"]["state"] == "kept"
    assert server.times["/a.pdf"] == 3


def test_a_host_that_asks_to_wait_is_left_for_the_next_crawl() -> None:
    urls = ["http://files.example/a.pdf", "http://files.example/b.pdf", "http://other.example/c.pdf"]
    answers = {"/a.pdf": Reply(status=429, headers={"Retry-After": "600"}), "/b.pdf": FILE, "/c.pdf": FILE}
    with site(answers.get) as server:
        went = fetch(World(names=NAMES, servers={PUBLIC: port(server), OTHER: port(server)}), *urls)
    assert [went.attached[url]["state"] for url in urls] == ["wanted", "wanted", "kept"]
    assert (server.times["/a.pdf"], server.times["/b.pdf"]) == (1, 0)


def test_a_host_that_is_down_is_asked_for_one_attachment_only() -> None:
    urls = ["http://files.example/a.pdf", "http://files.example/b.pdf", "http://other.example/c.pdf"]
    with site({"/c.pdf": FILE}.get) as server:
        went = fetch(World(names=NAMES, servers={OTHER: port(server)}), *urls)
    assert [went.attached[url]["state"] for url in urls] == ["failed", "wanted", "kept"]
    assert went.why(urls[0]) == "failed: refused the connection: check the address"


def test_a_later_crawl_goes_on_with_what_is_wanted_and_asks_for_nothing_twice() -> None:
    urls = ["http://files.example/a.pdf", "http://files.example/b.pdf"]
    with site({"/a.pdf": FILE, "/b.pdf": FILE}.get) as server:
        went = fetch(World(names=NAMES, servers={PUBLIC: port(server)}, kept=[urls[0]]), *urls)
    assert [went.attached[url]["state"] for url in urls] == ["kept", "kept"]
    assert server.times == {"/robots.txt": 1, "/b.pdf": 1}


def test_what_failed_in_an_earlier_crawl_is_tried_once_more() -> None:
    url = "http://files.example/a.pdf"
    with site({"/a.pdf": FILE}.get) as server:
        went = fetch(World(names=NAMES, servers={PUBLIC: port(server)}, failed=[url]), url)
    assert (went.attached[url]["state"], went.attached[url]["why"]) == ("kept", "")


def test_a_release_links_to_its_documents_and_not_to_its_own_notice() -> None:
    release = {
        "tender": {
            "documents": [
                {"documentType": "tenderNotice", "url": "https://source.example/notice/1", "format": "text/html"},
                {"title": "Specification", "url": "https://files.example/a.pdf", "format": "application/pdf"},
                {"title": "n/a", "url": "https://files.example/b.pdf"},
                {"title": "No address"},
            ]
        },
        "awards": [{"documents": [{"description": "Award letter", "url": "https://files.example/c.pdf"}]}],
    }
    assert list(attachments_of(release)) == [
        Attachment(url="https://files.example/a.pdf", name="Specification", media_type="application/pdf"),
        Attachment(url="https://files.example/b.pdf"),
        Attachment(url="https://files.example/c.pdf", name="Award letter"),
    ]


def test_a_stored_notice_is_read_with_its_attachments(tmp_path: Path) -> None:
    raw, specification = page(), docx([Heading("Scope"), Paragraph("A service for bins.")])
    notice = Notice(
        source="digital-marketplace",
        notice_id="90001",
        url="https://source.example/90001",
        fetched_at=AT,
        media_type="text/html",
        sha256=digest(raw),
    )
    links = linked(notice.url, [Attachment(url=f"/{name}", name=name) for name in ("a.docx", "b.pdf", "c.pdf")])
    with open_store(f"{tmp_path}/riffle.db") as store:
        store.add_fetched(Fetched(notice=notice, raw=raw, fingerprint="1", attachments=links))
        kept = Attached(url=links[0].url, name="a.docx", state="kept", sha256=digest(specification))
        store.attach("digital-marketplace", "90001", kept, specification, AT)
        refused = Attached(url=links[1].url, name="b.pdf", state="refused", why="asks for a login")
        store.attach("digital-marketplace", "90001", refused, None, AT)
        stored = store.find("90001")
        assert stored is not None
        tender = tender_of(stored, store)
    assert tender.document.sections[-1].label == "a.docx: Scope"
    assert tender.document.not_read == ("b.pdf: asks for a login", "c.pdf: not fetched: crawl again with --attachments")
    assert tender.document.read_share == 0.5


def test_a_crawl_fetches_what_releases_link_to_and_only_where_it_is_asked_to(tmp_path: Path) -> None:
    with site({"/b.pdf": FILE}.get) as bystander:
        urls = ["/a.pdf", "/away.pdf", f"{bystander.url}/b.pdf", "http://2130706433/c.pdf", "/plan.dwg"]
        release = {
            "ocid": "ocds-b5fd17-1",
            "id": "1",
            "date": "2026-03-01T09:00:00Z",
            "tag": ["tender"],
            "initiationType": "tender",
            "tender": {"id": "1", "title": "Bins", "documents": [{"url": url} for url in urls]},
        }
        package = json.dumps({"uri": "https://source.example", "releases": [release]}).encode()

        def answers(target: str) -> Reply | None:
            if target == "/a.pdf":
                return FILE
            if target == "/away.pdf":
                return Reply(status=302, headers={"Location": f"{bystander.url}/b.pdf"})
            return Reply(body=package, headers={"Content-Type": "application/json"}) if "OCDS" in target else None

        with site(answers) as server:
            chosen = [
                "contracts-finder",
                "--base-url",
                server.url,
                "--since",
                "2026-03-01",
                "--until",
                "2026-03-01",
                "--everything",
            ]
            plain = crawled(tmp_path, *chosen)
            first = attachments_in(tmp_path)
            asked = crawled(tmp_path, *chosen, "--attachments")
    assert (plain["attachments"], asked["attachments"]) == (0, 1)
    assert set(first.values()) == {"wanted: "}
    second = attachments_in(tmp_path)
    found = [second.get(url) or second.get(f"{server.url}{url}") for url in urls]
    assert [str(said).partition(":")[0] for said in found] == ["kept", "refused", "refused", "refused", "refused"]
    assert bystander.asked == []


def crawled(folder: Path, *options: str) -> dict[str, Any]:
    """The summary of a crawl into the store of a folder."""
    command = [sys.executable, "-c", MAIN, str(ROOT), "--store", f"{folder}/riffle.db", "crawl", *options, "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, timeout=120)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def attachments_in(folder: Path) -> dict[str, str]:
    """State and reason of each attachment in the store of a folder, by address."""
    with open_store(f"{folder}/riffle.db") as store:
        (stored,) = store.latest()
        found = store.attached(stored.notice.source, stored.notice.notice_id)
    return {attached.url: f"{attached.state}: {attached.why}" for attached in found}
