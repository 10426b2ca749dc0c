"""What somebody says on a page: the same story as in chat, with the answer at once instead of a message."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from bot.context import Ctx
from bot.dispatch import Dispatch, put_question
from bot.identify import known
from messages.catalogue import say
from messages.forms import RICH, Inbound, Outgoing
from messages.render import render
from models.db import write_queued
from models.inbox import HANDLED, store
from models.permissions import Actor
from models.prompts import Prompt

HOW = "usage-"
"""What the sentences begin with that say how something is to be said."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """The answer to what was said: its words and buttons in the speaker's language, the file it brings, if any.

    `question` is the token of the question it asks, "" for none. `refused` says that nothing came of what was said, and
    that it is to be said again, better.
    """

    message: Outgoing
    paper: Mapping[str, Any] | None
    question: str
    language: str
    refused: bool = False


async def converse(dispatch: Dispatch, person_id: int, said: Inbound, now: datetime, to: str = "") -> Spoken | None:
    """Handle what a person says or presses on a page, each provider id once; None when it was handled before.

    Words are a command, or, with the token `to` of an open question of theirs, an answer to it: what was asked of them
    elsewhere is not answered by chance, and words for a question that is over are nothing else instead. When this
    returns, everything is committed. What breaks it is raised.
    """
    return await dispatch.patient(_converse, dispatch, person_id, said, now, to)


def _converse(
    session: Session, dispatch: Dispatch, person_id: int, said: Inbound, now: datetime, to: str
) -> Spoken | None:
    actor = known(session, person_id, now.astimezone(dispatch.community.zone).date())
    fresh = store(session, said.channel, [(said.provider_id, None)], now, HANDLED)
    if actor is None or not fresh:
        return None
    (inbox_id,) = fresh.values()
    prompt = _asked(session, actor, said.press[0] if said.press else to, now)
    if to and not said.press and (prompt is None or prompt.answered_at is not None):
        key = "question-answered" if prompt is not None else "question-over"
        return Spoken(Outgoing("", say(key, actor.language)), None, "", actor.language)
    ctx = Ctx(session, now, dispatch.community, actor, said, inbox_id, prompt)
    ((ctx, reply),) = dispatch.replies_to([(ctx, False)])
    if reply is None:
        write_queued(session)
        return Spoken(Outgoing("", ""), None, "", actor.language)
    asked = reply.ask
    prompt_id = put_question(ctx, asked) if asked else None
    write_queued(session)
    token = session.get_one(Prompt, prompt_id).token if prompt_id else ""
    language = reply.language or actor.language
    message = render(
        to="", form=RICH, language=language, key=reply.key, facts=reply.facts,
        question=asked.question if asked else "", token=token,
    )  # fmt: skip
    refused = reply.refused or reply.key.startswith(HOW)
    return Spoken(message, reply.facts.get("paper"), token, language, refused)


def _asked(session: Session, actor: Actor, token: str, now: datetime) -> Prompt | None:
    """The question of that token, answered or not, if it is theirs and still stands."""
    if not token:
        return None
    mine = (col(Prompt.token) == token) & (col(Prompt.person_id) == actor.id) & (col(Prompt.expires_at) > now)
    return session.execute(select(Prompt).where(mine)).scalar_one_or_none()
