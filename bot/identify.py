"""Who speaks: addresses → people and their running posts, for a whole batch in one query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from messages.forms import Inbound
from models.grid import Grid
from models.people import ACTIVE, BY_GATEWAY, LANGUAGES, PENDING, UNREACHABLE, Address, Person, set_address_state
from models.permissions import Actor, Held
from models.posts import Post


@dataclass(frozen=True, slots=True)
class Speaker:
    """An actor, and whose open questions they may answer: a pending address speaks as a guest, but can say yes.

    `shut`: the gateway lets nothing through to them, since they said STOP to it. `several`: the phone is shared, and
    which of those behind it speaks has to be asked; `said` is what they say without their name, where they named it.
    """

    actor: Actor
    prompts_of: int | None
    shut: bool = False
    several: bool = False
    said: str | None = None


_KNOWN = (
    select(
        col(Address.value), col(Address.state), col(Address.reason), col(Person.id), col(Person.name),
        col(Person.language), col(Person.consent_at), col(Post.role), col(Grid.id), col(Grid.path), col(Grid.level),
        col(Grid.code), col(Grid.name),
    )
    .join(Person, col(Person.id) == col(Address.person_id))
    .outerjoin(
        Post,
        (col(Post.person_id) == col(Person.id)) & (col(Post.to_on).is_(None) | (col(Post.to_on) > bindparam("today"))),
    )
    .outerjoin(Grid, col(Grid.id) == col(Post.grid_id))
    .where(
        col(Address.channel) == bindparam("channel"), col(Address.value).in_(bindparam("senders", expanding=True))
    )
    .order_by(col(Post.id))
)  # fmt: skip
"""Built once: putting it together costs as much as running it."""


def identify(session: Session, channel: str, inbounds: Iterable[Inbound], today: date) -> dict[str, Speaker]:
    """{sender: Speaker} for every sender of the batch; an unknown one is a guest in the language of their app."""
    speakers = {inbound.sender: Speaker(_guest(inbound), None) for inbound in inbounds}
    asked = {"channel": channel, "senders": list(speakers), "today": today}
    rows = session.connection().execute(_KNOWN, asked).all()
    posts: dict[str, list[Held]] = {}
    people: dict[str, tuple[str, str | None, int | None, str, str, bool]] = {}
    for value, state, reason, person_id, name, language, consent_at, role, *grid in rows:
        people[value] = (state, reason, person_id, name, language, consent_at is not None)
        if role is not None:
            posts.setdefault(value, []).append(Held(role, *grid))
    _found_again(session, channel, [value for value, (state, *_) in people.items() if state == UNREACHABLE])
    for value, (state, reason, person_id, name, language, consented) in people.items():
        if state == PENDING:
            speakers[value] = Speaker(Actor(None, "", language, False), person_id, reason == BY_GATEWAY)
        else:
            actor = Actor(person_id, name, language, consented, tuple(posts.get(value, ())))
            speakers[value] = Speaker(actor, person_id, reason == BY_GATEWAY)
    return speakers


def known(session: Session, person_id: int, today: date) -> Actor | None:
    """A person by id, with the posts they hold on a local day; None when there is nobody of that id."""
    person = session.get(Person, person_id)
    if person is None:
        return None
    running = col(Post.to_on).is_(None) | (col(Post.to_on) > today)
    held = session.execute(
        select(col(Post.role), col(Grid.id), col(Grid.path), col(Grid.level), col(Grid.code), col(Grid.name))
        .join(Grid, col(Grid.id) == col(Post.grid_id))
        .where(col(Post.person_id) == person_id, running)
        .order_by(col(Post.id))
    )
    posts = tuple(Held(*row) for row in held)
    return Actor(person_id, person.name, person.language, person.consent_at is not None, posts)


def _found_again(session: Session, channel: str, senders: list[str]) -> None:
    """Whoever writes can be written to again: they unblocked the bot, or the phone works after all."""
    for sender in senders:
        set_address_state(session, channel, sender, ACTIVE)


def _guest(inbound: Inbound) -> Actor:
    chinese = not inbound.language or inbound.language.startswith("zh")
    return Actor(None, inbound.name, LANGUAGES[0] if chinese else LANGUAGES[1], False)
