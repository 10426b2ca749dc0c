"""Micro-wishes as people live them: wished by SMS, read, offered, claimed, fulfilled, confirmed, thanked for."""

import httpx
import pytest
from sqlalchemy import select
from sqlmodel import Session

from bot.web.server import build_site
from bot.web.wishes import WishPage
from messages.segments import segments
from models.audit import Audit
from models.ledger import Entry
from models.people import SMS, TELEGRAM
from models.wishes import CLAIMED, CONFIRMED, EXPIRED, PUBLISHED, REFUSED, RETURNED, SUBMITTED, WITHDRAWN
from tests.talk import Talk
from tests.wish_street import LENS, later, only, published, wishes


async def test_a_wish_goes_from_an_sms_to_thanks(street: Talk) -> None:
    """One message and one digit wish it, a neighbour claims and fulfils it, one digit confirms it; points, thanks."""
    talk = street
    said = await talk.says("赵奶奶", f"心愿 {LENS}")
    assert "编号1" in said and "1姓名电话" in said and "0撤回" in said
    assert "只有认领的人知道您的姓名电话" in await talk.says("赵奶奶", "1")
    await later(talk, seconds=1)
    assert "1个小心愿等您看" in talk.last("何军")
    shown = await talk.says("何军", "心愿 审核")
    assert LENS in shown and "长城苑3号楼1单元" in shown and "赵奶奶" not in shown
    await talk.presses("何军", "✅ 发布")
    assert "已匿名发布" in talk.last("赵奶奶")
    await later(talk, seconds=1)
    offer = talk.last("小周")
    assert LENS in offer and "赵" not in offer and "单元" not in offer
    claimed = await talk.presses("小周", "1")
    assert "赵奶奶" in claimed and "13900000041" in claimed and "长城苑3号楼1单元" in claimed
    assert "小周认领了" in talk.last("赵奶奶") and "会打电话给您" in talk.last("赵奶奶")
    assert "怎么办好的" in await talk.presses("小周", "✅ 办好了")
    assert "我去问一声" in await talk.says("小周", "下午送到家里，试过能看清")
    assert "小周说" in talk.last("赵奶奶") and "回1好了 2还没" in talk.last("赵奶奶")
    assert "向小周道谢" in await talk.says("赵奶奶", "1")
    assert "对方说好了" in talk.last("小周") and "记5分" in talk.last("小周")
    assert "带到了" in await talk.says("赵奶奶", "小周真是好孩子")
    assert "小周真是好孩子" in talk.last("小周")
    why = await talk.says("小周", "为什么 1")
    assert "实现微心愿" in why and "赵奶奶" not in why
    wish = await only(talk)
    assert wish.state == CONFIRMED and wish.confirmed_by == wish.wisher_id and wish.words == "" and wish.public == LENS
    entries = await talk.db.read(lambda s: s.execute(select(Entry)).scalars().all())
    assert [(one.rule, one.points, one.person_id, one.source) for one in entries] == [
        ("wish.fulfilled", 5, wish.claimer_id, "wish:1")
    ]


async def test_an_elder_gets_one_segment_and_no_link_and_a_word_of_hardship_never_leaves(street: Talk) -> None:
    """Whatever she wrote, every SMS to the elder is one segment; only who reads it sees all of it."""
    talk = street
    await talk.says("赵奶奶", "心愿 我独居又吃低保，想要一个放大镜，电话13900000041，3号楼1单元502")
    shown = await talk.says("何军", "心愿 审核")
    assert "低保" in shown and "请改写，去掉：" in shown
    assert "请去掉" in await talk.presses("何军", "✅ 发布")
    await talk.presses("何军", "改写")
    assert "请去掉：赵奶奶" in await talk.says("何军", "赵奶奶想要放大镜")
    await talk.says("何军", "心愿 审核")
    await talk.presses("何军", "改写")
    assert "想要一个放大镜" in await talk.says("何军", "想要一个放大镜")
    await talk.presses("何军", "✅ 发布")
    await later(talk, seconds=1)
    await talk.presses("小周", "1")
    await talk.says("小周", "心愿 完成 送到了，老人独居很高兴")
    await talk.says("赵奶奶", "2")
    await talk.says("小周", "心愿 完成 1 这次真送到了")
    await talk.says("赵奶奶", "1")
    for message in talk.sent("赵奶奶"):
        assert segments(message.text) == 1, message.text
    for name in ("赵奶奶", "小周", "小吴", "王芳", "李姨"):
        assert not any(word in m.text for m in talk.sent(name) for word in ("低保", "独居", "http")), name
    assert not any("13900000041" in m.text or "502" in m.text for m in talk.sent("小周"))


