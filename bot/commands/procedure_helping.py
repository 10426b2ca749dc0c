"""Applying for somebody else: they are asked first, it is theirs, and the helper hears how far it is, no more."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.context import Ask, Ctx, Reply
from bot.grammar import plain, words
from bot.intents import About, Intent, Said, Worded
from bot.routes import Route
from models import procedure_helping
from models.db import write_queued
from models.errors import NotFound
from models.following import close_prompts
from models.lookup import find_person
from models.nominations import can_hear
from models.outbox import post
from models.people import Person
from models.permissions import paths_for
from models.procedure_cases import ASKED, ASKING, DID, OPEN, AlreadyApplied, Application
from models.procedure_helping import QUESTION, STANDS, AskOver
from models.procedures import kind_of, named
from models.prompts import ask

HELP, OWN = "procedure.help", "procedure.apply"
NEWS_STANDS = timedelta(days=5)
APPLIED_STANDS = timedelta(hours=1)
_FOR = re.compile(
    r"(?P<what>.+?)\s*[替代帮]\s*(?P<who>[^\s替代帮]\S+.*)|[替代帮]\s*(?P<first>\S{2,})\s+(?P<then>.+)"
    r"|(?P<kind>.+)\s+for\s+(?P<whom>.+)",
    re.IGNORECASE,
)


class ShowProcedures(Worded):
    """What can be done here; what one needs; or, with 申请 behind it, an application."""


@dataclass(frozen=True)
class ApplyForOther(Intent):
    """Somebody (`name`) should apply for this, and I help them."""

    procedure: str = ""
    name: str = ""


class AgreeApply(About):
    """Yes, apply for me."""


class RefuseApply(About):
    """No, do not."""


class ApplyUnclear(Said):
    """Something that is neither, for sure."""


def read_procedures(text: str) -> Intent:
    """What is meant by the words behind 办事: "高龄津贴 替 王伯" is for somebody else, anything else for oneself."""
    said = " ".join(text.split())
    match = _FOR.fullmatch(said) if named(said) is None else None
    if match is None:
        return ShowProcedures(text)
    what, who = (match[a] or match[b] or match[c] for a, b, c in (("what", "then", "kind"), ("who", "first", "whom")))
    left, right = _without_apply(what), _without_apply(who)
    return ApplyForOther(left, right) if named(left) is not None else ShowProcedures(text)


def _without_apply(said: str) -> str:
    head, _, last = said.strip().rpartition(" ")
    return head if head and plain(last) in words("apply") else said.strip()


def apply_for(ctx: Ctx, intent: ApplyForOther) -> Reply:
    """Ask them; nothing is open before their yes. The answer is the same whether they have one already.

    Raises AskedBefore and what finding a person raises.
    """
    kind = kind_of(intent.procedure)
    found = find_person(ctx.session, intent.name, paths_for(ctx.actor, HELP))
    if found.id == ctx.actor.id:
        return Reply("usage-apply-for")
    if not can_hear(ctx.session, found.id):
        return Reply("apply-for-unreachable", {"name": found.name}, refused=True)
    about = procedure_helping.ask_for(ctx.session, kind, found.id, ctx.person_id, ctx.now)
    assert about.id is not None
    prompt_id = ask(ctx.session, found.id, QUESTION, about.id, ctx.now, ctx.now + STANDS)
    write_queued(ctx.session)  # the message names the question
    facts = {"by": ctx.actor.name, "name": kind.name, "number": about.id}
    post(
        ctx.session, found.id, "apply-for-ask-private" if kind.sensitive else "apply-for-ask", facts, now=ctx.now,
        purpose="apply-for", subject=f"application:{about.id}", expires_at=ctx.now + STANDS, prompt_id=prompt_id,
        care=True,
    )  # fmt: skip
    return Reply("apply-for-asked", {"name": found.name, "number": about.id, "days": STANDS.days})


def agree(ctx: Ctx, intent: AgreeApply) -> Reply:
    """Their yes: it is open, in their name; the helper hears so."""
    about = _asked(ctx, intent.subject)
    try:
        procedure_helping.agree(ctx.session, about, ctx.now, ctx.zone)
    except AlreadyApplied as known:
        _over(ctx, about, "helped-note-declined")
        return Reply(known.key, known.facts)
    _over(ctx, about, "helped-note-agreed")
    return opened(ctx, about)


def opened(ctx: Ctx, about: Application) -> Reply:
    """What the applicant hears of an application that has just been opened, with the way back."""
    facts = {"number": about.id, "name": about.kind.name, "due": about.due_at.astimezone(ctx.zone).date().isoformat()}
    key = "applied-private" if about.kind.sensitive else "applied"
    return Reply(key, facts, Ask("applied", about.id or 0, stands=APPLIED_STANDS), edit=False)


def refuse(ctx: Ctx, intent: RefuseApply) -> Reply:
    """Their no: nothing is kept of it but that it was a no."""
    about = _asked(ctx, intent.subject)
    procedure_helping.decline(ctx.session, about, ctx.now)
    _over(ctx, about, "helped-note-declined")
    return Reply("apply-for-declined", {"name": ctx.session.get_one(Person, about.helper_id).name})


def unclear(ctx: Ctx, intent: ApplyUnclear) -> Reply:
    """Asked once more; then the helper hears that it has to be asked in person. It is never taken for a yes."""
    about, prompt = _asked(ctx, intent.subject), ctx.prompt
    assert prompt is not None and about.helper_id is not None
    helper = ctx.session.get_one(Person, about.helper_id).name
    if not prompt.data.get("unclear"):
        again = Ask(QUESTION, intent.subject, {"unclear": 1}, stands=prompt.expires_at - ctx.now)
        return Reply("apply-for-again", {"by": helper}, again, edit=False)
    procedure_helping.take_back(ctx.session, about, ctx.now)
    _over(ctx, about, "helped-note-unread")
    return Reply("apply-for-person", {"by": helper}, edit=False)


def tell_helper(ctx: Ctx, about: Application, key: str) -> None:
    """How far it is, to whoever asked for it: its number and the applicant's name, no word of what it is about."""
    if about.helper_id is None or about.helper_id == ctx.actor.id:
        return
    facts = {
        "number": about.id, "person": ctx.session.get_one(Person, about.applicant_id).name, "place": about.step + 1,
        "count": len(about.kind.steps),
    }  # fmt: skip
    post(
        ctx.session, about.helper_id, key, facts, purpose="helped-note", now=ctx.now,
        subject=f"application:{about.id}:{ctx.inbox_id}", expires_at=ctx.now + NEWS_STANDS,
    )  # fmt: skip


