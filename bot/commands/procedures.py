"""What the community does on request, from the resident's side: what is needed, applying, where it stands.

By SMS a sensitive procedure is never named: whoever else looks at that phone learns of a number and a step, no more.
"""

import re
from datetime import timedelta
from typing import Any

from bot.answers import read_numbers
from bot.commands.settling import settle_question
from bot.context import Ask, Ctx, Reply
from bot.grammar import plain, words
from bot.intents import About, Intent, Said, Worded
from bot.routes import Route
from models import procedure_cases
from models.audit import record
from models.crypt import decrypt, encrypt
from models.db import new_id
from models.errors import NotFound, StairwellError
from models.following import close_prompts
from models.grid import community
from models.procedure_cases import OPEN, Application
from models.procedures import Procedure, named, procedures

ACT = "procedure.apply"
STANDS = timedelta(days=3)
_NUMBER = re.compile(r"#?([0-9]{1,9})(?:号)?", re.ASCII)


class NoSuchProcedure(StairwellError):
    """Nothing on the list is called so."""

    key = "error-procedure"


class ShowProcedures(Worded):
    """What can be done here; what one needs; or, with 申请 behind it, an application."""


class PickProcedure(Said):
    """One of the list, by number or name."""


class ApplyFor(About):
    """I apply for what was shown."""


class NotNow(About):
    """Not now."""


class ShowMyApplications(Intent):
    """Where do my applications stand?"""


class WithdrawApplication(Said):
    """I take an application back, by its number."""


def show(ctx: Ctx, intent: ShowProcedures) -> Reply:
    """The list; of one of them what is needed; "办事 低保 申请" opens a case at once."""
    said = " ".join(intent.text.split())
    if not said:
        return _list(ctx)
    head, _, last = said.rpartition(" ")
    if head and plain(last) in words("apply"):
        return _apply(ctx, _kind(head))
    return _needs(ctx, _kind(said))


def pick(ctx: Ctx, intent: PickProcedure) -> Reply:
    """One of the list that was just shown."""
    numbers = read_numbers(intent.text, len(procedures()))
    return _needs(ctx, _kind(str(numbers[0]) if len(numbers) == 1 else intent.text))


def apply(ctx: Ctx, intent: ApplyFor) -> Reply:
    """Yes to the question under what is needed; once, whoever presses again."""
    return _apply(ctx, procedures()[decrypt(bytes.fromhex(settle_question(ctx, "procedure").data["about"]))])


def not_now(ctx: Ctx, intent: NotNow) -> Reply:
    """Nothing is opened, and nobody hears that it was asked about."""
    settle_question(ctx, "procedure")
    return Reply("procedure-later")


def my_applications(ctx: Ctx, intent: ShowMyApplications) -> Reply:
    """The speaker's applications, newest first: which step, by when. This view, too, is in the audit."""
    mine = procedure_cases.of_applicant(ctx.session, ctx.person_id)
    if not mine:
        return Reply("applications-none")
    for about in mine:
        if about.kind.sensitive:
            record(ctx.session, ctx.now, ctx.actor.id, "application.view", f"application:{about.id}")
    lines = [_mine(ctx, about) for about in mine]
    return Reply("applications-mine", {"lines_said": lines, "brief_said": lines[:2]})


def withdraw(ctx: Ctx, intent: WithdrawApplication) -> Reply:
    """The applicant takes it back while it is open."""
    match = _NUMBER.fullmatch(intent.text.strip())
    number = intent.subject or (int(match[1]) if match else 0)
    if not number:
        return Reply("usage-withdraw-application")
    about = ctx.session.get(Application, number, populate_existing=True)
    if about is None or about.applicant_id != ctx.actor.id:
        raise NotFound(what="")
    procedure_cases.withdraw(ctx.session, about, ctx.now)
    for question in ("applied", "application"):
        close_prompts(ctx.session, question, number, ctx.now)
    return Reply("application-withdrawn", {"number": number})


def _list(ctx: Ctx) -> Reply:
    language = ctx.actor.language
    kinds = list(procedures().values())
    facts = {
        "lines": [f"{kind.place} {kind.name[language]}" for kind in kinds],
        "short": " ".join(f"{kind.place}{kind.short[language]}" for kind in kinds),
    }
    return Reply("procedures", facts, Ask("procedure_list", ctx.person_id, stands=timedelta(hours=1)), edit=False)


def _needs(ctx: Ctx, kind: Procedure) -> Reply:
    language = ctx.actor.language
    needs = kind.needs[language]
    steps = [f"{place} {step.name[language]}" for place, step in enumerate(kind.steps, 1)]
    facts: dict[str, Any] = {
        "name": kind.name, "lines": [f"· {one}" for one in needs], "needs": needs, "steps": steps,
        "days": sum(step.days for step in kind.steps),
    }  # fmt: skip
    key = "procedure-needs-private" if kind.sensitive else "procedure-needs"
    # What somebody asked about may tell of hardship, too: the question's row does not say it in clear.
    about = {"about": encrypt(kind.key).hex()}
    return Reply(key, facts, Ask("procedure", new_id(ctx.now), about, STANDS, new=True), edit=False)


def _apply(ctx: Ctx, kind: Procedure) -> Reply:
    posts = sorted(ctx.actor.posts, key=lambda post: -post.level)
    grid_id = posts[0].grid_id if posts else community(ctx.session).id
    assert grid_id is not None
    about = procedure_cases.apply(ctx.session, kind, ctx.person_id, grid_id, ctx.now, ctx.zone)
    facts = {"number": about.id, "name": kind.name, "due": about.due_at.astimezone(ctx.zone).date().isoformat()}
    key = "applied-private" if kind.sensitive else "applied"
    return Reply(key, facts, Ask("applied", about.id or 0, stands=timedelta(hours=1)), edit=False)


def _mine(ctx: Ctx, about: Application) -> list[Any]:
    kind = about.kind
    facts: dict[str, Any] = {"number": about.id, "name": kind.name}
    if about.state != OPEN:
        key = f"application-line-{about.state}"
    else:
        step = kind.steps[about.step]
        key = "application-line"
        facts |= {"place": about.step + 1, "count": len(kind.steps), "step": step.name,
                  "due": about.due_at.astimezone(ctx.zone).date().isoformat()}  # fmt: skip
    return [f"{key}-private" if kind.sensitive else key, facts]


def _kind(said: str) -> Procedure:
    kind = named(said)
    if kind is None:
        raise NoSuchProcedure
    return kind


ROUTES = (
    Route(ShowProcedures, show, ACT, ("/services", "办事", "services", "service"), ShowProcedures),
    Route(PickProcedure, pick, ACT),
    Route(ApplyFor, apply, ACT),
    Route(NotNow, not_now, ACT),
    Route(ShowMyApplications, my_applications, ACT, ("/myapplications", "我的申请", "my applications")),
    Route(WithdrawApplication, withdraw, ACT, ("/unapply", "撤回申请", "unapply"),
          lambda rest: WithdrawApplication(0, rest)),
)  # fmt: skip
