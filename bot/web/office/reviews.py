"""The quarter's reviews: how far the branches are, whom one has to score, one's own scores; a head with their facts."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select as sql
from sqlmodel import col

from bot.commands.reviews import ACT, FOLLOW
from bot.web.office import asked
from bot.web.office.asked import link
from bot.web.office.pages import ROWS, Page, View
from models import reviews
from models.duties import Duty
from models.grid import Grid
from models.people import Person
from models.review_facts import facts_of
from models.reviews import CLOSED, OPEN, Review, ReviewRound, Waiting

OWN = "review.answer"
MOST_ROUNDS = 12
GRADES = ("excellent", "good", "fair", "poor")


def overview(view: View) -> Mapping[str, Any]:
    """The rounds, and of one of them what concerns whoever looks: progress, who waits for a score, one's own."""
    rounds = view.session.execute(sql(ReviewRound).order_by(col(ReviewRound.period).desc()).limit(MOST_ROUNDS))
    known = list(rounds.scalars())
    period = asked.one_of(view, "period", [one.period for one in known]) or (known[0].period if known else "")
    follow, scores = view.paths(FOLLOW), view.paths(ACT)
    facts: dict[str, Any] = {
        "rounds": [_round(view, one) for one in known], "round_heads": _heads(view, "period", "state", "due", "closes"),
        "own": [_own(view, one) for one in reviews.of_person(view.session, view.person_id)],
        "own_heads": _heads(view, "period", "grid", "score", "words"), "period": period, "follows": bool(follow),
        "sheet_when": period,
    }  # fmt: skip
    if period and (follow or scores):
        everyone = reviews.waiting(view.session, period, [*follow, *scores])
        mine = [one for one in everyone if view.person_id in one.reviewers]
        unscored = [one for one in everyone if one.score is None] if follow else []
        facts |= {
            "heading": view.say("page-reviews-of", period=period), "mine": _mine(view, mine),
            "mine_heads": _heads(view, "grid", "person", "score"), "left": sum(one.score is None for one in mine),
            "waits": _waits(view, unscored[view.skip : view.skip + ROWS]), "page": view.page,
            "waits_heads": _heads(view, "grid", "person", "reviewers"), "more": len(unscored) > view.skip + ROWS,
            "unscored": len(unscored), "progress": _progress(view, period, follow) if follow else [],
            "progress_heads": [(view.say("page-reviews-grid"), False), (view.say("page-reviews-scored"), True),
                               (view.say("page-reviews-heads"), True)],
            "open": any(one.period == period and one.state == OPEN for one in known),
        }  # fmt: skip
    return facts


def review(view: View) -> Mapping[str, Any] | None:
    """A head in a quarter: facts and score for whoever has to score, one's own once it is closed.

    Coordinators who follow the reviews see whose turn it is and whether there is a score, not which: as in chat.
    """
    about = view.session.get(Review, asked.number(view, "id"))
    if about is None:
        return None
    grid = view.session.get_one(Grid, about.grid_id)
    state = view.session.get_one(ReviewRound, about.period).state
    turn = [one for one in reviews.waiting(view.session, about.period, [grid.path]) if one.id == about.id]
    reviewers = turn[0].reviewers if turn else frozenset()
    mine = view.person_id in reviewers and any(grid.path.startswith(path) for path in view.paths(ACT))
    follows = any(grid.path.startswith(path) for path in view.paths(FOLLOW))
    own = about.person_id == view.person_id and state == CLOSED and about.score is not None
    if not (mine or follows or own):
        return None
    lines = [
        (view.say("page-reviews-person"), link(_name(view, about.person_id), f"/office/person/{about.person_id}")),
        (view.say("page-reviews-grid"), link(f"{grid.code} {grid.name}", f"/office/grid/{grid.code}")),
        (view.say("page-reviews-state"), view.say(f"page-reviews-{state}")),
        (view.say("page-reviews-reviewers"), view.say("page-reviews-names", names=_names(view, reviewers))),
    ]
    if mine or own:
        lines += [(view.say(f"page-reviews-{key}"), value) for key, value in (
            ("score", "–" if about.score is None else str(about.score)), ("words", about.comment or ""),
            ("answer", about.answer or ""),
        ) if value]  # fmt: skip
    else:
        lines.append((view.say("page-reviews-score"), view.say(
            "page-reviews-has-none" if about.score is None else "page-reviews-has-score")))  # fmt: skip
    return {
        "heading": view.say("page-reviews-one", name=_name(view, about.person_id), period=about.period),
        "lines": lines, "facts": _facts(view, about, scores=mine or own), "number": about.id,
        "may_score": mine and state == OPEN,
        "grades": [(view.say(f"choice-review-{grade}"), grade) for grade in GRADES],
    }  # fmt: skip


