"""The stage: the whole program over in-process fakes, with a clock that is moved by hand and people who live by it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from bot.channels.polling import Poller
from bot.compose import ZONE, App, compose
from bot.context import Community
from bot.demo.community import model_roster, write_xlsx
from bot.demo.fakes import BOT_NAME, FakeTelegram, FakeTwilio, Said
from bot.demo.neighbours import WISH, give_elders
from bot.demo.pictures import scene
from bot.demo.players import Move, Players
from bot.sheets import read_workbook
from messages.channels.telegram import TelegramChannel
from messages.channels.twilio import TwilioChannel
from messages.forms import Channel
from models import roster
from models.clock import MovableClock
from models.db import Database
from models.grid import Grid
from models.heartbeats import ROLES, beat
from models.inbox import store
from models.people import SMS, TELEGRAM, Address, Person, link_address
from models.posts import COORDINATOR, RESIDENT, UNIT_HEAD, VOLUNTEER, Post

FIRST_CHAT = 100_001
SMS_SHARE = 3
"""Every third unit head is an elder who uses SMS."""
TOGETHER = timedelta(minutes=10)
"""What people do within these minutes comes in as one batch."""
MAX_MOMENTS = 100_000
TELEGRAM_KEEPS = timedelta(hours=24)
"""How long Telegram keeps updates that a bot does not fetch (Bot API, "Getting updates")."""


@dataclass(frozen=True, slots=True)
class Role:
    """One of the phones of the demo."""

    key: str
    channel: str
    address: str
    name: str
    post: str


class Stage:
    """A community on a stage. Everything goes through the real adapters, dispatch, rules and delivery."""

    def __init__(self, db: Database, start: datetime, seed: int = 2026) -> None:
        self.clock = MovableClock(start)
        self.players = Players(seed)
        self.seed = seed
        self.telegram = FakeTelegram(self._heard(TELEGRAM))
        self.twilio = FakeTwilio(self._heard(SMS))
        telegram = TelegramChannel("1:demo", "http://127.0.0.1/bot", request=self.telegram)
        channels: dict[str, Channel] = {
            TELEGRAM: telegram,
            SMS: TwilioChannel(
                "AC" + "0" * 32, "demo", "+15005550006", "http://127.0.0.1", "", http_client=self.twilio
            ),
        }
        community = Community(ZONE, bot_name=BOT_NAME)
        self.app: App = compose(db, self.clock, channels, community, in_real_time=False)
        self.poller = Poller(db, self.app.dispatch, telegram, self.clock, "demo", self.app.delivery.wake)
        self.roles: dict[str, Role] = {}
        self._photos = 0

    async def set(self) -> None:
        """Import the generated roster through the real importer, give everybody a phone, let the first day begin."""
        sheets = await read_workbook(write_xlsx(model_roster(self.seed)), "roster.xlsx")
        plan = await self.app.db.run(roster.plan, sheets, self.clock.now())
        await self.app.db.run(roster.apply, plan, self.clock.now(), None)
        phones = await self.app.db.run(give_phones, self.clock.now())
        for channel, address in phones:
            self.players.join(channel, address)
        for address in await self.app.db.run(give_elders, self.clock.now()):
            self.players.join_elder(address, self.clock.now())
        await self.app.begin()
        await self.settle()
        await self._beat()

    async def cast(self) -> dict[str, Role]:
        """Those who are played by hand: a unit head, a volunteer, two elders, two coordinators.

        One of the elders heads a stairwell; the other lives in the unit head's, is asked how she is on Mondays, and has
        a wish.
        """
        self.roles = {role.key: role for role in await self.app.db.read(pick_roles)}
        for role in self.roles.values():
            self.players.leave(role.channel, role.address)
        self.players.take_photos()
        resident = self.roles["resident"]
        await self.says(SMS, resident.address, resident.name, f"心愿 {WISH}")
        return self.roles

    async def settle(self) -> None:
        """Take in what people did, do what is due and send what is to be sent, until nothing is left at this moment."""
        await self.listen()
        await self.app.settle()

    async def listen(self) -> None:
        """Take in what people did, and send the answers."""
        while (await self.poller.once()).taken:
            pass
        await self.app.answer()

    async def says(self, channel: str, address: str, name: str, text: str, **more: Any) -> None:
        """Somebody writes, by Telegram or SMS."""
        if channel == TELEGRAM:
            self.telegram.says(int(address), name, text, **more)
        else:
            form = self.twilio.says(address, text)
            await self.app.db.run(store, SMS, [(form["MessageSid"], json.dumps(form))], self.clock.now())
        await self.settle()

    async def photographs(self, address: str, name: str) -> None:
        """Somebody on Telegram sends a photo of a stairwell, another one each time."""
        self._photos += 1
        self.telegram.photographs(int(address), name, f"photo-{self._photos}", scene(self._photos))
        await self.settle()

    async def presses(self, address: str, name: str, message_id: int, data: str) -> None:
        """Somebody presses a button on Telegram."""
        self.telegram.presses(int(address), name, message_id, data)
        await self.settle()

    async def move_to(self, moment: datetime) -> None:
        """Let time pass up to `moment`: every due thing and every player's move at its own instant, in order."""
        for _ in range(MAX_MOMENTS):
            scheduled = await self.app.next_moment()
            await self._play_until(min(scheduled or moment, moment))
            if scheduled is None or scheduled > moment:
                break
            self.clock.move_to(max(scheduled, self.clock.now()))
            await self.settle()
        self.clock.move_to(max(moment, self.clock.now()))
        await self.settle()
        await self._beat()

    async def _beat(self) -> None:
        """The stage does every process's work, and says so for the page of how things run."""
        now = self.clock.now()
        await self.app.db.run(beat, "stage", dict.fromkeys(ROLES, now), now)

    async def stand_still(self, until: datetime) -> None:
        """The program is stopped up to `until`: Telegram keeps what people say for TELEGRAM_KEEPS, SMS find nobody."""
        for move in self.players.due(until):
            self.clock.move_to(max(move.at, self.clock.now()))
            if move.channel == TELEGRAM and move.at > until - TELEGRAM_KEEPS:
                await self._play(move)
        self.clock.move_to(until)
        await self.settle()

    async def _play_until(self, moment: datetime) -> None:
        """Every player's move up to a moment. Between scheduled moments nothing falls due, so no tick is needed."""
        for _ in range(MAX_MOMENTS):
            at = self.players.next_at()
            if at is None or at > moment:
                return
            self.clock.move_to(max(at, self.clock.now()))
            for move in self.players.due(self.clock.now() + TOGETHER):
                await self._play(move)
            await self.listen()

    async def _play(self, move: Move) -> None:
        if move.channel == SMS:
            form = self.twilio.says(move.address, move.text)
            await self.app.db.run(store, SMS, [(form["MessageSid"], json.dumps(form))], self.clock.now())
        elif move.photo:
            self.telegram.photographs(int(move.address), "", f"player-{move.photo}", scene(move.photo))
        elif move.button is None:
            self.telegram.says(int(move.address), "", move.text)
        else:
            self.telegram.presses(int(move.address), "", *move.button)

    def _heard(self, channel: str) -> Callable[[str, Said], None]:
        return lambda address, said: self.players.hears(channel, address, said, self.clock.now())


