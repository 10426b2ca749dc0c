"""The other people of the model community: seeded habits of heads and volunteers, for the demo and the rehearsal.

A player reads what the bot sends to a phone and answers later, the way people do: most within days, some after a
reminder, some late, a few never. The same seed gives the same year.
"""

import heapq
import random
import re
import zlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.demo.fakes import Said
from bot.demo.neighbours import Answer, Neighbours
from models.people import SMS

REMINDED = "提醒"
LISTED = re.compile(r"(\d+)件事")
"""A list of what is asked, of which a number opens one."""
CLEAR = "全部正常"
DONE = ("做完了", "办了")
LIST = "看清单"
STORY = "天天帮楼里的老人取药送菜，雪天还带头扫雪。"
AT_ONCE = (
    ("记下了，共", "写完了"), ("已经记下", "写完了"), ("已记下", "写完了"), ("请讲讲", STORY), ("提交后由", "1"),
    ("提交吗", "1"), ("有照片吗", "跳过"), ("为哪一类", "1"), ("是哪一位", "0"), ("请回编号", "0"),
    ("同意公布", "1"), ("同意在光荣榜", "1"), ("同意我们", "1"), ("同意收", "1"), ("代看", "1"), ("哪天", "昨天"),
    ("等您审核的推荐", "推荐审核"),
)  # fmt: skip
"""What is answered within minutes, by everybody, and how; the first that fits."""
RECORDED = ("已记录", "已记：", "已交网格支部", "已提交")
NOMINEES = ("王桂花", "赵铁山", "钱玉兰", "孙大勇", "李满仓", "周小燕")
TRAVELS = 0.002
"""How likely a head says on any week's message that they are away for some days."""
INSPECTED = re.compile("已记录：.*楼道检索，(八项正常|发现问题)")
PHOTOGRAPHS, SAME_AGAIN = 0.2, 0.25
"""How likely a photo comes after an inspection by Telegram, and how many of its senders send the same one again."""


@dataclass(order=True, slots=True)
class Move:
    """What a player will do, and when."""

    at: datetime
    order: int
    channel: str = field(compare=False)
    address: str = field(compare=False)
    text: str = field(compare=False, default="")
    button: tuple[int, str] | None = field(compare=False, default=None)
    photo: int = field(compare=False, default=0)


@dataclass(frozen=True, slots=True)
class Habit:
    """How somebody is: how likely they answer at all, how many days it takes them, how often they find something."""

    answers: float
    days: float
    finds: float


