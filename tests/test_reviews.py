"""The quarterly review: who scores whom, with the facts beside; closed is closed; the head answers."""

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from messages.segments import segments
from models import reviews
from models.anchors import Anchor
from models.audit import Audit
from models.errors import NotFound
from models.outbox import Message
from models.people import SMS, TELEGRAM
from models.posts import Post
from models.reviews import Review, ReviewClosed, ReviewRound, moments, quarter_before, review_scores
from scheduler.reviews import next_moments, review_round, tell_heads
from tests.talk import Talk, rows
from tests.year import ZONE, at

MORNING = timedelta(hours=10)
"""From the last minute of a day to when messages leave again."""


async def swept(talk: Talk) -> None:
    """The sweeps run, and what they say is sent."""
    await talk.db.run(review_round, talk.clock.now(), talk.zone)
    await talk.db.run(tell_heads, talk.clock.now(), talk.zone)
    await talk.delivery.drain()


@pytest.fixture
async def opened(talk: Talk) -> Talk:
    """The review of the last quarter of 2026 is open; 何平 reviews for the branch, 刘洋 heads a stairwell of it."""
    await talk.grid("G1", "长城苑东网格", 3, "HT")
    await talk.grid("G1B1", "长城苑9号楼", 4, "G1")
    await talk.grid("G1U1", "长城苑9号楼1单元", 5, "G1B1")
    await talk.person("刘洋", SMS, "+8613900000061", "unit_head", "G1U1")
    await talk.person("何平", TELEGRAM, "1062", "reviewer", "G1")
    talk.clock.move_to(at(12, 31))
    await swept(talk)
    assert await rows(talk, select(ReviewRound)) == []
    talk.clock.move_to(moments("2026-Q4", ZONE)[0])
    await swept(talk)
    return talk


def test_dates_of_a_quarter() -> None:
    """It opens when nothing of the quarter can be reported late any more, is due ten days later, closes on the 26th."""
    opens_at, due_at, closes_at = (moment.astimezone(ZONE) for moment in moments("2026-Q4", ZONE))
    assert f"{opens_at:%Y-%m-%d %H:%M}" == "2027-01-12 09:00"
    assert (due_at.date(), closes_at.date()) == (date(2027, 1, 22), date(2027, 1, 26))
    assert [quarter_before(at(month, 15), ZONE) for month in (1, 3, 4, 10)] == [
        "2025-Q4", "2025-Q4", "2026-Q1", "2026-Q3",
    ]  # fmt: skip


async def test_the_branch_sees_the_facts_and_scores(opened: Talk) -> None:
    """The reviewer hears of it, sees the quarter, scores by a word, adds words, and can change it."""
    assert "您这一片有1位负责人待评" in opened.last("何平")
    listed = await opened.says("何平", "评议")
    assert "1 长城苑9号楼1单元 刘洋" in listed and "还有1位没评" in listed
    shown = await opened.says("何平", "评议 1")
    assert "刘洋（长城苑9号楼1单元），2026年第四季度" in shown and "志愿服务0小时" in shown
    assert "刘洋记85分" in await opened.presses("何平", "良")
    assert "都评完了" in await opened.says("何平", "每月都按时,邻里夸她")
    await opened.says("何平", "评议 1")
    assert "刘洋记92分" in await opened.says("何平", "92")
    await opened.says("何平", "0")
    [mine] = [one for one in await rows(opened, select(Review)) if one.score is not None]
    assert (mine.score, mine.comment) == (92, "每月都按时，邻里夸她")
    acts = [one.act for one in await rows(opened, select(Audit).where(col(Audit.act).startswith("review.")))]
    assert acts == ["review.score", "review.comment", "review.score"]


async def test_the_tasks_of_the_quarter_are_beside_the_name(talk: Talk) -> None:
    """Asked, on time, late, excused and missed, duty by duty, of that head at that stairwell."""
    await talk.issue_inspection()
    await talk.presses("王芳", "全部正常")
    talk.clock.move_to(moments("2026-Q4", ZONE)[0])
    await swept(talk)
    answer = await talk.says("陈静", "评议 1")
    assert "王芳" in answer and "楼道检索：布置1，按时1，补报0" in answer


async def test_by_sms_one_digit_scores(opened: Talk) -> None:
    """A reviewer with a plain phone: one segment or two, a digit, a digit for no words."""
    await opened.person("老孙", SMS, "+8613900000063", "reviewer", "G1")
    shown = await opened.says("老孙", "评议 1")
    assert segments(shown) <= 2 and "1优 2良 3中 4差" in shown
    assert "记95分" in await opened.says("老孙", "1")
    assert "都评完了" in await opened.says("老孙", "0")


