"""What a published wish may not say: whose it is, where they live, how to call them, what burdens them."""

import re

from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.grid import BUILDING, Grid, within
from models.people import Person
from models.posts import Post
from models.text import has_link
from models.wishes import Wish, terms

PHONE = re.compile(r"(?<![0-9])(?:\+?[0-9][\s-]?){7,}")
"""Seven digits and more in a row, however they are spaced: a phone, an account, a number of an identity card."""
_NUMBER = r"[0-9一二三四五六七八九十百两]+"
DOOR = re.compile(
    rf"{_NUMBER}\s*(?:号楼|栋|幢|单元|室|户|门牌|楼[东西南北中]?[0-9]*(?:户|室|门))|{_NUMBER}\s*楼|[0-9]+-[0-9]+(?:-[0-9]+)?"
    r"|\b(?:flat|room|unit|building|floor|apartment|apt|no\.)\s*\.?#?\s*[0-9]+",
    re.IGNORECASE,
)
_LATIN = re.compile(r"[a-z]")
SHORTEST_NAME = 2
NAME_OUT = "…"


def revealing(session: Session, wish: Wish, text: str) -> list[str]:
    """The pieces of a text that must not be public, in their order; [] when it may be read by everybody.

    Phones and other long numbers, doors, links, the names of the wisher, of who entered it and of whoever is known in
    that building, the building's own name, and words of hardship, health and status (data/wishes.toml).
    """
    found = [match[0].strip() for pattern in (PHONE, DOOR) for match in pattern.finditer(text)]
    folded = text.casefold()
    found += [word for word in terms().private if _said(word, folded)]
    found += [name for name in _names(session, wish) if len(name) >= SHORTEST_NAME and name.casefold() in folded]
    if has_link(text):
        found.append("www")
    return sorted(set(found), key=lambda piece: folded.find(piece.casefold()))


def kept_back(session: Session, wish: Wish, text: str) -> str:
    """The wisher's words as they may go to the claimer: without a number or a name they did not agree to give."""
    if wish.share != "phone":
        text = PHONE.sub(NAME_OUT, text)
    if wish.share == "head":
        name = wisher_name(session, wish)
        text = DOOR.sub(NAME_OUT, text.replace(name, NAME_OUT) if name else text)
    return text


def softened(text: str) -> str:
    """Somebody's own words said back to them: without what burdens them, for whoever looks at their phone."""
    for word in sorted(terms().private, key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(word)}\b" if _LATIN.search(word) else word, NAME_OUT, text, flags=re.IGNORECASE)
    return text


def wisher_name(session: Session, wish: Wish) -> str:
    """What whoever wishes is called."""
    return wish.name if wish.wisher_id is None else session.get_one(Person, wish.wisher_id).name


def _said(word: str, folded: str) -> bool:
    """Chinese words anywhere; English ones as words: "ill" is not in "still"."""
    if not _LATIN.search(word):
        return word in folded
    return re.search(rf"\b{re.escape(word)}\b", folded) is not None


def _names(session: Session, wish: Wish) -> list[str]:
    home = session.get_one(Grid, wish.grid_id)
    building = "/" + "/".join(home.path.strip("/").split("/")[:BUILDING]) + "/"
    known = session.execute(
        sql(col(Person.name)).distinct()
        .join(Post, col(Post.person_id) == col(Person.id))
        .join(Grid, col(Grid.id) == col(Post.grid_id))
        .where(within([building]), col(Post.to_on).is_(None))
    ).scalars()  # fmt: skip
    places = session.execute(sql(col(Grid.name)).where(within([building]), col(Grid.level) >= BUILDING)).scalars()
    by = session.get_one(Person, wish.by_id).name
    return [wisher_name(session, wish), by, home.name, *known, *places]
