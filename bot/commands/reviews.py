"""The quarterly review 季度评议: the branch scores its heads one after another, the head reads it and may answer."""

from datetime import timedelta
from typing import Any

from bot.answers import says_nothing
from bot.commands.lines import capped, line, worded
from bot.commands.points import read_period
from bot.commands.settling import settle_question
from bot.context import Ask, Ctx, Reply
from bot.grammar import one_number, plain
from bot.grammar import words as said_for
from bot.intents import About, Intent, Said, Worded
from bot.routes import Route
from models import reviews
from models.audit import record
from models.duties import Duty
from models.errors import NotFound
from models.following import close_prompts
from models.grid import Grid
from models.outbox import post
from models.people import Person
from models.permissions import paths_for
from models.review_facts import facts_of
from models.reviews import BadScore, Review, Waiting, review_rules
from models.telling import tell_coordinators
from models.text import chinese_marks, in_full

ACT = "review.score"
STANDS = timedelta(days=7)
COMMENT_LENGTH, ANSWER_LENGTH = 60, 120
"""So that the note to the head still fits two SMS segments, and what the head answers does."""
FOLLOW = "review.follow"
PROGRESS = ("进度", "progress")
LEAST_NUMBER = 10
"""A number below it is rather a slip of the finger than a score; "5分" is one."""
REST = ("其余", "剩下", "其他", "rest", "others")
WORDS = {
    "优": "excellent", "优秀": "excellent", "良": "good", "良好": "good", "中": "fair", "一般": "fair", "差": "poor",
    "excellent": "excellent", "good": "good", "fair": "fair", "poor": "poor",
}  # fmt: skip


class ShowReviews(Worded):
    """Whom have I to review? Or the one with that number; or: the rest are …"""


class ScoreReview(Said):
    """This head's quarter was …: a word or a number."""


class NextReview(About):
    """Show me the next one; this can wait."""


class CommentReview(Said):
    """Words to the score."""


class SkipComment(About):
    """No words to it."""


class ConfirmRest(About):
    """Yes, all that are left get that score."""


class AnswerReview(Said):
    """What I have to say to my review."""


class MyReviews(Intent):
    """How was I reviewed?"""


class ReviewProgress(Worded):
    """How far are the branches?"""


def show(ctx: Ctx, intent: ShowReviews) -> Reply:
    """The heads the speaker has to review, with their numbers; one of them with its facts; or all that are left.

    "#12 88" scores the review of that number, which pages and audit name it by, at once. Raises as `score`.
    """
    first, _, rest = intent.text.strip().partition(" ")
    if first in PROGRESS and paths_for(ctx.actor, FOLLOW):
        return progress(ctx, ReviewProgress(rest))
    period, mine = _mine(ctx)
    if not mine:
        return Reply("review-nobody")
    if first.startswith("#"):
        return _by_id(ctx, first[1:], rest.strip(), mine)
    if first in REST:
        return _ask_rest(ctx, period, mine, rest.strip())
    number = one_number(plain(first)) if first else None
    if number is not None and 1 <= number <= len(mine):
        return _shown(ctx, mine[number - 1], mine)
    lines = [_list_line(ctx, place, one) for place, one in enumerate(mine, 1)]
    left = sum(one.score is None for one in mine)
    return Reply("review-list", {"period": period, "count": len(mine), "left": left, "lines": capped(ctx, lines)})


def _by_id(ctx: Ctx, said: str, rest: str, mine: list[Waiting]) -> Reply:
    """The review of that id, with its facts or scored at once. Raises NotFound for one that is not the speaker's."""
    one = next((one for one in mine if str(one.id) == said), None)
    if one is None:
        raise NotFound(what="")
    return score(ctx, ScoreReview(one.id, rest)) if rest else _shown(ctx, one, mine)


def show_next(ctx: Ctx, intent: NextReview) -> Reply:
    """The next one without a score after this, from the start again; that all have one, when they have."""
    return _next(ctx, intent.subject)


def score(ctx: Ctx, intent: ScoreReview) -> Reply:
    """A word or a number for the one that was shown; then words to it are asked for. Raises BadScore, ReviewClosed."""
    points = _points(intent.text)
    if points is None:
        raise BadScore
    about = reviews.to_review(ctx.session, intent.subject, ctx.person_id, paths_for(ctx.actor, ACT))
    before = about.score
    reviews.score(ctx.session, about, points, ctx.person_id, ctx.now)
    close_prompts(ctx.session, "review_score", intent.subject, ctx.now)
    record(ctx.session, ctx.now, ctx.actor.id, "review.score", f"review:{about.id}", score=points, before=before)
    facts = {"name": _name(ctx, about.person_id), "score": points}
    return Reply("review-scored", facts, Ask("review_comment", intent.subject, stands=STANDS))


