"""The figures of the account that tell what the community is, and who leads it.

Grids, households and addresses have no history: they are counted as they are now. Posts and registers are taken as of
the last day of the period.
"""

from typing import Any

from sqlalchemy import Select, case, exists, literal
from sqlalchemy import select as sql
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.account import Span, by_id, here, part, yes
from models.grid import BUILDING, COMMUNITY, UNIT, Grid
from models.people import ACTIVE, Address, Person
from models.posts import HEADS, Post
from models.registers import AREA, Committee, CommunityFact, Compound, Organisation, committees_at, on


def grids(session: Session, span: Span) -> Select[Any]:
    """Every grid, by level."""
    return sql(part(col(Grid.level)), col(Grid.code).label("row"), literal(1).label("grids")).where(here(span))


def homes(session: Session, span: Span) -> Select[Any]:
    """Households and residents where they are entered deepest: nobody is counted again for the grids above."""
    below: Any = aliased(Grid)
    deeper = exists().where(
        below.path.startswith(col(Grid.path), autoescape=False), below.level > col(Grid.level),
        (below.households > 0) | (below.residents > 0),
    )  # fmt: skip
    entered = (col(Grid.households) > 0) | (col(Grid.residents) > 0)
    return sql(
        part(), col(Grid.code).label("row"), col(Grid.households).label("households"),
        col(Grid.residents).label("residents"),
    ).where(here(span), entered, (col(Grid.level) == UNIT) | ~deeper)  # fmt: skip


def compounds(session: Session, span: Span) -> Select[Any]:
    """Compounds, and those with a property company."""
    return (
        sql(part(), col(Compound.code).label("row"), literal(1).label("compounds"),
            yes(col(Compound.managed_by) != "").label("managed"))
        .join(Grid, col(Grid.id) == col(Compound.grid_id))
        .where(on(Compound, span.last), here(span))
    )  # fmt: skip


def committees(session: Session, span: Span) -> Select[Any]:
    """Seats on the owners' committees, and those that party members hold."""
    query = sql(
        part(), by_id("committee", col(Committee.id)).label("row"), literal(1).label("committees"),
        col(Committee.seats).label("seats"), col(Committee.party_members).label("members"),
    ).select_from(Committee)  # fmt: skip
    found: Select[Any] = committees_at(query, span.last, span.paths)
    return found


def organisations(session: Session, span: Span) -> Select[Any]:
    """Organisations and shops, by kind."""
    return (
        sql(part(col(Organisation.kind)), col(Organisation.code).label("row"), literal(1).label("count"))
        .join(Grid, col(Grid.id) == col(Organisation.grid_id))
        .where(on(Organisation, span.last), here(span))
    )


def area(session: Session, span: Span) -> Select[Any]:
    """The community's area; a part of it has none that is known."""
    root = exists().where(col(Grid.level) == COMMUNITY, here(span))
    return sql(
        part(), by_id("fact", col(CommunityFact.id)).label("row"), col(CommunityFact.value).label("hectares")
    ).where(col(CommunityFact.key) == AREA, on(CommunityFact, span.last), root)


def head_posts(span: Span) -> Select[Any]:
    """Posts of heads that ran on the last day: the grid's level and code, the post, and who holds it."""
    running = (col(Post.from_on) <= span.last) & (col(Post.to_on).is_(None) | (col(Post.to_on) > span.last))
    return (
        sql()
        .select_from(Post)
        .join(Grid, col(Grid.id) == col(Post.grid_id))
        .join(Person, col(Person.id) == col(Post.person_id))
        .where(col(Post.role).in_(HEADS), running, here(span))
    )


def heads(session: Session, span: Span) -> Select[Any]:
    """Who heads a grid, by level; whoever only stands in is counted apart."""
    mine = ~col(Post.deputy)
    return head_posts(span).add_columns(
        part(col(Grid.level)), by_id("post", col(Post.id)).label("row"), yes(col(Post.deputy)).label("deputies"),
        case((mine, col(Post.person_id))).label("people"),
        case((mine & col(Person.party_member), col(Post.person_id))).label("members"),
    )  # fmt: skip


def stairwell_heads(session: Session, span: Span) -> Select[Any]:
    """Heads of buildings and units together: one who heads both is one person."""
    return (
        head_posts(span)
        .add_columns(
            part(), by_id("post", col(Post.id)).label("row"), literal(1).label("posts"),
            col(Post.person_id).label("people"), case((col(Person.party_member), col(Post.person_id))).label("members"),
        )
        .where(col(Grid.level).in_((BUILDING, UNIT)), ~col(Post.deputy))
    )  # fmt: skip


def channels(session: Session, span: Span) -> Select[Any]:
    """Addresses that reach somebody who agreed to it, by channel; of a part of the community, its post holders'."""
    holds = exists().where(
        col(Post.person_id) == col(Person.id), col(Post.to_on).is_(None), col(Grid.id) == col(Post.grid_id), here(span)
    )
    whole = exists().where(col(Grid.level) == COMMUNITY, here(span))
    return (
        sql(part(col(Address.channel)), by_id("address", col(Address.id)).label("row"),
            col(Address.person_id).label("people"))
        .join(Person, col(Person.id) == col(Address.person_id))
        .where(col(Address.state) == ACTIVE, col(Person.consent_at).is_not(None), whole | holds)
    )  # fmt: skip
