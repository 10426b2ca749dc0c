"""The democratic appraisal: set up by two people; its roll; its turnout while it is open, its results afterwards."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.appraisal_words import read_plan
from bot.commands.ballots import ask_of, facts_of
from bot.commands.lines import capped, line, listed, worded
from bot.context import Ctx, Reply
from bot.intents import Intent, Worded, Yearly
from bot.proposing import Kind, submit
from bot.routes import Route
from messages.list_words import appraisal_score
from models import appraisals, ballots
from models.appraisals import CLOSED, GROUPS, OPEN, PLANNED, Appraisal, NoAppraisal, Result
from models.audit import record
from models.awards import CLOSED as AWARDS_CLOSED
from models.awards import award_list
from models.ballot_asking import subject_of
from models.ballot_roll import roll_lines
from models.errors import StairwellError
from models.lookup import everywhere, find_grid
from models.permissions import paths_for
from models.proposals import Proposal

SET, SEE, ROLL = "appraisal.set", "appraisal.see", "appraisal.paper"
_YEAR = re.compile(r"20\d{2}", re.ASCII)
_NEW, _OFF = ("新建", "new"), ("取消", "cancel")
_RESULTS, _ROLL = ("结果", "results", "result"), ("名册", "roll")


class AppraisalCommunityOnly(StairwellError):
    """It is about the whole community, so it takes a coordinator of all of it."""

    key = "error-appraisal-community-only"


@dataclass(frozen=True)
class ShowAppraisal(Worded):
    """What is there to vote on, and how far is it?"""


@dataclass(frozen=True)
class NewAppraisal(Worded):
    """There shall be an appraisal from then until then."""


class CallOffAppraisal(Yearly):
    """Do not hold the one of that year; 0 is the newest."""


class ShowResults(Yearly):
    """What came of it? 0 is the newest that is over."""


@dataclass(frozen=True)
class ShowVoters(Worded):
    """Who may vote about the head of that grid?"""


def parse(rest: str) -> Intent:
    """What is said behind the word for an appraisal."""
    said = rest.strip()
    more = {word: said[len(word) :].strip() for word in (*_NEW, *_OFF, *_RESULTS, *_ROLL)
            if said.casefold().startswith(word)}  # fmt: skip
    word = max(more, key=len, default="")
    year = int(found[0]) if word and (found := _YEAR.search(more[word])) else 0
    if word in _NEW:
        return NewAppraisal(more[word])
    if word in _OFF:
        return CallOffAppraisal(year)
    if word in _RESULTS:
        return ShowResults(year)
    return ShowVoters(more[word]) if word in _ROLL else ShowAppraisal()


# --- voters ---
def show(ctx: Ctx, intent: ShowAppraisal) -> Reply:
    """The appraisal that is on, what of it waits for the speaker, what is secret; its turnout for a coordinator."""
    appraisal = appraisals.newest(ctx.session, (OPEN,))
    if appraisal is None or appraisal.id is None or ctx.now >= appraisal.closes_at:
        return _none_open(ctx)
    lines = [line(ctx, "ballot-secret")]
    if paths_for(ctx.actor, SEE):
        came = appraisals.turnout(ctx.session, appraisal.id)
        lines.append(line(ctx, "appraisal-turnout", voted=came.voted, voters=came.voters))
    facts = {"year": appraisal.year, **_end(ctx, appraisal), "lines": lines}
    about = ballots.next_asked(ctx.session, appraisal.id, ctx.person_id)
    if about is None:
        return Reply("appraisal-on", facts)
    return Reply("appraisal-on-ask", facts | facts_of(about), ask_of(ctx, appraisal, about))


def _none_open(ctx: Ctx) -> Reply:
    planned, over = appraisals.newest(ctx.session, (PLANNED,)), appraisals.newest(ctx.session, (CLOSED,))
    if planned is not None and ctx.now < planned.closes_at:
        opens = planned.opens_at.astimezone(ctx.zone)
        return Reply(
            "appraisal-planned",
            {"year": planned.year, "day": opens.date().isoformat(), "time": f"{opens:%H:%M}"},
        )
    return Reply("appraisal-over", {"year": over.year}) if over is not None else Reply("appraisal-nothing")


# --- coordinators ---
def new(ctx: Ctx, intent: NewAppraisal) -> Reply:
    """Propose an appraisal to a second person. Raises BadAppraisal, AppraisalExists, AppraisalTooLate."""
    _community_only(ctx)
    plan = read_plan(intent.text, ctx.now.astimezone(ctx.zone).date(), ctx.zone)
    if plan is None:
        return Reply("usage-appraisal", {"year": ctx.now.astimezone(ctx.zone).year})
    terms = appraisals.terms()
    content = {
        "year": plan.year, "opens_at": plan.opens_at.isoformat(), "closes_at": plan.closes_at.isoformat(),
        "weights": dict(plan.weights or terms.weights), "level": plan.level or terms.level,
    }  # fmt: skip
    appraisals.check(content, ctx.now)
    _not_closed(ctx, plan.year)
    if appraisals.of_any(ctx.session, plan.year):
        raise appraisals.AppraisalExists(year=plan.year)
    return submit(ctx, "appraisal", KINDS["appraisal"], f"year:{plan.year}", content)


def call_off(ctx: Ctx, intent: CallOffAppraisal) -> Reply:
    """Take back one that has not begun. Raises NoAppraisal, AppraisalBegun."""
    _community_only(ctx)
    newest = appraisals.newest(ctx.session)
    year = intent.year or (newest.year if newest else 0)
    appraisals.call_off(ctx.session, year)
    record(ctx.session, ctx.now, ctx.actor.id, "appraisal.off", f"appraisal:{year}")
    return Reply("appraisal-off", {"year": year})


def show_voters(ctx: Ctx, intent: ShowVoters) -> Reply:
    """The roll for one head, as it is printed for the ballot box. Raises GridNotFound, NoAppraisal."""
    if not intent.text:
        return Reply("usage-roll")
    grid = find_grid(ctx.session, intent.text, paths_for(ctx.actor, ROLL))
    appraisal = appraisals.newest(ctx.session, (OPEN,))
    if appraisal is None or appraisal.id is None or grid.id is None:
        raise NoAppraisal
    about = appraisals.candidate_at(ctx.session, appraisal.id, grid.id)
    assert about.id is not None
    roll = roll_lines(ctx.session, about.id)
    lines = []
    for group in GROUPS:
        names = [f"{one.number} {one.name}" for one in roll if one.group == group]
        if names:
            lines.append(line(ctx, "roll-line", group=line(ctx, f"appraisal-group-{group}"), names=listed(ctx, names)))
    return Reply("appraisal-roll", {"grid": grid.name, "year": appraisal.year, "lines": lines})


def show_results(ctx: Ctx, intent: ShowResults) -> Reply:
    """One's own result with its groups; for a coordinator, the scores of all heads in their grids."""
    appraisal = _closed(ctx, intent.year)
    paths = paths_for(ctx.actor, SEE)
    found = appraisals.results(ctx.session, appraisal, paths, ctx.person_id)
    if not found:
        return Reply("appraisal-no-result", {"year": appraisal.year})
    lines, few = [], 0
    for one in found:
        mine = one.person_id == ctx.actor.id
        if one.score is None and not mine:
            few += 1  # where nothing can be told there is nothing to list
            continue
        lines += [_score_line(ctx, one), *(_group_lines(ctx, one) if mine else [])]
    if few:
        lines.append(line(ctx, "results-few", count=few))
    return Reply("appraisal-results", {"year": appraisal.year, "lines": capped(ctx, lines)})


