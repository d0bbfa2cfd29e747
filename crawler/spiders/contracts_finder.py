"""Contracts Finder: notices of public contracts in England and of central government, as OCDS releases."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from crawler.manners import Manners
from crawler.releases import ReleaseSpider


class ContractsFinder(ReleaseSpider):
    """Every notice that Contracts Finder published in a stretch of time; of digital work only, unless everything is asked for."""

    name = "contracts-finder"
    site = "https://www.contractsfinder.service.gov.uk"
    path = "/Published/Notices/OCDS/Search"
    since_name, until_name = "publishedFrom", "publishedTo"
    fixed: ClassVar = {"limit": "100"}
    longest = timedelta(days=15)  # longer stretches have been seen to leave notices out
    # The service answers 403 to those who ask too often, and asks them to wait five minutes: its published limit.
    manners = Manners(delay=1.0, after_403=300.0)
    advice = "Contracts Finder may be busy or changed: run the same command later, and it goes on from here"
