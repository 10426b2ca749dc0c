"""The rows of spreadsheets of what the community goes by: texts, registers, rules, days, procedures."""

from collections.abc import Iterator

from sqlmodel import Session

from messages.list_words import holiday_name
from messages.paper.sheet_asked import MOST_ROWS, Asked, Row
from models import register_lists, text_lists
from models.day_lists import marked_days
from models.point_rules import BONUS, rules_on, vouched
from models.procedures import procedures


def texts(session: Session, asked: Asked) -> Iterator[Row]:
    """Every text of the pools, newest first, in both languages."""
    for one, author in text_lists.texts(session, most=MOST_ROWS + 1):
        meant = asked.said(f"occasion-{one.for_name.replace('_', '-')}") if one.for_name else one.period
        yield (one.id, asked.said(f"text-pool-{one.pool}"), meant, asked.said(f"page-texts-state-{one.state}"),
               one.used_for, author or asked.said("page-records-program"), one.body.get("zh-CN", ""),
               one.body.get("en", ""))  # fmt: skip


def compounds(session: Session, asked: Asked) -> Iterator[Row]:
    """The compounds as they stand today, with their property company and their owners' committee."""
    for one, sits, code, grid in register_lists.compounds(session, most=MOST_ROWS + 1):
        yield (one.code, one.name, code, grid, one.managed_by, sits.seats if sits else None,
               sits.party_members if sits else None, one.from_on.isoformat())  # fmt: skip


def organisations(session: Session, asked: Asked) -> Iterator[Row]:
    """The organisations and shops as they stand today."""
    for one, code, grid in register_lists.places(session, most=MOST_ROWS + 1):
        kind = asked.said(f"account-organisations-{one.kind}")
        yield one.code, one.name, kind, code, grid, one.from_on.isoformat()


def rules(session: Session, asked: Asked) -> Iterator[Row]:
    """What earns how much today."""
    book = rules_on(session, asked.now.astimezone(asked.zone).date())
    for rule in book.rules.values():
        if rule.key != BONUS:
            rests = asked.said(f"page-records-rests-{'vouched' if rule.key in vouched() else 'seen'}")
            yield rule.name[asked.language], rule.points, rule.most, rests, book.version


def days(session: Session, asked: Asked) -> Iterator[Row]:
    """The holidays and make-up workdays of a year, and what a coordinator entered."""
    for one in marked_days(session, int(asked.period)):
        yield (one.day.isoformat(), asked.said(f"page-rules-weekday-{one.day.weekday()}"),
               asked.said(f"almanac-kind-{one.kind}"), holiday_name(one.holiday, asked.language),
               asked.said("paper-yes") if one.by_hand else "")  # fmt: skip


def steps(session: Session, asked: Asked) -> Iterator[Row]:
    """The procedures with their steps, and the days each step has."""
    for one in procedures().values():
        words = [asked.said("page-settings-step", name=step.name, days=step.days) for step in one.steps]
        yield one.place, one.name[asked.language], asked.listed(words)
