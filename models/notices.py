"""Texts of the community that stand until they are changed, like the residents' code 居民公约.

What is shipped (models/data/notices.toml) stands until the community agrees to its own words.
"""

import tomllib
from datetime import datetime
from functools import cache
from importlib.resources import files

from sqlalchemy import JSON
from sqlmodel import Field, Session, SQLModel

from models.db import UtcTime

CODE = "code"
MOST = 130
"""So many Chinese characters are two SMS segments; who has only a plain phone gets it whole."""


class Notice(SQLModel, table=True):
    """The community's own words for a notice, by language; what is missing is said in Chinese."""

    key: str = Field(primary_key=True, max_length=16)
    body: dict[str, str] = Field(sa_type=JSON)
    at: datetime = Field(sa_type=UtcTime)


@cache
def shipped() -> dict[str, dict[str, str]]:
    """{key: {language: words}} as this version ships them."""
    return tomllib.loads((files("models") / "data" / "notices.toml").read_text("utf-8"))


def notice(session: Session, key: str, language: str) -> str:
    """What stands, in a language; in Chinese where the community has no words of its own in it. KeyError for no key."""
    own = session.get(Notice, key)
    body = own.body if own else shipped()[key]
    return body.get(language) or body["zh-CN"]


def change(session: Session, key: str, language: str, text: str, now: datetime) -> None:
    """These are the words from now on. Words in Chinese make what was said in other languages out of date."""
    own = session.get(Notice, key)
    body = {**(own.body if own else shipped()[key]), language: text}
    if language == "zh-CN":
        body = {"zh-CN": text}
    if own is None:
        own = Notice(key=key, body=body, at=now)
    own.body, own.at = body, now
    session.add(own)
