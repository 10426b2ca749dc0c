"""A task as it is shown to whom it asks: what it is about, its question, and what it says when it is settled."""

from typing import Any

from sqlmodel import select

from bot.context import Ask, Ctx, Reply
from models.db import held
from models.duties import OPEN, Duty, Task
from models.errors import NotFound
from models.prompts import Prompt

INSPECTION, ITEMS = "inspection", "items"


def own_task(ctx: Ctx, task_id: int) -> Task:
    """The task, if it is the speaker's: issued to them, or of a grid where they hold the post the duty asks now.

    Raises NotFound for any other, as if it did not exist.
    """
    task = held(ctx.session, Task, task_id)
    if task is None:
        raise NotFound(what="")
    if task.person_id != ctx.actor.id:
        audience = duty_of(ctx, task).audience
        if not any(post.grid_id == task.grid_id and post.role == audience for post in ctx.actor.posts):
            raise NotFound(what="")
    return task


def duty_of(ctx: Ctx, task: Task) -> Duty:
    """The duty a task is of."""
    duty = held(ctx.session, Duty, task.duty_key)
    assert duty is not None
    return duty


def about(ctx: Ctx, task: Task) -> dict[str, Any]:
    """The facts of a task that every sentence about it may use: grid, period, duty (its name by language), due."""
    grid = next((post.grid_name for post in ctx.actor.posts if post.grid_id == task.grid_id), "")
    return {
        "grid": grid, "period": task.period, "duty": duty_of(ctx, task).name,
        "due": task.due_at.astimezone(ctx.zone).date().isoformat(),
    }  # fmt: skip


def show_task(ctx: Ctx, task: Task, *, day: str | None = None) -> Reply:
    """The task with its question, from the start; `day` (ISO) is when what will be reported was done.

    A list shows what is left of it. A task that is settled, or over its time, says so.
    """
    if task.state != OPEN or ctx.now > task.accept_until:
        return already(ctx, task)
    duty = duty_of(ctx, task)
    if duty.ask == ITEMS:
        return show_items(ctx, task, marked(ctx, task), day=day)
    facts = about(ctx, task)
    key = duty.message_key if ctx.now <= task.due_at else f"{duty.ask}-late"
    if day is not None:
        key, facts["day"] = "inspection-day" if duty.ask == INSPECTION else "task-day", day
    return Reply(key, facts, question_of(ctx, task, {} if day is None else {"day": day}), edit=False)


def show_items(ctx: Ctx, task: Task, done: list[int], key: str = "items-ask", day: str | None = None) -> Reply:
    """What is left of a list, numbered as it always is, with its question; `done` are the numbers done so far."""
    language, points = ctx.actor.language, duty_of(ctx, task).items
    left = [
        f"{number}{'' if language == 'zh-CN' else ' '}{point.get(language) or point.get('zh-CN', '')}"
        for number, point in enumerate(points, 1)
        if number not in done
    ]
    data: dict[str, Any] = {"done": done}
    if ctx.prompt is not None and ctx.prompt.question == ITEMS and ctx.prompt.subject_id == task.id:
        day = day or ctx.prompt.data.get("day")
    if day is not None:
        data["day"] = day
    facts = about(ctx, task) | {"lines": left, "left": left, "count": len(done), "most": len(points)}
    return Reply(key, facts, question_of(ctx, task, data), edit=False)


def marked(ctx: Ctx, task: Task) -> list[int]:
    """The numbers of a list's points that the speaker has reported so far."""
    prompt = ctx.prompt
    if prompt is None or prompt.question != ITEMS or prompt.subject_id != task.id:
        asked = select(Prompt).where(Prompt.question == ITEMS, Prompt.subject_id == task.id)
        prompt = ctx.session.exec(asked.where(Prompt.person_id == ctx.actor.id)).first()
    return sorted(prompt.data.get("done", [])) if prompt is not None else []


def question_of(ctx: Ctx, task: Task, data: dict[str, Any] | None) -> Ask:
    """The duty's question about a task, for as long as an answer counts; None keeps what it remembers."""
    assert task.id is not None
    return Ask(duty_of(ctx, task).ask, task.id, data, stands=task.accept_until - ctx.now)


def already(ctx: Ctx, task: Task) -> Reply:
    """That a task is settled, and how."""
    current = ctx.session.get_one(Task, task.id, populate_existing=True)
    over = current.state == OPEN and ctx.now > current.accept_until
    key = "already-missed" if over else "nothing-open" if current.state == OPEN else f"already-{current.state}"
    return Reply(key, about(ctx, task), edit=False)
