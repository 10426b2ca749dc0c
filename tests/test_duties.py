"""Duties as data: what is shipped, what a coordinator sees of it, and what a change in chat does."""

import tomllib
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select
from sqlmodel import Session, col

from bot.commands import duty_lines
from bot.duty_words import FieldUnclear, read_change
from bot.rhythm_words import read_rhythm
from messages.catalogue import has, say
from messages.render import readable
from messages.segments import segments
from models import point_rules
from models.audit import Audit
from models.calendar import due_of, period_of
from models.clock import MovableClock
from models.db import Database
from models.duties import Duty, Task, load_shipped_duties
from models.duty_edits import period_kind
from models.people import LANGUAGES, TELEGRAM
from models.posts import LEVELS_OF_ROLE, UNIT_HEAD
from models.questions import QUESTIONS
from models.rhythms import check, describe, upcoming
from models.text import clean
from tests.neighbourhood import ZONE, local
from tests.talk import Talk

FIVE_ONES = {"weekly_service", "holiday_greeting", "inspection", "volunteer_event", "nomination"}
JANUARY = datetime(2026, 1, 1, tzinfo=UTC)


def shipped() -> list[Duty]:
    """The duties of this version, as rows of no database."""
    text = (files("models") / "data" / "duties.toml").read_text("utf-8")
    return [Duty(key=key, **fields) for key, fields in tomllib.loads(text).items()]


SHIPPED = shipped()
KEYS = [duty.key for duty in SHIPPED]


@pytest.mark.parametrize("duty", SHIPPED, ids=KEYS)
def test_what_is_shipped_is_whole(duty: Duty) -> None:
    """Each has names, a rhythm that comes, a question that exists, sentences for it, levels its role is held at."""
    check(duty.rhythm)
    assert set(duty.name) == set(LANGUAGES) and all(duty.name.values())
    assert duty.ask == "" or duty.ask == "nomination" or duty.ask in QUESTIONS
    assert set(duty.levels) <= set(LEVELS_OF_ROLE.get(duty.audience, (1, 2, 3, 4, 5)))
    assert set(duty.points.values()) <= set(point_rules.shipped().rules)
    assert (duty.ask == "") == bool(duty.texts) and (duty.ask == "items") == bool(duty.items)
    for language in LANGUAGES:
        if duty.ask and duty.ask != "nomination":
            for key in (duty.message_key, *(f"{duty.ask}-{more}" for more in ("late", "reminder", "reminder-late"))):
                assert key == "inspection-reminder-late" or has(key, language), key


@pytest.mark.parametrize("duty", SHIPPED, ids=KEYS)
def test_each_occurrence_has_a_period_of_its_own(duty: Duty) -> None:
    """Twelve dates come, each for another period, and each is due after it is asked."""
    coming = upcoming(duty.rhythm, JANUARY, ZONE, count=12)
    assert len(coming) == 12 or duty.rhythm.get("kind") in ("holidays", "workday") or duty.rhythm.get("shift")
    assert coming and len({period_of(one.planned, duty.per) for one in coming}) == len(coming)
    for one in coming:
        due, until = due_of(one.at, duty.window, ZONE, one.planned)
        assert one.at < due <= until
    assert duty.per == period_kind(duty.rhythm, JANUARY, ZONE)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("duty", SHIPPED, ids=KEYS)
def test_the_words_for_a_rhythm_can_be_said_again(duty: Duty, language: str) -> None:
    """What /duty shows of a rhythm is read back as the same dates."""
    key, facts = describe(duty.rhythm)
    again = read_rhythm(say(key, language, readable(facts, language)))
    assert [one.at for one in upcoming(again, JANUARY, ZONE)] == [
        one.at for one in upcoming(duty.rhythm, JANUARY, ZONE)
    ]


