"""The last word on whether a case is solved: its reporter's, or that of somebody who went to look."""

from datetime import timedelta

from bot.commands.case_reports import ACT, SEE, STANDS, own_report
from bot.context import Ask, Ctx, Reply
from bot.intents import About
from bot.routes import Route
from models import cases
from models.audit import record
from models.case_telling import CHECK_ASK, SOLVED_ASK, facts_of
from models.cases import CLOSED, SOLVED, Case
from models.following import close_prompts
from models.grid import Grid
from models.outbox import post
from models.permissions import paths_for
from models.prompts import answered


class CaseFixed(About):
    """The reporter: it is solved."""


class CaseNotYet(About):
    """The reporter: it is not solved."""


class CheckedFixed(About):
    """Somebody who went to look: it is solved."""


class CheckedNotYet(About):
    """Somebody who went to look: it is not solved."""


def fixed(ctx: Ctx, intent: CaseFixed) -> Reply:
    """The reporter confirms: the case is closed, and who solved it is thanked."""
    about, grid = own_report(ctx, intent.subject)
    return _fixed(ctx, about, grid, SOLVED_ASK, checker=False)


def not_yet(ctx: Ctx, intent: CaseNotYet) -> Reply:
    """The reporter says no: it is open again, also when another had confirmed it meanwhile."""
    about, grid = own_report(ctx, intent.subject)
    return _not_yet(ctx, about, grid)


def checked_fixed(ctx: Ctx, intent: CheckedFixed) -> Reply:
    """A checker went to look: solved."""
    about, grid = cases.find(ctx.session, intent.subject, paths_for(ctx.actor, SEE))
    return _fixed(ctx, about, grid, CHECK_ASK, checker=True)


def checked_not_yet(ctx: Ctx, intent: CheckedNotYet) -> Reply:
    """A checker went to look: not solved."""
    about, grid = cases.find(ctx.session, intent.subject, paths_for(ctx.actor, SEE))
    return _not_yet(ctx, about, grid)


def _fixed(ctx: Ctx, about: Case, grid: Grid, question: str, *, checker: bool) -> Reply:
    # Their own question is over, or it would take the next digit; of who is still silent a late "not yet" counts.
    if ctx.prompt is not None and ctx.prompt.question == question:
        answered(ctx.session, ctx.prompt.id, ctx.now)
    if about.state != SOLVED:
        return Reply("case-was-closed" if about.state == CLOSED else "case-at-work", facts_of(about, grid))
    cases.confirm(ctx.session, about, ctx.person_id, ctx.now, checker=checker)
    close_prompts(ctx.session, CHECK_ASK, about.id or 0, ctx.now)
    record(ctx.session, ctx.now, ctx.actor.id, "case.close", f"case:{about.id}", checker=checker)
    _tell_solver(ctx, about, grid, "case-confirmed-note", about.solved_by)
    return Reply("case-closed", facts_of(about, grid))


def _not_yet(ctx: Ctx, about: Case, grid: Grid) -> Reply:
    if about.state not in (SOLVED, CLOSED):
        return Reply("case-at-work", facts_of(about, grid))
    solver = about.solved_by
    cases.reopen(ctx.session, about, ctx.person_id, ctx.now, ctx.zone)
    for question in (SOLVED_ASK, CHECK_ASK):
        close_prompts(ctx.session, question, about.id or 0, ctx.now)
    record(ctx.session, ctx.now, ctx.actor.id, "case.reopen", f"case:{about.id}")
    _tell_solver(ctx, about, grid, "case-reopened-note", solver)
    return Reply("case-reopened", facts_of(about, grid), Ask("case_more", about.id or 0, stands=STANDS))


def _tell_solver(ctx: Ctx, about: Case, grid: Grid, key: str, solver: int | None) -> None:
    if solver is not None and solver != ctx.actor.id:
        post(
            ctx.session, solver, key, facts_of(about, grid), purpose="case-solver", now=ctx.now,
            subject=f"case:{about.id}:{about.state}:{about.reopened}", expires_at=ctx.now + timedelta(days=3),
        )  # fmt: skip


ROUTES = (
    Route(CaseFixed, fixed, ACT),
    Route(CaseNotYet, not_yet, ACT),
    Route(CheckedFixed, checked_fixed, SEE),
    Route(CheckedNotYet, checked_not_yet, SEE),
)
