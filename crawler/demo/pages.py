"""The replica's opportunity pages, in both generations of markup: tables, and summary lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from html import escape

from crawler.demo.labels import sections
from crawler.demo.opportunity import Answer, Opportunity, day

LISTING = "/digital-outcomes-and-specialists/opportunities"
QUESTIONS = "Questions asked by suppliers"
ABOVE_SKILLS = "Suppliers are scored for technical competence by these."
NO_QUESTIONS = "Nothing has been asked so far."
NOTICE = "This is a demonstration: the buyers and their words are invented."

Row = tuple[str, str]  # label and value, as HTML


def opportunity_page(shown: Opportunity, as_of: date) -> bytes:
    """An opportunity's page on a day, as UTF-8."""
    write = tables_page if shown.markup == "tables" else lists_page
    return whole_page(f"{shown.title} – Digital Marketplace", write(shown, as_of)).encode("utf-8")


def whole_page(title: str, main: str) -> str:
    """A page with its head, menu and foot around its main part."""
    return f"""<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>{escape(title)}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
  </head>
  <body>
    <a href="#main-content">Skip to main content</a>
    <header role="banner">
      <a href="/">Digital Marketplace</a>
      <a href="/help">Help</a>
      <a href="/user/login">Log in</a>
    </header>
    <nav><ol><li><a href="/">Digital Marketplace</a></li><li><a href="{LISTING}">Supplier opportunities</a></li></ol></nav>
{main}
    <footer role="contentinfo"><p>{NOTICE}</p><a href="/terms-and-conditions">Terms and conditions</a></footer>
  </body>
</html>
"""


def banner(shown: Opportunity, as_of: date) -> tuple[str, str] | None:
    """The title and message (HTML) above an opportunity that is not open, else None."""
    match shown.outcome:
        case "awarded":
            return shown.award[0], "<br/>".join(escape(line) for line in shown.award[1:])
        case "cancelled":
            return "This opportunity was cancelled", "The buyer took it back before choosing a supplier."
    if shown.outcome or shown.closes < as_of:
        return "This opportunity is closed for applications", f"The deadline was {day(shown.closes)}"
    return None


def dates(shown: Opportunity) -> tuple[Row, ...]:
    """The rows of the important dates."""
    return (
        ("Published", day(shown.published)),
        ("Deadline for asking questions", f"{day(shown.questions_close)} at 11:59pm GMT"),
        ("Closing date for applications", f"{day(shown.closes)} at 11:59pm GMT"),
    )


def lines(text: str) -> str:
    """A text with the buyer's line breaks, as HTML."""
    return escape(text).replace("\n", "<br>")


def apply_form(shown: Opportunity) -> str:
    """The button that starts an application."""
    return f"""<form action="/suppliers/opportunities/{shown.number}/responses/start" method="get">
        <button type="submit">Apply for this opportunity</button>
      </form>"""


# Tables: 2019 to the spring of 2020.


def tables_page(shown: Opportunity, as_of: date) -> str:
    """The main part of an opportunity's page, its rows in tables."""
    parts = ['    <div id="wrapper"><main id="content" role="main">']
    above = banner(shown, as_of)
    if above:
        parts.append(
            f'<div class="banner-temporary-message-without-action"><h2>{escape(above[0])}</h2>'
            f'<p class="banner-message">{above[1]}</p></div>'
        )
    parts.append(
        f"""<header class="page-heading-smaller">
      <p class="context">{escape(shown.buyer)}</p>
      <h1>{escape(shown.title)}</h1>
      <span data-lot="{shown.lot}"></span>
    </header>"""
    )
    for kind, (small, large) in (("incomplete", shown.incomplete), ("completed", shown.completed)):
        name = f"{kind.capitalize()} applications"
        parts.append(
            f"""<div class="statistic-container" id="{kind}-applications">
    <h3 class="visually-hidden">{name}</h3>
    <div class="big-statistic">{small + large}</div>
    <div class="statistic-name">{name}</div>
    <div class="statistic-description">{small} SME, {large} large</div>
  </div>"""
        )
    parts.append(table("Important dates", dates(shown)))
    for place, (heading, rows) in enumerate(sections(shown.lot, "tables"), start=1):
        parts.append(f'<h2 class="summary-item-heading" id="opportunity-attributes-{place}">{heading}</h2>')
        if heading == "Skills and experience":
            parts.append(f'<p class="summary-item-description">{ABOVE_SKILLS}</p>')
        parts.append(table(heading, tuple((label, table_value(shown.answers.get(field, ""))) for field, label in rows)))
    parts.append(f'<h2 class="summary-item-heading" id="clarification-questions">{QUESTIONS}</h2>')
    asked = (
        (f'<span aria-label="question">{place}.</span>\n      {lines(question)}', f"<span>{lines(answer)}</span>")
        for place, (question, answer) in enumerate(shown.questions, start=1)
    )
    if shown.questions:
        parts.append(table(QUESTIONS, tuple(asked)))
    else:
        parts.append(f"<p>{NO_QUESTIONS}</p>")
    if above is None:
        parts.append(apply_form(shown))
    parts.append("</main></div>")
    return "\n".join(parts)


