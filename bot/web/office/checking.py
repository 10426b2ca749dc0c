"""Whether the ledger is what was written, checked stretch by stretch: each look does one, and leads on to the next."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, get_args
from urllib.parse import urlencode

from sqlalchemy import select as sql
from sqlmodel import Session, col

from bot.web.office import asked
from bot.web.office.ledger import CORRECT, published
from bot.web.office.pages import Page, View
from models import verify
from models.ledger import LedgerHead
from models.lookup import everywhere
from models.verify import Fault, FaultKind

STRETCH = 20_000
"""Entries of one look: some tenths of a second."""
MOST_FAULTS = 20
_FAULT = re.compile(r"([a-z]{2,12})\.(\d{1,15})", re.ASCII)
Check = Callable[[Session], Iterable[Fault]]
STEPS: dict[str, Check] = {
    "head": verify.verify_head, "reversals": verify.verify_reversals, "totals": verify.verify_totals,
    "rules": verify.verify_rules, "checkins": verify.verify_checkins, "anchors": verify.verify_anchors,
}  # fmt: skip
"""What is looked at once the chain has been walked, each in one look; last come the award lists."""
CHAIN, AWARDS, OVER = "chain", "awards", "over"
_ORDER = (CHAIN, *STEPS, AWARDS, OVER)


def check(view: View) -> Mapping[str, Any] | None:
    """How to begin; or one step of it, how far it is, and where it goes on; or what came of it."""
    if not everywhere(view.session, view.paths(CORRECT)):
        return None
    entries = view.session.execute(sql(col(LedgerHead.seq))).scalar_one()
    step = asked.one_of(view, "step", _ORDER)
    faults, first = _told(view), asked.number(view, "first") or 1
    facts: dict[str, Any] = {
        "step": step, "entries": entries, "published": published(view),
        "published_heads": [(view.say(f"page-records-{name}"), False) for name in ("when", "what-for", "head")],
    }  # fmt: skip
    if step and step != OVER:
        found, step, first = _look(view, step, first)
        faults = (faults + found)[:MOST_FAULTS]
        told = ",".join(f"{fault.kind}.{fault.at}" for fault in faults)
        onwards = "/office/ledger/check?" + urlencode({"step": step, "first": first, "bad": told})
        facts |= {"onwards": onwards, "refresh": f"0; url={onwards}", "percent": _percent(step, first, entries)}
    return facts | {"faults": [view.say(f"verify-{fault.kind}", at=fault.at) for fault in faults]}


def _look(view: View, step: str, first: int) -> tuple[list[Fault], str, int]:
    """(what one step finds, the step after it, the entry to go on with)."""
    if step == CHAIN:
        found, onwards = verify.verify_stretch(view.session, first, STRETCH)
        return found, CHAIN if onwards else _after(CHAIN), onwards
    if step == AWARDS:
        return list(verify.verify_awards(view.session, view.zone)), OVER, 0
    return list(STEPS[step](view.session)), _after(step), 0


def _after(step: str) -> str:
    return _ORDER[_ORDER.index(step) + 1]


def _told(view: View) -> list[Fault]:
    """The faults that the looks before this one found, as their addresses hand them on."""
    kinds = get_args(FaultKind)
    said = _FAULT.findall(view.args.get("bad", "")[:1000])
    return [Fault(kind, int(at)) for kind, at in said if kind in kinds][:MOST_FAULTS]


def _percent(step: str, first: int, entries: int) -> int:
    """How far it is: walking the chain is most of it."""
    if step == CHAIN:
        return 80 * min(first, entries) // max(1, entries)
    return 80 + 20 * (_ORDER.index(step) - 1) // (len(_ORDER) - 2)


PAGES = (Page("/office/ledger/check", CORRECT, "page-records-check", "ledger_check.html", check, sheets=("heads",)),)
