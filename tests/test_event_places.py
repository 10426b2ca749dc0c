"""Places at an event: never more than there are, in the order of the list; and hours, never too many."""

import asyncio
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from models import event_closing, rolls, signups
from models.db import Database, write_queued
from models.event_codes import code_at, code_fits, metres_between, page_fits, page_token, qr_fits, qr_payload
from models.events import ANNOUNCED, TRAINING, Event, EventNotYet, EventOver, ways
from models.grid import Grid
from models.ledger import Entry
from models.people import Person
from models.posts import UNIT_HEAD, VOLUNTEER, appoint
from models.rolls import CODE, ROLL, TooManyCodes, WrongCode
from models.signups import GOING, WAITING, WITHDRAWN, SignUp

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 12, 1, 1, tzinfo=UTC)
START = datetime(2026, 12, 5, 1, tzinfo=UTC)


def an_event(session: Session, capacity: int | None, kind: str = "volunteer") -> tuple[int, list[int]]:
    """An open event of two hours with that many places; its number, and fifty people who may come."""
    grid = Grid(code="HT", name="社区", level=1, path="/HT/")
    people = [Person(name=f"甲{n}", created_at=NOW, consent_at=NOW) for n in range(51)]
    session.add_all([grid, *people])
    session.flush()
    assert grid.id is not None
    event = Event(
        kind=kind, title="大扫除", starts_at=START, ends_at=START + timedelta(hours=2), capacity=capacity,
        grid_id=grid.id, path="/HT/", organiser_id=people[50].id or 0, state=ANNOUNCED, created_at=NOW,
    )  # fmt: skip
    session.add(event)
    session.flush()
    return event.number, [person.id or 0 for person in people[:50]]


def states(session: Session, event_id: int) -> Counter[str]:
    """How many are in each state."""
    return Counter(session.exec(select(SignUp.state).where(SignUp.event_id == event_id)).all())


async def test_fifty_at_once_for_ten_places_are_ten(db: Database) -> None:
    """Each hears the truth: ten have a place, forty wait, each of them at another place of the list."""
    event_id, people = await db.run(an_event, 10)
    got = await asyncio.gather(*(db.run(signups.sign_up, event_id, person, NOW) for person in people))
    assert Counter(one.state for one in got) == {GOING: 10, WAITING: 40}
    assert await db.run(states, event_id) == {GOING: 10, WAITING: 40}
    assert (await db.run(lambda s: s.get_one(Event, event_id).taken)) == 10


async def test_the_same_person_eight_times_at_once_has_one_place(db: Database) -> None:
    """A button pressed again and again takes one place, and one press is the first."""
    event_id, people = await db.run(an_event, 10)
    got = await asyncio.gather(*(db.run(signups.sign_up, event_id, people[0], NOW) for _ in range(8)))
    assert sum(one.new for one in got) == 1
    assert (await db.run(lambda s: s.get_one(Event, event_id).taken)) == 1


async def test_all_withdraw_at_once_and_every_place_is_handed_on_once(db: Database) -> None:
    """Ten leave at the same moment: the first ten of the list have places, each told once."""
    event_id, people = await db.run(an_event, 10)
    for minute, person in enumerate(people[:25]):
        await db.run(signups.sign_up, event_id, person, NOW + timedelta(minutes=minute))
    later = NOW + timedelta(hours=1)
    got = await asyncio.gather(*(db.run(signups.withdraw, event_id, one, later, ZONE) for one in people[:10]))
    placed = [person for _, given_to in got for person in given_to]
    assert sorted(placed) == people[10:20] and len(set(placed)) == 10
    assert await db.run(states, event_id) == {GOING: 10, WAITING: 5, WITHDRAWN: 10}


async def test_leaving_and_coming_at_once_leaves_no_place_empty_while_somebody_waits(db: Database) -> None:
    """Whatever the order, a free place and somebody who waits are never left side by side."""
    event_id, people = await db.run(an_event, 5)
    for person in people[:5]:
        await db.run(signups.sign_up, event_id, person, NOW)
    leave = [db.run(signups.withdraw, event_id, person, NOW, ZONE) for person in people[:5]]
    come = [db.run(signups.sign_up, event_id, person, NOW) for person in people[5:15]]
    await asyncio.gather(*(one for pair in zip(leave, come[:5], strict=True) for one in pair), *come[5:])
    assert await db.run(states, event_id) == {GOING: 5, WAITING: 5, WITHDRAWN: 5}


