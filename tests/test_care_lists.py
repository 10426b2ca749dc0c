"""What is open about somebody: who sees it, how long it is told of, and what ends all of it at once."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import col, select

from models.care import Care
from models.care_checks import ASKED, AWAY, DOOR, MET, OFFICE, WELL, CareCheck
from models.clock import MovableClock
from models.db import Database
from models.door_lists import looked_after, without_answer
from models.outbox import CANCELLED, Message
from models.people import SMS, TELEGRAM
from models.posts import COORDINATOR, RESIDENT
from scheduler.care import look_after
from tests.neighbours import neighbours
from tests.talk import Talk, rows

PHONE, WANG = "+8613900000021", "王伯"


@pytest.fixture
async def talk(db: Database, clock: MovableClock, zone: ZoneInfo) -> Talk:
    """Two stairwells without duties, and 王伯, a resident without a check-in."""
    stage = await neighbours(db, clock, zone)
    await stage.person(WANG, SMS, PHONE, RESIDENT, "B3U2")
    return stage


async def passes(talk: Talk, **time: float) -> None:
    """Time passes: the clock moves, the check-ins are looked after, what is due leaves."""
    talk.clock.advance(timedelta(**time))
    await talk.db.run(look_after, talk.clock.now(), talk.zone)
    await talk.delivery.drain()


async def states(talk: Talk) -> list[str]:
    """The states of the checks, the oldest first."""
    return [one.state for one in await rows(talk, select(CareCheck).order_by(col(CareCheck.day)))]


# --- nothing open vanishes from the lists ---
async def test_a_call_without_a_check_in_stays_listed_and_is_told_every_day(talk: Talk) -> None:
    """Nobody answers: a week on it is told again each morning, stands in the list, and is closed by its number."""
    assert "已告诉李姨、陈静" in await talk.says(WANG, "请联系我")
    for _ in range(8):
        await passes(talk, days=1)
        assert "王伯" in talk.last("陈静")
    assert await states(talk) == [OFFICE]
    listed = await talk.says("陈静", "问候名单")
    assert "1. 王伯（长城苑3号楼2单元）没有设问候，社区在跟" in listed
    [one] = await talk.db.read(looked_after, ["/"])
    assert (one.care, one.open, one.code) == (None, OFFICE, "B3U2")
    assert await talk.db.read(without_answer, ["/HT/"]) == 1
    talk.clock.advance(timedelta(seconds=1))
    assert "您那里怎么样" in await talk.says("陈静", "1")
    assert "谢谢" in await talk.presses("陈静", "平安")
    assert await states(talk) == [MET] and "还没有人设问候" in await talk.says("陈静", "问候名单")
    await passes(talk, days=2)
    assert await talk.db.read(without_answer, ["/HT/"]) == 0


async def test_a_head_s_own_check_in_and_one_that_was_ended_stay_listed(talk: Talk) -> None:
    """李姨's own is the office's to see, not hers; what was open when 王伯 said stop is open still."""
    await talk.says("李姨", "问候 每天10点")
    await talk.says(WANG, "问候 每天10点")
    for hours in (1, 2, 2, 2):
        await passes(talk, hours=hours)
    await talk.says(WANG, "问候 停")
    listed = await talk.says("陈静", "问候名单")
    assert "李姨（长城苑3号楼2单元）每天10点，社区在跟" in listed and "王伯（长城苑3号楼2单元）没有设问候" in listed
    assert "李姨" not in await talk.says("李姨", "问候名单")
    assert await talk.db.read(without_answer, ["/HT/HT01/HT0101/B3/B3U2/"]) == 2
    assert await talk.db.read(without_answer, ["/HT/HT01/HT0101/B3/B3U1/"]) == 0


async def test_who_holds_no_post_is_the_whole_community_s(talk: Talk) -> None:
    """Somebody whose stairwell is not known asks to be contacted: the community's office has them in its list."""
    await talk.person("路人", SMS, "+8613900000077")
    await talk.person("周站", TELEGRAM, "3001", COORDINATOR, "HT01")
    await talk.says("路人", "请联系我")
    assert "路人" in await talk.says("陈静", "问候名单") and "路人" not in await talk.says("周站", "问候名单")


