"""The audit as it is looked through: newest first, by person, act, subject and time, from the last line seen.

What people do about their own affairs stays theirs here, too: `WITHHELD`. The rows themselves are never changed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, false, true, tuple_
from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.audit import Audit
from models.grid import Grid, within
from models.lookup import everywhere
from models.people import Person
from models.posts import RESIDENT, VOLUNTEER, Post

KNOWN = (
    "web.sign-in", "web.sign-out", "admin.add", "join", "consent", "refuse", "stop", "resume", "resident-enter",
    "invite", "appoint", "roster.import", "group", "group-off", "duty.edit", "duty.add", "workdays.enter", "remind",
    "excuse", "away", "back", "stand-in", "announce", "announce-agree", "announce-refuse", "announce-call-off",
    "sending.pause", "sending.resume", "budget.set", "price.set", "resend", "leave", "knock-told", "knock-missed",
    "text.add", "text.approve", "text.withdraw", "text.plan", "text.use", "proposal.make", "proposal.agreed",
    "proposal.refused", "proposal.withdraw", "rule.done", "code.done", "bonus.done", "reversal.done",
    "award-rules.done", "awards-close.done", "appraisal.done", "appraisal.off", "appraisal.open", "appraisal.close",
    "paper.booked", "paper.differs", "awards.make", "awards.post", "awards.remake", "awards.name", "awards.hide",
    "objection.make", "objection.answer", "objection.accept", "objection.insist", "review.score", "review.comment",
    "review.answer", "nominate", "nominate-undo", "nomination-approved", "nomination-returned", "nomination-rejected",
    "honour", "honour-down", "public-agreed", "public-refused", "public-withdrawn", "phone.share", "phone.keep",
    "birthday", "birthday-delete", "birthday-enter", "birthday-agree", "birthday-refuse", "event-new", "event-close",
    "event-cancel", "event-hours", "event-places", "contest-judge", "contest-publish", "case.report", "case.view",
    "case.pass", "case.solve", "case.merge", "case.close", "case.reopen", "case.withdraw", "application.open",
    "application.view", "application.done", "application.asked", "application.refused", "application.withdrawn",
    "help.tell", "help.withdraw", "help.attest", "help.deny", "spot.true", "spot.otherwise", "spot.unseen", "photo.new",
    "photo.mistaken", "wish-made", "wish-entered", "wish-published", "wish-returned", "wish-claimed",
    "wish-handed-back", "wish-fulfilled", "wish-confirmed", "wish-not-yet", "wish-refused", "wish-withdrawn", "care",
    "care-end", "care-arrange", "care-agree", "care-refuse", "care-pause", "care-back", "care-call", "care-met",
    "care-unmet", "care-missed", "care-hands", "register.enter", "sheet.make", "application.ask", "board-join",
    "board-code", "newcomer-agreed", "newcomer-refused", "letter.back", "letter.settled",
    "post.end", "person.moved", "person.died",
)  # fmt: skip
"""Every act the program notes by name; its words are `act-…` in the catalogue, dots as hyphens."""

ACTOR, SUBJECT = "actor", "subject"
WITHHELD = {
    **dict.fromkeys((
        "wish-made", "wish-entered", "wish-refused", "wish-withdrawn", "wish-confirmed", "wish-not-yet",
        "application.open", "application.ask", "application.withdrawn", "case.report", "case.merge", "case.withdraw",
        "case.close", "case.reopen",
    ), frozenset({ACTOR})),
    **dict.fromkeys((
        "care", "care-end", "care-agree", "care-refuse", "care-pause", "care-back", "care-call",
    ), frozenset({ACTOR, SUBJECT})),
    "care-arrange": frozenset({SUBJECT}),
}  # fmt: skip
"""Acts of residents, or for them, whose actor or subject would say whose wish, application, report or care it is.

