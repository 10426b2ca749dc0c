"""People and their posts: found by name, sound, initials, number, phone's end or grid; and one person in full."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from bot.commands.lines import joined
from bot.commands.office import head_role
from bot.commands.people import SEE, wanted_of
from bot.commands.roles import role_key
from bot.web.office.grid import named
from bot.web.office.links import grid_cell
from bot.web.office.pages import ROWS, Page, View
from messages.render import period_name
from models.grid import grid_by_code
from models.nominations import categories
from models.people import SMS, TELEGRAM, Person
from models.people_lists import (
    AGREED,
    ENDED,
    NOW,
    SILENT,
    UNREACHABLE,
    Held,
    Listed,
    absences_of,
    can_be_reached,
    events_of,
    here_now,
    honours_of,
    messages_waiting,
    open_tasks,
    people,
    person_in,
    points_by_month,
    posts_of,
    ways_of,
)
from models.permissions import Scope, may, scope_of
from models.posts import HEADS, RESIDENT, ROLES
from models.trends import months_up_to

MONTHS = 12
NOMINATED_PUBLIC = "agreed"


def search(view: View) -> Mapping[str, Any]:
    """Those who fit what is searched for, in scope."""
    wanted = wanted_of(
        view.actor, view.arg("q"), role=view.arg("role"), when=view.arg("when"), party=view.arg("party") == "yes",
        channel=view.arg("channel"), consent=view.arg("consent"),
    )  # fmt: skip
    found = people(view.session, wanted, view.paths(SEE), ROWS + 1, view.skip)
    return {
        "fields": _fields(view, phones=bool(wanted.phones)), "rows": [_row(view, one) for one in found[:ROWS]],
        "more": len(found) > ROWS, "page": view.page,
    }  # fmt: skip


def _fields(view: View, *, phones: bool) -> list[Any]:
    def choices(name: str, *keys: str) -> tuple[str, str, str, list[tuple[str, str]]]:
        said = [(key, view.say(f"page-people-{name}-{key}")) for key in keys]
        return name, view.say(f"page-people-{name}"), view.arg(name), [("", view.say("page-people-any")), *said]

    roles = [("", view.say("page-people-any")), *((role, view.say(role_key(role))) for role in ROLES)]
    return [
        ("q", view.say("page-people-q-phone" if phones else "page-people-q"), view.arg("q"), None),
        ("role", view.say("page-grid-post"), view.arg("role"), roles), choices("when", NOW, ENDED),
        choices("party", "yes"), choices("channel", TELEGRAM, SMS), choices("consent", AGREED, SILENT, UNREACHABLE),
    ]  # fmt: skip


def _row(view: View, one: Listed) -> list[Any]:
    running = [held for held in one.posts if held.to_on is None]
    return [
        f"#{one.id}", {"text": one.name, "href": f"/office/person/{one.id}"},
        view.say("page-people-member") if one.party_member else "",
        joined(view.language, [_post(view, held) for held in (running or one.posts)[:3]]),
        view.say("page-people-consent-agreed" if one.consented else "page-people-consent-silent"),
        _ways(view, one.ways),
    ]  # fmt: skip


def _post(view: View, held: Held) -> str:
    key = "page-people-post-ended" if held.to_on else "page-people-post-deputy" if held.deputy else "page-people-post"
    return view.say(key, grid=held.grid, role_key=role_key(held.role))


def _ways(view: View, ways: Sequence[tuple[str, str]] | None) -> str:
    if ways is None:
        return ""
    keys = [(f"page-people-channel-{channel}", f"page-people-state-{state}") for channel, state in ways]
    said = [view.say("page-people-way", channel_key=channel, state_key=state) for channel, state in keys]
    return joined(view.language, said) if said else view.say("page-people-no-way")


# --- one person ---
def person(view: View) -> Mapping[str, Any] | None:
    """One person, as far as whoever looks may see them: every list by the permission it has in chat."""
    said = view.arg("id")
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0
    found = person_in(view.session, number, view.paths(SEE))
    if found is None or found.id is None:
        return None
    posts = posts_of(view.session, [found.id], view.paths(SEE)).get(found.id, [])
    return {
        "heading": found.name, "about": _about(view, found),
        "ways": _ways(view, ways_of(view.session, [found.id]).get(found.id, [])) if _here(view, found.id, SEE) else "",
        "posts": [_held(view, held) for held in posts], "tasks": _tasks(view, found.id),
        "points": _points(view, found.id), "events": _events(view, found.id), "honours": _honours(view, found.id),
        "away": _away(view, found.id), "waiting": _waiting(view, found), "acts": _acts(view, found, posts),
    }  # fmt: skip


def _about(view: View, person: Person) -> str:
    facts = {"number": person.id, "language_key": f"page-people-speaks-{'en' if person.language == 'en' else 'zh'}"}
    member = [view.say("page-people-member")] if person.party_member else []
    consent = person.consent_at
    agreed = (
        view.say("page-people-agreed-on", date=consent.astimezone(view.zone).date().isoformat())
        if consent else view.say("page-people-not-agreed")
    )  # fmt: skip
    return " · ".join([view.say("page-people-about", **facts), *member, agreed])


def _held(view: View, held: Held) -> list[Any]:
    role = view.say("page-grid-deputy-of" if held.deputy else "page-grid-as", role_key=role_key(held.role))
    last = view.say("page-grid-till-now") if held.to_on is None else held.to_on.isoformat()
    return [grid_cell(held.code, held.grid), role, held.from_on.isoformat(), last]


def _tasks(view: View, person_id: int) -> list[list[Any]]:
    rows = []
    for task, duty, grid in open_tasks(view.session, person_id, view.paths("task.follow")):
        late = task.due_at < view.now
        state = view.say("page-grid-state-overdue" if late else "page-grid-state-open")
        rows.append([
            period_name(task.period, view.language), named(view, duty), grid_cell(grid.code, grid.name),
            f"{task.due_at.astimezone(view.zone):%Y-%m-%d}", {"text": state, "kind": "bad" if late else ""},
        ])  # fmt: skip
    return rows


def _points(view: View, person_id: int) -> list[list[Any]]:
    """Points by month, newest first: for whoever may have the ledger's lines of those grids as a sheet."""
    if scope_of(view.actor, "sheet.make") is Scope.NONE:
        return []
    months = months_up_to(view.now.astimezone(view.zone).date(), MONTHS)
    booked = points_by_month(view.session, person_id, months, view.zone, view.paths("sheet.make"))
    return [
        [period_name(month, view.language), str(booked[month][0]), str(booked[month][1])]
        for month in reversed(months)
        if month in booked
    ]


