"""Polling: what Telegram hears as an acknowledgement is said only when everything is committed."""

from typing import Any

import pytest
from sqlalchemy import func, select

from bot.channels.polling import Poller
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
