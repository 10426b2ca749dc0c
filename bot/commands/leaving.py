"""A post ends without a successor; somebody has moved away, or died. Both are shown first, and done after a yes."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlmodel import col, select

from bot.commands.event_lines import short_line
from bot.commands.lines import line, listed
from bot.commands.roles import role_key, take_role
from bot.commands.settling import settle_question
from bot.context import Ask, Ctx, Reply
from bot.intents import About, Worded
from bot.routes import Route
from models.audit import record
from models.care import AGREED, ASKED, Care
from models.care_checks import open_of
from models.db import new_id
from models.departing import Departed, depart, gives_up_cover, next_up, organised, posts_of
from models.errors import NotFound, StairwellError
from models.grid import Grid, within
from models.handover import LastOfOffice, Left, end_post, left_open
from models.lookup import find_grid, find_person, holds_elsewhere
from models.outbox import post
from models.people import Person
from models.permissions import paths_for
from models.posts import COORDINATOR, HEADS, Post

ACT = "post.appoint"
"""Whoever gives a post takes it back."""
NEWS_EXPIRES = timedelta(days=7)
MOVED, DIED = "moved", "died"


class EndPost(Worded):
    """Somebody holds a post no longer."""


class ConfirmEndPost(About):
    """End the post that was shown."""


class MovedAway(Worded):
    """Somebody has moved away."""


class PassedAway(Worded):
    """Somebody has died."""


class ConfirmDepart(About):
    """They are there no more, as was shown."""


class NotTheirPost(StairwellError):
    """Whoever was named does not hold that post; `lines` says who does."""

    key = "error-not-their-post"


class PostsElsewhere(StairwellError):
    """Somebody holds a post outside the speaker's grids, which is not theirs to end."""

    key = "error-posts-elsewhere"


# --- a post ends ---
def ending(ctx: Ctx, intent: EndPost) -> Reply:
    """Show what the end of a post brings about, and ask. Raises NotTheirPost and what find_person raises."""
    code, _, rest = intent.text.partition(" ")
    role, said = take_role(rest.strip())
    if code.startswith("#"):  # "#12 单元长 B3U1": who it is may come first
        code, said = said, code
    if not code or role is None:
        return Reply("usage-end-post")
    paths = paths_for(ctx.actor, ACT)
    grid = find_grid(ctx.session, code, paths)
    held = _held(ctx, grid, role, find_person(ctx.session, said, paths).id if said else None)
    if role == COORDINATOR and held.person_id == ctx.actor.id and not _holds_another(ctx, held):
        raise LastOfOffice
    left = left_open(ctx.session, grid, held, ctx.now)
    facts = {
        "name": ctx.session.get_one(Person, held.person_id).name, "number": held.person_id, "day": _today(ctx),
        "grid": f"{grid.code} {grid.name}", "role_key": role_key(role), "lines": _follows(ctx, left, held),
    }  # fmt: skip
    return Reply("end-post-preview", facts, Ask("end_post", new_id(ctx.now), {"post": held.id}, new=True))


def _held(ctx: Ctx, grid: Grid, role: str, person_id: int | None) -> Post:
    """The running post that is meant: of whoever was named, or the only one."""
    running = select(Post).where(Post.grid_id == grid.id, Post.role == role, col(Post.to_on).is_(None))
    found = ctx.session.exec(running.order_by(col(Post.deputy), col(Post.id))).all()
    theirs = [one for one in found if person_id in (None, one.person_id)]
    if len(theirs) == 1:
        return theirs[0]
    lines = [f"#{one.person_id} {ctx.session.get_one(Person, one.person_id).name}" for one in found]
    raise NotTheirPost(grid=grid.name, role_key=role_key(role), lines=lines or [line(ctx, "end-post-nobody")])


def _holds_another(ctx: Ctx, held: Post) -> bool:
    mine = (col(Post.person_id) == ctx.actor.id) & (col(Post.role) == COORDINATOR) & col(Post.to_on).is_(None)
    return ctx.session.exec(select(Post.id).where(mine, col(Post.id) != held.id)).first() is not None


def _follows(ctx: Ctx, left: Left, held: Post) -> list[str]:
    said = [line(ctx, "end-post-tasks", count=left.tasks)] if left.tasks and held.role in HEADS else []
    said += [line(ctx, "end-post-cases", count=left.cases)] if left.cases else []
    if held.role in HEADS and not held.deputy:
        said.append(line(ctx, "end-post-vacant"))
    return [*said, line(ctx, "end-post-tells")]


def confirm_end(ctx: Ctx, intent: ConfirmEndPost) -> Reply:
    """End it, once. Raises NotFound, LastOfOffice."""
    prompt = settle_question(ctx, "end_post")
    found = ctx.session.exec(
        select(Post, Grid)
        .join(Grid, col(Grid.id) == col(Post.grid_id))
        .where(Post.id == prompt.data["post"], within(paths_for(ctx.actor, ACT)))
    ).first()
    if found is None:
        raise NotFound(what="")
    held, grid = found
    left = end_post(ctx.session, grid, held, ctx.person_id, ctx.now, ctx.zone)
    facts = {
        "name": ctx.session.get_one(Person, held.person_id).name, "grid": grid.name, "role_key": role_key(held.role),
        "day": _today(ctx),
    }  # fmt: skip
    if left is None:
        return Reply("end-post-over", facts)
    if held.deputy:
        gives_up_cover(ctx.session, held, ctx.now)
    elif held.person_id != ctx.actor.id:
        _tell(ctx, held.person_id, "relieved-note", facts, "relieved", held, grid)
    _tell_vacant(ctx, [(held, grid)])
    record(
        ctx.session, ctx.now, ctx.actor.id, "post.end", f"post:{held.id}", grid=grid.code, role=held.role,
        person=held.person_id, tasks=left.tasks, cases=left.cases,
    )  # fmt: skip
    return Reply("end-post-done", facts)


