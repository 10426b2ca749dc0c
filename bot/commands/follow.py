"""Following up what was asked: who has not reported, a reminder to those, and excusing one."""

import re

from sqlmodel import Session, col, select

from bot.commands.lines import capped, line, listed
from bot.context import Ctx, Reply
from bot.intents import Excuse, Remind, ShowMissing
from bot.routes import Route
from models import checkins, following
from models.audit import record
from models.awards import award_rules
from models.duties import OPEN, Duty, Task
from models.errors import NotFound, StairwellError
from models.following import Missing, Round
from models.grid import Grid
from models.lookup import find_grid
from models.outbox import post
from models.permissions import paths_for
from models.text import in_full

MANY = 20
"""Above so many, units are counted by grid first, not named."""
REASON_LENGTH = 200
_PERIOD = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?|-Q[1-4]|-W\d{2})?$", re.IGNORECASE | re.ASCII)


class OwnTask(StairwellError):
    """Nobody excuses themselves."""

    key = "error-own-task"


def show_missing(ctx: Ctx, intent: ShowMissing) -> Reply:
    """Who has not reported: by grid where there are many, by unit where there are few or a grid is named.

    Of the duty that is named, else of the one that counts for awards; the others that are open are counted.
    """
    duty, place = _duty_in(ctx, intent.grid)
    paths, label, named = _where(ctx, place)
    found = following.rounds(ctx.session, paths, ctx.now)
    about = duty.key if duty else _first_of(found)
    mine = [which for which in found if which.duty_key == about]
    if not mine:
        return Reply("missing-no-round", {"label": label})
    newest, *older = mine
    units = following.missing(ctx.session, newest, paths)
    shares = following.shares(ctx.session, newest, paths)
    facts = {
        "label": label, "period": newest.period, "open": len(units), "issued": sum(share.issued for share in shares),
        "due": newest.due_at.astimezone(ctx.zone).date().isoformat(), "duty": newest.name,
        "kind_key": f"missing-kind-{newest.audience.replace('_', '-')}",
    }  # fmt: skip
    if len(units) <= MANY or (named and len(shares) <= 1):
        key, lines = "missing-units", [_unit_line(ctx, unit) for unit in units]
    else:
        key = "missing-grids"
        lines = [line(ctx, "missing-grid-line", code=s.code, name=s.name, open=s.open, issued=s.issued)
                 for s in sorted(shares, key=lambda share: -share.open) if s.open]  # fmt: skip
    also = _earlier(ctx, older, paths)
    also += [] if duty else _others(ctx, [which for which in found if which.duty_key != about], paths)
    if not units:
        return Reply("missing-none", facts | {"lines": also or [line(ctx, "missing-thanks")]})
    return Reply(key, facts | {"lines": capped(ctx, lines) + also})


def _first_of(found: list[Round]) -> str:
    """The duty that is shown when none is named."""
    counted: str = award_rules()["duty"]
    return next((which.duty_key for which in found if which.duty_key == counted), found[0].duty_key if found else "")


def _duty_in(ctx: Ctx, said: str) -> tuple[Duty | None, str]:
    """(the duty that a text names by its key or its name in any language, what else it says)."""
    duties = ctx.session.exec(select(Duty).where(Duty.ask != "")).all()
    words = [(word, duty) for duty in duties for word in (duty.key, *duty.name.values()) if word]
    for word, duty in sorted(words, key=lambda one: -len(one[0])):
        place = said.casefold().find(word.casefold())
        if place >= 0:
            return duty, f"{said[:place]} {said[place + len(word) :]}".strip()
    return None, said


def _where(ctx: Ctx, said: str) -> tuple[list[str], str, bool]:
    """(subtrees, what they are called, whether one was named): the grid that was named, else all the asker leads."""
    mine = paths_for(ctx.actor, "task.follow")
    if said:
        grid = find_grid(ctx.session, said, mine)
        return [grid.path], grid.name, True
    names = dict.fromkeys(post.grid_name for post in ctx.actor.posts if post.path in mine)
    return mine, listed(ctx, names), False


def _unit_line(ctx: Ctx, unit: Missing) -> str:
    if unit.person is None:
        return line(ctx, "missing-line-vacant", code=unit.code, name=unit.name)
    state = "unreachable" if not unit.reachable else "read" if unit.read else "waiting"
    return line(ctx, f"missing-line-{state}", code=unit.code, name=unit.name, person=unit.person)


def _earlier(ctx: Ctx, older: list[Round], paths: list[str]) -> list[str]:
    counts = [(which, len(following.missing(ctx.session, which, paths))) for which in older]
    return [
        line(ctx, "missing-earlier", period=which.period, open=count,
             until_day=which.accept_until.astimezone(ctx.zone).date().isoformat())
        for which, count in counts if count
    ]  # fmt: skip


