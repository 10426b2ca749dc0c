"""Polling: what Telegram hears as an acknowledgement is said only when everything is committed."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.channels import polling
from bot.channels.polling import CONFLICT_TRIES, AnotherPoller, Poller
from messages.channels.telegram import PollConflict
from models.inbox import Inbox
from models.people import TELEGRAM
from tests.talk import FakeChannel, Talk


class Source(FakeChannel):
    """A fake Telegram: it hands out what lies at or past the offset it is asked for, and keeps the offsets."""

    def __init__(self, updates: list[dict[str, Any]]) -> None:
        super().__init__(TELEGRAM, "rich")
        self.updates, self.offsets = updates, list[int]()

    async def get_updates(self, offset: int, timeout: int, limit: int = 100) -> list[dict[str, Any]]:
        """Updates from `offset` on."""
        self.offsets.append(offset)
        return [update for update in self.updates if update["update_id"] >= offset]

    async def delete_webhook(self) -> None:
        """There is none."""


def poller(talk: Talk, source: Source) -> Poller:
    """A process that starts now and knows of no offset."""
    return Poller(talk.db, talk.dispatch, source, talk.clock, "me", lambda: None)


class Killed(Exception):
    """The process ended here."""


async def test_the_offset_follows_the_commit(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed before the commit, the next process is handed everything again; killed after it, nothing is done twice."""
    source = Source([{"update_id": number, "sender": "1001", "text": "帮助"} for number in (5, 6, 7)])

    async def killed(*work: Any) -> Any:
        raise Killed

    dying = poller(talk, source)
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(talk.dispatch, "take", killed)
        await dying.once()
    assert dying.offset == 0

    working = poller(talk, source)
    assert (await working.once()).taken == 3
    assert (await working.once()).taken == 0
    assert (await poller(talk, source).once()).taken == 0  # killed between the commit and the next poll
    assert source.offsets == [0, 0, 8, 0]
    await talk.delivery.drain()
    assert len(talk.sent("王芳")) == 3
    assert await talk.db.read(lambda s: s.execute(select(func.count()).select_from(Inbox)).scalar_one()) == 3


class Contested(Source):
    """A Telegram where somebody else's question is open for so many of ours."""

    def __init__(self, conflicts: int) -> None:
        super().__init__([{"update_id": 5, "sender": "1001", "text": "帮助"}])
        self.conflicts, self.asked = conflicts, 0

    async def get_updates(self, offset: int, timeout: int, limit: int = 100) -> list[dict[str, Any]]:
        """A conflict, or updates."""
        await asyncio.sleep(0)
        self.asked += 1
        if self.asked <= self.conflicts:
            raise PollConflict
        return await super().get_updates(offset, timeout, limit)


async def test_whoever_stands_by_outlasts_the_last_question_of_the_one_before(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long poll that a killed process left at Telegram ends by itself; a stranger who polls for good does not."""
    monkeypatch.setattr(polling, "STAND_BY_SECONDS", 0.0)
    source, taken = Contested(CONFLICT_TRIES - 1), asyncio.Event()
    task = asyncio.create_task(Poller(talk.db, talk.dispatch, source, talk.clock, "me", taken.set, stand_by=True).run())
    async with asyncio.timeout(30):
        await taken.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    for stand_by, asked in ((True, CONFLICT_TRIES), (False, 1)):
        stranger = Contested(10 * CONFLICT_TRIES)
        with pytest.raises(AnotherPoller):
            await Poller(talk.db, talk.dispatch, stranger, talk.clock, "me", taken.set, stand_by=stand_by).run()
        assert stranger.asked == asked
