"""Residents whom a helper enters, their own yes, and several people behind one phone."""

from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import col, select

from bot.context import Ask, Ctx, Reply
from bot.grammar import AskWho, one_number, plain
from bot.intents import About, Said, Worded
from bot.replies import read
from bot.routes import Route
from models import households
from models.audit import record
from models.care import AGREED, Care
from models.care_ladder import call
from models.following import close_prompts
from models.grid import UNIT, Grid
from models.lookup import find_grid, read_phone
from models.outbox import post
from models.people import Person
from models.permissions import paths_for
from models.posts import UNIT_HEAD, VOLUNTEER
from models.prompts import Prompt
from models.questions import QUESTIONS
from models.shared_phones import WHOSE, Behind, behind, takes_turn

ENTER = "resident.enter"
NAME_LENGTH = 20
WHOSE_STANDS = timedelta(hours=2)
NEWS_STANDS = timedelta(days=7)


class EnterResident(Worded):
    """This neighbour wishes to hear from us: name, phone, and where they live."""


class ElderAgree(About):
    """Yes, write to me."""


class ElderRefuse(About):
    """No, do not."""


class ElderUnclear(Said):
    """Something that is neither, for sure."""


def enter(ctx: Ctx, intent: EnterResident) -> Reply:
    """Enter a neighbour and ask them; nothing else is sent before their own yes.

    Raises PhoneClosed and what finding a grid raises.
    """
    words = intent.text.replace(",", " ").split()
    phone = next((found for word in words if (found := read_phone(word))), None)
    rest = [word for word in words if read_phone(word) != phone or phone is None]
    name, where = _named(rest)
    if phone is None or not name or len(name) > NAME_LENGTH:
        return Reply("usage-resident-enter")
    grid = _home(ctx, where)
    if grid is None:
        return Reply("usage-resident-enter")
    today = ctx.now.astimezone(ctx.zone).date()
    entered = households.enter(ctx.session, name, phone, grid, ctx.person_id, ctx.now, today)
    record(ctx.session, ctx.now, ctx.actor.id, "resident-enter", f"person:{entered.person_id}", grid=grid.code)
    facts = {"name": name, "grid": grid.name}
    if entered.agreed:
        return Reply("resident-known", facts)
    invited = households.invite(ctx.session, entered.person_id, ctx.actor.name, ctx.person_id, ctx.now, today)
    if not invited:
        return Reply("resident-asked-before", facts)
    return Reply("resident-entered-shared" if entered.shared else "resident-entered", facts)


def _named(words: Sequence[str]) -> tuple[str, str]:
    """(the name, the grid) of what is left without the phone: one word, or all the Latin ones that begin it."""
    latin = next((place for place, word in enumerate(words) if not (word.isascii() and word.isalpha())), len(words))
    return " ".join(words[: max(latin, 1)]), " ".join(words[max(latin, 1) :])


def _home(ctx: Ctx, said: str) -> Grid | None:
    """The grid that was named, within the speaker's; else the speaker's own stairwell."""
    paths = paths_for(ctx.actor, ENTER)
    if said:
        return find_grid(ctx.session, said, paths)
    own = [held for held in ctx.actor.posts if held.role in (UNIT_HEAD, VOLUNTEER) and held.level == UNIT]
    return ctx.session.get_one(Grid, own[0].grid_id) if own else None


def agree(ctx: Ctx, intent: ElderAgree) -> Reply:
    """Their own yes: from now on they may be written to."""
    if ctx.person_id != intent.subject:
        return Reply("error-old-button")
    person = ctx.session.get_one(Person, ctx.person_id)
    person.consent_at = person.consent_at or ctx.now
    ctx.session.add(person)
    _tell_helper(ctx, "resident-agreed-note")
    close_prompts(ctx.session, households.QUESTION, ctx.person_id, ctx.now)
    record(ctx.session, ctx.now, ctx.actor.id, "consent", ctx.inbound.channel)
    return Reply("elder-joined", {"name": person.name})


def refuse(ctx: Ctx, intent: ElderRefuse) -> Reply:
    """Their own no: nothing more is sent to them."""
    if ctx.person_id != intent.subject:
        return Reply("error-old-button")
    households.refused(ctx.session, ctx.person_id)
    _tell_helper(ctx, "resident-refused-note")
    close_prompts(ctx.session, households.QUESTION, ctx.person_id, ctx.now)
    record(ctx.session, ctx.now, ctx.actor.id, "refuse", ctx.inbound.channel)
    return Reply("elder-refused")


