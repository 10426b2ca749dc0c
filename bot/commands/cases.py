"""Cases from the side of who works on them: the list, one of them, a grid's history, and every act on one."""

import re
from typing import Any

from bot.commands.case_reports import ACT as REPORT
from bot.commands.case_reports import SEE, ShowMyReports, my_reports
from bot.commands.lines import capped, line
from bot.context import Ask, Ctx, Reply
from bot.grammar import plain
from bot.intents import Said, Worded
from bot.routes import Route
from models import case_lists, cases
from models.audit import record
from models.case_owners import may_own
from models.case_rules import category_of, rules
from models.case_telling import ask_whether_solved, facts_of, tell_reporters
from models.cases import AT_WORK, OPEN, PASSED, PHOTO, PROGRESS, SOLVES, TAKEN, TOOK, WORDS, Case, CaseMoved
from models.errors import NotFound, StairwellError
from models.following import close_prompts
from models.grid import Grid
from models.lookup import find_grid
from models.people import Person
from models.permissions import paths_for

WORK = "case.work"
SHOWN_SHORT = 3
_NUMBER = re.compile(r"#?([0-9]{1,9})(?:号)?", re.ASCII)


class NotTheirs(StairwellError):
    """The case was handed up: it is for the level above to work on."""

    key = "error-case-level"


class CaseUnnamed(StairwellError):
    """An act on a case without its number, and none was asked about."""

    key = "usage-case-number"


class ShowCases(Worded):
    """The cases at work; one of them by number; what a grid has and had, by its code."""


class TakeCase(Said):
    """I see to it."""


class ProgressCase(Said):
    """This is where it stands."""


class HandUpCase(Said):
    """It is beyond us: to the level above, with a reason."""


class SolveCase(Said):
    """It is solved, and how."""


class CaseSaid(Said):
    """The words an act was asked for."""


class MergeCases(Worded):
    """Two numbers that are one thing."""


# --- seen ---
def show(ctx: Ctx, intent: ShowCases) -> Reply:
    """What is at work in the speaker's subtrees; whoever has none sees what they reported."""
    paths, said = paths_for(ctx.actor, SEE), intent.text.strip()
    if not paths:
        return my_reports(ctx, ShowMyReports())
    if match := _NUMBER.fullmatch(said):
        about, grid = cases.find(ctx.session, int(match[1]), paths)
        return _shown(ctx, about, grid)
    if said:
        return _history(ctx, find_grid(ctx.session, said, paths))
    level = min(post.level for post in ctx.actor.posts if post.path in paths)
    found = case_lists.at_work(ctx.session, paths, level)
    if not found:
        return Reply("cases-none")
    late = sum(one.case.due_at < ctx.now for one in found)
    lines = [_line(ctx, one) for one in found]
    return Reply("cases", {"count": len(found), "late": late, "lines": capped(ctx, lines),
                           "short": "; ".join(lines[:SHOWN_SHORT])})  # fmt: skip


def _line(ctx: Ctx, one: case_lists.Listed) -> str:
    about = one.case
    key = "case-listed-late" if about.due_at < ctx.now and about.state in AT_WORK else "case-listed"
    return line(
        ctx, key, number=about.id, place=one.place, category=_name(ctx, about.category), due=_day(ctx, about.due_at),
        state=line(ctx, f"case-state-{about.state}") + (line(ctx, "case-by", name=one.owner) if one.owner else ""),
    )  # fmt: skip


def _shown(ctx: Ctx, about: Case, grid: Grid) -> Reply:
    """One case, with all that was said and done, and what the speaker can do about it."""
    said = case_lists.notes(ctx.session, about)
    words, photos = case_lists.words_of(ctx.session, about, said)
    quiet = category_of(about.category).quiet
    past = [
        line(ctx, f"case-did-{note.act}", name=name, words=note.text, day=_day(ctx, note.at))
        for note, name in said
        if note.act not in (WORDS, PHOTO)
    ]
    reporter = ctx.session.get_one(Person, about.reporter_id).name
    facts: dict[str, Any] = facts_of(about, grid) | {
        "state": line(ctx, f"case-state-{about.state}"), "due": _day(ctx, about.due_at), "name": reporter,
        "words": "; ".join(words) or "–", "photos": len(photos), "lines": capped(ctx, past) or ["–"],
        "said": "" if quiet or not words else line(ctx, "case-said", words="; ".join(words)[:24]),
    }  # fmt: skip
    if photos:
        facts["photo"] = photos[-1]
    if quiet:
        record(ctx.session, ctx.now, ctx.actor.id, "case.view", f"case:{about.id}")
    if about.state in AT_WORK and may_own(ctx.actor, grid.path, about.level):
        return Reply("case", facts, Ask("case", about.id or 0), edit=False)
    return Reply("case", facts, edit=False)


