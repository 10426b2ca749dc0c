"""`stairwell verify`: everything the ledger says, recomputed from the rows; what does not fit, in words."""

from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from sqlalchemy import select as sql
from sqlmodel import Session, col

from messages.catalogue import say
from models.anchors import fits, written
from models.errors import StairwellError
from models.ledger import LedgerHead
from models.verify import Fault, verify, verify_awards

MOST = 50


class BadHead(StairwellError):
    """A published head is written NUMBER:HASH, with at least eight characters of the hash."""

    key = "error-head"


def proof(session: Session, zone: ZoneInfo, published: Sequence[str], language: str) -> tuple[list[str], bool]:
    """(lines, whether all fits): entries, the first MOST faults, each head somebody has on paper. Raises BadHead."""
    heads = [_read(one) for one in published]
    faults = [*verify(session), *verify_awards(session, zone)]
    seq, last = session.execute(sql(col(LedgerHead.seq), col(LedgerHead.hash))).first() or (0, "")

    def line(key: str, **facts: object) -> str:
        return say(key, language, {name: str(value) for name, value in facts.items()})

    lines = [line("verify-head", entries=seq, head=written(seq, last))]
    lines += [_fault(line, fault) for fault in faults[:MOST]]
    if len(faults) > MOST:
        lines.append(line("lines-more", more=len(faults) - MOST))
    wrong = [f"{number}:{start}" for number, start in heads if not fits(session, number, start)]
    lines += [line("verify-head-wrong", head=head) for head in wrong]
    if not faults and not wrong:
        lines.append(line("verify-ok"))
    return lines, not faults and not wrong


def _fault(line: Callable[..., str], fault: Fault) -> str:
    return line("verify-head-fault" if fault.kind == "head" else f"verify-{fault.kind}", at=fault.at)


def _read(said: str) -> tuple[int, str]:
    number, _, start = said.strip().partition(":")
    if not (number.isascii() and number.isdigit() and len(number) < 16 and len(start) >= 8):
        raise BadHead(said=said[:20])
    return int(number), start.casefold()
