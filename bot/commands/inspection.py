"""The inspection from the side of who does it: all clear, or what was found."""

from typing import Any

from bot.answers import read_items
from bot.commands.answering import day_of, report, reported_together
from bot.commands.showing import already, own_task
from bot.context import Ask, Ctx, Reply
from bot.intents import AllClear, Findings, PickFinding, SomeFindings, SubmitFindings
from bot.routes import Route
from models.duties import OPEN, Task
from models.questions import CHECKLIST


def some_findings(ctx: Ctx, intent: SomeFindings) -> Reply:
    """Done, something found: which of the eight?"""
    task = own_task(ctx, intent.subject)
    if task.state != OPEN:
        return already(ctx, task)
    return _ask_findings(ctx, task, [])


def pick_finding(ctx: Ctx, intent: PickFinding) -> Reply:
    """Mark or unmark one point (a button)."""
    task, marked = own_task(ctx, intent.subject), _marked(ctx)
    items = [i for i in marked if i != intent.text] if intent.text in marked else [*marked, intent.text]
    return _ask_findings(ctx, task, [item for item in CHECKLIST if item in items])


def submit_findings(ctx: Ctx, intent: SubmitFindings) -> Reply:
    """Hand in what is marked; nothing marked is asked again."""
    task, marked = own_task(ctx, intent.subject), _marked(ctx)
    if not marked:
        return _ask_findings(ctx, task, [], "findings-none-marked")
    return report(ctx, task, day_of(ctx), items=marked)


def findings(ctx: Ctx, intent: Findings) -> Reply:
    """The points as typed: numbers, or words for them; anything else is asked again, never guessed."""
    task = own_task(ctx, intent.subject)
    items = read_items(intent.text)
    if not items:
        return _ask_findings(ctx, task, _marked(ctx), "findings-again")
    return report(ctx, task, day_of(ctx), items=items)


def _ask_findings(ctx: Ctx, task: Task, items: list[str], key: str = "findings-ask") -> Reply:
    data: dict[str, Any] = {"items": items}
    if day := day_of(ctx):
        data["day"] = day.isoformat()
    facts: dict[str, Any] = {}
    if items and key == "findings-ask":
        key, facts["items_keys"] = "findings-marked", [f"item-{item.replace('_', '-')}" for item in items]
    return Reply(key, facts, Ask("findings", task.id or 0, data))


def _marked(ctx: Ctx) -> list[str]:
    return list(ctx.prompt.data.get("items", [])) if ctx.prompt else []


ROUTES = (
    Route(AllClear, None, "task.report", together=reported_together),
    Route(SomeFindings, some_findings, "task.report"),
    Route(PickFinding, pick_finding, "task.report"),
    Route(SubmitFindings, submit_findings, "task.report"),
    Route(Findings, findings, "task.report"),
)
"""All clear is booked for a whole wave together: most heads say so on the same day."""
