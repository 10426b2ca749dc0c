"""Whether the key in use is the one this database was written with."""

from sqlalchemy import select
from sqlmodel import Session

from models.crypt import Encrypted
from models.errors import SettingsError
from models.tables import TABLES


def key_fits(session: Session) -> bool:
    """Whether the key in use reads what is encrypted here: one value of each such column. True when there is none."""
    columns = [
        column for table in TABLES.sorted_tables for column in table.columns if isinstance(column.type, Encrypted)
    ]
    try:
        for column in columns:
            session.execute(select(column).where(column.is_not(None)).limit(1)).first()
    except SettingsError:
        return False
    return True
