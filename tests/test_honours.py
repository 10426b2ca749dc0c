"""The honours wall: nothing of anybody before they agreed, and nothing any more once they take it back."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import col

from messages.catalogue import say
from messages.render import choices_said
from messages.segments import segments
from models.audit import Audit
from models.choices import Choice
from models.honours import Honour, wall
from models.nominations import Nomination, categories
from models.people import LANGUAGES, SMS, TELEGRAM
from models.questions import QUESTIONS
from tests.browser import served
from tests.talk import Talk
from tests.test_catalogue import WORST
from tests.test_nominations import STORY, nominated, nominations
from tests.test_site import Served


@pytest.fixture
async def site(talk: Talk) -> AsyncIterator[Served]:
    """The public site of the small community."""
    site = Served(talk)
    async with served(site.app) as site.base, site.client:
        yield site


async def approved(talk: Talk, whom: str = "李姨") -> None:
    """王芳 nominates a known person as good neighbour, 陈静 approves; nobody has been asked yet but the nominee."""
    await talk.says("王芳", f"推荐 {whom}")
    await talk.says("王芳", "1")
    await talk.says("王芳", "6")
    await talk.says("王芳", STORY)
    for label in ("写完了", "跳过", "✅ 提交"):
        await talk.presses("王芳", label)
    await talk.says("陈静", "推荐审核")
    assert "已通过" in await talk.presses("陈静", "通过")


async def rows(talk: Talk, query: Any) -> list[Any]:
    """What a query of one entity finds."""
    return await talk.db.read(lambda s: list(s.execute(query).scalars()))


async def test_nothing_is_public_before_the_nominee_agrees(site: Served) -> None:
    """Approved but not agreed: neither name nor story on the board or in chat; then both are."""
    talk = site.talk
    await approved(talk)
    for path in ("/", "/?lang=en"):
        before = (await site.get(path)).text
        assert "李姨" not in before and "送饭" not in before
    said = await talk.says("王芳", "光荣榜")
    assert "李姨" not in said and "另有1位没有公布姓名" in said
    assert "谢谢您" in await talk.says("李姨", "同意")
    board = await site.get("/")
    assert "李姨" in board.text and STORY in board.text and "好邻居" in board.text
    assert "王芳" not in board.text and 'src="http' not in board.text and 'href="http' not in board.text
    assert "Good Neighbour" in (await site.get("/?lang=en")).text
    assert f"李姨：{STORY}" in await talk.says("王芳", "光荣榜 2026")


async def test_a_no_keeps_name_and_story_private_whatever_the_nominator_says(site: Served) -> None:
    """不公布 is final for others; the honour itself stands and is counted."""
    talk = site.talk
    await approved(talk)
    assert "不公布您的姓名" in await talk.says("李姨", "2")
    assert "李姨" not in (await site.get("/")).text
    assert "另有1位" in await talk.says("陈静", "光荣榜")
    (about,) = await nominations(talk)
    assert about.consent == "refused"


async def test_consent_can_be_taken_back_at_any_time(site: Served) -> None:
    """One word, and the wall shows nothing any more."""
    talk = site.talk
    await approved(talk)
    await talk.says("李姨", "1")
    assert "李姨" in (await site.get("/")).text
    assert "都不公布" in await talk.says("李姨", "不公布")
    assert "李姨" not in (await site.get("/")).text and "李姨" not in await talk.says("王芳", "光荣榜")


async def test_an_unknown_nominee_is_shown_on_the_nominators_word(site: Served) -> None:
    """Only when the nominator says that they asked; a name of HTML stays text."""
    talk = site.talk
    await nominated(talk, "王芳", "<b>秀兰</b>")
    await talk.says("陈静", "推荐审核")
    await talk.presses("陈静", "通过")
    board = (await site.get("/")).text
    assert "&lt;b&gt;秀兰&lt;/b&gt;" in board and "<b>" not in board


async def test_what_is_not_approved_is_on_no_wall(site: Served) -> None:
    """Agreed but neither approved nor decided: not there."""
    await nominated(site.talk, "王芳", "赵秀兰")
    assert "赵秀兰" not in (await site.get("/")).text
    assert "还没有人" in await site.talk.says("王芳", "光荣榜")


async def test_a_coordinator_honours_somebody_who_can_be_asked(talk: Talk) -> None:
    """Shown first, confirmed once, audited; the person is asked before it is public."""
    preview = await talk.says("陈静", "授予 李姨 好邻居 2026 每天给老人读报")
    assert "李姨" in preview and "“好邻居”" in preview and "我会问本人" in preview
    assert "已去问本人" in await talk.presses("陈静", "登记并公布")
    assert "已经办过" in await talk.presses("陈静", "登记并公布")
    assert await talk.db.read(wall) == [] and "社区授予您好邻居" in talk.last("李姨")
    await talk.says("李姨", "1")
    (shown,) = await talk.db.read(wall)
    assert (shown.name, shown.story, shown.year) == ("李姨", "每天给老人读报", 2026)
    (audit,) = await rows(talk, select(Audit).where(col(Audit.act) == "honour"))
    assert audit.facts["category"] == "good_neighbour" and "读报" not in str(audit.facts)
    assert "推荐：" not in await talk.says("陈静", "报告 2026")
    assert "光荣榜：好邻居1" in talk.last("陈静")


async def test_a_coordinator_honours_a_mere_name_and_takes_it_down(talk: Talk) -> None:
    """Public on the coordinator's word that they asked; taken down with a reason it counts no more."""
    await talk.says("陈静", "授予 赵秀兰 五好模范 2025")
    assert "已上光荣榜" in await talk.presses("陈静", "登记并公布")
    said = await talk.says("陈静", "光荣榜 2025")
    assert "赵秀兰（1号）" in said and "1号" not in await talk.says("王芳", "光荣榜 2025")
    assert "例如：撤下" in await talk.says("陈静", "撤下 1")
    assert "已撤下1号" in await talk.says("陈静", "撤下 1 本人要求")
    assert "没有找到" in await talk.says("陈静", "撤下 1 本人要求")
    assert await talk.db.read(wall) == []
    assert "还没有人" in await talk.says("王芳", "光荣榜 2025")


