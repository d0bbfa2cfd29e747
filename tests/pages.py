"""Opportunity pages for tests, written from a table of answers in either generation of the marketplace's markup.

    page(title="Bins", answers={"Budget range": "£40,000", "Cultural fit criteria": ["Open", "Kind"]}, generation=1)

Every answer here is our own; the markup has the shape of the real pages, and no more of it than a reader could mind.
`MODEL` is a good ask with every common label answered: `page(answers=MODEL | {"Budget range": "TBC"})`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from html import escape
from pathlib import Path
from typing import Literal

Generation = Literal[1, 2]
Status = Literal["open", "closed", "awarded", "cancelled", "withdrawn", "unsuccessful"]


class Raw(str):
    """Markup that goes into the page as it stands: `Raw("<script>alert(1)</script>")`."""

    __slots__ = ()


# Text ("\n" becomes <br>), a list's items (one item is printed as plain text, as the site did), or weightings by name.
Answer = str | Sequence[str] | Mapping[str, int]

# The site's headings and the labels under each, in the site's order. A label that is not here goes to "Additional information".
LAYOUT: Mapping[str, tuple[str, ...]] = {
    "Overview": (
        "Specialist role",
        "Off-payroll (IR35) determination",
        "Summary of the work",
        "Latest start date",
        "Expected contract length",
        "Location",
        "Research dates",
        "Organisation the work is for",
        "Budget range",
        "Maximum day rate",
    ),
    "About the work": (
        "Why the work is being done",
        "Problem to be solved",
        "Who the users are and what they need to do",
        "Early market engagement",
        "Any work that’s already been done",
        "Existing team",
        "Who the specialist will work with",
        "What the specialist will work on",
        "Current phase",
    ),
    "About the research": (
        "Description of your participants",
        "Assisted digital and accessibility requirements",
        "Research plan",
        "Research location",
        "Access restrictions at location",
        "Number of research rounds",
        "Number of participants per round",
        "How often research will happen",
        "Evening or weekend research",
    ),
    "Work setup": ("Address where the work will take place", "Working arrangements", "Security clearance"),
    "Additional information": ("Additional terms and conditions",),
    "Skills and experience": ("Essential skills and experience", "Nice-to-have skills and experience"),
    "How suppliers will be evaluated": (
        "How many suppliers to evaluate",
        "How many specialists to evaluate",
        "Proposal criteria",
        "Cultural fit criteria",
        "Payment approach",
        "Assessment methods",
        "Additional assessment methods",
        "Evaluation weighting",
    ),
}
QUESTIONS = "Questions asked by suppliers"

MODEL: Mapping[str, Answer] = {
    "Summary of the work": "Find out why people give up on the allotment waiting list and what would help them.",
    "Latest start date": "Monday 1 June 2020",
    "Expected contract length": "10 weeks",
    "Location": "Yorkshire and the Humber",
    "Organisation the work is for": "Larkfield Borough Council",
    "Budget range": "£90,000 to £110,000 excluding VAT. Expenses are included.",
    "Why the work is being done": "Four in ten people leave the waiting list before they are offered a plot. We do not know why.",
    "Problem to be solved": "We need to learn who leaves, when and why, and decide by September whether to change the service.",
    "Who the users are and what they need to do": "As a person on the list I need to know how long I will wait so that I can plan.",
    "Early market engagement": "We spoke to five suppliers in March and published our notes.",
    "Any work that’s already been done": "A member of staff rang 20 people who left the list. The notes are published.",
    "Existing team": "A service owner for three days a week, a designer and a developer, all employed here.",
    "Current phase": "Not started",
    "Address where the work will take place": "Town Hall, Larkfield",
    "Working arrangements": "Two days a week together. Our developer and designer pair with yours from week one.",
    "Security clearance": "None needed.",
    "Additional terms and conditions": "",
    "Essential skills and experience": ["Have planned and run research with users", "Have run a discovery in local government"],
    "Nice-to-have skills and experience": ["Have worked on bookings or waiting lists"],
    "How many suppliers to evaluate": "4",
    "Proposal criteria": ["How you would find out who leaves and why", "The team and how it works"],
    "Cultural fit criteria": ["Work in the open", "Say what is not working"],
    "Payment approach": "Capped time and materials",
    "Additional assessment methods": ["Case study", "Presentation"],
    "Evaluation weighting": {"Technical competence": 60, "Cultural fit": 20, "Price": 20},
}


def page(
    *,
    title: str = "Discovery for the allotment waiting list",
    answers: Mapping[str, Answer] = MODEL,
    generation: Generation = 2,
    number: int | str = 90001,
    buyer: str = "Larkfield Borough Council",
    lot: str = "digital-outcomes",
    published: date = date(2020, 5, 4),
    window: int = 14,
    status: Status = "open",
    award: tuple[str, str, str, str] = ("Brook and Heron Ltd", "Monday 15 June 2020", "£98,500", "SME"),
    applications: tuple[int, int, int, int] = (0, 0, 0, 0),
    questions: Sequence[tuple[str, str]] = (),
) -> bytes:
    """A page in UTF-8. `window`: days from publishing to closing; questions close a week after publishing, or at the end.

    `award`: supplier, start date, value, size (for status="awarded"). `applications`: SMEs and large suppliers that
    have not finished applying, then those that have.
    """
    closes = published + timedelta(days=window)
    questions_close = min(closes, published + timedelta(days=7))
    dates = {
        "Published": in_words(published),
        "Deadline for asking questions": f"{in_words(questions_close)} at 11:59pm GMT",
        "Closing date for applications": f"{in_words(closes)} at 11:59pm GMT",
    }
    rows = [table(heading, labels, generation) for heading, labels in (("Important dates", dates), *laid_out(answers))]
    asked = {f"{n}. {question}": answer for n, (question, answer) in enumerate(questions, 1)}
    head = (
        f'<header class="page-heading-smaller"><p class="context">{markup(buyer)}</p><h1>{markup(title)}</h1>'
        f'<span data-lot="{escape(lot)}"></span></header>'
        if generation == 1
        else f'<span class="govuk-caption-l">{markup(buyer)}</span>\n<h1 class="govuk-heading-l">{markup(title)}</h1>\n'
        f'<span data-lot="{escape(lot)}"></span>'
    )
    body = "\n".join(
        (
            banner(status, closes, award, generation),
            head,
            counts("incomplete", *applications[:2], generation),
            counts("completed", *applications[2:], generation),
            *rows,
            table(QUESTIONS, asked, generation) if asked else f"<h2>{QUESTIONS}</h2><p>No questions have been answered yet</p>",
            f'<a href="/suppliers/opportunities/{number}/ask-a-question">Log in to ask a question</a>',
        )
    )
    main = '<main id="content" role="main">' if generation == 1 else '<main id="main-content" role="main">'
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n'
        f'<head><meta charset="utf-8"><title>{escape(title)} - Digital Marketplace</title></head>\n'
        f'<body><nav><a href="/digital-outcomes-and-specialists/opportunities">Supplier opportunities</a></nav>\n'
        f"{main}\n{body}\n</main>\n<footer><h2>Contact</h2></footer></body></html>\n"
    ).encode()


def save(folder: Path, name: str = "90001__2020-05-06.html", raw: bytes | None = None) -> Path:
    """Write a page (the model one unless given) into a folder, under the name that captures have."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(page(number=name.split("__")[0].lstrip("0") or "0") if raw is None else raw)
    return path


