"""A year of the model community as records, made by the real rules in seconds: what the account of it must say.

Nothing is left to be sent: what closing an event would say is called off. The numbers are those of the community's
public account, in one place (MODEL); another community with other numbers is another Numbers.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select as sql
from sqlalchemy import true, update
from sqlmodel import Session, col

from bot.demo.community import PARTNERS, model_roster, write_xlsx
from bot.sheets import read_workbook
from models import event_closing, events, registers, reviews, roster, wish_claims, wish_review, wishes
from models.awards import make_award_list
from models.calendar import period_bounds
from models.checkins import check_in, report_of
from models.clock import at_local
from models.db import Database, affect, write_queued
from models.duties import Duty, Task, close_missed, issue, load_shipped_duties
from models.errors import StairwellError
from models.events import COURSES, PARTNER_DAY, TRAINING, VOLUNTEERING, Event
from models.grid import GRID, Grid, community
from models.honours import give
from models.nominations import (
    AGREED,
    APPROVED,
    CONFIRM,
    add_story,
    answer_consent,
    begin,
    set_category,
    set_nominee,
    submit,
)
from models.outbox import CANCELLED, QUEUED, Message
from models.people import Person
from models.point_rules import load_shipped_rules
from models.posts import COORDINATOR, UNIT_HEAD, VOLUNTEER, Post
from models.registers import AREA, ORGANISATION, SHOP
from models.reviewing import decide, waiting
from models.rhythms import upcoming
from models.rolls import ROLL, come
from models.workdays import overrides

TITLES = (
    "楼道大扫除",
    "帮邻居搬冬菜",
    "旧衣募集",
    "扫雪",
    "给独居邻居理发",
    "小花园拔草",
    "义务修小家电",
    "清理小广告",
)
STORY = "常年照看邻居，楼道里的大事小事都有他。"
WISHES = ("想要一个放大镜看报纸", "想学用手机拍照", "想有人教孩子写毛笔字", "想要几盆好养的花", "想找人一起下象棋",
          "想把旧照片扫进手机", "想要一只带铃的钥匙扣", "想听一场秦腔")  # fmt: skip


class NotEmpty(StairwellError):
    """A model year is loaded into an empty database only."""

    key = "error-model-not-empty"


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a community's year came to. `seats` are one committee's, `attended` of 1,000 inspections are reported."""

    compounds: int
    managed: int
    committees: int
    seats: int
    members: int
    organisations: int
    shops: int
    hectares: int
    trainings: int
    trained: int
    volunteer_events: int
    partner_activities: int
    pioneers: int
    models: int
    claimed: int
    fulfilled: int
    attended: int = 940


MODEL = Numbers(
    compounds=29, managed=8, committees=10, seats=5, members=23, organisations=20, shops=337, hectares=500,
    trainings=8, trained=486, volunteer_events=15, partner_activities=20, pioneers=8, models=6, claimed=128,
    fulfilled=120,
)  # fmt: skip
"""Hantang Street North (mission: 8 of 29 compounds are 27.5 %, 23 of 50 seats are 46 %; 5 km² are 500 hectares)."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who the year's records are about, by id."""

    root: int
    coordinator: int
    heads: tuple[tuple[int, int], ...]
    volunteers: tuple[int, ...]
    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Play:
    """What every step is given: who, how many, which year, where, and the seeded draw."""

    cast: Cast
    numbers: Numbers
    year: int
    zone: ZoneInfo
    draw: random.Random


async def load_year(db: Database, year: int, zone: ZoneInfo, numbers: Numbers = MODEL, seed: int = 2026) -> None:
    """Import the roster of the seed and fill a year with records; a seed gives the same figures. Raises NotEmpty."""
    start = at_local(date(year, 1, 1), 8, 0, zone)
    if await db.read(lambda session: session.execute(sql(col(Grid.id)).limit(1)).first()) is not None:
        raise NotEmpty
    plan = await db.run(roster.plan, await read_workbook(write_xlsx(model_roster(seed)), "roster.xlsx"), start)
    await db.run(roster.apply, plan, start, None, zone=zone)
    draw = random.Random(seed)  # noqa: S311 - invented records, not secrets
    play = Play(await db.run(_begin, start), numbers, year, zone, draw)
    steps: tuple[Callable[..., Any], ...] = (
        fill_registers, fill_tasks, fill_events, fill_honours, fill_wishes, fill_reviews, fill_awards
    )  # fmt: skip
    for step in steps:
        await db.run(step, play)