async def test_an_honour_can_be_kept_unnamed(talk: Talk) -> None:
    """Entered and counted, never shown."""
    await talk.says("陈静", "授予 赵秀兰 好邻居")
    assert "不公布姓名" in await talk.presses("陈静", "不公布")
    assert await talk.db.read(wall) == [] and "另有1位" in await talk.says("王芳", "光荣榜")


@pytest.mark.parametrize("said", ["授予", "授予 赵秀兰", "授予 赵秀兰 大好人 2026", "/honour"])
async def test_an_unclear_honour_is_asked_about(talk: Talk, said: str) -> None:
    """A missing or unknown honour gets a line with an example and the list."""
    assert "称号有" in await talk.says("陈静", said)
    assert await rows(talk, select(Honour)) == []


async def test_nobody_honours_themselves_nor_somebody_who_does_not_fit(talk: Talk) -> None:
    """One's own name, a pioneer who is no party member, a year to come."""
    assert "不能授予自己" in await talk.says("陈静", "授予 陈静 好邻居")
    assert "不符合" in await talk.says("陈静", "授予 李姨 党员先锋")
    assert "年" in await talk.says("陈静", "授予 赵秀兰 好邻居 2099")
    assert await rows(talk, select(Nomination)) == []


async def test_two_of_one_name_are_asked_about(talk: Talk) -> None:
    """Neither is taken; the number says which."""
    second = await talk.person("李姨", TELEGRAM, "3001")
    assert "我不乱猜" in await talk.says("陈静", "授予 李姨 好邻居")
    assert "李姨" in await talk.says("陈静", f"授予 #{second} 好邻居")
    await talk.presses("陈静", "登记并公布")
    (about,) = await nominations(talk)
    assert about.nominee_id == second


