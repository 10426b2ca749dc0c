"""Answers to whatever a duty asks: booked and echoed, not possible and why, read, taken back, added to.

What only one kind of question has (findings, the points of a list) is in a file of its own.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlmodel import col, select

from bot.answers import read_day, says_nothing
from bot.commands.showing import INSPECTION, about, already, duty_of, own_task, question_of, show_task
from bot.context import Ask, Ctx, Reply
from bot.grammar import plain
from bot.intents import AddDetail, CannotDo, CheckIn, Read, Reason, Undo
from bot.routes import Answer, Route
from models import checkins, following
from models.checkins import UNDO_MINUTES, Detail, Report
from models.checkins import CheckIn as CheckedIn
from models.duties import OPEN, Task
from models.errors import StairwellError
from models.prompts import answered
from models.text import in_full

REASON_LENGTH = 200
FOLLOWS = ("findings", "late_day", "reason")
"""Questions a duty's own one leads to; it is answered with them."""


def check_in(ctx: Ctx, intent: CheckIn) -> Reply:
    """Ask the task's question, about the day named if one was; answer a late report's question of the day.

    Where no task is named it is the inspection, or else what is due first.
    """
    task = own_task(ctx, intent.subject) if intent.subject else _first_open(ctx)
    if task is None:
        return Reply("nothing-open")
    if not intent.text:
        return show_task(ctx, task)
    today = ctx.now.astimezone(ctx.zone).date()
    day = read_day(intent.text, today)
    checkins.check_day(task, day, today, ctx.zone)
    prompt = ctx.prompt
    if prompt is not None and prompt.question == "late_day" and prompt.subject_id == task.id:
        return report(ctx, task, day, items=prompt.data.get("items", []), note=prompt.data.get("note", ""))
    return show_task(ctx, task, day=day.isoformat())


def _first_open(ctx: Ctx) -> Task | None:
    tasks = checkins.open_tasks(ctx.session, ctx.person_id, ctx.now)
    return next((task for task in tasks if task.duty_key == INSPECTION), tasks[0] if tasks else None)


def cannot_do(ctx: Ctx, intent: CannotDo) -> Reply:
    """Not possible this time: ask why."""
    task = own_task(ctx, intent.subject)
    if task.state != OPEN:
        return already(ctx, task)
    return Reply("reason-ask", about(ctx, task), Ask("reason", intent.subject, stands=timedelta(hours=24)))


def reason(ctx: Ctx, intent: Reason) -> Reply:
    """Why it is not possible; a bare number or nothing is no reason and is asked again."""
    task = own_task(ctx, intent.subject)
    text = in_full(intent.text, REASON_LENGTH)
    if len(plain(text)) < 2:
        return Reply("reason-again", {}, Ask("reason", intent.subject, stands=timedelta(hours=24)))
    checkin_id = checkins.cannot(
        ctx.session, task, ctx.person_id, text, channel=ctx.inbound.channel, now=ctx.now, zone=ctx.zone
    )
    if checkin_id is None:
        return already(ctx, task)
    close(ctx, task)
    return Reply("cannot-recorded", about(ctx, task), undo_ask(checkin_id))


def read(ctx: Ctx, intent: Read) -> Reply:
    """收到 says read, not done: note it, keep the question open, and say so."""
    task = own_task(ctx, intent.subject)
    if task.state != OPEN:
        return already(ctx, task)
    task.read_at = task.read_at or ctx.now
    ctx.session.add(task)
    return Reply("read-noted", about(ctx, task), question_of(ctx, task, None), edit=False)


def add_detail(ctx: Ctx, intent: AddDetail) -> Reply:
    """Words, a photo or a place that belong to the check-in just made."""
    inbound, checkin_id = ctx.inbound, intent.subject
    if not inbound.photo and not inbound.place and says_nothing(inbound.text):
        return Reply("already-recorded", {}, undo_ask(checkin_id, new=False), edit=False)
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
    return Reply("undone", about(ctx, task), question_of(ctx, task, {}))


def report(ctx: Ctx, task: Task, day: date | None, *, items: Sequence[str] = (), note: str = "") -> Reply:
    """Book the check-in and echo it with an undo; a late one without a day is asked for the day first."""
    answer = booked([ctx], [begun(ctx, task, day, items=items, note=note)])[0]
    assert isinstance(answer, Reply)
    return answer


