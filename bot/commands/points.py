"""Points and standing: my entries and how each was earned, the ranking, the award list, the report of a period."""

import re
from datetime import date
from typing import Any

from bot.context import Ctx, Reply
from bot.intents import ShowAwards, ShowPoints, ShowRank, ShowReport
from bot.routes import Route
from messages.catalogue import say
from messages.render import readable
from messages.report import MANY, award_lines, decimal, figures, report_text
from models.awards import award_content, award_list, award_rules
from models.errors import StairwellError
from models.calendar import BadPeriod
from models.grid import BUILDING, GRID, UNIT
from models.ledger import rules
from models.permissions import paths_for
from models.standing import Line, Place, balance, newest_lines, ranking

NEWEST = 10
TOP, TOP_SHORT = 10, 3
NAME_SHORT = 12
IN_CHAT = 40
"""So many lines of a list that a chat message never grows over what Telegram takes (4,096 characters)."""
LEVELS = {
    "单元": UNIT, "楼道": UNIT, "unit": UNIT, "units": UNIT, "楼栋": BUILDING, "楼": BUILDING, "building": BUILDING,
    "buildings": BUILDING, "网格": GRID, "grid": GRID, "grids": GRID,
}  # fmt: skip
LEVEL_NAMES = {UNIT: "level-unit", BUILDING: "level-building", GRID: "level-grid"}
UNREADABLE = -1
"""In an intent's number: something was said that is no such number. The handler answers what to say."""
_YEAR = re.compile(r"(2\d{3})年?")
_PERIOD = re.compile(
    r"(?:(?P<year>2\d{3})[-./年]?)?"
    r"(?:(?:[qQ]|第)?(?P<quarter>[1-4一二三四])(?:季度?|(?<=[qQ]\d))|(?P<month>1[0-2]|0?[1-9])月?)?"
)
