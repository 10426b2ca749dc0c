"""The review of nominations: one after another, approved, sent back with words, or turned down with words."""

from datetime import timedelta
from typing import Any

from bot.commands.lines import big_number, line
from bot.commands.nomination_steps import seen
from bot.context import Ask, Ctx, Reply
from bot.grammar import plain
from bot.intents import About, Intent, Said
from bot.routes import Route
from models import honours, reviewing
from models.audit import record
from models.consenting import call_back
from models.db import write_queued
from models.errors import NotFound
from models.following import close_prompts
from models.grid import Grid
from models.nominations import (
    AGREED,
    APPROVED,
    REJECTED,
    RETURNED,
    SUBMITTED,
    Nomination,
    can_hear,
    categories,
)
from models.outbox import post
from models.people import Person
from models.permissions import paths_for
from models.prompts import ask
from models.reviewing import AlreadyDecided
from models.text import chinese_marks, in_full

ACT = "nomination.review"
NEWS_EXPIRES, STANDS = timedelta(days=14), timedelta(days=7)
WORDS_LENGTH = 60
"""So that the note to the nominator still fits two SMS segments."""
DECIDED_NOTES = {APPROVED: "nomination-approved", RETURNED: "nomination-returned", REJECTED: "nomination-rejected"}


class ShowNominations(Intent):
    """Which nominations wait for me?"""


class ApproveNomination(About):
    """Yes, this deserves it."""


class ReturnNomination(About):
    """Not yet: ask for the words that say what is missing."""


class RejectNomination(About):
    """No: ask for the words that say why."""


class NextNomination(About):
    """Show me the next one; this can wait."""


class OneNomination(About):
    """Show me that one of those that wait for me."""


class ReviewWords(Said):
    """The words that go with a return or a no."""


def show(ctx: Ctx, intent: ShowNominations) -> Reply:
    """The oldest nomination that waits for the speaker, with its story, or that none does."""
    return _show(ctx, 0)


def show_next(ctx: Ctx, intent: NextNomination) -> Reply:
    """The one after that; after the last, the first again."""
    return _show(ctx, intent.subject)


def show_one(ctx: Ctx, intent: OneNomination) -> Reply:
    """That one, if it waits for the speaker. Raises NotFound."""
    ids = reviewing.queue(ctx.session, ctx.person_id, paths_for(ctx.actor, ACT))
    if intent.subject not in ids:
        raise NotFound(what="")
    return _show(ctx, ids[ids.index(intent.subject) - 1])


def read_which(rest: str) -> Intent:
    """The nominations that wait, or the one whose number is said."""
    number = big_number(rest)
    return OneNomination(number) if number else ShowNominations()


def _show(ctx: Ctx, after: int) -> Reply:
    assert ctx.actor.id is not None
    ids = reviewing.queue(ctx.session, ctx.actor.id, paths_for(ctx.actor, ACT))
    if not ids:
        return Reply("reviews-none", {}, edit=False)
    place = ids.index(after) + 1 if after in ids else 0
    about = ctx.session.get_one(Nomination, ids[place % len(ids)], populate_existing=True)
    year = ctx.now.astimezone(ctx.zone).year
    most = categories()[about.category].most
    facts: dict[str, Any] = seen(ctx, about) | {
        "by": ctx.session.get_one(Person, about.by_id).name, "grid": ctx.session.get_one(Grid, about.grid_id).name,
        "given": honours.given_in(ctx.session, year, about.category), "count": len(ids), "lines": [],
    }  # fmt: skip
    if most:
        facts["lines"] = [line(ctx, "review-quota", year=year, given=facts["given"], most=most)]
    return Reply("review", facts, Ask("nomination_review", about.id, {"round": about.round}, STANDS), edit=False)


def approve(ctx: Ctx, intent: ApproveNomination) -> Reply:
    """Approve: it becomes an honour of this year, public once its nominee has agreed. Raises AlreadyDecided."""
    return _decide(ctx, intent.subject, APPROVED, "")


def give_back(ctx: Ctx, intent: ReturnNomination) -> Reply:
    """Back to the nominator: ask what is to be improved."""
    return _ask_words(ctx, intent.subject, RETURNED)


def reject(ctx: Ctx, intent: RejectNomination) -> Reply:
    """Turn it down: ask why."""
    return _ask_words(ctx, intent.subject, REJECTED)


