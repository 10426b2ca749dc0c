"""Pools of texts: what each period takes, once; what is shipped; who may let a text be used; when a pool runs low."""

import re
import tomllib
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session, col, select

from messages.render import render
from messages.segments import segments
from models.audit import Audit
from models.clock import MovableClock
from models.db import Database
from models.duties import Duty
from models.outbox import Message
from models.people import TELEGRAM, Person
from models.text import has_link
from models.text_office import Entry, TextKnown, TextNotFound, approve, draft, lasts, plan, stock, story, withdraw
from models.texts import APPROVED, DRAFT, USED, PoolText, TextUse, load_shipped_texts, text_for
from models.wording import GREETING, OCCASIONS, WEEKLY, season, variables_of, with_variables
from scheduler.issuing import prepare
from scheduler.texts import watch_texts
from tests.races import overlapping
from tests.talk import Talk, empty_pools

SHIPPED = tomllib.loads((files("models") / "data" / "texts.toml").read_text("utf-8"))
EACH = [(pool, name, fields) for pool, texts in SHIPPED.items() for name, fields in texts.items()]
ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture
async def talk(talk: Talk) -> Talk:
    """The small community, with nothing in its pools yet."""
    await talk.db.run(empty_pools)
    return talk


def put(session: Session, words: str, now: datetime, pool: str = WEEKLY, **more: Any) -> int:
    """An approved text, older than those put after it."""
    months = season(more.pop("fits", []))
    text = PoolText(
        pool=pool, body={"zh-CN": words}, state=more.pop("state", APPROVED), created_at=now, approved_at=now,
        months=months, **more,
    )  # fmt: skip
    session.add(text)
    session.flush()
    assert text.id is not None
    return text.id


def take(session: Session, period: str, now: datetime, name: str = "", pool: str = WEEKLY) -> str | None:
    """The Chinese words that period gets."""
    found = text_for(session, pool, name, period, now)
    return found["zh-CN"] if found else None


async def warnings(db: Database, key: str) -> list[str]:
    """What the coordinators were told by that key: the subjects."""
    return await db.run(lambda s: list(s.exec(select(Message.subject).where(Message.key == key)).all()))


# --- what is shipped ---
@pytest.mark.parametrize(("pool", "name", "fields"), EACH, ids=[f"{pool}.{name}" for pool, name, _ in EACH])
def test_every_shipped_text_fits_its_sms_with_the_longest_name_and_grid(
    pool: str, name: str, fields: dict[str, Any]
) -> None:
    """Chinese: 60 characters and one segment; English to a Chinese name: two. No link, the same variables in both."""
    facts = {
        "text": {"zh-CN": fields["zh-CN"], "en": fields["en"], "community": "汉唐街北社区"}, "name": "欧阳建国",
        "grid": "汉唐名邸12号楼3单元", "day": "2026-12-30",
    }  # fmt: skip
    for language, most in (("zh-CN", 1), ("en", 2)):
        text = render(to="", form="short", language=language, key="duty-text", facts=facts).text
        assert segments(text) <= most, text
        assert "欧阳建国" in text and "{" not in text and not has_link(text)
        assert with_variables(fields[language]) == fields[language]
    assert len(fields["zh-CN"]) <= 60
    assert variables_of(fields["zh-CN"]) == variables_of(fields["en"])
    assert not re.search(r"20\d\d", fields["zh-CN"] + fields["en"])


def test_there_are_texts_for_a_year_and_a_greeting_for_every_holiday() -> None:
    """56 weekly texts and more; each statutory holiday and Double Ninth has its own; no two say the same."""
    assert len(SHIPPED[WEEKLY]) >= 56
    assert {fields.get("for") for fields in SHIPPED[GREETING].values()} == {*OCCASIONS, None}
    assert len({fields["zh-CN"] for _, _, fields in EACH}) == len(EACH)


