"""The pages of whoever has a part in the work: a subject a file, each with its PAGES; `ALL` is the whole table."""

from bot.web.office import (
    account,
    audit,
    awards,
    cases,
    checking,
    doors,
    duties,
    events,
    grid,
    grid_one,
    home,
    importing,
    ledger,
    messages,
    people,
    queues,
    reviews,
    rules,
    settings,
    texts,
    vacancies,
    wishes,
)
from bot.web.office.pages import Page

_SUBJECTS: tuple[Page, ...] = (
    *grid.PAGES, *grid_one.PAGES, *people.PAGES, *duties.PAGES, *events.PAGES, *vacancies.PAGES, *queues.PAGES,
    *cases.PAGES, *wishes.PAGES, *doors.PAGES, *messages.PAGES, *importing.PAGES, *ledger.PAGES, *checking.PAGES,
    *reviews.PAGES, *awards.PAGES, *account.PAGES, *texts.PAGES, *rules.PAGES, *settings.PAGES, *audit.PAGES,
)  # fmt: skip
ALL: tuple[Page, ...] = (home.page(_SUBJECTS), *_SUBJECTS)
