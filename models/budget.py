"""What SMS may cost in a month: the budget, what was spent, and where it leads."""

from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import func, text, update
from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col

from models.audit import record
from models.db import UtcTime, affect
from models.guards import guards, month_of
from models.outbox import QUEUED, SENDING, Message
from models.people import SMS
from models.prices import set_price, sms_price
from models.telling import warn

NO_BUDGET = "budget"
"""The error of an SMS that waits for money."""
FAIR_SHARE = Decimal(1) / 31
"""Of a month, a forecast supposes at least one day to have passed."""
CENTS = Decimal("0.01")


class SmsBudget(SQLModel, table=True):
    """A month's budget in hundredths of the currency, None for none; the newest row counts, the others are history."""

    __tablename__ = "sms_budget"
    id: int | None = Field(default=None, primary_key=True)
    cents: int | None = None
    set_by: int | None = Field(default=None, foreign_key="person.id")
    set_at: datetime = Field(sa_type=UtcTime)


@dataclass(frozen=True, slots=True)
class Account:
    """A month so far, in the currency of `price`, a segment's: `budget` is None without one, `forecast` for its end."""

    currency: str
    price: Decimal
    budget: Decimal | None
    segments: int
    spent: Decimal
    forecast: Decimal

    @property
    def percent(self) -> int:
        """How much of the budget is spent, in whole percent; 0 without one, 100 of one that is nothing."""
        if self.budget is None:
            return 0
        return int(self.spent * 100 / self.budget) if self.budget else 100


def monthly(session: Session) -> Decimal | None:
    """The budget of a month: the one set last, else the one of data/guards.toml; None when there is none."""
    found = session.execute(sql(col(SmsBudget.cents)).order_by(col(SmsBudget.id).desc()).limit(1)).first()
    if found is None:
        return guards().sms_monthly
    return None if found.cents is None else Decimal(found.cents) / 100


def set_monthly(session: Session, amount: Decimal | None, now: datetime, actor_id: int | None) -> None:
    """Set the budget of a month (None: no limit). What waited for money is looked at again."""
    cents = None if amount is None else int((amount * 100).to_integral_value(ROUND_HALF_UP))
    session.add(SmsBudget(cents=cents, set_by=actor_id, set_at=now))
    session.flush()
    _look_again(session, now)
    record(session, now, actor_id, "budget.set", "sms", cents=cents)


def reprice(session: Session, amount: Decimal | None, currency: str, now: datetime, actor_id: int | None) -> None:
    """Set what a segment costs (`models.prices.set_price`). What waited for money is looked at again."""
    set_price(session, amount, currency, now, actor_id)
    _look_again(session, now)


def _look_again(session: Session, now: datetime) -> None:
    waiting = (col(Message.state) == QUEUED) & (col(Message.error) == NO_BUDGET)
    affect(session, update(Message).where(waiting).values(not_before=now, error=None))


def account(session: Session, now: datetime, zone: ZoneInfo) -> Account:
    """The month of `now` so far, counted from the message rows: every segment that was handed over or may have been.

    What a crash cut off at that moment is not in it; the bill is the provider's.
    """
    (currency, price), used = sms_price(session), segments_used(session, now, zone)
    spent = price * used
    return Account(currency, price, monthly(session), used, spent, forecast(spent, now, zone))


def segments_used(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """The SMS segments of the local month of `now`; a message counts in the month in which it was due."""
    first, following = month_of(now, zone)
    within = (col(Message.not_before) >= first) & (col(Message.not_before) < following)
    counted = sql(func.coalesce(func.sum(col(Message.segments)), 0)).where(text("segments > 0"), within)
    return int(session.execute(counted).scalar_one())


def forecast(spent: Decimal, now: datetime, zone: ZoneInfo) -> Decimal:
    """What a month will cost if it goes on as it began; never less than what is spent, and a first day counts whole."""
    first, following = month_of(now, zone)
    share = max(Decimal((now - first).total_seconds()) / Decimal((following - first).total_seconds()), FAIR_SHARE)
    return max(spent, (spent / share).quantize(CENTS, ROUND_HALF_UP))


def affordable(session: Session, now: datetime, zone: ZoneInfo) -> int | None:
    """How many more SMS may leave this month, each one segment at least; None when nothing limits them.

    What is leaving at this moment counts as one segment each, so that the budget is exceeded at most by what these, and
    the ones allowed here, are longer than that.
    """
    budget, (_, price) = monthly(session), sms_price(session)
    if budget is None or price <= 0:
        return None
    leaving = (col(Message.state) == SENDING) & (col(Message.channel) == SMS)
    in_flight = int(session.execute(sql(func.count()).select_from(Message).where(leaving)).scalar_one())
    return max(0, int(budget / price) - segments_used(session, now, zone) - in_flight)


def warn_of_budget(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Tell the coordinators, once a month each, that the budget is nearly spent and that it is spent; how many were."""
    if monthly(session) is None:
        return 0
    so_far = account(session, now, zone)
    assert so_far.budget is not None
    nearly = guards().warn_percent
    reached = [percent for percent in (nearly, 100) if so_far.percent >= percent]
    if not reached:
        return 0
    subject = f"{now.astimezone(zone):%Y-%m}:{reached[-1]}:{so_far.budget:.2f}"
    key = "budget-spent-note" if reached[-1] >= 100 else "budget-nearly-note"
    facts = {"percent": so_far.percent, "spent": f"{so_far.spent:.2f}", "budget": f"{so_far.budget:.2f}"}
    return warn(session, "budget", subject, key, facts | {"currency": so_far.currency}, now)
