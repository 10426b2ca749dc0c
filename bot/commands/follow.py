"""Following up an inspection: who has not reported, a reminder to those, and excusing one."""

import re

from sqlmodel import Session, col, select

from bot.commands.lines import capped, line, listed
from bot.context import Ctx, Reply
from bot.intents import Excuse, Remind, ShowMissing
from bot.routes import Route
from models import checkins, following
from models.audit import record
from models.duties import OPEN, Duty, Task
from models.errors import NotFound, StairwellError
from models.following import Missing, Round
from models.grid import Grid
from models.lookup import find_grid
from models.outbox import post
from models.permissions import paths_for

MANY = 20
"""Above so many, units are counted by grid first, not named."""
REASON_LENGTH = 200
_PERIOD = re.compile(r"\d{4}(?:-\d{2}|-Q[1-4])?$", re.IGNORECASE)


class OwnTask(StairwellError):
    """Nobody excuses themselves."""

    key = "error-own-task"


def show_missing(ctx: Ctx, intent: ShowMissing) -> Reply:
    """Who has not reported: by grid where there are many, by unit where there are few or a grid is named."""
    paths, label, named = _where(ctx, intent.grid)
    found = following.rounds(ctx.session, paths, ctx.now)
    if not found:
        return Reply("missing-no-round", {"label": label})
    newest, *older = found
    units = following.missing(ctx.session, newest, paths)
    shares = following.shares(ctx.session, newest, paths)
    facts = {
        "label": label, "period": newest.period, "open": len(units), "issued": sum(share.issued for share in shares),
        "due": newest.due_at.astimezone(ctx.zone).date().isoformat(),
    }  # fmt: skip
    if len(units) <= MANY or (named and len(shares) <= 1):
        key, lines = "missing-units", [_unit_line(ctx, unit) for unit in units]
    else:
        key = "missing-grids"
        lines = [line(ctx, "missing-grid-line", code=s.code, name=s.name, open=s.open, issued=s.issued)
                 for s in sorted(shares, key=lambda share: -share.open) if s.open]  # fmt: skip
    earlier = _earlier(ctx, older, paths)
    if not units:
        return Reply("missing-none", facts | {"lines": earlier or [line(ctx, "missing-thanks")]})
    return Reply(key, facts | {"lines": capped(ctx, lines) + earlier})


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


def remind(ctx: Ctx, intent: Remind) -> Reply:
    """Remind those who have not reported, and only those, at most once a day."""
    paths, label, _ = _where(ctx, intent.grid)
    found = following.rounds(ctx.session, paths, ctx.now)
    if not found:
        return Reply("missing-no-round", {"label": label})
    went = [following.remind(ctx.session, which, paths, ctx.now, ctx.zone) for which in found]
    counts = {
        "reminded-sent": sum(one.sent for one in went), "reminded-before": sum(one.before for one in went),
        "reminded-unreachable": sum(one.unreachable for one in went),
    }  # fmt: skip
    if not any(counts.values()):
        return Reply("remind-nobody", {"label": label})
    record(ctx.session, ctx.now, ctx.actor.id, "remind", paths[0][-60:], sent=counts["reminded-sent"])
    return Reply("reminded", {
        "label": label, "lines": [line(ctx, key, count=count) for key, count in counts.items() if count]
    })  # fmt: skip


def excuse(ctx: Ctx, intent: Excuse) -> Reply:
    """Excuse a unit's open task with a reason; its head is told. Nobody excuses themselves."""
    code, _, rest = intent.text.partition(" ")
    period, _, after = rest.strip().partition(" ")
    named = bool(_PERIOD.match(period))
    reason = (after if named else rest).strip()[:REASON_LENGTH]
    if not code or len(reason) < 2:
        return Reply("usage-excuse")
    grid = find_grid(ctx.session, code, paths_for(ctx.actor, "task.excuse"))
    tasks = [task for task in _open_tasks(ctx.session, grid, ctx) if not named or task.period == period.upper()]
    if not tasks:
        return Reply("excuse-nothing-open", {"grid": grid.name})
    if len(tasks) > 1:
        return Reply("excuse-which", {"code": grid.code, "lines": [f"{t.period}" for t in tasks], "reason": reason})
    task = tasks[0]
    if task.person_id == ctx.actor.id:
        raise OwnTask
    if not checkins.excuse(ctx.session, task, reason):
        raise NotFound(what=code)
    _settle_excused(ctx, task, reason)
    key = "excused" if task.person_id is not None else "excused-vacant"
    return Reply(key, {"grid": grid.name, "period": task.period, "reason": reason})


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
        post(
            ctx.session, task.person_id, "excused-note", {"period": task.period, "reason": reason}, purpose="excused",
            subject=f"task:{task.id}", now=ctx.now, expires_at=task.accept_until, grid_id=task.grid_id,
        )  # fmt: skip


ROUTES = (
    Route(ShowMissing, show_missing, "task.follow", ("/missing", "未报", "谁没报", "missing"), ShowMissing),
    Route(Remind, remind, "task.follow", ("/remind", "提醒", "remind"), Remind),
    Route(Excuse, excuse, "task.excuse", ("/excuse", "免报", "excuse"), Excuse),
)
