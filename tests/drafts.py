"""Three drafts of invitations to tender, poor, fair and good, as answers to the official outcomes template's questions.

    filled(template, POOR)    the official spreadsheet with these answers
    docx(blocks(POOR))        the same as Word, or as any other kind that tests.documents writes
    as_pdf(POOR)              the same as PDF

The harbour, the museum and the council are made up, and so is every sentence.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from tenders.blocks import Block, Heading, Item, Paragraph
from tests.documents import NAMES, open_text, packed
from tests.pdfs import Drawn, Text, pdf

Draft = Mapping[str, str]
TITLE = "Name your project"
# The columns of the official template, counted from 0: the question, and the answer (where the template has an example).
QUESTION, ANSWER = 2, 6

# It buys a portal in four weeks, for a fixed price, from people who will have nobody to ask and nobody to hand over to.
POOR: Draft = {
    TITLE: "Discovery for a new mooring portal",
    "Summary of work": (
        "The Harbour Office requires a supplier to undertake a discovery and to build a new mooring portal. "
        "The supplier will interview mooring holders. A working portal must be live by the end of the discovery."
    ),
    "Where the supplied staff will work": "South West England",
    "Who the organisation using the products or services is": "Trevanny Harbour Office",
    "Why the work is being done": "The Harbour Board has decided to introduce a portal, and the licence of the old one ends.",
    "The business problem you need to solve": "Delivery of a new mooring portal.",
    "The people who will use your product or service": "The Harbour Board and the heads of department.",
    "Which phase the project is in": "Not started",
    "Existing team": "A project manager, for one day a week, and two administrators.",
    "Address where the work will be done": "Harbour Office, The Quay, Trevanny",
    "Working arrangements": "All work is done on site, five days a week. A highlight report is sent to the Board each month.",
    "Security and vetting requirements": "SC. All staff must hold SC clearance when they apply.",
    "Latest start date": "04 01 2027",
    "Expected contract length": "4 weeks",
    "Special terms and conditions": "The whole price is paid once the portal has been accepted at the end of the contract.",
    "Set your budget": "To be confirmed with the supplier.",
    "Confirm if you require a contracted out service or supply of resource": (
        "Contracted out service: the off-payroll rules do not apply"
    ),
    "How many suppliers to evaluate": "3",
    "Set the overall weighting": "Technical competence 25%. Cultural fit 10%. Price 65%.",
    "Essential skills and experience": "Have built portals for ports and harbours\nKnow the moorings trade",
    "Technical questions": "Approach and methodology\nProposed timeline",
    "Write your cultural fit questions": "Work hard to reach the deadline",
    "Select your pricing model": "Fixed price",
    "Additional assessment methods": "Presentation",
}

# It knows its users and its problem; who decides, who finds the people for the tests and who takes over, it does not say.
FAIR: Draft = {
    TITLE: "Alpha for lending objects to schools",
    "Summary of work": (
        "We want an alpha that tries out ways for teachers to borrow museum objects. The team will run usability tests with "
        "teachers in each iteration and show the museum what it has learned every two weeks."
    ),
    "Where the supplied staff will work": "East Midlands",
    "Who the organisation using the products or services is": "Aldersyke Museums",
    "Why the work is being done": (
        "Schools borrow 900 boxes of objects a year. Six in ten requests go back and forth by e-mail four times or more, and "
        "teachers tell us that they give up. A discovery ended in May 2026; its report is published on our website."
    ),
    "The business problem you need to solve": (
        "Teachers cannot see what is free and when, so they ask for boxes that are out and wait a week for the answer. Staff "
        "spend two days a week on those e-mails. We want to halve the number of e-mails for each loan, which is six today."
    ),
    "The people who will use your product or service": (
        "As a primary teacher I need to know which boxes are free in the week of my lesson so that I can plan it.\n"
        "As a loans assistant I need to see what comes back today so that I can send it out again."
    ),
    "Pre-tender market engagement": "We held an open call with nine suppliers in June 2026 and published our notes of it.",
    "Work done so far": (
        "A discovery with 18 teachers and five loans assistants. It found three riskiest assumptions, listed in its report."
    ),
    "Which phase the project is in": "Alpha",
    "Existing team": "A delivery manager, an analyst and two loans assistants, all of them employed by the museum.",
    "Address where the work will be done": "Aldersyke Museum, Mill Lane, Aldersyke",
    "Working arrangements": (
        "Two days a week at the museum and the rest from wherever suits the team. What is made meets WCAG 2.2 AA and is tried "
        "with people who use screen readers. The alpha may end with the advice to stop. There will be knowledge transfer."
    ),
    "Security and vetting requirements": "No security clearance is needed.",
    "Latest start date": "01 02 2027",
    "Expected contract length": "8 weeks",
    "Special terms and conditions": (
        "Standard contract. The code is ours and is published under an open licence. Expenses need our agreement beforehand."
    ),
    "Set your budget": "£70,000 to £85,000, excluding VAT. Expenses are included.",
    "Confirm if you require a contracted out service or supply of resource": (
        "Contracted out service: the off-payroll rules do not apply"
    ),
    "How many suppliers to evaluate": "5",
    "Set the overall weighting": "Technical competence 55%. Cultural fit 20%. Price 25%.",
    "Essential skills and experience": (
        "Have tested prototypes with teachers or other people who are short of time\n"
        "Have designed services that people can use whatever their needs"
    ),
    "Nice-to-have skills and experience": "Have worked with a museum or a library",
    "Technical questions": "How you would test the riskiest assumptions\nThe team, and how its members work together",
    "Write your cultural fit questions": "Say what you find, also where it is unwelcome",
    "Select your pricing model": "Capped time and materials",
    "Additional assessment methods": "Presentation / Work history",
}

# It says what is wrong, for whom, who decides, who finds the people to talk to, and that the work may end in "stop".
GOOD: Draft = {
    TITLE: "Discovery into why carers give up on respite breaks",
    "Summary of work": (
        "We want a discovery into why unpaid carers start to ask for a respite break and do not finish. A small "
        "multidisciplinary team will do user research with carers and our staff, work in fortnightly sprints with a show and "
        "tell at the end of each, and advise us whether to go on to an alpha, and with what."
    ),
    "Where the supplied staff will work": "North East England",
    "Who the organisation using the products or services is": "Fellgate Council",
    "Why the work is being done": (
        "Last year 2,300 carers began to ask for a break and 900 got one. We do not know why the others stopped. Those whom "
        "we rang told us that they ran out of time or did not know what would happen to the person they care for."
    ),
    "The business problem you need to solve": (
        "Carers who do not get a break become ill themselves, and emergency care follows: 140 times last year. We want to learn "
        "where and why carers give up, so that by next winter half as many do. Success is measured by the share of carers who "
        "begin and get a break, which is 39% today."
    ),
    "The people who will use your product or service": (
        "As a carer I need to know what a break would mean for the person I look after so that I can decide.\n"
        "As a carer who does not use the internet I need to ask by telephone so that I am not left out.\n"
        "As a social worker I need to see what a carer has already told us so that I do not ask twice."
    ),
    "Pre-tender market engagement": "We talked with eleven suppliers in September 2026. Our notes are published.",
    "Work done so far": (
        "Our own researcher spoke with 12 carers. Her findings, and two years of figures from the telephone line, are published."
    ),
    "Which phase the project is in": "Not started",
    "Existing team": (
        "Our product owner works on this four days a week and decides what is looked at next. With her are a researcher, "
        "a social worker and a data analyst, all of them council staff. No supplier works on this now."
    ),
    "Address where the work will be done": "Civic Centre, Fellgate",
    "Working arrangements": (
        "One team: two days a week together in Fellgate, the rest remotely. Our researcher pairs with yours from the first week "
        "and will carry on with the research when you leave. We recruit the carers through two local charities and pay their "
        "incentives; the first sixteen are booked. Interviews reach disabled carers and those with low digital skills. We hold "
        "the work to the Service Standard. We may stop at any show and tell."
    ),
    "Security and vetting requirements": "No security clearance is needed.",
    "Latest start date": "11 01 2027",
    "Expected contract length": "8 weeks",
    "Special terms and conditions": (
        "Standard contract. What is made belongs to the council and will be published under an open licence."
    ),
    "Set your budget": "£75,000 to £90,000, excluding VAT. Expenses are included.",
    "Confirm if you require a contracted out service or supply of resource": (
        "Contracted out service: the off-payroll rules do not apply"
    ),
    "How many suppliers to evaluate": "5",
    "Set the overall weighting": "Technical competence 60%. Cultural fit 15%. Price 25%.",
    "Essential skills and experience": (
        "Have done research with people in difficult circumstances and kept them safe\n"
        "Have helped a public body decide not to build something"
    ),
    "Nice-to-have skills and experience": "Have worked with carers or with adult social care",
    "Technical questions": "How you would find out where carers give up, and why\nThe team, its roles and how it learns",
    "Write your cultural fit questions": "Work in the open\nSay early what is not working",
    "Select your pricing model": "Capped time and materials",
    "Additional assessment methods": "Presentation / Work history",
}

DRAFTS: Mapping[str, Draft] = {"poor": POOR, "fair": FAIR, "good": GOOD}


def filled(template: bytes, draft: Draft) -> bytes:
    """The official spreadsheet with the draft's answers in place of the examples; what the draft leaves out is blank."""
    with ZipFile(BytesIO(template)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    content = etree.fromstring(members["content.xml"])
    table = f"{{{content.nsmap['table']}}}"
    asked = set()
    for row in content.iter(f"{table}table-row"):
        cells = columns(row, table)
        question = " ".join("".join(cells[QUESTION].itertext()).split()) if len(cells) > ANSWER else ""
        if question and question != "Question":
            asked.add(question)
            answer(cells[ANSWER], draft.get(question, ""), table)
    assert set(draft) <= asked, f"the template does not ask: {set(draft) - asked}"
    return packed({**members, "content.xml": etree.tostring(content)})


def columns(row: etree._Element, table: str) -> list[etree._Element]:
    """A row's cells by column, a repeated one as often as it stands there (as far as the answer's column)."""
    found: list[etree._Element] = []
    for cell in row:
        found += [cell] * min(int(cell.get(f"{table}number-columns-repeated", "1")), ANSWER + 1)
    return found


def answer(cell: etree._Element, said: str, table: str) -> None:
    """Put an answer into a cell. A run of blank cells that begins with it is parted from it."""
    run = int(cell.attrib.pop(f"{table}number-columns-repeated", "1"))
    if run > 1:
        cell.addnext(etree.Element(f"{table}table-cell", {f"{table}number-columns-repeated": str(run - 1)}))
    for inside in list(cell):
        cell.remove(inside)
    if said:
        paragraphs = "".join(open_text(line) for line in said.split("\n"))
        cell.extend(etree.fromstring(f"<cell {NAMES}>{paragraphs}</cell>"))


def blocks(draft: Draft) -> Iterator[Block]:
    """The draft as a document: its title, and a heading with its answer for each question."""
    yield Heading(draft[TITLE], 0)
    for question, said in draft.items():
        if question != TITLE:
            yield Heading(question)
            lines = said.split("\n")
            yield from (Item(line) for line in lines) if len(lines) > 1 else (Paragraph(line) for line in lines)


def as_pdf(draft: Draft) -> bytes:
    """The draft as a PDF: headings in bold, answers in lines, as many pages as it takes."""
    pages, y = [list[Drawn]()], 80.0
    for block in blocks(draft):
        heading = isinstance(block, Heading)
        size = 18.0 if block == Heading(draft[TITLE], 0) else 12.0 if heading else 10.0
        lines = textwrap.wrap(("• " if isinstance(block, Item) else "") + block.text, 88)  # type: ignore[union-attr]
        if y + (40 if heading else 0) + 13 * len(lines) > 780:
            pages, y = [*pages, []], 80.0
        y += 14 if heading else 0
        for line in lines:
            pages[-1].append(Text(60, y, line, size, bold=heading))
            y += 13
        y += 5
    return pdf(*pages)
