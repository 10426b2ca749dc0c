"""Putting something before a second person, from any subject: who is asked, in whose words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.commands.lines import listed
from bot.context import Ask, Ctx, Reply
from models import proposals
from models.db import write_queued
from models.outbox import post
from models.prompts import ask
from models.proposals import STANDS, Proposal


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of proposal: the permission proposer and second need, what it says, and what it does once agreed to.

    `worded(ctx, content, language)` is one sentence; `done(ctx, proposal)` is called in the transaction of the second
    person's yes and gives the facts the audit keeps.
    """

    act: str
    worded: Callable[[Ctx, Mapping[str, Any], str], str]
    done: Callable[[Ctx, Proposal], Mapping[str, object]]


def submit(ctx: Ctx, name: str, kind: Kind, subject: str, content: Mapping[str, Any]) -> Reply:
    """Propose it, ask everybody who may agree, and tell the proposer whom. Raises as `models.proposals.propose`."""
    proposal, asked = proposals.propose(
        ctx.session, name, subject, content, act=kind.act, actor_id=ctx.person_id, now=ctx.now
    )
    assert proposal.id is not None
    prompts = {
        one.person_id: ask(ctx.session, one.person_id, "proposal", proposal.id, ctx.now, ctx.now + STANDS)
        for one in asked
    }
    write_queued(ctx.session)  # the messages name the questions
    for one in asked:
        facts = {"author": ctx.actor.name, "what": kind.worded(ctx, content, one.language)}
        post(
            ctx.session, one.person_id, "proposal-ask", facts, purpose="proposal", subject=f"proposal:{proposal.id}",
            now=ctx.now, expires_at=ctx.now + STANDS, prompt_id=prompts[one.person_id], language=one.language,
        )  # fmt: skip
    facts = {"what": kind.worded(ctx, content, ctx.actor.language), "names": listed(ctx, [one.name for one in asked])}
    return Reply("proposal-made", facts | {"days": STANDS.days}, Ask("proposed", proposal.id, stands=STANDS))