def comment(ctx: Ctx, intent: CommentReview) -> Reply:
    """Keep the words, and show who is next; a bare number is another score. Raises ReviewClosed."""
    if _points(intent.text) is not None and any(mark.isdigit() for mark in intent.text):
        return score(ctx, ScoreReview(intent.subject, intent.text))
    about = reviews.to_review(ctx.session, intent.subject, ctx.person_id, paths_for(ctx.actor, ACT))
    reviews.comment(ctx.session, about, chinese_marks(in_full(intent.text, COMMENT_LENGTH)), ctx.now)
    record(ctx.session, ctx.now, ctx.actor.id, "review.comment", f"review:{about.id}")
    close_prompts(ctx.session, "review_comment", intent.subject, ctx.now)
    return _next(ctx, intent.subject)


def skip_comment(ctx: Ctx, intent: SkipComment) -> Reply:
    """No words; who is next."""
    close_prompts(ctx.session, "review_comment", intent.subject, ctx.now)
    return _next(ctx, intent.subject)


def confirm_rest(ctx: Ctx, intent: ConfirmRest) -> Reply:
    """Score all that were left when it was asked and still are, with one word. Raises ReviewClosed."""
    assert ctx.prompt is not None
    settle_question(ctx, "review_rest")
    period, mine = _mine(ctx)
    wanted, points = set(ctx.prompt.data.get("ids", [])), int(ctx.prompt.data.get("score", 0))
    left = [one for one in mine if one.score is None and one.id in wanted]
    done = [one for one in left if reviews.score_unscored(ctx.session, one.id, points, ctx.person_id, ctx.now)]
    for one in done:
        record(ctx.session, ctx.now, ctx.actor.id, "review.score", f"review:{one.id}", score=points, before=None)
    return Reply("review-rest-done", {"count": len(done), "score": points, "period": period})


def answer(ctx: Ctx, intent: AnswerReview) -> Reply:
    """The head's words, once: whoever scored reads them, and the coordinators. 收到 is no answer yet."""
    if _acknowledges(intent.text):
        return Reply("review-heard", edit=False)
    words = chinese_marks(in_full(intent.text, ANSWER_LENGTH))
    about = reviews.answer(ctx.session, intent.subject, ctx.person_id, words, ctx.now)
    if about is None:
        raise NotFound(what="")
    close_prompts(ctx.session, "review_told", intent.subject, ctx.now)
    record(ctx.session, ctx.now, ctx.actor.id, "review.answer", f"review:{about.id}")
    how: dict[str, Any] = {
        "purpose": "review-answer", "subject": f"review:{about.id}", "now": ctx.now, "expires_at": ctx.now + STANDS
    }  # fmt: skip
    facts = {"name": ctx.actor.name, "period": about.period, "text": words}
    if about.by_id is not None:
        post(ctx.session, about.by_id, "review-answer-note", facts, **how)
    tell_coordinators(ctx.session, "review-answer-note", facts, **how)
    return Reply("review-answered")


def _acknowledges(text: str) -> bool:
    return says_nothing(text) or any(plain(text) in said_for(meaning) for meaning in ("read", "yes", "thanks"))


def my_reviews(ctx: Ctx, intent: MyReviews) -> Reply:
    """The speaker's own scores and the words to them, newest quarter first."""
    found = reviews.of_person(ctx.session, ctx.person_id)
    if not found:
        return Reply("my-reviews-none")
    lines = [
        line(ctx, "my-review-line", period=one.period, grid=_grid(ctx, one.grid_id), score=one.score or 0,
             text=one.comment or line(ctx, "review-no-words"))
        for one in found
    ]  # fmt: skip
    return Reply("my-reviews", {"lines": lines, "newest": lines[0]})


