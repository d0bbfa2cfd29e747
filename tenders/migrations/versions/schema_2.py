"""Crawls that go on where they stopped, cards, attachments, decisions and matches."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"

WORDS = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
TIME = sa.DateTime(timezone=True)
KEPT = "id, source, notice_id, fingerprint, sha256, url, media_type, first_seen, last_seen"


def upgrade() -> None:
    """Add what is new, and lay the versions out again in the order that look-ups want. The raw bytes are not touched."""
    op.add_column("raw", sa.Column("coding", WORDS, nullable=False, server_default="zlib"))
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint("version_sha256_fkey", "version")
        op.alter_column("raw", "sha256", type_=WORDS)
    version_again()
    crawl()
    op.create_table(
        "validator",
        sa.Column("key", WORDS, primary_key=True),
        sa.Column("url", WORDS, nullable=False),
        sa.Column("etag", WORDS),
        sa.Column("last_modified", WORDS),
        sa.Column("listed", WORDS),
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("source", WORDS, nullable=False),
        sa.Column("notice_id", WORDS, nullable=False),
        sa.Column("verdict", WORDS, nullable=False),
        sa.Column("reason", WORDS, nullable=False),
        sa.Column("person", WORDS, nullable=False),
        sa.Column("decided", TIME, nullable=False),
    )
    op.create_index("decision_notice", "decision", ["notice_id", "source"])
    op.create_table(
        "pair",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("first_source", WORDS, nullable=False),
        sa.Column("first_id", WORDS, nullable=False),
        sa.Column("second_source", WORDS, nullable=False),
        sa.Column("second_id", WORDS, nullable=False),
        sa.Column("verdict", WORDS, nullable=False),
        sa.Column("score", sa.Double, nullable=False),
        sa.Column("why", WORDS, nullable=False),
        sa.Column("author", WORDS, nullable=False),
        sa.Column("matched", TIME, nullable=False),
    )
    op.create_index("pair_notices", "pair", ["first_id", "second_id"])
    op.create_table("comparison", sa.Column("newest", sa.Integer, primary_key=True))
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("source", WORDS, nullable=False),
        sa.Column("notice_id", WORDS, nullable=False),
        sa.Column("key", WORDS, nullable=False),
        sa.Column("url", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("media_type", WORDS, nullable=False),
        sa.Column("state", WORDS, nullable=False),
        sa.Column("why", WORDS, nullable=False),
        sa.Column("sha256", WORDS, sa.ForeignKey("raw.sha256")),
        sa.Column("tried", TIME),
        sa.UniqueConstraint("notice_id", "source", "key"),
    )
    op.create_index("attachment_state", "attachment", ["state"])
    op.execute("UPDATE riffle SET schema = 2")


def version_again() -> None:
    """The versions, with their cards, in a table of another order: SQLite cannot change the order of a unique constraint."""
    op.create_table(
        "version_2",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("source", WORDS, nullable=False),
        sa.Column("notice_id", WORDS, nullable=False),
        sa.Column("fingerprint", WORDS, nullable=False),
        sa.Column("sha256", WORDS, sa.ForeignKey("raw.sha256"), nullable=False),
        sa.Column("url", WORDS, nullable=False),
        sa.Column("media_type", WORDS, nullable=False),
        sa.Column("first_seen", TIME, nullable=False),
        sa.Column("last_seen", TIME, nullable=False),
        sa.Column("dated", TIME),
        sa.Column("title", WORDS),
        sa.Column("buyer", WORDS),
        sa.Column("published", TIME),
        sa.Column("closes", TIME),
        sa.Column("value", sa.Double),
        sa.UniqueConstraint("notice_id", "source", "fingerprint"),
    )
    op.execute(f"INSERT INTO version_2 ({KEPT}) SELECT {KEPT} FROM version")
    op.drop_table("version")
    op.rename_table("version_2", "version")
    if op.get_bind().dialect.name == "postgresql":  # the numbers go on after the highest that was copied
        numbers = "pg_get_serial_sequence('version', 'id')"
        op.execute(f"SELECT setval({numbers}, (SELECT coalesce(max(id), 0) + 1 FROM version), false)")


def crawl() -> None:
    """The tables of a crawl."""
    op.create_table(
        "crawl",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("source", WORDS, nullable=False),
        sa.Column("place", WORDS, nullable=False),
        sa.Column("scope", WORDS, nullable=False),
        sa.Column("started", TIME, nullable=False),
        sa.Column("recorded", TIME, nullable=False),
        sa.Column("finished", TIME),
        sa.Column("host", WORDS),
        sa.Column("process", sa.Integer),
        sa.Column("process_started", WORDS),
    )
    op.create_index("crawl_source", "crawl", ["source"])
    op.create_table(
        "task",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("crawl", sa.Integer, sa.ForeignKey("crawl.id"), nullable=False),
        sa.Column("key", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("url", WORDS, nullable=False),
        sa.Column("data", WORDS, nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("state", WORDS, nullable=False),
        sa.Column("why", WORDS),
        sa.UniqueConstraint("crawl", "key"),
    )
    op.create_index("task_turn", "task", ["crawl", "state", "turn", "id"])
    op.create_table(
        "stretch",
        sa.Column("source", WORDS, primary_key=True),
        sa.Column("place", WORDS, primary_key=True),
        sa.Column("stage", WORDS, primary_key=True),
        sa.Column("since", TIME, primary_key=True),
        sa.Column("until", TIME, primary_key=True),
        sa.Column("stated", sa.Integer),
        sa.Column("arrived", sa.Integer, nullable=False),
    )
