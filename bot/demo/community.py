"""The model community as data: a roster drawn from a seed. The same seed gives the same roster, cell for cell.

Counts are those of the community's public account, to the last household; everybody in it is invented. Households and
residents stand at the units only: the levels above are sums that anyone can make, and a count kept twice is one day
counted twice.

Phone numbers are +86 154 0000 0001 and on. China reserves no range for fiction; 154 is the one segment of 150–159 that
no operator has (the metadata of `phonenumbers` knows no number in it, and a test holds us to that), so nobody can be
reached by it. It has the form of a Chinese mobile number, which is all that an import asks for.
"""

import io
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import xlsxwriter

STATIONS, GRIDS, BUILDINGS, UNITS = 6, 29, 175, 497
HOUSEHOLDS, RESIDENTS = 8_574, 23_877
HEADS_IN_PARTY = 179
BUILDING_HEADS, VOLUNTEERS = 60, 60
PARTNERS = (("颐康养老服务中心", "HT"), ("青禾社工服务中心", "HT01"))
"""The elder-care centre works for the whole community, the social-work centre from a station."""
GRID_HEADERS = ("编号", "名称", "级别", "上级编号", "户数", "人数")
PEOPLE_HEADERS = ("姓名", "电话", "网格编号", "职务", "党员", "语言", "备注")
COMPOUND_FIRST = ("锦绣", "祁连", "丝路", "胡杨", "雪莲", "飞天", "长城", "春晖", "金泉", "玉门")
COMPOUND_LAST = ("苑", "家园", "花园", "名邸", "小区", "里", "新村")
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
GIVEN = [
    "建国", "志强", "秀英", "桂兰", "玉珍", "淑华", "海燕", "丽娟", "晓东", "文博", "雅琴", "振华", "红梅", "永刚",
    "春生", "冬梅", "国庆", "爱民", "素芬", "凤霞", "立新", "学军", "慧敏", "佳怡", "子涵", "明远", "守信", "长青",
    "思源", "雪松", "兰芳", "金凤", "德胜", "福生", "月娥", "巧玲", "宝山", "铁柱", "喜梅", "清泉", "伟", "敏",
    "静", "磊", "洋", "艳", "勇", "娜", "杰", "霞", "平", "刚", "燕", "辉", "玲", "飞",
    "芳", "鹏", "华", "琳",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class GridLine:
    """A row of 网格. Counts are None above the units."""

    code: str
    name: str
    level: int
    parent: str
    households: int | None = None
    residents: int | None = None


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A row of 人员: somebody and one post of theirs."""

    name: str
    phone: str
    grid: str
    role: str
    party: bool


@dataclass(frozen=True, slots=True)
class Roster:
    """Everything of the two sheets."""

    grids: tuple[GridLine, ...]
    people: tuple[PersonLine, ...]


def model_roster(seed: int = 2026) -> Roster:
    """The model community: 1/6/29/175/497 grids, their counts, 497 unit heads of whom 179 are party members.

    Besides them two coordinators (what goes to many needs both), a head for each of the 29 grids, 60 of the unit heads
    as heads of their building too (so the heads of levels 4 and 5 are 497 people), 60 volunteers, two partner
    organisations.
    """
    draw = random.Random(seed)  # noqa: S311 - invented people, not secrets
    grids = tuple(_grids(draw))
    return Roster(grids, tuple(_people(draw, grids)))


def write_xlsx(roster: Roster) -> bytes:
    """The roster as a coordinator would keep it: an .xlsx with the sheets 网格 and 人员. Phones are text."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    grids = ((g.code, g.name, g.level, g.parent, g.households, g.residents) for g in roster.grids)
    people = ((p.name, p.phone, p.grid, p.role, "是" if p.party else "否", "中文", "") for p in roster.people)
    for title, headers, rows in (("网格", GRID_HEADERS, grids), ("人员", PEOPLE_HEADERS, people)):
        sheet = book.add_worksheet(title)
        sheet.freeze_panes(1, 0)
        for column, header in enumerate(headers):
            sheet.write_string(0, column, header)
        for place, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                if isinstance(value, int):
                    sheet.write_number(place, column, value)
                elif value:
                    sheet.write_string(place, column, value)
    book.close()
    return out.getvalue()


def spread(draw: random.Random, total: int, least: Sequence[int], most: Sequence[int]) -> list[int]:
    """Whole numbers that add up to `total`, each between its least and its most."""
    if not sum(least) <= total <= sum(most):
        raise ValueError("the total does not fit between the least and the most")
    out = list(least)
    open_places = [place for place in range(len(out)) if out[place] < most[place]]
    for _ in range(total - sum(least)):
        turn = draw.randrange(len(open_places))
        place = open_places[turn]
        out[place] += 1
        if out[place] == most[place]:
            open_places[turn] = open_places[-1]
            open_places.pop()
    return out


def _grids(draw: random.Random) -> Iterator[GridLine]:
    """The tree in the order of its codes."""
    compounds = draw.sample([first + last for first in COMPOUND_FIRST for last in COMPOUND_LAST], GRIDS)
    per_grid = spread(draw, BUILDINGS, [4] * GRIDS, [9] * GRIDS)
    per_building = iter(spread(draw, UNITS, [1] * BUILDINGS, [5] * BUILDINGS))
    households = spread(draw, HOUSEHOLDS, [8] * UNITS, [28] * UNITS)
    residents = spread(draw, RESIDENTS, [2 * count for count in households], [4 * count for count in households])
    counts = iter(zip(households, residents, strict=True))
    yield GridLine("HT", "汉唐街北社区", 1, "")
    for station in range(STATIONS):
        station_code = f"HT{station + 1:02}"
        yield GridLine(station_code, f"第{'一二三四五六'[station]}服务站", 2, "HT")
        for number, place in enumerate(range(station, GRIDS, STATIONS), 1):
            grid, compound = f"{station_code}{number:02}", compounds[place]
            yield GridLine(grid, f"{compound}网格", 3, station_code)
            for block in range(1, per_grid[place] + 1):
                building, name = f"{grid}-{block:02}", f"{compound}{block}号楼"
                yield GridLine(building, name, 4, grid)
                for unit in range(1, next(per_building) + 1):
                    yield GridLine(f"{building}-{unit}", f"{name}{unit}单元", 5, building, *next(counts))


def _people(draw: random.Random, grids: tuple[GridLine, ...]) -> Iterator[PersonLine]:
    """A coordinator, unit heads, who of them heads a building too, grid heads, volunteers, a colleague, partners."""
    units = [grid for grid in grids if grid.level == 5]
    places = [grid.code for grid in grids if grid.level == 3]
    names = iter(draw.sample([one + given for one in SURNAMES for given in GIVEN], 2 + UNITS + GRIDS + VOLUNTEERS))
    phones = (f"154{number:08}" for number in range(1, 10_000))
    members = set(draw.sample(range(UNITS), HEADS_IN_PARTY))
    yield PersonLine(next(names), next(phones), "HT", "社区工作者", True)
    heads = [
        PersonLine(next(names), next(phones), unit.code, "单元长", place in members) for place, unit in enumerate(units)
    ]
    yield from heads
    by_building = {unit.parent: head for unit, head in zip(units, heads, strict=True)}
    for building in sorted(draw.sample(sorted(by_building), BUILDING_HEADS)):
        head = by_building[building]
        yield PersonLine(head.name, head.phone, building, "楼栋长", head.party)
    for place in places:
        yield PersonLine(next(names), next(phones), place, "网格长", draw.random() < 0.7)
    for _ in range(VOLUNTEERS):
        yield PersonLine(next(names), next(phones), draw.choice(places), "志愿者", draw.random() < 0.2)
    yield PersonLine(next(names), next(phones), "HT", "社区工作者", False)
    for partner, grid in PARTNERS:
        yield PersonLine(partner, next(phones), grid, "合作单位", False)
