"""Scripted conversations: people on both channels, the real dispatch and delivery, a fake channel underneath.

talk.says("王芳", "打卡")      what a person types (or presses: talk.presses("王芳", "全部正常"))
talk.last("王芳")             the text they last got
"""

import itertools
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, text
from sqlmodel import Session, select

from bot.commands import ALL
from bot.context import Community
from bot.dispatch import Dispatch
from messages.delivery import Delivery
from messages.forms import RICH, SHORT, FileRef, Inbound, Outcome, Outgoing
from messages.paper.press import Press
from models.clock import MovableClock
from models.db import Database
from models.digests import tell_new
from models.duties import Duty, issue
from models.grid import Grid
from models.people import SMS, TELEGRAM, Address, Person
from models.posts import appoint
from models.text import clean
from models.texts import PoolText

_ids = itertools.count(1)


@dataclass
class FakeChannel:
    """A channel that keeps what it is given. `payload` in these tests is the Inbound's own fields."""

    name: str
    form: str
    rate: float = 1000.0
    sent: dict[str, list[Outgoing]] = field(default_factory=lambda: defaultdict(list))
    files: dict[str, bytes] = field(default_factory=dict)

    def per_chat(self, to: str) -> float:
        """No limit that a test would meet."""
        return 1000.0

    def parse(self, payload: dict[str, Any]) -> Inbound | None:
        """The fields as they are; "poison" raises."""
        if payload.get("text") == "poison":
            raise ValueError("cannot be read")
        fields = {k: v for k, v in payload.items() if k not in ("update_id", "press", "file")}
        press = payload.get("press")
        file = payload.get("file")
        return Inbound(
            channel=self.name, provider_id=str(payload["update_id"]), press=tuple(press) if press else None,
            file=FileRef(*file) if file else None, **fields,
        )  # fmt: skip

    async def send(self, message: Outgoing) -> Outcome:
        """Keep it."""
        self.sent[message.to].append(message)
        return Outcome("sent", provider_id=str(next(_ids)))

    async def acknowledge(self, inbound: Inbound) -> None:
        """Nothing to do."""

    async def fetch(self, file: FileRef) -> bytes:
        """What was put into `files`; OSError for anything else."""
        if file.id not in self.files:
            raise OSError("no such file")
        return self.files[file.id]

    async def close(self) -> None:
        """Nothing to do."""


class Talk:
    """A stage: a database, people with addresses, and what each of them got."""

    def __init__(self, db: Database, clock: MovableClock, zone: ZoneInfo) -> None:
        self.db, self.clock, self.zone = db, clock, zone
        self.channels = {TELEGRAM: FakeChannel(TELEGRAM, RICH), SMS: FakeChannel(SMS, SHORT)}
        self.community = Community(zone, bot_name="loudao_bot", public_url="https://bot.example.org")
        self.community.site = self.community.public_url
        self.dispatch = Dispatch(db, self.community, ALL)
        self.press = Press(db, clock, zone)
        self.delivery = Delivery(db, self.channels, clock, zone, pace=None, make=self.press.make)
        self.addresses: dict[str, tuple[str, str]] = {}

    def stranger(self, name: str, channel: str, address: str) -> None:
        """Somebody with a phone whom the community does not know."""
        self.addresses[name] = (channel, address)

    async def grid(self, code: str, name: str, level: int, parent: str = "") -> None:
        """Add a grid."""

        def add(session: Any) -> None:
            above = session.exec(select(Grid).where(Grid.code == parent)).one() if parent else None
            path = (above.path if above else "/") + code + "/"
            session.add(Grid(code=code, name=name, level=level, parent_id=above.id if above else None, path=path))

        await self.db.run(add)

    async def person(
        self,
        name: str,
        channel: str,
        address: str,
        role: str = "",
        grid: str = "",
        *,
        consent: bool = True,
        language: str = "zh-CN",
    ) -> int:
        """Add a person with an address ("" for none) and perhaps a post; their id."""  # fmt: skip
        self.addresses[name] = (channel, address)
        now = self.clock.now()

        def add(session: Any) -> int:
            person = Person(name=name, created_at=now, consent_at=now if consent else None, language=language)
            session.add(person)
            session.flush()
            assert person.id is not None
            if address:
                session.add(
                    Address(person_id=person.id, channel=channel, value=address, preferred=True, created_at=now)
                )
            if role:
                place = session.exec(select(Grid).where(Grid.code == grid)).one()
                appoint(session, place, role, person.id, date(2026, 1, 1), now)
            return person.id

        return await self.db.run(add)

    async def issue_inspection(self) -> int:
        """Let the inspection fall due now and be sent; how many tasks came."""

        def issue_now(session: Any) -> int:
            now = self.clock.now()
            came = issue(session, session.get_one(Duty, "inspection"), now, now, self.zone)
            tell_new(session, now, self.zone)
            return came

        issued = await self.db.run(issue_now)
        await self.delivery.drain()
        return issued

    async def says(self, name: str, text: str = "", **more: Any) -> str:
        """They write (or send a photo=, place=, file=); the answer they get, "" when there is none."""
        channel, address = self.addresses[name]
        update = {"update_id": next(_ids), "sender": address, "text": clean(text), **more}
        before = len(self.channels[channel].sent[address])
        await self.dispatch.take(
            channel, self.channels[channel].parse, [(str(update["update_id"]), update)], self.clock.now()
        )
        await self.delivery.drain()
        return "\n".join(m.text for m in self.channels[channel].sent[address][before:])

    async def presses(self, name: str, label: str) -> str:
        """They press the button whose label contains `label`, on the newest message that has one."""
        channel, address = self.addresses[name]
        sent = self.channels[channel].sent[address]
        data = next(d for m in reversed(sent) for text, d in m.buttons if label in text)
        token, _, place = data.partition(".")
        return await self.says(name, press=[token, int(place)], message_id="1")

    def last(self, name: str) -> str:
        """The text they last got."""
        channel, address = self.addresses[name]
        sent = self.channels[channel].sent[address]
        return sent[-1].text if sent else ""

    def sent(self, name: str) -> list[Outgoing]:
        """All that they got."""
        channel, address = self.addresses[name]
        return self.channels[channel].sent[address]

    def buttons(self, name: str) -> list[tuple[str, str]]:
        """(label, data) of the buttons of the message they last got."""
        return list(self.sent(name)[-1].buttons)

    def labels(self, name: str) -> list[str]:
        """The buttons of the message they last got."""
        channel, address = self.addresses[name]
        return [text for text, _ in self.channels[channel].sent[address][-1].buttons]


async def rows(talk: Talk, query: Any) -> list[Any]:
    """What a select gives."""
    return await talk.db.run(lambda session: list(session.exec(query)))


async def second(talk: Talk, name: str = "周敏", channel: str = TELEGRAM, language: str = "zh-CN") -> int:
    """A second coordinator of the community."""
    address = "1010" if channel == TELEGRAM else "+8613900000010"
    return await talk.person(name, channel, address, "coordinator", "HT", language=language)


def empty_pools(session: Session) -> None:
    """No text in any pool, and their numbers begin at 1 again."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("TRUNCATE pool_text, text_use RESTART IDENTITY CASCADE"))
    else:
        session.execute(delete(PoolText))
