"""How many people a researcher can meet in the time: weeks, less the lead for recruiting, times sessions a day.

The Service Manual (Plan a round of user research) has the recruiting start a week or more before the first session, and
allows six one-hour sessions a day in a lab, or four where people are visited at home or at work. Two days of sessions a week
is ours: the others go on preparing, analysing and showing what was found.
"""

from __future__ import annotations

from decimal import Decimal

RECRUITING_WEEKS = 1
SESSIONS_IN_A_LAB = 6
SESSIONS_ON_VISITS = 4
DAYS_A_WEEK = 2
# "Aim for 6 to 8 users from each user group": the Home Office's guidance on research in a discovery.
PEOPLE_A_GROUP = 6


def sessions(weeks: Decimal, *, lead: int, days: int, a_day: int) -> int:
    """How many sessions one researcher can hold in so many weeks, none where the lead takes them all."""
    return max(0, int((weeks - lead) * days * a_day))
