"""What the community goes by, read, and changed by the same words as in chat; and whether the program is well."""

import shutil
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func
from sqlalchemy import select as sql
from sqlmodel import Session, col

from bot.commands.guarding import ACT
from bot.commands.lines import joined
from bot.records import what_waits, who_works
from bot.web.office.asked import link
from bot.web.office.pages import Page, View
from messages.stops import paused_facts
from models import budget, wishes
from models.days import ASK_FROM_MONTH, published
from models.grid import LEVELS, Grid, community
from models.guards import OTHER, guards
from models.heartbeats import ROLES, ages
from models.inbox import NEW, Inbox
from models.lookup import everywhere
from models.outbox import QUEUED, SENDING, Message
from models.pausing import paused
from models.people import SMS
from models.prices import shown
from models.procedures import procedures
from models.workdays import overrides

LEVEL_KEYS = {level: f"account-level-{level}" for level in LEVELS}
WISH_FIGURES = ("open_most", "claims_most", "attest", "read", "stands", "claim", "confirm")
"""Figures of models.wishes.Terms that are shown: numbers, and whole days."""
LOW_GIGABYTES, GIGABYTE = 1.0, 1e9


def settings(view: View) -> Mapping[str, Any]:
    """The community, what holds messages back, the SMS budget, and the figures that a file of data holds."""
    stop, rules = paused(view.session), guards()
    spans = {name: rules.hours[key] for name, key in (("sms", SMS), ("other", OTHER))}
    return {
        "community": _community(view), "stopped": stop is not None,
        "state": view.say("rules-paused", **paused_facts(stop, view.zone)) if stop else view.say("rules-running"),
        "guards": [
            *((view.say(f"page-settings-hours-{name}"), f"{span.start:%H:%M}–{span.end:%H:%M}")
              for name, span in spans.items()),
            (view.say("page-settings-same"), str(rules.cap.same)), (view.say("page-settings-all"), str(rules.cap.all)),
            (view.say("page-settings-loop"), view.say("page-settings-loop-is", times=rules.loop_times,
             minutes=int(rules.loop_within.total_seconds() / 60))),
        ],
        "budget": _budget(view), "whole": everywhere(view.session, view.paths(ACT)),
        "procedures": [[one.place, one.name[view.language], joined(view.language, [
            view.say("page-settings-step", name=step.name, days=step.days) for step in one.steps])]
            for one in procedures().values()],
        "procedures_heads": [(view.say(f"page-settings-{name}"), False) for name in ("number", "procedure", "steps")],
        "wishes": [(view.say(f"page-settings-wish-{name.replace('_', '-')}"), _figure(view, name))
                   for name in WISH_FIGURES],
    }  # fmt: skip


def health(view: View) -> Mapping[str, Any]:
    """What the doctor says that needs no network, when who last did their work, and how much waits."""
    found = [*who_works(view.session, view.now), *what_waits(view.session, view.zone), *_calendar(view), *_disk(view)]
    beats = ages(view.session, view.now)
    return {
        "findings": [(level, view.say(f"doctor-{key}", **facts)) for level, key, facts in found],
        "beats": [(view.say(f"page-health-role-{role}"), view.say("page-health-ago", seconds=round(age))
                   if (age := beats[role]) is not None else view.say("page-health-not-lately")) for role in ROLES],
        "queues": [(view.say("page-health-inbox"), str(_count(view.session, Inbox, col(Inbox.state) == NEW))),
                   *_outbox(view)],
    }  # fmt: skip


def unwell(view: View) -> int:
    """How many findings are worse than fine, but the number of those that wait, which have their own pages."""
    found = [*who_works(view.session, view.now), *_calendar(view), *_disk(view)]
    return sum(level != "ok" for level, _, _ in found)


