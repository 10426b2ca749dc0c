"""Sheets sent from a page: the form, what becomes of each, and what a checked one would change, row by row."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select as sql
from sqlmodel import col

from bot.commands.roster import MOST_BYTES
from bot.web.office.pages import ROWS, Page, View
from bot.web.office.spoken import moment
from messages.catalogue import CatalogueError
from models import imports, roster
from models.asked_lists import question_about
from models.day_sheets import DaysPlan
from models.imports import READY, RECEIVED, ImportRun
from models.lookup import everywhere
from models.outbox import Message
from models.prompts import Prompt
from models.questions import QUESTIONS
from models.roster_rows import Line

ACT = "roster.import"
SHOWN = 10
REFRESH_SECONDS = 3
CHECKS = ("import", "import_days")
"""The questions that confirm what a sheet would change."""
KINDS = {"error": "bad", "question": "late", "create": "good"}


def show(view: View) -> Mapping[str, Any] | None:
    """The form and the newest files of whoever looks; for who sees to the whole community, as in chat."""
    if not everywhere(view.session, view.paths(ACT)):
        return None
    runs = imports.runs_of(view.session, view.person_id, SHOWN)
    facts: dict[str, Any] = {
        "runs": [_run(view, run) for run in runs], "most": str(MOST_BYTES // 1_000_000), "page": view.page,
        "rows": [], "more": False,
        "heads": [(view.say(f"page-queues-{name}"), False) for name in ("when", "file", "state", "result")],
        "row_heads": [(view.say("page-queues-row-kind"), False), (view.say("page-queues-row"), False)],
    }  # fmt: skip
    if runs and runs[0].state == READY:
        facts |= _checked(view, runs[0])
    if any(run.state == RECEIVED for run in runs):
        facts["refresh"] = f"{REFRESH_SECONDS}; url=/office/import"
    return facts


def _run(view: View, run: ImportRun) -> list[Any]:
    open_ = run.state == READY and _question(view, run) is not None
    state = "unconfirmed" if run.state == READY and not open_ else run.state
    kind = {"applied": "good", "failed": "bad", "ready": "late"}.get(state, "")
    return [
        moment(view, run.created_at), run.file_name,
        {"text": view.say(f"page-queues-import-{state}"), "kind": kind}, _said(view, run),
    ]  # fmt: skip


def _question(view: View, run: ImportRun) -> Prompt | None:
    asked = (question_about(view.session, view.person_id, name, run.id or 0, view.now) for name in CHECKS)
    return next((prompt for prompt in asked if prompt is not None), None)


def _said(view: View, run: ImportRun) -> str:
    """What its sender was told in the end; "" while it is being checked, and for what is shown row by row."""
    told = (col(Message.purpose) == "import") & (col(Message.subject) == f"import:{run.id}")
    found = view.session.execute(
        sql(col(Message.key), col(Message.facts)).where(
            told, col(Message.person_id) == view.person_id, col(Message.prompt_id).is_(None)
        )
    ).first()
    try:
        return view.say(found[0], **found[1]) if found else ""
    except CatalogueError:
        return ""


def _checked(view: View, run: ImportRun) -> dict[str, Any]:
    """What a checked sheet would change, a page of its rows, and the buttons that confirm it or let it be."""
    prompt = _question(view, run)
    if prompt is None or run.plan is None:
        return {}
    choices = QUESTIONS[prompt.question].buttons()
    facts = {
        "file": run.file_name,
        "buttons": [(view.say(choice.label_key), f"{prompt.token}.{place}") for place, choice in choices],
    }
    if prompt.question == "import_days":
        days = DaysPlan.from_json(run.plan).lines
        said = [["", view.say(key, **about)] for key, about in days[view.skip : view.skip + ROWS]]
        return facts | {"rows": said, "more": len(days) > view.skip + ROWS, "sum": ""}
    plan = roster.Plan.from_json(run.plan)
    key, about = roster.lines(plan)[0]
    shown = [_row(view, one) for one in plan.lines[view.skip : view.skip + ROWS]]
    return facts | {"rows": shown, "more": len(plan.lines) > view.skip + ROWS, "sum": view.say(key, **about),
                    "ignored": [view.say("roster-ignored", value=title) for title in plan.ignored]}  # fmt: skip


def _row(view: View, one: Line) -> list[Any]:
    kind = {"text": view.say(f"page-queues-row-{one.kind}"), "kind": KINDS.get(one.kind, "")}
    return [kind, view.say(one.key, **one.facts)]


PAGES = (Page("/office/import", ACT, "page-queues-import", "import.html", show, "set", sheets=("people",)),)