def test_the_shipped_texts_last_a_year_from_any_month() -> None:
    """Whenever a community starts, each of the next 52 weeks has a text that fits the season."""
    texts = [
        PoolText(pool=WEEKLY, body={}, months=season(one.get("months", [])), created_at=datetime(2026, 1, 1))
        for one in SHIPPED[WEEKLY].values()
    ]  # fmt: skip
    for month in range(1, 13):
        assert lasts(sorted(texts, key=lambda one: one.months == 0), date(2026, month, 1))[0] >= 52, month


async def test_shipped_texts_come_once_and_stay_as_they_were_changed(db: Database, clock: MovableClock) -> None:
    """The first start loads them approved; a second loads nothing and brings nothing back that was withdrawn."""
    await db.run(prepare, clock.now(), ZONE)
    assert await db.run(load_shipped_texts, clock.now()) == 0

    def look(session: Session) -> tuple[int, set[str]]:
        rows = session.exec(select(PoolText)).all()
        return len(rows), {row.state for row in rows}

    assert await db.run(look) == (len(EACH), {APPROVED})


# --- what a period takes ---
async def test_the_order_planned_then_seasonal_then_oldest_then_longest_ago(talk: Talk) -> None:
    """Each week takes another; when none is new the one used longest ago comes again, and coordinators hear of it."""
    now = talk.clock.now()

    def go(session: Session) -> list[str | None]:
        put(session, "旧", now)
        put(session, "新", now)
        put(session, "冬", now, fits=[11, 12, 1])
        put(session, "夏", now, fits=[7])
        put(session, "定", now, period="2026-W46")
        weeks = ("2026-W45", "2026-W46", "2026-W47", "2026-W48", "2026-W49", "2026-W50")
        return [take(session, week, now + timedelta(days=7 * place)) for place, week in enumerate(weeks)]

    assert await talk.db.run(go) == ["冬", "定", "旧", "新", "冬", "定"]
    assert await warnings(talk.db, "texts-reused") == ["text-pool-weekly:2026-W49", "text-pool-weekly:2026-W50"]


async def test_a_period_gets_the_same_again_and_another_once_that_is_withdrawn(talk: Talk) -> None:
    """Who is asked later reads what the others read, unless it was taken back meanwhile."""
    now = talk.clock.now()

    def go(session: Session) -> list[str | None]:
        first = put(session, "甲", now)
        put(session, "乙", now)
        found = [take(session, "2026-W45", now), take(session, "2026-W45", now)]
        withdraw(session, first, 3, now, may_all=True)
        return [*found, take(session, "2026-W45", now), take(session, "2026-W45", now)]

    assert await talk.db.run(go) == ["甲", "甲", "乙", "乙"]


async def test_a_greeting_is_for_its_holiday_and_never_for_another(talk: Talk) -> None:
    """Its own first, in later years again without a warning; else a general one; nothing rather than another's."""
    now = talk.clock.now()

    def go(session: Session) -> list[str | None]:
        put(session, "春", now, GREETING, for_name="spring_festival")
        found = [
            take(session, "2027-02-06", now, "spring_festival", GREETING),
            take(session, "2028-01-26", now, "春节", GREETING),
            take(session, "2027-01-15", now, "laba", GREETING),
        ]  # fmt: skip
        put(session, "节", now, GREETING)
        return [
            *found,
            take(session, "2027-01-15", now, "laba", GREETING),
            take(session, "2027-01-16", now, "", GREETING),
        ]

    assert await talk.db.run(go) == ["春", "春", None, "节", "节"]
    assert await warnings(talk.db, "texts-none") == ["text-pool-greeting:2027-01-15"]
    assert await warnings(talk.db, "texts-reused") == ["text-pool-greeting:2027-01-16"]


async def test_drafts_and_withdrawn_texts_are_never_taken(talk: Talk) -> None:
    """Nobody is sent what nobody agreed to; what a season does not fit is taken before nothing at all."""
    now = talk.clock.now()

    def go(session: Session) -> list[str | None]:
        put(session, "稿", now, state=DRAFT)
        put(session, "撤", now, state="withdrawn")
        empty = take(session, "2026-W45", now)
        put(session, "夏", now, fits=[7])
        return [empty, take(session, "2026-W46", now), take(session, "2026-W47", now)]

    assert await talk.db.run(go) == [None, "夏", "夏"]


