"""The residents of the stage: elders with SMS, who are asked how they are, wish small things and report what is broken;
and what they, their heads and volunteers answer in all that. Data, and dice of its own, so that what the heads do in
their duties stays what it is without them."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlmodel import Session, col

from bot.compose import ZONE
from bot.demo.fakes import Said
from models import care
from models.grid import UNIT, Grid
from models.people import SMS, Address, Person
from models.posts import RESIDENT, appoint

ELDERS = 4
"""So few that a rehearsed year takes no longer for them."""
NAMES = ("王桂英", "李长福", "赵秀兰", "孙德厚")
MONDAY, HOUR = 0, 10
WISH = "想要一个看报纸用的放大镜"
WISHES = (
    WISH, "想请人教我用手机和孙子视频", "想有人陪我去买一趟菜", "想借一辆小推车用一天",
    "想请人帮忙把窗户擦一擦", "想学着剪窗花",
)  # fmt: skip
PROBLEMS = ("楼道灯坏了", "单元门关不上", "下水道堵了", "门口堆了杂物", "楼道里有小广告", "电动车停在楼道里充电")
ACTS_A_YEAR = 5
"""Wishes and reports of one elder."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What follows a message with all these words: (share, a text or the place of a choice), and after how many hours.

    What the shares leave of 1 is silence.
    """

    words: tuple[str, ...]
    answers: tuple[tuple[float, str | int], ...]
    hours: float


TURNS = (
    Turn(("今天您都好吗",), ((0.94, 0), (0.02, 1)), 0.5),
    Turn(("敲敲门",), ((0.85, 0), (0.1, 1)), 0.7),
    Turn(("尽快联系或去一趟",), ((0.95, 0),), 0.5),
    Turn(("麻烦您尽快打电话",), ((0.95, 0),), 0.5),
    Turn(("当面问一声",), ((0.9, 0),), 1),
    Turn(("请去问一声",), ((0.9, 0),), 1),
    Turn(("请社区尽快",), ((0.95, 0),), 1),
    Turn(("小心愿等您看",), ((0.95, "心愿 审核"),), 4),
    Turn(("等您看的共",), ((1, 0),), 0.1),
    Turn(("邻居有小心愿",), ((0.5, 0),), 20),
    Turn(("邻居的小心愿",), ((0.5, 0),), 20),
    Turn(("归您了",), ((0.85, 0), (0.1, 1)), 40),
    Turn(("怎么办好的",), ((1, "送到家里了，老人家很高兴"),), 0.1),
    Turn(("办好了", "是吗"), ((0.82, 0), (0.08, 1)), 8),
    Turn(("前办。",), ((0.8, 0), (0.15, 1)), 8),
    Turn(("还差一点",), ((0.95, 0),), 30),
    Turn(("已替您向",), ((0.6, "谢谢 您真是好邻居"),), 0.3),
    Turn(("请问本人",), ((0.9, 0),), 20),
    Turn(("请您问问本人",), ((0.9, 0),), 20),
    Turn(("再发一次",), ((0.8, 0),), 20),
    Turn(("您报的", "好了吗"), ((0.82, 0), (0.08, 1)), 20),
    Turn(("去看一眼", "好了吗"), ((0.9, 0),), 30),
    Turn(("同一件吗",), ((0.9, 0), (0.1, 1)), 0.1),
)
_NEW_CASES = re.compile(r"新工单|^工单\d+号|没有办好，重新打开|过了期限还没办好")
_CASE = re.compile(r"(\d+)号")
_SAME = re.compile(r"合并 \d+ \d+")
SOLVED, SOLVES = 60.0, 0.2
"""Hours that a case takes whoever owns it, and how many they say are done; the others stay, and rise."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody will do: words, or the choice at that place of the message."""

    at: datetime
    text: str = ""
    choice: int = 0


class Neighbours:
    """What people on the stage do about one another, besides their duties. The same seed gives the same."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(f"neighbours {seed}")  # noqa: S311 - habits, not secrets

    def year_of(self, now: datetime) -> Iterator[tuple[datetime, str]]:
        """What an elder says of their own accord in the year from `now` on: (when, what), by day."""
        for _ in range(ACTS_A_YEAR):
            day, hour = self._random.randrange(1, 365), self._random.uniform(9, 18)
            text = self._random.choice([*(f"心愿 {one}" for one in WISHES), *(f"报修 {one}" for one in PROBLEMS)])
            yield now.astimezone(ZONE).replace(hour=0) + timedelta(days=day, hours=hour), text

    def answers(self, said: Said, now: datetime) -> list[Answer] | None:
        """What whoever gets this will do; None where it is none of these matters, [] for silence."""
        turn = next((one for one in TURNS if all(word in said.text for word in one.words)), None)
        if turn is not None:
            return self._turn(turn, now)
        if _NEW_CASES.search(said.text):
            numbers = dict.fromkeys(_CASE.findall(_SAME.sub("", said.text)))
            done = [number for number in list(numbers)[:10] if self._random.random() < SOLVES]
            return [Answer(self._after(SOLVED, now), f"办结 {number} 修好了") for number in done]
        return None

    def _turn(self, turn: Turn, now: datetime) -> list[Answer]:
        draw = self._random.random()
        for share, answer in turn.answers:
            if draw < share:
                at = self._after(turn.hours, now)
                return [Answer(at, answer) if isinstance(answer, str) else Answer(at, choice=answer)]
            draw -= share
        return []

    def _after(self, hours: float, now: datetime) -> datetime:
        return now + timedelta(hours=self._random.expovariate(1 / hours), minutes=1)


def give_elders(session: Session, now: datetime) -> list[str]:
    """An elder in each of the first stairwells, who agreed to SMS and to be asked once a week: their phones."""
    units = select(Grid).where(col(Grid.level) == UNIT).order_by(col(Grid.path)).limit(ELDERS)
    phones = []
    for place, (name, unit) in enumerate(zip(NAMES, session.execute(units).scalars().all(), strict=False), 1):
        person = Person(name=name, created_at=now, consent_at=now)
        session.add(person)
        session.flush()
        assert person.id is not None
        phones.append(f"+86154{90_000_000 + place}")
        session.add(Address(person_id=person.id, channel=SMS, value=phones[-1], preferred=True, created_at=now))
        appoint(session, unit, RESIDENT, person.id, now.astimezone(ZONE).date(), now)
        care.arrange(session, person.id, MONDAY, HOUR, person.id, now, ZONE)
    return phones
