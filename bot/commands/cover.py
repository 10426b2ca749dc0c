"""Heads who are away and the neighbours who stand in: saying so, answering, empty posts, and the page handed over."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.commands.lines import capped, line
from bot.context import Ctx, Reply
from bot.intents import About, Intent, Where, Worded
from bot.routes import Route
from bot.spans import read_span
from messages.handover import KEY, handover_facts
from models import cover, deputies, relief, standing_in
from models.absence import meanwhile, own_units
from models.audit import record
from models.cover import Away
from models.errors import StairwellError
from models.grid import GRID, UNIT, Grid
from models.lookup import find_grid, find_person
from models.people import Person
from models.permissions import paths_for
from models.posts import UNIT_HEAD
from models.text import in_full
from models.vacancies import ROLE_OF_LEVEL, Gap, absences, vacancies

REASON_LENGTH = 200
_LEAD = re.compile(r"^(?:我)?(?:要|想)?(?:外出|出门|出差|请假|away)\s*")
_AWAY = re.compile(
    r"(?:我)?(?:要|想)?(?:外出|出门|出差|请假)\s*(?:取消|.{0,50}?(?:\d|天|周|月|日|号|星期|礼拜).{0,80})|取消外出|不外出了"
)
_NAMED = re.compile(
    r"(?:^|[\s,，。;；])(?:(?:由|请)\s*(?P<who>\S.{0,38}?)\s*代[看班替管]?|by\s+(?P<by>\S.{0,38}?))[。.\s]*$",
    re.IGNORECASE,
)
_BY = re.compile(r"由\s*\S.{0,38}?\s*代[看班替管]?[。.]?|by\s+\S.{0,38}", re.IGNORECASE)
_CALLED_OFF = ("取消", "取消外出", "不去了", "不外出了", "cancel", "off")


class SayAway(Worded):
    """I am away on these days."""


class ComeBack(Intent):
    """I am back."""


class NameDeputy(Worded):
    """I would like this person to stand in for me."""


class StandIn(About):
    """Yes, I stand in (the question `subject`)."""


class DoNotStandIn(About):
    """No, I cannot stand in."""


class ShowVacancies(Where):
    """Which posts are empty, and who stands in?"""


@dataclass(frozen=True)
class ShowHandover(Where):
    """What does whoever begins at that stairwell need?"""


# --- away and back ---
def say_away(ctx: Ctx, intent: SayAway) -> Reply:
    """Note from when to when; say per stairwell who is asked. Without days: what is noted. Raises BadAway."""
    today, text = _today(ctx), _LEAD.sub("", intent.text.strip())
    if not text:
        return _planned(ctx, today)
    if text.casefold() in _CALLED_OFF:
        return _call_off(ctx, today)
    span = read_span(text, today)
    if span is None:
        return Reply("usage-away")
    named = _NAMED.search(span.rest)
    reason = in_full(span.rest[: named.start()] if named else span.rest, REASON_LENGTH) or None
    away = cover.set_away(ctx.session, ctx.person_id, span.from_on, span.to_on, reason, ctx.now, today)
    record(ctx.session, ctx.now, ctx.actor.id, "away", f"away:{away.id}", days=(away.to_on - away.from_on).days)
    sorry = _try_naming(ctx, away, named["who"] or named["by"]) if named else []
    return _noted(ctx, away, today, sorry)


def _noted(ctx: Ctx, away: Away, today: date, sorry: list[str]) -> Reply:
    units = own_units(ctx.session, ctx.person_id)
    facts = {"day": away.from_on.isoformat(), "until_day": _last(away)}
    if not units:
        return Reply("away-noted-plain", facts)
    return Reply("away-noted", facts | {"lines": sorry + [_who(ctx, away, grid, today) for grid in units]})


def _planned(ctx: Ctx, today: date) -> Reply:
    away = cover.current(ctx.session, ctx.person_id, today)
    return Reply("usage-away") if away is None else _noted(ctx, away, today, [])


def _call_off(ctx: Ctx, today: date) -> Reply:
    away = cover.current(ctx.session, ctx.person_id, today)
    if away is None:
        return Reply("back-not-away")
    if away.from_on <= today:
        return come_back(ctx, ComeBack())
    cover.come_back(ctx.session, away, ctx.now, today)
    _settle(ctx)
    return Reply("away-called-off", {"day": away.from_on.isoformat()})


def _who(ctx: Ctx, away: Away, grid: Grid, today: date) -> str:
    """Who stands in at one stairwell, asked now if nobody was and it is time."""
    assert grid.id is not None
    found = standing_in.open_cover(ctx.session, grid.id)
    if found is None:
        need = next(iter(deputies.unasked(ctx.session, deputies.needs(ctx.session, today, grid.id), ctx.now)), None)
        if need is not None:
            found = standing_in.ask_next(ctx.session, need, ctx.now, ctx.zone)
            if found is None:
                return line(ctx, "away-line-waiting", grid=grid.name)
        elif away.from_on > today + deputies.ASK_AHEAD:
            day = (away.from_on - deputies.ASK_AHEAD).isoformat()
            return line(ctx, "away-line-later", grid=grid.name, day=day)
    if found is None or found.candidate_id is None:
        return line(ctx, "away-line-nobody", grid=grid.name)
    name = ctx.session.get_one(Person, found.candidate_id).name
    return line(ctx, f"away-line-{found.state}", grid=grid.name, name=name)


def come_back(ctx: Ctx, intent: ComeBack) -> Reply:
    """End the absence now; say what happened meanwhile. One that is only planned stays until it is called off."""
    today = _today(ctx)
    away = cover.current(ctx.session, ctx.person_id, today)
    if away is None:
        return Reply("back-not-away")
    if away.from_on > today:
        return Reply("back-planned", {"day": away.from_on.isoformat()})
    first = away.from_on
    if not cover.come_back(ctx.session, away, ctx.now, today):
        return Reply("back-not-away")
    record(ctx.session, ctx.now, ctx.actor.id, "back", f"away:{away.id}")
    news = meanwhile(ctx.session, ctx.person_id, first, today + timedelta(days=1), ctx.zone)
    _settle(ctx)
    facts = {"names": list(news.deputies), "done": news.done, "open": news.open, "findings": news.findings}
    return Reply("away-over" if news.deputies else "away-over-alone", facts)


def _settle(ctx: Ctx) -> None:
    units = [grid.id for grid in own_units(ctx.session, ctx.person_id) if grid.id is not None]
    relief.settle_open(ctx.session, ctx.now, ctx.zone, units)


def name_deputy(ctx: Ctx, intent: NameDeputy) -> Reply:
    """Ask whom they would like, in place of whoever is being asked. Raises PersonUnclear, PersonNotFound,
    CannotStandIn."""  # fmt: skip
    today = _today(ctx)
    away = cover.current(ctx.session, ctx.person_id, today)
    if away is None:
        return Reply("usage-away")
    named = _NAMED.search(intent.text.strip())
    if named is None:
        return Reply("usage-deputy")
    _name(ctx, away, named["who"] or named["by"])
    return _noted(ctx, away, today, [])


def _try_naming(ctx: Ctx, away: Away, said: str) -> list[str]:
    """Name somebody along with the days; who cannot be found or asked is said, and the days stay noted."""
    try:
        _name(ctx, away, said)
    except StairwellError:
        return [line(ctx, "away-line-not-named", said=said)]
    return []


def _name(ctx: Ctx, away: Away, said: str) -> None:
    units = own_units(ctx.session, ctx.person_id)
    person = find_person(ctx.session, said, sorted({_around(grid) for grid in units}))
    if person.id == ctx.person_id:
        raise standing_in.CannotStandIn
    grids = [grid.id for grid in units if grid.id is not None]
    standing_in.name_deputy(ctx.session, away, grids, person.id, ctx.now, ctx.zone)


def _around(grid: Grid) -> str:
    """The level-3 grid a stairwell lies in: whoever serves there can be named."""
    codes = grid.path.strip("/").split("/")
    return "/" + "/".join(codes[: min(GRID, len(codes))]) + "/"


# --- standing in ---
def stand_in(ctx: Ctx, intent: StandIn) -> Reply:
    """They agree: their deputy's post begins now, or with the absence. The page follows by itself."""
    agreed = standing_in.accept(ctx.session, intent.subject, ctx.person_id, ctx.now, ctx.zone)
    if agreed is None:
        return Reply("stand-in-needless")
    record(ctx.session, ctx.now, ctx.actor.id, "stand-in", f"cover:{agreed.id}", grid=agreed.grid_id)
    grid = ctx.session.get_one(Grid, agreed.grid_id)
    return Reply("stand-in-thanks" if agreed.post_id else "stand-in-thanks-later", {"grid": grid.name})


