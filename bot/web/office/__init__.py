"""The pages of whoever has a part in the work: a subject a file, each with its PAGES; `ALL` is the whole table."""

from bot.web.office import duties, grid, grid_one, home, people, vacancies
from bot.web.office.pages import Page

_SUBJECTS: tuple[Page, ...] = (*grid.PAGES, *grid_one.PAGES, *people.PAGES, *duties.PAGES, *vacancies.PAGES)
ALL: tuple[Page, ...] = (home.page(_SUBJECTS), *_SUBJECTS)
