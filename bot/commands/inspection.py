"""The inspection from the side of who does it: report, findings, not possible, details, undo."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlmodel import col, select

from bot.answers import read_day, read_items, says_nothing
from bot.context import Ask, Ctx, Reply
from bot.grammar import plain
from bot.intents import (
    AddDetail,
    AllClear,
    CannotDo,
    CheckIn,
    Findings,
    PickFinding,
    Read,
    Reason,
    ShowTasks,
    SomeFindings,
    SubmitFindings,
    Undo,
)
from bot.routes import Answer, Route
from models import checkins, following
from models.checkins import UNDO_MINUTES, Detail, Report
from models.checkins import CheckIn as CheckedIn
from models.duties import OPEN, Task
from models.errors import NotFound, StairwellError
from models.posts import UNIT_HEAD
from models.prompts import answered
from models.questions import CHECKLIST

DUTY = "inspection"
REASON_LENGTH = 200


def show_tasks(ctx: Ctx, intent: ShowTasks) -> Reply:
    """What is asked of me: the open inspection with its choices, or that nothing is."""
    return check_in(ctx, CheckIn())


def check_in(ctx: Ctx, intent: CheckIn) -> Reply:
    """Ask the inspection's question, about the day named if one was; answer a late report's question of the day."""
    task = _task(ctx, intent.subject)
    if task is None:
        return Reply("nothing-open")
    if intent.text:
        today = ctx.now.astimezone(ctx.zone).date()
        day = read_day(intent.text, today)
        checkins.check_day(task, day, today, ctx.zone)
        if ctx.prompt is not None and ctx.prompt.question == "late_day":
            return _report(ctx, task, ctx.prompt.data.get("items", []), day)
        return _ask_inspection(ctx, task, {"day": day.isoformat()})
    return _ask_inspection(ctx, task, {})


def all_clear(crowd: Sequence[tuple[Ctx, AllClear]]) -> list[Answer]:
    """Done, nothing found: most heads say so on the same day, so a wave of them is booked together."""
    begun: list[Report | Answer] = []
    for ctx, intent in crowd:
        try:
            begun.append(_begun(ctx, _own(ctx, intent.subject), [], _day_of(ctx)))
        except StairwellError as refusal:
            begun.append(refusal)
    return _booked([ctx for ctx, _ in crowd], begun)


def some_findings(ctx: Ctx, intent: SomeFindings) -> Reply:
    """Done, something found: which of the eight?"""
    task = _own(ctx, intent.subject)
    if task.state != OPEN:
        return _already(ctx, task)
    return _ask_findings(ctx, task, [])


def pick_finding(ctx: Ctx, intent: PickFinding) -> Reply:
    """Mark or unmark one point (a button)."""
    task, marked = _own(ctx, intent.subject), _marked(ctx)
    items = [i for i in marked if i != intent.text] if intent.text in marked else [*marked, intent.text]
    return _ask_findings(ctx, task, [item for item in CHECKLIST if item in items])


def submit_findings(ctx: Ctx, intent: SubmitFindings) -> Reply:
    """Hand in what is marked; nothing marked is asked again."""
    task, marked = _own(ctx, intent.subject), _marked(ctx)
    if not marked:
        return _ask_findings(ctx, task, [], "findings-none-marked")
    return _report(ctx, task, marked, _day_of(ctx))


def findings(ctx: Ctx, intent: Findings) -> Reply:
    """The points as typed: numbers, or words for them; anything else is asked again, never guessed."""
    task = _own(ctx, intent.subject)
    items = read_items(intent.text)
    if not items:
        return _ask_findings(ctx, task, _marked(ctx), "findings-again")
    return _report(ctx, task, items, _day_of(ctx))


def cannot_do(ctx: Ctx, intent: CannotDo) -> Reply:
    """Not possible this time: ask why."""
    task = _own(ctx, intent.subject)
    if task.state != OPEN:
        return _already(ctx, task)
    return Reply("reason-ask", {"grid": _grid(ctx, task)}, Ask("reason", intent.subject, stands=timedelta(hours=24)))


def reason(ctx: Ctx, intent: Reason) -> Reply:
    """Why it is not possible; a bare number or nothing is no reason and is asked again."""
    task = _own(ctx, intent.subject)
    text = intent.text.strip()[:REASON_LENGTH]
    if len(plain(text)) < 2:
        return Reply("reason-again", {}, Ask("reason", intent.subject, stands=timedelta(hours=24)))
    checkin_id = checkins.cannot(
        ctx.session, task, ctx.person_id, text, channel=ctx.inbound.channel, now=ctx.now, zone=ctx.zone
    )
    if checkin_id is None:
        return _already(ctx, task)
    _close(ctx, task)
    return Reply("cannot-recorded", {"grid": _grid(ctx, task), "period": task.period}, _undo_ask(checkin_id))


def read(ctx: Ctx, intent: Read) -> Reply:
    """收到 says read, not done: note it, keep the question open, and say so."""
    task = _own(ctx, intent.subject)
    if task.state != OPEN:
        return _already(ctx, task)
    task.read_at = task.read_at or ctx.now
    ctx.session.add(task)
    facts = {"period": task.period, "due": _due(ctx, task)}
    return Reply("read-noted", facts, _inspection_ask(ctx, task, None), edit=False)


def add_detail(ctx: Ctx, intent: AddDetail) -> Reply:
    """Words, a photo or a place that belong to the check-in just made."""
    inbound, checkin_id = ctx.inbound, intent.subject
    if not inbound.photo and not inbound.place and says_nothing(inbound.text):
        return Reply("already-recorded", {}, _undo_ask(checkin_id, new=False), edit=False)
    for kind, body in (("photo", inbound.photo), ("place", inbound.place), ("text", inbound.text)):
        if body:
            ctx.session.add(Detail(checkin_id=checkin_id, kind=kind, body=body[:1000], at=ctx.now))
    return Reply("detail-added", {}, edit=False)


def undo(ctx: Ctx, intent: Undo) -> Reply:
    """Take a check-in back: the task opens again and its question with it."""
    checkin_id = intent.subject or _newest_checkin(ctx)
    task = checkins.undo(ctx.session, checkin_id, ctx.person_id, ctx.now)
    if task is None:
        return Reply("undo-too-late", {"minutes": UNDO_MINUTES}, edit=False)
    following.close_prompts(ctx.session, "checked_in", checkin_id, ctx.now)
    facts = {"grid": _grid(ctx, task), "period": task.period, "due": _due(ctx, task)}
    return Reply("undone", facts, _inspection_ask(ctx, task, {}))


def _report(ctx: Ctx, task: Task, items: list[str], day: date | None) -> Reply:
    """Book the check-in and echo it with an undo; a late one without a day is asked for the day first."""
    answer = _booked([ctx], [_begun(ctx, task, items, day)])[0]
    assert isinstance(answer, Reply)
    return answer


def _begun(ctx: Ctx, task: Task, items: list[str], day: date | None) -> Report | Reply:
    """A report that may be booked, or the question that comes first. Raises TooLate and BadDate."""
    if ctx.now > task.due_at and day is None and task.state == OPEN:
        ask = Ask("late_day", task.id or 0, {"items": items})
        return Reply("late-day-ask", {"period": task.period, "grid": _grid(ctx, task)}, ask)
    return checkins.report_of(task, ctx.person_id, ctx.inbound.channel, ctx.now, ctx.zone, done_on=day, items=items)


def _booked(ctxs: Sequence[Ctx], begun: Sequence[Report | Answer]) -> list[Answer]:
    """Book the reports among what was begun, all in one go; the answer to each."""
    reports = [one for one in begun if isinstance(one, Report)]
    made = iter(checkins.check_in(ctxs[0].session, reports, ctxs[0].now, ctxs[0].zone))
    return [
        _echo(ctx, one, next(made)) if isinstance(one, Report) else one for ctx, one in zip(ctxs, begun, strict=True)
    ]


def _echo(ctx: Ctx, report: Report, made: tuple[int, int] | None) -> Reply:
    task = report.task
    if made is None:
        return _already(ctx, task)
    checkin_id, points = made
    _close(ctx, task)
    facts: dict[str, Any] = {"grid": _grid(ctx, task), "period": task.period, "points": points}
    if report.items:
        facts["items_keys"] = [f"item-{item.replace('_', '-')}" for item in report.items]
    return Reply("recorded-findings" if report.items else "recorded-clear", facts, _undo_ask(checkin_id))


def _undo_ask(checkin_id: int, *, new: bool = True) -> Ask:
    return Ask("checked_in", checkin_id, stands=timedelta(minutes=UNDO_MINUTES), new=new)


def _ask_inspection(ctx: Ctx, task: Task, data: dict[str, Any]) -> Reply:
    facts = {"grid": _grid(ctx, task), "period": task.period, "due": _due(ctx, task)}
    key = "inspection-due" if ctx.now <= task.due_at else "inspection-late"
    if "day" in data:
        key, facts["day"] = "inspection-day", data["day"]
    return Reply(key, facts, _inspection_ask(ctx, task, data), edit=False)


def _inspection_ask(ctx: Ctx, task: Task, data: dict[str, Any] | None) -> Ask:
    assert task.id is not None
    return Ask("inspection", task.id, data, stands=task.accept_until - ctx.now)


def _ask_findings(ctx: Ctx, task: Task, items: list[str], key: str = "findings-ask") -> Reply:
    data: dict[str, Any] = {"items": items}
    if day := _day_of(ctx):
        data["day"] = day.isoformat()
    facts: dict[str, Any] = {}
    if items and key == "findings-ask":
        key, facts["items_keys"] = "findings-marked", [f"item-{item.replace('_', '-')}" for item in items]
    return Reply(key, facts, Ask("findings", task.id or 0, data, stands=timedelta(hours=24)))


def _already(ctx: Ctx, task: Task) -> Reply:
    current = ctx.session.get_one(Task, task.id, populate_existing=True)
    key = f"already-{current.state}" if current.state != OPEN else "nothing-open"
    return Reply(key, {"grid": _grid(ctx, task), "period": task.period}, edit=False)


def _task(ctx: Ctx, task_id: int) -> Task | None:
    return _own(ctx, task_id) if task_id else checkins.open_task(ctx.session, ctx.person_id, DUTY, ctx.now)


def _own(ctx: Ctx, task_id: int) -> Task:
    """The task, if it is the speaker's: issued to them, or of a unit they head now. Else as if it did not exist."""
    task = ctx.session.get(Task, task_id)
    heads = {post.grid_id for post in ctx.actor.posts if post.role == UNIT_HEAD}
    if task is None or (task.person_id != ctx.actor.id and task.grid_id not in heads):
        raise NotFound(what="")
    return task