async def test_what_was_planned_for_a_week_that_passed_is_free(talk: Talk) -> None:
    """A plan for a week in which nothing was sent does not lock the text away."""
    now = talk.clock.now()

    def go(session: Session) -> list[str | None]:
        put(session, "定", now, period="2026-W46")
        return [take(session, "2026-W45", now), take(session, "2026-W47", now)]

    assert await talk.db.run(go) == [None, "定"]


async def test_two_processes_that_ask_at_once_get_one_text(db: Database, clock: MovableClock) -> None:
    """For one period the second waits for the first and reads the same; one text is used, one use is written."""
    now = clock.now()
    await db.run(lambda s: [put(s, words, now) for words in "甲乙丙"])
    both = overlapping(db, lambda s: take(s, "2026-W45", now), lambda s: take(s, "2026-W45", now))
    assert both == ("甲", "甲")
    used = await db.run(lambda s: s.exec(select(PoolText.used_for).where(PoolText.state == USED)).all())
    assert used == ["2026-W45"]


async def test_two_periods_that_ask_at_once_get_two_texts(db: Database, clock: MovableClock) -> None:
    """Nobody waits, and no text goes to both."""
    now = clock.now()
    await db.run(lambda s: [put(s, words, now) for words in "甲乙丙"])
    both = overlapping(db, lambda s: take(s, "2026-W45", now), lambda s: take(s, "2026-W46", now))
    assert both == ("甲", "乙")


async def test_the_community_travels_with_the_text_and_the_use_is_on_record(talk: Talk) -> None:
    """The fact `text` has both languages and the community's name; the audit says what was used for what."""
    now = talk.clock.now()

    def go(session: Session) -> tuple[Any, Any, list[tuple[str, str | None]]]:
        number = put(session, "甲", now)
        session.get_one(PoolText, number).body = {"zh-CN": "甲", "en": "A"}
        found = text_for(session, WEEKLY, "", "2026-W45", now)
        use = session.exec(select(TextUse)).one()
        return found, (use.period, use.text_id, use.again), [(act.act, who) for act, who in story(session, number, 9)]

    found, use, acts = await talk.db.run(go)
    assert found == {"zh-CN": "甲", "en": "A", "community": "汉唐街北社区"}
    assert use[0] == "2026-W45" and use[2] is False and acts == [("text.use", None)]


# --- who lets it be used ---
async def test_a_draft_is_approved_by_another_once(talk: Talk) -> None:
    """Not by its author while there is another coordinator; twice is once; a station's coordinator is no other."""
    now = talk.clock.now()
    author = await talk.db.run(lambda s: s.exec(select(Person.id).where(Person.name == "陈静")).one()) or 0
    await talk.grid("HT02", "第二服务站", 2, "HT")
    await talk.person("何平", TELEGRAM, "1040", "coordinator", "HT02")

    def alone(session: Session) -> Any:
        number = draft(session, Entry(WEEKLY, {"zh-CN": "甲"}), author, now)
        with pytest.raises(TextKnown):
            draft(session, Entry(WEEKLY, {"zh-CN": "甲"}), author, now)
        return approve(session, [number, 999], author, now)

    done = await talk.db.run(alone)
    assert (len(done.approved), done.own, done.left) == (1, [], [999])
    second = await talk.person("周敏", TELEGRAM, "1041", "coordinator", "HT")

    def together(session: Session) -> Any:
        number = draft(session, Entry(WEEKLY, {"zh-CN": "乙"}), author, now)
        mine = approve(session, [number], author, now)
        return mine, approve(session, [number], second, now), approve(session, [number], second, now)

    mine, theirs, again = await talk.db.run(together)
    assert (mine.approved, len(mine.own)) == ([], 1) and len(theirs.approved) == 1 and len(again.left) == 1
    noted = select(Audit.act).where(col(Audit.act).startswith("text.")).order_by(col(Audit.id))
    acts = await talk.db.run(lambda s: s.exec(noted).all())
    assert acts == ["text.add", "text.approve", "text.add", "text.approve"]


