"""Who works on a crawl: a process on a host, told from a later one of the same number by when it started."""

from __future__ import annotations

import os
import socket
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A process. `started` is opaque, "" where this system does not say."""

    host: str
    process: int
    started: str = ""

    @property
    def is_here(self) -> bool:
        """Whether it ran on this host, so that `lives` can tell."""
        return self.host == socket.gethostname() and sys.platform != "win32"  # Windows has no harmless signal to ask with

    @property
    def lives(self) -> bool:
        """Whether it still runs, on this host."""
        try:
            os.kill(self.process, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            pass  # it is another user's
        now = started(self.process)
        return not (self.started and now) or self.started == now


def this_process() -> Holder:
    """The process that asks."""
    return Holder(host=socket.gethostname(), process=os.getpid(), started=started(os.getpid()))


def started(process: int) -> str:
    """When a process started, in ticks of a boot of this machine; "" where the system does not say."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        status = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    fields = status.rpartition(")")[2].split()  # the name before it may hold anything
    # A process that has ended but that its parent has not yet asked about ("zombie") works on nothing.
    return "ended" if fields[0] in "ZX" else f"{boot} {fields[19]}"
