"""A small community that holds an appraisal: 王芳 heads B3U1, 李姨 B3U2; 陈静 and 周敏 coordinate; residents vote."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session, select

from models.appraisals import Appraisal
from models.clock import MovableClock
from models.db import Database
from models.people import SMS, TELEGRAM
from scheduler.appraisals import run_appraisals
from tests.talk import Talk

ZONE = ZoneInfo("Asia/Shanghai")
PLAN = "测评 新建 2026 12月10日 9:00 至 12月20日 18:00"
OPENS, CLOSES = datetime(2026, 12, 10, 9, tzinfo=ZONE), datetime(2026, 12, 20, 18, tzinfo=ZONE)
NAMES = ("甲", "乙", "丙", "丁", "戊", "己", "庚", "辛")


async def residents(talk: Talk, count: int, grid: str = "B3U1", *, sms: int = 0) -> list[str]:
    """So many residents of a stairwell, the first `sms` of them by SMS; their names."""
    names = [f"{grid}{name}" for name in NAMES[:count]]
    unit = grid[-1]
    for place, name in enumerate(names):
        phone = f"+86138000{unit}{place:04}"
        await talk.person(name, SMS, phone, "resident", grid) if place < sms else await talk.person(
            name, TELEGRAM, f"5{unit}{place:02}", "resident", grid
        )
    return names


async def sweep(talk: Talk, *when: int) -> int:
    """Let the appraisal's sweep run, at a local moment if one is named, and what it posted be sent."""
    if when:
        talk.clock.move_to(datetime(*when, tzinfo=ZONE))  # type: ignore[arg-type,misc]
    done = await talk.db.run(run_appraisals, talk.clock.now(), ZONE)
    await talk.delivery.drain()
    return done


async def opened(talk: Talk, plan: str = PLAN) -> None:
    """Two coordinators agree on an appraisal, and its time has come."""
    if "周敏" not in talk.addresses:
        await talk.person("周敏", TELEGRAM, "1010", "coordinator", "HT")
    assert "已提请周敏确认" in await talk.says("陈静", plan)
    await talk.presses("周敏", "同意")
    assert await sweep(talk, 2026, 12, 10, 9)


async def closed(talk: Talk) -> None:
    """It is over and counted."""
    await sweep(talk, 2026, 12, 20, 18, 3)


async def the_appraisal(talk: Talk) -> Appraisal:
    """The one there is, as it is in the database."""

    def read(session: Session) -> Appraisal:
        return session.exec(select(Appraisal)).one()

    return await talk.db.run(read)


async def stage(db: Database, clock: MovableClock) -> Talk:
    """A community of one building on a database of its own, with two stairwells and two coordinators."""
    talk = Talk(db, clock, ZONE)
    await talk.grid("HT", "汉唐街北社区", 1)
    await talk.grid("HT01", "第一服务站", 2, "HT")
    await talk.grid("HT0101", "长城苑网格", 3, "HT01")
    await talk.grid("B3", "长城苑3号楼", 4, "HT0101")
    await talk.grid("B3U1", "长城苑3号楼1单元", 5, "B3")
    await talk.grid("B3U2", "长城苑3号楼2单元", 5, "B3")
    await talk.person("王芳", TELEGRAM, "1001", "unit_head", "B3U1")
    await talk.person("李姨", SMS, "+8613900000001", "unit_head", "B3U2")
    await talk.person("陈静", TELEGRAM, "1009", "coordinator", "HT")
    return talk