class Players:
    """Everybody on the stage who is not played by hand."""

    def __init__(self, seed: int = 2026) -> None:
        self._random = random.Random(seed)  # noqa: S311 - habits, not secrets
        self._neighbours = Neighbours(seed)
        self._habits: dict[tuple[str, str], Habit] = {}
        self._moves: list[Move] = []
        self._owes: dict[tuple[str, str], int] = {}
        self._count = 0
        self._photos: random.Random | None = None

    def take_photos(self) -> None:
        """From now on some send photos, by a chance of its own: whatever else they do stays what it was."""
        self._photos = random.Random(len(self._habits))  # noqa: S311 - habits, not secrets

    def join(self, channel: str, address: str) -> None:
        """Add somebody, with a habit of their own."""
        draw = self._random
        self._habits[channel, address] = Habit(draw.choice((0.98, 0.95, 0.9, 0.6)), draw.uniform(0.1, 12), 0.12)

    def join_elder(self, address: str, now: datetime) -> None:
        """Add an elder by SMS, with what they will say of their own accord within a year."""
        self._habits[SMS, address] = Habit(0.9, 0.1, 0)
        for at, text in self._neighbours.year_of(now):
            self._plan(at, SMS, address, text)

    def leave(self, channel: str, address: str) -> None:
        """Take somebody out: they are played by hand from now on."""
        self._habits.pop((channel, address), None)
        self._moves = [move for move in self._moves if (move.channel, move.address) != (channel, address)]
        heapq.heapify(self._moves)

    def hears(self, channel: str, address: str, said: Said, now: datetime) -> None:
        """React to a message: plan an answer if it asks for one and this person is in the mood."""
        habit = self._habits.get((channel, address))
        if habit is None:
            return
        if (answers := self._neighbours.answers(said, now)) is not None:
            for one in answers:
                self._do(one, channel, address, said)
            return
        draw = self._random.random()
        if self._offers(said, "通过"):
            self._plan(now + timedelta(hours=1), channel, address, "1")
        elif match := LISTED.search(said.text):
            self._owes[channel, address] = int(match[1])
            self._perhaps(draw, habit, said, channel, address, now, "1")
        elif self._offers(said, CLEAR):
            finds = self._random.random() < habit.finds
            self._perhaps(draw, habit, said, channel, address, now, "", 1 if finds else 0)
        elif self._offers(said, *DONE):
            self._perhaps(draw, habit, said, channel, address, now, "", 0)
        elif self._offers(said, LIST):
            self._perhaps(draw, habit, said, channel, address, now, "全部")
        elif "直接回姓名" in said.text:
            self._perhaps(draw, habit, said, channel, address, now, self._random.choice(NOMINEES))
        elif "哪几项有问题" in said.text:
            self._plan(now + timedelta(minutes=1), channel, address, str(self._random.randint(1, 7)))
        elif any(word in said.text for word in RECORDED):
            self._photographs(channel, address, said, now)
            self._goes_on(channel, address, now)
        elif (answer := next((answer for words, answer in AT_ONCE if words in said.text), None)) is not None:
            self._plan(now + timedelta(minutes=5), channel, address, answer)
        elif not said.buttons and draw < TRAVELS:
            self._plan(now + timedelta(hours=1), channel, address, f"外出 {self._random.randint(3, 12)}天")

    def _perhaps(
        self, draw: float, habit: Habit, said: Said, channel: str, address: str, now: datetime, text: str,
        choice: int = 0,
    ) -> None:  # fmt: skip
        """Answer sooner or later, or not at all, as is their habit."""
        when = self._sometime(habit, said, now)
        if draw >= habit.answers:
            return
        if text:
            self._plan(when, channel, address, text)
        else:
            self._answer(when, channel, address, said, choice)

    def _photographs(self, channel: str, address: str, said: Said, now: datetime) -> None:
        """Perhaps a photo after an inspection: of what is found there often, of a stairwell in order now and then."""
        if self._photos is None or channel == SMS or not (match := INSPECTED.search(said.text)):
            return
        if self._photos.random() >= (0.9 if match[1] == "发现问题" else PHOTOGRAPHS):
            return
        own = zlib.crc32(address.encode()) % 1_000_000
        again = own % 100 < SAME_AGAIN * 100
        self._plan(now + timedelta(minutes=1), channel, address, "", photo=own if again else 1_000_000 + self._count)

    def _goes_on(self, channel: str, address: str, now: datetime) -> None:
        """What is left of a list is asked for a little later."""
        left = self._owes.get((channel, address), 0) - 1
        self._owes[channel, address] = max(0, left)
        if left > 0:
            self._plan(now + timedelta(hours=2), channel, address, "任务")

    def _sometime(self, habit: Habit, said: Said, now: datetime) -> datetime:
        days = 0.5 if REMINDED in said.text else habit.days
        return now + timedelta(days=self._random.expovariate(1 / days))

    def due(self, until: datetime) -> list[Move]:
        """Take out the moves that happen up to `until`, in order."""
        out = []
        while self._moves and self._moves[0].at <= until:
            out.append(heapq.heappop(self._moves))
        return out

    def next_at(self) -> datetime | None:
        """When somebody does something next; None when nobody will."""
        return self._moves[0].at if self._moves else None

    def _offers(self, said: Said, *choices: str) -> bool:
        """Whether one of these is among the choices, as a button or as number 1."""
        text = said.text.replace(" ", "")
        return any(choice in label for choice in choices for label, _ in said.buttons) or any(
            f"1{choice}" in text for choice in choices
        )

    def _do(self, answer: Answer, channel: str, address: str, said: Said) -> None:
        if answer.text:
            self._plan(answer.at, channel, address, answer.text)
        elif channel == SMS or len(said.buttons) > answer.choice:  # without buttons it asks nothing any more
            self._answer(answer.at, channel, address, said, answer.choice)

    def _answer(self, at: datetime, channel: str, address: str, said: Said, choice: int) -> None:
        if channel == SMS:
            self._plan(at, channel, address, str(choice + 1))
        else:
            self._plan(at, channel, address, "", (said.id, said.buttons[choice][1]))

    def _plan(
        self, at: datetime, channel: str, address: str, text: str, button: tuple[int, str] | None = None,
        photo: int = 0,
    ) -> None:  # fmt: skip
        self._count += 1
        heapq.heappush(self._moves, Move(at, self._count, channel, address, text, button, photo))
