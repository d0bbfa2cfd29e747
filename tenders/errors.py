"""What can go wrong, drawn as a tree. Every message is one line that ends in the next step.

RiffleError
├── UnreadableError      a file or page that cannot be read as a tender
│   └── NotATenderError  it can be read, but it is not a tender
├── SettingsError        riffle.toml, an option or an environment variable is wrong
├── StoreError           the store cannot be opened, read or written
└── CrawlError           a crawl could not do its job
"""

from __future__ import annotations


class RiffleError(Exception):
    """A failure that a person can act on; `str(error)` is the whole message."""


class UnreadableError(RiffleError):
    """A file or page that cannot be read as a tender."""


class NotATenderError(UnreadableError):
    """It can be read, but it is not a tender."""


class SettingsError(RiffleError):
    """riffle.toml, an option or an environment variable is wrong."""


class StoreError(RiffleError):
    """The store cannot be opened, read or written."""


class CrawlError(RiffleError):
    """A crawl could not do its job: nothing found, a challenge page, or no answer."""
