"""Whom a message from a shared phone is from: the speakers of a wave, told apart where that can be done."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select
from sqlmodel import Session, col

from bot.identify import Speaker
from messages.forms import Inbound
from models.following import close_prompts
from models.grid import Grid
from models.people import Person
from models.permissions import Actor, Held
from models.posts import Post
from models.shared_phones import WHOSE, behind, takes_turn


def told_apart(
    session: Session, channel: str, speakers: Mapping[str, Speaker], inbounds: Iterable[Inbound], now: datetime,
    today: date,
) -> dict[str, Speaker]:  # fmt: skip
    """The speakers, those of shared phones as who of them it is; `several` where that has to be asked first.

    Who says their name has told who it is: the phone is in their hands now, and nobody is asked that any more.
    """
    found = dict(speakers)
    shared = behind(session, channel, [sender for sender, one in speakers.items() if one.actor.id is not None], now)
    texts = {inbound.sender: inbound.text for inbound in inbounds}
    for sender, those in shared.items():
        person_id, said = those.speaker(texts[sender])
        if person_id is None:
            found[sender] = replace(speakers[sender], several=True)
        else:
            changed = said if said != texts[sender] else None
            if changed is not None:
                takes_turn(session, those.address_id, person_id, now)
                close_prompts(session, WHOSE, those.address_id, now)
            found[sender] = Speaker(_actor(session, person_id, today), person_id, speakers[sender].shut, said=changed)
    return found


def _actor(session: Session, person_id: int, today: date) -> Actor:
    person = session.get_one(Person, person_id)
    posts = session.execute(
        select(col(Post.role), col(Grid.id), col(Grid.path), col(Grid.level), col(Grid.code), col(Grid.name))
        .join(Grid, col(Grid.id) == col(Post.grid_id))
        .where(col(Post.person_id) == person_id, col(Post.to_on).is_(None) | (col(Post.to_on) > today))
        .order_by(col(Post.id))
    ).all()
    held = tuple(Held(*row) for row in posts)
    return Actor(person_id, person.name, person.language, person.consent_at is not None, held)
