"""The rows of spreadsheets of the records: points, rankings, awards, reviews, the account and what it rests on."""

from collections.abc import Iterator

from sqlalchemy import select as sql
from sqlmodel import Session, col

from messages.account import account_numbers, figure_named, part_name
from messages.audit_words import about, nobody_key, what
from messages.list_words import appraisal_score
from messages.paper.sheet_asked import MOST_ROWS, Asked, Row
from messages.paper.winning import listed, percent_of
from messages.report import decimal
from models import anchors, appraisals, honours, objections, reviews
from models.account import Figure, span_of, traced
from models.appraisal_lists import worth_telling
from models.audit_lists import Sought, acts
from models.grid import Grid
from models.ledger_lists import Wanted, every
from models.nominations import categories
from models.people import Person
from models.point_rules import shipped
from models.reviews import Review
from models.standing import ranking as ranked


def ranking(session: Session, asked: Asked) -> Iterator[Row]:
    """Every stairwell, building and grid of the asker's by points per stairwell, the larger ones first."""
    for level in (3, 4, 5):
        name = asked.said({3: "level-grid", 4: "level-building", 5: "level-unit"}[level])
        for place in ranked(session, int(asked.period), level, paths=asked.paths):
            yield name, place.place, place.code, place.name, place.points, place.units, decimal(place.tenths)


def points(session: Session, asked: Asked) -> Iterator[Row]:
    """The ledger's lines that were booked in the period, newest first."""
    start, end = asked.span
    rules = shipped().rules
    for one in every(session, asked.paths, asked.person_id, Wanted(start=start, end=end)):
        rule = rules[one.rule].name[asked.language] if one.rule in rules else one.rule
        yield (one.seq, asked.day(one.at), one.person, one.code, one.grid, rule, one.raw, one.points, one.reverses,
               one.reason or "")  # fmt: skip


def heads(session: Session, asked: Asked) -> Iterator[Row]:
    """The heads of the ledger that were published, newest first."""
    for one in anchors.newest(session, MOST_ROWS + 1):
        yield asked.day(one.at), one.why, anchors.written(one.seq, one.hash)


def awards(session: Session, asked: Asked) -> Iterator[Row]:
    """The winners of a year's award list, with its state and its digest in every line. Raises NoList.

    Whoever does not want to be named stands there by their grid alone, as on the page.
    """
    given = listed(session, int(asked.period), asked.zone, asked.language)
    state = asked.said(f"paper-state-{given.stored.state}")
    for award in given.awards:
        for one in award.winners:
            name = given.people.get(one.person_id or 0, "") if one.person_id in given.public else ""
            yield (award.name, given.grids.get(one.area, one.area), one.place, name, one.grid,
                   given.grids.get(one.grid, one.grid), percent_of(one.score, asked.language), state,
                   given.digest)  # fmt: skip


def objected(session: Session, asked: Asked) -> Iterator[Row]:
    """The objections to a year's award list, with what was answered."""
    names: dict[int | None, str] = {None: ""}
    for one in objections.objections(session, int(asked.period)):
        for who in (one.person_id, one.answered_by, one.second_by):
            if who not in names:
                names[who] = session.get_one(Person, who).name
        yield (one.number, asked.day(one.made_at), names[one.person_id], one.text,
               asked.said(f"page-awarding-objection-{one.state}"), names[one.answered_by], one.answer or "",
               names[one.second_by], one.second or "")  # fmt: skip


def reviewed(session: Session, asked: Asked) -> Iterator[Row]:
    """Every head a quarter's review is of, whose turn they are, and whether there is a score; never which.

    Only of those whom the asker has to score does it say the score, as their page does.
    """
    found = reviews.waiting(session, asked.period, asked.paths)
    grids = {
        number: (code, name)
        for number, code, name in session.execute(
            sql(col(Review.id), col(Grid.code), col(Grid.name))
            .join(Grid, col(Grid.id) == col(Review.grid_id))
            .where(col(Review.period) == asked.period)
        )
    }
    ids = {who for one in found for who in (one.person_id, *one.reviewers)}
    people = session.execute(sql(col(Person.id), col(Person.name)).where(col(Person.id).in_(ids)))
    names = {number: name for number, name in people if number is not None}
    for one in found:
        told = "page-reviews-has-none" if one.score is None else "paper-sheet-scored"
        score = one.score if asked.person_id in one.reviewers else None
        yield (*grids[one.id], names[one.person_id], asked.listed(sorted(names[who] for who in one.reviewers)),
               asked.said(told), score)  # fmt: skip


def appraised(session: Session, asked: Asked) -> Iterator[Row]:
    """What came of a year's closed appraisal for each head of whom it can be told: a score, never a vote."""
    about = appraisals.newest_of(session, int(asked.period))
    found = appraisals.results(session, about, asked.paths, asked.person_id) if about else []
    for one in worth_telling(found, asked.person_id):
        few = asked.listed([asked.said(f"appraisal-group-{group}") for group in one.few])
        yield one.grid, one.name, "" if one.score is None else appraisal_score(one.score), few


def honoured(session: Session, asked: Asked) -> Iterator[Row]:
    """The honours of a year whose bearers agreed that they are public."""
    for one in honours.wall(session, int(asked.period)):
        yield one.number, categories()[one.category].name[asked.language], one.name, one.story


def account(session: Session, asked: Asked) -> Iterator[Row]:
    """Every figure of the account, whole and by part, a line a number."""
    for key, told in account_numbers(session, asked.period, asked.zone, asked.paths).items():
        parts: dict[str, dict[str, int]] = {"": {n: v for n, v in told.items() if n != "parts"}, **told["parts"]}
        for part, values in parts.items():
            called = part_name(session, key, part, asked.language) if part else ""
            for name, value in values.items():
                measure = "count" if name == "rows" else name.replace("_", "-")
                yield asked.said(f"account-name-{key}"), called, asked.said(f"account-number-{measure}"), value


def behind(session: Session, asked: Asked) -> Iterator[Row]:
    """The very rows that a figure of the account is counted from."""
    figure = _figure(asked)
    for row in traced(session, figure, span_of(asked.period, asked.zone, asked.paths), MOST_ROWS + 1):
        part = part_name(session, figure.key, row.part, asked.language) if row.part else ""
        yield part, row.name, *(row.values[name] for name in _measures(figure))


def behind_columns(asked: Asked) -> list[str]:
    """What the rows of the figure count."""
    return [asked.said(f"account-number-{name.replace('_', '-')}") for name in _measures(_figure(asked))]


def _measures(figure: Figure) -> tuple[str, ...]:
    return (*figure.numbers, *figure.people)


def _figure(asked: Asked) -> Figure:
    found = figure_named(str(asked.more["figure"]), asked.language)
    assert found is not None, "looked up when it was asked for"
    return found


def audit(session: Session, asked: Asked) -> Iterator[Row]:
    """Who did what in the period, newest first."""
    start, end = asked.span
    for one in acts(session, asked.paths, Sought(start=start, end=end), MOST_ROWS + 1):
        yield (asked.day(one.at), one.actor or asked.said(nobody_key(one)), what(one.act, asked.language),
               about(one.subject, asked.language))  # fmt: skip
