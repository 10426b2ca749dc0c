"""What the community lives through while its program is killed: asked, reported, written to all, the year closed.

Every chapter has its time; the program is started in it, killed as planned, started again some minutes later (claims of
the dead have run out by then), and goes on until nothing is left to do.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session, col

from models import crypt
from models.db import Database
from models.grid import Grid
from models.inbox import NEW, Inbox
from models.outbox import QUEUED, SENDING, Message
from models.people import TELEGRAM, Address
from models.posts import COORDINATOR, appoint
from models.prompts import Prompt
from tests.conftest import KEY
from tests.neighbourhood import add_person, count, prepare, settle
from tests.rig.program import ZONE, Life, start
from tests.rig.telegram import Telegram

BOSS, FIRST_HEAD = "1", 1000
MORE_COORDINATORS = 7
RESTART = timedelta(minutes=3)
ROUND = 25
"""One head in so many never reports."""
PATIENCE_SECONDS, LOOK_SECONDS = 60.0, 0.02


def _local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=ZONE)  # type: ignore[arg-type,misc]


CHAPTERS = {
    "asked": _local(2026, 12, 1, 9, 0, 30),
    "reported": _local(2026, 12, 2, 10),
    "drafted": _local(2026, 12, 3, 10),
    "confirmed": _local(2026, 12, 3, 12),
    "announced": _local(2026, 12, 3, 13),
    "closed": _local(2027, 1, 27, 10),
}
"""Each chapter and when it begins."""


@dataclass(frozen=True, slots=True)
class Death:
    """How a life ends: at the `nth` time at a boundary, or, with `after`, that many seconds after its start."""

    what: str = ""
    moment: str = ""
    nth: int = 1
    after: float = 0.0

    def __str__(self) -> str:
        return f"{self.what}, {self.moment}" if self.what else "a random moment"


Plan = Callable[[str], Sequence[Death]]
"""The deaths of a chapter, by its name."""


@dataclass(slots=True)
class Story:
    """One community on one database, before one Telegram. After `play`: who died where, and what was in flight."""

    url: str
    telegram: Telegram
    log: Path
    heads: int
    rate: float = 30.0
    died: list[Death] = field(default_factory=list)
    in_flight: int = 0
    """Care messages that were leaving when the program was killed."""
    lives: int = 0

    async def play(self, plan: Plan) -> None:
        """The whole story. Raises TimeoutError when the program does not get on, RuntimeError when it ends by itself.

        A chapter's deaths come in order; one whose boundary is not reached any more ends the chapter.
        """
        crypt.use_key(KEY)
        db = Database(self.url)
        try:
            await db.run(people, self.heads)
            for chapter, begins in CHAPTERS.items():
                await self._happens(db, chapter)
                await self._chapter(db, chapter, begins, [*plan(chapter), None])
        finally:
            await db.close()

    async def _chapter(self, db: Database, chapter: str, begins: datetime, deaths: Sequence[Death | None]) -> None:
        for turn, death in enumerate(deaths):
            if not await self._life(db, chapter, begins + turn * RESTART, death):
                return

    async def _life(self, db: Database, chapter: str, now: datetime, death: Death | None) -> bool:
        """Run once; whether it died as planned."""
        armed = death or Death()
        life = Life(
            self.url, self.telegram.api, now, str(self.log), self.telegram.hook, self.rate, armed.what, armed.moment,
            armed.nth,
        )  # fmt: skip
        process = start(life)
        self.lives += 1
        try:
            over = await self._watch(process, lambda: db.run_now(self._quiet, chapter), armed.after)
        finally:
            process.kill()
            process.join()
        if death is not None and not over:
            self.died.append(death)
            self.in_flight += await db.read(count, Message, col(Message.state) == SENDING, col(Message.care))
            return True
        return False

    async def _watch(self, process: Any, quiet: Callable[[], bool], after: float) -> bool:
        """Until it is dead, or `after` seconds have passed, or nothing is left to do: whether it was that."""
        if after:
            await asyncio.sleep(after)
            return False
        async with asyncio.timeout(PATIENCE_SECONDS):
            while process.is_alive():
                if self.telegram.taken and await asyncio.to_thread(quiet):
                    return True
                await asyncio.sleep(LOOK_SECONDS)
        if process.exitcode != -9:
            raise RuntimeError(f"the program ended by itself:\n{self.log.read_text()[-3000:]}")
        return False

    async def _happens(self, db: Database, chapter: str) -> None:
        """What people do in a chapter."""
        if chapter == "reported":
            tokens = await db.read(_tokens, "inspection")
            for n in range(self.heads):
                chat = str(FIRST_HEAD + n)
                if n % ROUND and n % 2:
                    self.telegram.presses(chat, f"{tokens[chat]}.0")
                elif n % ROUND:
                    self.telegram.says(chat, "1")
        elif chapter == "drafted":
            self.telegram.says(BOSS, "群发 单元长：周六上午清理楼道")
        elif chapter == "confirmed":
            tokens = await db.read(_tokens, "announce")
            self.telegram.presses(BOSS, f"{tokens[BOSS]}.0")

    def _quiet(self, session: Session, chapter: str) -> bool:
        """Whether the chapter's work is done. The queue is looked at last: what is seen to be done has queued it."""
        checks: dict[str, Callable[[], bool]] = {
            "asked": lambda: count(session, Message, col(Message.purpose) == "duty:inspection") == self.heads,
            "confirmed": lambda: count(session, Message, col(Message.purpose) == "broadcast") == self.heads,
            "closed": lambda: count(session, Message, col(Message.purpose) == "awards") == 1 + MORE_COORDINATORS,
        }
        if chapter in checks and not checks[chapter]():
            return False
        if count(session, Inbox) != self.telegram.said or count(session, Inbox, col(Inbox.state) == NEW):
            return False
        going: ColumnElement[bool] = col(Message.state).in_([QUEUED, SENDING])
        if chapter == "confirmed":  # what was confirmed leaves two minutes later
            going = (col(Message.state) == SENDING) | (going & (col(Message.purpose) != "broadcast"))
        return not count(session, Message, going)

    @property
    def reporting(self) -> int:
        """How many heads report."""
        return sum(bool(n % ROUND) for n in range(self.heads))


def people(session: Session, heads: int) -> None:
    """Heads with chats from FIRST_HEAD on, coordinators, and an inspection that falls due on 1 December."""
    now = _local(2026, 11, 30)
    settle(session, heads, now)
    root = session.execute(select(Grid).where(col(Grid.level) == 1)).scalar_one()
    for n in range(MORE_COORDINATORS):
        appoint(session, root, COORDINATOR, add_person(session, now, str(2 + n)), date(2026, 1, 1), now)
    prepare(session, now, ZONE)


def _tokens(session: Session, question: str) -> dict[str, str]:
    """{chat: token} of an open question."""
    rows = session.execute(
        select(col(Address.value), col(Prompt.token), func.max(col(Prompt.id)))
        .join(Address, col(Address.person_id) == col(Prompt.person_id))
        .where(col(Prompt.question) == question, col(Address.channel) == TELEGRAM)
        .group_by(col(Address.value), col(Prompt.token))
    ).all()
    return {str(chat): str(token) for chat, token, _ in rows}
