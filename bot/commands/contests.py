"""Contests: works are sent in, judges score them, the result goes to those who took part."""

import re

from bot.commands.event_lines import JOIN, ORGANISE, WhichEvent, facts_of, led, number_in, seen_by, short_line, visible
from bot.commands.lines import capped, line
from bot.context import Ask, Ctx, Reply
from bot.grammar import plain
from bot.intents import About, Said, Worded
from bot.routes import Route
from models import contests, events
from models.audit import record
from models.contests import PHOTO, TEXT, VOICE, NoContest, Work, mean_text
from models.errors import StairwellError
from models.events import ANNOUNCED, CONTEST, Event, ways
from models.lookup import find_person
from models.permissions import paths_for

_SCORE = re.compile(r"(\d{1,4})\s*(?:号|[:：]|\s)\s*(\d{1,2})\s*分?", re.ASCII)
_BETWEEN = re.compile(r"[,;、\n]+")


class NoJudge(StairwellError):
    """The speaker judges nothing now."""

    key = "error-contest-no-judge"


class HandIn(About):
    """投稿: I want to send something in."""


class SendWork(Said):
    """The work itself: words, a photo or a voice message."""


class NameJudge(Worded):
    """评委: this person may score the works, as typed: number and name."""


class ShowWorks(About):
    """评分: show me the works I have not scored."""


class ScoreWorks(Said):
    """Scores, as typed: "1号 8分, 2号 9分"."""


class PublishResult(About):
    """公布: the result goes to those who took part."""


# --- who takes part ---
def hand_in(ctx: Ctx, intent: HandIn) -> Reply:
    """Ask for the work; without a number, of the only contest that takes works now."""
    event = visible(ctx, intent.subject) if intent.subject else _only(ctx)
    contests.contest(ctx.session, event.number, ctx.now)
    ask = Ask("contest_work", event.number, stands=min(event.ends_at - ctx.now, ways().answer))
    return Reply("contest-work-ask", facts_of(ctx, event), ask, edit=False)


def send_work(ctx: Ctx, intent: SendWork) -> Reply:
    """Keep the work; a second one takes the place of the first, until the contest ends."""
    visible(ctx, intent.subject)
    inbound, words = ctx.inbound, intent.text.strip()
    kind, body = (PHOTO, inbound.photo) if inbound.photo else (VOICE, inbound.voice) if inbound.voice else (TEXT, words)
    if not body or (kind == TEXT and len(plain(words)) < 2):
        return Reply("contest-work-again", edit=False)
    number, new = contests.hand_in(
        ctx.session, intent.subject, ctx.person_id, kind, body, words if kind != TEXT else "", inbound.channel, ctx.now
    )
    event = events.event_by_number(ctx.session, intent.subject)
    return Reply("contest-work-kept" if new else "contest-work-replaced", facts_of(ctx, event, work=number), edit=False)


def _only(ctx: Ctx) -> Event:
    found = [e for e in events.coming(ctx.session, ctx.now) if e.kind == CONTEST and e.starts_at <= ctx.now]
    mine = [event for event in found if seen_by(ctx, event)]
    if not mine:
        raise NoContest(title="")
    if len(mine) > 1:
        raise WhichEvent(lines=[short_line(ctx, event) for event in mine])
    return mine[0]


# --- who judges ---
def name_judge(ctx: Ctx, intent: NameJudge) -> Reply:
    """Let a person score; they are asked when the contest is over."""
    number, said = number_in(intent.text)
    if not said:
        return Reply("usage-contest-judge")
    event = led(ctx, number)
    person = find_person(ctx.session, said, paths_for(ctx.actor, ORGANISE))
    if not contests.add_judge(ctx.session, event, person.id):
        return Reply("contest-judge-same", {"name": person.name, "title": event.title})
    record(ctx.session, ctx.now, ctx.actor.id, "contest-judge", f"event:{event.id}", person=person.id)
    if ctx.now >= event.ends_at:
        contests.ask_judge(ctx.session, event, person.id, ctx.now, ctx.zone)
    return Reply("contest-judge-named", {"name": person.name, "title": event.title})


def show_works(ctx: Ctx, intent: ShowWorks) -> Reply:
    """The works a judge has not scored: the first in full, without its author's name, and how many there are."""
    return _next(ctx, _judged(ctx, intent.subject), "contest-score-ask")


