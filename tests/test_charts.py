"""Charts: the ranking with one's own grid marked, the year's trend; pictures in chat, words by SMS."""

import io
from collections.abc import Mapping
from typing import Any

import pytest
from matplotlib.colors import to_rgb
from PIL import Image

from bot.commands.points import parse_rank
from bot.intents import ShowRank, ShowRankChart
from messages.charts import BLUE, ORANGE, rank_chart, trend_chart
from messages.forms import PICTURE
from messages.paper.pictures import rank_facts, trend_facts
from messages.paper.refusals import MissingGlyph
from messages.segments import segments
from models.db import Database
from models.trends import monthly, months_up_to
from tests.test_paper import file_of, stage_of
from tests.year import ZONE, at


def has(picture: bytes, colour: str) -> bool:
    """Whether some of a picture is of that colour."""
    wanted = tuple(round(part * 255) for part in to_rgb(colour))
    with Image.open(io.BytesIO(picture)) as image:
        assert image.size == (1080, 1350) and image.format == "PNG"
        return any(found == wanted for _, found in image.convert("RGB").getcolors(1 << 24) or [])


def rows(*names: str, own: int = -1) -> Mapping[str, Any]:
    """The facts of a ranking of these grids."""
    places = [{"name": name, "label": f"{place}", "value": 10 - place, "own": place == own, "apart": place == 3}
              for place, name in enumerate(names)]  # fmt: skip
    return {"title": "排名", "under": "共4个", "mark": "← 您的", "rows": places}


def test_a_ranking_marks_the_readers_own_grid_in_colour_and_words() -> None:
    """Upright and as large as a phone shows; without a grid of one's own nothing is marked; "$" is no formula."""
    assert has(rank_chart(rows("甲", "乙", "丙$x$", "𠅤", own=1)), ORANGE)
    plain = rank_chart(rows("甲", "乙", "丙", "丁"))
    assert has(plain, BLUE) and not has(plain, ORANGE)
    with pytest.raises(MissingGlyph):
        rank_chart(rows("𱊌"))
    assert rank_chart(rows())


def test_a_trend_shows_months_without_tasks_as_gaps() -> None:
    """Twelve months; a month in which nothing was asked has no point on the line."""
    panels = [{"name": "积分", "values": [0, 3.5], "labels": ["", "3.5"]},
              {"name": "完成率", "values": [None, 100], "labels": ["", "100"]}]  # fmt: skip
    picture = trend_chart({"title": "近一年", "under": "", "months": ["1月", "2月"], "panels": panels})
    assert has(picture, BLUE) and has(picture, ORANGE)


async def test_months_are_counted_from_the_records(db: Database) -> None:
    """Points by when they were booked, tasks by when they opened, each within the grid named."""
    talk = await stage_of(db)
    months = months_up_to(at(6, 20).date(), 4)
    assert months == ["2026-03", "2026-04", "2026-05", "2026-06"]
    whole = await talk.db.read(monthly, months, ZONE, "/C/")
    assert [(one.points, one.issued, one.done, one.permille) for one in whole] == [(40, 6, 4, 667)] * 4
    [march] = await talk.db.read(monthly, ["2026-03"], ZONE, "/C/S1/G1/B1/U2/")
    assert (march.points, march.issued, march.done) == (0, 1, 0)
    assert months_up_to(at(1, 3).date(), 2) == ["2025-12", "2026-01"]
    facts = await talk.db.read(trend_facts, {"grid": "G3"}, "en", at(6, 20), ZONE)
    assert facts["panels"][0]["values"][-1] == 5.0 and facts["panels"][1]["values"][-4:] == [50] * 4
    assert facts["panels"][1]["values"][0] is None
    about = {"year": 2026, "level": 5, "own": ["/C/S1/G1/B1/U2/"]}
    ranked = await talk.db.read(rank_facts, about, "en", at(11, 24), ZONE)
    assert [row["own"] for row in ranked["rows"]].count(True) == 1


async def test_charts_come_as_pictures_in_chat_and_as_words_by_sms(db: Database) -> None:
    """排名 图 and 趋势: a picture with a line of words on Telegram, the figures in one or two segments by SMS."""
    talk = await stage_of(db)
    talk.clock.move_to(at(6, 20, year=2027))
    said = await talk.says("赵1", "排名 图 2026 网格")
    assert "网格排名" in said and file_of(talk.sent("赵1")[-1]).kind == PICTURE
    assert "近一年" in await talk.says("赵1", "趋势") and file_of(talk.sent("赵1")[-1]).name == "1单元近一年.png"
    assert "社区" in await talk.says("周5", "趋势 C")
    for asked in ("排名图 2026", "趋势"):
        words = await talk.says("吴6", asked)
        assert segments(words) <= 2 and "http" not in words and talk.sent("吴6")[-1].file is None
    assert "1单元" not in await talk.says("吴6", "趋势 U1")  # not theirs, so it does not exist for them


def test_a_word_for_a_picture_may_stand_anywhere() -> None:
    """排名 图 楼栋 2026, rank chart: the same as the ranking, as a picture."""
    assert parse_rank("图 楼栋 2026") == ShowRankChart(4, 2026) == parse_rank("2026 building chart")
    assert type(parse_rank("楼栋")) is ShowRank
