"""Group chats of the grids: where a grid's people talk, reached by a robot that can only speak."""

import re
from datetime import datetime

from sqlalchemy import UniqueConstraint, func, update
from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col

from models.crypt import Encrypted
from models.db import UtcTime, affect, insert_new
from models.errors import StairwellError
from models.grid import Grid, within
from models.outbox import BROADCAST, Message, message_row

WECOM = "wecom"
GROUPS = "group"
"""Stands among a broadcast's roles for "the groups of those grids"."""
_KEY = re.compile(r"[0-9A-Za-z]{8}(?:-[0-9A-Za-z]{4}){3}-[0-9A-Za-z]{12}", re.ASCII)
_ADDRESS = re.compile(r"https://qyapi\.weixin\.qq\.com/cgi-bin/webhook/send\?key=([0-9A-Za-z-]+)", re.ASCII)


class GroupTaken(StairwellError):
    """That robot speaks in the group of another grid."""

    key = "error-group-taken"


class GroupChat(SQLModel, table=True):
    """One grid's group on a channel; `value` is the robot's key, which lets anybody speak there: encrypted.

    A robot belongs to one grid; a grid may have several groups. `active` is False once it was removed, or the channel
    said that the robot is gone.
    """

    __tablename__ = "group_chat"
    __table_args__ = (UniqueConstraint("channel", "value", name="group_chat_once"),)
    id: int | None = Field(default=None, primary_key=True)
    grid_id: int = Field(foreign_key="grid.id", index=True)
    channel: str = Field(max_length=16)
    value: str = Field(sa_type=Encrypted)
    active: bool = True
    created_at: datetime = Field(sa_type=UtcTime)


def robot_key(said: str) -> str | None:
    """The key in a robot's webhook address, or the key itself; None for anything else."""
    address = _ADDRESS.fullmatch(said.strip())
    key = address[1] if address else said.strip()
    return key if _KEY.fullmatch(key) else None


def add_group(session: Session, grid_id: int, value: str, now: datetime) -> bool:
    """Make a robot that of a grid's group; False when it is that already. Raises GroupTaken."""
    known = session.execute(
        sql(GroupChat).where(col(GroupChat.channel) == WECOM, col(GroupChat.value) == value)
    ).scalar_one_or_none()
    if known is None:
        session.add(GroupChat(grid_id=grid_id, channel=WECOM, value=value, created_at=now))
        session.flush()
        return True
    if known.active and known.grid_id != grid_id:
        raise GroupTaken
    changed = not known.active
    known.grid_id, known.active = grid_id, True
    session.add(known)
    return changed


def remove_groups(session: Session, grid_id: int) -> int:
    """Nothing more goes to that grid's groups; how many there were."""
    mine = (col(GroupChat.grid_id) == grid_id) & col(GroupChat.active)
    return affect(session, update(GroupChat).where(mine).values(active=False))


def close_group(session: Session, channel: str, value: str) -> None:
    """The channel says that the robot is gone; what is no group's changes nothing."""
    session.execute(
        update(GroupChat).where(col(GroupChat.channel) == channel, col(GroupChat.value) == value).values(active=False)
    )


def groups_in(session: Session, path: str, paths: list[str]) -> list[tuple[int, str]]:
    """(grid id, robot key) of the active groups in the subtree `path`, as far as `paths` reach."""
    rows = session.execute(
        sql(col(GroupChat.grid_id), col(GroupChat.value))
        .join(Grid, col(Grid.id) == col(GroupChat.grid_id))
        .where(within([path]), within(paths), col(GroupChat.active))
        .order_by(col(Grid.path), col(GroupChat.id))
    )
    return [(row[0], row[1]) for row in rows]


def groups_by_grid(session: Session, paths: list[str], *, skip: int = 0, most: int) -> list[tuple[str, str, int]]:
    """[(grid code, its name, how many groups speak there)] within `paths`, from the community down."""
    rows = session.execute(
        sql(col(Grid.code), col(Grid.name), func.count())
        .select_from(GroupChat)
        .join(Grid, col(Grid.id) == col(GroupChat.grid_id))
        .where(within(paths), col(GroupChat.active))
        .group_by(col(Grid.code), col(Grid.name), col(Grid.path))
        .order_by(col(Grid.path))
        .limit(most)
        .offset(skip)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def active_groups(session: Session) -> int:
    """How many groups there are in all."""
    return int(session.execute(sql(func.count()).select_from(GroupChat).where(col(GroupChat.active))).scalar_one())


def queue_to_groups(
    session: Session, groups: list[tuple[int, str]], subject: str, key: str, facts: dict[str, str], now: datetime,
    expires_at: datetime, *, purpose: str = "broadcast", not_before: datetime | None = None,
) -> int:  # fmt: skip
    """Say something in each of those groups, in this transaction; how many they are.

    Called once for each thing to say: rows without a person are not told from one another by purpose and subject.
    """
    rows = [
        message_row(
            now, purpose, subject, key, facts, expires_at, grid_id=grid_id, channel=WECOM, to=value, priority=BROADCAST,
            not_before=not_before or now,
        )
        for grid_id, value in groups
    ]  # fmt: skip
    if rows:
        session.connection().execute(insert_new(session, Message), rows)
    return len(rows)
