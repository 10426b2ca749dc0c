"""The democratic appraisal as people meet it: set up by two, asked by digits, cast once, counted at its end."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func
from sqlmodel import Session, select

from messages.segments import segments
from models.anchors import Anchor
from models.appraisals import NoAppraisal, Outcome, Turnout, Voting, appraisal_scores, results, turnout
from models.ballots import Ballot
from models.inbox import NEW, store
from models.people import SMS, TELEGRAM, Person
from scheduler.appraisals import next_moments
from tests.appraising import CLOSES, OPENS, PLAN, closed, opened, residents, sweep, the_appraisal
from tests.talk import Talk


async def rows(talk: Talk, what: Any) -> int:
    """How many rows a table has."""
    return await talk.db.run(lambda session: int(session.execute(select(func.count()).select_from(what)).scalar_one()))


async def test_two_people_set_it_up_and_it_opens_at_its_instant(talk: Talk) -> None:
    """What is proposed is told in full, one alone cannot do it, and nothing is asked before the hour."""
    await residents(talk, 2)
    assert "要第二位社区协调员同意" in await talk.says("陈静", PLAN)
    await talk.person("周敏", TELEGRAM, "1010", "coordinator", "HT")
    answer = await talk.says("陈静", PLAN + " 权重 50 30 20")
    assert "12月10日 09:00开始，12月20日 18:00截止，权重居民50、网格长30、支部20" in answer
    await talk.presses("周敏", "同意")
    assert "已经有了" in await talk.says("陈静", PLAN)
    assert "12月10日 09:00开始" in await talk.says("B3U1甲", "测评")
    assert await talk.db.run(lambda session: next_moments(session, talk.clock.now())) == [OPENS]
    await sweep(talk, 2026, 12, 10, 8, 59)
    assert await rows(talk, Voting) == 0
    await sweep(talk, 2026, 12, 10, 9)
    assert "王芳（长城苑3号楼1单元）的工作，您满意吗？" in talk.last("B3U1甲") and "不记名" in talk.last("B3U1甲")
    assert talk.labels("B3U1甲") == ["😊 满意", "🙂 较满意", "😐 一般", "🙁 不满意"]
    assert "名册4人已定" in talk.last("陈静")
    assert await sweep(talk) == 0


async def test_it_can_be_called_off_until_it_begins(talk: Talk) -> None:
    """Before the opening one coordinator takes it back; afterwards nobody can. Times that make no sense are refused."""
    assert "截止要晚于开始" in await talk.says("陈静", "测评 新建 2026 12月20日 至 12月20日 20:00")
    assert "例如" in await talk.says("陈静", "测评 新建 2026 下个月")
    await talk.person("周敏", TELEGRAM, "1010", "coordinator", "HT")
    await talk.says("陈静", PLAN)
    await talk.presses("周敏", "同意")
    assert "已取消" in await talk.says("陈静", "测评 取消 2026")
    await opened(talk)
    assert "不能取消" in await talk.says("陈静", "测评 取消")


async def test_an_elder_votes_by_sms_with_one_digit(talk: Talk) -> None:
    """One segment asks, one digit answers; a second answer changes nothing, and no words are taken for a vote."""
    await residents(talk, 1, sms=1)
    await opened(talk)
    asked = talk.last("B3U1甲")
    assert asked.endswith("回1满意 2较满意 3一般 4不满意") and segments(asked) == 1
    assert "没看懂，没记" in await talk.says("B3U1甲", "还行吧我觉得")
    assert "已投出" in await talk.says("B3U1甲", "２")
    assert "已经投过" in await talk.says("B3U1甲", "1")
    assert "已经投过" in await talk.says("B3U1甲", "不满意")
    assert await rows(talk, Ballot) == 1
    assert "没有等您投的票" in await talk.says("B3U1甲", "测评")


async def test_who_moves_in_later_is_not_on_the_roll(talk: Talk) -> None:
    """The roll is frozen at the opening: a new neighbour is not asked, and one who has left still votes."""
    await residents(talk, 1)
    await opened(talk)
    await talk.person("新邻居", TELEGRAM, "7777", "resident", "B3U1")
    assert "没有等您投的票" in await talk.says("新邻居", "测评")
    assert "已投出" in await talk.presses("B3U1甲", "较满意")


async def test_several_heads_one_after_the_other_or_the_rest_at_once(talk: Talk) -> None:
    """A branch is asked about each head of its grid; a digit sent twice is not taken for the next, 9 ends the list."""
    for unit in "345":
        await talk.grid(f"B3U{unit}", f"长城苑3号楼{unit}单元", 5, "B3")
        await talk.person(f"{unit}单元长", TELEGRAM, f"20{unit}", "unit_head", f"B3U{unit}")
    await talk.person("支部", SMS, "+8613700000001", "reviewer", "HT0101")
    await opened(talk)
    asked = talk.last("支部")
    assert "王芳" in asked and asked.endswith("4不满意 9其余都1") and segments(asked) == 1
    assert "下一位李姨" in await talk.says("支部", "4")
    assert "像是发了两遍" in await talk.says("支部", "4")
    talk.clock.move_to(talk.clock.now() + timedelta(seconds=20))
    assert "下一位3单元长" in await talk.says("支部", "2")
    talk.clock.move_to(talk.clock.now() + timedelta(seconds=20))
    assert "已投出，谢谢您" in await talk.says("支部", "9")
    assert await rows(talk, Ballot) == 5
    old = next(data for message in talk.sent("王芳") for text, data in message.buttons if "不满意" in text)
    await talk.presses("王芳", "不满意")
    token, _, place = old.partition(".")
    assert "之前已经投过" in await talk.says("王芳", press=[token, int(place)])


async def test_nobody_votes_on_what_is_another_persons(talk: Talk) -> None:
    """A button belongs to whom it was sent; pressed from another account it does nothing."""
    await residents(talk, 2)
    await opened(talk)
    [token, _, place] = talk.buttons("B3U1甲")[0][1].partition(".")
    await talk.says("B3U1乙", press=[token, int(place)])
    assert await rows(talk, Ballot) == 0


async def test_no_interim_counts_and_results_for_whom_they_are(talk: Talk) -> None:
    """Until the end only the turnout; then heads see their own with counts, coordinators the scores, residents none."""
    names = await residents(talk, 6, sms=2)
    await residents(talk, 2, "B3U2")
    await opened(talk)
    for name, said in zip(names, ("1", "满意", "较满意", "1", "一般", "不满意"), strict=True):
        assert "已投出" in await talk.says(name, said)
    await talk.presses("B3U2甲", "不满意")
    assert "没有这样的测评" in await talk.says("陈静", "测评 结果")
    assert "已投票7人，名册共10人" in await talk.says("陈静", "测评")
    assert "名册" not in await talk.says("王芳", "测评")
    appraisal = await the_appraisal(talk)
    with pytest.raises(NoAppraisal):
        await talk.db.run(results, appraisal, ("/",))
    await closed(talk)
    assert "10人中7人投了票，选票已销毁" in talk.last("陈静") and "账头" in talk.last("陈静")
    shown = await talk.says("陈静", "测评 结果 2026")
    assert "王芳：73.33分" in shown and "另有1位各组都不到5票，不计分" in shown and "其中" not in shown
    mine = await talk.says("王芳", "测评 结果")
    assert "其中居民：满意3、较满意1、一般1、不满意1" in mine and "李姨" not in mine
    assert "没有您的结果" in await talk.says("B3U1甲", "测评 结果")
    assert await rows(talk, Ballot) == 0

    def kept(session: Session) -> tuple[dict[tuple[int, int], int], int, Turnout, list[str]]:
        wang = session.exec(select(Person.id).where(Person.name == "王芳")).one()
        scores = {key: score for key, score in appraisal_scores(session, 2026).items() if key[1] == wang}
        groups = len({(one.candidate_id, one.group) for one in session.exec(select(Outcome))})
        assert appraisal.id is not None
        return scores, groups, turnout(session, appraisal.id), [one.why for one in session.exec(select(Anchor))]

    scores, groups, came, heads = await talk.db.run(kept)
    assert list(scores.values()) == [7333] and groups == 1 and came == Turnout(7, 10) and heads == ["appraisal:2026"]


async def test_half_way_those_who_have_not_voted_are_reminded_once(talk: Talk) -> None:
    """One reminder, with the question anew; who has voted gets none."""
    await residents(talk, 2, sms=2)
    await opened(talk)
    await talk.says("B3U1甲", "1")
    before = len(talk.sent("B3U1甲"))
    await sweep(talk, 2026, 12, 15, 13, 29)
    assert len(talk.sent("B3U1乙")) == 1
    await sweep(talk, 2026, 12, 15, 13, 30)
    await sweep(talk, 2026, 12, 16, 9)
    assert len(talk.sent("B3U1乙")) == 2 and "测评提醒" in talk.last("B3U1乙") and segments(talk.last("B3U1乙")) == 1
    assert len(talk.sent("B3U1甲")) == before
    assert "已投出" in await talk.says("B3U1乙", "3")


async def test_it_closes_at_its_instant_by_when_a_vote_was_received(talk: Talk) -> None:
    """The last microsecond counts, the instant itself does not, and whoever is late is answered kindly."""
    await residents(talk, 3)
    await opened(talk)
    talk.clock.move_to(CLOSES - timedelta(microseconds=1))
    assert "已投出" in await talk.presses("B3U1甲", "一般")
    talk.clock.move_to(CLOSES)
    assert "在12月20日 18:00截止，这一票来晚了" in await talk.presses("B3U1乙", "一般")
    await closed(talk)
    assert "来晚了" in await talk.says("B3U1丙", "1")
    assert await talk.db.run(lambda session: session.exec(select(func.count()).where(Voting.cast)).one()) == 1


async def test_what_was_received_in_time_is_waited_for(talk: Talk) -> None:
    """A vote a webhook has taken before the end counts although it is handled afterwards; an hour it is waited for."""
    await residents(talk, 1)
    await opened(talk)
    [token, _, place] = talk.buttons("B3U1甲")[0][1].partition(".")
    payload = f'{{"update_id": 9001, "sender": "5100", "press": ["{token}", {place}]}}'
    await talk.db.run(store, TELEGRAM, [("9001", payload)], CLOSES - timedelta(seconds=1), NEW)
    await closed(talk)
    assert (await the_appraisal(talk)).state == "open"
    await talk.dispatch.take_waiting(TELEGRAM, talk.channels[TELEGRAM].parse, talk.clock.now())
    assert await rows(talk, Ballot) == 1
    await closed(talk)
    assert (await the_appraisal(talk)).state == "closed"


async def test_commands_get_past_an_open_ballot_and_english_works(talk: Talk) -> None:
    """A ballot stands for days and is in nobody's way; each in their own language."""
    await talk.person("Ann", TELEGRAM, "6001", "resident", "B3U1", language="en")
    await talk.person("周敏", TELEGRAM, "1010", "coordinator", "HT")
    await talk.says("陈静", "appraisal new 2026 2026-12-10 9:00 to 2026-12-20 18:00")
    await talk.presses("周敏", "同意")
    await sweep(talk, 2026, 12, 10, 9)
    assert "Are you satisfied with the work of 王芳" in talk.last("Ann") or "are you satisfied" in talk.last("Ann")
    assert "points" in await talk.says("Ann", "points 2026")
    assert "Not secret against" in await talk.says("Ann", "appraisal")
    assert "Your vote is in, thank you" in await talk.says("Ann", "so-so")


async def test_a_voters_words_are_no_machine(talk: Talk) -> None:
    """While a ballot is open whoever asks this and that is answered; a machine that repeats itself is still heard."""
    await residents(talk, 1, sms=1)
    await opened(talk)
    for said in ("积分", "排名", "评选", "活动", "公约", "我是谁", "通联单"):
        assert await talk.says("B3U1甲", said) != ""
    assert "自动回复" not in talk.last("陈静")
    for _ in range(6):
        await talk.says("B3U1甲", "我现在不方便接听电话请稍后再拨")
    assert "自动回复" in talk.last("陈静") and "稍后再拨" not in talk.last("陈静")
