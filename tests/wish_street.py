"""A street that wishes: an elder, neighbours who claim, who reads; and what passes between them."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from models.people import SMS, TELEGRAM
from models.wishes import Wish
from scheduler.tick import tick
from tests.talk import Talk

LENS = "想要一个看报纸用的放大镜"


@pytest.fixture
async def street(talk: Talk) -> Talk:
    """The small community with a grid head who reads wishes (何军), an elder by SMS (赵奶奶) and volunteers: one of the
    same stairwell by Telegram (小周), one of the neighbouring stairwell by SMS (小吴)."""
    await talk.person("何军", TELEGRAM, "1050", "grid_head", "HT0101")
    await talk.person("赵奶奶", SMS, "+8613900000041", "resident", "B3U1")
    await talk.person("小周", TELEGRAM, "1051", "volunteer", "B3U1")
    await talk.person("小吴", SMS, "+8613900000042", "volunteer", "B3U2")
    return talk


async def wishes(talk: Talk) -> Sequence[Wish]:
    """Every wish, by number."""
    return await talk.db.read(lambda s: s.execute(select(Wish).order_by(col(Wish.id))).scalars().all())


async def only(talk: Talk) -> Wish:
    """The one wish there is."""
    (wish,) = await wishes(talk)
    return wish


async def later(talk: Talk, **by: float) -> None:
    """Time passes, and what it brings about is sent."""
    talk.clock.advance(timedelta(**by))
    await talk.db.run(tick, talk.clock.now(), talk.zone)
    await talk.delivery.drain()


async def published(talk: Talk, words: str = LENS, share: str = "") -> Wish:
    """赵奶奶 wishes, says what may be told where `share` is her digit, and 何军 publishes it."""
    await talk.says("赵奶奶", f"心愿 {words}")
    if share:
        await talk.says("赵奶奶", share)
    await talk.says("何军", "心愿 审核")
    assert "已发布" in await talk.presses("何军", "✅ 发布")
    await later(talk, seconds=1)
    return await only(talk)
