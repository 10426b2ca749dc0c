"""Proof of being there: a code that changes, a QR that runs out, a place near enough. Pure but for the secret's key."""

import hmac
import math
import re
from datetime import UTC, datetime, timedelta

from models.events import Event, ways

QR_MARK = "ev"
DIGITS = 4
EARTH_METRES = 6_371_008.8
"""Mean radius (IUGG)."""
_QR = re.compile(QR_MARK + r"_([0-9]{1,10})_([0-9]{1,12})_([0-9a-f]{20})", re.ASCII)


def code_at(event: Event, now: datetime) -> str:
    """The four digits of the moment; they change every `code_minutes`."""
    return _code(event, _step(now))


def code_changes_at(now: datetime) -> datetime:
    """When the code of the moment is followed by the next one."""
    return datetime.fromtimestamp((_step(now) + 1) * _seconds(ways().code_step), UTC)


def code_fits(event: Event, said: str, now: datetime) -> bool:
    """Whether it is the code of the moment or the one before it: whoever types slowly is not turned away."""
    step = _step(now)
    return any(hmac.compare_digest(_code(event, one).encode(), said.encode()) for one in (step, step - 1))


def qr_payload(event: Event, now: datetime) -> str:
    """What a QR carries in a deep link (letters, digits and "_", 64 at most): the event, until when, the signature."""
    until = int((now + ways().qr_life).timestamp())
    return f"{QR_MARK}_{event.id}_{until}_{signed(event, f'qr:{until}')}"


def qr_event(payload: str) -> int | None:
    """The number of the event a payload names, unchecked; None for what is no such payload."""
    match = _QR.fullmatch(payload)
    return int(match[1]) if match else None


def qr_fits(event: Event, payload: str, now: datetime) -> bool:
    """Whether a payload is this event's own, signed, and not over."""
    match = _QR.fullmatch(payload)
    if match is None or int(match[1]) != event.id or int(match[2]) < now.timestamp():
        return False
    return hmac.compare_digest(signed(event, f"qr:{match[2]}"), match[3])


def signed(event: Event, what: str) -> str:
    """80 bits of HMAC-SHA256 over the event's number and `what`, under its own secret, in hexadecimal."""
    return _mac(event, what).hex()[:20]


def page_token(event: Event, page: str) -> str:
    """What the address of one of its pages ends with, which nobody guesses: "12-5f…"."""
    return f"{event.id}-{signed(event, f'page:{page}')}"


def page_fits(event: Event, page: str, token: str) -> bool:
    """Whether a token opens that page of the event."""
    return hmac.compare_digest(page_token(event, page).encode(), token.encode())


def metres_between(one: str, other: str) -> float:
    """The distance of two places ("latitude,longitude") in metres, on a sphere."""
    (lat1, lon1), (lat2, lon2) = ([math.radians(float(part)) for part in spot.split(",")] for spot in (one, other))
    chord = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_METRES * math.asin(math.sqrt(min(1.0, chord)))


def _code(event: Event, step: int) -> str:
    return f"{int.from_bytes(_mac(event, f'code:{step}')[:8]) % 10**DIGITS:0{DIGITS}}"


def _mac(event: Event, what: str) -> bytes:
    return hmac.digest(bytes.fromhex(event.secret), f"{event.id}:{what}".encode(), "sha256")


def _step(now: datetime) -> int:
    return int(now.timestamp() // _seconds(ways().code_step))


def _seconds(length: timedelta) -> int:
    return int(length.total_seconds())
