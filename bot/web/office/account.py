"""The account of a period: every figure, and by a link the very rows it was counted from."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from bot.commands.account import ACT
from bot.web.office import asked
from bot.web.office.asked import link
from bot.web.office.audit import PAGES_OF
from bot.web.office.pages import ROWS, Page, View
from messages.account import account_chapters, figure_named, part_name
from messages.render import period_name
from messages.report import scope_names
from models.account import Row, span_of, traced
from models.account_table import UNRECORDED
from models.calendar import BadPeriod


def report(view: View) -> Mapping[str, Any]:
    """The figures of a period for the grids whoever looks answers for; the same as in chat, whole."""
    period, wrong = _period(view)
    paths = view.paths(ACT)
    chapters = [
        (view.say(f"account-chapter-{chapter}"),
         [(key, lines[0], [line.strip() for line in lines[1:]]) for key, lines in figures.items()])
        for chapter, figures in account_chapters(view.session, period, view.zone, view.language, paths).items()
    ]  # fmt: skip
    return {
        "heading": view.say("account-title", period=period, grid=scope_names(view.session, paths, view.language)).strip(
            "【】"),
        "fields": [("period", view.say("page-figures-period"), view.arg("period"), None)], "period": period,
        "chapters": chapters, "missing": [view.say(f"account-unrecorded-{key}") for key in UNRECORDED], "wrong": wrong,
        "sheet_when": period,
    }  # fmt: skip


def trace(view: View) -> Mapping[str, Any] | None:
    """The rows behind one figure of a period, page by page."""
    figure = figure_named(view.arg("figure"), view.language)
    period, wrong = _period(view)
    if figure is None or wrong:
        return None
    rows = traced(view.session, figure, span_of(period, view.zone, view.paths(ACT)), ROWS + 1, view.skip)
    names = (*figure.numbers, *figure.people)
    parts = any(row.part for row in rows)
    return {
        "heading": view.say("page-figures-trace", name=view.say(f"account-name-{figure.key}"),
                            when=period_name(period, view.language)),
        "heads": [*([(view.say("page-figures-part"), False)] if parts else []), (view.say("page-figures-row"), False),
                  *((view.say(f"account-number-{name.replace('_', '-')}"), True) for name in names)],
        "rows": [
            [*([_part(view, figure.key, row)] if parts else []), _named(row), *(row.values[name] for name in names)]
            for row in rows[:ROWS]
        ],
        "page": view.page, "more": len(rows) > ROWS, "period": period, "sheet_when": period, "sheet_figure": figure.key,
    }  # fmt: skip


def _period(view: View) -> tuple[str, str]:
    """The period that is asked for, this year where none is; what is wrong with what was said."""
    said, this = view.arg("period"), str(view.now.astimezone(view.zone).year)
    try:
        return (asked.period_of(view, said) if said else this), ""
    except BadPeriod:
        return this, view.say("page-records-no-time", said=said)


def _part(view: View, key: str, row: Row) -> str:
    return part_name(view.session, key, row.part, view.language) if row.part else ""


def _named(row: Row) -> Any:
    """What the row is called; a link where it has a page."""
    kind, _, number = row.name.partition(":")
    return link(row.name, PAGES_OF[kind] + quote(number)) if kind in PAGES_OF and number.isdigit() else row.name


PAGES = (
    Page("/office/report", ACT, "page-figures", "account.html", report, menu="records", sheets=("account",)),
    Page("/office/report/{figure}", ACT, "page-figures", "account_trace.html", trace, sheets=("behind",)),
)
