"""One person, one vote, whatever happens at once: both channels, paper, the end."""

import asyncio
from datetime import datetime
from functools import partial

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from models import ballots
from models.appraisals import Appraisal, Candidate, Voting
from models.ballot_paper import BOOKED, VotedAlready, enter
from models.ballots import Ballot
from models.grid import Grid
from models.people import SMS, TELEGRAM, Address, Person
from tests.appraising import opened, residents
from tests.races import overlapping
from tests.talk import Talk


def count(session: Session) -> tuple[int, int]:
    """Ballots, and lines of the roll that are marked."""
    return (
        session.exec(select(func.count()).select_from(Ballot)).one(),
        session.exec(select(func.count()).where(Voting.cast)).one(),
    )


async def test_a_hundred_votes_of_one_person_over_both_channels_are_one(talk: Talk) -> None:
    """Fifty presses and fifty digits at the same moment, in batches of their own: one ballot."""
    await residents(talk, 2)
    phone = "+8613800009999"

    def second_phone(session: Session) -> None:
        person = session.exec(select(Person).where(Person.name == "B3U1甲")).one()
        assert person.id is not None
        session.add(Address(person_id=person.id, channel=SMS, value=phone, created_at=talk.clock.now()))

    await talk.db.run(second_phone)
    await opened(talk)
    [token, _, _] = talk.buttons("B3U1甲")[0][1].partition(".")
    presses = [{"update_id": 9000 + n, "sender": "5100", "press": [token, n % 4]} for n in range(50)]
    digits = [{"update_id": 8000 + n, "sender": phone, "text": str(n % 4 + 1)} for n in range(50)]
    await asyncio.gather(
        *(
            talk.dispatch.take(channel, talk.channels[channel].parse, [(str(one["update_id"]), one)], talk.clock.now())
            for channel, said in ((TELEGRAM, presses), (SMS, digits))
            for one in said
        )
    )
    assert await talk.db.run(count) == (1, 1)


def _first(session: Session, name: str) -> Voting:
    about = select(Voting).join(Person, col(Person.id) == col(Voting.voter_id)).where(Person.name == name)
    return session.exec(about).one()


def _cast(session: Session, name: str, at: datetime) -> bool:
    line = _first(session, name)
    return ballots.still_open(session, line.appraisal_id, at) and ballots.cast(session, line, "good")


async def test_a_vote_and_the_count_never_miss_one_another(talk: Talk) -> None:
    """A vote that is being cast is counted; one that comes during the count is not taken: none is lost between them."""
    await residents(talk, 6)
    await opened(talk)
    db, now = talk.db, talk.clock.now()
    appraisal_id = await db.run(lambda session: session.exec(select(Appraisal.id)).one())
    assert appraisal_id is not None
    cast, closed = overlapping(
        db, partial(_cast, name="B3U1甲", at=now), partial(ballots.count, appraisal_id=appraisal_id, now=now)
    )
    assert cast and closed and await db.run(count) == (0, 1)
    await db.run(lambda session: session.exec(update(Appraisal).values(state="open")))
    closed, cast = overlapping(
        db, partial(ballots.count, appraisal_id=appraisal_id, now=now), partial(_cast, name="B3U1乙", at=now)
    )
    assert closed and not cast and await db.run(count) == (0, 1)
    assert not await db.run(ballots.count, appraisal_id, now)


def _paper(session: Session, actor: str, now: datetime) -> str:
    appraisal = session.exec(select(Appraisal)).one()
    about = session.exec(select(Candidate).join(Grid).where(Grid.code == "B3U1")).one()
    votes = {"best": 5, "good": 0, "fair": 0, "poor": 0}
    actor_id = session.exec(select(Person.id).where(Person.name == actor)).one()
    assert actor_id is not None
    return enter(session, appraisal, about, "resident", [2, 3, 4, 5, 6], votes, actor_id, now, now)[0]


async def test_paper_and_phone_at_once_count_once(talk: Talk) -> None:
    """Whoever's phone vote is under way when their slip is booked voids the batch; and the other way round."""
    await residents(talk, 6)
    await opened(talk)
    db, now = talk.db, talk.clock.now()
    await db.run(_paper, "陈静", now)
    phone, paper = overlapping(db, partial(_cast, name="B3U1甲", at=now), partial(_refused, now=now))
    assert (phone, paper) == (True, "voted") and await db.run(count) == (1, 1)
    await db.run(lambda session: session.exec(update(Voting).values(cast=False)))
    paper, phone = overlapping(db, partial(_paper, actor="周敏", now=now), partial(_cast, name="B3U1甲", at=now))
    assert (phone, paper) == (False, BOOKED) and await db.run(count) == (6, 5)


def _refused(session: Session, now: datetime) -> str:
    """The second person's entry, as the dispatch takes it: of one that is refused nothing stays."""
    with session.begin_nested() as savepoint:
        try:
            return _paper(session, "周敏", now)
        except VotedAlready:
            savepoint.rollback()
            return "voted"


async def test_mixing_while_votes_come_in_loses_none(talk: Talk) -> None:
    """Ballots that are dropped in while others are mixed are all there afterwards, each once."""
    names = await residents(talk, 4)
    await opened(talk)
    db, now = talk.db, talk.clock.now()
    assert await db.run(_cast, names[0], now) and await db.run(_cast, names[1], now)
    mixed, cast = overlapping(db, partial(ballots.mix, appraisal_id=1), partial(_cast, name=names[2], at=now))
    assert (mixed, cast) == (2, True)
    cast, mixed = overlapping(db, partial(_cast, name=names[3], at=now), partial(ballots.mix, appraisal_id=1))
    assert cast and mixed >= 3 and await db.run(count) == (4, 4)
