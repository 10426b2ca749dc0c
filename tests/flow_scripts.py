"""Conversations written down as people have them, played over the real dispatch and delivery.

A script of tests/scripts/ begins with what it shows and who takes part, then says who writes what and what they get:

    point: 3                               the point of the flows that it shows
    flow: a wish by a resident             what it shows
    one: 赵奶奶 resident B3U1               on the channel the script is played on: Telegram, then SMS
    telegram: 何军 grid_head HT0101         always there (sms: by SMS); a stranger has no post
    each: 证明 | 志愿者                      the lines are played for each in turn, {each}, the {n}th

    赵奶奶 > 心愿 想要一个放大镜               writes; "+photo p1" at the end sends a photo as well
    赵奶奶 > [1 姓名电话]                    presses that button on Telegram, writes the number by SMS
    小周 < 放大镜                           has got these words since they last wrote ("a | b": one of them)
    小周 !< 赵奶奶                          has not; "<sms", "<telegram", "!<sms" hold on that channel only
    ~ 2 hours                             time passes, and what it brings about is sent
    @ inspection                          the stairwell inspection falls due; "@ draw all": every report is looked at

王芳 (unit head of B3U1, Telegram), 李姨 (of B3U2, SMS) and 陈静 (coordinator, Telegram) are always there.
`python -m tests.flow_scripts` writes the table of what is shown where, docs/flows.md.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import outerjoin
from sqlalchemy import select as sql
from sqlmodel import col

from bot.photos import work_photos
from messages.segments import segments
from models.outbox import Message
from models.people import SMS, TELEGRAM
from models.posts import RESIDENT
from models.prompts import Prompt
from models.questions import QUESTIONS
from scheduler.tick import SWEEPS
from tests.sms_table import FILES, OFFICE, entries_of, resident_keys
from tests.sms_table import QUESTIONS as ASKED
from tests.talk import Talk
from tests.test_photos import picture

FOLDER = Path(__file__).parent / "scripts"
TABLE = Path(__file__).parent.parent / "docs" / "flows.md"
CHANNELS = (TELEGRAM, SMS)
POINTS = {
    1: "elders by SMS", 2: "care check-in", 3: "micro-wishes", 4: "findings and cases", 5: "service procedures",
    6: "attestation and honesty", 7: "contact sheet and residents' code",
}  # fmt: skip
_ABOUT_RESIDENTS = ("helps", "spot_checks", "wishes", "cases", "steps", "care")
KEYS = frozenset(key for file in FILES for key in entries_of(file))
RESIDENTS = frozenset(resident_keys())
_LINE = re.compile(r"(?P<who>\S+) (?P<what>>|!?<(?:sms|telegram)?)(?: (?P<words>.*))?")
_BUTTON = re.compile(r"\[(\d) (.+)\]")
_PHOTO = re.compile(r"(.*?)\s*\+photo (\w+)")


@dataclass
class Script:
    """A conversation: what it shows, who takes part as (name, post), and its lines."""

    name: str
    point: int
    flow: str
    one: list[str] = field(default_factory=list)
    telegram: list[str] = field(default_factory=list)
    sms: list[str] = field(default_factory=list)
    each: tuple[str, ...] = ("",)
    lines: tuple[str, ...] = ()

    @property
    def channels(self) -> tuple[str, ...]:
        """Where it is played: on both where somebody may use either, else once."""
        return CHANNELS if self.one else CHANNELS[:1]


def scripts() -> list[Script]:
    """Every script, by its point and name."""
    found = [_read(path) for path in FOLDER.glob("*.txt")]
    return sorted(found, key=lambda script: (script.point, script.name))


def _read(path: Path) -> Script:
    head, _, body = path.read_text("utf-8").partition("\n\n")
    script = Script(path.stem, 0, "", lines=tuple(line for line in body.splitlines() if line.strip()))
    for line in head.splitlines():
        key, _, value = (part.strip() for part in line.partition(":"))
        if key in ("one", "telegram", "sms"):
            getattr(script, key).append(value)
        elif key == "each":
            script.each = tuple(one.strip() for one in value.split("|"))
        else:
            setattr(script, key, int(value) if key == "point" else value)
    return script


def plays() -> Iterator[tuple[Script, str]]:
    """Each script, its lines for each of what it is for one after another, and each channel it is played on."""
    for script in scripts():
        said = [line.replace("{each}", each).replace("{n}", str(n)) for n, each in enumerate(script.each, 1)
                for line in script.lines]  # fmt: skip
        for channel in script.channels:
            yield replace(script, lines=tuple(said)), channel


class Play:
    """One script being played on one channel; a line that does not hold fails with its number and what was got."""

    def __init__(self, talk: Talk, script: Script, channel: str) -> None:
        self.talk, self.script, self.channel = talk, script, channel
        self.heard: dict[str, int] = {}

    async def play(self) -> None:
        """From the first line to the last. What an elder got by SMS is two segments at the most and has no link."""
        await self._cast()
        for place, line in enumerate(self.script.lines, 1):
            try:
                await self._line(line)
            except AssertionError as error:
                raise AssertionError(f"{self.script.name} on {self.channel}, line {place}: {line}\n{error}") from error
        for name in self.elders:
            for message in self.talk.sent(name):
                assert segments(message.text) <= 2 and "http" not in message.text, message.text
        await self._in_the_table()

    async def _in_the_table(self) -> None:
        """Each SMS that went out stands in docs/sms.md, with the question it went out with."""
        asked = outerjoin(Message, Prompt, col(Prompt.id) == col(Message.prompt_id))
        said = sql(col(Message.key), col(Prompt.question)).select_from(asked).where(col(Message.channel) == SMS)
        for key, question in await self.talk.db.read(lambda session: session.execute(said).all()):
            if key in KEYS and not OFFICE.fullmatch(key):
                assert key in RESIDENTS, key
                numbered = question and QUESTIONS[question].numbered()
                assert not numbered or key in ASKED[question], (key, question)

    async def _cast(self) -> None:
        self.elders = []
        number = 60
        others = ((self.script.telegram, TELEGRAM), (self.script.sms, SMS))
        for group, channel in ((self.script.one, self.channel), *others):
            for said in group:
                number += 1
                name, role, grid = [*said.split(), "", ""][:3]
                address = str(2000 + number) if channel == TELEGRAM else f"+86139000001{number}"
                if role == "stranger":
                    self.talk.stranger(name, channel, address)
                else:
                    await self.talk.person(name, channel, address, role, grid)
                if channel == SMS and role in (RESIDENT, "stranger"):
                    self.elders.append(name)
        for seed in range(1, 4):
            self.talk.channels[TELEGRAM].files[f"p{seed}"] = picture(seed)
            self.talk.channels[TELEGRAM].files[f"p{seed}again"] = picture(seed, size=400, quality=50)

    async def _line(self, line: str) -> None:
        if line.startswith("~ "):
            await self._passes(line[2:])
        elif line == "@ inspection":
            await self.talk.issue_inspection()
        elif line != "@ draw all":  # which the test sees to
            match = _LINE.fullmatch(line)
            assert match, "cannot be read"
            who, what, words = match["who"], match["what"], match["words"] or ""
            if what == ">":
                await self._says(who, words)
            elif what.strip("!<") in ("", self.talk.addresses[who][0]):
                self._got(who, words, wanted=not what.startswith("!"))

    async def _says(self, who: str, words: str) -> None:
        self.heard[who] = len(self.talk.sent(who))
        button, photo = _BUTTON.fullmatch(words), _PHOTO.fullmatch(words)
        if photo:
            await self.talk.says(who, photo[1], photo=photo[2])
        elif button is None:
            await self.talk.says(who, words)
        elif self.talk.addresses[who][0] == TELEGRAM:
            labels = [label for message in self.talk.sent(who) for label, _ in message.buttons]
            assert any(button[2] in label for label in labels), f"buttons: {labels}"
            await self.talk.presses(who, button[2])
        else:
            await self.talk.says(who, button[1])

    def _got(self, who: str, words: str, *, wanted: bool) -> None:
        said = [message.text for message in self.talk.sent(who)[self.heard.get(who, 0) :]]
        got = any(one.strip() in text for one in words.split(" | ") for text in said)
        assert got is wanted, "got: " + " / ".join(said)

    async def _passes(self, said: str) -> None:
        count, unit = said.split()
        self.talk.clock.advance(timedelta(**{unit.rstrip("s") + "s": int(count)}))
        await self.talk.delivery.drain()
        while await work_photos(self.talk.db, self.talk.channels, self.talk.clock, self.talk.zone):
            pass
        for name, sweep in SWEEPS.items():
            if name.startswith(_ABOUT_RESIDENTS):
                await self.talk.db.run(sweep, self.talk.clock.now(), self.talk.zone)
        await self.talk.delivery.drain()


def table() -> str:
    """What is shown where, as the page that is checked in."""
    rows = ["| point | flow | either by Telegram or by SMS | script |", "|---|---|---|---|"]
    for script in scripts():
        either = ", ".join(one.split()[0] for one in script.one) or "–"
        flow = script.flow + (f" ({len(script.each)} procedures)" if len(script.each) > 1 else "")
        link = f"[{script.name}](../tests/scripts/{script.name}.txt)"
        rows.append(f"| {script.point} {POINTS[script.point]} | {flow} | {either} | {link} |")
    return "\n".join(rows) + "\n"


HEAD = """# What residents can do, as conversations

Each flow is a script that the tests play (`tests/test_flows.py`), once with those named in the third column on Telegram
and once with them by SMS. Where nobody is named the flow has one channel only: a photo comes by Telegram. The races and
rules behind each flow have tests of their own beside them. This page is written by `python -m tests.flow_scripts`.

"""

if __name__ == "__main__":
    TABLE.write_text(HEAD + table(), "utf-8")
