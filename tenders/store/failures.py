"""What drivers say when something fails, in one plain line that ends in the next step."""

from __future__ import annotations

from sqlalchemy import exc

from tenders.errors import StoreError

ELSEWHERE = "choose another file with --store or RIFFLE_STORE"
NO_DRIVER = "no driver for this kind of store is installed: give a file's path"
NO_POSTGRESQL = 'needs the PostgreSQL driver: pip install "riffle-tenders[postgres]"'
IN_USE = "is in use by another program: wait until it has finished, then try again"
UNREACHABLE = "cannot be reached: check the address, and that the server is running"
# Words of the driver's message, and what they mean to a person.
CAUSES: tuple[tuple[str, str], ...] = (
    ("not a database", f"is not a Riffle store: {ELSEWHERE}"),
    ("malformed", "is damaged: move it away and add the notices again"),
    ("readonly", f"cannot be written: change its permissions, or {ELSEWHERE}"),
    ("unable to open", f"cannot be opened: check that its folder can be written, or {ELSEWHERE}"),
    ("disk is full", f"the disk is full: free some space, or {ELSEWHERE}"),
    ("disk i/o error", f"the disk could not be read or written: check it, or {ELSEWHERE}"),
    ("locked", IN_USE),
    # PostgreSQL's
    ("lock timeout", IN_USE),
    ("no space left", "the server's disk is full: free some space there, then try again"),
    ("password", "did not let us in: check the name and the password in the address"),
    ("authentication failed", "did not let us in: check the name and the password in the address"),
    ("role ", "did not let us in: check the name and the password in the address"),
    ("permission denied", "may not be read or written by this name: ask for its rights, or give another name in the address"),
    ("does not exist", "is not there, or lacks one of its tables: check the name, or make it with createdb"),
    ("connection refused", UNREACHABLE),
    ("connection failed", UNREACHABLE),
    ("connection is bad", UNREACHABLE),
    ("could not translate", UNREACHABLE),
    ("resolve", UNREACHABLE),
    ("timeout expired", UNREACHABLE),
    ("closed the connection", "let go of the connection: check the server, then try again"),
    ("terminating connection", "let go of the connection: check the server, then try again"),
    ("read-only transaction", "cannot be written: the server takes no changes at present"),
    ("too many", "takes no more connections at present: wait, then try again"),
)


def explained(where: str, error: exc.DBAPIError) -> StoreError:
    """A driver's error in one plain line. What a driver says is not trusted to hold no password, so `where` names the store."""
    said = " ".join(str(error.orig).split())
    cause = next((meaning for words, meaning in CAUSES if words in said.lower()), f"could not be used ({said}): {ELSEWHERE}")
    return StoreError(f"{where}: {cause}")
