"""Documents are read in a process of their own, with limits of time and memory and no network.

A file that takes too long, wants too much memory or brings its reader down costs that file alone: the process is ended, the
next file gets a new one, and the error names the limit and its setting. The process is a fresh interpreter, not a fork and
not multiprocessing's “spawn”, which would run the caller's own program in it once more. It sends plain JSON, never pickle:
what parses hostile files is not trusted to hand objects to the process that called it.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from types import TracebackType
from typing import IO, Any, Self

from tenders import readers
from tenders.document import Document, Section
from tenders.errors import NotATenderError, UnreadableError

LENGTH = struct.Struct(">Q")
START_SECONDS = 60.0  # for the process to come up, on a slow and busy machine
MIB = 1 << 20
CPU_SPENT = {-signal.SIGXCPU} if hasattr(signal, "SIGXCPU") else set()  # how a process ends whose processor time is up
# What a reader has no business with; its name is what sys.audit calls it. OCR alone may start programs.
NETWORK = (
    "socket.connect",
    "socket.bind",
    "socket.getaddrinfo",
    "socket.gethostby",
    "socket.sendto",
    "urllib.Request",
    "ftplib",
    "smtplib",
)
PROGRAMS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.spawn", "pty.spawn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one document may cost: seconds, MiB of memory (address space, where the system can limit it), pages read of it.

    `ocr`: whether image pages are read by programs that can, where they are installed.
    """

    seconds: int = 60
    memory_mib: int = 1024
    pages: int = 1000
    ocr: bool = True

    def __post_init__(self) -> None:
        for name, least in (("seconds", 1), ("memory_mib", 256), ("pages", 1)):
            if getattr(self, name) < least:
                raise ValueError(f"{name} is too low: give {least} or more")


class Worker:
    """Reads documents in a process of its own, started with the first and used for all. Close it, or use it in a `with`."""

    program = "from tenders.worker import serve; serve()"

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.process: subprocess.Popen[bytes] | None = None
        self.lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def read(self, raw: bytes) -> Document:
        """The document in these bytes. Several threads may ask; they take turns.

        Raises UnreadableError, in words that follow the file's name.
        """
        with self.lock:
            process = self.running()
            timed_out = False

            def end() -> None:
                nonlocal timed_out
                timed_out = True
                process.kill()

            answer = exchange(process, raw, self.limits.seconds, end)
            if answer is None:
                status = self.close()
                raise UnreadableError(self.too_long() if timed_out or status in CPU_SPENT else self.came_down(status))
            if timed_out:  # it was ended just after it had answered
                self.close()
        return answered(json.loads(answer), self.limits)

    def too_long(self) -> str:
        """What is said of a file whose time was up."""
        seconds = f"{self.limits.seconds} second{'s' * (self.limits.seconds != 1)}"
        return f"takes more than {seconds} to read: split it, or raise “seconds” under [limits] in riffle.toml"

    def came_down(self, status: int) -> str:
        """What is said of a file that ended the process: nearly always memory that a library asked for in vain."""
        how = f"signal {-status}" if status < 0 else f"status {status}"
        return (
            f"brought its reader down ({how}; it may use {self.limits.memory_mib:,} MiB): save or export it again, "
            f"or raise “memory_mib” under [limits] in riffle.toml"
        )

    def running(self) -> subprocess.Popen[bytes]:
        """The process, started if there is none. Raises UnreadableError where it cannot be started."""
        if self.process is not None and self.process.poll() is None:
            return self.process
        self.close()
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONIOENCODING": "utf-8"}
        command = [sys.executable, "-P", "-c", self.program]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )
        if exchange(self.process, json.dumps(asdict(self.limits)).encode(), START_SECONDS, self.process.kill) is None:
            status = self.close()
            raise UnreadableError(
                f"was not read: the process that reads documents did not start (status {status}). "
                "Raise “memory_mib” under [limits] in riffle.toml"
            )
        return self.process

    def close(self) -> int:
        """End the process, if there is one. Its exit status."""
        process, self.process = self.process, None
        if process is None:
            return 0
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):  # it ended with something still to be sent
                if pipe is not None:
                    pipe.close()
        try:
            return process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()