Neither is told, nor the facts; nobody is found by what is not told, and only the whole community's coordinators see
that there was such an act: a part's would learn where. Whose such a thing is, its own page or command tells whoever
works on it, which is noted where it is sensitive.
"""
OWN_ROLES = (RESIDENT, VOLUNTEER)
"""Posts that somebody holds where they live: what they do elsewhere for the community is not done there."""


@dataclass(frozen=True, slots=True)
class Sought:
    """Which acts: `people` None for anybody, `act` and `subject` "" for any ("wish:" is any wish).

    Times are aware, [start, end); `before` is the number of the last line that was seen, 0 to begin with the newest.
    """

    people: Sequence[int] | None = None
    act: str = ""
    subject: str = ""
    start: datetime | None = None
    end: datetime | None = None
    before: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """An act as it stands in a list: `actor_id` None and `actor` "" for the program itself and the command line, and
    where it is `withheld`; then "" may stand for the subject, too.
    """

    id: int
    at: datetime
    actor_id: int | None
    actor: str
    act: str
    subject: str
    facts: dict[str, Any]
    withheld: bool = False


def acts(session: Session, paths: Sequence[str], sought: Sought, most: int) -> list[Done]:
    """The newest `most` acts that are sought, of whom may be seen.

    Whoever acts for the whole community sees all, a part's coordinators what those did who serve in their part, but of
    the award lists, which are the whole community's, no objection. Of both what is WITHHELD stays untold.
    """
    query = sql(Audit).where(_may_see(session, paths))
    if sought.people is not None:
        query = query.where(col(Audit.actor_id).in_(sought.people) if sought.people else false(), _tells(ACTOR))
    if sought.act:
        query = query.where(col(Audit.act) == sought.act)
    if sought.subject:
        query = query.where(_tells(SUBJECT))
    if sought.subject.endswith(":"):
        query = query.where(col(Audit.subject) >= sought.subject, col(Audit.subject) < sought.subject[:-1] + ";")
    elif sought.subject:
        query = query.where(col(Audit.subject) == sought.subject)
    if sought.start is not None:
        query = query.where(col(Audit.at) >= sought.start)
    if sought.end is not None:
        query = query.where(col(Audit.at) < sought.end)
    if sought.before:
        last = session.execute(sql(col(Audit.at)).where(col(Audit.id) == sought.before)).scalar_one_or_none()
        if last is not None:
            query = query.where(tuple_(col(Audit.at), col(Audit.id)) < (last, sought.before))
    found = session.execute(query.order_by(col(Audit.at).desc(), col(Audit.id).desc()).limit(most)).scalars().all()
    ids = {one.actor_id for one in found if one.actor_id is not None}
    people = sql(col(Person.id), col(Person.name)).where(col(Person.id).in_(ids))
    names: dict[int | None, str] = {number: name for number, name in session.execute(people)}
    return [_done(one, names) for one in found]


def _done(one: Audit, names: Mapping[int | None, str]) -> Done:
    untold = WITHHELD.get(one.act, frozenset())
    who = None if ACTOR in untold else one.actor_id
    subject, facts = "" if SUBJECT in untold else one.subject, {} if untold else one.facts
    return Done(one.id or 0, one.at, who, names.get(who, ""), one.act, subject, facts, withheld=ACTOR in untold)


def _tells(what: str) -> ColumnElement[bool]:
    """That is not withheld of an act."""
    return col(Audit.act).not_in([act for act, untold in WITHHELD.items() if what in untold])


def _may_see(session: Session, paths: Sequence[str]) -> ColumnElement[bool]:
    if not paths:
        return false()
    if everywhere(session, list(paths)):
        return true()
    held = exists().where(col(Post.person_id) == col(Audit.actor_id), col(Post.to_on).is_(None))
    held = held.where(col(Post.role).not_in(OWN_ROLES))
    here: ColumnElement[bool] = held.where(col(Grid.id) == col(Post.grid_id), within(list(paths)))
    return here & ~col(Audit.act).startswith("objection.") & col(Audit.act).not_in(list(WITHHELD))