def table(caption: str, rows: tuple[Row, ...]) -> str:
    """A section's rows as a table."""
    body = "\n".join(
        f"""  <tr class="summary-item-row">
  <td class="summary-item-field-first">
      <span>{label}</span>
  </td>
  <td class="summary-item-field">
      {value}
  </td>
  </tr>"""
        for label, value in rows
    )
    return f"""<table class="summary-item-body">
    <caption class="visually-hidden">{caption}</caption>
    <thead class="summary-item-field-headings">
      <tr><th scope="col">Opportunity attribute name</th><th scope="col">Opportunity attribute value</th></tr>
    </thead>
    <tbody>
{body}
    </tbody>
  </table>"""


def table_value(answer: Answer) -> str:
    """An answer in a table's cell; a blank one leaves the cell bare, and a list of one is plain text."""
    if isinstance(answer, Mapping):
        shares = (f'<div class="multiquestion"><p>{escape(name)}</p><div>{share}%</div></div>' for name, share in answer.items())
        return f"<span>{''.join(shares)}</span>"
    if isinstance(answer, tuple) and len(answer) > 1:
        return "<span><ul>" + "".join(f"\n      <li>{lines(line)}</li>" for line in answer) + "\n  </ul></span>"
    text = answer if isinstance(answer, str) else "".join(answer)
    return f"<span>{lines(text)}</span>" if text else ""


# Summary lists: from June 2020.


def lists_page(shown: Opportunity, as_of: date) -> str:
    """The main part of an opportunity's page, its rows in summary lists."""
    parts = ['    <div class="govuk-width-container"><main class="govuk-main-wrapper" id="main-content" role="main">']
    above = banner(shown, as_of)
    if above:
        parts.append(
            f'<section role="region" aria-label="{escape(above[0])}" class="dm-banner">'
            f'<h2 class="dm-banner__title dm-banner__title--large">{escape(above[0])}</h2>'
            f'<div class="dm-banner__body">{above[1]}</div></section>'
        )
    parts.append(
        f"""<span class="govuk-caption-l">{escape(shown.buyer)}</span>
    <h1 class="govuk-heading-l">{escape(shown.title)}</h1>
    <span data-lot="{shown.lot}"></span>"""
    )
    for kind, (small, large) in (("incomplete", shown.incomplete), ("completed", shown.completed)):
        parts.append(
            f"""<div class="govuk-grid-column-one-third app-stat-block" id="{kind}-applications">
   <h2><span class="govuk-!-font-size-36 govuk-!-display-block">{small + large}</span>
      <span>{kind.capitalize()} applications</span></h2>
   <p class="govuk-body govuk-!-font-size-16">{small} SME, {large} large</p>
</div>"""
        )
    parts.append('<h2 class="govuk-visually-hidden">Important dates</h2>')
    parts.append(summary_list(dates(shown), identity=' id="opportunity-important-dates"'))
    for place, (heading, rows) in enumerate(sections(shown.lot, "lists"), start=1):
        parts.append(f'<h2 id="opportunity-attributes-{place}" class="govuk-heading-m app-summary-list-heading">{heading}</h2>')
        if heading == "Skills and experience":
            parts.append(f'<p class="govuk-body govuk-!-margin-top-3">{ABOVE_SKILLS}</p>')
        parts.append(summary_list(tuple((label, list_value(shown.answers.get(field, ""))) for field, label in rows)))
    parts.append(f'<h2 id="clarification-questions" class="govuk-heading-m app-summary-list-heading">{QUESTIONS}</h2>')
    parts.append(summary_list(tuple(numbered(shown))) if shown.questions else f'<p class="govuk-body">{NO_QUESTIONS}</p>')
    if above is None:
        parts.append(apply_form(shown))
    parts.append("</main></div>")
    return "\n".join(parts)


def numbered(shown: Opportunity) -> Iterator[Row]:
    """Questions with their numbers, and the answers."""
    for place, (question, answer) in enumerate(shown.questions, start=1):
        yield f"{place}. {lines(question)}", lines(answer)


def summary_list(rows: tuple[Row, ...], identity: str = "") -> str:
    """A section's rows as a summary list."""
    body = "\n".join(
        f"""    <div class="govuk-summary-list__row">
      <dt class="govuk-summary-list__key">
        {label}
      </dt>
      <dd class="govuk-summary-list__value">
        {value}
      </dd>
    </div>"""
        for label, value in rows
    )
    return f'<dl class="govuk-summary-list app-govuk-summary-list"{identity}>\n{body}\n</dl>'


def list_value(answer: Answer) -> str:
    """An answer in a summary list; a list of one is plain text."""
    if isinstance(answer, Mapping):
        return "\n".join(f'<p class="govuk-body">{escape(name)}</p>\n<div>{share}%</div>' for name, share in answer.items())
    if isinstance(answer, tuple) and len(answer) > 1:
        return '<ul class="govuk-list govuk-list--bullet">' + "".join(f"\n  <li>{lines(line)}</li>" for line in answer) + "\n</ul>"
    return lines(answer if isinstance(answer, str) else "".join(answer))