async def test_two_who_approve_at_once_approve_once(talk: Talk) -> None:
    """The second finds it settled."""
    now = talk.clock.now()
    number = await talk.db.run(lambda s: put(s, "甲", now, state=DRAFT))
    first, second = overlapping(
        talk.db, lambda s: approve(s, [number], 3, now).approved, lambda s: approve(s, [number], 3, now).left
    )
    assert (first, second) == ([number], [number])


async def test_a_new_plan_frees_the_one_before(talk: Talk) -> None:
    """Of two texts for one week the newer plan holds; the other is for any week again; what is withdrawn is nowhere."""
    now = talk.clock.now()

    def go(session: Session) -> list[str | None]:
        one, two = put(session, "甲", now), put(session, "乙", now)
        plan(session, one, "", "2026-W45", 3, now)
        plan(session, two, "", "2026-W45", 3, now)
        found = [take(session, "2026-W45", now), take(session, "2026-W46", now)]
        withdraw(session, one, 3, now, may_all=True)
        with pytest.raises(TextNotFound):
            plan(session, one, "", "2026-W47", 3, now)
        return found

    assert await talk.db.run(go) == ["乙", "甲"]


# --- how long it lasts ---
async def test_the_stock_counts_the_weeks_that_have_a_text(talk: Talk) -> None:
    """From this week on if it took none yet; what fits another month or is planned later does not help before."""
    now, today = talk.clock.now(), date(2026, 11, 2)

    def go(session: Session) -> list[Any]:
        put(session, "甲", now)
        put(session, "乙", now)
        put(session, "夏", now, fits=[7])
        put(session, "定", now, period="2026-W46")
        put(session, "稿", now, state=DRAFT)
        before = stock(session, WEEKLY, today)
        take(session, "2026-W45", now)
        after = stock(session, WEEKLY, today)
        return [(one.unused, one.weeks, one.until, len(one.drafts)) for one in (before, after)]

    assert await talk.db.run(go) == [(4, 3, "2026-W47", 1), (3, 2, "2026-W47", 1)]


async def test_coordinators_hear_once_a_week_of_a_pool_in_use_that_runs_low(talk: Talk) -> None:
    """Nothing while no duty takes from it; then of less than four weeks and of a holiday without a greeting at once."""
    talk.clock.move_to(datetime(2026, 12, 14, 9, tzinfo=ZONE))
    now = talk.clock.now()

    def use(session: Session, active: bool) -> None:
        for duty in session.execute(select(Duty).where(col(Duty.texts).in_((WEEKLY, GREETING)))).scalars():
            duty.active = active

    await talk.db.run(use, False)
    assert await talk.db.run(watch_texts, now, ZONE) == 0
    await talk.db.run(use, True)
    assert [await talk.db.run(watch_texts, now, ZONE) for _ in range(2)] == [1, 0]
    await talk.delivery.drain()
    assert "只够0周" in talk.last("陈静") and "1月1日元旦还没有问候" in talk.last("陈静")
    assert await talk.db.run(watch_texts, now + timedelta(days=6), ZONE) == 0

    def fill_up(session: Session) -> None:
        for number in range(4):
            put(session, f"第{number}", now)
        put(session, "元旦好", now, GREETING, for_name="new_years_day")

    await talk.db.run(fill_up)
    assert await talk.db.run(watch_texts, now + timedelta(days=7), ZONE) == 0
    assert await talk.db.run(take, "2026-W52", now) == "第0"
    talk.clock.advance(timedelta(days=8))
    assert await talk.db.run(watch_texts, talk.clock.now(), ZONE) == 1
    await talk.delivery.drain()
    assert "只够3周" in talk.last("陈静") and "元旦" not in talk.last("陈静")
