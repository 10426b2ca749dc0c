"""Voting in the democratic appraisal: one question, one digit; and slips of paper, entered by two people.

No reply repeats a choice, and nothing here writes one down but the sealed ballot (docs/appraisal.md).
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.appraisal_words import read_slips
from bot.commands.lines import line
from bot.context import Ask, Ctx, Reply
from bot.intents import About, Said, Worded
from bot.routes import Route
from models import appraisals, ballot_paper, ballots
from models.appraisals import OPEN, Appraisal, NoAppraisal, Voting
from models.ballots import SPEAKS_FOR, Asked
from models.following import close_prompts
from models.lookup import find_grid
from models.outbox import post
from models.permissions import paths_for
from models.prompts import answered

REST = "best"
"""The answer that can be given for all the remaining at once."""
READING = timedelta(seconds=5)
"""Nobody reads a question that has just come and answers it faster: such an answer is the last one, sent twice."""
NEWS_STANDS = timedelta(days=7)


class CastVote(Said):
    """My answer about the line `subject` of the roll is `text`."""


class CastRest(About):
    """This one and all that are left: satisfied."""


class UnclearVote(Said):
    """Something else was said to a ballot."""


@dataclass(frozen=True)
class EnterSlips(Worded):
    """So many slips of paper came in for a head."""


def vote(ctx: Ctx, intent: CastVote) -> Reply:
    """Cast one vote for good, and ask about the next head. Raises NotFound for a line that is somebody else's."""
    return _vote(ctx, intent.subject, intent.text, rest=False)


def vote_rest(ctx: Ctx, intent: CastRest) -> Reply:
    """Cast REST for this head and every one that is left."""
    return _vote(ctx, intent.subject, REST, rest=True)


def unclear(ctx: Ctx, intent: UnclearVote) -> Reply:
    """What cannot be read is neither guessed nor repeated: the question is asked again."""
    first = ballots.line_of(ctx.session, intent.subject, ctx.person_id)
    appraisal = _of(ctx, first)
    if not _in_time(ctx, appraisal):
        return _over(ctx, appraisal)
    return _next(ctx, appraisal, "ballot-unclear", "ballot-done")


def _vote(ctx: Ctx, line_id: int, choice: str, *, rest: bool) -> Reply:
    first = ballots.line_of(ctx.session, line_id, ctx.person_id)
    appraisal = _of(ctx, first)
    if not _in_time(ctx, appraisal):
        return _over(ctx, appraisal)
    if _hasty(ctx):
        return _next(ctx, appraisal, "ballot-hasty", "ballot-done")
    left = ballots.to_cast(ctx.session, first.appraisal_id, ctx.person_id)
    for one in left if rest else [first]:
        cast = ballots.cast(ctx.session, one, choice)
        for question in (ballots.QUESTION, ballots.QUESTION_MORE):
            close_prompts(ctx.session, question, one.id, ctx.now)
    if ctx.prompt is not None:
        answered(ctx.session, ctx.prompt.id, ctx.now)
    if not rest and not cast:
        return _next(ctx, appraisal, "ballot-before", "ballot-before-all")
    return _next(ctx, appraisal, "ballot-next", "ballot-done")


def _next(ctx: Ctx, appraisal: Appraisal, more: str, none: str) -> Reply:
    """The next question under the words `more`, or that there is none."""
    assert appraisal.id is not None
    about = ballots.next_asked(ctx.session, appraisal.id, ctx.person_id)
    if about is None:
        return Reply(none, {"year": appraisal.year})
    again = ask_of(ctx, appraisal, about, follows=more != "ballot-unclear")
    return Reply(more, facts_of(about), again)


def facts_of(about: Asked) -> dict[str, Any]:
    """What a ballot's question is filled with."""
    return {"name": about.name, "grid": about.grid, "left": about.left}


def ask_of(ctx: Ctx, appraisal: Appraisal, about: Asked, *, follows: bool = False) -> Ask:
    """The question about a line of the roll; it stands until answers that come too late are not answered any more.

    One that `follows` an answer is not to take that answer's double.
    """
    stands = appraisal.closes_at + SPEAKS_FOR - ctx.now
    return Ask(about.question, about.id, {"follows": follows}, stands)


def _of(ctx: Ctx, about: Voting) -> Appraisal:
    return ctx.session.get_one(Appraisal, about.appraisal_id)


def _in_time(ctx: Ctx, appraisal: Appraisal) -> bool:
    assert appraisal.id is not None
    return ballots.still_open(ctx.session, appraisal.id, ballots.received_at(ctx.session, ctx.inbox_id))


def _over(ctx: Ctx, appraisal: Appraisal) -> Reply:
    if ctx.prompt is not None:
        answered(ctx.session, ctx.prompt.id, ctx.now)
    day = appraisal.closes_at.astimezone(ctx.zone)
    return Reply("ballot-over", {"year": appraisal.year, "day": day.date().isoformat(), "time": f"{day:%H:%M}"})


def _hasty(ctx: Ctx) -> bool:
    """Typed, and in before the question it would answer can have been read. A button knows its own question."""
    if ctx.inbound.press is not None or ctx.prompt is None or not ctx.prompt.data.get("follows"):
        return False
    return ballots.received_at(ctx.session, ctx.inbox_id) < ctx.prompt.asked_at + READING


# --- paper ---
def enter_slips(ctx: Ctx, intent: EnterSlips) -> Reply:
    """Enter a batch of slips; the second person's like entry books it. Raises as `models.ballot_paper.enter`."""
    said = read_slips(intent.text)
    if said is None:
        return Reply("usage-paper", {"least": appraisals.terms().minimum})
    grid = find_grid(ctx.session, said.grid, paths_for(ctx.actor, "appraisal.paper"))
    appraisal = appraisals.newest(ctx.session, (OPEN,))
    if appraisal is None or appraisal.id is None or grid.id is None:
        raise NoAppraisal
    about = appraisals.candidate_at(ctx.session, appraisal.id, grid.id)
    received = ballots.received_at(ctx.session, ctx.inbox_id)
    state, other = ballot_paper.enter(
        ctx.session, appraisal, about, said.group, said.numbers, said.votes, ctx.person_id, received, ctx.now
    )
    facts = {"grid": grid.name, "slips": len(said.numbers), "group": line(ctx, f"appraisal-group-{said.group}")}
    if other is not None:
        key = "paper-booked-note" if state == ballot_paper.BOOKED else "paper-again-note"
        post(
            ctx.session, other, key, {"grid": grid.name, "group_key": f"appraisal-group-{said.group}"}, purpose=key,
            subject=f"inbox:{ctx.inbox_id}", now=ctx.now, expires_at=ctx.now + NEWS_STANDS,
        )  # fmt: skip
    return Reply(f"paper-{state}", facts)


ROUTES = (
    Route(CastVote, vote, "appraisal.vote"),
    Route(CastRest, vote_rest, "appraisal.vote"),
    Route(UnclearVote, unclear, "appraisal.vote"),
    Route(EnterSlips, enter_slips, "appraisal.paper", ("/slips", "纸票", "slips"), EnterSlips),
)