def _events(view: View, person_id: int) -> list[list[Any]]:
    return [
        [
            f"{event.starts_at.astimezone(view.zone):%Y-%m-%d %H:%M}", event.title,
            view.say("page-people-came") if came else view.say(f"page-people-signup-{state}"),
        ]
        for event, state, came in events_of(view.session, person_id, view.paths("event.follow"))
    ]  # fmt: skip


def _honours(view: View, person_id: int) -> list[list[Any]]:
    """Their honours; what is not public only for whoever gives honours there."""
    gives = scope_of(view.actor, "honour.give") is not Scope.NONE
    found = honours_of(view.session, person_id, view.paths("honour.give") if gives else view.paths(SEE))
    return [
        [str(honour.year), categories()[honour.category].name[view.language],
         view.say("page-people-public" if consent == NOMINATED_PUBLIC else "page-people-not-public")]
        for honour, consent in found
        if gives or consent == NOMINATED_PUBLIC
    ]  # fmt: skip


def _here(view: View, person_id: int, act: str) -> bool:
    """Whether they hold a post now where whoever looks may do that act."""
    return bool(here_now(view.session, [person_id], view.paths(act)))


def _away(view: View, person_id: int) -> list[list[Any]]:
    if not _here(view, person_id, "vacancy.see"):
        return []
    return [
        [away.from_on.isoformat(), (away.to_on - timedelta(days=1)).isoformat()]
        for away in absences_of(view.session, [person_id])
    ]


def _waiting(view: View, person: Person) -> list[str]:
    """What is not settled about them: consent, a way to reach them, messages that have not got through."""
    assert person.id is not None
    said: list[str] = []
    if not _here(view, person.id, SEE):
        return said
    if person.consent_at is None:
        said.append(view.say("page-people-waits-consent"))
    elif not can_be_reached(view.session, person.id):
        said.append(view.say("page-people-waits-way"))
    if _here(view, person.id, "delivery.see"):
        queued, unreached = messages_waiting(view.session, person.id, view.now)
        said += [view.say("page-people-waits-queued", count=queued)] if queued else []
        said += [view.say("page-people-waits-unreached", count=unreached)] if unreached else []
    return said


def _acts(view: View, person: Person, posts: list[Held]) -> list[dict[str, str]]:
    """What may be said about them, as in chat: appoint, invite, reward, end a post, and that they are there no more."""
    chinese, acts = view.language == "zh-CN", []

    def add(key: str, zh: str, en: str, hint: str = "", **facts: str) -> None:
        label = view.say(f"page-people-act-{key}", **facts)
        acts.append({"words": zh if chinese else en, "label": label, "hint": hint})

    def path_of(held: Held) -> str:
        return grid_by_code(view.session, held.code).path

    if may(view.actor, "post.appoint"):
        add("appoint", f"任命 #{person.id}", f"appoint #{person.id}", view.say("page-people-hint-appoint"))
    for held in posts:
        grid = grid_by_code(view.session, held.code)
        if held.to_on is None and held.role in HEADS and not held.deputy and head_role(grid) == held.role:
            if may(view.actor, "invite.make", grid.path):
                add("invite", f"邀请 {held.code}", f"invite {held.code}")
            break
    if may(view.actor, "points.correct") and person.id != view.actor.id:
        add("bonus", f"奖励 #{person.id}", f"bonus #{person.id}", view.say("page-people-hint-bonus"))
    if may(view.actor, "post.appoint") and person.id != view.actor.id:
        for held in posts:
            if held.to_on is None and held.role != RESIDENT and may(view.actor, "post.appoint", path_of(held)):
                zh = f"卸任 {held.code} {view.say(role_key(held.role))} #{person.id}"
                en = f"end post {held.code} {held.role.replace('_', ' ')} #{person.id}"
                add("end-post", zh, en, grid=held.grid, role_key=role_key(held.role))
        add("moved", f"迁出 #{person.id}", f"moved away #{person.id}")
        add("died", f"离世 #{person.id}", f"passed away #{person.id}")
    return acts


PAGES = (
    Page("/office/people", SEE, "page-people-title", "people.html", search, menu="people", sheets=("people",)),
    Page("/office/person/{id}", SEE, "page-person-title", "person.html", person),
)
