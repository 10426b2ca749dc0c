"""Whoever scans a stairwell's notice board: asked whether they live there, waiting, and known by a neighbour or not."""

from datetime import timedelta

from sqlmodel import col, select

from bot.commands.lines import capped, line
from bot.context import Ask, Ctx, Reply
from bot.intents import About, Intent, Said
from bot.routes import Route
from models import newcomers
from models.audit import record
from models.board_codes import WISH, stairwell_of
from models.errors import NotFound, StairwellError
from models.grid import Grid
from models.newcomers import QUESTION, STANDS, WAIT_QUESTION, Newcomer
from models.people import PENDING, Address, Person, address_of, forget_pending
from models.permissions import may, paths_for
from models.posts import Post
from models.prompts import answered

CONFIRM = "resident.enter"
"""Who may enter a neighbour may say that somebody is one."""
NAME_LENGTH, MOST_SPACED = 20, 5
"""Characters of a name, and of one whose characters are set apart: 孙 玉 兰."""
ASK_STANDS = timedelta(hours=24)


class BadName(StairwellError):
    """A name has a character at least and NAME_LENGTH at most, and is no number."""

    key = "board-ask-name-again"


class BoardYes(About):
    """I live at the stairwell `subject`, and you may write to me."""


class BoardVolunteer(About):
    """The same, and I would like to volunteer."""


class BoardNo(About):
    """I do not live there, or do not wish to be written to."""


class BoardName(Said):
    """That is my name."""


class BoardStill(Said):
    """Something said while the answer is awaited."""


class BoardWithdraw(About):
    """I take it back."""


class NewcomerYes(About):
    """I know them, they are a neighbour."""


class NewcomerNo(About):
    """I do not know them."""


class ShowNewcomers(Intent):
    """Who scanned a board of mine and waits?"""


# --- the newcomer ---
def board_of(ctx: Ctx, said: str) -> tuple[Grid | None, bool]:
    """(the stairwell whose board's code that is, whether its bearer came to wish); None for any other code."""
    mark, _, code = said.partition("_")
    wishing = mark.casefold() == WISH
    return stairwell_of(ctx.session, code if wishing else said), wishing


def at_the_board(ctx: Ctx, grid: Grid | None, *, wishing: bool) -> Reply:
    """Somebody scanned a board: who is known at that stairwell is greeted, anybody else asked whether they live there.

    `grid` is None for a code that names none: who is known hears how to wish, a guest how to join.
    """
    if ctx.actor.id is not None and (wishing or _at_home(ctx, grid)):
        key = "board-wish-how" if wishing else "board-at-home"
        return Reply(key, {"name": ctx.actor.name, "grid": grid.name if grid else ""})
    if grid is None:
        return Reply("guest-hello")
    newcomers.room(ctx.session, grid, ctx.now)
    person_id = ctx.actor.id or stranger(ctx)
    waits = ctx.session.exec(
        select(Newcomer).where(
            Newcomer.person_id == person_id, Newcomer.grid_id == grid.id, Newcomer.state == newcomers.WAITING
        )
    ).first()
    if waits is not None:
        return _waiting(ctx, "board-still-waiting", waits)
    assert grid.id is not None
    key = "board-ask-wish" if wishing else "board-ask-join"
    return Reply(key, {"grid": grid.name}, Ask("board_join", grid.id, stands=ASK_STANDS, person_id=person_id))


def yes(ctx: Ctx, intent: BoardYes) -> Reply:
    """They live there: ask for a name where none is known, else ask those who know the neighbours."""
    return _agreed(ctx, intent.subject, volunteer=False)


def volunteer(ctx: Ctx, intent: BoardVolunteer) -> Reply:
    """The same; they would like to volunteer, which the coordinators hear of once somebody knows them."""
    return _agreed(ctx, intent.subject, volunteer=True)


def no(ctx: Ctx, intent: BoardNo) -> Reply:
    """Nothing is kept of them."""
    person = _bearer(ctx, "board_join")
    if person is None:
        return Reply("error-old-button")
    _drop_question(ctx)
    if ctx.actor.id is None:
        person.name = ""
        ctx.session.add(person)
        forget_pending(ctx.session, ctx.inbound.channel, ctx.inbound.sender)
    return Reply("board-declined")


