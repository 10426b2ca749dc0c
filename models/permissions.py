"""Who may do what, where: one declared table {act × role → scope} and one pure question, `may`."""

from dataclasses import dataclass
from enum import IntEnum

from models.posts import (
    BUILDING_HEAD,
    COORDINATOR,
    GRID_HEAD,
    PARTNER,
    RESIDENT,
    REVIEWER,
    ROLES,
    UNIT_HEAD,
    VOLUNTEER,
)

GUEST = "guest"
"""The role of a sender nobody knows yet."""


class Scope(IntEnum):
    """How far an act reaches."""

    NONE = 0
    OWN = 1
    """what concerns oneself only"""
    SUBTREE = 2
    """the grids at and below one's posts"""
    ALL = 3
    """the whole community"""


@dataclass(frozen=True, slots=True)
class Held:
    """A running post of an actor."""

    role: str
    grid_id: int
    path: str
    level: int
    grid_code: str
    grid_name: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Who speaks: a person and the posts they hold now. `id` is None for a guest."""

    id: int | None
    name: str
    language: str
    consented: bool
    posts: tuple[Held, ...] = ()

    @property
    def roles(self) -> frozenset[str]:
        """The roles held now; a known person is at least a resident, an unknown one a guest."""
        if self.id is None:
            return frozenset({GUEST})
        return frozenset({RESIDENT, *(post.role for post in self.posts)})


_EVERYONE = (GUEST, *ROLES)
_PEOPLE = ROLES
_OWN_TASKS = {UNIT_HEAD: Scope.SUBTREE}
_ASKED = dict.fromkeys((UNIT_HEAD, BUILDING_HEAD, GRID_HEAD, REVIEWER, COORDINATOR, PARTNER), Scope.SUBTREE)
_LEADS = {BUILDING_HEAD: Scope.SUBTREE, GRID_HEAD: Scope.SUBTREE, REVIEWER: Scope.SUBTREE, COORDINATOR: Scope.SUBTREE}
_HEADS = dict.fromkeys((UNIT_HEAD, BUILDING_HEAD, GRID_HEAD), Scope.SUBTREE)
_OFFICE = {COORDINATOR: Scope.SUBTREE}
_HELPERS = dict.fromkeys((UNIT_HEAD, BUILDING_HEAD, GRID_HEAD, COORDINATOR), Scope.SUBTREE)
_OWN_AWAY = {UNIT_HEAD: Scope.OWN, BUILDING_HEAD: Scope.OWN, GRID_HEAD: Scope.OWN}

PERMISSIONS: dict[str, dict[str, Scope]] = {
    "talk": dict.fromkeys(_EVERYONE, Scope.OWN),
    "self.manage": dict.fromkeys(_PEOPLE, Scope.OWN),
    "task.report": _ASKED,
    "points.see": dict.fromkeys(_PEOPLE, Scope.OWN),
    "standing.see": dict.fromkeys(_PEOPLE, Scope.ALL),
    "task.follow": _LEADS,
    "task.excuse": {GRID_HEAD: Scope.SUBTREE, COORDINATOR: Scope.SUBTREE},
    "report.see": _LEADS,
    "invite.make": {VOLUNTEER: Scope.NONE, PARTNER: Scope.NONE, **_OFFICE},
    "message.post": _OFFICE,
    "delivery.see": _OFFICE,
    "delivery.settle": _OFFICE,
    "knock.answer": {**_OWN_TASKS, BUILDING_HEAD: Scope.SUBTREE, GRID_HEAD: Scope.SUBTREE, **_OFFICE},
    "post.appoint": _OFFICE,
    "points.correct": _OFFICE,
    "award.object": dict.fromkeys(_PEOPLE, Scope.OWN),
    "award.post": _OFFICE,
    "rules.change": _OFFICE,
    "proposal.decide": _OFFICE,
    "roster.import": _OFFICE,
    "calendar.enter": _OFFICE,
    "sending.guard": _OFFICE,
    "group.manage": _OFFICE,
    "nomination.make": dict.fromkeys(_PEOPLE, Scope.OWN),
    "nomination.review": {REVIEWER: Scope.SUBTREE, GRID_HEAD: Scope.SUBTREE, COORDINATOR: Scope.SUBTREE},
    "review.score": {REVIEWER: Scope.SUBTREE, GRID_HEAD: Scope.SUBTREE, COORDINATOR: Scope.SUBTREE},
    "review.answer": dict.fromkeys(_PEOPLE, Scope.OWN),
    "review.follow": _OFFICE,
    "honours.see": dict.fromkeys(_EVERYONE, Scope.ALL),
    "honour.give": _OFFICE,
    "birthday.enter": {
        UNIT_HEAD: Scope.SUBTREE,
        BUILDING_HEAD: Scope.SUBTREE,
        GRID_HEAD: Scope.SUBTREE,
        COORDINATOR: Scope.SUBTREE,
    },
    "event.join": dict.fromkeys(_PEOPLE, Scope.OWN),
    "event.organise": {
        PARTNER: Scope.SUBTREE,
        UNIT_HEAD: Scope.SUBTREE,
        BUILDING_HEAD: Scope.SUBTREE,
        GRID_HEAD: Scope.SUBTREE,
        **_OFFICE,
    },
    "event.follow": {GRID_HEAD: Scope.SUBTREE, **_OFFICE},
    "duty.see": _LEADS,
    "duty.edit": _OFFICE,
    "text.edit": _OFFICE,
    "text.approve": _OFFICE,
    "away.set": _OWN_AWAY,
    "cover.answer": dict.fromkeys(_PEOPLE, Scope.OWN),
    "resident.enter": {VOLUNTEER: Scope.SUBTREE, **_HELPERS},
    "care.arrange": _HELPERS,
    "vacancy.see": _LEADS,
    "person.see": {BUILDING_HEAD: Scope.SUBTREE, GRID_HEAD: Scope.SUBTREE, **_OFFICE},
    "wish.make": dict.fromkeys(_PEOPLE, Scope.OWN),
    "wish.enter": {VOLUNTEER: Scope.SUBTREE, **_HEADS, **_OFFICE},
    "wish.lead": {**_HEADS, **_OFFICE},
    "wish.read": {GRID_HEAD: Scope.SUBTREE, **_OFFICE},
    "handover.see": {UNIT_HEAD: Scope.SUBTREE, **_LEADS},
    "contacts.see": {**dict.fromkeys(_PEOPLE, Scope.OWN), UNIT_HEAD: Scope.SUBTREE, **_LEADS},
    "code.change": _OFFICE,
    "register.edit": _OFFICE,
    "help.tell": {**dict.fromkeys(_PEOPLE, Scope.OWN), **_LEADS},
    "photo.answer": _ASKED,
    "help.attest": dict.fromkeys(_PEOPLE, Scope.OWN),
    "spot.answer": {BUILDING_HEAD: Scope.OWN, GRID_HEAD: Scope.OWN, UNIT_HEAD: Scope.OWN, COORDINATOR: Scope.OWN},
    "trend.see": {UNIT_HEAD: Scope.SUBTREE, **_LEADS},
    "certificate.own": dict.fromkeys(_PEOPLE, Scope.OWN),
    "paper.make": _OFFICE,
    "board.make": _HELPERS,
    "sheet.make": _OFFICE,
    "appraisal.vote": dict.fromkeys(_PEOPLE, Scope.OWN),
    "appraisal.see": dict.fromkeys(_PEOPLE, Scope.OWN) | _OFFICE,
    "appraisal.set": _OFFICE,
    "appraisal.paper": {GRID_HEAD: Scope.SUBTREE, REVIEWER: Scope.SUBTREE, **_OFFICE},
    "audit.see": _OFFICE,
    "page.open": dict.fromkeys(_PEOPLE, Scope.OWN),
    "case.report": dict.fromkeys(_PEOPLE, Scope.OWN),
    "case.see": {UNIT_HEAD: Scope.SUBTREE, **_LEADS},
    "case.work": {BUILDING_HEAD: Scope.SUBTREE, GRID_HEAD: Scope.SUBTREE, **_OFFICE},
    "procedure.apply": dict.fromkeys(_PEOPLE, Scope.OWN),
    "procedure.help": {VOLUNTEER: Scope.SUBTREE, **_HEADS, **_OFFICE},
    "procedure.work": {REVIEWER: Scope.SUBTREE, **_OFFICE},
}
"""Coordinators act on the subtree of their post: a station's coordinator on the station, the community's on all."""


def scope_of(actor: Actor, act: str) -> Scope:
    """The widest scope any of the actor's roles has for an act; an undeclared act raises KeyError."""
    table = PERMISSIONS[act]
    return max((table.get(role, Scope.NONE) for role in actor.roles), default=Scope.NONE)


def roles_with(act: str) -> list[str]:
    """The roles that may do an act anywhere at all; an undeclared act raises KeyError."""
    return [role for role, scope in PERMISSIONS[act].items() if scope is not Scope.NONE]


def paths_for(actor: Actor, act: str) -> list[str]:
    """The subtrees in which the actor may do the act, for use in a query; ["/"] means everywhere."""
    table = PERMISSIONS[act]
    if scope_of(actor, act) is Scope.ALL:
        return ["/"]
    return [post.path for post in actor.posts if table.get(post.role, Scope.NONE) is Scope.SUBTREE]


def may(actor: Actor, act: str, path: str | None = None, person_id: int | None = None) -> bool:
    """Whether the actor may do the act, on the grid with that path or the person with that id where one is named."""
    scope = scope_of(actor, act)
    if scope in (Scope.NONE, Scope.ALL):
        return scope is Scope.ALL
    if person_id is not None and person_id == actor.id:
        return True
    if path is None:
        return person_id is None
    return any(path.startswith(mine) for mine in paths_for(actor, act))