def _ask_words(ctx: Ctx, nomination_id: int, decision: str, key: str = "review-words") -> Reply:
    about = reviewing.to_review(ctx.session, nomination_id, ctx.person_id, paths_for(ctx.actor, ACT))
    if about.state != SUBMITTED or ctx.prompt is None:
        raise AlreadyDecided
    data = {"round": ctx.prompt.data.get("round"), "decision": decision}
    facts = {"name": about.name, "what": line(ctx, f"review-words-{decision}")}
    return Reply(key, facts, Ask("nomination_words", about.id, data, STANDS), edit=False)


def words(ctx: Ctx, intent: ReviewWords) -> Reply:
    """The words; the decision is made with them. Too few are asked for again."""
    decision = str(ctx.prompt.data.get("decision", "")) if ctx.prompt else ""
    text = chinese_marks(in_full(intent.text, WORDS_LENGTH))
    if len(plain(text)) < 2:
        return _ask_words(ctx, intent.subject, decision, "review-words-again")
    return _decide(ctx, intent.subject, decision, text)


def _decide(ctx: Ctx, nomination_id: int, decision: str, remark: str) -> Reply:
    about = reviewing.to_review(ctx.session, nomination_id, ctx.person_id, paths_for(ctx.actor, ACT))
    shown = ctx.prompt.data.get("round", 0) if ctx.prompt else 0
    reviewing.decide(ctx.session, about, decision, remark, shown, ctx.person_id, ctx.now)
    for question in ("nomination_review", "nomination_words", "nominated"):
        close_prompts(ctx.session, question, about.id, ctx.now)
    if decision == APPROVED:
        honours.give(ctx.session, about, ctx.now.astimezone(ctx.zone).year, ctx.person_id, ctx.now)
    elif decision == REJECTED:
        call_back(ctx.session, about, ctx.now)
    record(ctx.session, ctx.now, ctx.actor.id, f"nomination-{decision}", f"nomination:{about.id}", round=about.round)
    _tell(ctx, about, decision, remark)
    left = len(reviewing.queue(ctx.session, ctx.person_id, paths_for(ctx.actor, ACT)))
    return Reply(f"review-{decision}", {"name": about.name, "lines": [line(ctx, "review-left", count=left)]})


def _tell(ctx: Ctx, about: Nomination, decision: str, remark: str) -> None:
    """The nominator hears of every decision; the nominee of a yes or no, if they can be reached and did not refuse."""
    note = DECIDED_NOTES[decision]
    subject = f"nomination:{about.id}:{about.round}"
    prompt_id = None
    if decision == RETURNED:
        prompt_id = ask(ctx.session, about.by_id, "nomination_again", about.id, ctx.now, ctx.now + NEWS_EXPIRES)
        write_queued(ctx.session)  # the message names the question
    language = ctx.session.get_one(Person, about.by_id).language
    facts = {"name": about.name, "category": categories()[about.category].name[language], "reason": remark}
    post(
        ctx.session, about.by_id, f"{note}-note", facts, purpose="nomination-decided", subject=subject, now=ctx.now,
        expires_at=ctx.now + NEWS_EXPIRES, prompt_id=prompt_id, language=language, grid_id=about.grid_id,
    )  # fmt: skip
    asked = about.consent == AGREED or (about.asked and about.consent == "asking")
    if decision == RETURNED or about.nominee_id is None or not asked or not can_hear(ctx.session, about.nominee_id):
        return
    language = ctx.session.get_one(Person, about.nominee_id).language
    facts = {"category": categories()[about.category].name[language]}
    post(
        ctx.session, about.nominee_id, f"{note}-nominee", facts, purpose="nomination-outcome", subject=subject,
        now=ctx.now, expires_at=ctx.now + NEWS_EXPIRES, language=language, grid_id=about.grid_id,
    )  # fmt: skip


ROUTES = (
    Route(ShowNominations, show, ACT, ("/nominations", "推荐审核", "nominations"), read_which),
    Route(OneNomination, show_one, ACT),
    Route(NextNomination, show_next, ACT),
    Route(ApproveNomination, approve, ACT),
    Route(ReturnNomination, give_back, ACT),
    Route(RejectNomination, reject, ACT),
    Route(ReviewWords, words, ACT),
)