async def test_all_that_are_left_with_one_word_after_a_confirm(opened: Talk) -> None:
    """Those already scored keep theirs."""
    await opened.says("陈静", "评议 1")
    await opened.presses("陈静", "差")
    await opened.says("陈静", "0")
    assert "都记85分" in await opened.says("陈静", "评议 其余 良")
    assert "各85分" in await opened.presses("陈静", "确认")
    scores = sorted(one.score for one in await rows(opened, select(Review)) if one.score is not None)
    assert scores == [50, 85]  # 刘洋 is the branch's


async def test_nobody_reviews_themselves_and_elsewhere_is_not_there(opened: Talk) -> None:
    """A grid head's review is the coordinators'; a reviewer neither lists nor scores what lies elsewhere."""
    await opened.says("陈静", "任命 G1 网格长 刘洋")
    waiting = await opened.db.run(reviews.waiting, "2026-Q4")
    assert all(one.person_id not in one.reviewers for one in waiting)
    others = [one.id for one in waiting if not one.path.startswith("/HT/G1/")]
    assert others

    def refused(session: Session) -> bool:
        he = session.exec(select(Post).where(Post.role == "reviewer")).one().person_id
        with pytest.raises(NotFound):
            reviews.to_review(session, others[0], he, ["/HT/G1/"])
        return True

    assert await opened.db.run(refused)
    assert "长城苑9号楼" not in await opened.says("陈静", "评议")


@pytest.mark.parametrize("said", ["很棒棒", "101", "-5", "8 8", "八十八分以上"])
async def test_what_is_no_score_is_asked_again(opened: Talk, said: str) -> None:
    """Nothing is guessed; what can be said is told."""
    await opened.says("何平", "评议 1")
    assert "0到100" in await opened.says("何平", said)
    assert [one.score for one in await rows(opened, select(Review)) if one.score is not None] == []


async def test_reminded_overdue_closed(opened: Talk) -> None:
    """Two reminders, the office at the due day, then closed for good with the ledger's head; one round each, once."""
    opens_at, due_at, closes_at = moments("2026-Q4", ZONE)
    for _ in range(8):
        coming = [moment for moment in await opened.db.run(next_moments, opened.clock.now(), ZONE) if moment]
        assert coming
        opened.clock.move_to(min(coming))
        await swept(opened)
        await swept(opened)
        if opened.clock.now() > closes_at:
            break
    said = [one.key for one in await rows(opened, select(Message).order_by(col(Message.id)))]
    him = [key for key in said if key.startswith("review-")]
    assert him.count("review-overdue-office") == 1 and him.count("review-closed-office") == 1
    opened.clock.move_to(opened.clock.now() + MORNING)
    await swept(opened)
    texts = "\n".join(message.text for message in opened.sent("何平"))
    assert texts.count("还有1位没评") == 3 and "已过期" in texts
    assert "此刻的账头是 0:" in opened.last("陈静")
    assert [anchor.why for anchor in await rows(opened, select(Anchor))] == ["review:2026-Q4"]
    assert "现在没有要您评议的人" in await opened.says("何平", "评议")
    assert opens_at < due_at < closes_at


async def test_the_head_reads_it_after_the_close_and_answers_once(opened: Talk) -> None:
    """Not before; by SMS in two segments at most; the answer reaches whoever scored, and the office."""
    await opened.says("何平", "评议 1")
    await opened.presses("何平", "良")
    await opened.says("何平", "每月都按时")
    await opened.says("刘洋", "我的评议")
    assert "还没有您的评议" in opened.last("刘洋")
    opened.clock.move_to(moments("2026-Q4", ZONE)[2] + MORNING)
    await swept(opened)
    told = opened.last("刘洋")
    assert "85分" in told and "每月都按时" in told and segments(told) <= 2
    for heard in ("收到", "好的"):
        assert "想说明情况" in await opened.says("刘洋", heard)
    assert "太长了" in await opened.says("刘洋", "冬天扫雪人手不够。" * 20)
    assert "已经转给" in await opened.says("刘洋", "谢谢大家，冬天扫雪人手不够")
    assert "冬天扫雪人手不够" in opened.last("何平") and "冬天扫雪人手不够" in opened.last("陈静")
    assert "85分，每月都按时" in await opened.says("刘洋", "我的评议")
    [mine] = [one for one in await rows(opened, select(Review)) if one.score is not None]
    assert await opened.db.run(reviews.answer, mine.id, mine.person_id, "再说一句", opened.clock.now()) is None
    assert await opened.db.run(review_scores, 2026) == {(mine.grid_id, mine.person_id): (85, 1)}
    assert await opened.db.run(review_scores, 2027) == {}