def test_a_unit_head_is_asked_no_more_than_the_five_ones() -> None:
    """Two messages that ask nothing and three duties that do; what others have to do is no burden of theirs."""
    assert {duty.key for duty in SHIPPED if duty.audience == UNIT_HEAD} == FIVE_ONES
    assert {duty.key for duty in SHIPPED if duty.audience == UNIT_HEAD and duty.ask} == {
        "inspection", "volunteer_event", "nomination",
    }  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ten_item_list_fits_two_messages(language: str) -> None:
    """All ten points with what to answer are two SMS at most."""
    [duty] = [duty for duty in SHIPPED if duty.ask == "items"]
    assert len(duty.items) == 10
    space = "" if language == "zh-CN" else " "
    left = [f"{number}{space}{point[language]}" for number, point in enumerate(duty.items, 1)]
    facts = {"left": left, "lines": left, "count": 0, "most": 10, "grid": "汉唐街北社区", "duty": duty.name,
             "period": "2026-11", "due": "2026-11-30"}  # fmt: skip
    tail = say("reply-with", language) + "0" + say("choice-list", language, short=True)
    for key in ("items-ask", "items-left"):
        assert segments(say(key, language, readable(facts, language), short=True) + tail) <= 2


CHANGES: list[tuple[str, str, Any]] = [
    ("window", "7天", {"due": 7}),
    ("window", "当天", {"due": 0}),
    ("window", "月底,补报10天", {"due": "month_end", "late_days": 10}),
    ("window", "季末", {"due": "quarter_end"}),
    ("window", "周末 补报 3 天", {"due": "week_end", "late_days": 3}),
    ("window", "end of the month, late 10 days", {"due": "month_end", "late_days": 10}),
    ("remind", "3天后", [{"after_days": 3}]),
    ("remind", "3天后、截止前2天", [{"after_days": 3}, {"before_due_days": 2}]),
    ("remind", "after 3 days, 2 days before", [{"after_days": 3}, {"before_due_days": 2}]),
    ("remind", "无", []),
    ("escalate", "逾期2天 楼栋长、逾期5天 服务站",
     [{"after_due_days": 2, "to": "building_head"}, {"after_due_days": 5, "to": "station"}]),
    ("escalate", "截止前1天 网格长", [{"before_due_days": 1, "to": "grid_head"}]),
    ("escalate", "2 days late building head, 5 days late station",
     [{"after_due_days": 2, "to": "building_head"}, {"after_due_days": 5, "to": "station"}]),
    ("escalate", "none", []),
    ("texts", "weekly", "weekly"),
    ("texts", "无", ""),
    ("name", "楼道清扫 / Stairwell cleaning", {"zh-CN": "楼道清扫", "en": "Stairwell cleaning"}),
    ("name", "楼道清扫", {"zh-CN": "楼道清扫", "en": "楼道清扫"}),
    ("items", "走访;排查", [{"zh-CN": "走访", "en": "走访"}, {"zh-CN": "排查", "en": "排查"}]),
]  # fmt: skip


@pytest.mark.parametrize(("field", "said", "value"), CHANGES, ids=[f"{field} {said}" for field, said, _ in CHANGES])
def test_changes_are_read(field: str, said: str, value: Any) -> None:
    """Each field takes what people write for it."""
    assert read_change(SHIPPED[0], field, said) == {field: value}


def test_whom_it_asks_and_whether_at_all() -> None:
    """A role, perhaps of certain levels; on and off say nothing more."""
    duty = SHIPPED[0]
    assert read_change(duty, "audience", "单元长") == {"audience": "unit_head", "levels": []}
    assert read_change(duty, "audience", "网格长 3级") == {"audience": "grid_head", "levels": [3]}
    assert read_change(duty, "audience", "grid heads level 2 and 3") == {"audience": "grid_head", "levels": [2, 3]}
    assert read_change(duty, "on", "") == {"active": True} and read_change(duty, "off", "") == {"active": False}


