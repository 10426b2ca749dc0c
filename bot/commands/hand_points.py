"""Points by hand, given or taken back: one coordinator proposes, another agrees; nobody touches their own."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlmodel import col, select

from bot.commands.lines import worded
from bot.commands.point_rules import community_only
from bot.context import Ctx, Reply
from bot.intents import Worded
from bot.proposing import Kind, submit
from bot.routes import Route
from models.errors import EntryNotFound, StairwellError
from models.grid import Grid, community, within
from models.ledger import Entry, book, refuse_reversed
from models.ledger import reverse as reverse_entry
from models.lookup import find_person
from models.outbox import post
from models.people import Person
from models.permissions import paths_for
from models.point_rules import BONUS, BONUS_MOST
from models.posts import Post
from models.proposals import Proposal
from models.text import in_full

NEWS_STANDS = timedelta(days=7)
REASON_LENGTH = 100
"""So that the note to the person still fits two SMS segments."""
_BONUS = re.compile(r"(.+?)\s+(\d{1,4})分?\s+(.{2,})", re.ASCII | re.DOTALL)
_REVERSE = re.compile(r"#?(\d{1,15})\s+(.{2,})", re.ASCII | re.DOTALL)


class GivePoints(Worded):
    """Somebody shall have so many points, for a reason."""


class Reverse(Worded):
    """That entry shall be taken back, for a reason."""


class OwnPoints(StairwellError):
    """Nobody gives points to themselves."""

    key = "error-own-points"


class OwnEntry(StairwellError):
    """Nobody corrects their own points."""

    key = "error-own-entry"


def give_points(ctx: Ctx, intent: GivePoints) -> Reply:
    """Propose points for somebody, with a reason; a second person decides. Raises OwnPoints."""
    community_only(ctx, "points.correct")
    match = _BONUS.fullmatch(intent.text.strip())
    if match is None or not 1 <= int(match[2]) <= BONUS_MOST:
        return Reply("usage-bonus", {"most": BONUS_MOST})
    person = find_person(ctx.session, match[1], paths_for(ctx.actor, "points.correct"))
    if person.id == ctx.actor.id:
        raise OwnPoints
    reason = in_full(match[3], REASON_LENGTH)
    content = {"person_id": person.id, "name": person.name, "points": int(match[2]), "reason": reason}
    return submit(ctx, "bonus", KINDS["bonus"], f"person:{person.id}", content)


def take_back(ctx: Ctx, intent: Reverse) -> Reply:
    """Propose to take an entry back, with a reason; a second person decides. Raises OwnEntry, AlreadyReversed."""
    match = _REVERSE.fullmatch(intent.text.strip())
    if match is None:
        return Reply("usage-reverse")
    entry = ctx.session.exec(
        select(Entry)
        .join(Grid, col(Grid.id) == col(Entry.grid_id))
        .where(col(Entry.seq) == int(match[1]), within(paths_for(ctx.actor, "points.correct")))
    ).first()
    if entry is None:
        raise EntryNotFound(what=match[1])
    if entry.person_id == ctx.actor.id:
        raise OwnEntry
    refuse_reversed(ctx.session, entry)
    reason = in_full(match[2], REASON_LENGTH)
    content = {"entry": entry.seq, "reason": reason}
    return submit(ctx, "reversal", KINDS["reversal"], f"entry:{entry.seq}", content)


def _bonus_agreed(ctx: Ctx, proposal: Proposal) -> Mapping[str, object]:
    """Book it where the person serves, else at the community; nobody agrees to points for themselves."""
    content, person_id = proposal.content, proposal.content["person_id"]
    if person_id == ctx.actor.id:
        raise OwnPoints
    running = select(Post).where(Post.person_id == person_id, col(Post.to_on).is_(None)).order_by(col(Post.id))
    held = ctx.session.exec(running).first()
    root = community(ctx.session)
    assert root.id is not None
    points = book(
        ctx.session, BONUS, content["points"], person_id=person_id, grid_id=held.grid_id if held else root.id,
        source=f"proposal:{proposal.id}", now=ctx.now, zone=ctx.zone, actor_id=ctx.actor.id, reason=content["reason"],
    )  # fmt: skip
    facts = {"points": points, "reason": content["reason"]}
    post(
        ctx.session, person_id, "bonus-note", facts, purpose="bonus", subject=f"proposal:{proposal.id}", now=ctx.now,
        expires_at=ctx.now + NEWS_STANDS,
    )  # fmt: skip
    return {"person": person_id, "points": points}


def _reversal_agreed(ctx: Ctx, proposal: Proposal) -> Mapping[str, object]:
    """Take it back and tell whose it was; nobody agrees about their own. Raises OwnEntry, AlreadyReversed."""
    entry, reason = ctx.session.get_one(Entry, proposal.content["entry"]), proposal.content["reason"]
    if entry.person_id == ctx.actor.id:
        raise OwnEntry
    points = reverse_entry(ctx.session, entry, now=ctx.now, actor_id=ctx.actor.id, reason=reason)
    facts = {"entry": entry.seq, "points": f"{points:+d}", "reason": reason}
    post(
        ctx.session, entry.person_id, "reversed-note", facts, purpose="reversal", subject=f"entry:{entry.seq}",
        now=ctx.now, expires_at=ctx.now + NEWS_STANDS, grid_id=entry.grid_id,
    )  # fmt: skip
    return {"entry": entry.seq, "points": points}


def _bonus_words(ctx: Ctx, content: Mapping[str, Any], language: str) -> str:
    name = ctx.session.get_one(Person, content["person_id"]).name
    return worded(language, "bonus-proposal", name=name, points=content["points"], reason=content["reason"])


def _reversal_words(ctx: Ctx, content: Mapping[str, Any], language: str) -> str:
    entry = ctx.session.get_one(Entry, content["entry"])
    name = ctx.session.get_one(Person, entry.person_id).name
    return worded(
        language, "reversal-proposal", entry=entry.seq, name=name, points=entry.points, reason=content["reason"]
    )


KINDS = {
    "bonus": Kind("points.correct", _bonus_words, _bonus_agreed),
    "reversal": Kind("points.correct", _reversal_words, _reversal_agreed),
}
ROUTES = (
    Route(GivePoints, give_points, "points.correct", ("/bonus", "奖励", "bonus"), GivePoints),
    Route(Reverse, take_back, "points.correct", ("/reverse", "冲正", "reverse"), Reverse),
)