def exchange(process: subprocess.Popen[bytes], message: bytes, seconds: float, end: Callable[[], None]) -> bytes | None:
    """A message to a process and what it answers; None where it ended. `end` is called when the seconds are over."""
    assert process.stdin is not None
    assert process.stdout is not None
    timer = threading.Timer(seconds, end)
    timer.start()
    try:
        send(process.stdin, message)
        return receive(process.stdout)
    except OSError:
        return None
    finally:
        timer.cancel()
        timer.join()


@cache
def worker(limits: Limits) -> Worker:
    """The worker of this process for these limits, closed when the process ends."""
    made = Worker(limits)
    atexit.register(made.close)
    return made


def read(raw: bytes, limits: Limits | None = None) -> Document:
    """The document in these bytes: in the worker, but for what its reader takes `here`. Raises UnreadableError."""
    from tenders.readers.marketplace import READER as MARKETPLACE

    if not raw.strip():
        raise UnreadableError("is empty: save it again")
    if MARKETPLACE.recognises(raw):
        try:
            return MARKETPLACE.read(raw)
        except NotATenderError:
            pass  # another kind of web page: a document like any other
    elif any(getattr(reader, "here", False) and reader.recognises(raw) for reader in readers.readers()):
        return readers.read(raw)
    return worker(limits or Limits()).read(raw)


def answered(answer: dict[str, Any], limits: Limits) -> Document:
    """The document that the process sent, or the error."""
    if "error" in answer:
        kind = NotATenderError if answer.get("kind") == "NotATenderError" else UnreadableError
        raise kind(answer["error"])
    if "memory" in answer:
        raise UnreadableError(
            f"needs more than {limits.memory_mib:,} MiB of memory to read: split it, "
            "or raise “memory_mib” under [limits] in riffle.toml"
        )
    found = answer["document"]
    sections = tuple(Section(**tuples(section)) for section in found.pop("sections"))
    return Document(**tuples(found), sections=sections)


def tuples(plain: dict[str, Any]) -> dict[str, Any]:
    """JSON's lists as the tuples they were."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in plain.items()}


def send(pipe: IO[bytes], message: bytes) -> None:
    """A message with its length before it."""
    pipe.write(LENGTH.pack(len(message)))
    pipe.write(message)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes | None:
    """The next message, or None where the other side has ended."""
    head = pipe.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    message = pipe.read(length)
    return message if len(message) == length else None


def serve() -> None:
    """The process's own part: take limits, then read files until the other side ends."""
    asked = os.fdopen(os.dup(0), "rb")
    told = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)  # what a library prints must not get between the messages
    first = receive(asked)
    if first is None:
        return
    limits = Limits(**json.loads(first))
    fence(limits)
    send(told, b"{}")
    while (raw := receive(asked)) is not None:
        allow(limits.seconds)
        send(told, json.dumps(outcome(raw)).encode())


def outcome(raw: bytes) -> dict[str, Any]:
    """What reading a file came to, as plain data."""
    try:
        return {"document": asdict(readers.read(raw))}
    except UnreadableError as error:
        return {"error": str(error), "kind": type(error).__name__}
    except MemoryError:
        return {"memory": True}
    except RecursionError:
        return {"error": "is nested too deep to be read: save or export it again"}
    except Exception as error:  # a fault of ours, or a library's, in one file must not cost the rest of the run
        return {"error": f"cannot be read ({type(error).__name__}): save or export it again, or report it with the file"}


def fence(limits: Limits) -> None:
    """Limits that hold for the whole process: memory, no network, no programs but those that read images."""
    from tenders.readers import pdf

    pdf.READER.page_limit = limits.pages
    pdf.READER.ocr = limits.ocr
    pdf.READER.ocr_seconds = limits.seconds / 2
    try:
        import resource
    except ImportError:  # Windows
        pass
    else:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        with suppress(ValueError, OSError):  # macOS does not limit address space
            resource.setrlimit(resource.RLIMIT_AS, (limits.memory_mib * MIB,) * 2)
    forbidden = NETWORK if limits.ocr else NETWORK + PROGRAMS

    def refuse(event: str, _: tuple[object, ...]) -> None:
        if event.startswith(forbidden):
            raise PermissionError(f"{event} is not for readers of documents")

    sys.addaudithook(refuse)


def allow(seconds: int) -> None:
    """Processor time for one more file. The caller's clock ends the process first; this one holds where the caller is gone."""
    try:
        import resource
    except ImportError:  # Windows
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 5, most))