def _grid(ctx: Ctx, task: Task) -> str:
    return next((post.grid_name for post in ctx.actor.posts if post.grid_id == task.grid_id), "")


def _due(ctx: Ctx, task: Task) -> str:
    return task.due_at.astimezone(ctx.zone).date().isoformat()


def _day_of(ctx: Ctx) -> date | None:
    day = ctx.prompt.data.get("day") if ctx.prompt else None
    return date.fromisoformat(day) if day else None


def _marked(ctx: Ctx) -> list[str]:
    return list(ctx.prompt.data.get("items", [])) if ctx.prompt else []


def _close(ctx: Ctx, task: Task) -> None:
    """Close the question that was answered, and the inspection's own if it led to that one."""
    if ctx.prompt is None or task.id is None:
        return
    answered(ctx.session, ctx.prompt.id, ctx.now)
    if ctx.prompt.question != "inspection":
        following.close_prompts(ctx.session, "inspection", task.id, ctx.now)


def _newest_checkin(ctx: Ctx) -> int:
    newest = ctx.session.exec(
        select(CheckedIn.id)
        .where(CheckedIn.person_id == ctx.person_id, col(CheckedIn.undone_at).is_(None))
        .order_by(col(CheckedIn.at).desc(), col(CheckedIn.id).desc())
        .limit(1)
    ).first()
    return newest or 0


ROUTES = (
    Route(ShowTasks, show_tasks, "task.report", ("/tasks", "我的任务", "任务", "tasks")),
    Route(CheckIn, check_in, "task.report", ("/checkin", "打卡", "检索", "checkin", "check in"),
          lambda rest: CheckIn(0, rest)),
    Route(AllClear, None, "task.report", together=all_clear),
    Route(SomeFindings, some_findings, "task.report"),
    Route(PickFinding, pick_finding, "task.report"),
    Route(SubmitFindings, submit_findings, "task.report"),
    Route(Findings, findings, "task.report"),
    Route(CannotDo, cannot_do, "task.report"),
    Route(Reason, reason, "task.report"),
    Route(Read, read, "task.report"),
    Route(AddDetail, add_detail, "task.report"),
    Route(Undo, undo, "task.report", ("/undo", "撤销", "undo")),
)  # fmt: skip
