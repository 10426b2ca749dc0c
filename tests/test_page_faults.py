"""Pages that break: a kind answer, a log without a word of anybody's, and nothing pressed that is lost or doubled."""

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlmodel import col, select
from structlog.testing import capture_logs

from bot import conversing
from bot.web.office import frame
from models.audit import Audit
from models.db import Database
from tests.office_pages import OfficePages, office_of
from tests.public_site import visitor
from tests.talk import Talk, rows

SECRET = "王桂花 13900000001"
DATABASE = {"/board", "/screen", "/honours", "/awards", "/wishes", "/report", "/events/1-x.ics", "/events/1-x/door"}


@pytest.fixture
async def office(talk: Talk) -> AsyncIterator[OfficePages]:
    """The pages of the small community."""
    async with office_of(talk) as pages:
        yield pages


@contextmanager
def gone(db: Database) -> Iterator[None]:
    """No transaction can be begun meanwhile."""

    def refuse(connection: Any) -> None:
        raise OperationalError("SELECT", {}, Exception(SECRET))

    event.listen(db.engine, "begin", refuse, insert=True)
    try:
        yield
    finally:
        event.remove(db.engine, "begin", refuse)


def breaks(*args: Any, **more: Any) -> Any:
    """Raise what nobody foresaw, with words of somebody in it."""
    raise ValueError(SECRET)


def form_in(page: str, words: str) -> dict[str, str]:
    """The fields of the first form of a page with these words."""
    found = next(one for one in re.findall(r"<form.*?</form>", page, re.DOTALL) if f'value="{words}"' in one)
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', found))


async def pauses(office: OfficePages) -> int:
    """How often sending was paused."""
    return len(await rows(office.talk, select(Audit).where(col(Audit.act) == "sending.pause")))


async def test_a_public_page_that_breaks_says_so_in_both_languages(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    """Whichever it is: 500, or 503 while the database is gone, and the log names the kind of error alone."""
    async with visitor(talk) as client:
        with gone(talk.db), capture_logs() as logs:
            for path in sorted(DATABASE):
                answer = await client.get(path)
                assert answer.status_code == 503 and answer.headers["retry-after"] == "60", path
                assert "过一两分钟再试" in answer.text and "in a minute or two" in answer.text
                assert answer.headers["cache-control"] == "no-store"
        monkeypatch.setattr(Database, "read", breaks)
        with capture_logs() as more:
            for path in sorted(DATABASE):
                answer = await client.get(f"{path}?lang=en")
                assert answer.status_code == 500 and SECRET not in answer.text, path
                assert '<html lang="en">' in answer.text and 'lang="zh-CN">程序这边出了点问题' in answer.text
                assert 'href="?lang=en"' in answer.text
    assert {one["error"] for one in logs} == {"OperationalError"} and {one["error"] for one in more} == {"ValueError"}
    assert SECRET not in str(logs + more)


async def test_a_page_of_the_office_that_breaks_stands_in_its_frame(
    office: OfficePages, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the reader's language, with the menu; what was done meanwhile is told above it and stays done."""
    await office.look("陈静", "/office")
    monkeypatch.setattr(frame.Office, "_gathered", breaks)
    with capture_logs() as logs:
        page = await office.look("陈静", "/office/texts", 500)
        assert "这一页现在打不开" in page and "/office/people" in page and SECRET not in page
        assert logs == [{"event": "page failed", "error": "ValueError", "log_level": "error"}]
        mark = page.partition('name="form" value="')[2].partition('"')[0]
        said = {"form": mark, "id": "0" * 24, "back": "/office/texts", "words": "暂停发送 试试"}
        done = await (await office.sign_in("陈静")).post("/office/do", data=said)
    assert done.status_code == 500 and "暂停" in done.text and "这一页现在打不开" in done.text
    assert await pauses(office) == 1


async def test_an_act_that_breaks_changes_nothing_and_keeps_what_was_typed(
    office: OfficePages, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page comes with its form filled as it was."""
    await office.look("陈静", "/office")
    with monkeypatch.context() as meanwhile, capture_logs() as logs:
        meanwhile.setattr(frame, "converse", breaks)
        answer = await office.acts("陈静", "/office/settings", "暂停发送", SECRET)
    assert answer.status_code == 500 and "什么都没有改动" in answer.text and f'value="{SECRET}"' in answer.text
    assert SECRET not in str(logs) and not await pauses(office)


async def test_what_meets_no_database_is_sent_again_by_its_own_button(
    office: OfficePages, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even a form whose session could not be looked up is done once, however often it is pressed afterwards."""
    monkeypatch.setattr("bot.dispatch.DATABASE_PAUSES", ())
    page = await office.look("陈静", "/office/settings")
    client, fields = await office.sign_in("陈静"), form_in(page, "暂停发送") | {"more": "名单发错了"}
    with gone(office.talk.db):
        answer = await client.post("/office/do", data=fields)
        strange = await client.post("/office/do", data=fields, headers={"Origin": "https://evil.example"})
        looked = await client.get("/office/settings")
    assert (answer.status_code, looked.status_code) == (503, 503) and "不会办两次" in answer.text
    assert form_in(answer.text, "暂停发送") == fields and "名单发错了" not in strange.text
    real = conversing.converse

    async def cut_off(*args: Any) -> Any:
        """The commit is made, and its answer never comes."""
        await real(*args)
        raise OperationalError("COMMIT", {}, Exception(SECRET))

    monkeypatch.setattr(frame, "converse", cut_off)
    answer = await client.post("/office/do", data=fields)
    assert answer.status_code == 503 and "再试一次" in answer.text and "/office/people" in answer.text
    assert form_in(answer.text, "名单发错了") == fields
    monkeypatch.setattr(frame, "converse", real)
    assert "没有再做一次" in (await client.post("/office/do", data=fields)).text
    assert await pauses(office) == 1


async def test_what_is_refused_stands_in_its_form_again(office: OfficePages) -> None:
    """With the refusal above, in the form it was typed on and no other; what was done is gone from it."""
    typed = '2027-13-01 <劳动"节'
    refused = await office.acts("陈静", "/office/calendar", "录入放假", typed)
    kept = 'value="2027-13-01 &lt;劳动&#34;节"'
    assert refused.status_code == 200 and refused.text.count(kept) == 1
    form = next(one for one in re.findall(r"<form.*?</form>", refused.text, re.DOTALL) if kept in one)
    assert 'value="放假"' in form
    long = await office.acts("陈静", "/office/texts", "添加", "\n".join(("防火门{谁}要常闭", "第二行")))
    assert "防火门{谁}要常闭\n第二行</textarea>" in long.text
    done = await office.acts("陈静", "/office/calendar", "录入放假", "2027-05-01 劳动节")
    assert "劳动节" in done.text and 'value="2027-05-01 劳动节"' not in done.text


async def test_whoever_was_signed_out_can_take_their_words_along(office: OfficePages) -> None:
    """A form sent after the session's end is answered by what was typed on it; a form's address is none to look at."""
    page = await office.look("陈静", "/office/texts")
    fields = form_in(page, "文案 添加 每周") | {"more": "防火门要常闭"}
    client = await office.sign_in("陈静")
    assert (await client.get("/office/do")).status_code == 405
    office.talk.clock.move_to(office.talk.clock.now() + timedelta(minutes=61))
    answer = await client.post("/office/do", data=fields)
    assert answer.status_code == 401 and "防火门要常闭</textarea>" in answer.text and "signed out" in answer.text
    strange = await client.post("/office/do", data=fields, headers={"Origin": "https://evil.example"})
    assert strange.status_code == 303 and "防火门" not in strange.text
