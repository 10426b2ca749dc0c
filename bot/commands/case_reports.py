"""Reporting what is wrong, by chat or SMS: what it is, whether it is known already, and what became of it."""

from datetime import timedelta
from typing import Any

from sqlalchemy import func, literal
from sqlmodel import col, select

from bot.answers import read_numbers
from bot.commands.lines import capped, line
from bot.context import Ask, Ctx, Reply
from bot.grammar import plain
from bot.intents import About, Intent, Said, ShowReport, Worded
from bot.routes import Route
from models import case_lists, cases
from models.audit import record
from models.case_rules import OTHER, categories, category_of, read_category
from models.case_telling import facts_of
from models.cases import PHOTO, WORDS, Case, CaseMoved
from models.errors import NotFound
from models.following import close_prompts
from models.grid import BUILDING, Grid

ACT, SEE = "case.report", "case.see"
STANDS = timedelta(days=1)
UNCLEAR_WAITS = timedelta(hours=1)
"""How long the owner is not told yet while the reporter is asked which it is, or whether it is the same."""
REPORTED_SHOWN = timedelta(days=180)
SHOWN_SHORT = 3


class ReportProblem(Worded):
    """Something is wrong here: words, perhaps the place before them."""


class TellProblem(Said):
    """The words that were asked for."""


class PickCaseCategory(Said):
    """What kind it is: a number of the list, or words."""


class SameCase(About):
    """It is the one that was reported before."""


class NotSameCase(About):
    """It is another one."""


class AddToCase(Said):
    """Words or a photo that belong to it."""


class UndoCase(About):
    """Take the report back."""


class ShowMyReports(Intent):
    """What became of what I reported?"""


def read_report(rest: str) -> Intent:
    """What "report …" means in English: "report a problem …" is a case, anything else the account of a period."""
    said = rest.casefold()
    if not said.startswith("a problem"):
        return ShowReport(rest)
    return ReportProblem(rest[len("a problem") :].strip(" ,:"))


# --- reporting ---
def report(ctx: Ctx, intent: ReportProblem) -> Reply:
    """Make a case of what is said, at once, so that nothing is lost whatever is asked next."""
    return _report(ctx, intent.text)


def tell(ctx: Ctx, intent: TellProblem) -> Reply:
    """The words behind a bare 报修."""
    return _report(ctx, intent.text)


def _report(ctx: Ctx, text: str) -> Reply:
    grid, words = _place(ctx, " ".join(text.split()))
    if len(plain(words)) < 2 and not ctx.inbound.photo:
        return Reply("case-tell", {}, Ask("case_tell", ctx.person_id), edit=False)
    if grid is None or grid.id is None:
        return Reply("case-where", {}, Ask("case_tell", ctx.person_id), edit=False)
    kind = read_category(words)
    made = cases.report(
        ctx.session, grid.id, kind or OTHER, ctx.person_id, words, ctx.now, ctx.zone,
        wait=timedelta() if kind else UNCLEAR_WAITS,
    )  # fmt: skip
    if ctx.inbound.photo:
        cases.note(ctx.session, made, ctx.person_id, PHOTO, ctx.inbound.photo, ctx.now)
    record(ctx.session, ctx.now, ctx.actor.id, "case.report", f"case:{made.id}", category=made.category)
    return _noted(ctx, made, grid) if kind else _which(ctx, made, grid, again=False)


def pick_category(ctx: Ctx, intent: PickCaseCategory) -> Reply:
    """Its kind, by number or words; what is unclear twice goes to the owner as "something else"."""
    about, grid = own_report(ctx, intent.subject)
    keys = list(categories())
    numbers = read_numbers(intent.text, len(keys))
    kind = keys[numbers[0] - 1] if len(numbers) == 1 else _named(intent.text) or read_category(intent.text)
    if kind is None and not (ctx.prompt and ctx.prompt.data.get("again")):
        return _which(ctx, about, grid, again=True)
    close_prompts(ctx.session, "case_category", intent.subject, ctx.now)
    cases.recategorise(ctx.session, about, kind or OTHER, ctx.now, ctx.zone)
    return _noted(ctx, about, grid)


def _which(ctx: Ctx, about: Case, grid: Grid, *, again: bool) -> Reply:
    language = ctx.actor.language
    names = [kind.name[language] for kind in categories().values()]
    facts = facts_of(about, grid) | {
        "lines": [f"{place} {name}" for place, name in enumerate(names, 1)],
        "short": " ".join(f"{place}{kind.short[language]}" for place, kind in enumerate(categories().values(), 1)),
    }
    key = "case-which-again" if again else "case-which"
    return Reply(key, facts, Ask("case_category", about.id or 0, {"again": again}, STANDS), edit=False)


def _named(text: str) -> str | None:
    said = plain(text)
    called = {plain(name): key for key, kind in categories().items() for name in kind.name.values()}
    return called.get(said)


def _noted(ctx: Ctx, about: Case, grid: Grid) -> Reply:
    """The echo with number and day, or first whether it is the same as what is at work there already."""
    other = cases.same_open(ctx.session, about)
    if other is None:
        return _echo(ctx, about, grid)
    about.tell_at = max(about.tell_at, ctx.now + UNCLEAR_WAITS)
    ctx.session.add(about)
    facts = facts_of(about, grid) | {"other": other.id, "day": _day(ctx, other.made_at)}
    return Reply("case-same", facts, Ask("case_same", about.id or 0, {"other": other.id}, STANDS), edit=False)


