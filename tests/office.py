"""A post office for tests: people with addresses, and channels that do as they are told."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from messages.delivery import Delivery
from messages.forms import RICH, SHORT, FileRef, Inbound, Outcome, Outgoing
from models.clock import MovableClock
from models.db import Database
from models.outbox import REPLY, Message, message_row, post, post_reply
from models.people import ACTIVE, SMS, TELEGRAM, Address, Person

HOUR = timedelta(hours=1)
SENT_OK = Outcome("sent")


@dataclass
class Scripted:
    """A channel that ends each sending as its script says, and keeps what it was given, in order."""

    name: str = TELEGRAM
    form: str = RICH
    rate: float = 30.0
    script: Callable[[Outgoing], Outcome] = lambda message: SENT_OK
    sent: list[Outgoing] = field(default_factory=list)
    most_at_once: int = 0
    gate: asyncio.Event | None = None
    _now: int = 0

    def per_chat(self, to: str) -> float:
        """No limit that a test would meet."""
        return 1000.0

    def parse(self, payload: dict[str, Any]) -> Inbound | None:
        """Nothing comes in here."""
        return None

    async def send(self, message: Outgoing) -> Outcome:
        """Keep it and follow the script."""
        self._now += 1
        self.most_at_once = max(self.most_at_once, self._now)
        await (self.gate.wait() if self.gate else asyncio.sleep(0))
        self._now -= 1
        self.sent.append(message)
        outcome = self.script(message)
        return Outcome("sent", f"{self.name}-{len(self.sent)}") if outcome is SENT_OK else outcome

    async def acknowledge(self, inbound: Inbound) -> None:
        """Nothing to do."""

    async def fetch(self, file: FileRef) -> bytes:
        """There is none."""
        raise OSError

    async def close(self) -> None:
        """Nothing to do."""


class Post:
    """A post office: people, their addresses, and what became of each message."""

    def __init__(self, db: Database, clock: MovableClock, zone: ZoneInfo) -> None:
        self.db, self.clock, self.zone = db, clock, zone
        self.telegram, self.sms = Scripted(), Scripted(SMS, SHORT)
        self.delivery = self.another()

    def another(self) -> Delivery:
        """One more delivery over the same channels."""
        return Delivery(self.db, {TELEGRAM: self.telegram, SMS: self.sms}, self.clock, self.zone)

    async def person(self, *ways: str, consent: bool = True, state: str = ACTIVE) -> int:
        """Somebody with these addresses, the first preferred; what starts with + is a phone number."""
        now = self.clock.now()

        def add(session: Session) -> int:
            person = Person(name="王芳", created_at=now, consent_at=now if consent else None)
            session.add(person)
            session.flush()
            assert person.id is not None
            for place, value in enumerate(ways):
                channel = SMS if value.startswith("+") else TELEGRAM
                session.add(
                    Address(
                        person_id=person.id, channel=channel, value=value, created_at=now, preferred=not place,
                        state=state,
                    )
                )  # fmt: skip
            return person.id

        return await self.db.run(add)

    async def say(self, person_id: int, text: str = "通知", *, subject: str = "", **more: Any) -> None:
        """Queue a message to a person."""
        now = self.clock.now()
        key, purpose = more.pop("key", "broadcast-text"), more.pop("purpose", "test")
        ends = more.pop("expires_at", now + HOUR)

        def queue(session: Session) -> None:
            post(
                session, person_id, key, {"text": text}, purpose=purpose, subject=subject or text, now=now,
                expires_at=ends, **more,
            )  # fmt: skip

        await self.db.run(queue)

    async def answer(self, to: str, text: str = "答", **more: Any) -> None:
        """Queue the reply to whoever wrote from this Telegram chat."""
        now = self.clock.now()
        row = message_row(
            now, "reply", f"inbox:{text}", "broadcast-text", {"text": text}, now + HOUR, channel=TELEGRAM, to=to,
            priority=REPLY, **more,
        )  # fmt: skip
        await self.db.run(post_reply, row)

    async def rows(self) -> list[Message]:
        """Every message, oldest first."""
        return await self.db.read(lambda s: list(s.exec(select(Message).order_by(col(Message.id))).all()))

    async def only(self) -> Message:
        """The one message there is."""
        (row,) = await self.rows()
        return row

    async def ways(self) -> dict[str, tuple[str, str | None]]:
        """Each address's (state, reason)."""
        found = await self.db.read(lambda s: list(s.exec(select(Address)).all()))
        return {one.value: (one.state, one.reason) for one in found}


async def until(probe: Callable[[], bool]) -> None:
    """Wait for something that is bound to happen; a test that waits for ever is stopped after ten seconds."""
    async with asyncio.timeout(10):
        while not probe():  # noqa: ASYNC110 - what is awaited has no event
            await asyncio.sleep(0.005)
