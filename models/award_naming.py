"""Who is named on an award list: those on it are asked before it is posted, and told when they have won.

What hangs in public names only who was asked and did not say no; of everybody else it shows the stairwell.
"""

from datetime import datetime, timedelta

from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col

from models.award_rules import award_names, award_rules, rules_of
from models.awards import AwardList, winners_of
from models.db import UtcTime, affect, insert_for, insert_new, write_queued
from models.following import reachable
from models.grid import Grid
from models.outbox import post
from models.people import Person
from models.posts import HEADS, Post, acting
from models.prompts import ask

NOTICE_STANDS = timedelta(days=30)
NAMED = "award_named"
"""The question whether one's name may be public."""


class AwardVoice(SQLModel, table=True):
    """What somebody on a list of a year says about being named. `told_at` is when they were asked, None if they could
    not be: then the public page shows their stairwell only.
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
        row = {"year": stored.year, "person_id": person_id, "told_at": now if can else None, "named": True}
        if affect(session, insert_new(session, AwardVoice).values(row)) and can:
            prompt_id = ask(session, person_id, NAMED, stored.year, now, now + NOTICE_STANDS)
            write_queued(session)  # the message names the question
            asked += post(
                session, person_id, "award-notice", {"year": stored.year}, purpose="award-notice",
                subject=f"year:{stored.year}", now=now, expires_at=now + NOTICE_STANDS, prompt_id=prompt_id,
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


def set_named(session: Session, year: int, person_id: int, named: bool) -> None:
    """Somebody says whether their name may stand on the list of a year; the last word counts, at any time."""
    row = {"year": year, "person_id": person_id, "told_at": None, "named": named}
    insert = insert_for(session)(AwardVoice).values(row)
    keys = ["year", "person_id"]
    affect(session, insert.on_conflict_do_update(index_elements=keys, set_={"named": insert.excluded.named}))


def unnamed(session: Session, year: int) -> frozenset[int]:
    """Who does not want to be named on the list of a year."""
    hidden = sql(col(AwardVoice.person_id)).where(col(AwardVoice.year) == year, ~col(AwardVoice.named))
    return frozenset(session.execute(hidden).scalars())


def named_publicly(session: Session, year: int) -> frozenset[int]:
    """Who may be named where everybody can look: they were asked, and did not say no."""
    shown = sql(col(AwardVoice.person_id)).where(
        col(AwardVoice.year) == year, col(AwardVoice.named), col(AwardVoice.told_at).is_not(None)
    )
    return frozenset(session.execute(shown).scalars())


def _head_of(session: Session, code: str, now: datetime) -> int | None:
    """Who stands for a grid, whatever its level."""
    held = sql(col(Post.person_id)).join(Grid, col(Grid.id) == col(Post.grid_id)).where(col(Grid.code) == code)
    found = (session.execute(held.where(acting(role, now.date()))).scalars().first() for role in HEADS)
    return next((person_id for person_id in found if person_id is not None), None)