def _history(ctx: Ctx, grid: Grid) -> Reply:
    found, past = case_lists.of_grid(ctx.session, grid), case_lists.history(ctx.session, grid, ctx.now)
    if not past:
        return Reply("case-history-none", {"grid": grid.name})
    lines = [_line(ctx, one) for one in found]
    counts = [
        line(ctx, "case-past-recurring" if one.recurring else "case-past", category=_name(ctx, one.category),
             count=one.count, open=one.open, days=rules().recurring_within.days)
        for one in past
    ]  # fmt: skip
    facts = {"grid": grid.name, "count": len(found), "lines": [*capped(ctx, lines), *counts],
             "short": "; ".join(counts[:SHOWN_SHORT])}  # fmt: skip
    return Reply("case-history", facts)


# --- worked on ---
def take(ctx: Ctx, intent: TakeCase) -> Reply:
    """The speaker sees to it; its reporters hear who does."""
    about, grid, _ = _own(ctx, intent)
    if about.state == TAKEN and about.owner_id == ctx.actor.id:
        return Reply("case-taken", facts_of(about, grid), Ask("case", about.id or 0), edit=False)
    _take(ctx, about, grid)
    return Reply("case-taken", facts_of(about, grid), Ask("case", about.id or 0), edit=False)


def progress(ctx: Ctx, intent: ProgressCase) -> Reply:
    """A word on where it stands, which its reporters hear; what nobody had taken is taken with it."""
    about, grid, words = _own(ctx, intent)
    if len(plain(words)) < 2:
        return _ask_words(ctx, about, grid, PROGRESS)
    if about.state == OPEN:
        cases.take(ctx.session, about, ctx.person_id, ctx.now)
    said = _noted(ctx, about, PROGRESS, words)
    told = tell_reporters(ctx.session, about, grid, said, "case-progress-note", words, ctx.now, but=(ctx.person_id,))
    return Reply("case-progress-noted", facts_of(about, grid) | {"count": told})


def hand_up(ctx: Ctx, intent: HandUpCase) -> Reply:
    """To the level above, with a reason; its reporters hear where it is now."""
    about, grid, words = _own(ctx, intent)
    if len(plain(words)) < 2:
        return _ask_words(ctx, about, grid, PASSED)
    cases.pass_up(ctx.session, about, ctx.person_id, words, ctx.now, ctx.zone)
    close_prompts(ctx.session, "case", about.id or 0, ctx.now)
    said = case_lists.notes(ctx.session, about)[-1][0]
    where = line(ctx, f"case-level-{about.level}")
    tell_reporters(ctx.session, about, grid, said, "case-passed-note", where, ctx.now, but=(ctx.person_id,))
    record(ctx.session, ctx.now, ctx.actor.id, "case.pass", f"case:{about.id}", level=about.level)
    return Reply("case-passed", facts_of(about, grid) | {"where": where})


def solve(ctx: Ctx, intent: SolveCase) -> Reply:
    """It is said to be solved: those who reported it are asked, and nothing is closed before somebody says so."""
    about, grid, words = _own(ctx, intent)
    if len(plain(words)) < 2:
        return _ask_words(ctx, about, grid, SOLVES)
    asked = cases.solve(ctx.session, about, ctx.person_id, words, ctx.now)
    close_prompts(ctx.session, "case", about.id or 0, ctx.now)
    _add_photo(ctx, about)
    ask_whether_solved(ctx.session, about, grid, asked, words, ctx.now)
    record(ctx.session, ctx.now, ctx.actor.id, "case.solve", f"case:{about.id}")
    key = "case-solved-noted" if asked else "case-solved-checked"
    return Reply(key, facts_of(about, grid) | {"days": rules().confirm.days})


