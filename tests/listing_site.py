"""A source that lists its notices on pages, in small: the replica, with validators where it is told to, and what may happen to it
while its listing is walked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from crawler.demo import Replica
from crawler.demo.pages import LISTING
from tenders.notice import digest
from tests.servers import Asked, Reply

NOTICE = rf"^{LISTING}/\d+$"
SECOND = r"[?&]page=2"


@dataclass(kw_only=True)
class ListingSite:
    """The source. `validators`: each notice comes with an ETag, and 304 answers one who has it; `dated`: with a date too."""

    replica: Replica
    validators: bool = False
    robots: Reply | None = None

    def answer(self, asked: Asked) -> Reply | None:
        """The answer to a request."""
        if asked.path == "/robots.txt" and self.robots is not None:
            return self.robots
        answer = self.replica.answer(asked.target)
        headers = {"Content-Type": answer.media_type}
        if self.validators and asked.path.startswith(f"{LISTING}/"):
            headers["ETag"] = f'"{digest(answer.body)[:16]}"'
            if asked.headers.get("if-none-match") == headers["ETag"]:
                return Reply(status=304, headers=headers)
        return Reply(status=answer.status, body=answer.body, headers=headers)

    def held(self) -> dict[str, bytes]:
        """Each notice's page."""
        numbers = [shown.number for shown in self.replica.opportunities]
        return {str(number): self.replica.answer(f"{LISTING}/{number}").body for number in numbers}

    def changed(self, number: int, **changes: object) -> None:
        """A notice is changed."""
        shown = [replace(one, **changes) if one.number == number else one for one in self.replica.opportunities]  # type: ignore[arg-type]
        self.replica = replace(self.replica, opportunities=tuple(shown))


def listed(site: ListingSite) -> list[int]:
    """The numbers of the notices in the order of the listing."""
    whole = replace(site.replica, page_size=10_000).answer(LISTING).body.decode()
    return [int(part.partition('"')[0]) for part in whole.split(f'href="{LISTING}/')[1:]]


# What may happen while the listing is walked: for `tests.faulty.Fault`.


def closes(site: ListingSite, asked: Asked) -> None:
    """The first open notice closes: it moves to the end of the listing, and those below it move up."""
    site.changed(listed(site)[0], outcome="awaiting outcome")


def taken_down(site: ListingSite, asked: Asked) -> None:
    """The first notice goes, and those below it move up."""
    first = listed(site)[0]
    kept = tuple(one for one in site.replica.opportunities if one.number != first)
    site.replica = replace(site.replica, opportunities=kept)


def put_up(site: ListingSite, asked: Asked) -> None:
    """A notice comes to the top, and those below it move down."""
    first = next(one for one in site.replica.opportunities if one.number == listed(site)[0])
    new = replace(first, number=31_000, title="Alpha for a harbour master's diary")
    site.replica = replace(site.replica, opportunities=(new, *site.replica.opportunities))


def first_page(site: ListingSite, asked: Asked) -> Reply | None:
    """The first page of the listing, whichever was asked for."""
    return site.answer(replace(asked, target=LISTING))


def without_pager(site: ListingSite, asked: Asked) -> Reply:
    """A page that leads no further."""
    body = site.replica.answer(asked.target).body
    start = body.index(b"<nav ", body.index(b"js-dm-live-search-results"))
    return Reply(body=body[:start] + body[body.index(b"</nav>", start) + 6 :])


def altered(change: Callable[[bytes], bytes], site: ListingSite, asked: Asked) -> Reply:
    """The answer with a body that something was done to."""
    whole = site.replica.answer(asked.target)
    return Reply(body=change(whole.body), headers={"Content-Type": whole.media_type})


def ever_new(site: ListingSite, asked: Asked) -> Reply:
    """The first page of the listing under another number each time, which leads to the next number."""
    number = int(asked.target.partition("page=")[2] or 1)
    first = site.replica.answer(LISTING).body
    return Reply(body=first.replace(b"page=2", f"page={number + 1}".encode()))