@given(
    capacity=st.integers(1, 4),
    acts=st.lists(st.tuples(st.sampled_from(("come", "go", "more")), st.integers(0, 7)), max_size=25),
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_places_never_exceed_and_the_list_keeps_its_order(
    db: Database, capacity: int, acts: list[tuple[str, int]]
) -> None:
    """Against a plain list: whoever came first has a place or the next one, whatever was done in between."""

    def alone(session: Session) -> None:
        with session.begin_nested() as savepoint:
            try:
                play_in(session)
            finally:
                savepoint.rollback()

    def play_in(session: Session) -> None:
        event_id, people = an_event(session, capacity)
        places, order = capacity, list[int]()
        for step, (act, who) in enumerate(acts):
            now = NOW + timedelta(minutes=step)
            person = people[who]
            if act == "come":
                signups.sign_up(session, event_id, person, now)
                order += [] if person in order else [person]
            elif act == "go":
                signups.withdraw(session, event_id, person, now, ZONE)
                order = [one for one in order if one != person]
            else:
                places += 1
                signups.set_capacity(session, event_id, places, now, ZONE)
            event = session.get_one(Event, event_id, populate_existing=True)
            going = {one.person_id for one in signups.listed(session, event_id, GOING)}
            assert event.taken == len(going) <= places
            assert going == set(order[:places])

    await db.run(alone)


@given(
    came=st.integers(-90, 200), stayed=st.integers(0, 300), length=st.integers(1, 240), ended=st.integers(0, 400),
    way=st.sampled_from((CODE, ROLL)),
)  # fmt: skip
def test_hours_never_exceed_the_event(came: int, stayed: int, length: int, ended: int, way: str) -> None:
    """Whenever somebody came and left: whole half hours, never negative, never more than the event lasted."""
    event = Event(
        kind="volunteer", title="x", starts_at=START, ends_at=START + timedelta(minutes=length), grid_id=1, path="/",
        organiser_id=1, created_at=NOW,
    )  # fmt: skip
    in_at, end = START + timedelta(minutes=came), START + timedelta(minutes=ended)
    got = rolls.half_hours_of(event, way, in_at, in_at + timedelta(minutes=stayed), end)
    assert 0 <= got <= min(length, ended) // 30


async def test_hours_are_put_right_by_reversal_and_never_above_the_event(db: Database) -> None:
    """Closed with two hours, then put to one: the entry is reversed and one anew; six hours of two are two."""

    def play(session: Session) -> tuple[list[tuple[str, int]], int]:
        event_id, people = an_event(session, None)
        event = session.get_one(Event, event_id)
        signups.sign_up(session, event_id, people[0], NOW)
        rolls.come(session, event, people[0], ROLL, START)
        done = event_closing.close(session, event, event.organiser_id, event.ends_at, ZONE)
        assert done is not None and (done.half_hours, done.points, done.held_points) == (4, 4, 10)
        assert event_closing.close(session, event, event.organiser_id, event.ends_at, ZONE) is None
        after = event.ends_at + timedelta(hours=1)
        assert event_closing.set_hours(session, event, people[0], 2, event.organiser_id, after, ZONE) == (2, -2)
        kept, _ = event_closing.set_hours(session, event, people[0], 12, event.organiser_id, after, ZONE)
        write_queued(session)
        entries = session.exec(select(Entry).order_by(col(Entry.seq))).all()
        return [(entry.rule, entry.points) for entry in entries if entry.person_id == people[0]], kept

    entries, kept = await db.run(play)
    assert kept == 4
    assert sum(points for _, points in entries) == 4
    assert [points for _, points in entries] == [4, -4, 2, -2, 4]


async def test_a_training_counts_once_and_an_event_cannot_end_before_it_begins(db: Database) -> None:
    """Attendance at a training is five points whatever its length; nothing is booked before the start."""

    def play(session: Session) -> list[tuple[str, int]]:
        event_id, people = an_event(session, None, kind=TRAINING)
        event = session.get_one(Event, event_id)
        with pytest.raises(EventNotYet):
            event_closing.close(session, event, None, NOW, ZONE)
        rolls.come(session, event, people[0], CODE, START)
        assert not rolls.come(session, event, people[0], ROLL, START)
        event_closing.close(session, event, None, event.ends_at, ZONE)
        with pytest.raises(EventOver):
            signups.sign_up(session, event_id, people[1], event.ends_at)
        session.flush()
        write_queued(session)
        return [(entry.rule, entry.points) for entry in session.exec(select(Entry)).all()]

    assert await db.run(play) == [("training.attended", 5)]


async def test_four_digits_cannot_be_guessed(db: Database) -> None:
    """After five wrong codes even the right one is refused for ten minutes, then it is taken."""
    event_id, people = await db.run(an_event, None)

    def try_code(session: Session, said: str, now: datetime) -> bool:
        event = session.get_one(Event, event_id)
        try:
            rolls.by_code(session, [event], people[0], said or code_at(event, now), now)
        except WrongCode:
            rolls.note_wrong(session, people[0], now)
            return False
        return True

    for _ in range(ways().wrong_codes):
        assert not await db.run(try_code, "no", START)
    with pytest.raises(TooManyCodes):
        await db.run(try_code, "", START + timedelta(minutes=9))
    assert await db.run(try_code, "", START + timedelta(minutes=11))


def test_codes_change_and_signatures_belong_to_one_event() -> None:
    """A code lives for its step and the next; a QR for a quarter of an hour; neither opens another event or page."""
    one, other = (
        Event(id=n, kind="volunteer", title="x", starts_at=START, ends_at=START, grid_id=1, path="/", organiser_id=1,
              created_at=NOW, secret=f"{n:032x}")
        for n in (1, 2)
    )  # fmt: skip
    step = ways().code_step
    code = code_at(one, START)
    assert code_fits(one, code, START + step) and code_at(one, START + step / 2) == code
    assert not code_fits(one, code, START + 2 * step)
    seen = {code_at(one, START + n * step) for n in range(200)}
    assert len(seen) > 190 and all(len(one) == 4 and one.isdigit() for one in seen)
    payload = qr_payload(one, START)
    assert len(payload) <= 64 and qr_fits(one, payload, START + ways().qr_life)
    assert not qr_fits(one, payload, START + ways().qr_life + timedelta(seconds=1))
    assert not qr_fits(other, payload, START) and not qr_fits(other, payload.replace("ev_1", "ev_2"), START)
    assert not qr_fits(one, payload[:-1] + ("0" if payload[-1] != "0" else "1"), START)
    token = page_token(one, "door")
    assert (
        page_fits(one, "door", token) and not page_fits(one, "calendar", token) and not page_fits(other, "door", token)
    )


def test_a_degree_of_latitude_is_a_hundred_and_eleven_kilometres() -> None:
    """The distance is that of a sphere of the Earth's mean radius."""
    assert 111_190 < metres_between("39.0,98.0", "40.0,98.0") < 111_200
    assert metres_between("39.73210,98.49310", "39.73210,98.49310") == 0


async def test_points_count_for_the_grid_within_the_event(db: Database) -> None:
    """Somebody with posts in two grids earns for the one the event was for."""

    def play(session: Session) -> tuple[int, int | None]:
        event_id, people = an_event(session, None)
        event = session.get_one(Event, event_id)
        far, near = (Grid(code=code, name=code, level=5, path=f"/HT/{code}/") for code in ("A1", "B1"))
        session.add_all([far, near])
        session.flush()
        appoint(session, far, VOLUNTEER, people[0], date(2026, 1, 1), NOW)
        appoint(session, near, UNIT_HEAD, people[0], date(2026, 1, 1), NOW)
        event.path = "/HT/B1/"
        return event_closing.home_of(session, event, people[0]), near.id

    home, near = await db.run(play)
    assert home == near