# --- seen, away, late ---
async def test_seen_today_ends_yesterday_s_too(talk: Talk) -> None:
    """Two days are open; met at the door today ends both, the office hears it once; a hand that is needed stays."""
    await talk.says(WANG, "问候 每天10点")
    for hours in (1, 2, 2, 2, 18, 2, 2):
        await passes(talk, hours=hours)
    assert await states(talk) == [OFFICE, DOOR]
    before = len(talk.sent("陈静"))
    assert "王伯平安" in await talk.says("李姨", "1")
    assert await states(talk) == [MET, MET]
    told = [one.text for one in talk.sent("陈静")[before:]]
    assert len(told) == 1 and "已经有人见到了" in told[0]
    for answer in ("3", "1"):
        for hours in (20, 2, 2):
            await passes(talk, hours=hours)
        await talk.says("李姨", answer)
    assert await states(talk) == [MET, MET, OFFICE, MET]


async def test_the_reminder_names_each_once(talk: Talk) -> None:
    """Two of his days are with the office: the morning's message names him alone, and "1" to it ends both."""
    await talk.says(WANG, "问候 每天10点")
    for hours in (1, 2, 2, 2, 18, 2, 2, 2):
        await passes(talk, hours=hours)
    assert await states(talk) == [OFFICE, OFFICE]
    await passes(talk, hours=17)
    assert talk.last("陈静").startswith("王伯（长城苑3号楼2单元）的问候还没有结果")
    await talk.presses("陈静", "平安")
    assert await states(talk) == [MET, MET]


async def test_away_does_not_end_what_needs_a_hand(talk: Talk) -> None:
    """A neighbour found that a hand is needed: neither his "1" nor "外出" ends that."""
    await talk.says(WANG, "问候 每天10点")
    for hours in (1, 2, 2):
        await passes(talk, hours=hours)
    await talk.says("李姨", "3")
    await passes(talk, hours=20)
    assert "不问候您" in await talk.says(WANG, "外出5天")
    assert await states(talk) == [OFFICE, AWAY]


async def test_a_long_absence_said_twice_still_waits_for_the_head(talk: Talk) -> None:
    """Two months, said again before the head has answered begins no pause: he is asked as before."""
    await talk.says(WANG, "问候 每天10点")
    for hours in (1, 2):
        await passes(talk, hours=hours)
        assert "确认前照常问候" in await talk.says(WANG, "外出60天")
        [one] = await rows(talk, select(Care))
        assert one.away_to is None
    await talk.says("李姨", "1")
    assert [one.away_to is not None for one in await rows(talk, select(Care))] == [True]


async def test_a_weekly_question_that_was_missed_comes_tomorrow(talk: Talk) -> None:
    """The program stands still on his Monday: he is asked on Tuesday at his hour, and then on Mondays again."""
    await talk.says(WANG, "问候 每周一10点")
    [one] = await rows(talk, select(Care))
    monday = one.next_at
    talk.clock.move_to(monday + timedelta(hours=9))
    await talk.db.run(look_after, talk.clock.now(), talk.zone)
    assert [one.next_at for one in await rows(talk, select(Care))] == [monday + timedelta(days=1)]
    talk.clock.move_to(monday + timedelta(days=1))
    await talk.db.run(look_after, talk.clock.now(), talk.zone)
    assert await states(talk) == [ASKED]
    assert [one.next_at for one in await rows(talk, select(Care))] == [monday + timedelta(days=7)]


async def test_no_cap_holds_back_what_is_said_of_check_ins(talk: Talk) -> None:
    """Five elders answer after she was asked to knock: she hears five times that she need not go."""
    names = [WANG, "赵奶", "钱叔", "孙婆", "周爷"]
    for place, name in enumerate(names[1:]):
        await talk.person(name, SMS, f"+861390000003{place}", RESIDENT, "B3U2")
    for name in names:
        await talk.says(name, "问候 每天10点")
    for hours in (1, 2, 2):
        await passes(talk, hours=hours)
    before = len(talk.sent("李姨"))
    for name in names:
        await talk.says(name, "1")
    assert len(talk.sent("李姨")) == before + 5 and await states(talk) == [WELL] * 5
    assert not await rows(talk, select(Message).where(Message.state == CANCELLED, Message.key == "care-answered-note"))