async def test_what_is_closed_takes_no_score(opened: Talk) -> None:
    """A button pressed too late hears so; a score written at the moment of the close is refused by the row."""
    await opened.says("何平", "评议 1")
    [about, *_] = [one for one in await rows(opened, select(Review).order_by(col(Review.id).desc()))]
    opened.clock.move_to(moments("2026-Q4", ZONE)[2] + timedelta(minutes=1))

    def late(session: Session) -> Any:
        with pytest.raises(ReviewClosed):
            reviews.score(session, session.get_one(Review, about.id), 80, 1, opened.clock.now())

    await opened.db.run(late)
    assert "记" not in await opened.presses("何平", "良")
    assert [one.score for one in await rows(opened, select(Review)) if one.score is not None] == []


async def test_two_ticks_at_once_open_and_close_one(opened: Talk) -> None:
    """Whoever ticks at the same moment, there is one round, one close, one word to each."""
    opened.clock.move_to(moments("2026-Q4", ZONE)[2] + timedelta(minutes=1))
    now = opened.clock.now()
    await asyncio.gather(*(opened.db.run(review_round, now, ZONE) for _ in range(6)))
    assert len(await rows(opened, select(Anchor))) == 1
    assert [one.state for one in await rows(opened, select(ReviewRound))] == ["closed"]


async def test_who_began_lately_is_not_reviewed_yet_and_progress_is_counted(opened: Talk) -> None:
    """Less than thirty days of a quarter are too few to judge; the office sees how far each grid is."""
    names = {one.person_id for one in await rows(opened, select(Review))}
    assert len(names) == len(await rows(opened, select(Review)))
    answer = await opened.says("陈静", "评议进度")
    assert "长城苑东网格：1位评了0位" in answer


async def test_a_slip_of_a_digit_is_no_score_and_a_number_afterwards_is_another_one(opened: Talk) -> None:
    """5 where four words are offered is asked again; 88 after a score corrects it and is not told as words."""
    await opened.says("何平", "评议 1")
    assert "0到100" in await opened.says("何平", "5")
    assert "记5分" in await opened.says("何平", "5分")
    assert "记88分" in await opened.says("何平", "88")
    await opened.says("何平", "0")
    [mine] = [one for one in await rows(opened, select(Review)) if one.score is not None]
    assert (mine.score, mine.comment) == (88, None)


async def test_a_colleagues_score_stands_when_the_rest_is_scored_at_once(opened: Talk) -> None:
    """What somebody scored between the question and its yes keeps that score, on both databases."""
    [one, *_] = await opened.db.run(reviews.waiting, "2026-Q4")
    now = opened.clock.now()
    assert await opened.db.run(reviews.score_unscored, one.id, 50, 1, now)
    assert not await opened.db.run(reviews.score_unscored, one.id, 85, 1, now)
    done = await asyncio.gather(
        *(opened.db.run(reviews.score_unscored, other.id, 80 + turn, 1, now)
          for other in (await opened.db.run(reviews.waiting, "2026-Q4"))[1:] for turn in range(4))
    )  # fmt: skip
    assert sum(done) == len(done) // 4


async def test_progress_of_a_quarter(opened: Talk) -> None:
    """The office asks for the open one, or for one by its name; another quarter had none."""
    assert "2026年第四季度评议进度" in await opened.says("陈静", "评议 进度")
    assert "2026年第四季度评议进度" in await opened.says("陈静", "评议进度 2026-Q4")
    assert "没有要您评议的人" in await opened.says("陈静", "评议进度 2026-Q2")


async def test_the_award_list_waits_for_the_years_last_review(opened: Talk) -> None:
    """While the review of the fourth quarter is open there is no list, and none is closed."""
    await opened.issue_inspection()
    assert await opened.db.run(reviews.any_open, 2026) and await opened.db.run(reviews.any_held, 2026)
    opened.clock.move_to(moments("2026-Q4", ZONE)[2] + timedelta(minutes=1))
    await swept(opened)
    assert not await opened.db.run(reviews.any_open, 2026)
