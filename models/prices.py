"""What one SMS segment costs: what a coordinator set last, else the shipped price list (data/prices.toml)."""

import tomllib
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.resources import files

from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col

from models.audit import record
from models.db import UtcTime

SCALE = 10_000
"""Prices are kept in ten-thousandths: providers charge fractions of a cent."""


class SmsPrice(SQLModel, table=True):
    """A price in ten-thousandths of `currency`, None for the price list's; the newest row counts, the others are
    history."""

    __tablename__ = "sms_price"
    id: int | None = Field(default=None, primary_key=True)
    parts: int | None = None
    currency: str = Field(default="", max_length=3)
    set_by: int | None = Field(default=None, foreign_key="person.id")
    set_at: datetime = Field(sa_type=UtcTime)


@cache
def shipped_price() -> tuple[str, Decimal]:
    """(currency, price of one SMS segment) of models/data/prices.toml."""
    data = tomllib.loads((files("models") / "data" / "prices.toml").read_text("utf-8"))["sms"]
    return data["currency"], Decimal(data["segment"])


def sms_price(session: Session) -> tuple[str, Decimal]:
    """(currency, price of one SMS segment) as this community pays it: an estimate, the bill is the provider's."""
    found = session.execute(
        sql(col(SmsPrice.currency), col(SmsPrice.parts)).order_by(col(SmsPrice.id).desc()).limit(1)
    ).first()  # fmt: skip
    if found is None or found.parts is None:
        return shipped_price()
    return found.currency, Decimal(found.parts) / SCALE


def set_price(session: Session, amount: Decimal | None, currency: str, now: datetime, actor_id: int | None) -> None:
    """Set what a segment costs, to a ten-thousandth ("": in the currency of before; None: as the price list has it)."""
    parts = None if amount is None else int((amount * SCALE).to_integral_value(ROUND_HALF_UP))
    kept = currency or sms_price(session)[0]
    session.add(SmsPrice(parts=parts, currency="" if parts is None else kept, set_by=actor_id, set_at=now))
    session.flush()
    record(session, now, actor_id, "price.set", "sms", parts=parts, currency=None if parts is None else kept)


def shown(price: Decimal) -> str:
    """A price as people write it, two decimals at least: "0.30", "0.0079"."""
    exact = f"{price:.4f}".rstrip("0")
    return exact if len(exact.partition(".")[2]) >= 2 else f"{price:.2f}"
