"""Joining: a code opens the conversation, one plain sentence asks for consent, yes makes it so."""

import re
from datetime import date, timedelta

from bot.commands.event_roll import here_by_qr
from bot.commands.newcomers import at_the_board, board_of, stranger, waits_as
from bot.context import Ask, Ctx, Reply
from bot.intents import AcceptJoin, Consent, DeclineJoin, Refuse, Start
from bot.routes import Route
from models.audit import record
from models.checkins import open_task
from models.errors import StairwellError
from models.event_codes import qr_event
from models.grid import UNIT, Grid
from models.import_files import WEB
from models.joining import ALPHABET, CODE_LENGTH, JoinCode, read_code, use_code
from models.outbox import post
from models.people import (
    PENDING,
    STOPPED,
    Person,
    address_of,
    forget_pending,
    link_address,
    set_address_state,
    stop_person,
)
from models.posts import HEADS, UNIT_HEAD, VOLUNTEER, appoint
from models.prompts import answered

ASK_STANDS = timedelta(hours=24)
NEWS_EXPIRES = timedelta(days=7)
_CODE = re.compile(rf"(?:加入码?|join)?[\s:：]*((?=[A-Z]*[2-9])[{ALPHABET}]{{{CODE_LENGTH}}})", re.IGNORECASE)
"""A code, with the word before it or alone; one without a digit could be a word of a language."""


class CodeForwarded(StairwellError):
    """A personal code was opened by somebody else who is known already."""

    key = "error-code-forwarded"


def start(ctx: Ctx, intent: Start) -> Reply:
    """Open the conversation. With a code: ask whether it is them and whether they agree. Raises the code's refusals.

    A page is no address that a code could link: there it says where to send it.
    """
    known = ctx.actor.id
    if known is not None and qr_event(intent.code) is not None:
        return here_by_qr(ctx, intent.code)
    if not intent.code:
        return Reply("welcome-back", {"name": ctx.actor.name}) if known else Reply("guest-hello")
    board, wishing = board_of(ctx, intent.code)
    if board is not None or wishing:
        return at_the_board(ctx, board, wishing=wishing)
    code = read_code(ctx.session, intent.code, ctx.now)
    grid = ctx.session.get_one(Grid, code.grid_id)
    if known is not None and code.person_id is None:
        appoint(ctx.session, grid, VOLUNTEER, known, _today(ctx), ctx.now)
        return Reply("joined-volunteer", {"grid": grid.name, "name": ctx.actor.name})
    if known is not None and ctx.inbound.channel == WEB:
        mine = code.person_id == known and ctx.actor.consented
        return Reply("welcome-back", {"name": ctx.actor.name}) if mine else Reply("join-in-chat", edit=False)
    if known is not None and code.person_id != known:
        raise CodeForwarded
    if known is not None and ctx.actor.consented and _linked(ctx):
        return Reply("welcome-back", {"name": ctx.actor.name})
    person = _candidate(ctx, code)
    key = "join-ask-head" if code.person_id else "join-ask-volunteer"
    assert code.id is not None
    ask = Ask("join", code.id, stands=ASK_STANDS, person_id=person.id)
    return Reply(key, {"name": person.name, "grid": grid.name}, ask)


def _linked(ctx: Ctx) -> bool:
    address = address_of(ctx.session, ctx.inbound.channel, ctx.inbound.sender)
    return address is not None and address.state != PENDING


def _candidate(ctx: Ctx, code: JoinCode) -> Person:
    """Whom the sender would become; their address waits as pending until they say yes."""
    session, inbound = ctx.session, ctx.inbound
    if code.person_id is None:
        return session.get_one(Person, stranger(ctx, inbound.name[:20]))
    person = session.get_one(Person, code.person_id)
    waiting = address_of(session, inbound.channel, inbound.sender)
    assert person.id is not None
    if ctx.actor.id is None and waiting is not None and waiting.person_id == person.id:
        waiting.created_at = ctx.now
        session.add(waiting)
    elif ctx.actor.id is None:
        waits_as(ctx, person.id)
    return person


def _opened(ctx: Ctx, code: JoinCode) -> bool:
    """Whether a guest's phone has opened a personal code: one that waits since before it was made had another's link.

    The question is that person's, and would take the yes of every phone that waits to be theirs.
    """
    waiting = address_of(ctx.session, ctx.inbound.channel, ctx.inbound.sender)
    return code.person_id is None or ctx.actor.id is not None or (
        waiting is not None and waiting.created_at >= code.created_at
    )  # fmt: skip


