"""A knock goes to somebody else: whoever was asked could not find them, did not answer in time, or cannot knock."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, update
from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.db import affect
from models.knockers import chains, may_knock
from models.knocks import ALERT_PATIENCE, BATCH, NOBODY, OPEN, PASSED, PATIENCE, WAITING, Knock, asked
from models.outbox import Message
from models.people import Person


def missed(session: Session, digest_id: int, knocker_id: int, people: Collection[int] | None, now: datetime) -> int:
    """The knocker could not get hold of them: the coordinator is asked; how many people that passes on."""
    return _pass_on(session, asked(digest_id, knocker_id, people), now)


def pass_unanswered(session: Session, now: datetime) -> int:
    """Ask the coordinator in place of whoever has not answered in time; for how many people."""
    late = or_(
        ~col(Knock.alert) & (col(Knock.asked_at) <= now - PATIENCE),
        col(Knock.alert) & (col(Knock.asked_at) <= now - ALERT_PATIENCE),
    )
    return _pass_on(session, (col(Knock.state) == OPEN) & late, now)


def hand_on(session: Session, now: datetime) -> int:
    """Find another for what waits with somebody who lost their post, or whom no message reaches; for how many messages.

    Once it was passed on, only coordinators are asked.
    """
    able = sql(col(Person.id)).where(col(Person.id) == col(Knock.knocker_id), may_knock())
    stuck = col(Knock.state).in_(WAITING) & ~able.exists()
    found = session.execute(
        sql(col(Knock.id), col(Knock.person_id), col(Knock.state), col(Message.grid_id))
        .join(Message, col(Message.id) == col(Knock.message_id))
        .where(stuck).order_by(col(Knock.id)).limit(BATCH)
    ).all()  # fmt: skip
    known = chains(session, {row.person_id: row.grid_id for row in found}) if found else {}
    moves: dict[int | None, list[int]] = {}
    for id_, person_id, state, _ in found:
        chain = known[person_id]
        to = chain.first if state == OPEN else next(iter(chain.coordinators), None)
        moves.setdefault(to, []).append(id_)
    for to, ids in moves.items():
        anew: dict[str, Any] = {"knocker_id": to, "asked_at": None, "digest_id": None}
        anew = {"state": NOBODY, "ended_at": now} if to is None else anew
        affect(session, update(Knock).where(col(Knock.id).in_(ids), stuck).values(anew))
    return len(found)


def _pass_on(session: Session, which: ColumnElement[bool], now: datetime) -> int:
    """To the nearest coordinator who was not the one asked; to nobody when there is none, or they were asked last."""
    found = session.execute(
        sql(
            col(Knock.id), col(Knock.person_id), col(Knock.knocker_id), col(Knock.state), col(Knock.asked_at),
            col(Message.grid_id),
        )
        .join(Message, col(Message.id) == col(Knock.message_id))
        .where(which).order_by(col(Knock.id)).limit(BATCH)
    ).all()  # fmt: skip
    known = chains(session, {row.person_id: row.grid_id for row in found}) if found else {}
    moves: dict[int | None, list[int]] = {}
    people: set[int] = set()
    for id_, person_id, knocker_id, state, _, _ in found:
        others = [who for who in known[person_id].coordinators if who != knocker_id] if state == OPEN else []
        moves.setdefault(next(iter(others), None), []).append(id_)
        people.add(person_id)
    for to, ids in moves.items():
        anew: dict[str, Any] = {"state": NOBODY, "ended_at": now} if to is None else {
            "state": PASSED, "knocker_id": to, "asked_at": None, "digest_id": None,
        }  # fmt: skip
        # Asked again of the row: whoever answers at this moment is believed.
        affect(session, update(Knock).where(col(Knock.id).in_(ids), which).values(anew))
    return len(people)