async def test_honours_of_another_station_cannot_be_taken_down(talk: Talk) -> None:
    """A station's coordinator acts on what came from there; what others gave looks as if it were not."""
    await talk.grid("HT02", "第二服务站", 2, "HT")
    await talk.person("钱站", TELEGRAM, "3002", "coordinator", "HT02")
    await talk.says("陈静", "授予 赵秀兰 五好模范 2025")
    await talk.presses("陈静", "登记并公布")
    assert "没有找到" in await talk.says("钱站", "撤下 1 写错了")
    assert len(await talk.db.read(wall)) == 1


async def test_whoever_is_unknown_sees_the_wall_too(talk: Talk) -> None:
    """The wall is for everybody; honouring is not."""
    talk.stranger("路人", SMS, "+8613900000077")
    assert "还没有人" in await talk.says("路人", "光荣榜")
    assert "不在您的职责内" in await talk.says("王芳", "授予 李姨 好邻居")


async def test_a_question_about_oneself_cannot_be_answered_by_another(talk: Talk) -> None:
    """A token that fell into other hands finds nothing, and nothing becomes public."""
    await approved(talk)
    other = "(SELECT id FROM person WHERE name = '王芳')"
    steal = f"UPDATE prompt SET person_id = {other} WHERE question = 'nomination_public'"
    await talk.db.run(lambda s: s.connection().exec_driver_sql(steal) and None)
    assert "没有找到" in await talk.says("王芳", "同意")
    assert await talk.db.read(wall) == []


ASKED_WITH = {
    "nomination-due": "nomination", "nomination-late": "nomination", "nomination-reminder": "nomination",
    "nomination-reminder-late": "nomination", "nomination-who": "nomination_who",
    "nomination-story": "nomination_story", "nomination-story-begun": "nomination_story",
    "nomination-told": "nomination_told", "nomination-told-ask": "nomination_told",
    "nomination-confirm": "nomination_confirm", "nomination-submitted": "nominated",
    "nomination-public-ask": "nomination_public", "honour-public-ask": "nomination_public",
    "nomination-returned-note": "nomination_again", "review": "nomination_review", "honour-preview": "honour",
    "birthday-ask": "birthday", "birthday-kept-head": "birthday_head",
}  # fmt: skip
"""Sentences that go out with a question, and which."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ASKED_WITH)
def test_a_sentence_and_its_choices_fit_two_segments(key: str, language: str) -> None:
    """The short form with the longest facts and what can be answered is two SMS segments at most."""
    names = [kind.name[language] for kind in categories().values()]
    facts = WORST | {
        "short": " ".join(f"{place} 欧阳建国 汉唐名邸12号楼3单元" for place in (1, 2)),
        "words": "事" * 24, "category": max(names, key=len), "by": "欧阳建国", "until_day": "11月30日", "count": "12",
        "length": "1000", "reason": "请写清楚是哪一天的事", "birthday": "农历闰四月初八", "year": "2026",
        "story": "", "consent": say("honour-have-asked", language),
    }  # fmt: skip
    text = say(key, language, facts, short=True)
    assert segments(text + say("reply-with", language) + choices_said(_numbered(key), language)) <= 2, text


def _numbered(key: str) -> list[tuple[int, Choice]]:
    return QUESTIONS[ASKED_WITH[key]].numbered()


async def test_the_english_wall(talk: Talk) -> None:
    """An English reader gets names and honours in English."""
    await talk.person("Ann", TELEGRAM, "3003", "coordinator", "HT", language="en")
    assert "Please check" in await talk.says("Ann", "honour Mary Good Neighbour 2026 brings lunch upstairs")
    assert "on the honours wall" in await talk.presses("Ann", "Enter, public")
    assert "Good Neighbour:" in await talk.says("Ann", "honours") and "Mary: brings lunch upstairs" in talk.last("Ann")
    assert "not public from now on" in await talk.says("Ann", "private")