def fill_registers(session: Session, play: Play) -> None:
    """Compounds with their committees, organisations and shops, spread over the grids of level 3."""
    grids, today = _grids(session), date(play.year, 1, 1)
    rows = [
        registers.put_compound(
            session, f"X{place + 1:02}", f"{grids[place % len(grids)][1]}小区", grids[place % len(grids)][0],
            f"第{place + 1}物业公司" if place < play.numbers.managed else "", today,
        )
        for place in range(play.numbers.compounds)
    ]  # fmt: skip
    for place in range(play.numbers.committees):
        mine = (
            play.numbers.members * (place + 1) // play.numbers.committees
            - play.numbers.members * place // play.numbers.committees
        )
        registers.put_committee(session, rows[place], play.numbers.seats, mine, today)
    for kind, count, name in ((ORGANISATION, play.numbers.organisations, "单位"), (SHOP, play.numbers.shops, "商户")):
        for place in range(count):
            grid = grids[play.draw.randrange(len(grids))][0]
            registers.put_organisation(
                session, f"{kind[0].upper()}{place + 1:03}", f"{name}{place + 1}", kind, grid, today
            )
    registers.put_fact(session, AREA, play.numbers.hectares, today)


def fill_tasks(session: Session, play: Play) -> None:
    """Every occurrence of every duty issued; inspections reported, most in time, some late, some not at all."""
    start, end = period_bounds(str(play.year), play.zone)
    days = overrides(session)
    for duty in session.execute(sql(Duty).where(col(Duty.active))).scalars().all():
        for one in upcoming(duty.rhythm, start - timedelta(seconds=1), play.zone, days, 400):
            if one.at < end:
                issue(session, duty, one.at, one.at, play.zone, one.planned)
    asked = sql(Task).where(col(Task.duty_key) == "inspection", col(Task.person_id).is_not(None))
    tasks = session.execute(asked.order_by(col(Task.opens_at), col(Task.id))).scalars().all()
    by_moment: dict[datetime, list[Any]] = {}
    for task in tasks:
        if play.draw.randrange(1000) < play.numbers.attended and task.person_id is not None:
            late = play.draw.random() < 0.1
            moment = (task.accept_until if late else task.due_at) - timedelta(hours=play.draw.randint(2, 40))
            at = max(moment.replace(minute=0, second=0, microsecond=0), task.opens_at)
            items = (
                play.draw.sample(("lighting", "litter", "corridor", "e_bike"), 1) if play.draw.random() < 0.08 else []
            )
            by_moment.setdefault(at, []).append(report_of(task, task.person_id, "telegram", at, play.zone, items=items))
    for at, reports in sorted(by_moment.items()):
        check_in(session, reports, at, play.zone)
        write_queued(session)


