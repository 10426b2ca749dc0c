"""What every other duty asks: done, or which points of a list; and all that is open for somebody, to choose from."""

from typing import Any

from bot.answers import read_numbers
from bot.commands.answering import day_of, report, reported_together
from bot.commands.lines import line
from bot.commands.showing import about, already, duty_of, marked, own_task, show_items, show_task
from bot.context import Ask, Ctx, Reply
from bot.intents import About, Said, ShowTasks
from bot.routes import Route
from models import checkins
from models.duties import OPEN, Task

MOST_TASKS = 9
"""So many are listed: what is due first."""


class Reported(About):
    """Done: the task `subject`."""


class ShowItems(About):
    """Show what is left of the list of the task `subject`."""


class ItemsDone(Said):
    """These points of the list (numbers, as typed) are done."""


class ItemsAll(About):
    """All points of the list are done."""


class ItemsEnd(About):
    """That is all that will be done of the list."""


class OpenTask(About):
    """Show the task `subject` with its question."""


class PickTask(Said):
    """That one of the list of tasks (its number, as typed)."""


def show_tasks(ctx: Ctx, intent: ShowTasks) -> Reply:
    """What is asked of me: the one open task with its choices, several numbered to choose from, or that nothing is."""
    tasks = checkins.open_tasks(ctx.session, ctx.person_id, ctx.now)
    if not tasks:
        return Reply("nothing-open")
    if len(tasks) == 1:
        return show_task(ctx, tasks[0])
    return _list(ctx, tasks[:MOST_TASKS], "tasks", all=len(tasks))


def open_task(ctx: Ctx, intent: OpenTask) -> Reply:
    """One task of mine with its question."""
    return show_task(ctx, own_task(ctx, intent.subject))


def pick_task(ctx: Ctx, intent: PickTask) -> Reply:
    """The task behind a number of the list, which stays open for the next; anything else is asked again."""
    ids = list(ctx.prompt.data.get("tasks", [])) if ctx.prompt else []
    numbers = read_numbers(intent.text, len(ids))
    if len(numbers) == 1:
        return show_task(ctx, own_task(ctx, ids[numbers[0] - 1]))
    tasks = [task for task in checkins.open_tasks(ctx.session, ctx.person_id, ctx.now) if task.id in ids]
    return _list(ctx, tasks, "tasks-again", said=intent.text[:20]) if tasks else Reply("nothing-open")


def _list(ctx: Ctx, tasks: list[Task], key: str, **more: Any) -> Reply:
    lines = [line(ctx, "tasks-line", number=number, **about(ctx, task)) for number, task in enumerate(tasks, 1)]
    space, facts = "" if ctx.actor.language == "zh-CN" else " ", [about(ctx, task) for task in tasks]
    duties = [one["duty"].get(ctx.actor.language, "") for one in facts]
    # Of two stairwells with the same duty the stairwell tells which is which.
    whole = [f"{duty}{space}{one['grid']}" if duties.count(duty) > 1 else duty
             for duty, one in zip(duties, facts, strict=True)]  # fmt: skip
    named = [f"{number}{space}{name}" for number, name in enumerate(whole, 1)]
    ask = Ask("tasks", ctx.person_id, {"tasks": [task.id for task in tasks]})
    return Reply(key, {"lines": lines, "names": named, **more}, ask, edit=False)


def show_list(ctx: Ctx, intent: ShowItems) -> Reply:
    """The list once more, without what is done."""
    task = own_task(ctx, intent.subject)
    return show_items(ctx, task, marked(ctx, task)) if task.state == OPEN else already(ctx, task)


def items_done(ctx: Ctx, intent: ItemsDone) -> Reply:
    """The points as typed; what is left stays open. Anything unclear is asked again, never guessed."""
    task = own_task(ctx, intent.subject)
    if task.state != OPEN:
        return already(ctx, task)
    most, before = len(duty_of(ctx, task).items), marked(ctx, task)
    numbers = read_numbers(intent.text, most)
    if not numbers:
        return show_items(ctx, task, before, "items-again")
    done = sorted({*before, *numbers})
    return show_items(ctx, task, done, "items-left") if len(done) < most else _hand_in(ctx, task, done)


def items_all(ctx: Ctx, intent: ItemsAll) -> Reply:
    """All points are done."""
    task = own_task(ctx, intent.subject)
    return _hand_in(ctx, task, list(range(1, len(duty_of(ctx, task).items) + 1)))


def items_end(ctx: Ctx, intent: ItemsEnd) -> Reply:
    """What was named is all; nothing named yet is asked again."""
    task = own_task(ctx, intent.subject)
    done = marked(ctx, task)
    return _hand_in(ctx, task, done) if done else show_items(ctx, task, done, "items-none")


def _hand_in(ctx: Ctx, task: Task, done: list[int]) -> Reply:
    """Book the list as done, with the numbers kept beside it."""
    note = f"{len(done)}/{len(duty_of(ctx, task).items)}: " + " ".join(map(str, done))
    return report(ctx, task, day_of(ctx), note=note)


ROUTES = (
    Route(ShowTasks, show_tasks, "task.report", ("/tasks", "我的任务", "任务", "tasks")),
    Route(OpenTask, open_task, "task.report"),
    Route(PickTask, pick_task, "task.report"),
    Route(Reported, None, "task.report", together=reported_together),
    Route(ShowItems, show_list, "task.report"),
    Route(ItemsDone, items_done, "task.report"),
    Route(ItemsAll, items_all, "task.report"),
    Route(ItemsEnd, items_end, "task.report"),
)
