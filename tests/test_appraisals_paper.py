"""Slips of paper: counted by two people apart from one another, booked when both say the same."""

from datetime import date
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, select

from models.appraisals import Outcome, Voting
from models.audit import Audit
from models.ballot_paper import PaperEntry
from models.ballots import Ballot
from models.grid import grid_by_code
from models.people import TELEGRAM, Person
from models.posts import appoint
from tests.appraising import closed, opened, residents
from tests.talk import Talk

BATCH = "纸票 B3U1 居民 号 2 3 4 5 6 票 3 1 0 1"


async def rows(talk: Talk, what: Any) -> int:
    """How many rows a table has."""
    return await talk.db.run(lambda session: int(session.execute(select(func.count()).select_from(what)).scalar_one()))


async def the_box(talk: Talk) -> None:
    """Seven residents on the roll; the roll's first number is the other head's."""
    await residents(talk, 7)
    await opened(talk)
    roll = await talk.says("陈静", "测评 名册 B3U1")
    assert "网格长：1 李姨" in roll and "居民：2 B3U1甲、3 B3U1乙" in roll


async def test_the_same_twice_is_booked(talk: Talk) -> None:
    """The first entry waits, the second person's like entry books it, and nothing of the batch stays behind."""
    await the_box(talk)
    assert "请另一位同事自己数一遍" in await talk.says("陈静", BATCH)
    assert "请另一位同事自己数一遍" in await talk.says("陈静", BATCH)
    assert await rows(talk, Ballot) == 0
    assert "两次一样" in await talk.says("周敏", "纸票 B3U1 号 6 2-5 票 3 1 0 1")
    assert "另一位数得和您一样" in talk.last("陈静")
    assert await rows(talk, Ballot) == 5 and await rows(talk, PaperEntry) == 0
    await talk.presses("B3U1己", "🙁")
    await closed(talk)

    def read(session: Session) -> tuple[dict[str, int], list[Audit]]:
        counted = {one.choice: one.votes for one in session.exec(select(Outcome))}
        return counted, [one for one in session.exec(select(Audit)) if one.act.startswith("paper")]

    counted, audit = await talk.db.run(read)
    assert counted == {"best": 3, "good": 1, "poor": 2}
    assert [(one.act, one.facts["slips"]) for one in audit] == [("paper.booked", 5)] and "votes" not in audit[0].facts


async def test_different_counts_are_both_dropped_and_neither_is_shown(talk: Talk) -> None:
    """Each is told to count again, without the other's numbers."""
    await the_box(talk)
    await talk.says("陈静", BATCH)
    answer = await talk.says("周敏", "纸票 B3U1 居民 号 2 3 4 5 6 票 4 1 0 0")
    assert "不一样，两次都没有计入" in answer and "3" not in answer
    assert "两位录的不一样" in talk.last("陈静")
    assert await rows(talk, PaperEntry) == 0 and await rows(talk, Ballot) == 0


async def test_who_voted_by_phone_makes_the_whole_batch_void(talk: Talk) -> None:
    """The number is named, nobody's slip is counted, and the first entry still waits to be replaced."""
    await the_box(talk)
    await talk.says("陈静", BATCH)
    await talk.presses("B3U1乙", "😊")
    assert "编号3已经用手机投过票" in await talk.says("周敏", BATCH)
    assert await rows(talk, Ballot) == 1
    good = "纸票 B3U1 居民 号 2 4 5 6 7 票 3 1 0 1"
    await talk.says("陈静", good)
    assert "两次一样" in await talk.says("周敏", good)
    assert "都投过了" in await talk.presses("B3U1甲", "😊")
    assert await rows(talk, Ballot) == 6


REFUSED = {
    "纸票 B3U1 居民 号 2 3 4 5 票 3 1 0 0": "一次至少录5张",
    "纸票 B3U1 居民 号 2 3 4 5 6 票 3 1 0 0": "对不上",
    "纸票 B3U1 居民 号 2 3 4 5 5 票 3 1 0 1": "对不上",
    "纸票 B3U1 居民 号 2 3 4 5 99 票 3 1 0 1": "没有这些编号：99",
    "纸票 B3U1 支部 号 2 3 4 5 6 票 3 1 0 1": "没有这些编号：2、3、4、5、6",
    "纸票 B3 居民 号 2 3 4 5 6 票 3 1 0 1": "没有这样的测评",
    "纸票 B3U1": "请写：纸票",
}


async def test_what_does_not_fit_is_refused_with_a_sentence(talk: Talk) -> None:
    """Too few, unequal, doubled, unknown, of the wrong group or grid: nothing is noted."""
    await the_box(talk)
    for said, answer in REFUSED.items():
        assert answer in await talk.says("陈静", said), said
    assert await rows(talk, PaperEntry) == 0


async def test_nobody_counts_slips_about_themselves_nor_elsewhere(talk: Talk) -> None:
    """A head who also reviews may not enter their own; a reviewer of another grid sees no such grid."""
    await talk.grid("HT0102", "别的网格", 3, "HT01")
    await talk.person("外人", TELEGRAM, "8800", "reviewer", "HT0102")
    await residents(talk, 5)
    await opened(talk)

    def promote(session: Session) -> None:
        person = session.exec(select(Person.id).where(Person.name == "王芳")).one()
        assert person is not None
        appoint(session, grid_by_code(session, "HT0101"), "reviewer", person, date(2026, 12, 10), talk.clock.now())

    await talk.db.run(promote)
    assert "评您自己的票要请别的同事来录" in await talk.says("王芳", BATCH)
    assert "没有" in await talk.says("外人", BATCH) and await rows(talk, PaperEntry) == 0
    assert await talk.says("B3U1甲", BATCH) and await rows(talk, PaperEntry) == 0


async def test_what_waits_at_the_end_is_not_counted(talk: Talk) -> None:
    """An entry without a second one is forgotten with the close."""
    await the_box(talk)
    await talk.says("陈静", BATCH)
    await closed(talk)
    assert await rows(talk, PaperEntry) == 0 and await rows(talk, Outcome) == 0
    assert await talk.db.run(lambda session: session.exec(select(func.count()).where(Voting.cast)).one()) == 0
    assert "没有这样的测评" in await talk.says("周敏", BATCH)
