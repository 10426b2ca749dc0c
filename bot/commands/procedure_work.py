"""Applications from the side of who acts on them: the queue, one of them, and what each step ends with."""

import re
from datetime import timedelta
from typing import Any

from bot.commands.lines import capped, line
from bot.commands.procedure_helping import tell_helper_step
from bot.context import Ask, Ctx, Reply
from bot.grammar import plain
from bot.intents import Said, Worded
from bot.routes import Route
from models import procedure_cases
from models.case_telling import brief
from models.errors import NotFound
from models.following import close_prompts
from models.grid import Grid
from models.outbox import post
from models.people import Person
from models.procedure_cases import ASKED, DID, GRANTED, OPEN, TURNED_DOWN, WORK, Application

NEWS_STANDS = timedelta(days=5)
SHOWN_SHORT = 4
_NUMBER = re.compile(r"#?([0-9]{1,9})(?:号)?", re.ASCII)


class ShowQueue(Worded):
    """What waits for me; one of it by number."""


class StepDone(Said):
    """This step is done."""


class AskMore(Said):
    """Something is missing."""


class TurnDown(Said):
    """It cannot be granted."""


class ApplicationSaid(Said):
    """The words an act was asked for."""


def queue(ctx: Ctx, intent: ShowQueue) -> Reply:
    """What waits for the speaker, without anybody's name; one of it with all there is, and the act it waits for."""
    said = intent.text.strip()
    if said:
        match = _NUMBER.fullmatch(said)
        if match is None:
            return Reply("usage-queue")
        return _shown(ctx, int(match[1]))
    found = procedure_cases.queue(ctx.session, ctx.actor, _today(ctx))
    if not found:
        return Reply("queue-none")
    lines = [_line(about, grid, ctx) for about, grid in found]
    numbers = [f"{about.id}" for about, _ in found[:SHOWN_SHORT]]
    return Reply("queue", {"count": len(found), "lines": capped(ctx, lines), "numbers": numbers})


def _line(about: Application, grid: Grid, ctx: Ctx) -> str:
    kind = about.kind
    late = about.due_at < ctx.now
    key = f"queue-line{'-private' if kind.sensitive else ''}{'-late' if late else ''}"
    return line(
        ctx, key, number=about.id, name=kind.name, grid=grid.name, place=about.step + 1, count=len(kind.steps),
        due=_day(ctx, about.due_at),
    )  # fmt: skip


def _shown(ctx: Ctx, number: int) -> Reply:
    """One application; the view of a sensitive one is in the audit. Only whoever's turn it is gets the question."""
    about, grid = procedure_cases.view(ctx.session, number, ctx.actor, ctx.now, _today(ctx))
    kind = about.kind
    names = {note.person_id: ctx.session.get_one(Person, note.person_id).name
             for note in procedure_cases.notes(ctx.session, about)}  # fmt: skip
    past = [
        line(ctx, f"application-did-{note.act}", name=names[note.person_id], words=note.text or "–",
             day=_day(ctx, note.at), step=kind.steps[note.step].name)
        for note in procedure_cases.notes(ctx.session, about)
    ]  # fmt: skip
    facts: dict[str, Any] = {
        "number": about.id, "name": kind.name, "person": ctx.session.get_one(Person, about.applicant_id).name,
        "grid": grid.name, "place": about.step + 1, "count": len(kind.steps), "step": kind.steps[about.step].name,
        "due": _day(ctx, about.due_at), "state": line(ctx, f"application-state-{about.state}"),
        "lines": capped(ctx, past) or ["–"],
    }  # fmt: skip
    key = "application-private" if kind.sensitive else "application"
    if about.state == OPEN and ctx.actor.id in _turn(ctx, about, grid):
        return Reply(key, facts, Ask("application", number, {"step": about.step}, timedelta(days=7)), edit=False)
    return Reply(key, facts, edit=False)


def step_done(ctx: Ctx, intent: StepDone) -> Reply:
    """The step is done, with a note of how; the next one's turn, or granted."""
    return _act(ctx, intent, DID)


