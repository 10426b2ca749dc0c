"""Holidays and make-up workdays, entered by a coordinator for a year the program does not know yet."""

import re
from datetime import date, timedelta

from bot.commands.lines import line
from bot.context import Ctx, Reply
from bot.intents import EnterHolidays, EnterWorkdays
from bot.routes import Route
from models.calendar import is_workday
from models.errors import StairwellError, YearNotPublished
from models.lookup import everywhere
from models.permissions import paths_for
from models.workdays import enter_days, overrides

ACT = "calendar.enter"
MOST_DAYS = 31
YEARS_AHEAD = 2
_DAY = r"(\d{4}-\d{1,2}-\d{1,2})"
_SPAN = re.compile(_DAY + r"(?:\s*(?:\.\.+|~|到|至|to)\s*" + _DAY + r")?\s*(.*)", re.ASCII | re.DOTALL)


class CalendarCommunityOnly(StairwellError):
    """Workdays are the same for everybody, so it takes a coordinator of the whole community."""

    key = "error-calendar-community-only"


class BadDates(StairwellError):
    """No dates, too many of them, or too far away."""

    key = "error-holiday-dates"


def enter_holidays(ctx: Ctx, intent: EnterHolidays) -> Reply:
    """These days are holidays, by that name. Raises BadDates, CalendarCommunityOnly."""
    return _enter(ctx, intent.text, "holidays-entered", workday=False)


def enter_workdays(ctx: Ctx, intent: EnterWorkdays) -> Reply:
    """These days are worked, whatever day of the week they are. Raises BadDates, CalendarCommunityOnly."""
    return _enter(ctx, intent.text, "workdays-entered", workday=True)


def _enter(ctx: Ctx, text: str, key: str, *, workday: bool) -> Reply:
    if not everywhere(ctx.session, paths_for(ctx.actor, ACT)):
        raise CalendarCommunityOnly
    today = ctx.now.astimezone(ctx.zone).date()
    first, last, name = read_span(text, today)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    enter_days(ctx.session, {day: (workday, name) for day in days}, ctx.now, ctx.actor.id)
    span = first.isoformat() if first == last else f"{first.isoformat()} – {last.isoformat()}"
    try:
        is_workday(date(last.year, 1, 1), overrides(ctx.session))
        more = line(ctx, "calendar-known", year=last.year)
    except YearNotPublished:
        more = line(ctx, "calendar-still-unknown", year=last.year)
    return Reply(key, {"days": f"{span} {name}".strip(), "more": more})


def read_span(text: str, today: date) -> tuple[date, date, str]:
    """(first day, last day, name) of "2027-01-01..2027-01-03 元旦". Raises BadDates."""
    match = _SPAN.fullmatch(text.strip())
    if match is None:
        raise BadDates
    try:
        first, last = (_day(part) for part in (match[1], match[2] or match[1]))
    except ValueError as error:
        raise BadDates from error
    if not first <= last < first + timedelta(days=MOST_DAYS) or not today.year <= last.year <= today.year + YEARS_AHEAD:
        raise BadDates
    return first, last, match[3].strip()


def _day(text: str) -> date:
    year, month, day = map(int, text.split("-"))
    return date(year, month, day)


ROUTES = (
    Route(EnterHolidays, enter_holidays, ACT, ("/holiday", "放假", "holiday"), EnterHolidays),
    Route(EnterWorkdays, enter_workdays, ACT, ("/workday", "上班", "workday"), EnterWorkdays),
)
