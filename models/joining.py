"""Joining codes: how somebody's phone becomes known. Only a keyed hash of a code is stored."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, update
from sqlmodel import Field, Session, SQLModel, col, select

from models.crypt import derive_key
from models.db import UtcTime
from models.errors import StairwellError

PERSONAL_HOURS = 24
GRID_DAYS = 365
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0 1 I L O: a code can be read aloud and typed on a keypad phone."""
CODE_LENGTH = 10


class CodeUnknown(StairwellError):
    """No such code was ever given out: mistyped or forged."""

    key = "error-code-unknown"


class CodeExpired(StairwellError):
    """The code was right, but is over its time."""

    key = "error-code-expired"


class CodeUsed(StairwellError):
    """A personal code was used before."""

    key = "error-code-used"


class JoinCode(SQLModel, table=True):
    """A code that lets its bearer become `person_id` (personal: once, 24 h), or join `grid_id` as a volunteer."""

    __tablename__ = "join_code"
    __table_args__ = (CheckConstraint("role IN ('post', 'volunteer')", name="join_code_role"),)
    id: int | None = Field(default=None, primary_key=True)
    digest: str = Field(unique=True, max_length=64)
    role: str = Field(max_length=12)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    grid_id: int = Field(foreign_key="grid.id")
    made_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(sa_type=UtcTime)
    expires_at: datetime = Field(sa_type=UtcTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcTime)
    uses: int = 0


def make_code(
    session: Session, *, grid_id: int, person_id: int | None, made_by: int | None, now: datetime
) -> tuple[str, datetime]:
    """(a new code, when it expires): for a person's post (24 h, once), or for volunteers of a grid (a year)."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    life = timedelta(hours=PERSONAL_HOURS) if person_id else timedelta(days=GRID_DAYS)
    session.add(
        JoinCode(
            digest=_digest(code), role="post" if person_id else "volunteer", person_id=person_id, grid_id=grid_id,
            made_by=made_by, created_at=now, expires_at=now + life,
        )
    )  # fmt: skip
    session.flush()
    return code, now + life


def read_code(session: Session, code: str, now: datetime) -> JoinCode:
    """The row of a code that can still be used; raises CodeUnknown, CodeUsed or CodeExpired."""
    found = session.exec(select(JoinCode).where(JoinCode.digest == _digest(code.strip().upper()))).first()
    if found is None:
        raise CodeUnknown
    if found.person_id is not None and found.used_at is not None:
        raise CodeUsed
    if now > found.expires_at:
        raise CodeExpired
    return found


def use_code(session: Session, code: JoinCode, now: datetime) -> None:
    """Mark a code used; of several at the same moment one wins with a personal code, the others get CodeUsed."""
    once = col(JoinCode.used_at).is_(None) if code.person_id is not None else col(JoinCode.id) == code.id
    done = session.execute(
        update(JoinCode)
        .where(col(JoinCode.id) == code.id, once)
        .values(used_at=now, uses=col(JoinCode.uses) + 1)
        .execution_options(synchronize_session=False)
    )
    if not done.rowcount:  # type: ignore[attr-defined]
        raise CodeUsed


def _digest(code: str) -> str:
    return hmac.new(derive_key("join"), code.encode(), hashlib.sha256).hexdigest()
