"""The office's queues: what waits for whom, within whose grids, and what is done from there as in chat."""

from collections.abc import AsyncIterator

import pytest

from models.people import SMS, TELEGRAM
from tests.office_pages import OfficePages, office_of
from tests.talk import Talk


@pytest.fixture
async def office(talk: Talk) -> AsyncIterator[OfficePages]:
    """The pages of the small community, with a building head (赵楼), one of another grid (别格) and a resident (孙奶奶)."""
    await talk.grid("HT0102", "南苑网格", 3, "HT01")
    await talk.person("赵楼", TELEGRAM, "1020", "building_head", "B3")
    await talk.person("别格", TELEGRAM, "1022", "grid_head", "HT0102")
    await talk.person("孙奶奶", SMS, "+8613900000021", "resident", "B3U1")
    async with office_of(talk) as pages:
        yield pages


async def test_a_case_is_worked_on_from_its_page(office: OfficePages) -> None:
    """Its list and its page show what chat shows, within the grids one looks after, and each act is chat's own."""
    await office.talk.says("孙奶奶", "报修 楼道灯坏了")
    page = await office.look("赵楼", "/office/cases")
    assert "#1" in page and "/office/case/1" in page and "长城苑3号楼1单元" in page
    assert "/office/case/1" not in await office.look("别格", "/office/cases")
    assert "没有这个页面" in await office.look("别格", "/office/case/1", 404)
    await office.look("赵楼", "/office/case/abc", 404)
    await office.look("赵楼", "/office/case/" + "9" * 40, 404)
    page = await office.look("赵楼", "/office/case/1")
    assert "楼道灯坏了" in page and "孙奶奶" in page
    assert "归您办了" in (await office.acts("赵楼", "/office/case/1", "我来办")).text
    assert "我来办</button>" not in await office.look("赵楼", "/office/case/1")
    done = await office.acts("赵楼", "/office/case/1", "办结", "灯泡换好了")
    assert "已请报的人确认" in done.text and "灯泡换好了" in done.text
    assert "/office/case/1" not in await office.look("赵楼", "/office/cases")
    assert "/office/case/1" in await office.look("赵楼", "/office/cases?which=asked&category=lighting&grid=B3U1")
    await office.look("赵楼", "/office/cases?page=-1&which=nonsense&category=%00")
    await office.look("赵楼", "/office/cases?grid=NOPE", 404)