@pytest.mark.parametrize(("field", "said"), [
    ("window", "尽快"), ("window", "100天"), ("window", "月底补报"), ("window", ""), ("remind", "经常"),
    ("remind", "0天后"), ("remind", "91天后"), ("remind", "1天后、2天后、3天后、4天后、5天后、6天后"),
    ("escalate", "逾期2天"), ("escalate", "楼栋长"), ("escalate", "逾期2天 居民"), ("audience", "大家"),
    ("audience", "单元长 3级"), ("audience", "居民"), ("audience", "志愿者"),
    ("audience", "网格长 也许"), ("name", ""), ("name", "长" * 25),
    ("texts", "随便写写"), ("items", "只有一项"), ("items", ";".join("一二三四五六七八九十甲")),
])  # fmt: skip
def test_what_is_unclear_is_asked_again(field: str, said: str) -> None:
    """Nothing is guessed, and each field has its own examples in both languages."""
    with pytest.raises(FieldUnclear) as refused:
        read_change(SHIPPED[0], field, said)
    for language in LANGUAGES:
        assert say(refused.value.key, language, refused.value.facts)


def row(session: Session, key: str) -> Duty:
    """A duty as it is now."""
    return session.get_one(Duty, key, populate_existing=True)


async def test_the_list(talk: Talk) -> None:
    """职责 lists all with their rhythm and next date; with a name it shows that one."""
    said = await talk.says("陈静", "职责")
    for duty in SHIPPED:
        assert f"{duty.name['zh-CN']}（{duty.key}）" in said
    assert "周三下访（wednesday_visit）：每周三 8:30，遇休息日顺延到下一个工作日" in said
    assert "【楼道检索】" in await talk.says("陈静", "职责 楼道检索")


async def test_one_duty_in_full(db: Database, zone: ZoneInfo) -> None:
    """Its settings and twelve dates, each with why it moved; where they end because a year is not published, that."""
    talk = Talk(db, MovableClock(local(2026, 1, 5, 9)), zone)
    await db.run(load_shipped_duties)
    await talk.grid("HT", "汉唐街北社区", 1)
    await talk.person("陈静", TELEGRAM, "1009", "coordinator", "HT")
    said = await talk.says("陈静", "/duty inspection")
    assert "【楼道检索】inspection，启用中" in said
    for words in ("对象：单元长", "截止：当月月底，之后10天内可补报", "提醒：发出后7天、截止前3天",
                  "上报：逾期2天告诉楼栋长、逾期5天告诉服务站", "按时完成楼道检索 +10"):  # fmt: skip
        assert words in said
    assert "9. 2026年10月8日 周四 09:00，因国庆节放假调休，延至10月8日（原定10月1日）" in said
    assert "2027年的放假调休安排公布后" in said
    assert "12. 2027年1月2日" in await talk.says("陈静", "/duty children_activity")


@pytest.mark.parametrize("key", KEYS)
async def test_every_duty_is_shown_in_both_languages(talk: Talk, key: str) -> None:
    """Nothing that is shipped lacks a word, on either channel."""
    await talk.person("孙敏", "sms", "+8613900000030", "coordinator", "HT", language="en")
    said = await talk.says("陈静", f"/duty {key}")
    assert "接下来：" in said or "2027年的放假调休安排公布后" in said
    assert "next " in await talk.says("孙敏", f"duty {key}")
    assert segments(talk.last("孙敏")) <= 3


async def test_a_change_is_shown_confirmed_and_kept(talk: Talk) -> None:
    """A preview with the new dates, nothing before the yes; then the rhythm, its period, the next date, the audit."""
    said = await talk.says("陈静", "职责 周三下访 时间 每周四 10:00")
    assert "每周四 10:00，遇休息日顺延" in said and "1. 2026年11月5日 周四 10:00" in said
    assert await talk.db.read(lambda s: row(s, "wednesday_visit").rhythm["day_of_week"]) == "wed"
    assert "改好了：周三下访" in await talk.presses("陈静", "确定")

    def kept(session: Session) -> None:
        duty = row(session, "wednesday_visit")
        assert (duty.rhythm["day_of_week"], duty.rhythm["hour"], duty.per) == ("thu", 10, "week")
        assert duty.next_at == local(2026, 11, 5, 10) and duty.last_at is None
        act = session.execute(select(Audit).where(col(Audit.act) == "duty.edit")).scalar_one()
        assert act.subject == "duty:wednesday_visit" and act.facts["fields"] == ["rhythm"]

    await talk.db.read(kept)
    assert "过期" in await talk.presses("陈静", "确定") or "已经" in talk.last("陈静")


