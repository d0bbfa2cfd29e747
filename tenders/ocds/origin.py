"""Where a release comes from: its source, its number, its page and its dates. Works on parsed JSON, fast enough for bulk files.

**The number of a notice is its ocid, whole**: one procurement is one notice, and each release of it a version, of which the
one with the later date stands. A publisher may join two buyers' procurements under one ocid by mistake. Whether that has
happened cannot be told from a release, only from the two beside each other, and a number that depended on what else is in
the store would differ from store to store. So both are kept, as versions of one notice, and the change of buyer shows among
its changes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tenders.notice import digest

Release = Mapping[str, Any]
LONDON = ZoneInfo("Europe/London")
OTHER = "ocds"
# The part of an ocid that is registered for a publisher, to the source that it is here.
SOURCES = {
    "ocds-b5fd17": "contracts-finder",
    "ocds-h6vhtk": "find-a-tender",
    "ocds-r6ebe6": "public-contracts-scotland",
    "ocds-kuma6s": "sell2wales",
    "ocds-pfhb7i": "contract-award-service",
}
PREFIX = 11  # characters of a registered prefix: "ocds-" and six
CONTRACTS_FINDER = "https://www.contractsfinder.service.gov.uk/Notice/"
FIND_A_TENDER = "https://www.find-tender.service.gov.uk/Notice/"
# A release of Contracts Finder is numbered by its notice's GUID and a serial number, one of Find a Tender by its notice.
GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=-|$)", re.IGNORECASE)
NOTICE_NUMBER = re.compile(r"\d{6}-\d{4}")
# Kinds of document that are the notice itself.
NOTICE_KINDS = frozenset({"tenderNotice", "contractNotice", "awardNotice", "plannedProcurementNotice", "marketEngagementNotice"})


def source_of(release: Release) -> str:
    """The source, by the prefix of the ocid; "ocds" for any other publisher."""
    ocid = release.get("ocid")
    return SOURCES.get(ocid[:PREFIX].lower(), OTHER) if isinstance(ocid, str) else OTHER


def notice_id(release: Release) -> str | None:
    """The ocid; the release's own id where the ocid is empty or a bare prefix; None where there is neither."""
    ocid = release.get("ocid")
    if isinstance(ocid, str) and len(ocid) > PREFIX + 1:
        return ocid.strip() if len(ocid) <= 200 else f"ocid-{digest(ocid.encode('utf-8', 'replace'))[:32]}"
    own = release.get("id")
    if isinstance(own, str | int) and not isinstance(own, bool) and (told := str(own).strip()):
        return told if len(told) <= 200 else f"id-{digest(told.encode('utf-8', 'replace'))[:32]}"
    return None


def moment(text: object) -> datetime | None:
    """An ISO 8601 time, aware; one without a zone is London's. None where the text is no time."""
    if type(text) is not str:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=LONDON)


def url_of(release: Release, source: str) -> str:
    """The address of the notice's page, or "" where the release does not tell it."""
    own = release.get("id")
    if isinstance(own, str):
        if source == "contracts-finder" and (guid := GUID.match(own)):
            return CONTRACTS_FINDER + guid[0]
        if source == "find-a-tender" and NOTICE_NUMBER.fullmatch(own):
            return FIND_A_TENDER + own
    parts = [release.get("tender"), release.get("planning")]
    awards = release.get("awards")
    for part in parts + (awards if isinstance(awards, list) else []):
        documents = part.get("documents") if isinstance(part, dict) else None
        for document in documents if isinstance(documents, list) else ():
            if isinstance(document, dict) and document.get("documentType") in NOTICE_KINDS:
                url = document.get("url")
                if isinstance(url, str) and url.startswith(("https://", "http://")):
                    return url
    return ""
