"""Find a Tender: notices of public contracts above the threshold (since 2025 also below), as OCDS releases."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from crawler.manners import Manners
from crawler.releases import ReleaseSpider


class FindATender(ReleaseSpider):
    """Every notice that Find a Tender published in a stretch of time; of digital work only, unless everything is asked for.

    No stage is named in the request: a cursor carries one stage only, and without any, all stages come.
    """

    name = "find-a-tender"
    site = "https://www.find-tender.service.gov.uk"
    path = "/api/1.0/ocdsReleasePackages"
    since_name, until_name = "updatedFrom", "updatedTo"
    fixed: ClassVar = {"limit": "100"}
    longest = timedelta(hours=6)  # longer stretches have been seen to leave releases out
    # "12 request limit in 2 minute exceeded" is what the service says past that: robots.txt and a retry are left room.
    manners = Manners(delay=1.0, most=10, within=120.0)
    advice = "Find a Tender may be busy or changed: run the same command later, and it goes on from here"
