"""A worker's program for tests whose readers do the worst that a file could make them do, as the file's bytes say."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

from tenders import readers, worker
from tenders.document import Document, Section

SLOW = ("pandas", "sklearn", "scrapy", "numpy", "sqlalchemy")


def read(raw: bytes) -> Document:
    """Do what the bytes say; otherwise a document that tells about this process."""
    match raw:
        case b"hang":
            while True:
                pass
        case b"eat":
            raise AssertionError(len(bytearray(1 << 40)))
        case b"crash":
            os.abort()
        case b"leave":
            os._exit(3)
        case b"fail":
            raise KeyError("a fault of the reader's")
        case b"call":
            socket.create_connection(("127.0.0.1", 9))
        case b"start":
            subprocess.run([sys.executable, "--version"], check=True)
        case b"talk":
            sys.stdout.write("This is no message.\n")
            sys.stdout.flush()
            os.write(1, b"Nor is this.")
    loaded = ",".join(name for name in SLOW if name in sys.modules)
    sections = (
        Section(label="Process", text=str(os.getpid()), page=1, breaks=(1, 2)),
        Section(label="Loaded", text=loaded),
        Section(label="Said", text=raw.decode("utf-8", "surrogateescape")),
    )
    return Document(source="file", notice_id=None, sections=sections, read_share=0.5, not_read=("page 2: an image, no text",))


def serve() -> None:
    """Serve with the worst of readers."""
    readers.read = read
    worker.serve()
