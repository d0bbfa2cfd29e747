"""Barriers: a page that stands in the way of another, so that a block can never look like "no results"."""

from __future__ import annotations

import re

from scrapy.http import HtmlResponse, Response
from scrapy.selector import Selector

# The words of the challenge pages in common use (Cloudflare, Imperva, Akamai, AWS WAF and site-made ones).
CHALLENGE = re.compile(
    r"just a moment|attention required|checking (?:if the site connection|your browser)"
    r"|verif(?:y|ying) (?:that )?you are (?:a )?human"
    r"|are you (?:a )?(?:human|robot)|not a robot|unusual (?:traffic|activity)|security check|access (?:has been )?denied"
    r"|request (?:was )?(?:blocked|unsuccessful)|you have been blocked|captcha|cdn-cgi/challenge|challenge-platform"
    r"|_incapsula_|awswafintegration",
    re.IGNORECASE,
)
LOGIN = re.compile(r"^(?:please )?(?:log|sign)[ -]?in\b", re.IGNORECASE)
LOGIN_PATH = re.compile(r"/(?:log|sign)[_-]?in\b", re.IGNORECASE)
REFUSALS = {401: "asks for a login (401)", 403: "refused us (403)", 407: "asks for a login (407)"}


def barrier(page: Response) -> str | None:
    """What stands in the way, in words that follow the page's address; None where nothing does.

    To be asked of a page that holds nothing of what it should: a notice about logins is no login page.
    """
    if page.headers.get("cf-mitigated") == b"challenge":
        return "shows a challenge page"
    if isinstance(page, HtmlResponse):
        selector: Selector = page.selector
        headings = [" ".join(text.split()) for text in selector.xpath("//title/text() | //h1//text()").getall()]
        if selector.xpath("//input[@type='password']") or any(LOGIN.match(text) for text in headings):
            return "asks for a login"
        if CHALLENGE.search(page.text):
            return "shows a challenge page"
    return REFUSALS.get(page.status)