def name(ctx: Ctx, intent: BoardName) -> Reply:
    """Take the name, and ask those who know the neighbours. Raises BadName, TooManyNewcomers."""
    person = _bearer(ctx, "board_name")
    if person is None or ctx.prompt is None:
        return Reply("error-old-button")
    person.name = read_name(intent.text)
    ctx.session.add(person)
    return _arrive(ctx, person, intent.subject, volunteer=bool(ctx.prompt.data.get("volunteer")))


def read_name(text: str) -> str:
    """A name out of what somebody says when asked for theirs: "我叫 孙玉兰。", "孙 兰", "Li Xiuying". Raises BadName.

    A sentence, a number and a command with words behind it are none: nobody is to be called so for good.
    """
    said = " ".join(text.split()).strip("。.！!，, ")
    for lead in ("我的名字叫", "我名字叫", "我叫", "我是", "叫", "I am ", "my name is "):
        if said.casefold().startswith(lead.casefold()):
            said = said[len(lead) :].strip()
            break
    if any("\u4e00" <= mark <= "\u9fff" for mark in said) and " " in said:
        said = said.replace(" ", "") if len(said) <= MOST_SPACED else ""
    if not 0 < len(said) <= NAME_LENGTH or not all(mark.isalpha() or mark in " ·•.-'’" for mark in said):
        raise BadName(most=NAME_LENGTH)
    return said


def still(ctx: Ctx, intent: BoardStill) -> Reply:
    """Nothing to do for them but to wait."""
    return Reply("board-still-waiting", edit=False)


def withdraw(ctx: Ctx, intent: BoardWithdraw) -> Reply:
    """They take it back, and nothing is kept of who only asked."""
    person = _bearer(ctx, WAIT_QUESTION)
    if person is None or not newcomers.withdraw(ctx.session, intent.subject, person.id or 0, ctx.now):
        return Reply("newcomer-over")
    return Reply("board-withdrawn")


def _agreed(ctx: Ctx, grid_id: int, *, volunteer: bool) -> Reply:
    person = _bearer(ctx, "board_join")
    if person is None:
        return Reply("error-old-button")
    if ctx.actor.id is None or not person.name:
        _drop_question(ctx)
        ask = Ask("board_name", grid_id, {"volunteer": volunteer}, ASK_STANDS, person_id=person.id)
        return Reply("board-ask-name", ask=ask)
    return _arrive(ctx, person, grid_id, volunteer=volunteer)


def _arrive(ctx: Ctx, person: Person, grid_id: int, *, volunteer: bool) -> Reply:
    assert person.id is not None
    _drop_question(ctx)
    grid = ctx.session.get_one(Grid, grid_id)
    waits = None if ctx.actor.id else address_of(ctx.session, ctx.inbound.channel, ctx.inbound.sender)
    one = newcomers.arrive(
        ctx.session, grid, person.id, volunteer, ctx.now, ctx.zone, None if waits is None else waits.id
    )
    record(ctx.session, ctx.now, person.id, "board-join", f"grid:{grid_id}", channel=ctx.inbound.channel)
    return _waiting(ctx, "board-waiting", one, name=person.name, grid=grid.name)


def _waiting(ctx: Ctx, key: str, one: Newcomer, **facts: str) -> Reply:
    """Until it is settled, whatever a guest says is answered by that; who is known goes on as before."""
    if ctx.actor.id is not None:
        return Reply("board-waiting-known" if facts else key, facts)
    left = one.asked_at + STANDS - ctx.now
    return Reply(key, facts, Ask(WAIT_QUESTION, one.id, stands=left, person_id=one.person_id))


def _bearer(ctx: Ctx, question: str) -> Person | None:
    """Who answers: the speaker; of a guest, whom their address waits to be, as long as that is nobody known."""
    if ctx.prompt is None or ctx.prompt.question != question:
        return None
    person = ctx.session.get_one(Person, ctx.prompt.person_id)
    return person if person.id == ctx.actor.id or _is_new(ctx, person) else None


def _is_new(ctx: Ctx, person: Person) -> bool:
    """Whether somebody is nobody yet: no consent, no post, no address but the one that waits."""
    held = ctx.session.exec(select(Post).where(Post.person_id == person.id)).first()
    known = select(Address).where(Address.person_id == person.id, Address.state != PENDING)
    return person.consent_at is None and held is None and ctx.session.exec(known).first() is None