def _echo(ctx: Ctx, about: Case, grid: Grid) -> Reply:
    facts = facts_of(about, grid) | {"due": _day(ctx, about.due_at)}
    return Reply("case-reported", facts, Ask("case_reported", about.id or 0, stands=cases.UNDO), edit=False)


def same(ctx: Ctx, intent: SameCase) -> Reply:
    """The same one: the older case stands for both, and this reporter hears of it, too."""
    about, grid = own_report(ctx, intent.subject)
    close_prompts(ctx.session, "case_same", intent.subject, ctx.now)
    main = ctx.session.get(Case, ctx.prompt.data.get("other", 0)) if ctx.prompt else None
    if main is None:
        raise NotFound(what="")
    try:
        with ctx.session.begin_nested():
            cases.merge(ctx.session, about, main, ctx.person_id, ctx.now)
    except CaseMoved:  # the older one was solved meanwhile, so this is a new one
        ctx.session.refresh(about)
        cases.tell_now(ctx.session, about, ctx.now)
        return _echo(ctx, about, grid)
    record(ctx.session, ctx.now, ctx.actor.id, "case.merge", f"case:{about.id}", into=main.id)
    return Reply("case-same-noted", facts_of(main, grid))


def not_same(ctx: Ctx, intent: NotSameCase) -> Reply:
    """Another one: its owner hears of it."""
    about, grid = own_report(ctx, intent.subject)
    close_prompts(ctx.session, "case_same", intent.subject, ctx.now)
    cases.tell_now(ctx.session, about, ctx.now)
    return _echo(ctx, about, grid)


def add(ctx: Ctx, intent: AddToCase) -> Reply:
    """More words or a photo about one's own case."""
    about, grid = own_report(ctx, intent.subject)
    if not ctx.inbound.photo and len(plain(intent.text)) < 2:
        return Reply("case-already", facts_of(about, grid), edit=False)
    for act, said in ((PHOTO, ctx.inbound.photo), (WORDS, intent.text)):
        if said:
            cases.note(ctx.session, about, ctx.person_id, act, said, ctx.now)
    return Reply("case-added", facts_of(about, grid), edit=False)


def undo(ctx: Ctx, intent: UndoCase) -> Reply:
    """Take the report back while nobody works on it."""
    about, grid = own_report(ctx, intent.subject)
    if not cases.withdraw(ctx.session, intent.subject, ctx.person_id, ctx.now):
        return Reply("case-undo-too-late", facts_of(about, grid), edit=False)
    for question in ("case_reported", "case_same", "case_category"):
        close_prompts(ctx.session, question, intent.subject, ctx.now)
    record(ctx.session, ctx.now, ctx.actor.id, "case.withdraw", f"case:{intent.subject}")
    return Reply("case-withdrawn", facts_of(about, grid))


def my_reports(ctx: Ctx, intent: ShowMyReports) -> Reply:
    """What the speaker has reported, newest first, and where it stands."""
    found = case_lists.of_reporter(ctx.session, ctx.person_id, ctx.now - REPORTED_SHOWN)
    if not found:
        return Reply("case-none-reported")
    lines = [
        line(ctx, "case-mine", number=one.case.id, category=category_of(one.case.category).name[ctx.actor.language],
             place=one.place, state_key=f"case-state-{one.case.state}")
        for one in found
    ]  # fmt: skip
    return Reply("case-reports", {"lines": capped(ctx, lines), "short": "; ".join(lines[:SHOWN_SHORT])})


def own_report(ctx: Ctx, case_id: int) -> tuple[Case, Grid]:
    """The case and its grid, if the speaker reported it or one merged into it. Raises NotFound."""
    about = ctx.session.get(Case, case_id, populate_existing=True)
    if about is None or ctx.person_id not in cases.reporters(ctx.session, case_id):
        raise NotFound(what="")
    return about, ctx.session.get_one(Grid, about.grid_id)


def _place(ctx: Ctx, text: str) -> tuple[Grid | None, str]:
    """(where, the words): a code or name in front, else the lowest grid of the speaker's posts; None when unknown."""
    head, _, rest = text.partition(" ")
    coded = ctx.session.exec(select(Grid).where(func.upper(col(Grid.code)) == head.upper())).first()
    if coded is not None:
        return coded, rest
    begins = literal(text).like(col(Grid.name).concat("%"))
    called = ctx.session.exec(select(Grid).where(col(Grid.level) >= BUILDING, begins)).all()
    if called:
        longest = max(called, key=lambda grid: len(grid.name))
        return longest, text[len(longest.name) :].strip(" ,、:")
    posts = sorted(ctx.actor.posts, key=lambda post: -post.level)
    return (ctx.session.get(Grid, posts[0].grid_id) if posts else None), text


def _day(ctx: Ctx, moment: Any) -> str:
    return str(moment.astimezone(ctx.zone).date().isoformat())


ROUTES = (
    Route(ReportProblem, report, ACT, ("/problem", "报修", "反映", "报隐患", "problem"), ReportProblem),
    Route(TellProblem, tell, ACT),
    Route(PickCaseCategory, pick_category, ACT),
    Route(SameCase, same, ACT),
    Route(NotSameCase, not_same, ACT),
    Route(AddToCase, add, ACT),
    Route(UndoCase, undo, ACT),
    Route(ShowMyReports, my_reports, ACT, ("/myreports", "我的报修", "my reports")),
)
