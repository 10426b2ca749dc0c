"""The pools of texts and how long they last; the registers of compounds, committees, organisations and shops."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select as sql
from sqlmodel import col

from bot.commands.registers import ACT as REGISTERS
from bot.commands.text_entry import use_line
from bot.web.office import asked
from bot.web.office.asked import link
from bot.web.office.pages import ROWS, Page, View
from messages.account import share
from models import register_lists, registers, text_lists
from models import text_office as office
from models.lookup import everywhere
from models.people import LANGUAGES
from models.registers import AREA, ORGANISATION, SHOP
from models.text_office import ACT, APPROVE
from models.texts import DRAFT, STATES, USED, WITHDRAWN, PoolText
from models.wording import GREETING, POOLS, WEEKLY


def texts(view: View) -> Mapping[str, Any]:
    """How long each pool lasts, and the texts that are asked for, each with what may be done with it."""
    today = view.now.astimezone(view.zone).date()
    stocks = {pool: office.stock(view.session, pool, today) for pool in POOLS}
    pool, state = asked.one_of(view, "pool", POOLS), asked.one_of(view, "state", STATES)
    approves = _whole(view, APPROVE)
    found = text_lists.texts(view.session, pool, state, skip=view.skip, most=ROWS + 1)
    fields = [
        ("pool", view.say("page-texts-pool"), pool, asked.labelled(view, "text-pool-", POOLS)),
        ("state", view.say("page-texts-state"), state, asked.labelled(view, "page-texts-state-", STATES)),
    ]
    anything = [("", view.say("page-records-any"))]
    weekly, greeting = stocks[WEEKLY], stocks[GREETING]
    edited = view.session.get(PoolText, asked.number(view, "edit"))
    return {
        "edited": edited.id if edited else 0, "entry": {edited.pool: _typed(view, edited)} if edited else {},
        "stock": [
            view.say("page-texts-weekly", count=weekly.unused, weeks=weekly.weeks, until=weekly.until or "–"),
            view.say("page-texts-greeting", count=greeting.unused),
            *([view.say("texts-bare", names=[view.say(f"occasion-{name.replace('_', '-')}") for name in greeting.bare])]
              if greeting.bare else []),
        ],
        "fields": [(name, title, value, anything + choices) for name, title, value, choices in fields],
        "texts": [_text(view, text, author, approves) for text, author in found[:ROWS]], "page": view.page,
        "more": len(found) > ROWS, "may_plan": approves,
    }  # fmt: skip


def drafts(view: View) -> int:
    """How many drafts wait for whoever looks to approve them."""
    if not _whole(view, APPROVE):
        return 0
    waiting = sql(col(PoolText.id)).where(col(PoolText.state) == DRAFT, col(PoolText.author_id) != view.person_id)
    return len(view.session.execute(waiting.limit(ROWS * 2)).all())


def register(view: View) -> Mapping[str, Any] | None:
    """What the registers say today, and each of their rows; entering one is said as in chat."""
    if not _whole(view, REGISTERS):
        return None
    today = view.now.astimezone(view.zone).date()
    compounds, managed = registers.compounds_on(view.session, today)
    seats, members = registers.committees_on(view.session, today)
    kinds, area = registers.organisations_on(view.session, today), registers.fact_on(view.session, AREA, today)
    sums = [
        view.say("register-compounds", compounds=compounds, managed=managed, share=share(managed, compounds)),
        view.say("register-committees", seats=seats, members=members, share=share(members, seats)),
        view.say("register-organisations", organisations=kinds[ORGANISATION], shops=kinds[SHOP]),
        view.say("register-area", km2=f"{area / 100:g}") if area is not None else view.say("register-area-none"),
    ]
    places = _organisations(view)
    return {
        "sums": sums, "compounds": _compounds(view), "places": places[:ROWS], "page": view.page,
        "compounds_heads": _heads(view, "code", "name", "grid", "managed", "committee", "since"),
        "places_heads": _heads(view, "code", "name", "kind", "grid", "since"), "more": len(places) > ROWS,
    }  # fmt: skip


def _text(view: View, text: PoolText, author: str, approves: bool) -> dict[str, Any]:
    use = use_line(view.language, text.pool, text.for_name, text.period)
    known = text.state != WITHDRAWN
    state = (
        view.say(f"text-state-{text.state}", when=text.used_for) if known else view.say("page-texts-state-withdrawn")
    )
    whose = author or view.say("page-records-program")
    return {
        "number": text.id, "about": view.say("page-texts-about", number=text.id, use=use, state=state, author=whose),
        "words": [words for _, words in sorted(text.body.items(), reverse=True)],
        "known": known, "may_approve": approves and text.state == DRAFT and text.author_id != view.person_id,
        "may_withdraw": known and (approves or text.author_id == view.person_id),
    }  # fmt: skip


def _typed(view: View, text: PoolText) -> str:
    """A text as it could be typed anew for its pool: what it is for, its words, after "|" the English ones."""
    when = view.say("page-texts-any")
    if text.for_name:
        when = view.say(f"occasion-{text.for_name.replace('_', '-')}")
    elif text.period and text.state != USED:  # else its day is over, and for any other it is as good
        when = text.period
    words = " | ".join(text.body[one] for one in LANGUAGES if one in text.body)
    return f"{when} {words}"


def _compounds(view: View) -> list[list[Any]]:
    return [
        [one.code, one.name, link(grid, f"/office/grid/{code}"), one.managed_by or "–",
         view.say("page-texts-seats", seats=sits.seats, members=sits.party_members) if sits else "–",
         one.from_on.isoformat()]
        for one, sits, code, grid in register_lists.compounds(view.session, most=ROWS * 4)
    ]  # fmt: skip


def _organisations(view: View) -> list[list[Any]]:
    return [
        [one.code, one.name, view.say(f"account-organisations-{one.kind}"), link(grid, f"/office/grid/{code}"),
         one.from_on.isoformat()]
        for one, code, grid in register_lists.places(view.session, skip=view.skip, most=ROWS + 1)
    ]  # fmt: skip


def _whole(view: View, act: str) -> bool:
    paths = view.paths(act)
    return bool(paths) and everywhere(view.session, paths)


def _heads(view: View, *names: str) -> list[tuple[str, bool]]:
    return [(view.say(f"page-texts-{name}"), False) for name in names]


PAGES = (
    Page("/office/texts", ACT, "page-texts", "texts.html", texts, menu="words", waiting=drafts, sheets=("texts",)),
    Page("/office/registers", REGISTERS, "page-texts-registers", "registers.html", register, menu="set",
         sheets=("compounds", "places")),
)  # fmt: skip
