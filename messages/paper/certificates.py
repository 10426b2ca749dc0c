"""Certificates: a page for each winner of a closed award list, with what anybody can check it by."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select as sql
from sqlmodel import Session, col

from messages.catalogue import say
from messages.paper.child import make
from messages.paper.refusals import NoCertificate, NotClosed
from messages.paper.winning import Award, Listed, Winner, listed, percent_of
from messages.render import readable
from models.awards import CLOSED
from models.grid import Grid, community
from models.people import Person
from models.posts import HEADS, Post
from models.telling import tell_coordinators

NEWS_STANDS = timedelta(days=14)


def certificates_pdf(
    session: Session, year: int, language: str, *, zone: ZoneInfo, person_id: int | None = None
) -> bytes:
    """The certificates of a year's winners as one PDF, a page each; only those of one person if one is named.

    Raises NoList, NotClosed, NoCertificate, MissingGlyph.
    """
    about = {"year": year} | ({} if person_id is None else {"person": person_id})
    return make("certificates", certificate_facts(session, about, language, datetime.now(zone), zone))


def certificate_facts(
    session: Session, about: Mapping[str, Any], language: str, now: datetime, zone: ZoneInfo
) -> dict[str, Any]:
    """What stands on the certificates of `about["year"]`: of `about["person"]` and what they head, or of everybody.

    Raises NoList, NotClosed, NoCertificate.
    """
    given = listed(session, int(about["year"]), zone, language)
    if given.stored.state != CLOSED:
        raise NotClosed(year=given.stored.year)
    person = about.get("person")
    won = [
        (award, winner)
        for award in given.awards
        for winner in award.winners
        if person is None or _is_theirs(session, winner, int(person))
    ]
    if not won:
        raise NoCertificate(year=given.stored.year)
    name = community(session).name
    title = say("paper-certificates", language, {"year": str(given.stored.year)})
    pages = [_certificate(given, award, winner, name, language) for award, winner in won]
    return {"lang": language[:2], "title": title, "file": f"{title}.pdf", "certificates": pages}


def tell_of_glyph(session: Session, about: Mapping[str, Any], missing: Mapping[str, Any], now: datetime) -> None:
    """Tell the coordinators whose certificate cannot be printed, and for which character; once a person and year."""
    facts = {"name": session.get_one(Person, int(about["person"])).name, "mark": missing["mark"]}
    tell_coordinators(
        session, "paper-no-glyph-of", facts, purpose="paper-glyph", subject=f"{about['year']}:{about['person']}",
        now=now, expires_at=now + NEWS_STANDS,
    )  # fmt: skip


def _is_theirs(session: Session, winner: Winner, person_id: int) -> bool:
    """Whether the winner is that person, or a grid they head."""
    if winner.person_id is not None:
        return winner.person_id == person_id
    heads = (
        sql(col(Post.id))
        .join(Grid, col(Grid.id) == col(Post.grid_id))
        .where(col(Grid.code) == winner.grid, col(Post.person_id) == person_id)
        .where(col(Post.role).in_(HEADS), col(Post.to_on).is_(None), ~col(Post.deputy))
    )
    return session.execute(heads.limit(1)).first() is not None


def _certificate(given: Listed, award: Award, winner: Winner, community_name: str, language: str) -> dict[str, str]:
    grid = given.grids.get(winner.grid, winner.grid)
    name = given.people.get(winner.person_id or 0, "") if award.personal else grid
    facts = readable({
        "name": name, "grid": grid, "year": given.stored.year, "community": community_name, "award": award.name,
        "date": given.day.isoformat(), "place": winner.place, "score": percent_of(winner.score, language),
        "digest": given.digest, "head": given.head,
    }, language)  # fmt: skip
    keys = {
        "title": "paper-cert-title", "to": "paper-cert-to" if award.personal else "paper-cert-to-grid",
        "lead": "paper-cert-lead", "close": "paper-cert-close", "date": "paper-date",
        "check": "paper-cert-check" if given.head else "paper-cert-check-no-head",
    }  # fmt: skip
    said = {part: say(key, language, facts) for part, key in keys.items()}
    return said | {"award": award.name, "community": community_name}
