"""Files sent from the pages, kept until they are read: any process can then take them up. Encrypted, and gone after."""

import base64
from datetime import datetime

from sqlalchemy import Column, delete
from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col

from models.crypt import Encrypted
from models.db import BigId, UtcTime, affect, new_id

WEB = "web"
"""What an import's channel is called whose file is kept here; its file's id is the row's."""


class ImportFile(SQLModel, table=True):
    """The bytes of one file, in base64."""

    __tablename__ = "import_file"
    id: int = Field(sa_column=Column(BigId, primary_key=True, autoincrement=False))
    data: str = Field(sa_type=Encrypted)
    kept_at: datetime = Field(sa_type=UtcTime, index=True)


def keep(session: Session, data: bytes, now: datetime) -> int:
    """Keep a file until it is read; its id."""
    number = new_id(now)
    session.add(ImportFile(id=number, data=base64.b64encode(data).decode(), kept_at=now))
    session.flush()
    return number


def data_of(session: Session, number: int) -> bytes | None:
    """The bytes of a file; None when it is not kept any more."""
    data = session.execute(sql(col(ImportFile.data)).where(col(ImportFile.id) == number)).scalar_one_or_none()
    return None if data is None else base64.b64decode(data)


def forget(session: Session, number: int) -> None:
    """It was read, or nobody will."""
    affect(session, delete(ImportFile).where(col(ImportFile.id) == number))


def forget_before(session: Session, moment: datetime) -> None:
    """What was kept before that and never taken up is forgotten."""
    affect(session, delete(ImportFile).where(col(ImportFile.kept_at) < moment))
