"""The second person's word: agreeing, refusing; and the proposer's taking it back. What takes two is one table."""

from bot.commands import appraisals, award_rules, awards, contacts, hand_points, point_rules
from bot.commands.settling import settle_question
from bot.context import Ctx, Reply
from bot.intents import About
from bot.proposing import Kind
from bot.routes import Route
from models import proposals
from models.audit import record
from models.errors import NotFound
from models.following import close_prompts
from models.lookup import everywhere
from models.outbox import post
from models.people import Person
from models.permissions import paths_for
from models.proposals import AGREED, REFUSED, STANDS, Proposal

KINDS: dict[str, Kind] = {
    **point_rules.KINDS, **contacts.KINDS, **hand_points.KINDS, **award_rules.KINDS, **awards.KINDS, **appraisals.KINDS,
}  # fmt: skip
"""What takes two people, by the kind a proposal names."""


class AgreeProposal(About):
    """Yes, let it be done."""


class RefuseProposal(About):
    """No, rather not."""


class WithdrawProposal(About):
    """I take my proposal back."""


def agree(ctx: Ctx, intent: AgreeProposal) -> Reply:
    """The second person's yes: it is done in this transaction. Raises NotFound beyond what they may do themselves."""
    kind = _kind(ctx, intent.subject)
    settle_question(ctx, "proposal")
    proposal = proposals.decide(ctx.session, intent.subject, AGREED, ctx.person_id, ctx.now)
    facts = kind.done(ctx, proposal)
    record(ctx.session, ctx.now, ctx.actor.id, f"{proposal.kind}.done", f"proposal:{proposal.id}", **facts)
    _tell_proposer(ctx, proposal, kind, "proposal-agreed-note")
    return Reply("proposal-agreed", {"what": kind.worded(ctx, proposal.content, ctx.actor.language)})


def refuse(ctx: Ctx, intent: RefuseProposal) -> Reply:
    """The second person's no: nothing is done, and the proposer hears whom to talk to."""
    kind = _kind(ctx, intent.subject)
    settle_question(ctx, "proposal")
    proposal = proposals.decide(ctx.session, intent.subject, REFUSED, ctx.person_id, ctx.now)
    _tell_proposer(ctx, proposal, kind, "proposal-refused-note")
    return Reply("proposal-refused", {"author": ctx.session.get_one(Person, proposal.actor_id).name})


def withdraw(ctx: Ctx, intent: WithdrawProposal) -> Reply:
    """The proposer takes it back while it waits."""
    proposal = proposals.withdraw(ctx.session, intent.subject, ctx.person_id, ctx.now)
    _close(ctx, proposal)
    kind = KINDS[proposal.kind]
    return Reply("proposal-withdrawn", {"what": kind.worded(ctx, proposal.content, ctx.actor.language)})


def _kind(ctx: Ctx, proposal_id: int) -> Kind:
    """The kind, for whoever may do all over the community what it is about; nobody else sees that there is one."""
    proposal = ctx.session.get(Proposal, proposal_id)
    kind = KINDS.get(proposal.kind) if proposal else None
    if kind is None or not everywhere(ctx.session, paths_for(ctx.actor, kind.act)):
        raise NotFound(what="")
    return kind


def _tell_proposer(ctx: Ctx, proposal: Proposal, kind: Kind, key: str) -> None:
    _close(ctx, proposal)
    proposer = ctx.session.get_one(Person, proposal.actor_id)
    facts = {"name": ctx.actor.name, "what": kind.worded(ctx, proposal.content, proposer.language)}
    post(
        ctx.session, proposal.actor_id, key, facts, purpose="proposal-note", subject=f"proposal:{proposal.id}",
        now=ctx.now, expires_at=ctx.now + STANDS, language=proposer.language,
    )  # fmt: skip


def _close(ctx: Ctx, proposal: Proposal) -> None:
    assert proposal.id is not None
    for question in ("proposal", "proposed"):
        close_prompts(ctx.session, question, proposal.id, ctx.now)


ROUTES = (
    Route(AgreeProposal, agree, "proposal.decide"),
    Route(RefuseProposal, refuse, "proposal.decide"),
    Route(WithdrawProposal, withdraw, "proposal.decide"),
)