def progress(ctx: Ctx, intent: ReviewProgress) -> Reply:
    """Grid by grid, how many heads have a score: in the quarter named, else in the newest review. Raises BadPeriod."""
    period = read_period(intent.text, ctx.now.astimezone(ctx.zone).date()) if intent.text.strip() else _period(ctx)
    found = reviews.progress(ctx.session, period, paths_for(ctx.actor, FOLLOW)) if period else []
    if not found:
        return Reply("review-nobody")
    lines = [
        line(ctx, "review-progress-line", grid=one.grid or line(ctx, "review-progress-above"), scored=one.scored,
             heads=one.heads)
        for one in sorted(found, key=lambda one: (one.scored * 100 // one.heads, one.grid))
    ]  # fmt: skip
    facts = {"period": period, "scored": sum(one.scored for one in found), "heads": sum(one.heads for one in found)}
    return Reply("review-progress", facts | {"lines": capped(ctx, lines)})


def _period(ctx: Ctx) -> str:
    open_ = reviews.open_rounds(ctx.session)
    return open_[-1].period if open_ else reviews.quarter_before(ctx.now, ctx.zone)


def _mine(ctx: Ctx) -> tuple[str, list[Waiting]]:
    """(the quarter whose review is open, all the speaker has to review in it)."""
    open_ = reviews.open_rounds(ctx.session)
    if not open_:
        return "", []
    return open_[-1].period, reviews.queue(ctx.session, open_[-1].period, ctx.person_id, paths_for(ctx.actor, ACT))


def _next(ctx: Ctx, after: int) -> Reply:
    period, mine = _mine(ctx)
    ids = [one.id for one in mine]
    start = ids.index(after) + 1 if after in ids else 0
    left = [one for one in [*mine[start:], *mine[:start]] if one.score is None and one.id != after]
    if left:
        return _shown(ctx, left[0], mine)
    still = sum(one.score is None for one in mine)
    return Reply("review-some-left" if still else "review-complete", {"period": period, "count": still or len(mine)})


def _shown(ctx: Ctx, one: Waiting, mine: list[Waiting]) -> Reply:
    """A head with the facts of the quarter, and the question how it was."""
    about = ctx.session.get_one(Review, one.id, populate_existing=True)
    found, language = facts_of(ctx.session, about, ctx.zone), ctx.actor.language
    names = {key: ctx.session.get_one(Duty, key).name for key, _ in found.duties}
    lines = [
        line(ctx, "review-duty", name=names[key].get(language, key), issued=tally.issued, on_time=tally.on_time,
             late=tally.late, excused=tally.excused + tally.impossible, missed=tally.missed)
        for key, tally in found.duties if tally.asks
    ]  # fmt: skip
    thanks = line(ctx, "review-thanks", findings=found.findings, solved=found.solved, honours=found.honours,
                  helps=found.helps, hours=f"{found.half_hours / 2:g}")  # fmt: skip
    last = reviews.last_score(ctx.session, about)
    tallies = [tally for _, tally in found.duties if tally.asks]
    facts = {
        "name": _name(ctx, one.person_id), "grid": _grid(ctx, about.grid_id), "period": about.period,
        "lines": [*lines, thanks, *([line(ctx, "review-last", score=last)] if last is not None else [])],
        "left": sum(each.score is None for each in mine), "issued": sum(each.issued for each in tallies),
        "done": sum(each.done for each in tallies), "missed": sum(each.missed for each in tallies),
    }  # fmt: skip
    return Reply("review-shown", facts, Ask("review_score", one.id, stands=STANDS), edit=False)


def _ask_rest(ctx: Ctx, period: str, mine: list[Waiting], said: str) -> Reply:
    points = _points(said)
    if points is None:
        raise BadScore
    left = [one for one in mine if one.score is None]
    if not left:
        return Reply("review-complete", {"period": period, "count": len(mine)})
    names = [_name(ctx, one.person_id) for one in left[:3]]
    data = {"ids": [one.id for one in left], "score": points}
    facts = {"count": len(left), "score": points, "names": names}
    return Reply("review-rest", facts, Ask("review_rest", ctx.person_id, data, STANDS))


def _points(said: str) -> int | None:
    """The score somebody said: a word of `review_rules`, or a number from 0 to 100."""
    word = WORDS.get(plain(said))
    if word is not None:
        return int(review_rules()["words"][word])
    text = said.strip().removesuffix("分").strip()
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else None
    if number is None or number > reviews.MOST_SCORE or (number < LEAST_NUMBER and not said.strip().endswith("分")):
        return None
    return number


def _list_line(ctx: Ctx, place: int, one: Waiting) -> str:
    about = ctx.session.get_one(Review, one.id)
    facts = {"number": place, "grid": _grid(ctx, about.grid_id), "name": _name(ctx, one.person_id)}
    if one.score is None:
        return worded(ctx.actor.language, "review-line", **facts)
    return worded(ctx.actor.language, "review-line-scored", **facts, score=one.score)


def _name(ctx: Ctx, person_id: int) -> str:
    return ctx.session.get_one(Person, person_id).name


def _grid(ctx: Ctx, grid_id: int) -> str:
    return ctx.session.get_one(Grid, grid_id).name


ROUTES = (
    Route(ReviewProgress, progress, FOLLOW, ("/reviewprogress", "评议进度", "review progress"), ReviewProgress),
    Route(ShowReviews, show, ACT, ("/review", "评议", "季度评议", "review"), ShowReviews),
    Route(ScoreReview, score, ACT),
    Route(NextReview, show_next, ACT),
    Route(CommentReview, comment, ACT),
    Route(SkipComment, skip_comment, ACT),
    Route(ConfirmRest, confirm_rest, ACT),
    Route(AnswerReview, answer, "review.answer"),
    Route(MyReviews, my_reviews, "review.answer", ("/myreviews", "我的评议", "my reviews"), whole=True),
)