def tell_helper_step(ctx: Ctx, about: Application, act: str) -> None:
    """What a worker's act means for the helper: a step further, something to bring, or a result to go and hear."""
    if about.state != OPEN:
        tell_helper(ctx, about, "helped-note-result")
    elif act in (DID, ASKED):
        tell_helper(ctx, about, "helped-note-step" if act == DID else "helped-note-more")


def helped_lines(ctx: Ctx) -> list[list[Any]]:
    """What the speaker has asked for in others' places: whose, and how far."""
    lines: list[list[Any]] = []
    for about in procedure_helping.of_helper(ctx.session, ctx.person_id):
        facts = {
            "number": about.id, "person": ctx.session.get_one(Person, about.applicant_id).name,
            "place": about.step + 1, "count": len(about.kind.steps),
        }  # fmt: skip
        lines.append(["helped-line-asking" if about.state == ASKING else "helped-line", facts])
    return lines


def _asked(ctx: Ctx, number: int) -> Application:
    """What the speaker is asked about. Raises NotFound for anybody else, and AskOver once it is."""
    about = ctx.session.get(Application, number, populate_existing=True)
    if about is None or about.helper_id is None or about.applicant_id != ctx.actor.id:
        raise NotFound(what="")
    if about.state != ASKING:
        raise AskOver
    return about


def _over(ctx: Ctx, about: Application, key: str) -> None:
    assert about.id is not None
    close_prompts(ctx.session, QUESTION, about.id, ctx.now)
    tell_helper(ctx, about, key)


ROUTES = (
    Route(ApplyForOther, apply_for, HELP),
    Route(AgreeApply, agree, OWN),
    Route(RefuseApply, refuse, OWN),
    Route(ApplyUnclear, unclear, OWN),
)
