"""Contests: works by chat and SMS, judged without names, the mean with ties, published once to who took part."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from bot.commands.contests import read_scores
from models.contests import Work, mean_text, ranked
from models.events import Event
from models.people import SMS, TELEGRAM
from tests.talk import Talk, rows
from tests.test_event_time import sweep
from tests.test_events import event_of, held

ZONE = ZoneInfo("Asia/Shanghai")
FORM = "活动 征集 少儿绘画 11月3日 11月20日 线上"


def at(day: int, hour: int) -> datetime:
    """A local time in November 2026."""
    return datetime(2026, 11, day, hour, tzinfo=ZONE)


async def with_works(talk: Talk) -> Event:
    """A contest with a text by SMS and a photo by Telegram, judged by 孙梅 and 何平."""
    await talk.person("孙梅", TELEGRAM, "1020", "volunteer", "HT0101")
    await talk.person("何平", SMS, "+8613900000040", "volunteer", "HT0101")
    event = await held(talk, FORM, send=False)
    for judge in ("孙梅", "何平"):
        assert "做“少儿绘画”的评委" in await talk.says("陈静", f"评委 {event.id} {judge}")
    talk.clock.move_to(at(5, 10))
    assert "作品" in await talk.says("李姨", "投稿")
    assert "1号" in await talk.says("李姨", "春眠不觉晓，处处闻啼鸟")
    assert "作品" in await talk.says("王芳", f"投稿 {event.id}")
    assert "2号" in await talk.says("王芳", "我家窗外", photo="file-9")
    return event


async def test_works_are_judged_without_names_and_the_result_is_published(talk: Talk) -> None:
    """Two judges, one digit a work; a missing score holds the result back; each who took part hears their place."""
    event = await with_works(talk)
    assert "还在收作品" in await talk.says("孙梅", "评分")
    assert "还在收作品" in await talk.says("陈静", f"公布 {event.id}")
    await sweep(talk, at(21, 9))
    assert "共2件作品" in talk.last("孙梅") and "请评" in talk.last("何平")
    shown = await talk.says("孙梅", "评分")
    assert "1号" in shown and "处处闻啼鸟" in shown and "李姨" not in shown
    second = await talk.says("孙梅", "8")
    assert "2号" in second and talk.sent("孙梅")[-1].photo == "file-9"
    assert "没看懂" in await talk.says("孙梅", "11")
    assert "都评完了" in await talk.says("孙梅", "9分")
    assert "还差2个评分" in await talk.says("陈静", f"公布 {event.id}")
    await talk.says("何平", "评分")
    assert "都评完了" in await talk.says("何平", "1号 9分，2号 8分")
    published = await talk.says("陈静", f"公布 {event.id}")
    assert "第1名（并列）1号 李姨 8.5分（2位评委）" in published and "第1名（并列）2号 王芳 8.5分" in published
    assert "您的作品第1名，平均8.5分" in talk.last("李姨") and "1. 李姨、1. 王芳" in talk.last("王芳")
    assert "已经结束" in await talk.says("陈静", f"公布 {event.id}")
    assert "没有要评的" in await talk.says("孙梅", "评分")


async def test_one_work_a_person_and_the_last_one_counts(talk: Talk) -> None:
    """A second work takes the number of the first; a voice message is a work; after the end nothing is taken."""
    event = await with_works(talk)
    await talk.says("李姨", "投稿")
    assert "1号作品以这一次为准" in await talk.says("李姨", "白日依山尽，黄河入海流")
    await talk.says("王芳", "投稿")
    assert "2号作品以这一次为准" in await talk.says("王芳", voice="voice-1")
    works = sorted(await rows(talk, select(Work)), key=lambda work: work.number)
    assert [(work.number, work.kind) for work in works] == [(1, "text"), (2, "voice")]
    assert works[0].body.startswith("白日依山尽")
    talk.clock.move_to(at(21, 9))
    assert "已经结束" in await talk.says("李姨", f"投稿 {event.id}")


async def test_nobody_scores_their_own_and_nobody_else_scores(talk: Talk) -> None:
    """A judge who takes part does not see their own work; who is no judge has nothing to score."""
    event = await with_works(talk)
    await talk.says("孙梅", "投稿")
    await talk.says("孙梅", "我的作品，请多指教")
    talk.clock.move_to(at(21, 9))
    assert "还有2件" in await talk.says("孙梅", "评分")
    assert "没看懂" in await talk.says("孙梅", "3号 10分")
    assert "没有要评的" in await talk.says("李姨", f"评分 {event.id}")
    assert "不在您的职责内" in await talk.says("孙梅", f"公布 {event.id}")


async def test_a_contest_is_asked_for_its_last_day(talk: Talk) -> None:
    """One day is not two: until when works are taken is asked, and must lie after the first day."""
    assert "收作品到哪一天" in await talk.says("陈静", "活动 征集 少儿绘画 11月3日 线上")
    assert "收作品到哪一天" in await talk.says("陈静", "11月2日")
    assert "作品征集“少儿绘画”" in await talk.says("陈静", "11月20日")
    assert (await event_of(talk)).kind == "contest"


@pytest.mark.parametrize(
    ("said", "given_scores"),
    [
        ("8", [(5, 8)]), ("10分", [(5, 10)]), ("2号 9分", [(2, 9)]), ("1号 8分,2号 9分", [(1, 8), (2, 9)]),
        ("2: 9", [(2, 9)]), ("11", []), ("0", []), ("2号 11分", []), ("很好", []), ("1号 8分 2号", []),
    ],
)  # fmt: skip
def test_scores_are_read_or_asked_again(said: str, given_scores: list[tuple[int, int]]) -> None:
    """A number alone is for the work that was shown; what is out of bounds or half a pair is nothing."""
    assert read_scores(said, 5) == given_scores


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 50)), max_size=12))
def test_places_follow_means_and_equal_means_share_one(given_rows: list[tuple[int, int]]) -> None:
    """Nobody with a better mean stands behind, equal means share a place, and what nobody scored has none."""
    rows_of = [(n, n, f"甲{n}", min(total, count * 10), count) for n, (count, total) in enumerate(given_rows, 1)]
    places = ranked(rows_of)
    assert sorted(one.number for one in places) == [row[0] for row in rows_of]
    judged = [one for one in places if one.scores]
    for one in judged:
        assert one.place == 1 + sum(other.hundredths > one.hundredths for other in judged)
        assert one.tied == (sum(other.hundredths == one.hundredths for other in judged) > 1)
    assert all(one.place == 0 for one in places if not one.scores)


def test_means_are_written_as_people_write_them() -> None:
    """No trailing zeros."""
    assert [mean_text(n) for n in (850, 867, 1000, 905)] == ["8.5", "8.67", "10", "9.05"]
