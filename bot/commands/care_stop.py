"""STOP of one of several who share a phone: theirs alone, and their check-in ends with it."""

from sqlalchemy import update
from sqlmodel import col

from bot.context import Ctx, Reply
from models import care
from models.audit import record
from models.care_ladder import tell_head
from models.db import affect
from models.outbox import CANCELLED, QUEUED, Message
from models.prompts import Prompt
from models.shared_phones import leave


def stop_alone(ctx: Ctx) -> Reply:
    """Nothing more to whoever named themselves: what is asked of them is closed, and the head hears of the check-in.

    What is open today stays open: whoever is on the way to the door knocks.
    """
    theirs = (col(Prompt.person_id) == ctx.person_id) & col(Prompt.answered_at).is_(None)
    if leave(ctx.session, ctx.person_id):
        record(ctx.session, ctx.now, ctx.actor.id, "stop", ctx.inbound.channel)
    if care.end(ctx.session, ctx.person_id, ctx.now):
        tell_head(ctx.session, ctx.person_id, "care-stopped-note", {}, ctx.now, ctx.zone)
    affect(ctx.session, update(Prompt).where(theirs).values(answered_at=ctx.now))
    queued = (col(Message.person_id) == ctx.person_id) & (col(Message.state) == QUEUED)
    affect(ctx.session, update(Message).where(queued).values(state=CANCELLED))
    return Reply("stopped-alone", {"name": ctx.actor.name})