def in_words(day: date) -> str:
    """A date as the site prints it: Friday 15 February 2019."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def laid_out(answers: Mapping[str, Answer]) -> Iterator[tuple[str, Mapping[str, Answer]]]:
    """The answers under the site's headings, in the site's order."""
    placed = {label for labels in LAYOUT.values() for label in labels}
    for heading, labels in LAYOUT.items():
        found = {label: answers[label] for label in labels if label in answers}
        if heading == "Additional information":
            found |= {label: answer for label, answer in answers.items() if label not in placed}
        if found:
            yield heading, found


def table(heading: str, rows: Mapping[str, Answer], generation: Generation) -> str:
    """One heading and its rows: a table in the first generation, a description list in the second."""
    if generation == 1:
        inside = "\n".join(
            f'<tr class="summary-item-row">\n<td class="summary-item-field-first">\n<span>{markup(label)}</span>\n</td>\n'
            f'<td class="summary-item-field">\n<span>{answered(answer, generation)}</span>\n</td>\n</tr>'
            for label, answer in rows.items()
        )
        shown = "" if heading == "Important dates" else f'<h2 class="summary-item-heading">\n  {heading}\n</h2>\n'
        return (
            f'{shown}<table class="summary-item-body"><caption class="visually-hidden">\n  {heading}\n</caption>\n'
            f"<thead><tr><th>Opportunity attribute name</th><th>Opportunity attribute value</th></tr></thead>\n"
            f"<tbody>\n{inside}\n</tbody></table>"
        )
    inside = "\n".join(
        f'<div class="govuk-summary-list__row">\n<dt class="govuk-summary-list__key">\n  {markup(label)}\n</dt>\n'
        f'<dd class="govuk-summary-list__value">\n  {answered(answer, generation)}\n</dd>\n</div>'
        for label, answer in rows.items()
    )
    return f'<h2 class="govuk-heading-m">{heading}</h2>\n<dl class="govuk-summary-list">\n{inside}\n</dl>'


def answered(answer: Answer, generation: Generation) -> str:
    """An answer as the site prints it."""
    if isinstance(answer, str):
        return markup(answer)
    if isinstance(answer, Mapping):
        pairs = (f"<p>{markup(name)}</p>\n<div>{share}%</div>" for name, share in answer.items())
        return "\n".join(f'<div class="multiquestion">{pair}</div>' if generation == 1 else pair for pair in pairs)
    if len(answer) == 1:
        return markup(answer[0])
    return "<ul>\n" + "\n".join(f"<li>{markup(item)}</li>" for item in answer) + "\n</ul>" if answer else ""


def markup(text: str) -> str:
    """Text as HTML, its line breaks as <br>; raw markup as it stands."""
    return text if isinstance(text, Raw) else escape(text).replace("\n", "<br>")


def counts(kind: str, sme: int, large: int, generation: Generation) -> str:
    """The box that counts applications."""
    name, split = f"{kind.capitalize()} applications", f"{sme} SME, {large} large" if sme + large else ""
    if generation == 1:
        return (
            f'<div class="statistic-container" id="{kind}-applications"><div class="big-statistic">{sme + large}</div>'
            f'<div class="statistic-name">{name}</div><div class="statistic-description">{split}</div></div>'
        )
    return (
        f'<div id="{kind}-applications"><h2><span>{sme + large}</span>\n<span>{name}</span></h2>\n'
        f'<p class="govuk-body">{split}</p></div>'
    )


def banner(status: Status, closes: date, award: tuple[str, str, str, str], generation: Generation) -> str:
    """What the page says above its title once a notice is no longer open."""
    supplier, start, value, size = award
    title, message = {
        "open": ("", ""),
        "closed": ("This opportunity is closed for applications", f"The deadline was {in_words(closes)}"),
        "awarded": (f"Awarded to {supplier}", f"Start date: {start}\nValue: {value}\nCompany size: {size}"),
        "cancelled": ("This opportunity was cancelled", "The buyer cancelled this opportunity."),
        "withdrawn": (f"This opportunity was withdrawn on {in_words(closes)}", "You can’t apply for this opportunity now."),
        "unsuccessful": ("No suitable suppliers applied", "The buyer didn’t find a supplier."),
    }[status]
    if not title:
        return ""
    if generation == 1:
        return (
            f'<div class="banner-temporary-message-without-action">\n<h2>\n{markup(title)}\n</h2>\n'
            f'<p class="banner-message">\n{markup(message)}\n</p>\n</div>'
        )
    return (
        f'<section class="dm-banner"><h2 class="dm-banner__title">{markup(title)}</h2>\n'
        f'<div class="dm-banner__body">{markup(message)}</div></section>'
    )
