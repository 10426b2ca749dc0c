"""Holidays and make-up workdays, entered by a coordinator for a year the program does not know yet."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.commands.lines import line
from bot.commands.settling import AlreadySettled, settle_question
from bot.context import Ctx, Reply
from bot.intents import About, EnterHolidays, EnterWorkdays
from bot.routes import Route
from models import day_sheets, imports
from models.days import published
from models.errors import NotFound, StairwellError
from models.imports import APPLIED, READY, ImportRun
from models.lookup import everywhere
from models.permissions import paths_for
from models.workdays import enter_days, overrides

ACT = "calendar.enter"


@dataclass(frozen=True)
class ConfirmDays(About):
    """Enter the days of the file that was shown."""


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
    _require_everywhere(ctx)
    today = ctx.now.astimezone(ctx.zone).date()
    first, last, name = read_span(text, today)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    enter_days(ctx.session, {day: (workday, name) for day in days}, ctx.now, ctx.actor.id)
    span = first.isoformat() if first == last else f"{first.isoformat()} – {last.isoformat()}"
    known = published(last.year, overrides(ctx.session))
    more = line(ctx, "calendar-known" if known else "calendar-still-unknown", year=last.year)
    return Reply(key, {"days": f"{span} {name}".strip(), "more": more})


def read_span(text: str, today: date) -> tuple[date, date, str]:
    """(first day, last day, name) of "2027-01-01..2027-01-03 元旦". Raises BadDates."""
    span = day_sheets.read_span(text)
    if span is None or not all(day_sheets.in_reach(day, today) for day in span[:2]):
        raise BadDates
    return span


def confirm_days(ctx: Ctx, intent: ConfirmDays) -> Reply:
    """Enter the days of the file that was shown, once. Raises CalendarCommunityOnly, AlreadySettled."""
    settle_question(ctx, "import_days")
    _require_everywhere(ctx)
    run = ctx.session.get(ImportRun, intent.subject)
    if run is None or run.actor_id != ctx.actor.id:
        raise NotFound(what="")
    stored = run.plan
    if stored is None or not imports.settle(ctx.session, intent.subject, READY, APPLIED):
        raise AlreadySettled
    key, facts = day_sheets.apply(ctx.session, day_sheets.DaysPlan.from_json(stored), ctx.now, ctx.person_id)
    return Reply(key, facts)


def _require_everywhere(ctx: Ctx) -> None:
    if not everywhere(ctx.session, paths_for(ctx.actor, ACT)):
        raise CalendarCommunityOnly


ROUTES = (
    Route(EnterHolidays, enter_holidays, ACT, ("/holiday", "放假", "holiday"), EnterHolidays),
    Route(EnterWorkdays, enter_workdays, ACT, ("/workday", "上班", "workday"), EnterWorkdays),
    Route(ConfirmDays, confirm_days, ACT),
)