def _community(view: View) -> list[tuple[str, Any]]:
    root = community(view.session)
    counted = view.session.execute(
        sql(col(Grid.level), func.count(), func.sum(col(Grid.households)), func.sum(col(Grid.residents)))
        .group_by(col(Grid.level)).order_by(col(Grid.level))
    ).all()  # fmt: skip
    grids = view.say("page-settings-grids-are", names=[
        view.say("page-settings-grids-of", level=view.say(LEVEL_KEYS[level]), count=count)
        for level, count, _, _ in counted
    ])  # fmt: skip
    homes = max((int(one[2] or 0) for one in counted), default=0)
    residents = max((int(one[3] or 0) for one in counted), default=0)
    return [
        (view.say("page-settings-name"), link(f"{root.code} {root.name}", f"/office/grid/{root.code}")),
        (view.say("page-settings-zone"), str(view.zone)), (view.say("page-settings-grids"), grids),
        (view.say("page-settings-homes"), str(homes)), (view.say("page-settings-residents"), str(residents)),
        (view.say("page-settings-bot"), view.community.bot_name or "–"),
        (view.say("page-settings-site"), view.community.public_url or "–"),
    ]  # fmt: skip


def _budget(view: View) -> list[tuple[str, str]]:
    month = budget.account(view.session, view.now, view.zone)
    limit = (
        view.say("page-settings-none") if month.budget is None else _money(view, month.currency, f"{month.budget:.2f}")
    )
    return [
        (view.say("page-settings-price"), _money(view, month.currency, shown(month.price))),
        (view.say("page-settings-segments"), str(month.segments)),
        (view.say("page-settings-spent"), _money(view, month.currency, f"{month.spent:.2f}")),
        (view.say("page-settings-forecast"), _money(view, month.currency, f"{month.forecast:.2f}")),
        (view.say("page-settings-limit"), limit),
    ]


def _money(view: View, currency: str, amount: str) -> str:
    return view.say("page-settings-money", currency=currency, amount=amount)


def _figure(view: View, name: str) -> str:
    value = getattr(wishes.terms(), name)
    return view.say("page-settings-days", days=value.days) if isinstance(value, timedelta) else str(value)


def _calendar(view: View) -> list[tuple[str, str, dict[str, Any]]]:
    """This year's workdays must be known, the next one's from October on."""
    today, known = view.now.astimezone(view.zone).date(), overrides(view.session)
    years = [today.year] + ([today.year + 1] if today.month >= ASK_FROM_MONTH else [])
    return [
        ("ok", "calendar-ok", {"year": str(year)}) if published(year, known)
        else ("fail" if year == today.year else "warn", "calendar-missing", {"year": str(year)})
        for year in years
    ]  # fmt: skip


def _disk(view: View) -> list[tuple[str, str, dict[str, Any]]]:
    """Of the disk that holds SQLite's file; where the database is a server's, there is nothing to see from here."""
    bind = view.session.get_bind()
    where = bind.engine.url.database if bind.dialect.name == "sqlite" else None
    if not where or not Path(where).exists():
        return []
    free = shutil.disk_usage(Path(where).absolute().parent).free / GIGABYTE
    level, key = ("ok", "disk-ok") if free >= LOW_GIGABYTES else ("warn", "disk-low")
    return [(level, key, {"free": f"{free:.1f}"})]


def _outbox(view: View) -> list[tuple[str, str]]:
    waiting = col(Message.state).in_((QUEUED, SENDING))
    counted = sql(col(Message.channel), func.count()).where(waiting).group_by(col(Message.channel))
    found = view.session.execute(counted).all()
    return [
        (view.say("page-health-outbox", channel=channel or view.say("page-health-no-channel")), str(count))
        for channel, count in found
    ] or [(view.say("page-health-outbox-all"), "0")]


def _count(session: Session, table: Any, condition: Any) -> int:
    return int(session.execute(sql(func.count()).select_from(table).where(condition)).scalar_one())


PAGES = (
    Page("/office/settings", ACT, "page-settings", "settings.html", settings, menu="set", sheets=("procedures",)),
    Page("/office/health", ACT, "page-health", "health.html", health, menu="set", waiting=unwell),
)