def stranger(ctx: Ctx, name: str = "") -> int:
    """The person a guest's address waits to be: the one of before while that is nobody yet, or a new one."""
    before = address_of(ctx.session, ctx.inbound.channel, ctx.inbound.sender)
    if before is not None and _is_new(ctx, ctx.session.get_one(Person, before.person_id)):
        return before.person_id
    person = Person(name=name, language=ctx.actor.language, created_at=ctx.now)
    ctx.session.add(person)
    ctx.session.flush()
    assert person.id is not None
    waits_as(ctx, person.id)
    return person.id


def waits_as(ctx: Ctx, person_id: int) -> None:
    """The guest's address waits to be that person's, and nobody else's any more."""
    session, inbound = ctx.session, ctx.inbound
    forget_pending(session, inbound.channel, inbound.sender)
    session.add(
        Address(person_id=person_id, channel=inbound.channel, value=inbound.sender, state=PENDING, created_at=ctx.now)
    )
    session.flush()


def _at_home(ctx: Ctx, grid: Grid | None) -> bool:
    return grid is not None and any(post.grid_id == grid.id for post in ctx.actor.posts)


def _drop_question(ctx: Ctx) -> None:
    if ctx.prompt is not None:
        answered(ctx.session, ctx.prompt.id, ctx.now)


# --- who knows the neighbours ---
def known(ctx: Ctx, intent: NewcomerYes) -> Reply:
    """A neighbour: they are a resident now, and hear of it."""
    one = _of_mine(ctx, intent.subject)
    if one is None or newcomers.agree(ctx.session, one.id, ctx.person_id, ctx.now, ctx.zone) is None:
        return Reply("newcomer-over")
    record(ctx.session, ctx.now, ctx.actor.id, "newcomer-agreed", f"newcomer:{one.id}", person=one.person_id)
    return Reply("newcomer-agreed", _facts(ctx, one) | {"volunteer": "yes" if one.volunteer else "no"})


def unknown(ctx: Ctx, intent: NewcomerNo) -> Reply:
    """Nobody they know: it ends there."""
    one = _of_mine(ctx, intent.subject)
    facts = _facts(ctx, one) if one is not None else {}
    if one is None or newcomers.refuse(ctx.session, one.id, ctx.person_id, ctx.now, ctx.zone) is None:
        return Reply("newcomer-over")
    record(ctx.session, ctx.now, ctx.actor.id, "newcomer-refused", f"newcomer:{one.id}")
    return Reply("newcomer-refused", facts)


def show(ctx: Ctx, intent: ShowNewcomers) -> Reply:
    """Who waits in one's grids, and the question about who has waited longest."""
    found = newcomers.waiting(ctx.session, paths_for(ctx.actor, CONFIRM))
    if not found:
        return Reply("newcomers-none", edit=False)
    lines = [line(ctx, "newcomers-line", day=one.asked_at.astimezone(ctx.zone).date().isoformat(), name=name, grid=grid)
             for one, name, grid in found]  # fmt: skip
    first, name, grid = found[0]
    facts = {"lines": capped(ctx, lines), "count": len(found), "name": name, "grid": grid}
    return Reply("newcomers", facts, Ask(QUESTION, first.id, stands=first.asked_at + STANDS - ctx.now), edit=False)


def _of_mine(ctx: Ctx, newcomer_id: int) -> Newcomer | None:
    """That one, at a grid of the speaker's; whoever is elsewhere does not exist. One's own word does not count."""
    one = ctx.session.exec(select(Newcomer).where(col(Newcomer.id) == newcomer_id)).first()
    if one is None or one.person_id == ctx.actor.id:
        return None
    if not may(ctx.actor, CONFIRM, ctx.session.get_one(Grid, one.grid_id).path):
        raise NotFound(what="")
    return one


def _facts(ctx: Ctx, one: Newcomer) -> dict[str, str]:
    person, grid = ctx.session.get_one(Person, one.person_id), ctx.session.get_one(Grid, one.grid_id)
    return {"name": person.name, "grid": grid.name}


ROUTES = (
    Route(BoardYes, yes, "talk"),
    Route(BoardVolunteer, volunteer, "talk"),
    Route(BoardNo, no, "talk"),
    Route(BoardName, name, "talk"),
    Route(BoardStill, still, "talk"),
    Route(BoardWithdraw, withdraw, "talk"),
    Route(NewcomerYes, known, CONFIRM),
    Route(NewcomerNo, unknown, CONFIRM),
    Route(ShowNewcomers, show, CONFIRM, ("/newcomers", "新住户", "newcomers")),
)
