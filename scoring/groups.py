"""User groups: whom the answer on users names, and whom it only calls stakeholders."""

from __future__ import annotations

import re

from tenders.document import Section
from tenders.tender import Tender

# People by what they do or are. Wide on purpose: an answer that holds one such word is not said to name nobody.
PERSON = re.compile(
    r"\b(?:\w{2,}(?:ers|ors|ists|ians|ees|eers|men|women|folk|workers)"
    r"|(?:a|an|the|each|every|any|of) (?:[\w-]+ ){0,2}\w{2,}(?:er|or|ist|ian|ee|man|woman)"
    r"|(?:resident|citizen|patient|client|student|pupil|parent|applicant|tenant|claimant|participant|consultant|accountant|agent"
    r"|appellant|respondent|veteran|official|civil servant|nurse|doctor|clinician|GP|child|individual|colleague"
    r"|professional|expert|specialist|analyst|technician|apprentice|graduate|candidate|relative|spouse|guest|member|business owner"
    r"|victim|witness|judge|scientist|delegate|guardian|advocate|associate|executive|assistant|head|lead|host)s?"
    r"|children|famil(?:y|ies)|people|persons?|public|staff|households?|crews?|workforce|personnel|youth|personas?"
    r"|business(?:es)?|SMEs?|compan(?:y|ies)|charit(?:y|ies)|schools?|colleges?|universit(?:y|ies)|councils?"
    r"|local authorit(?:y|ies)"
    r"|farms?|shops?|landlords?|forces|trusts|hospitals|practices|importers?|exporters?|teams?|operatives?|CEOs?"
    r"|IT (?:department|staff|support)|(?:every|any|some)(?:one|body) who|those who|\w{2,}s(?= (?:will |may |do |would "
    r"|also |often )?(?:need|want|wish|have to|like)\b))\b",
    re.IGNORECASE,
)
# Words that look as if they were people, and users by no other name.
NOBODY = re.compile(
    r"(?:user|other|stakeholder|sponsor|number|order|matter|manner|offer|paper|letter|folder|computer|server|router|browser|container"
    r"|layer|cluster|filter|register|identifier|header|newsletter|sensor|monitor|processor|indicator|error|factor|sector|vector|center"
    r"|power|cover|answer|transfer|deliver|consider|require|list|exist|consist|assist|persist|fee|tree|degree|committee|former|latter"
    r"|major|minor|prior|superior|system|service|solution|this|product|platform|tool|website|site|it|requirement|need|project)s?",
    re.IGNORECASE,
)
# Whoever pays for the work, steers it or is told of it.
STAKEHOLDER = re.compile(
    r"\b(?:(?:(?:key|internal|external|senior|various|all|many|multiple|programme|project) )*stakeholders?"
    r"|boards?(?: members?)?|steering (?:group|committee)s?|sponsors?|(?:executive )?directors?|directorates?|departments?"
    r"|senior (?:management|managers?|leaders?|leadership(?: team)?|officers?|officials?|responsible (?:owner|officer)s?)"
    r"|executives?(?: team)?|executive (?:team|committee)|ministers?|committees?|leadership(?: team)?|management team"
    r"|(?:programme|project) (?:team|board|office|manager|director)s?(?: members?)?|SROs?|governance (?:board|group)s?"
    r"|heads? of [\w ]{3,30}"
    r"|partner organisations?|arm'?s length bodies)\b",
    re.IGNORECASE,
)
# "When I plan a survey, I need": the form of a story whose user is known from what is done.
JOB = re.compile(r"\bwhen\b[^\n.]{2,100}\bI (?:need|want|have)\b", re.IGNORECASE)
# "As a resident, I need": whoever stands between.
STORY = re.compile(r"\bas (?:an?|the)\b[\s:\-–]*(?P<who>[^\n,.:;]{2,80}?)[\s,;:]*\b(?:I|we)\b", re.IGNORECASE)
ITEM = re.compile(r"^\s*(?:[•·▪●◦\-–*]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s*")
LONGEST_ITEM = 12  # words; a longer line is a sentence on a group, not its name


def answers(tender: Tender) -> tuple[Section, ...]:
    """The answers on who the users are."""
    return tuple(tender.document.having("endUsers"))


def names_people(text: str) -> bool:
    """Whether a text names a kind of people, beyond users as such."""
    return any(not NOBODY.fullmatch(found[0].split()[-1]) for found in PERSON.finditer(text))


def names_users(text: str) -> bool:
    """Whether a text names somebody who would use a service, and not only its stakeholders."""
    return bool(STORY.search(text) or JOB.search(text)) or names_people(STAKEHOLDER.sub(" ", text))


def named(tender: Tender) -> tuple[str, ...]:
    """The groups that the answers set apart: one for each role of the user stories, else one for each item of a list."""
    texts = [section.text for section in answers(tender)]
    roles = [" ".join(found["who"].lower().split()) for text in texts for found in STORY.finditer(text)]
    if roles:
        return tuple(dict.fromkeys(roles))
    return tuple(dict.fromkeys(item for text in texts for item in listed(text)))


def listed(text: str) -> list[str]:
    """The items of a list of groups, none where no item of the text names people."""
    lines = [line for line in text.split("\n") if ITEM.match(line)]
    items = [ITEM.sub("", line).strip() for line in lines]
    short = [item.lower() for item in items if 0 < len(item.split()) <= LONGEST_ITEM]
    return short if any(names_users(item) for item in short) else []
