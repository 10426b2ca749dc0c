"""Texts that a coordinator writes ahead: a pool of weekly words and greetings, of which each occurrence takes one."""

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ColumnElement, Index, update
from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col

from models.audit import record
from models.db import UtcTime, affect, insert_new
from models.grid import COMMUNITY, Grid
from models.telling import tell_coordinators
from models.wording import month_of, occasion_of, season

DRAFT, APPROVED, USED, WITHDRAWN = STATES = ("draft", "approved", "used", "withdrawn")
WARNING_STANDS = timedelta(days=7)


class PoolText(SQLModel, table=True):
    """A text of a pool: draft → approved → used, and used again where the pool runs dry; or withdrawn. None is deleted.

    key      the name of one that was shipped; None for one that somebody wrote
    body     its words by language; what is missing is said in Chinese
    for_name the holiday it is for ("spring_festival" …); "" for any occurrence
    period   the very occurrence it is planned for ("2026-W50", "2026-10-01"); "" for any
    months   the months it fits, a bit for each (`wording.season`); 0 for the whole year
    used_at  when it was last taken, `used_for` the period it was taken for
    """

    __tablename__ = "pool_text"
    __table_args__ = (
        CheckConstraint(f"state IN {STATES!r}", name="pool_text_state"),
        Index("pool_text_by_state", "pool", "state"),
    )
    id: int | None = Field(default=None, primary_key=True)
    key: str | None = Field(default=None, max_length=60, unique=True)
    pool: str = Field(max_length=32)
    body: dict[str, str] = Field(sa_type=JSON)
    for_name: str = Field(default="", max_length=32)
    period: str = Field(default="", max_length=10)
    months: int = 0
    state: str = Field(default=DRAFT, max_length=10)
    author_id: int | None = Field(default=None, foreign_key="person.id")
    approver_id: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(sa_type=UtcTime)
    approved_at: datetime | None = Field(default=None, sa_type=UtcTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcTime)
    used_for: str = Field(default="", max_length=10)


class TextUse(SQLModel, table=True):
    """Which text one period of a pool got. `text_id` is None where nothing fitted; `again` says it was not its first.

    The key keeps it to one text a period, whichever processes ask at once.
    """

    __tablename__ = "text_use"
    pool: str = Field(primary_key=True, max_length=32)
    period: str = Field(primary_key=True, max_length=10)
    text_id: int | None = Field(default=None, foreign_key="pool_text.id", index=True)
    again: bool = False
    at: datetime = Field(sa_type=UtcTime)


def load_shipped_texts(session: Session, now: datetime) -> int:
    """Insert the texts this version ships that the database has not got, approved; how many came.

    One that was withdrawn or planned stays as it is.
    """
    shipped = tomllib.loads((files("models") / "data" / "texts.toml").read_text("utf-8"))
    known = set(session.execute(sql(col(PoolText.key)).where(col(PoolText.key).is_not(None))).scalars())
    new = [
        _shipped(pool, name, fields, now)
        for pool, texts in shipped.items() for name, fields in texts.items() if f"{pool}.{name}" not in known
    ]  # fmt: skip
    # Several processes may start on an empty database at once.
    return affect(session, insert_new(session, PoolText).values(new)) if new else 0


