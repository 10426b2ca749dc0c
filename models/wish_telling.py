"""What is said of a wish to others than who speaks: to the wisher, the claimer, the helper; and the questions with it.

No outgoing word says more of a wish than was published, nor whose it is to anybody but the claimer and the helper.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session, col

from models.db import write_queued
from models.following import close_prompts
from models.nominations import can_hear
from models.outbox import post
from models.people import Person
from models.point_rules import rules_on
from models.prompts import ask
from models.telling import tell_coordinators
from models.wish_claims import RULE
from models.wish_contacts import Contact, helpers, listener
from models.wish_words import softened, wisher_name
from models.wishes import FULFILLED, HEAD, Wish, move, terms

PURPOSE = "wish"
OFFER = "wish_offer"
"""The question that goes with a list of wishes: which one?"""
STANDS = timedelta(days=7)
ANSWERABLE = timedelta(days=60)
BRIEF = 14
"""Characters of a wish that a short message quotes."""
OF_WISHER = ("wish_made", "wish_true", "wish_again", "wish_words", "wish_expired")
OF_CLAIM = ("wish_claimed", "wish_how")
OF_ANSWER = ("wish_confirm", "wish_check")
WISHER_TURNS = 2
"""How often the wisher is asked whether it is done before somebody else is."""


def brief(text: str) -> str:
    """The beginning of a wish, for a short message."""
    return text if len(text) <= BRIEF else text[: BRIEF - 1] + "…"


def wish_facts(wish: Wish) -> dict[str, Any]:
    """What every sentence about a wish may say: its number, and its words as far as they are public."""
    return {"number": wish.number, "wish": wish.public, "brief": brief(wish.public)}


def tell(
    session: Session,
    wish: Wish,
    person_id: int | None,
    key: str,
    now: datetime,
    question: str = "",
    facts: Mapping[str, Any] | None = None,
) -> bool:
    """Say something of a wish to somebody, with a question where one is named; False when they cannot be told."""
    if person_id is None or not can_hear(session, person_id):
        return False
    prompt_id = None
    if question:
        prompt_id = ask(session, person_id, question, wish.number, now, now + ANSWERABLE, {"round": wish.round})
        write_queued(session)  # the message names the question
    return post(
        session, person_id, key, wish_facts(wish) | dict(facts or {}), purpose=f"{PURPOSE}:{key}",
        subject=f"wish:{wish.number}:{int(now.timestamp())}", now=now, expires_at=now + STANDS, prompt_id=prompt_id,
        grid_id=wish.grid_id,
    )  # fmt: skip


def close(session: Session, wish: Wish, questions: tuple[str, ...], now: datetime) -> None:
    """Nobody is asked these about the wish any more."""
    for question in questions:
        close_prompts(session, question, wish.number, now)


# --- to whoever wishes ---
def ask_attested(session: Session, wish: Wish, now: datetime) -> bool:
    """Ask whoever a wish was entered for whether it is theirs."""
    facts = {"by": session.get_one(Person, wish.by_id).name, "brief": brief(softened(wish.words))}
    return tell(session, wish, wish.wisher_id, "wish-true-ask", now, "wish_true", facts)


def tell_published(session: Session, wish: Wish, now: datetime) -> None:
    """The words as everybody may read them now; whoever wished can still withdraw."""
    close(session, wish, ("wish_again", "wish_words"), now)
    tell(session, wish, listener(session, wish), "wish-published-note", now)


def tell_returned(session: Session, wish: Wish, now: datetime) -> None:
    """Whoever said it can say it anew."""
    facts = {"reason": wish.remark or "", "brief": brief(softened(wish.words))}
    tell(session, wish, wish.by_id, "wish-returned-note", now, "wish_again", facts)


def tell_claimed(session: Session, wish: Wish, how: Contact, now: datetime) -> None:
    """The wisher hears who comes and how; where a helper passes it on, the helper as well."""
    assert wish.claimer_id is not None
    close(session, wish, OF_WISHER, now)
    facts = {"name": session.get_one(Person, wish.claimer_id).name}
    tell(session, wish, listener(session, wish), f"wish-claimed-{how.how}", now, facts=facts)
    if how.how == HEAD and how.helper_id != listener(session, wish):
        tell(session, wish, how.helper_id, "wish-pass-on", now, facts=facts | {"whose": wisher_name(session, wish)})


def tell_open_again(session: Session, wish: Wish, now: datetime) -> None:
    """The claimer cannot come; somebody else is looked for."""
    close(session, wish, (*OF_CLAIM, *OF_ANSWER), now)
    tell(session, wish, listener(session, wish), "wish-open-again", now)


# --- to the claimer ---
def tell_confirmed(session: Session, wish: Wish, day: date, now: datetime) -> None:
    """Thanks from whoever wished, and the points."""
    close(session, wish, (*OF_WISHER, *OF_CLAIM, *OF_ANSWER), now)
    points = rules_on(session, day).rules[RULE].points
    tell(session, wish, wish.claimer_id, "wish-confirmed-note", now, facts={"points": points})


def tell_not_yet(session: Session, wish: Wish, now: datetime) -> None:
    """It is not done, says who was asked: the claimer has it again."""
    close(session, wish, OF_ANSWER, now)
    tell(session, wish, wish.claimer_id, "wish-not-yet-note", now, "wish_claimed")


def tell_withdrawn(session: Session, wish: Wish, now: datetime) -> None:
    """Whoever had claimed it need not do anything more."""
    close(session, wish, (*OF_WISHER, *OF_CLAIM, *OF_ANSWER), now)
    tell(session, wish, wish.claimer_id, "wish-withdrawn-note", now)


# --- is it done? ---
def ask_done(session: Session, wish: Wish, now: datetime) -> bool:
    """Ask the next one whether it is done: the wisher twice, then who can ask them, then the coordinators hear of it.

    Whoever is asked later does not take the question from those asked before. False when somebody else was quicker.
    """
    heard = can_hear(session, wish.wisher_id)
    turn = wish.asked if heard else max(wish.asked, WISHER_TURNS)
    others = helpers(session, wish)
    place = turn - WISHER_TURNS
    checker = others[place] if 0 <= place < len(others) else None
    values = {"asked": turn + 1, "asked_at": now, "checker_id": checker or wish.checker_id}
    if not move(session, wish, (col(Wish.state) == FULFILLED) & (col(Wish.asked) == wish.asked), values):
        return False
    assert wish.claimer_id is not None
    facts = {"name": session.get_one(Person, wish.claimer_id).name}
    if place < 0:
        facts |= {"note": softened(wish.note) or "–", "photo": wish.photos.splitlines()[-1] if wish.photos else ""}
        tell(session, wish, wish.wisher_id, "wish-done-ask", now, "wish_confirm", facts)
    elif checker is not None:
        facts["whose"] = wisher_name(session, wish)
        tell(session, wish, checker, "wish-check-ask", now, "wish_check", facts)
    else:
        tell_coordinators(
            session, "wish-stuck-note", {"number": wish.number}, purpose="wish:stuck", now=now, expires_at=now + STANDS,
            subject=f"wish:{wish.number}:{int(now.timestamp())}",
        )  # fmt: skip
    return True


def asks_left(session: Session, wish: Wish) -> bool:
    """Whether somebody is left to be asked if it is done; the last are the coordinators."""
    return wish.asked <= WISHER_TURNS + len(helpers(session, wish))


def answer_due(wish: Wish) -> datetime | None:
    """When the next one is to be asked whether it is done; None when nobody was asked yet."""
    return None if wish.asked_at is None else wish.asked_at + terms().confirm


def offer_facts(wishes: Sequence[Wish]) -> dict[str, Any]:
    """What an offer says: each wish on a numbered line, not whose it is or from where. `tasks` are its buttons."""
    said = [["wish-line", wish_facts(wish) | {"number": place}] for place, wish in enumerate(wishes, 1)]
    return {"count": len(wishes), "tasks": [wish.number for wish in wishes], "lines_said": said}