def waiting(view: View) -> int:
    """How many heads wait for a score of whoever looks."""
    return sum(
        one.score is None
        for each in reviews.open_rounds(view.session)
        for one in reviews.queue(view.session, each.period, view.person_id, view.paths(ACT))
    )


def _facts(view: View, about: Review, *, scores: bool) -> list[str]:
    """The quarter as whoever scores sees it in chat; the score before it only with `scores`."""
    found = facts_of(view.session, about, view.zone)
    names = {key: view.session.get_one(Duty, key).name for key, _ in found.duties}
    lines = [
        view.say("review-duty", name=names[key], issued=tally.issued, on_time=tally.on_time, late=tally.late,
                 excused=tally.excused + tally.impossible, missed=tally.missed)
        for key, tally in found.duties if tally.asks
    ]  # fmt: skip
    lines.append(view.say("review-thanks", findings=found.findings, solved=found.solved, honours=found.honours,
                          helps=found.helps, hours=f"{found.half_hours / 2:g}"))  # fmt: skip
    last = reviews.last_score(view.session, about) if scores else None
    return [*lines, view.say("review-last", score=last)] if last is not None else lines


def _round(view: View, one: ReviewRound) -> list[Any]:
    days = [moment.astimezone(view.zone).date().isoformat() for moment in (one.due_at, one.closes_at)]
    return [link(view.say("page-reviews-period-name", period=one.period), f"?period={one.period}"),
            view.say(f"page-reviews-{one.state}"), *days]  # fmt: skip


def _own(view: View, one: Review) -> list[Any]:
    grid = view.session.get_one(Grid, one.grid_id)
    return [link(view.say("page-reviews-period-name", period=one.period), f"/office/review/{one.id}"), grid.name,
            one.score, one.comment or view.say("review-no-words")]  # fmt: skip


def _mine(view: View, mine: list[Waiting]) -> list[list[Any]]:
    people, grids = _people(view, {one.person_id for one in mine}), _grids(view, {one.id for one in mine})
    return [
        [link(grids[one.id], f"/office/review/{one.id}"), people.get(one.person_id, ""),
         view.say("page-reviews-has-none") if one.score is None else one.score]
        for one in mine
    ]  # fmt: skip


def _waits(view: View, unscored: list[Waiting]) -> list[list[Any]]:
    people = _people(view, {who for one in unscored for who in (one.person_id, *one.reviewers)})
    grids = _grids(view, {one.id for one in unscored})
    return [
        [link(grids[one.id], f"/office/review/{one.id}"), people.get(one.person_id, ""),
         view.say("page-reviews-names", names=[people[who] for who in sorted(one.reviewers)] or ["–"])]
        for one in unscored
    ]  # fmt: skip


def _progress(view: View, period: str, paths: list[str]) -> list[list[Any]]:
    found = reviews.progress(view.session, period, paths)
    return [
        [one.grid or view.say("review-progress-above"), one.scored, one.heads]
        for one in sorted(found, key=lambda one: (one.scored * 100 // one.heads, one.grid))
    ]


def _people(view: View, ids: Iterable[int]) -> dict[int, str]:
    rows = view.session.execute(sql(col(Person.id), col(Person.name)).where(col(Person.id).in_(list(ids))))
    return {number: name for number, name in rows if number is not None}


def _grids(view: View, ids: Iterable[int]) -> dict[int, str]:
    """{review: the name of its grid}."""
    rows = sql(col(Review.id), col(Grid.name)).join(Grid, col(Grid.id) == col(Review.grid_id))
    found = view.session.execute(rows.where(col(Review.id).in_(list(ids))))
    return {number: name for number, name in found if number is not None}


def _name(view: View, person_id: int) -> str:
    return view.session.get_one(Person, person_id).name


def _names(view: View, ids: Iterable[int]) -> list[str]:
    return sorted(_people(view, ids).values()) or ["–"]


def _heads(view: View, *names: str) -> list[tuple[str, bool]]:
    return [(view.say(f"page-reviews-{name}"), name == "score") for name in names]


PAGES = (
    Page("/office/reviews", OWN, "page-reviews", "reviews.html", overview, menu="records", waiting=waiting,
         sheets=("reviews",)),
    Page("/office/review/{id:number}", OWN, "page-reviews", "review.html", review),
)  # fmt: skip
