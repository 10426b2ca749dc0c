"""The texts of the pools as they are looked through, newest first."""

from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.people import Person
from models.texts import PoolText


def texts(session: Session, pool: str = "", state: str = "", *, skip: int = 0, most: int) -> list[tuple[PoolText, str]]:
    """(text, its author, "" for the program), the newest first; of one pool or in one state where one is named."""
    query = sql(PoolText, col(Person.name)).outerjoin(Person, col(Person.id) == col(PoolText.author_id))
    if pool:
        query = query.where(col(PoolText.pool) == pool)
    if state:
        query = query.where(col(PoolText.state) == state)
    found = session.execute(query.order_by(col(PoolText.id).desc()).limit(most).offset(skip))
    return [(text, author or "") for text, author in found]