async def test_it_is_offered_to_the_stairwell_first_then_to_the_building_then_to_all(street: Talk) -> None:
    """Two days a circle; who is further away neither hears of it nor sees it before."""
    talk = street
    await talk.grid("B9", "长城苑9号楼", 4, "HT0101")
    await talk.person("小郑", TELEGRAM, "1052", "volunteer", "B9")
    await published(talk)
    assert LENS in talk.last("小周") and not talk.sent("小吴") and not talk.sent("小郑")
    assert "没有等人认领" in await talk.says("小郑", "心愿") or LENS not in talk.last("小郑")
    await later(talk, days=2)
    assert "邻居的小心愿：1" in talk.last("小吴") and LENS not in talk.last("小郑")
    await later(talk, days=2)
    assert LENS in talk.last("小郑")
    heard = len(talk.sent("小周"))
    await later(talk, days=8)
    assert len(talk.sent("小周")) == heard, "the same wish is offered once"
    await talk.says("小吴", "心愿")
    assert "归您了" in await talk.says("小吴", "1")


async def test_only_the_claimer_learns_what_was_agreed_to(street: Talk) -> None:
    """2 shows name and stairwell without phone; nothing said means that the head passes it on, without a name."""
    talk = street
    await published(talk, share="2")
    claimed = await talk.presses("小周", "1")
    assert "请上门：赵奶奶" in claimed and "13900000041" not in claimed
    await talk.says("小周", "心愿 退回")
    await talk.says("赵奶奶", "心愿 撤回")
    await talk.says("赵奶奶", "心愿 想学用手机")
    await talk.says("何军", "心愿 审核")
    await talk.presses("何军", "✅ 发布")
    await later(talk, days=7)
    await talk.says("小周", "心愿")
    claimed = await talk.presses("小周", "1")
    assert "赵" not in claimed and "由王芳转达" in claimed
    assert "小周认领了赵奶奶的心愿" in talk.last("王芳")


async def test_not_yet_hand_back_and_a_claim_that_runs_out(street: Talk) -> None:
    """2 gives it back to the claimer; a claim is reminded of and then offered again, to the wisher's knowledge."""
    talk = street
    await published(talk, share="1")
    await talk.presses("小周", "1")
    await talk.presses("小周", "✅ 办好了")
    assert "我去问一声" in await talk.says("小周", photo="door-1")
    assert (await only(talk)).photos == "door-1"
    assert "再想想办法" in await talk.says("赵奶奶", "2")
    assert "还差一点" in talk.last("小周") and (await only(talk)).state == CLAIMED
    await later(talk, days=5)
    assert "小提醒" in talk.last("小周")
    await later(talk, days=2)
    assert "先请别的邻居看看" in talk.last("小周") and "接着给您找" in talk.last("赵奶奶")
    wish = await only(talk)
    assert wish.state == PUBLISHED and wish.claimer_id is None and wish.claimed_at is not None
    assert "没有找到" in await talk.says("小周", "心愿 完成 1 晚了")


async def test_without_an_answer_somebody_is_asked_and_nothing_is_guessed(street: Talk) -> None:
    """The wisher twice, then the unit head, then who is above; it is fulfilled only once somebody says so."""
    talk = street
    await published(talk, share="1")
    await talk.presses("小周", "1")
    await talk.says("小周", "心愿 完成 送到了")
    await later(talk, days=3)
    assert "是吗" in talk.last("赵奶奶")
    await later(talk, days=3)
    assert "赵奶奶的心愿" in talk.last("王芳") and "没有回音" in talk.last("王芳")
    await later(talk, days=3)
    assert "赵奶奶的心愿" in talk.last("何军") and (await only(talk)).state == "fulfilled"
    assert "久未确认：1号" in await talk.says("陈静", "心愿 进度")
    assert "没有找到" in await talk.says("小周", "心愿 确认 1")
    assert "已记为办好" in await talk.presses("何军", "✅ 好了")
    wish = await only(talk)
    assert wish.state == CONFIRMED and wish.confirmed_by != wish.wisher_id


