"""The documents that notices link to: which are wanted, and what became of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from tenders.keys import key, number, plain
from tenders.notice import Attachment, Fetched
from tenders.store.opening import streamed
from tenders.store.schema import attachments

State = Literal["wanted", "kept", "refused", "failed"]
WANTED = ("source", "notice_id", "key", "url", "name", "media_type", "state", "why")
ROWS_AT_A_TIME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A document that a notice links to. "kept": its bytes are in the store by their `sha256`; "refused": our limits or
    the address forbid it; "failed": it could not be had; "wanted": not tried yet. `why` says why not, in one line.
    """

    url: str
    name: str = ""
    media_type: str = ""
    state: State = "wanted"
    sha256: str | None = None
    why: str = ""


def want(connection: sa.Connection, batch: Sequence[Fetched]) -> None:
    """Note the documents that these captures link to, of those that are not known yet."""
    rows = [wanted_row(item.notice.source, item.notice.notice_id, link) for item in batch for link in item.attachments]
    if rows:
        names = ", ".join(f'"{name}"' for name in WANTED)
        marks = ", ".join(["?" if connection.dialect.name == "sqlite" else "%s"] * len(WANTED))
        connection.exec_driver_sql(f'INSERT INTO "attachment" ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING', rows)


def wanted_row(source: str, notice_id: str, link: Attachment) -> tuple[str, ...]:
    """A link as the driver takes it: the values of WANTED."""
    return (source, number(notice_id), key(link.url), plain(link.url), plain(link.name), plain(link.media_type), "wanted", "")


def attach(connection: sa.Connection, source: str, notice_id: str, attached: Attached, at: datetime | None) -> None:
    """Say what became of a document, in the place of what was said of it before."""
    named = {"source": source, "notice_id": number(notice_id), "key": key(attached.url)}
    said: dict[str, Any] = {
        "url": plain(attached.url),
        "name": plain(attached.name),
        "media_type": plain(attached.media_type),
        "state": attached.state,
        "why": plain(attached.why),
        "sha256": attached.sha256,
        "tried": at,
    }
    same = sa.and_(*(attachments.c[name] == value for name, value in named.items()))
    if not connection.execute(sa.update(attachments).where(same).values(said)).rowcount:
        connection.execute(sa.insert(attachments).values(**named, **said))


def of_notice(connection: sa.Connection, source: str, notice_id: str) -> tuple[Attached, ...]:
    """The documents of a notice, in the order in which they became known."""
    same = (attachments.c.notice_id == number(notice_id)) & (attachments.c.source == source)
    return tuple(attached(row) for row in connection.execute(sa.select(attachments).where(same).order_by(attachments.c.id)))


def wanted(connection: sa.Connection, failed_before: datetime | None) -> Iterator[tuple[str, str, Attached]]:
    """The documents not tried yet, and those that failed before a time, each with its notice's source and number, in the
    order in which they became known.
    """
    chosen = attachments.c.state == "wanted"
    if failed_before is not None:
        chosen |= (attachments.c.state == "failed") & (attachments.c.tried < failed_before)
    query = sa.select(attachments).where(chosen).order_by(attachments.c.id)
    for row in streamed(connection, query, ROWS_AT_A_TIME):
        yield row.source, row.notice_id, attached(row)


def attached(row: sa.Row[Any]) -> Attached:
    """A row as an Attached."""
    said = {"url": row.url, "name": row.name, "media_type": row.media_type, "why": row.why}
    return Attached(**said, state=row.state, sha256=row.sha256)