async def test_a_change_of_rhythm_changes_what_it_is_for(talk: Talk) -> None:
    """A monthly duty that becomes weekly is for the week, or its second task of a month would be none."""
    await talk.says("陈静", "职责 干部结对 时间 每周一 9:00")
    await talk.says("陈静", "1")
    assert await talk.db.read(lambda s: row(s, "pairing").per) == "week"


async def test_a_running_task_stays_as_it_is(talk: Talk) -> None:
    """A change of due date or audience does not touch what was issued."""
    await talk.issue_inspection()
    due = await talk.db.read(lambda s: {task.due_at for task in s.execute(select(Task)).scalars()})
    await talk.says("陈静", "职责 楼道检索 截止 7天")
    assert "改好了" in await talk.says("陈静", "1")
    assert await talk.db.read(lambda s: {task.due_at for task in s.execute(select(Task)).scalars()}) == due
    assert await talk.db.read(lambda s: row(s, "inspection").window) == {"due": 7}


async def test_off_and_on_again(talk: Talk) -> None:
    """Off keeps the row and says how to come back; on finds the next date from now."""
    assert "停用" in await talk.says("陈静", "职责 楼道检索 停用")
    assert "职责 inspection 启用" in await talk.says("陈静", "1")
    assert "已停用" in await talk.says("陈静", "职责 楼道检索")
    talk.clock.advance(timedelta(days=20))
    await talk.says("陈静", "职责 楼道检索 启用")
    await talk.says("陈静", "1")
    assert await talk.db.read(lambda s: (row(s, "inspection").active, row(s, "inspection").next_at)) == (
        True, local(2026, 12, 1, 9),
    )  # fmt: skip


async def test_no_is_no(talk: Talk) -> None:
    """2 drops the change."""
    await talk.says("陈静", "职责 楼道检索 停用")
    assert "已取消" in await talk.says("陈静", "2")
    assert await talk.db.read(lambda s: row(s, "inspection").active)


async def test_what_is_unclear_says_how(talk: Talk) -> None:
    """No such duty, no such field, words that are no time, and what is so already: each has its sentence."""
    assert "没有叫“扫雪”的职责" in await talk.says("陈静", "职责 扫雪 停用")
    assert "看不出要改哪一项" in await talk.says("陈静", "职责 楼道检索 改一改")
    assert "不敢乱定" in await talk.says("陈静", "职责 楼道检索 时间 有空的时候")
    assert "漏掉" in await talk.says("陈静", "职责 楼道检索 时间 每月31日")
    assert "例如：截止 7天" in await talk.says("陈静", "职责 楼道检索 截止 尽快")
    assert "本来就是这样" in await talk.says("陈静", "职责 楼道检索 截止 月底,补报10天")
    assert "问的不是清单" in await talk.says("陈静", "职责 楼道检索 清单 走访;排查")


async def test_a_new_duty(talk: Talk) -> None:
    """Name, audience and rhythm make a duty that asks for a report; a name that exists is refused."""
    said = await talk.says("陈静", "职责 新增 楼道清扫;单元长;每月最后一个周五 16:00")
    assert "每月最后一个周五 16:00" in said and "1. 2026年11月27日 周五 16:00" in said
    assert "已新增：楼道清扫（own_1）" in await talk.presses("陈静", "确定")

    def there(session: Session) -> None:
        duty = row(session, "own_1")
        assert (duty.ask, duty.per, duty.audience) == ("report", "month", "unit_head")
        assert duty.window == {"due": "month_end", "late_days": 5} and duty.next_at == local(2026, 11, 27, 16)

    await talk.db.read(there)
    assert "已经有叫" in await talk.says("陈静", "职责 新增 楼道清扫;单元长;每周一")
    assert "用分号隔开" in await talk.says("陈静", "职责 新增 楼道清扫")
    assert "提醒：截止前2天" in await talk.says("陈静", "职责 own_1 提醒 截止前2天")


