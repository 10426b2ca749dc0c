"""Whether the ledger is what was written, checked stretch by stretch: each look does one, and leads on to the next.

How far a check is and what it has found stands in the address of the next look, sealed: nobody can hand on what no look
has found, and the last page, kept and opened again, still says when that check began.
"""

import hashlib
import hmac
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from urllib.parse import urlencode

from sqlalchemy import select as sql
from sqlmodel import Session, col

from bot.web.office import asked
from bot.web.office.ledger import CORRECT, published
from bot.web.office.pages import Page, View
from models import verify
from models.crypt import derive_key
from models.ledger import LedgerHead
from models.lookup import everywhere
from models.verify import Fault, FaultKind

STRETCH = 20_000
"""Entries of one look: some tenths of a second."""
MOST_FAULTS = 20
Check = Callable[[Session], Iterable[Fault]]
STEPS: dict[str, Check] = {
    "head": verify.verify_head, "reversals": verify.verify_reversals, "totals": verify.verify_totals,
    "rules": verify.verify_rules, "checkins": verify.verify_checkins, "anchors": verify.verify_anchors,
}  # fmt: skip
"""What is looked at once the chain has been walked, each in one look; last come the award lists."""
CHAIN, AWARDS, OVER = "chain", "awards", "over"
_ORDER = (CHAIN, *STEPS, AWARDS, OVER)


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a check is: the step to do next, the entry to begin with, when the check began, what was found so far."""

    step: str
    first: int
    since: datetime
    faults: tuple[Fault, ...] = ()


def check(view: View) -> Mapping[str, Any] | None:
    """How to begin; or one step of it, how far it is, and where it goes on; or what came of it."""
    if not everywhere(view.session, view.paths(CORRECT)):
        return None
    entries = view.session.execute(sql(col(LedgerHead.seq))).scalar_one()
    at = Progress(CHAIN, 1, view.now) if view.arg("step") == CHAIN else _opened(view.args.get("at", ""))
    facts: dict[str, Any] = {
        "entries": entries, "published": published(view), "faults": [], "over": at is not None and at.step == OVER,
        "published_heads": [(view.say(f"page-records-{name}"), False) for name in ("when", "what-for", "head")],
    }  # fmt: skip
    if at is None:
        return facts
    if at.step != OVER:
        at = _looked(view, at)
        onwards = "/office/ledger/check?" + urlencode({"at": _sealed(at)})
        percent = _percent(at.step, at.first, entries)
        facts |= {"onwards": onwards, "refresh": f"0; url={onwards}", "percent": percent}
    return facts | {
        "faults": [view.say(f"verify-{fault.kind}", at=fault.at) for fault in at.faults],
        "since": view.say("page-records-check-since", when=asked.local(view, at.since)),
    }


def _looked(view: View, at: Progress) -> Progress:
    """What is to be done after this step, with what it found."""
    step, first = _after(at.step), 0
    if at.step == CHAIN:
        found, first = verify.verify_stretch(view.session, at.first, STRETCH)
        step = CHAIN if first else step
    elif at.step == AWARDS:
        found = list(verify.verify_awards(view.session, view.zone))
    else:
        found = list(STEPS[at.step](view.session))
    return Progress(step, first, at.since, (*at.faults, *found)[:MOST_FAULTS])


def _after(step: str) -> str:
    return _ORDER[_ORDER.index(step) + 1]


def _sealed(at: Progress) -> str:
    told = ",".join(f"{fault.kind}.{fault.at}" for fault in at.faults)
    said = ";".join((at.step, str(at.first), at.since.isoformat(), told))
    return f"{_seal(said)};{said}"


def _opened(said: str) -> Progress | None:
    """What `_sealed` wrote; None for anything else."""
    seal, _, told = said.partition(";")
    if not hmac.compare_digest(seal.encode(), _seal(told).encode()):
        return None
    step, first, since, faults = told.split(";")
    pairs = [one.rsplit(".", 1) for one in faults.split(",") if one]
    found = tuple(Fault(cast(FaultKind, kind), int(at)) for kind, at in pairs)
    return Progress(step, int(first), datetime.fromisoformat(since), found)


def _seal(said: str) -> str:
    return hmac.new(derive_key("ledger-check"), said.encode(), hashlib.sha256).hexdigest()


def _percent(step: str, first: int, entries: int) -> int:
    """How far it is: walking the chain is most of it."""
    if step == CHAIN:
        return 80 * min(first, entries) // max(1, entries)
    return 80 + 20 * (_ORDER.index(step) - 1) // (len(_ORDER) - 2)


PAGES = (Page("/office/ledger/check", CORRECT, "page-records-check", "ledger_check.html", check, sheets=("heads",)),)
