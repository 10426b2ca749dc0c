"""The pages of whoever has a part in the work: a subject a file, each with its PAGES; `ALL` is the whole table."""

from bot.web.office import cases, doors, home, importing, messages, queues, wishes
from bot.web.office.pages import Page

_SUBJECTS: tuple[Page, ...] = (
    *queues.PAGES, *cases.PAGES, *wishes.PAGES, *doors.PAGES, *messages.PAGES, *importing.PAGES,
)  # fmt: skip
ALL: tuple[Page, ...] = (home.page(_SUBJECTS), *_SUBJECTS)