def accept(ctx: Ctx, intent: AcceptJoin) -> Reply:
    """Yes: link the address, record the consent, use the code up, and say what comes next."""
    if ctx.prompt is None:
        return Reply("error-old-button")
    if ctx.inbound.channel == WEB:
        return Reply("join-in-chat", edit=False)
    code = ctx.session.get_one(JoinCode, intent.subject)
    if not _opened(ctx, code):
        return Reply("error-old-button", edit=False)
    use_code(ctx.session, code, ctx.now)
    person = ctx.session.get_one(Person, ctx.prompt.person_id)
    assert person.id is not None
    link_address(ctx.session, person.id, ctx.inbound.channel, ctx.inbound.sender, ctx.now)
    person.consent_at = person.consent_at or ctx.now
    ctx.session.add(person)
    answered(ctx.session, ctx.prompt.id, ctx.now)
    record(ctx.session, ctx.now, person.id, "join", f"grid:{code.grid_id}", channel=ctx.inbound.channel)
    grid = ctx.session.get_one(Grid, code.grid_id)
    facts = {"name": person.name, "grid": grid.name}
    if code.person_id is None:
        appoint(ctx.session, grid, VOLUNTEER, person.id, _today(ctx), ctx.now)
        return Reply("joined-volunteer" if person.name else "joined-nameless", facts, language=person.language)
    task = open_task(ctx.session, person.id, "inspection", ctx.now)
    if task is None:
        return Reply("joined-head" if grid.level == UNIT else "joined-post", facts, language=person.language)
    assert task.id is not None
    facts |= {"period": task.period, "due": task.due_at.astimezone(ctx.zone).date().isoformat()}
    ask = Ask("inspection", task.id, stands=task.accept_until - ctx.now, person_id=person.id)
    return Reply("joined-head-task", facts, ask, language=person.language)


def decline(ctx: Ctx, intent: DeclineJoin) -> Reply:
    """No: forget the address. The code stays good for whom it was made, and who made it is told.

    Whoever has said yes before is past that question.
    """
    if ctx.prompt is None or ctx.actor.consented:
        return Reply("error-old-button")
    code = ctx.session.get_one(JoinCode, intent.subject)
    forget_pending(ctx.session, ctx.inbound.channel, ctx.inbound.sender)
    answered(ctx.session, ctx.prompt.id, ctx.now)
    if code.made_by is not None and code.person_id is not None:
        grid = ctx.session.get_one(Grid, code.grid_id)
        post(
            ctx.session, code.made_by, "join-declined-note", {"grid": grid.name}, purpose="join-declined",
            subject=f"code:{code.id}", now=ctx.now, expires_at=ctx.now + NEWS_EXPIRES,
        )  # fmt: skip
    return Reply("join-declined")


def consent(ctx: Ctx, intent: Consent) -> Reply:
    """Yes to an invitation: from now on this person may be written to."""
    person = ctx.session.get_one(Person, ctx.person_id)
    person.consent_at = person.consent_at or ctx.now
    ctx.session.add(person)
    if ctx.prompt is not None:
        answered(ctx.session, ctx.prompt.id, ctx.now)
    record(ctx.session, ctx.now, ctx.actor.id, "consent", ctx.inbound.channel)
    heads = [post for post in ctx.actor.posts if post.role in HEADS] or list(ctx.actor.posts)
    key = "joined-head" if any(post.role == UNIT_HEAD for post in heads) else "joined-post"
    return Reply(key, {"name": person.name, "grid": heads[0].grid_name if heads else ""})


def refuse(ctx: Ctx, intent: Refuse) -> Reply:
    """No to an invitation: nothing more is sent to this address; on a page, to none of theirs."""
    if ctx.inbound.channel == WEB:
        stop_person(ctx.session, ctx.actor.id, WEB, ctx.inbound.sender)
    else:
        set_address_state(ctx.session, ctx.inbound.channel, ctx.inbound.sender, STOPPED)
    if ctx.prompt is not None:
        answered(ctx.session, ctx.prompt.id, ctx.now)
    record(ctx.session, ctx.now, ctx.actor.id, "refuse", ctx.inbound.channel)
    return Reply("refused")


def _code_in(said: str) -> str:
    """The code in what follows the word, or in "加入ABCD234567", as it comes from a phone without a space."""
    found = _CODE.fullmatch(said.strip())
    return found[1] if found else said


def _today(ctx: Ctx) -> date:
    return ctx.now.astimezone(ctx.zone).date()


ROUTES = (
    Route(Start, start, "talk", ("/start", "/join", "加入", "join"), lambda rest: Start(_code_in(rest)), pattern=_CODE),
    Route(AcceptJoin, accept, "talk"),
    Route(DeclineJoin, decline, "talk"),
    Route(Consent, consent, "self.manage"),
    Route(Refuse, refuse, "self.manage"),
)