def _shipped(pool: str, name: str, fields: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    body = {language: text for language, text in fields.items() if language in ("zh-CN", "en")}
    text = PoolText(
        key=f"{pool}.{name}", pool=pool, body=body, for_name=fields.get("for", ""),
        months=season(fields.get("months", [])), state=APPROVED, created_at=now, approved_at=now,
    )  # fmt: skip
    return text.model_dump(exclude={"id"})


def text_for(session: Session, pool: str, occurrence_name: str, period: str, now: datetime) -> dict[str, str] | None:
    """The words of a pool for one occurrence, as the fact `text` of its message; the same again when asked again.

    They come by language, beside them `community`, the community's name, which `readable` fills in. In this order: what
    is planned for that period, what is for that holiday (new ones first), the oldest that fits the season and was never
    used; then the one used longest ago, and the coordinators are told. Each (pool, period) takes one, whoever asks at
    the same moment. None only where nothing fits, a greeting for another holiday included: of that they are told too.
    """
    this = (col(TextUse.pool) == pool) & (col(TextUse.period) == period)
    taken = _taken(session, this)
    if taken is None:
        # Who inserts first goes on; who comes at the same moment waits here and then finds what was taken.
        affect(session, insert_new(session, TextUse).values(pool=pool, period=period, at=now, again=False))
        session.execute(sql(col(TextUse.period)).where(this).with_for_update())
        taken = _taken(session, this) or _take(session, pool, occasion_of(occurrence_name), period, now)
    if taken is None:
        return None
    name = session.execute(sql(col(Grid.name)).where(col(Grid.level) == COMMUNITY).limit(1)).scalar()
    return {**taken, "community": name or ""}


def _taken(session: Session, this: ColumnElement[bool]) -> dict[str, str] | None:
    """What was taken for a period; nothing when that was withdrawn since: who is asked later gets another."""
    query = sql(col(PoolText.body)).join(TextUse, col(TextUse.text_id) == col(PoolText.id))
    return session.execute(query.where(this, col(PoolText.state) != WITHDRAWN)).scalar()


def _take(session: Session, pool: str, name: str | None, period: str, now: datetime) -> dict[str, str] | None:
    warning = {"pool_key": f"text-pool-{pool}", "when": period}
    for stage, order, dry in _stages(pool, name, period):
        # What another period is just taking is passed over, and what somebody is just withdrawing.
        query = sql(col(PoolText.id), col(PoolText.body), col(PoolText.state)).where(stage)
        found = session.execute(query.order_by(*order).limit(1).with_for_update(skip_locked=True)).first()
        if found is None:
            continue
        affect(
            session,
            update(PoolText).where(col(PoolText.id) == found.id).values(state=USED, used_at=now, used_for=period),
        )
        this = (col(TextUse.pool) == pool) & (col(TextUse.period) == period)
        again = found.state == USED
        affect(session, update(TextUse).where(this).values(text_id=found.id, at=now, again=again))
        record(session, now, None, "text.use", f"text:{found.id}", pool=pool, period=period, again=again)
        if dry:
            _warn(session, "texts-reused", {**warning, "number": found.id}, period, now)
        return dict(found.body)
    _warn(session, "texts-none", warning, period, now)
    return None


def _stages(pool: str, name: str | None, period: str) -> list[tuple[ColumnElement[bool], list[Any], bool]]:
    """(which texts, in which order, whether taking one means that the pool is dry), first choice first."""
    fresh, seen = (
        (col(PoolText.pool) == pool) & (col(PoolText.state) == state) for state in (APPROVED, USED)
    )  # fmt: skip
    # What was planned for a period that passed it by is as free as any.
    free = (col(PoolText.period) == "") | (col(PoolText.period) < period)
    month = month_of(period)
    now = col(PoolText.months).bitwise_and(1 << (month - 1)) != 0 if month else col(PoolText.months) == 0
    general = free & (col(PoolText.for_name) == "") & ((col(PoolText.months) == 0) | now)
    # What fits the season goes before what fits always, for it cannot wait.
    oldest: list[Any] = [(col(PoolText.months) == 0), col(PoolText.approved_at), col(PoolText.id)]
    longest_ago: list[Any] = [col(PoolText.used_at), col(PoolText.id)]
    planned = (fresh | seen) & (col(PoolText.period) == period)
    stages: list[tuple[ColumnElement[bool], list[Any], bool]] = [(planned, [col(PoolText.id)], False)]
    if name is not None:
        own = free & (col(PoolText.for_name) == name)
        stages += [(fresh & own, oldest, False), (seen & own, longest_ago, False)]
    out_of_season = free & (col(PoolText.for_name) == "") & (col(PoolText.months) != 0)
    return [
        *stages, (fresh & general, oldest, False), (seen & general, longest_ago, True),
        (fresh & out_of_season, oldest, True), (seen & out_of_season, longest_ago, True),
    ]  # fmt: skip


def _warn(session: Session, key: str, facts: Mapping[str, Any], period: str, now: datetime) -> None:
    tell_coordinators(
        session, key, facts, purpose=key, subject=f"{facts['pool_key']}:{period}", now=now,
        expires_at=now + WARNING_STANDS,
    )  # fmt: skip
