"""Patterns as lists: one way of saying a thing beside the next, in any case."""

from __future__ import annotations

import re


def any_of(*ways: str) -> re.Pattern[str]:
    """A pattern that finds whichever of these regular expressions comes first, in any case."""
    return re.compile("|".join(ways), re.IGNORECASE)
