"""Who is named on an award list: those on it are asked before it is posted, and told when they have won.

What hangs in public names only whom the question reached in time and who did not say no, or who said yes; of everybody
else it shows the stairwell. Who was reached is settled when the list is posted: what hangs changes afterwards by
somebody's own word only.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, update
from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col

from models.award_rules import award_names, award_rules, rules_of
from models.awards import AwardList, winners_of
from models.db import UtcTime, affect, insert_for, insert_new, write_queued
from models.following import reachable
from models.grid import Grid
from models.outbox import DELIVERED, SENT, Message, post
from models.people import Person
from models.posts import HEADS, Post, acting
from models.prompts import ask

NOTICE_STANDS = timedelta(days=30)
NOTICE = "award-notice"
"""The purpose of the message that asks, one for each person on the list of a year."""
NAMED = "award_named"
"""The question whether one's name may be public."""


class AwardVoice(SQLModel, table=True):
    """What somebody on a list of a year says about being named. `told_at` is when the question reached them, settled as
    the list is posted, or when they spoke themselves; while it is None the public page shows their stairwell only.
    """  # fmt: skip

    __tablename__ = "award_voice"
    year: int = Field(primary_key=True)
    person_id: int = Field(primary_key=True, foreign_key="person.id")
    told_at: datetime | None = Field(default=None, sa_type=UtcTime)
    named: bool = True


def tell_candidates(session: Session, stored: AwardList, now: datetime) -> int:
    """Ask each person on the list who was not asked yet whether their name may be public; how many are asked."""
    ids = {one.person_id for one in winners_of(session, stored) if one.person_id is not None}
    asked = 0
    for person_id in sorted(ids):
        can = session.execute(sql(col(Person.id)).where(col(Person.id) == person_id, reachable())).first() is not None
        row = {"year": stored.year, "person_id": person_id, "told_at": None, "named": True}
        if affect(session, insert_new(session, AwardVoice).values(row)) and can:
            prompt_id = ask(session, person_id, NAMED, stored.year, now, now + NOTICE_STANDS)
            write_queued(session)  # the message names the question
            asked += post(
                session, person_id, "award-notice", {"year": stored.year}, purpose=NOTICE,
                subject=_subject(stored.year), now=now, expires_at=now + NOTICE_STANDS, prompt_id=prompt_id,
            )  # fmt: skip
    return asked


def tell_winners(session: Session, stored: AwardList, now: datetime) -> int:
    """Tell everybody who has won: a person themselves, of a grid whoever heads it now; how many are told."""
    names = award_names(rules_of(session, stored.rules_version) or award_rules())
    told = 0
    for one in winners_of(session, stored):
        person_id = one.person_id or _head_of(session, one.grid, now)
        if person_id is None:
            continue
        facts = {"year": stored.year, "award": names[one.award], "digest": stored.digest[:12]}
        told += post(
            session, person_id, "award-won" if one.person_id else "award-won-grid", facts | {"grid": one.grid},
            purpose="award-won", subject=f"year:{stored.year}:{one.award}:{one.grid}"[:60], now=now,
            expires_at=now + NOTICE_STANDS,
        )  # fmt: skip
    return told


def asked_last(session: Session, year: int) -> datetime | None:
    """When the question reached, or was made for, the last on the list of a year; None where nobody was asked."""
    asked = func.coalesce(col(Message.sent_at), col(Message.created_at))
    last: datetime | None = session.execute(
        sql(func.max(asked, type_=UtcTime())).where(*_notices(year))
    ).scalar_one()  # fmt: skip
    return last


def settle_reached(session: Session, year: int) -> int:
    """The list of a year is posted: whom of those on it the question has reached; how many more these are.

    What is still on its way, failed, expired or found no address has reached nobody.
    """
    arrived = sql(col(Message.sent_at)).where(
        *_notices(year), col(Message.person_id) == col(AwardVoice.person_id),
        col(Message.state).in_((SENT, DELIVERED)),
    )  # fmt: skip
    silent = update(AwardVoice).where(col(AwardVoice.year) == year, col(AwardVoice.told_at).is_(None), arrived.exists())
    return affect(session, silent.values(told_at=arrived.scalar_subquery()))


def set_named(session: Session, year: int, person_id: int, named: bool, now: datetime) -> None:
    """Somebody says whether their name may stand on the list of a year; the last word counts, at any time."""
    row = {"year": year, "person_id": person_id, "told_at": now, "named": named}
    insert = insert_for(session)(AwardVoice).values(row)
    keys, said = ["year", "person_id"], {"named": insert.excluded.named, "told_at": insert.excluded.told_at}
    affect(session, insert.on_conflict_do_update(index_elements=keys, set_=said))


def unnamed(session: Session, year: int) -> frozenset[int]:
    """Who does not want to be named on the list of a year."""
    hidden = sql(col(AwardVoice.person_id)).where(col(AwardVoice.year) == year, ~col(AwardVoice.named))
    return frozenset(session.execute(hidden).scalars())


def named_publicly(session: Session, year: int) -> frozenset[int]:
    """Who may be named where everybody can look: whom the question reached and who did not say no, or who said yes."""
    shown = sql(col(AwardVoice.person_id)).where(
        col(AwardVoice.year) == year, col(AwardVoice.named), col(AwardVoice.told_at).is_not(None)
    )
    return frozenset(session.execute(shown).scalars())


def _subject(year: int) -> str:
    return f"year:{year}"


def _notices(year: int) -> tuple[ColumnElement[bool], ...]:
    return col(Message.purpose) == NOTICE, col(Message.subject) == _subject(year)


def _head_of(session: Session, code: str, now: datetime) -> int | None:
    """Who stands for a grid, whatever its level."""
    held = sql(col(Post.person_id)).join(Grid, col(Grid.id) == col(Post.grid_id)).where(col(Grid.code) == code)
    found = (session.execute(held.where(acting(role, now.date()))).scalars().first() for role in HEADS)
    return next((person_id for person_id in found if person_id is not None), None)