def fill_events(session: Session, play: Play) -> None:
    """Trainings with everybody who came to one, volunteer events, activities with partners: held, closed, booked."""
    for place in range(play.numbers.trainings):
        first, last = (play.numbers.trained * step // play.numbers.trainings for step in (place, place + 1))
        course = COURSES[place % len(COURSES)]
        _hold(session, play, TRAINING, "网格长培训", 1 + place, play.cast.people[first:last], course=course)
    for place in range(play.numbers.volunteer_events):
        came = play.draw.sample(play.cast.volunteers, min(12, len(play.cast.volunteers)))
        _hold(session, play, VOLUNTEERING, TITLES[place % len(TITLES)], 2 + place * 10 // play.numbers.volunteer_events,
              came)  # fmt: skip
    for place in range(play.numbers.partner_activities):
        elders = place < min(12, play.numbers.partner_activities)
        title, partner = ("生日会和义诊", PARTNERS[0][0]) if elders else ("儿童手工课", PARTNERS[1][0])
        _hold(session, play, PARTNER_DAY, title, place % 12 + 1, play.draw.sample(play.cast.people, 8), partner=partner)


def fill_honours(session: Session, play: Play) -> None:
    """Nominated by a neighbour head, agreed to by the nominee, approved by whose turn it is, given."""
    members = (
        session.execute(sql(col(Person.id)).where(col(Person.party_member)).order_by(col(Person.id))).scalars().all()
    )
    wanted = [("pioneer", who) for who in members[: play.numbers.pioneers]]
    wanted += [("model", play.cast.volunteers[place]) for place in range(play.numbers.models)]
    by = [head for head in play.cast.heads if head[0] not in {who for _, who in wanted}]
    for place, (category, nominee) in enumerate(wanted):
        now = at_local(date(play.year, 3 + 3 * (place % 4), 10), 10, 0, play.zone)
        nominator, grid = by[place]
        about = begin(session, nominator, grid, None, now)
        set_nominee(session, about, session.get_one(Person, nominee).name, nominee)
        set_category(session, about, category)
        add_story(session, about, STORY)
        about.step = CONFIRM
        session.flush()
        submit(session, about, now, play.zone)
        answer_consent(session, about, AGREED, by_nominee=True)
        [turn] = [one for one in waiting(session) if one.id == about.id]
        reviewer = min(turn.reviewers)
        decide(session, about, APPROVED, "", about.round, reviewer, now + timedelta(days=1))
        give(session, about, play.year, reviewer, now + timedelta(days=1))


def fill_wishes(session: Session, play: Play) -> None:
    """Wished, read, claimed by a volunteer, and all but some fulfilled and confirmed."""
    for place in range(play.numbers.claimed):
        wisher, grid = play.cast.heads[place % len(play.cast.heads)]
        now = at_local(date(play.year, 1, 5) + timedelta(days=place * 300 // play.numbers.claimed), 10, 0, play.zone)
        claimer = play.cast.volunteers[place % len(play.cast.volunteers)]
        made = wishes.make(session, WISHES[place % len(WISHES)], by_id=wisher, grid_id=grid, now=now, wisher_id=wisher)
        wish_review.publish(session, made, made.round, play.cast.coordinator, now + timedelta(hours=2))
        assert made.id is not None
        claimed = wish_claims.claim(session, made.id, claimer, true(), now + timedelta(days=1))
        if place < play.numbers.fulfilled:
            wish_claims.fulfil(session, claimed, claimer, "办好了", "", now + timedelta(days=5))
            wish_claims.confirm(session, claimed, wisher, now + timedelta(days=6), play.zone)
            write_queued(session)


def fill_reviews(session: Session, play: Play) -> None:
    """Four quarters, each head scored by whoever's turn it is, and closed."""
    for quarter in range(1, 5):
        opens_at, _, closes_at = reviews.moments(f"{play.year}-Q{quarter}", play.zone)
        made = reviews.open_round(session, opens_at, play.zone)
        for one in reviews.waiting(session, made.period) if made else ():
            about = session.get_one(reviews.Review, one.id)
            reviews.score(session, about, play.draw.choice((95, 85, 85, 70)), min(one.reviewers), opens_at)
        reviews.close_round(session, closes_at + timedelta(minutes=1))


def fill_awards(session: Session, play: Play) -> None:
    """What nobody reported is missed, the year's provisional award list is made, and nothing stays to be sent."""
    now = at_local(date(play.year + 1, 2, 1), 9, 0, play.zone)
    close_missed(session, now)
    make_award_list(session, play.year, now, play.zone)
    affect(session, update(Message).where(col(Message.state) == QUEUED).values(state=CANCELLED))


def _begin(session: Session, start: datetime) -> Cast:
    session.execute(update(Person).values(consent_at=start))
    load_shipped_duties(session)
    load_shipped_rules(session, start)

    def holding(role: str) -> list[tuple[int, int]]:
        held = sql(col(Post.person_id), col(Post.grid_id)).where(col(Post.role) == role, col(Post.to_on).is_(None))
        return [(who, grid) for who, grid in session.execute(held.order_by(col(Post.id)))]

    heads = tuple(holding(UNIT_HEAD))
    volunteers = tuple(who for who, _ in holding(VOLUNTEER))
    people = tuple(dict.fromkeys([who for who, _ in heads] + list(volunteers)))
    root = community(session).id
    assert root is not None
    return Cast(root, holding(COORDINATOR)[0][0], heads, volunteers, people)


def _hold(
    session: Session,
    play: Play,
    kind: str,
    title: str,
    month: int,
    came: Sequence[int],
    *,
    course: str = "",
    partner: str = "",
) -> None:
    """An event of two hours with a roll, closed when it is over."""
    begins = at_local(date(play.year, month, 15), 14, 0, play.zone)
    event = Event(
        kind=kind, title=title, place="社区服务站", starts_at=begins, ends_at=begins + timedelta(hours=2),
        grid_id=play.cast.root, path=session.get_one(Grid, play.cast.root).path, organiser_id=play.cast.coordinator,
        created_at=begins - timedelta(hours=12), secret=f"{play.year}-{kind}-{month}", course=course, partner=partner,
    )  # fmt: skip
    number = events.keep_draft(session, event)
    events.open_up(session, number, play.cast.coordinator, begins - timedelta(hours=11))
    for who in came:
        come(session, event, who, ROLL, begins)
    event_closing.close(session, event, play.cast.coordinator, begins + timedelta(hours=2), play.zone)
    write_queued(session)


def _grids(session: Session) -> list[tuple[int, str]]:
    rows = session.execute(sql(col(Grid.id), col(Grid.name)).where(col(Grid.level) == GRID).order_by(col(Grid.code)))
    return [(grid_id, name) for grid_id, name in rows if grid_id is not None]