def give_phones(session: Session, now: datetime) -> list[tuple[str, str]]:
    """Consent and an address for everybody with a post: [(channel, address)]. Every third unit head uses SMS only."""
    people = session.execute(
        select(Person, col(Post.role), col(Address.value))
        .join(Post, col(Post.person_id) == col(Person.id))
        .outerjoin(Address, (col(Address.person_id) == col(Person.id)) & (col(Address.channel) == SMS))
        .order_by(col(Person.id), col(Post.id))
    ).all()
    out: dict[int, tuple[str, str]] = {}
    for place, (person, role, phone) in enumerate(people):
        if person.id in out:
            continue
        person.consent_at = now
        if role == UNIT_HEAD and phone and place % SMS_SHARE == 0:
            out[person.id] = (SMS, phone)
        else:
            address = str(FIRST_CHAT + place)
            link_address(session, person.id, TELEGRAM, address, now)
            out[person.id] = (TELEGRAM, address)
    return list(out.values())


def pick_roles(session: Session) -> list[Role]:
    """The first Telegram unit head and volunteer, both coordinators, the first unit head who uses SMS only, and the
    first resident."""
    found = []
    for key, role, channel, before in (
        ("head", UNIT_HEAD, TELEGRAM, 0), ("volunteer", VOLUNTEER, TELEGRAM, 0), ("elder", UNIT_HEAD, SMS, 0),
        ("resident", RESIDENT, SMS, 0),
        ("coordinator", COORDINATOR, TELEGRAM, 0), ("colleague", COORDINATOR, TELEGRAM, 1),
    ):  # fmt: skip
        on_telegram = select(col(Address.person_id)).where(col(Address.channel) == TELEGRAM)
        query = (
            select(col(Address.value), col(Person.name), col(Grid.name))
            .join(Person, col(Person.id) == col(Address.person_id))
            .join(Post, col(Post.person_id) == col(Person.id))
            .join(Grid, col(Grid.id) == col(Post.grid_id))
            .where(col(Post.role) == role, col(Address.channel) == channel)
            .order_by(col(Person.id))
            .limit(1)
            .offset(before)
        )
        if channel == SMS:
            query = query.where(col(Person.id).not_in(on_telegram))
        value, name, grid = session.execute(query).one()
        found.append(Role(key, channel, value, name, grid))
    return found
