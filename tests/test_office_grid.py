"""The office's pages of grids, people, duties and vacancies."""

from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest
from axe_playwright_python.async_playwright import Axe
from sqlmodel import Session, select

from models.people import SMS, TELEGRAM, Address, Person, fill_searched
from models.name_words import NameWord, words_of
from models.posts import Post
from tests.browser import browser
from tests.office_pages import OfficePages, office_of
from tests.talk import Talk, rows


@pytest.fixture
async def office(talk: Talk) -> AsyncIterator[OfficePages]:
    """The pages of the small community."""
    async with office_of(talk) as pages:
        yield pages


async def test_a_look(office: OfficePages) -> None:
    """x."""
    await office.talk.issue_inspection()
    for path in ("/office/grid", "/office/grid/B3", "/office/grid/B3U1", "/office/grid/HT", "/office/people", "/office/person/1", "/office/duties", "/office/duty/inspection", "/office/vacancies", "/office"):
        page = await office.look("陈静", path)
        open(f"/tmp/g{path.replace('/','_')}.html","w").write(page)
