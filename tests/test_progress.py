"""How far a job is: over and over on a terminal, now and then in a log, not at all for a short job."""

from __future__ import annotations

from io import StringIO

from reports.progress import PAUSE, QUIET, ProgressLine


class Terminal(StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


class Clock:
    """Seconds that pass only when told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_terminal_sees_each_step_on_one_line_that_is_gone_at_the_end() -> None:
    stream = Terminal()
    line = ProgressLine(stream)
    line.show("10 pages")
    line.show("9 more")
    line.close()
    assert stream.getvalue() == "\r10 pages\r9 more  \r      \r"


def test_elsewhere_a_short_job_says_nothing() -> None:
    stream, clock = StringIO(), Clock()
    line = ProgressLine(stream, clock)
    clock.now = QUIET / 2
    line.show("1 page")
    line.close()
    assert stream.getvalue() == ""


def test_elsewhere_a_long_job_says_a_line_now_and_then() -> None:
    stream, clock = StringIO(), Clock()
    line = ProgressLine(stream, clock)
    for clock.now in (QUIET, QUIET + 1, QUIET + PAUSE):
        line.show(f"at {clock.now:g}")
    line.close()
    assert stream.getvalue() == f"at {QUIET:g}\nat {QUIET + PAUSE:g}\n"
