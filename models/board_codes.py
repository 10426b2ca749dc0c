"""The code on a stairwell's notice board: it lasts, anybody may read it, and all it brings is the right to ask.

A code is computed, not stored: four characters say which stairwell, hidden under what follows; six are a keyed
signature of it. Who tries codes one after another finds one of 31⁶ right for each stairwell, and nothing in a wrong one
tells how wrong it is. A stairwell can be given another code, and then the old one is nobody's.
"""

import hmac
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col

from models.crypt import derive_key
from models.db import UtcTime, affect, insert_for
from models.grid import UNIT, Grid
from models.joining import ALPHABET, CODE_LENGTH

SIGNED = 6
WISH = "wish"
"""What a payload begins with whose bearer wishes for something; `wish_CODE` names the stairwell as well."""
_BASE = len(ALPHABET)
_PLACES = _BASE ** (CODE_LENGTH - SIGNED)
"""So many stairwells a code can tell apart: 923,521."""


class BoardCode(SQLModel, table=True):
    """How often a stairwell was given another code, and when last; without a row it has its first."""

    __tablename__ = "board_code"
    grid_id: int = Field(primary_key=True, foreign_key="grid.id")
    turn: int
    at: datetime = Field(sa_type=UtcTime)


def codes_of(session: Session, grid_ids: Collection[int]) -> dict[int, str]:
    """{stairwell: the code that stands on its board}."""
    rows = session.execute(sql(col(BoardCode.grid_id), col(BoardCode.turn)).where(col(BoardCode.grid_id).in_(grid_ids)))
    turns = {grid_id: turn for grid_id, turn in rows}
    return {grid_id: written(grid_id, turns.get(grid_id, 0)) for grid_id in grid_ids}


def stairwell_of(session: Session, said: str) -> Grid | None:
    """The stairwell whose board has that code now; None for anything else."""
    code = said.strip().upper()
    grid_id = _named(code)
    if grid_id is None:
        return None
    grid = session.get(Grid, grid_id)
    row = session.get(BoardCode, grid_id)
    right = written(grid_id, row.turn if row else 0)
    if grid is None or grid.level != UNIT or not hmac.compare_digest(right.encode(), code.encode()):
        return None
    return grid


def renew(session: Session, grid_id: int, now: datetime) -> None:
    """From now on the stairwell has another code; what hangs there has to be printed anew."""
    said = insert_for(session)(BoardCode).values(grid_id=grid_id, turn=1, at=now)
    more = {"turn": col(BoardCode.turn) + 1, "at": now}
    affect(session, said.on_conflict_do_update(index_elements=["grid_id"], set_=more))


def written(grid_id: int, turn: int) -> str:
    """The code of a stairwell for its `turn`-th change. Pure but for the key."""
    signature = _text(_number("sign", f"{grid_id}:{turn}"), SIGNED)
    return _text((grid_id + _number("hide", signature)) % _PLACES, CODE_LENGTH - SIGNED) + signature


def _named(code: str) -> int | None:
    """Which grid a code would be of, if it is right; None where it cannot be one."""
    if len(code) != CODE_LENGTH or not set(code) <= set(ALPHABET):
        return None
    hidden = 0
    for mark in code[:-SIGNED]:
        hidden = hidden * _BASE + ALPHABET.index(mark)
    grid_id: int = (hidden - _number("hide", code[-SIGNED:])) % _PLACES
    return grid_id


def _number(what: str, about: str) -> int:
    return int.from_bytes(hmac.digest(derive_key("board"), f"{what}:{about}".encode(), "sha256"))


def _text(number: int, length: int) -> str:
    marks = []
    for _ in range(length):
        number, place = divmod(number, _BASE)
        marks.append(ALPHABET[place])
    return "".join(reversed(marks))