def _tell_vacant(ctx: Ctx, ended: Sequence[tuple[Post, Grid]]) -> None:
    """Whoever is next above hears which grids have no head now: each of them all in one message."""
    theirs: dict[int, list[tuple[Post, Grid]]] = {}
    for held, grid in ended:
        who = next_up(ctx.session, grid, ctx.now.astimezone(ctx.zone).date())
        if held.role in HEADS and not held.deputy and who is not None and who != ctx.actor.id:
            theirs.setdefault(who, []).append((held, grid))
    for who, vacant in theirs.items():
        places = [{"grid": grid.name, "role_key": role_key(held.role)} for held, grid in vacant]
        several = {"count": len(places), "posts_said": [["posts-vacant-line", one] for one in places]}
        key, more = ("posts-vacant-note", several) if len(places) > 1 else ("post-vacant-note", {})
        _tell(ctx, who, key, places[0] | {"day": _today(ctx)} | more, "vacant", *vacant[0])


def _tell(ctx: Ctx, who: int, key: str, facts: dict[str, Any], purpose: str, held: Post, grid: Grid) -> None:
    post(
        ctx.session, who, key, facts, purpose=purpose, subject=f"post:{held.id}", now=ctx.now,
        expires_at=ctx.now + NEWS_EXPIRES, grid_id=grid.id,
    )  # fmt: skip


# --- somebody is there no more ---
def moved(ctx: Ctx, intent: MovedAway) -> Reply:
    """Show what follows when somebody has moved away, and ask."""
    return _departing(ctx, intent.text.strip(), MOVED)


def passed(ctx: Ctx, intent: PassedAway) -> Reply:
    """Show what follows when somebody has died, and ask."""
    return _departing(ctx, intent.text.strip(), DIED)


def _departing(ctx: Ctx, said: str, how: str) -> Reply:
    if not said:
        return Reply(f"usage-{how}")
    paths = paths_for(ctx.actor, ACT)
    found = find_person(ctx.session, said, paths)
    _may_depart(ctx, found.id, paths)
    facts = {"name": found.name, "number": found.id, "grids": list(found.grids[:3]), "lines": _stops(ctx, found.id)}
    return Reply(f"{how}-preview", facts, Ask("depart", new_id(ctx.now), {"person": found.id, "how": how}, new=True))


def _may_depart(ctx: Ctx, person_id: int, paths: list[str]) -> None:
    if person_id == ctx.actor.id:
        raise LastOfOffice
    if holds_elsewhere(ctx.session, person_id, paths):
        raise PostsElsewhere


def _stops(ctx: Ctx, person_id: int) -> list[str]:
    """What ends with it, a line each."""
    said = [
        line(ctx, "departs-post", grid=grid.name, role_key=role_key(held.role))
        for held, grid in posts_of(ctx.session, person_id)
    ]
    known = ctx.session.get(Care, person_id, populate_existing=True)
    if open_of(ctx.session, person_id) or (known is not None and known.state in (ASKED, AGREED)):
        said.append(line(ctx, "departs-care"))
    if goes_on := organised(ctx.session, person_id, ctx.now):
        said.append(line(ctx, "departs-events", titles=listed(ctx, [event.title for event in goes_on])))
    return [*said, line(ctx, "departs-messages")]


def confirm_depart(ctx: Ctx, intent: ConfirmDepart) -> Reply:
    """Done, once: nothing goes to them any more, and the events they organise are the speaker's.

    Raises PostsElsewhere, LastOfOffice.
    """
    prompt = settle_question(ctx, "depart")
    person_id, how = int(prompt.data["person"]), str(prompt.data["how"])
    _may_depart(ctx, person_id, paths_for(ctx.actor, ACT))
    done: Departed = depart(ctx.session, person_id, ctx.person_id, ctx.now, ctx.zone)
    _tell_vacant(ctx, done.posts)
    record(
        ctx.session, ctx.now, ctx.actor.id, f"person.{how}", f"person:{person_id}",
        posts=[held.id for held, _ in done.posts], tasks=done.tasks, cases=done.cases,
        events=[event.number for event in done.events],
    )  # fmt: skip
    facts: dict[str, Any] = {"name": ctx.session.get_one(Person, person_id).name}
    if not done.events:
        return Reply(f"{how}-done", facts)
    mine = {
        "numbers": [str(event.number) for event in done.events],
        "lines": [short_line(ctx, event) for event in done.events],
    }
    return Reply("departs-done-events", {"done_said": [[f"{how}-done", facts]]} | mine)


def _today(ctx: Ctx) -> str:
    return ctx.now.astimezone(ctx.zone).date().isoformat()


ROUTES = (
    Route(EndPost, ending, ACT, ("/endpost", "卸任", "免去", "end post"), EndPost),
    Route(ConfirmEndPost, confirm_end, ACT),
    Route(MovedAway, moved, ACT, ("/moved", "迁出", "moved away"), MovedAway),
    Route(PassedAway, passed, ACT, ("/passed", "离世", "passed away"), PassedAway),
    Route(ConfirmDepart, confirm_depart, ACT),
)