def _score_line(ctx: Ctx, one: Result) -> str:
    few = [line(ctx, f"appraisal-group-{group}") for group in one.few]
    if one.score is None:
        return line(ctx, "result-line-few", grid=one.grid, name=one.name)
    key = "result-line-part" if few else "result-line"
    return line(ctx, key, grid=one.grid, name=one.name, score=appraisal_score(one.score), groups=listed(ctx, few))


def _group_lines(ctx: Ctx, one: Result) -> list[str]:
    return [
        line(
            ctx, "result-group", group=line(ctx, f"appraisal-group-{group}"),
            **{choice: counts.get(choice, 0) for choice in appraisals.CHOICES},
        )
        for group, counts in one.counts.items()
    ]  # fmt: skip


def _closed(ctx: Ctx, year: int) -> Appraisal:
    found = appraisals.newest_of(ctx.session, year) if year else appraisals.newest(ctx.session, (CLOSED,))
    if found is None:
        raise NoAppraisal
    return found


# --- the second person ---
def _not_closed(ctx: Ctx, year: int) -> None:
    """Raise AppraisalTooLate where the year's award list is closed."""
    stored = award_list(ctx.session, year)
    if stored is not None and stored.state == AWARDS_CLOSED:
        raise appraisals.AppraisalTooLate(year=year)


def _agreed(ctx: Ctx, proposal: Proposal) -> Mapping[str, object]:
    _not_closed(ctx, proposal.content["year"])
    made = appraisals.set_up(ctx.session, proposal.content, proposal.actor_id, ctx.person_id, ctx.now)
    return {"year": made.year, "appraisal": subject_of(made)}


def _words(ctx: Ctx, content: Mapping[str, Any], language: str) -> str:
    opens, closes = (datetime.fromisoformat(content[name]).astimezone(ctx.zone) for name in ("opens_at", "closes_at"))
    return worded(
        language, "appraisal-proposal", year=content["year"], day=opens.date().isoformat(), time=f"{opens:%H:%M}",
        until_day=closes.date().isoformat(), until_time=f"{closes:%H:%M}", level=worded(
            language, f"appraisal-level-{content['level']}"), **content["weights"],
    )  # fmt: skip


def _end(ctx: Ctx, appraisal: Appraisal) -> dict[str, str]:
    closes = appraisal.closes_at.astimezone(ctx.zone)
    return {"day": closes.date().isoformat(), "time": f"{closes:%H:%M}"}


def _community_only(ctx: Ctx) -> None:
    if not everywhere(ctx.session, paths_for(ctx.actor, SET)):
        raise AppraisalCommunityOnly


KINDS = {"appraisal": Kind(SET, _words, _agreed)}
ROUTES = (
    Route(ShowAppraisal, show, "appraisal.vote", ("/appraisal", "测评", "民主测评", "appraisal"), parse),
    Route(NewAppraisal, new, SET),
    Route(CallOffAppraisal, call_off, SET),
    Route(ShowVoters, show_voters, ROLL),
    Route(ShowResults, show_results, SEE),
)
