"""By what a name is found: itself, its sound and its initials, from each of its characters on, as words with an index.

王芳 is found by 王, 芳, wangfang, fang, wf … as these are typed. The words are kept in step with the names: whatever
transaction writes a name writes its words at its end, and `fill` makes up for those that were there before.
"""

import os
import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from itertools import islice, product
from typing import Any

from sqlalchemy import ColumnElement, String, delete, event, exists, inspect
from sqlalchemy import select as sql
from sqlalchemy.orm import object_session
from sqlmodel import Field, Session, SQLModel, col

from models.db import affect, at_end, ending, insert_new

LENGTH = 60
WAYS = 8
"""So many readings of a whole name are kept."""
_ALSO = {
    "单": ("shan",), "曾": ("zeng",), "解": ("xie",), "仇": ("qiu",), "区": ("ou",), "查": ("zha",), "盖": ("ge",),
    "朴": ("piao",), "覃": ("qin", "tan"), "乐": ("le", "yue"), "翟": ("zhai", "di"), "缪": ("miao",),
    "洗": ("xian",), "尉": ("wei", "yu"), "种": ("chong",), "召": ("shao",), "员": ("yun",), "折": ("she",),
    "黑": ("he",), "秘": ("bi",), "纪": ("ji",), "燕": ("yan",), "谌": ("chen", "shen"), "车": ("che",),
    "都": ("du",), "牟": ("mu",), "长": ("chang", "zhang"), "朝": ("chao", "zhao"), "行": ("xing", "hang"),
    "重": ("chong", "zhong"), "晟": ("sheng", "cheng"), "茜": ("qian", "xi"), "莘": ("xin", "shen"),
    "柏": ("bai", "bo"), "娜": ("na",),
}  # fmt: skip
"""Characters that are read otherwise, or in more ways, in names than elsewhere; the rarer readings find nobody."""
_LAST = "\U0010ffff"
_UNIT = re.compile(r"[0-9a-z]+|[^\W_]", re.IGNORECASE)
_TYPED_APART = re.compile(r"[\s'’·.-]+")
_KEY = "name-words"


class NameWord(SQLModel, table=True):
    """A word by which a person is found. It sorts by its bytes on every database, so that a prefix is a range."""

    __tablename__ = "name_word"
    word: str = Field(primary_key=True, sa_type=String(LENGTH).with_variant(String(LENGTH, "C"), "postgresql"))
    person_id: int = Field(primary_key=True, foreign_key="person.id", index=True)


class _Named:
    """The names a transaction has written; called at its end, it writes their words anew."""

    def __init__(self, person: type[SQLModel]) -> None:
        self.person = person
        self.names: dict[int, str] = {}
        self.renamed: set[int] = set()

    def __call__(self, session: Session) -> None:
        if self.renamed:
            affect(session, delete(NameWord).where(col(NameWord.person_id).in_(self.renamed)))
        id_ = col(self.person.id)  # type: ignore[attr-defined]
        there = session.execute(sql(id_).where(id_.in_(self.names))).scalars()  # what a savepoint took back is not
        _write(session, [(person_id, self.names[person_id]) for person_id in there])


def keep(person: type[SQLModel]) -> None:
    """Keep the words of that table class (it has `id` and `name`) in step with its names."""
    event.listen(person, "after_insert", _inserted)
    event.listen(person, "after_update", _updated)


def fill(session: Session, person: type[SQLModel]) -> int:
    """Make the words of those who have none: they were there before there were words; how many people."""
    id_, name = col(person.id), col(person.name)  # type: ignore[attr-defined]
    none = ~exists().where(col(NameWord.person_id) == id_)
    found = session.execute(sql(id_, name).where(none, name != "")).all()
    _write(session, [(person_id, said) for person_id, said in found])
    return len(found)


def called(said: str) -> ColumnElement[bool] | None:
    """A condition on NameWord: a name, from one of its characters on, begins as was typed; None where nothing was."""
    typed = _TYPED_APART.sub("", said.casefold())[:LENGTH]
    return (col(NameWord.word) >= typed) & (col(NameWord.word) < typed + _LAST) if typed else None


def words_of(name: str) -> set[str]:
    """The words a name is found by, without those another one begins with; only an empty name has none."""
    units = [unit.casefold() for unit in _UNIT.findall(name)]
    whole = _TYPED_APART.sub("", name.casefold())
    words = {whole}
    for start in range(len(units)):
        rest = [_readings(unit) for unit in units[start:]]
        words.add("".join(units[start:]))
        words.update("".join(way) for way in islice(product(*rest), WAYS))
        letters = [tuple(dict.fromkeys(reading[0] for reading in readings)) for readings in rest]
        words.update("".join(way) for way in islice(product(*letters), WAYS))
    longest = sorted({word[:LENGTH] for word in words if word})
    return {word for word, after in zip(longest, [*longest[1:], ""], strict=False) if not after.startswith(word)}


@lru_cache(maxsize=20_000)
def _readings(unit: str) -> tuple[str, ...]:
    """How a character is read in names, without tones; ü also as people type it without the dots."""
    if unit.isascii():
        return (unit,)
    said = [_speaker()(unit).casefold(), *_ALSO.get(unit, ())]
    plain = [reading.replace("v", "u") for reading in said if reading[:2] in ("lv", "nv")]
    return tuple(dict.fromkeys((*said, *plain)))


@cache
def _speaker() -> Callable[[str], str]:
    """The reading of one character, loaded when a name is first written (see `models.roster_near`)."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import lazy_pinyin

    return lambda character: str(lazy_pinyin(character)[0])


def _inserted(mapper: Any, connection: Any, person: Any) -> None:
    _note(person, renamed=False)


def _updated(mapper: Any, connection: Any, person: Any) -> None:
    if inspect(person).attrs.name.history.has_changes():
        _note(person, renamed=True)


def _note(person: Any, *, renamed: bool) -> None:
    session = object_session(person)
    assert isinstance(session, Session)
    named = ending(session, _KEY)
    if named is None:
        named = _Named(type(person))
        at_end(session, _KEY, named)
    assert isinstance(named, _Named)
    named.names[person.id] = person.name
    if renamed:
        named.renamed.add(person.id)


def _write(session: Session, names: Iterable[tuple[int, str]]) -> None:
    """Write these people's words; those that another process wrote at the same moment are left alone."""
    rows = [{"word": word, "person_id": id_} for id_, name in sorted(names) for word in sorted(words_of(name))]
    if rows:
        session.connection().execute(insert_new(session, NameWord), rows)