async def test_a_wish_entered_for_somebody_waits_for_their_word(street: Talk) -> None:
    """1 attests it, 2 drops it; somebody nobody has a record of cannot be asked, and who entered it passes it on."""
    talk = street
    assert "我去问赵奶奶本人" in await talk.says("王芳", "心愿 替 赵奶奶 想要一个放大镜")
    assert "王芳替您报了心愿" in talk.last("赵奶奶") and "回1属实 2不是" in talk.last("赵奶奶")
    assert "已经撤下" in await talk.says("赵奶奶", "2") and "本人说先不用" in talk.last("王芳")
    await talk.says("王芳", "心愿 替 赵奶奶 想要一把小凳子")
    assert "1姓名电话" in await talk.says("赵奶奶", "1")
    assert "请本人说" in await talk.says("王芳", "心愿 撤回 2")
    assert "请您转达" in await talk.says("王芳", "心愿 替 孙爷爷 想找人下棋")
    assert "例如" in await talk.says("王芳", "心愿 替 孙爷爷")
    assert [wish.state for wish in await wishes(talk)] == [REFUSED, SUBMITTED, SUBMITTED]
    for _ in range(2):
        await talk.says("何军", "心愿 审核")
        await talk.presses("何军", "✅ 发布")
    await later(talk, seconds=1)
    await talk.presses("小周", "2")
    assert "由王芳转达" in talk.last("小周") or "王芳" in talk.last("小周")
    await talk.says("小周", "心愿 完成 3 下了两盘")
    assert "孙爷爷的心愿" in talk.last("王芳") and "已记为办好" in await talk.presses("王芳", "✅ 好了")


async def test_a_returned_wish_is_said_anew_and_a_withdrawn_one_is_forgotten(street: Talk) -> None:
    """The kind word goes with it; withdrawing is one word at any time, deletes the words and tells the claimer."""
    talk = street
    await talk.says("赵奶奶", "心愿 想要点啥")
    await talk.says("何军", "心愿 审核")
    await talk.presses("何军", "退回")
    await talk.says("何军", "写清楚想要什么，邻居好帮您")
    assert "想请改一改：写清楚想要什么" in talk.last("赵奶奶") and (await only(talk)).state == RETURNED
    assert "编号还是1" in await talk.says("赵奶奶", "心愿 想要看报的东西")
    await talk.says("何军", "心愿 审核")
    await talk.presses("何军", "退回")
    await talk.says("何军", "说清是什么就好")
    await talk.says("赵奶奶", "1")
    assert "编号还是1" in await talk.says("赵奶奶", LENS)
    await talk.says("何军", "心愿 审核")
    await talk.presses("何军", "✅ 发布")
    await later(talk, seconds=1)
    await talk.presses("小周", "1")
    assert "已撤回" in await talk.says("赵奶奶", "心愿撤回")
    wish = await only(talk)
    assert wish.state == WITHDRAWN and wish.words == wish.public == ""
    assert "不需要了" in talk.last("小周")


async def test_what_nobody_claims_ends_kindly_and_can_be_published_again(street: Talk) -> None:
    """After its time the wisher is asked whether once more."""
    talk = street
    await published(talk)
    for _ in range(5):
        await later(talk, days=9)
    assert (await only(talk)).state == EXPIRED and "还没等到人" in talk.last("赵奶奶")
    assert "又发布了" in await talk.says("赵奶奶", "1")
    assert (await only(talk)).state == PUBLISHED


async def test_what_the_grid_head_leaves_the_coordinator_can_read(street: Talk) -> None:
    """Both after three days; before, it is the grid head's alone. A notice leaves the question before it open."""
    talk = street
    await talk.says("赵奶奶", f"心愿 {LENS}")
    assert "没有等您看" in await talk.says("陈静", "心愿 审核")
    await later(talk, days=3)
    assert "1个小心愿等您看" in talk.last("陈静") and "1个小心愿等您看" in talk.last("何军")
    assert LENS in await talk.says("陈静", "心愿 审核")
    await talk.says("何军", "心愿 审核")
    await talk.presses("陈静", "✅ 发布")
    assert "别人看过了" in await talk.presses("何军", "✅ 发布") or "没有找到" in talk.last("何军")
    assert "只有认领的人知道" in await talk.says("赵奶奶", "1"), "the question of the wish is still the newest"


async def test_nobody_reads_or_claims_their_own_and_what_one_may_not_see_is_not_there(street: Talk) -> None:
    """The grid head's own wish goes to a coordinator; wishes elsewhere are not found; limits are said kindly."""
    talk = street
    await talk.says("何军", "心愿 想要一盆绿植")
    assert "没有等您看" in await talk.says("何军", "心愿 审核")
    assert "绿植" in await talk.says("陈静", "心愿 审核")
    await talk.presses("陈静", "✅ 发布")
    assert "绿植" not in "\n".join(one for one in talk.last("何军").splitlines() if one.startswith("1 "))
    for number in range(3):
        await talk.says("赵奶奶", f"心愿 想要第{'一二三'[number]}样东西")
    assert "已有3个心愿在办" in await talk.says("赵奶奶", "心愿 还想要")
    assert "没有找到" in await talk.says("小吴", "心愿 撤回 1")
    assert "不在您的职责内" in await talk.says("小周", "心愿 审核")


