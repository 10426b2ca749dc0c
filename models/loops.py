"""The loop guard: two machines that answer each other stop here, and a person is told."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import and_, case, delete, or_
from sqlmodel import Field, Session, SQLModel, col

from models.crypt import Encrypted
from models.db import UtcTime, affect, insert_for, table_of
from models.guards import guards

TEXT_LENGTH = 200


class Heard(SQLModel, table=True):
    """What a sender said last, and how often in a row: since `first_at`, the last time at `last_at`."""

    channel: str = Field(primary_key=True, max_length=16)
    sender: str = Field(primary_key=True, sa_type=Encrypted)
    said: str = Field(sa_type=Encrypted)
    times: int = 1
    first_at: datetime = Field(sa_type=UtcTime)
    last_at: datetime = Field(sa_type=UtcTime, index=True)


def hear(session: Session, channel: str, said: Mapping[str, str], now: datetime) -> dict[str, int]:
    """Note {sender: text}; {sender: times} of those who have said just that so often that they get no answer.

    That is `loop.times` within `loop.minutes` (data/guards.toml). Whoever is silent for as long, or says something
    else, is answered again.
    """
    if not said:
        return {}
    rules = guards()
    limit, before = rules.loop_times, now - rules.loop_within
    rows = [
        {"channel": channel, "sender": sender, "said": text[:TEXT_LENGTH], "times": 1, "first_at": now, "last_at": now}
        for sender, text in sorted(said.items())  # in one order, so that two processes never wait for each other
    ]
    insert = insert_for(session)(table_of(Heard)).values(rows)
    new = insert.excluded
    fresh = or_(
        and_(col(Heard.times) < limit, col(Heard.first_at) > before),
        and_(col(Heard.times) >= limit, col(Heard.last_at) > before),
    )
    again = and_(col(Heard.said) == new.said, fresh)
    noted = insert.on_conflict_do_update(
        index_elements=["channel", "sender"],
        set_={
            "said": new.said, "last_at": new.last_at, "times": case((again, col(Heard.times) + 1), else_=1),
            "first_at": case((again, col(Heard.first_at)), else_=new.first_at),
        },
    ).returning(col(Heard.sender), col(Heard.times))  # fmt: skip
    session.flush()
    return {sender: times for sender, times in session.connection().execute(noted) if times >= limit}


def forget_heard(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Forget whoever has been silent long enough to be answered again; how many."""
    return affect(session, delete(Heard).where(col(Heard.last_at) <= now - guards().loop_within))
