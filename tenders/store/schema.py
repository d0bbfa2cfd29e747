"""The tables of the store, as they are in the newest schema. `tenders.migrations` brings older ones up to it.

Written for what SQLite and PostgreSQL have in common: a store of either gives the same answers.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from tenders.kept import in_utc

SCHEMA = 2  # raised when the tables change, so that an older Riffle does not misread a newer store
REVISION = f"{SCHEMA:04}"  # Alembic's name for it


class Instant(sa.TypeDecorator[datetime]):
    """An aware time, kept in UTC. SQLite has no time zones, so its times come back marked as UTC."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        return value if value is None else in_utc(value)

    def process_result_value(self, value: Any | None, dialect: sa.Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# PostgreSQL sorts text by the rules of a language unless it is told to go by code points, as SQLite does.
Words = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

tables = sa.MetaData()
about = sa.Table("riffle", tables, sa.Column("schema", sa.Integer, primary_key=True, autoincrement=False))
alembic = sa.Table("alembic_version", tables, sa.Column("version_num", sa.String(32), primary_key=True))
raws = sa.Table(
    "raw",
    tables,
    sa.Column("sha256", Words, primary_key=True),
    sa.Column("packed", sa.LargeBinary, nullable=False),
    sa.Column("coding", Words, nullable=False, server_default="zlib"),  # of `packed`: "zlib" or "plain"
)
versions = sa.Table(
    "version",
    tables,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("source", Words, nullable=False),
    sa.Column("notice_id", Words, nullable=False),
    sa.Column("fingerprint", Words, nullable=False),
    # The capture that stands for the version is its first one: a crawl of a site that has not changed then adds no
    # bytes, though each answer's markup may differ by a token.
    sa.Column("sha256", Words, sa.ForeignKey("raw.sha256"), nullable=False),
    sa.Column("url", Words, nullable=False),
    sa.Column("media_type", Words, nullable=False),
    sa.Column("first_seen", Instant, nullable=False),
    sa.Column("last_seen", Instant, nullable=False),
    sa.Column("dated", Instant),  # the latest date that the source gave to what it says here
    # The card: what a list shows and a comparison of sources needs, without reading the raw bytes again.
    sa.Column("title", Words),
    sa.Column("buyer", Words),
    sa.Column("published", Instant),
    sa.Column("closes", Instant),
    sa.Column("value", sa.Double),
    # In this order it serves a look-up by number alone, and one by number and source.
    sa.UniqueConstraint("notice_id", "source", "fingerprint"),
)
crawls = sa.Table(
    "crawl",
    tables,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("source", Words, nullable=False),
    sa.Column("place", Words, nullable=False),
    sa.Column("scope", Words, nullable=False),
    sa.Column("started", Instant, nullable=False),
    sa.Column("recorded", Instant, nullable=False),  # the last sign of life
    sa.Column("finished", Instant),
    # Who works on it now; nobody where `host` is null.
    sa.Column("host", Words),
    sa.Column("process", sa.Integer),
    sa.Column("process_started", Words),
    sa.Index("crawl_source", "source"),
)
tasks = sa.Table(
    "task",
    tables,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("crawl", sa.Integer, sa.ForeignKey("crawl.id"), nullable=False),
    sa.Column("key", Words, nullable=False),
    sa.Column("kind", Words, nullable=False),
    sa.Column("url", Words, nullable=False),
    sa.Column("data", Words, nullable=False),  # JSON
    sa.Column("turn", sa.Integer, nullable=False),
    sa.Column("state", Words, nullable=False),  # "todo", "done" or "failed"
    sa.Column("why", Words),
    sa.UniqueConstraint("crawl", "key"),
    sa.Index("task_turn", "crawl", "state", "turn", "id"),
)
windows = sa.Table(
    "stretch",  # "window" is a word of SQL
    tables,
    sa.Column("source", Words, primary_key=True),
    sa.Column("place", Words, primary_key=True),
    sa.Column("stage", Words, primary_key=True),
    sa.Column("since", Instant, primary_key=True),
    sa.Column("until", Instant, primary_key=True),
    sa.Column("stated", sa.Integer),
    sa.Column("arrived", sa.Integer, nullable=False),
)
validators = sa.Table(
    "validator",
    tables,
    sa.Column("key", Words, primary_key=True),  # the address, shortened where it is too long for an index
    sa.Column("url", Words, nullable=False),
    sa.Column("etag", Words),
    sa.Column("last_modified", Words),
    sa.Column("listed", Words),
)
decisions = sa.Table(
    "decision",
    tables,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("source", Words, nullable=False),
    sa.Column("notice_id", Words, nullable=False),
    sa.Column("verdict", Words, nullable=False),
    sa.Column("reason", Words, nullable=False),
    sa.Column("person", Words, nullable=False),
    sa.Column("decided", Instant, nullable=False),
    sa.Index("decision_notice", "notice_id", "source"),
)
matches = sa.Table(
    "pair",  # "match" is a word of SQL
    tables,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("first_source", Words, nullable=False),
    sa.Column("first_id", Words, nullable=False),
    sa.Column("second_source", Words, nullable=False),
    sa.Column("second_id", Words, nullable=False),
    sa.Column("verdict", Words, nullable=False),
    sa.Column("score", sa.Double, nullable=False),
    sa.Column("why", Words, nullable=False),
    sa.Column("author", Words, nullable=False),
    sa.Column("matched", Instant, nullable=False),
    sa.Index("pair_notices", "first_id", "second_id"),
)
comparisons = sa.Table(
    "comparison",
    tables,
    # One row: up to which version notices have been compared with those of other sources.
    sa.Column("newest", sa.Integer, primary_key=True),
)
attachments = sa.Table(
    "attachment",
    tables,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("source", Words, nullable=False),
    sa.Column("notice_id", Words, nullable=False),
    sa.Column("key", Words, nullable=False),  # the address, shortened where it is too long for an index
    sa.Column("url", Words, nullable=False),
    sa.Column("name", Words, nullable=False),
    sa.Column("media_type", Words, nullable=False),
    sa.Column("state", Words, nullable=False),  # "wanted", "kept", "refused" or "failed"
    sa.Column("why", Words, nullable=False),
    sa.Column("sha256", Words, sa.ForeignKey("raw.sha256")),
    sa.Column("tried", Instant),
    sa.UniqueConstraint("notice_id", "source", "key"),
    sa.Index("attachment_state", "state"),
)
