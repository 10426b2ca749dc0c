"""What is photographed: conversations of each role, told line by line, and pages. A line is added by adding a line."""

from dataclasses import dataclass

# A step is what the own person of a scene writes; "[✅]" presses that button of their newest message, "grid_head: …" is
# said by another role, "+1d" and "+2h" let time pass. {case} and {event} stand for the newest number of each.


@dataclass(frozen=True, slots=True)
class Scene:
    """A conversation of one role, told in both languages; of what is on the phone then the `last` bubbles are shown.

    All scenes of a turn are played in one language, then in the other, then come those of the next turn.
    """

    name: str
    role: str
    zh: tuple[str, ...]
    en: tuple[str, ...]
    last: int
    turn: int = 1


@dataclass(frozen=True, slots=True)
class Page:
    """A page that everybody may see; with `full` as it is when there is something of everything to show."""

    name: str
    path: str
    full: bool = False


SCENES: tuple[Scene, ...] = (
    Scene("head-inspection", "unit_head", ("1",), ("1",), 3, turn=0),
    Scene("head-points", "unit_head", ("[✅]", "积分"), ("[✅]", "points"), 3, turn=0),
    Scene(
        "resident-join", "resident",
        ("unit_head: 登记住户 王桂花 {phone}", "1"),
        ("unit_head: resident Wang Guihua {phone}", "1", "language en"), 5,
    ),
    Scene("resident-care", "resident", ("问候 每天9点", "+1d", "1"), ("care daily 9", "+1d", "1"), 5),
    Scene(
        "resident-wish", "resident",
        ("心愿 想要一副老花镜", "3"),
        ("wish a pair of reading glasses", "3"), 4,
    ),
    Scene("grid-wish", "grid_head", ("心愿 审核",), ("wish review",), 2),
    Scene(
        "volunteer-wish", "volunteer",
        ("grid_head: [✅]", "心愿", "[1]"),
        ("grid_head: [✅]", "wishes", "[1]"), 4,
    ),
    Scene(
        "resident-thanks", "resident",
        ("volunteer: [✅]", "volunteer: 送到家里了", "1", "谢谢小伙子，很合用"),
        ("volunteer: [✅]", "volunteer: brought to the door", "1", "Thank you, they fit"), 5,
    ),
    Scene(
        "resident-helped", "resident",
        ("volunteer: 互助 王桂花 买菜 1小时", "1", "通联单"),
        ("volunteer: helped Wang Guihua shopping 1 hour", "1", "contacts"), 5,
    ),
    Scene(
        "resident-services", "resident",
        ("办事", "办事 高龄津贴"),
        ("services", "services old-age allowance"), 4,
    ),
    Scene(
        "head-problem", "unit_head",
        ("报修 三楼楼道灯坏了",),
        ("problem the light on the third floor is broken",), 2,
    ),
    Scene(
        "building-case", "building_head",
        ("工单", "接单 {case}", "办结 {case} 换了灯泡"),
        ("cases", "take {case}", "solved {case} a new bulb"), 6,
    ),
    Scene("head-solved", "unit_head", ("[✅]",), ("[✅]",), 2),
    Scene(
        "partner-event", "partner",
        ("活动 冬季义诊 11月20日 9:00-11:00 社区活动室 30人",),
        ("event Clinic morning 2026-11-20 9:00-11:00 community hall 30 people",), 2,
    ),
    Scene(
        "volunteer-event", "volunteer",
        ("partner: [✅]", "活动", "报名 {event}"),
        ("partner: [✅]", "events", "signup {event}"), 4,
    ),
    Scene("head-away", "unit_head", ("外出 11月20日到11月25日",), ("away 20 Nov to 25 Nov",), 2),
    Scene("building-missing", "building_head", ("未报",), ("missing",), 2),
    Scene("grid-missing", "grid_head", ("未报",), ("missing",), 2),
    Scene(
        "volunteer-nominate", "volunteer",
        ("推荐 王桂花", "0", "1", "天天帮楼里的老人取药送菜，雪天还带头扫雪。", "写完了", "跳过", "1", "1"),
        ("nominate Wang Guihua", "0", "1", "Fetches medicine for the elders of the house.", "that is all", "skip", "1",
         "1"), 6,
    ),
    Scene("reviewer-nomination", "reviewer", ("推荐审核",), ("nominations",), 2),
    Scene(
        "office-announce", "coordinator",
        ("群发 单元长：明天上午停水，请转告邻居",),
        ("announce unit heads: no water tomorrow morning",), 2, turn=2,
    ),
    Scene(
        "office-delivery", "coordinator",
        ("[✅]", "colleague: [✅]", "+1h", "送达 最新"),
        ("[✅]", "colleague: [✅]", "+1h", "delivery latest"), 2, turn=2,
    ),
    Scene("office-duties", "coordinator", ("职责 周三下访",), ("duty Wednesday visits",), 2, turn=2),
    Scene("help", "unit_head", ("帮助",), ("help",), 2),
    Scene(
        "resident-ballot", "resident",
        ("coordinator: 测评 新建 2026 11月5日 9:00 至 11月15日 18:00", "colleague: [✅]", "+1d", "测评", "1"),
        ("appraisal", "1"), 4, turn=3,
    ),
)  # fmt: skip

SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
"""How wide and high a phone and a desktop are, in pixels."""
PAGES: tuple[Page, ...] = (
    Page("board", "/board"),
    Page("wishes", "/wishes", full=True),
    Page("awards", "/awards", full=True),
    Page("honours", "/honours", full=True),
    Page("screen", "/screen", full=True),
    Page("report", "/report"),
    Page("help", "/help"),
    Page("help-unit-head", "/help/unit-head"),
    Page("help-coordinator", "/help/coordinator"),
)
"""Public pages, each taken on a phone and on a desktop, in both languages."""
OFFICE = "office-phone"
"""The page of the office that help shows: where everybody who works there begins."""
PAPER = "board-paper"
"""A notice board as it is printed."""