def unclear(ctx: Ctx, intent: ElderUnclear) -> Reply:
    """Asked once more; then the helper hears that it has to be asked in person. It is never taken for a yes."""
    assert ctx.prompt is not None
    data, left = ctx.prompt.data, ctx.prompt.expires_at - ctx.now
    if not data.get("unclear"):
        again = Ask(households.QUESTION, intent.subject, {**data, "unclear": 1}, stands=left)
        return Reply("elder-join-again", {"name": ctx.actor.name}, again, edit=False)
    _tell_helper(ctx, "resident-unread-note")
    close_prompts(ctx.session, households.QUESTION, ctx.person_id, ctx.now)
    return Reply("elder-join-person", edit=False)


def _tell_helper(ctx: Ctx, key: str) -> None:
    by_id = ctx.prompt.data.get("by") if ctx.prompt is not None else None
    if by_id is not None:
        post(
            ctx.session, int(by_id), key, {"name": ctx.actor.name}, purpose="resident-answer",
            subject=f"{ctx.person_id}:{ctx.inbox_id}", now=ctx.now, expires_at=ctx.now + NEWS_STANDS,
        )  # fmt: skip


# --- several behind one phone ---
def ask_who(ctx: Ctx, intent: AskWho) -> Reply:
    """Who is speaking? Then their own question, so that the next answer is theirs. A call for help does not wait."""
    those = behind(ctx.session, ctx.inbound.channel, [ctx.inbound.sender], ctx.now).get(ctx.inbound.sender)
    if those is None:
        return Reply("not-understood", {"said": intent.text[:20]}, edit=False)
    asked = _open_whose(ctx, those)
    chosen = _chosen(those, intent.text, numbers=asked)
    if chosen is None and (found := _urgent(ctx, those, intent.text)) is not None:
        return found
    if chosen is None:
        listed = [f"{place} {name}" for place, (_, name) in enumerate(those.people, 1)]
        ask = Ask(WHOSE, those.address_id, {}, WHOSE_STANDS, person_id=those.people[0][0])
        return Reply("whose-again" if asked else "whose", {"names": listed}, ask, edit=False)
    close_prompts(ctx.session, WHOSE, those.address_id, ctx.now)
    takes_turn(ctx.session, those.address_id, chosen[0], ctx.now)
    return _their_question(ctx, *chosen)


def _their_question(ctx: Ctx, person_id: int, name: str) -> Reply:
    """What that person is asked, once more; without one a kind word."""
    prompt = ctx.session.exec(
        select(Prompt)
        .where(Prompt.person_id == person_id, col(Prompt.answered_at).is_(None), Prompt.expires_at > ctx.now)
        .order_by(col(Prompt.asked_at).desc(), col(Prompt.id).desc())
    ).first()
    if prompt is None:
        return Reply("phone-yours", {"name": name}, edit=False)
    again = Ask(prompt.question, prompt.subject_id, prompt.data, prompt.expires_at - ctx.now, person_id=person_id)
    key = "care-once-more" if prompt.question == "care" else "phone-yours-ask"
    return Reply(key, {"name": name}, again, edit=False)


def _chosen(those: Behind, text: str, *, numbers: bool) -> tuple[int, str] | None:
    """Who a text names; a number does only where they were asked to choose by number."""
    number = one_number(plain(text)) if numbers else None
    if number is not None:
        return those.people[number - 1] if 1 <= number <= len(those.people) else None
    named = [one for one in those.people if one[1] and one[1] in text]
    return named[0] if len(named) == 1 else None


def _open_whose(ctx: Ctx, those: Behind) -> bool:
    mine = select(Prompt).where(
        Prompt.question == WHOSE, Prompt.subject_id == those.address_id, col(Prompt.answered_at).is_(None),
        Prompt.expires_at > ctx.now,
    )  # fmt: skip
    return ctx.session.exec(mine).first() is not None


def _urgent(ctx: Ctx, those: Behind, text: str) -> Reply | None:
    """Words that call for somebody, from a phone whose people are asked how they are: for all of them at once."""
    reading = read(text, QUESTIONS["care"])
    if reading.choice is None or reading.choice.says != "contact" or reading.rule == "number":
        return None
    ids = [id_ for id_, _ in those.people]
    cared = ctx.session.exec(select(Care.person_id).where(col(Care.person_id).in_(ids), Care.state == AGREED)).all()
    told = [name for person_id in sorted(cared) for name in call(ctx.session, person_id, ctx.now, ctx.zone)[1]]
    if not told:
        return None
    record(ctx.session, ctx.now, ctx.actor.id, "care-call", f"address:{those.address_id}")
    return Reply("care-called-both", {"names": list(dict.fromkeys(told))}, edit=False)


ROUTES = (
    Route(EnterResident, enter, ENTER, ("/resident", "登记住户", "登记居民", "resident"), EnterResident),
    Route(ElderAgree, agree, "self.manage"),
    Route(ElderRefuse, refuse, "self.manage"),
    Route(ElderUnclear, unclear, "self.manage"),
    Route(AskWho, ask_who, "self.manage"),
)