def score_works(ctx: Ctx, intent: ScoreWorks) -> Reply:
    """One number scores the work that was shown, "2号 9分" another; what is unclear is asked again, nothing guessed."""
    event = _judged(ctx, intent.subject)
    waiting = contests.to_judge(ctx.session, event.number, ctx.person_id)
    given = read_scores(intent.text, waiting[0].number if waiting else 0)
    if not given or not all(
        contests.score(ctx.session, event, ctx.person_id, number, points, ctx.now) for number, points in given
    ):
        return Reply("contest-score-again", {}, _ask(event), edit=False)
    return _next(ctx, event, "contest-score-noted")


def read_scores(text: str, shown: int) -> list[tuple[int, int]]:
    """(number of the work, points) of an answer; [] where any of it is unclear. A number alone is for `shown`."""
    bare = text.strip().removesuffix("分").strip()
    if bare.isascii() and bare.isdigit() and len(bare) <= 2:
        return [(shown, int(bare))] if shown and 1 <= int(bare) <= contests.MOST else []
    parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    found = [_SCORE.fullmatch(part) for part in parts]
    if not found or not all(found):
        return []
    given = [(int(one[1]), int(one[2])) for one in found if one]
    return given if all(1 <= points <= contests.MOST for _, points in given) else []


def _judged(ctx: Ctx, number: int) -> Event:
    """The contest the speaker judges. Raises NoJudge, WhichEvent, StillOpen."""
    mine = [event for event in contests.judged_by(ctx.session, ctx.person_id) if number in (0, event.number)]
    if not mine:
        raise NoJudge
    over = [event for event in mine if event.ends_at <= ctx.now]
    if len(over) > 1:
        raise WhichEvent(lines=[short_line(ctx, event) for event in over])
    if not over:
        raise contests.StillOpen(title=mine[0].title)
    return over[0]


def _next(ctx: Ctx, event: Event, key: str) -> Reply:
    waiting = contests.to_judge(ctx.session, event.number, ctx.person_id)
    if not waiting:
        return Reply("contest-score-done", {"title": event.title})
    first = waiting[0]
    facts = {"title": event.title, "count": len(waiting), "work": first.number, "lines": [_shown(ctx, first)]}
    if first.kind == PHOTO and first.channel == ctx.inbound.channel:
        facts["photo"] = first.body
    return Reply(key, facts, _ask(event), edit=False)


def _shown(ctx: Ctx, work: Work) -> str:
    if work.kind == TEXT:
        return work.body
    return line(ctx, f"contest-kind-{work.kind}", words=work.words)


def _ask(event: Event) -> Ask:
    return Ask("contest_score", event.number, stands=ways().answer)


# --- who holds it ---
def publish(ctx: Ctx, intent: PublishResult) -> Reply:
    """The result, to everybody who took part, once. Raises StillOpen, NotJudged."""
    event = led(ctx, intent.subject)
    places = contests.publish(ctx.session, event, ctx.now, ctx.zone) if event.state == ANNOUNCED else None
    if places is None:
        raise events.EventOver(title=event.title)
    record(ctx.session, ctx.now, ctx.actor.id, "contest-publish", f"event:{event.id}", works=len(places))
    lines = [
        line(ctx, "contest-place-tied" if one.tied else "contest-place", place=one.place, number=one.number,
             name=one.name, mean=mean_text(one.hundredths), scores=one.scores)
        for one in places
    ]  # fmt: skip
    return Reply("contest-published", facts_of(ctx, event, count=len(places), lines=capped(ctx, lines)))


ROUTES = (
    Route(HandIn, hand_in, JOIN, ("/handin", "投稿", "hand in"), lambda rest: HandIn(number_in(rest)[0])),
    Route(SendWork, send_work, JOIN),
    Route(NameJudge, name_judge, ORGANISE, ("/judge", "评委", "judge"), NameJudge),
    Route(ShowWorks, show_works, JOIN, ("/score", "评分", "score"), lambda rest: ShowWorks(number_in(rest)[0])),
    Route(ScoreWorks, score_works, JOIN),
    Route(PublishResult, publish, ORGANISE, ("/publish", "公布", "publish"),
          lambda rest: PublishResult(number_in(rest)[0])),
)  # fmt: skip