async def test_two_coordinators_do_not_overwrite_each_other(talk: Talk) -> None:
    """What was previewed before the other's change is shown anew and not applied."""
    await talk.person("孙敏", "telegram", "1030", "coordinator", "HT")
    await talk.says("陈静", "职责 楼道检索 截止 7天")
    await talk.says("孙敏", "职责 楼道检索 截止 14天")
    assert "改好了" in await talk.says("孙敏", "1")
    assert "要这样改吗" in await talk.says("陈静", "1")
    assert await talk.db.read(lambda s: row(s, "inspection").window) == {"due": 14}
    assert "改好了" in await talk.says("陈静", "1")
    assert await talk.db.read(lambda s: row(s, "inspection").window) == {"due": 7}


async def test_who_may_look_and_who_may_change(talk: Talk) -> None:
    """A unit head may do neither, a grid head look, a station's coordinator look as well, the community's change."""
    await talk.person("周主任", "telegram", "1020", "grid_head", "HT0101")
    await talk.person("站长", "telegram", "1021", "coordinator", "HT01")
    assert "不在您的职责内" in await talk.says("王芳", "职责")
    assert "周三下访" in await talk.says("周主任", "职责")
    assert "没有找到" in await talk.says("周主任", "职责 周三下访 停用")
    assert "全社区的协调员" in await talk.says("站长", "职责 周三下访 停用")
    assert await talk.db.read(lambda s: row(s, "wednesday_visit").active)


async def test_english_by_sms(talk: Talk) -> None:
    """The same in English by SMS, with digits."""
    await talk.person("孙敏", "sms", "+8613900000030", "coordinator", "HT", language="en")
    said = await talk.says("孙敏", "duty Wednesday visits when every Thursday at 10:00")
    assert "every Thursday at 10:00, or the next workday" in said and "Reply 1 yes" in said
    assert "Changed: Wednesday visits" in await talk.says("孙敏", "1")
    assert "Paired residents" in await talk.says("孙敏", "duty pairing due end of the quarter, late 3 days")
    await talk.says("孙敏", "yes")
    assert await talk.db.read(lambda s: row(s, "pairing").window) == {"due": "quarter_end", "late_days": 3}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", KEYS)
async def test_what_the_card_says_of_a_field_can_be_said_again(talk: Talk, key: str, language: str) -> None:
    """Window, reminders, escalation and audience are read back as they stand; so a change round-trips."""
    await talk.person("孙敏", "telegram", "1030", "coordinator", "HT", language=language)
    said = await talk.says("孙敏", f"/duty {key}")
    duty = await talk.db.read(lambda s: row(s, key))
    labels = {"duty-line-window": "window", "duty-line-remind": "remind", "duty-line-escalate": "escalate",
              "duty-line-audience": "audience"}  # fmt: skip
    fact = {"window": "window", "remind": "rules", "escalate": "rules", "audience": "audience"}
    for label, field in labels.items():
        start = say(label, language, {fact[field]: ""}).strip()
        [line] = [line for line in said.splitlines() if line.strip().startswith(start)]
        changed = read_change(duty, field, clean(line.strip().removeprefix(start)))
        for name, value in changed.items():
            assert value == getattr(duty, name)


async def test_shipping_again_adds_what_is_missing_and_keeps_edits(talk: Talk) -> None:
    """An edited duty stays as it was edited; none comes twice."""
    await talk.says("陈静", "职责 楼道检索 截止 7天")
    await talk.says("陈静", "1")
    assert await talk.db.run(load_shipped_duties) == 0
    count = select(func.count()).select_from(Duty)
    assert await talk.db.read(lambda s: s.execute(count).scalar_one()) == len(SHIPPED)
    assert await talk.db.read(lambda s: row(s, "inspection").window) == {"due": 7}


def test_twelve_dates_are_shown() -> None:
    """As the issue asks."""
    assert duty_lines.DATES == 12