def said(ctx: Ctx, intent: CaseSaid) -> Reply:
    """The words an act waited for."""
    act = ctx.prompt.data.get("act") if ctx.prompt and ctx.prompt.question == "case_words" else None
    if act not in _ACTS:
        raise NotFound(what="")
    reply: Reply = _ACTS[act](ctx, Said(intent.subject, intent.text))
    if reply.ask is None or reply.ask.question != "case_words":
        close_prompts(ctx.session, "case_words", intent.subject, ctx.now)
    return reply


def merge(ctx: Ctx, intent: MergeCases) -> Reply:
    """The first of the two numbers becomes part of the second; everybody who reported one hears of both."""
    numbers = [int(match[1]) for match in map(_NUMBER.fullmatch, intent.text.split()) if match]
    if len(numbers) != 2 or numbers[0] == numbers[1]:
        return Reply("usage-case-merge")
    (about, grid, _), (main, _, _) = (_own(ctx, Said(number)) for number in numbers)
    cases.merge(ctx.session, about, main, ctx.person_id, ctx.now)
    close_prompts(ctx.session, "case", about.id or 0, ctx.now)
    record(ctx.session, ctx.now, ctx.actor.id, "case.merge", f"case:{about.id}", into=main.id)
    return Reply("case-merged", facts_of(main, grid) | {"other": about.id})


def _own(ctx: Ctx, intent: Said) -> tuple[Case, Grid, str]:
    """(case, grid, words) of an act by button, or of "12 words" as typed, for who may do it. Raises NotTheirs."""
    number, words = intent.subject, intent.text.strip()
    if not number:
        head, _, rest = words.partition(" ")
        if match := _NUMBER.fullmatch(head):
            number, words = int(match[1]), rest.strip()
        elif ctx.prompt is not None and ctx.prompt.question in ("case", "case_words"):
            number = ctx.prompt.subject_id  # "办结 灯换好了" right after being asked about one
        else:
            raise CaseUnnamed
    about, grid = cases.find(ctx.session, number, paths_for(ctx.actor, SEE))
    if not may_own(ctx.actor, grid.path, about.level):
        raise NotTheirs(number=number, where=line(ctx, f"case-level-{about.level}"))
    if about.state not in AT_WORK:
        raise CaseMoved
    return about, grid, words


def _take(ctx: Ctx, about: Case, grid: Grid) -> None:
    cases.take(ctx.session, about, ctx.person_id, ctx.now)
    said = case_lists.notes(ctx.session, about)[-1][0]
    name = ctx.actor.name
    tell_reporters(ctx.session, about, grid, said, "case-taken-note", name, ctx.now, but=(ctx.person_id,))


def _noted(ctx: Ctx, about: Case, act: str, words: str) -> cases.CaseNote:
    _add_photo(ctx, about)
    return cases.note(ctx.session, about, ctx.person_id, act, words, ctx.now)


def _add_photo(ctx: Ctx, about: Case) -> None:
    if ctx.inbound.photo:
        cases.note(ctx.session, about, ctx.person_id, PHOTO, ctx.inbound.photo, ctx.now)


def _ask_words(ctx: Ctx, about: Case, grid: Grid, act: str) -> Reply:
    return Reply(f"case-words-{act}", facts_of(about, grid), Ask("case_words", about.id or 0, {"act": act}), edit=False)


def _name(ctx: Ctx, category: str) -> str:
    return category_of(category).name[ctx.actor.language]


def _day(ctx: Ctx, moment: Any) -> str:
    return str(moment.astimezone(ctx.zone).date().isoformat())


_ACTS: dict[str, Any] = {PROGRESS: progress, PASSED: hand_up, SOLVES: solve, TOOK: take}
ROUTES = (
    Route(ShowCases, show, REPORT, ("/cases", "工单", "cases", "case"), ShowCases),
    Route(TakeCase, take, WORK, ("/take", "接单", "take"), lambda rest: TakeCase(0, rest)),
    Route(ProgressCase, progress, WORK, ("/progress", "进展", "progress"), lambda rest: ProgressCase(0, rest)),
    Route(HandUpCase, hand_up, WORK, ("/handup", "上交", "hand-up", "handup"), lambda rest: HandUpCase(0, rest)),
    Route(SolveCase, solve, WORK, ("/solved", "办结", "solved"), lambda rest: SolveCase(0, rest)),
    Route(CaseSaid, said, WORK),
    Route(MergeCases, merge, WORK, ("/merge", "合并", "merge"), MergeCases),
)  # fmt: skip