def do_not_stand_in(ctx: Ctx, intent: DoNotStandIn) -> Reply:
    """They do not: somebody else is asked, and nobody asks why."""
    if not standing_in.decline(ctx.session, intent.subject, ctx.person_id, ctx.now, ctx.zone):
        return Reply("stand-in-needless")
    return Reply("stand-in-declined")


# --- empty posts, the page ---
def show_vacancies(ctx: Ctx, intent: ShowVacancies) -> Reply:
    """The heads who are away and the empty posts in the asker's grids, or in one of them; stairwells come first."""
    paths = paths_for(ctx.actor, "vacancy.see")
    if intent.grid:
        paths = [find_grid(ctx.session, intent.grid, paths).path]
    empty, away = vacancies(ctx.session, paths), absences(ctx.session, paths, _today(ctx))
    if not empty and not away:
        return Reply("vacancies-none")
    lines = capped(ctx, [_gap(ctx, gap) for gap in (*away, *sorted(empty, key=lambda gap: -gap.level))])
    return Reply("vacancies", {"count": len(empty), "away": len(away), "lines": lines})


def _gap(ctx: Ctx, gap: Gap) -> str:
    who = "deputy" if gap.deputy else "asking" if gap.asking else "nobody"
    state = line(ctx, f"vacancies-{who}", **({"name": gap.deputy} if gap.deputy else {}))
    role = line(ctx, f"role-{ROLE_OF_LEVEL[gap.level].replace('_', '-')}")
    facts = {"code": gap.code, "grid": gap.name, "role": role, "state": state}
    if gap.head is not None and gap.until is not None:
        until = (gap.until - timedelta(days=1)).isoformat()
        return line(ctx, "vacancies-line-away", name=gap.head, until_day=until, **facts)
    if gap.since is None:
        return line(ctx, "vacancies-line-ever", **facts)
    return line(ctx, "vacancies-line", day=gap.since.isoformat(), **facts)