async def test_words_are_ciphertext_and_nothing_of_them_is_logged(
    street: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither the rows nor the audit nor the log shows a word of a wish."""
    talk = street
    await published(talk, share="1")
    await talk.presses("小周", "1")

    def raw(session: Session) -> str:
        found = session.connection().exec_driver_sql("SELECT words, public, note, name FROM wish").all()
        audit = [str(one) for one in session.execute(select(Audit.act, Audit.subject, Audit.facts)).all()]  # type: ignore[call-overload]
        return str(found) + str(audit)

    shown = await talk.db.read(raw) + caplog.text
    assert "放大镜" not in shown and "\\u653e" not in shown and "放大镜".encode().hex() not in shown


async def test_the_english_forms_work(street: Talk) -> None:
    """Whoever reads English wishes, claims and confirms in English."""
    talk = street
    await talk.person("Ann", SMS, "+8613900000051", "resident", "B3U1", language="en")
    await talk.person("Bob", TELEGRAM, "1061", "volunteer", "B3U1", language="en")
    assert "Wish 1 noted" in await talk.says("Ann", "wish a magnifying glass")
    assert "claimer learns your name and phone" in await talk.says("Ann", "1")
    await talk.says("何军", "心愿 审核")
    await talk.presses("何军", "✅ 发布")
    await later(talk, seconds=1)
    assert "magnifying glass" in talk.last("Bob")
    assert "Ann" in await talk.says("Bob", "1")
    await talk.says("Bob", "wish done brought it over")
    assert "Is it?" in talk.last("Ann")
    assert "I thank Bob" in await talk.says("Ann", "1")


async def test_the_page_shows_what_everybody_may_claim_and_never_whose(street: Talk) -> None:
    """While it is offered to neighbours it is a number only; then the words stand there, without person or place."""
    talk = street
    app = build_site(WishPage(talk.db, talk.clock, talk.community).routes())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://site") as client:
        assert "现在没有等人认领" in (await client.get("/wishes")).text
        await published(talk)
        before = (await client.get("/wishes")).text
        assert "另有1个心愿" in before and "放大镜" not in before
        for _ in range(3):
            await later(talk, days=2)
        shown = await client.get("/wishes")
        assert LENS in shown.text and "赵奶奶" not in shown.text and "单元" not in shown.text
        assert "default-src 'self'" in shown.headers["content-security-policy"]
        assert "Small wishes" in (await client.get("/wishes?lang=en")).text


async def test_who_reads_wishes_sees_who_has_had_one_and_nobody_else(street: Talk) -> None:
    """Claimed, handed back, run out, done: by name and day, and never whose wish it is; others find nothing."""
    talk = street
    await published(talk)
    assert "还没有人认领过" in await talk.says("何军", "心愿 进度 1")
    await later(talk, days=4)
    await talk.says("小吴", "认领 1")
    await talk.says("小吴", "心愿 退回")
    await talk.says("小周", "心愿")
    await talk.presses("小周", "1")
    shown = await talk.says("何军", "心愿 进度 1")
    assert "11月6日 小吴 认领，11月6日 退回" in shown and "11月6日 小周 认领，正在办" in shown and "赵奶奶" not in shown
    await later(talk, days=20)
    assert "小周 认领，11月26日 到期没有办" in await talk.says("陈静", "心愿 进度 1")
    for name in ("王芳", "小周"):
        assert "小吴" not in await talk.says(name, "心愿 进度 1")
    assert "没有找到" in await talk.says("何军", "心愿 进度 9")


@pytest.mark.parametrize("said", ["谢谢 小周", "谢谢小周你真好", "太感谢了 小周"])
async def test_thanks_are_carried_however_they_begin(street: Talk, said: str) -> None:
    """A word of thanks with more behind it goes to the claimer; the bare word is answered kindly, as ever."""
    talk = street
    await published(talk)
    await talk.presses("小周", "1")
    await talk.says("小周", "心愿 完成 送到了")
    await talk.says("赵奶奶", "1")
    assert "不客气" in await talk.says("赵奶奶", "谢谢")
    assert "带到了" in await talk.says("赵奶奶", said)
    assert said.replace(" ", "") in talk.last("小周").replace(" ", "")
    assert "不客气" in await talk.says("赵奶奶", "谢谢 你们")
