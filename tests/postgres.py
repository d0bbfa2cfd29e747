"""A PostgreSQL server for tests: a cluster of its own in a temporary folder, gone with it."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

# Nothing here need outlive a power cut.
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60 -c shared_buffers=32MB"


def programs() -> Path | None:
    """The folder of the server's programs; None where it is not installed."""
    if not os.getuid() and (shutil.which("runuser") is None or "postgres" not in {user.pw_name for user in pwd.getpwall()}):
        return None
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None)


def as_server(command: list[str]) -> list[str]:
    """A command as the user that may run the server, which refuses to run as root."""
    return command if os.getuid() else ["runuser", "-u", "postgres", "--", *command]


def run(*command: str) -> None:
    """Run one of the server's programs. Its output stays out of the tests'."""
    done = subprocess.run(as_server(list(command)), capture_output=True, text=True, check=False, cwd="/", stdin=subprocess.DEVNULL)
    if done.returncode:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}: {done.stdout[-500:]} {done.stderr[-500:]}")


@contextmanager
def server(bin_: Path) -> Iterator[str]:
    """A running server: the address of its first database, which each test makes others beside."""
    folder = Path(tempfile.mkdtemp(prefix="riffle-postgresql-"))
    try:
        if not os.getuid():
            user = pwd.getpwnam("postgres")
            os.chown(folder, user.pw_uid, user.pw_gid)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        data, log = str(folder / "data"), str(folder / "log")
        run(str(bin_ / "initdb"), "-D", data, "-U", "riffle", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} {FAST}"
        run(str(bin_ / "pg_ctl"), "-D", data, "-l", log, "-w", "-t", "60", "-o", options, "start")
        try:
            yield f"postgresql://riffle@127.0.0.1:{port}/postgres"
        finally:
            run(str(bin_ / "pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def execute(address: str, statement: str) -> None:
    """Run one statement outside of a transaction."""
    url = sa.make_url(address).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)


@contextmanager
def database(first: str, name: str) -> Iterator[str]:
    """An empty database on a server: its address."""
    execute(first, f'CREATE DATABASE "{name}"')
    try:
        yield sa.make_url(first).set(database=name).render_as_string(hide_password=False)
    finally:
        execute(first, f'DROP DATABASE "{name}" WITH (FORCE)')
