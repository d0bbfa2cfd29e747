"""Places, by the codes that notices give them (NUTS, first level), in the Digital Marketplace's words."""

from __future__ import annotations

from tenders.ocds.fields import Fields

REGIONS = {
    "UKC": "North East England",
    "UKD": "North West England",
    "UKE": "Yorkshire and the Humber",
    "UKF": "East Midlands",
    "UKG": "West Midlands",
    "UKH": "East of England",
    "UKI": "London",
    "UKJ": "South East England",
    "UKK": "South West England",
    "UKL": "Wales",
    "UKM": "Scotland",
    "UKN": "Northern Ireland",
}
CODE_LENGTH = 3


def region(code: str) -> str:
    """The words for a region: its own, or those for the code that it is."""
    known = REGIONS.get(code[:CODE_LENGTH].upper()) if code[:2].upper() == "UK" and len(code) <= 5 else None
    if known is None:
        return "United Kingdom" if code.upper() in ("UK", "GB") else code
    return f"{known} ({code.upper()})" if len(code) > CODE_LENGTH else known


def places(item: Fields) -> list[str]:
    """Where an item is to be delivered: in words where there are words, else by region, else by country."""
    found = [item.inside("deliveryLocation").line("description")]
    for address in item.each("deliveryAddresses"):
        town = ", ".join(filter(None, (address.line("locality"), address.line("postalCode"))))
        found.append(", ".join(filter(None, (town, region(address.line("region"))))) or address.line("countryName"))
    return [place for place in found if place]