def show_handover(ctx: Ctx, intent: ShowHandover) -> Reply:
    """The page of a stairwell in the asker's grids; without a name, of their own."""
    said = intent.grid or next((post.grid_code for post in ctx.actor.posts if post.role == UNIT_HEAD), "")
    if not said:
        return Reply("usage-handover")
    grid = find_grid(ctx.session, said, paths_for(ctx.actor, "handover.see"))
    if grid.level != UNIT:
        return Reply("usage-handover")
    return Reply(KEY, handover_facts(ctx.session, grid, ctx.actor.language, ctx.now, ctx.zone))


def _last(away: Away) -> str:
    return (away.to_on - timedelta(days=1)).isoformat()


def _today(ctx: Ctx) -> date:
    return ctx.now.astimezone(ctx.zone).date()


ROUTES = (
    Route(SayAway, say_away, "away.set", ("/away", "请假", "away"), SayAway, pattern=_AWAY),
    Route(ComeBack, come_back, "away.set", ("/back", "回来了", "我回来了", "back", "i am back")),
    Route(NameDeputy, name_deputy, "away.set", (), NameDeputy, pattern=_BY),
    Route(StandIn, stand_in, "cover.answer"),
    Route(DoNotStandIn, do_not_stand_in, "cover.answer"),
    Route(ShowVacancies, show_vacancies, "vacancy.see", ("/vacancies", "空缺", "vacancies"), ShowVacancies),
    Route(ShowHandover, show_handover, "handover.see", ("/handover", "交接", "handover"), ShowHandover),
)
