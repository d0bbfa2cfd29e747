"""The Digital Marketplace's Digital Outcomes and Specialists opportunities (to 2022), from an archive or a replica."""

from __future__ import annotations

from typing import ClassVar

from crawler.listings import ListingSpider
from tenders.readers.marketplace import OPPORTUNITY_LINK


class DigitalMarketplace(ListingSpider):
    """Opportunities of the Digital Outcomes and Specialists frameworks, open and closed, in every markup the site had."""

    name = "digital-marketplace"
    site = "https://www.digitalmarketplace.service.gov.uk"
    path = "/digital-outcomes-and-specialists/opportunities"
    link = OPPORTUNITY_LINK
    filters: ClassVar = {"status": "statusOpenClosed", "lot": "lot"}
    choices: ClassVar = {
        "status": ("open", "closed"),
        "lot": ("digital-outcomes", "digital-specialists", "user-research-participants"),
    }
    advice = (
        "The live Digital Marketplace lists no Digital Outcomes any more; an archive or a replica of it does: "
        "give its address with --base-url, or add saved pages with riffle add"
    )
