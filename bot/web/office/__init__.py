"""The pages of whoever has a part in the work: a subject a file, each with its PAGES; `ALL` is the whole table."""

from bot.web.office import cases, home
from bot.web.office.pages import Page

_SUBJECTS: tuple[Page, ...] = (*cases.PAGES,)
ALL: tuple[Page, ...] = (home.page(_SUBJECTS), *_SUBJECTS)