def _others(ctx: Ctx, others: list[Round], paths: list[str]) -> list[str]:
    """A line for each other duty of which something is open."""
    open_: dict[str, int] = {}
    names = {which.duty_key: which.name for which in others}
    for which in others:
        open_[which.duty_key] = open_.get(which.duty_key, 0) + len(following.missing(ctx.session, which, paths))
    return [line(ctx, "missing-other", duty=names[key], open=count) for key, count in open_.items() if count]


def remind(ctx: Ctx, intent: Remind) -> Reply:
    """Remind those who have not reported, and only those, at most once a day; of one duty where one is named."""
    duty, place = _duty_in(ctx, intent.grid)
    paths, label, _ = _where(ctx, place)
    found = following.rounds(ctx.session, paths, ctx.now)
    found = [which for which in found if duty is None or which.duty_key == duty.key]
    if not found:
        return Reply("missing-no-round", {"label": label})
    went = following.remind(ctx.session, found, paths, ctx.now, ctx.zone)
    counts = {
        "reminded-sent": went.sent, "reminded-before": went.before, "reminded-unreachable": went.unreachable,
    }  # fmt: skip
    if not any(counts.values()):
        return Reply("remind-nobody", {"label": label})
    record(ctx.session, ctx.now, ctx.actor.id, "remind", paths[0][-60:], sent=counts["reminded-sent"])
    return Reply("reminded", {
        "label": label, "lines": [line(ctx, key, count=count) for key, count in counts.items() if count]
    })  # fmt: skip


def excuse(ctx: Ctx, intent: Excuse) -> Reply:
    """Excuse a unit's open task with a reason; its head is told. Nobody excuses themselves."""
    duty, text = _duty_in(ctx, intent.text)
    code, _, rest = text.partition(" ")
    period, _, after = rest.strip().partition(" ")
    named = bool(_PERIOD.match(period))
    reason = in_full(after if named else rest, REASON_LENGTH)
    if not code or len(reason) < 2:
        return Reply("usage-excuse")
    grid = find_grid(ctx.session, code, paths_for(ctx.actor, "task.excuse"))
    tasks = [task for task in _open_tasks(ctx.session, grid, ctx) if not named or task.period == period.upper()]
    tasks = [task for task in tasks if duty is None or task.duty_key == duty.key]
    if not tasks:
        return Reply("excuse-nothing-open", {"grid": grid.name})
    if len(tasks) > 1:
        lines = [line(ctx, "excuse-one", period=t.period, duty=_name(ctx, t)) for t in tasks]
        facts = {"code": grid.code, "lines": lines, "reason": reason, "example": tasks[0].period}
        return Reply("excuse-which", facts | {"duty": _name(ctx, tasks[0])})
    task = tasks[0]
    if task.person_id == ctx.actor.id:
        raise OwnTask
    if not checkins.excuse(ctx.session, task, reason):
        raise NotFound(what=code)
    _settle_excused(ctx, task, reason)
    key = "excused" if task.person_id is not None else "excused-vacant"
    return Reply(key, {"grid": grid.name, "period": task.period, "reason": reason, "duty": _name(ctx, task)})


def _name(ctx: Ctx, task: Task) -> dict[str, str]:
    return dict(ctx.session.get_one(Duty, task.duty_key).name)


def _open_tasks(session: Session, grid: Grid, ctx: Ctx) -> list[Task]:
    return list(
        session.exec(
            select(Task)
            .where(Task.grid_id == grid.id, Task.state == OPEN, Task.accept_until >= ctx.now)
            .order_by(col(Task.opens_at))
        )
    )


def _settle_excused(ctx: Ctx, task: Task, reason: str) -> None:
    assert task.id is not None
    duty = ctx.session.get_one(Duty, task.duty_key)
    following.close_prompts(ctx.session, duty.ask, task.id, ctx.now)
    following.drop_messages(ctx.session, task.id)
    record(ctx.session, ctx.now, ctx.actor.id, "excuse", f"task:{task.id}", grid=task.grid_id, period=task.period)
    if task.person_id is not None:
        facts = {"period": task.period, "reason": reason, "duty": dict(duty.name)}
        post(
            ctx.session, task.person_id, "excused-note", facts, purpose="excused", subject=f"task:{task.id}",
            now=ctx.now, expires_at=task.accept_until, grid_id=task.grid_id,
        )  # fmt: skip


ROUTES = (
    Route(ShowMissing, show_missing, "task.follow", ("/missing", "未报", "谁没报", "missing"), ShowMissing),
    Route(Remind, remind, "task.follow", ("/remind", "提醒", "remind"), Remind),
    Route(Excuse, excuse, "task.excuse", ("/excuse", "免报", "excuse"), Excuse),
)
