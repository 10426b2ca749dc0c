"""Who may do what, where: every registered command × every role."""

import pytest

from bot.commands import ALL
from models.permissions import GUEST, PERMISSIONS, Actor, Held, Scope, may, paths_for, scope_of
from models.posts import COORDINATOR, GRID_HEAD, LEVELS_OF_ROLE, ROLES, UNIT_HEAD

EXPECTED = {
    "talk": set(ROLES) | {GUEST},
    "self.manage": set(ROLES),
    "task.report": {"unit_head", "building_head", "grid_head", "reviewer", "coordinator", "partner"},
    "points.see": set(ROLES),
    "standing.see": set(ROLES),
    "task.follow": {"building_head", "grid_head", "reviewer", "coordinator"},
    "task.excuse": {"grid_head", "coordinator"},
    "report.see": {"building_head", "grid_head", "reviewer", "coordinator"},
    "invite.make": {"coordinator"},
    "message.post": {"coordinator"},
    "delivery.see": {"coordinator"},
    "delivery.settle": {"coordinator"},
    "knock.answer": {"unit_head", "building_head", "grid_head", "coordinator"},
    "post.appoint": {"coordinator"},
    "points.correct": {"coordinator"},
    "award.object": set(ROLES),
    "award.post": {"coordinator"},
    "rules.change": {"coordinator"},
    "proposal.decide": {"coordinator"},
    "roster.import": {"coordinator"},
    "calendar.enter": {"coordinator"},
    "sending.guard": {"coordinator"},
    "group.manage": {"coordinator"},
    "nomination.make": set(ROLES),
    "nomination.review": {"reviewer", "grid_head", "coordinator"},
    "review.score": {"reviewer", "grid_head", "coordinator"},
    "review.answer": set(ROLES),
    "review.follow": {"coordinator"},
    "honours.see": set(ROLES) | {GUEST},
    "honour.give": {"coordinator"},
    "birthday.enter": {"unit_head", "building_head", "grid_head", "coordinator"},
    "event.join": set(ROLES),
    "event.organise": {"partner", "unit_head", "building_head", "grid_head", "coordinator"},
    "event.follow": {"grid_head", "coordinator"},
    "duty.see": {"building_head", "grid_head", "reviewer", "coordinator"},
    "duty.edit": {"coordinator"},
    "text.edit": {"coordinator"},
    "text.approve": {"coordinator"},
    "away.set": {"unit_head", "building_head", "grid_head"},
    "cover.answer": set(ROLES),
    "resident.enter": {"volunteer", "unit_head", "building_head", "grid_head", "coordinator"},
    "care.arrange": {"unit_head", "building_head", "grid_head", "coordinator"},
    "vacancy.see": {"building_head", "grid_head", "reviewer", "coordinator"},
    "person.see": {"building_head", "grid_head", "coordinator"},
    "wish.make": set(ROLES),
    "wish.enter": {"volunteer", "unit_head", "building_head", "grid_head", "coordinator"},
    "wish.lead": {"unit_head", "building_head", "grid_head", "coordinator"},
    "wish.read": {"grid_head", "coordinator"},
    "handover.see": {"unit_head", "building_head", "grid_head", "reviewer", "coordinator"},
    "contacts.see": set(ROLES),
    "code.change": {"coordinator"},
    "register.edit": {"coordinator"},
    "page.open": set(ROLES),
    "audit.see": {"coordinator"},
    "help.tell": set(ROLES),
    "help.attest": set(ROLES),
    "photo.answer": {"unit_head", "building_head", "grid_head", "reviewer", "coordinator", "partner"},
    "spot.answer": {"unit_head", "building_head", "grid_head", "coordinator"},
    "trend.see": {"unit_head", "building_head", "grid_head", "reviewer", "coordinator"},
    "certificate.own": set(ROLES),
    "paper.make": {"coordinator"},
    "board.make": {"unit_head", "building_head", "grid_head", "coordinator"},
    "sheet.make": {"coordinator"},
    "appraisal.vote": set(ROLES),
    "appraisal.see": set(ROLES),
    "appraisal.set": {"coordinator"},
    "appraisal.paper": {"grid_head", "reviewer", "coordinator"},
    "case.report": set(ROLES),
    "case.see": {"unit_head", "building_head", "grid_head", "reviewer", "coordinator"},
    "case.work": {"building_head", "grid_head", "coordinator"},
    "procedure.apply": set(ROLES),
    "procedure.help": {"volunteer", "unit_head", "building_head", "grid_head", "coordinator"},
    "procedure.work": {"reviewer", "coordinator"},
}
"""Written down a second time on purpose: a change of the table must be meant."""


def actor(role: str, path: str = "/HT/HT01/") -> Actor:
    """Somebody who holds one role at one grid; a guest for GUEST."""
    if role == GUEST:
        return Actor(None, "", "zh-CN", False)
    level = LEVELS_OF_ROLE.get(role, (3,))[0]
    return Actor(7, "某人", "zh-CN", True, (Held(role, 1, path, level, "HT01", "第一服务站"),))


@pytest.mark.parametrize("act", sorted(PERMISSIONS))
@pytest.mark.parametrize("role", [GUEST, *ROLES])
def test_each_role_may_do_exactly_what_is_written_down(act: str, role: str) -> None:
    """The table lets each role do what is meant, and nothing else."""
    assert (scope_of(actor(role), act) is not Scope.NONE) == (role in EXPECTED[act])


def test_every_route_names_a_declared_act_and_every_act_has_a_route() -> None:
    """No command runs without a permission, and no permission stands for nothing."""
    assert {route.act for route in ALL} == set(PERMISSIONS)


@pytest.mark.parametrize("act", sorted(PERMISSIONS))
def test_a_subtree_ends_where_the_post_ends(act: str) -> None:
    """Whoever may act on a subtree may not act beside it, nor on a grid whose code merely begins alike."""
    for role in ROLES:
        if scope_of(actor(role), act) is not Scope.SUBTREE:
            continue
        assert may(actor(role), act, "/HT/HT01/A/")
        assert not may(actor(role), act, "/HT/HT02/A/")
        assert not may(actor(role), act, "/HT/HT011/")
        assert not may(actor(role), act, "/HT/")


def test_roles_add_up_but_scopes_stay_with_their_post() -> None:
    """A unit head who is also a coordinator elsewhere acts in each place by the role held there."""
    both = Actor(7, "某人", "zh-CN", True, (
        Held(UNIT_HEAD, 1, "/HT/HT01/A/U1/", 5, "U1", "一单元"),
        Held(COORDINATOR, 2, "/HT/HT02/", 2, "HT02", "第二服务站"),
    ))  # fmt: skip
    assert paths_for(both, "task.follow") == ["/HT/HT02/"]
    assert not may(both, "task.excuse", "/HT/HT01/A/U1/")


def test_oneself_is_always_in_scope_and_an_unknown_act_is_a_mistake() -> None:
    """Own points are one's own; an undeclared act raises rather than allows."""
    assert may(actor(GRID_HEAD), "points.see", person_id=7)
    assert not may(actor(GRID_HEAD), "points.see", person_id=8)
    with pytest.raises(KeyError):
        scope_of(actor(GRID_HEAD), "anything.else")
