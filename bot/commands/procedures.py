"""What the community does on request, from the resident's side: what is needed, applying, where it stands.

By SMS a sensitive procedure is never named: whoever else looks at that phone learns of a number and a step, no more.
"""

import re
from datetime import timedelta
from typing import Any

from bot.answers import read_numbers
from bot.commands.procedure_helping import ShowProcedures, helped_lines, opened, read_procedures, tell_helper
from bot.commands.settling import settle_question
from bot.context import Ask, Ctx, Reply
from bot.grammar import plain, words
from bot.intents import About, Intent, Said
from bot.routes import Route
from models import procedure_cases, procedure_helping
from models.audit import record
from models.crypt import decrypt, encrypt
from models.db import new_id
from models.errors import NotFound
from models.following import close_prompts
from models.procedure_cases import ASKING, OPEN, Application
from models.procedures import Procedure, kind_of, procedures
from models.wishes import home_of

ACT = "procedure.apply"
STANDS = timedelta(days=3)
_NUMBER = re.compile(r"#?([0-9]{1,9})(?:号)?", re.ASCII)


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
        return _apply(ctx, kind_of(head))
    return _needs(ctx, kind_of(said))


def pick(ctx: Ctx, intent: PickProcedure) -> Reply:
    """One of the list that was just shown."""
    numbers = read_numbers(intent.text, len(procedures()))
    return _needs(ctx, kind_of(str(numbers[0]) if len(numbers) == 1 else intent.text))


def apply(ctx: Ctx, intent: ApplyFor) -> Reply:
    """Yes to the question under what is needed; once, whoever presses again."""
    return _apply(ctx, procedures()[decrypt(bytes.fromhex(settle_question(ctx, "procedure").data["about"]))])


def not_now(ctx: Ctx, intent: NotNow) -> Reply:
    """Nothing is opened, and nobody hears that it was asked about."""
    settle_question(ctx, "procedure")
    return Reply("procedure-later")


def my_applications(ctx: Ctx, intent: ShowMyApplications) -> Reply:
    """The speaker's applications, newest first: which step, by when; then those they help with, without what for.

    This view, too, is in the audit.
    """
    mine = procedure_cases.of_applicant(ctx.session, ctx.person_id)
    helped = helped_lines(ctx)
    if not mine and not helped:
        return Reply("applications-none")
    for about in (*mine, *procedure_helping.of_helper(ctx.session, ctx.person_id)):
        if about.kind.sensitive:
            record(ctx.session, ctx.now, ctx.actor.id, "application.view", f"application:{about.id}")
    lines = [*(_mine(ctx, about) for about in mine), *helped]
    return Reply("applications-mine", {"lines_said": lines, "brief_said": lines[:2]})


def withdraw(ctx: Ctx, intent: WithdrawApplication) -> Reply:
    """The applicant takes it back while it is open; a helper what they asked for while nobody has answered."""
    match = _NUMBER.fullmatch(intent.text.strip())
    number = intent.subject or (int(match[1]) if match else 0)
    if not number:
        return Reply("usage-withdraw-application")
    about = ctx.session.get(Application, number, populate_existing=True)
    if about is not None and about.state == ASKING and about.helper_id == ctx.actor.id:
        procedure_helping.take_back(ctx.session, about, ctx.now)
        return Reply("application-withdrawn", {"number": number})
    if about is None or about.applicant_id != ctx.actor.id:
        raise NotFound(what="")
    procedure_cases.withdraw(ctx.session, about, ctx.now)
    for question in ("applied", "application"):
        close_prompts(ctx.session, question, number, ctx.now)
    tell_helper(ctx, about, "helped-note-taken-back")
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
    home = home_of(ctx.session, ctx.person_id)
    assert home.id is not None
    return opened(ctx, procedure_cases.apply(ctx.session, kind, ctx.person_id, home.id, ctx.now, ctx.zone))


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


ROUTES = (
    Route(ShowProcedures, show, ACT, ("/services", "办事", "services", "service"), read_procedures),
    Route(PickProcedure, pick, ACT),
    Route(ApplyFor, apply, ACT),
    Route(NotNow, not_now, ACT),
    Route(ShowMyApplications, my_applications, ACT, ("/myapplications", "我的申请", "my applications")),
    Route(WithdrawApplication, withdraw, ACT, ("/unapply", "撤回申请", "unapply"),
          lambda rest: WithdrawApplication(0, rest)),
)  # fmt: skip