def reported_together(crowd: Sequence[tuple[Ctx, Any]]) -> list[Answer]:
    """Done, as many say at once: the reports of a wave are booked in one go; the answer to each, in order."""
    begins: list[Report | Answer] = []
    for ctx, intent in crowd:
        try:
            task = own_task(ctx, intent.subject)
            begins.append(begun(ctx, task, day_of(ctx)))
        except StairwellError as refusal:
            begins.append(refusal)
    return booked([ctx for ctx, _ in crowd], begins)


def begun(ctx: Ctx, task: Task, day: date | None, *, items: Sequence[str] = (), note: str = "") -> Report | Reply:
    """A report that may be booked, or the question that comes first. Raises TooLate and BadDate."""
    if ctx.now > task.due_at and day is None and task.state == OPEN:
        data: dict[str, Any] = {"items": list(items)} | ({"note": note} if note else {})
        return Reply("late-day-ask", about(ctx, task), Ask("late_day", task.id or 0, data))
    return checkins.report_of(
        task, ctx.person_id, ctx.inbound.channel, ctx.now, ctx.zone, done_on=day, items=items, note=note
    )


def booked(ctxs: Sequence[Ctx], begins: Sequence[Report | Answer]) -> list[Answer]:
    """Book the reports among what was begun, all in one go; the answer to each."""
    reports = [one for one in begins if isinstance(one, Report)]
    made = iter(checkins.check_in(ctxs[0].session, reports, ctxs[0].now, ctxs[0].zone))
    return [
        _echo(ctx, one, next(made)) if isinstance(one, Report) else one for ctx, one in zip(ctxs, begins, strict=True)
    ]


def _echo(ctx: Ctx, said: Report, made: tuple[int, int] | None) -> Reply:
    task = said.task
    if made is None:
        return already(ctx, task)
    checkin_id, points = made
    close(ctx, task)
    facts = about(ctx, task) | {"points": points}
    if said.items:
        facts["items_keys"] = [f"item-{item.replace('_', '-')}" for item in said.items]
    return Reply(_echo_key(duty_of(ctx, task).ask, said, points), facts, undo_ask(checkin_id))


def _echo_key(asked: str, said: Report, points: int) -> str:
    if asked == INSPECTION:
        return "recorded-findings" if said.items else "recorded-clear"
    return "recorded-practice" if points else "recorded-no-points"


def undo_ask(checkin_id: int, *, new: bool = True) -> Ask:
    """The afterthought to a report: 0 takes it back, anything else joins it."""
    return Ask("checked_in", checkin_id, stands=timedelta(minutes=UNDO_MINUTES), new=new)


def day_of(ctx: Ctx) -> date | None:
    """The day that was named before the question which is being answered, if one was."""
    day = ctx.prompt.data.get("day") if ctx.prompt else None
    return date.fromisoformat(day) if day else None


def close(ctx: Ctx, task: Task) -> None:
    """Close the question that was answered, and the duty's own if it led to that one."""
    if ctx.prompt is None or task.id is None:
        return
    asked = duty_of(ctx, task).ask
    if ctx.prompt.question == asked or ctx.prompt.question in FOLLOWS:
        answered(ctx.session, ctx.prompt.id, ctx.now)
    if ctx.prompt.question != asked:
        following.close_prompts(ctx.session, asked, task.id, ctx.now)


def _newest_checkin(ctx: Ctx) -> int:
    newest = ctx.session.exec(
        select(CheckedIn.id)
        .where(CheckedIn.person_id == ctx.person_id, col(CheckedIn.undone_at).is_(None))
        .order_by(col(CheckedIn.at).desc(), col(CheckedIn.id).desc())
        .limit(1)
    ).first()
    return newest or 0


ROUTES = (
    Route(CheckIn, check_in, "task.report", ("/checkin", "打卡", "检索", "checkin", "check in"),
          lambda rest: CheckIn(0, rest)),
    Route(CannotDo, cannot_do, "task.report"),
    Route(Reason, reason, "task.report"),
    Route(Read, read, "task.report"),
    Route(AddDetail, add_detail, "task.report"),
    Route(Undo, undo, "task.report", ("/undo", "撤销", "undo")),
)  # fmt: skip