def ask_more(ctx: Ctx, intent: AskMore) -> Reply:
    """The applicant is asked for what is missing."""
    return _act(ctx, intent, ASKED)


def turn_down(ctx: Ctx, intent: TurnDown) -> Reply:
    """It cannot be granted; the reason is kept and the applicant hears it, in person where it is sensitive."""
    return _act(ctx, intent, TURNED_DOWN)


def said(ctx: Ctx, intent: ApplicationSaid) -> Reply:
    """The words an act waited for."""
    prompt = ctx.prompt
    act = prompt.data.get("act") if prompt and prompt.question == "application_words" else None
    if act not in (DID, ASKED, TURNED_DOWN):
        raise NotFound(what="")
    return _act(ctx, intent, act)


def _act(ctx: Ctx, intent: Said, act: str) -> Reply:
    """One act on the step that was shown: an old question about a step that is over finds nothing to do."""
    number, words = intent.subject, intent.text.strip()
    about = ctx.session.get(Application, number, populate_existing=True)
    grid = ctx.session.get(Grid, about.grid_id) if about else None
    shown = ctx.prompt.data.get("step") if ctx.prompt else None
    if about is None or grid is None or shown is None:
        raise NotFound(what="")
    if about.state != OPEN or shown != about.step:
        raise procedure_cases.StepTaken
    if ctx.actor.id not in _turn(ctx, about, grid):
        raise NotFound(what="")
    if len(plain(words)) < 2:
        data = {"act": act, "step": about.step}
        return Reply(f"application-words-{act}", {"number": number}, Ask("application_words", number, data), edit=False)
    if act == DID:
        procedure_cases.step_done(ctx.session, about, ctx.person_id, words, ctx.now, ctx.zone)
    elif act == ASKED:
        procedure_cases.ask_more(ctx.session, about, ctx.person_id, words, ctx.now, ctx.zone)
    else:
        procedure_cases.turn_down(ctx.session, about, ctx.person_id, words, ctx.now)
    for question in ("application", "application_words"):
        close_prompts(ctx.session, question, number, ctx.now)
    _tell_applicant(ctx, about, act, words)
    tell_helper_step(ctx, about, act)
    key = "application-granted-noted" if about.state == GRANTED else f"application-noted-{act}"
    return Reply(key, {"number": number})


def _tell_applicant(ctx: Ctx, about: Application, act: str, words: str) -> None:
    """What the applicant hears: of a sensitive one by SMS no more than that there is something to hear."""
    kind = about.kind
    key = "application-granted-note" if about.state == GRANTED else f"application-note-{act}"
    facts = {
        "number": about.id, "name": kind.name, "words": words, "brief": brief(words), "place": about.step + 1,
        "count": len(kind.steps), "step": kind.steps[about.step].name,
    }  # fmt: skip
    last = procedure_cases.notes(ctx.session, about)[-1].id
    post(
        ctx.session, about.applicant_id, f"{key}-private" if kind.sensitive else key, facts, now=ctx.now,
        purpose="application-note", subject=f"note:{last}", expires_at=ctx.now + NEWS_STANDS, care=True,
    )  # fmt: skip


def _turn(ctx: Ctx, about: Application, grid: Grid) -> list[int]:
    return procedure_cases.turns(ctx.session, [(about, grid.path)], _today(ctx))[about.id or 0]


def _today(ctx: Ctx) -> Any:
    return ctx.now.astimezone(ctx.zone).date()


def _day(ctx: Ctx, moment: Any) -> str:
    return str(moment.astimezone(ctx.zone).date().isoformat())


ROUTES = (
    Route(ShowQueue, queue, WORK, ("/queue", "待办", "queue"), ShowQueue),
    Route(StepDone, step_done, WORK),
    Route(AskMore, ask_more, WORK),
    Route(TurnDown, turn_down, WORK),
    Route(ApplicationSaid, said, WORK),
)
