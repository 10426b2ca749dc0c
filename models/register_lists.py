"""The registers as they stand today, row by row, by their codes."""

from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.grid import Grid
from models.registers import Committee, Compound, Organisation


def compounds(session: Session, *, most: int) -> list[tuple[Compound, Committee | None, str, str]]:
    """(compound, its owners' committee if it has one, its grid's code and name)."""
    rows = session.execute(
        sql(Compound, Committee, col(Grid.code), col(Grid.name))
        .join(Grid, col(Grid.id) == col(Compound.grid_id))
        .outerjoin(Committee, (col(Committee.compound_id) == col(Compound.id)) & col(Committee.to_on).is_(None))
        .where(col(Compound.to_on).is_(None))
        .order_by(col(Compound.code))
        .limit(most)
    ).all()
    return [(one, sits, code, grid) for one, sits, code, grid in rows]


def places(session: Session, *, skip: int = 0, most: int) -> list[tuple[Organisation, str, str]]:
    """(organisation or shop, its grid's code and name)."""
    rows = session.execute(
        sql(Organisation, col(Grid.code), col(Grid.name))
        .join(Grid, col(Grid.id) == col(Organisation.grid_id))
        .where(col(Organisation.to_on).is_(None))
        .order_by(col(Organisation.code))
        .limit(most)
        .offset(skip)
    ).all()
    return [(one, code, grid) for one, code, grid in rows]
