"""Events by chat and SMS: held, announced, signed up to, checked in to, closed."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from messages.segments import segments
from models import approval, event_codes
from models.events import Event
from models.ledger import Entry
from models.outbox import Message
from models.people import TELEGRAM
from tests.talk import Talk, rows

ZONE = ZoneInfo("Asia/Shanghai")
FORM = "活动 楼道大扫除 12月5日 9:00-11:00 小广场"


async def event_of(talk: Talk) -> Event:
    """The newest event."""
    event: Event = (await rows(talk, select(Event).order_by(col(Event.id))))[-1]
    return event


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A local time in December 2026."""
    return datetime(2026, 12, day, hour, minute, tzinfo=ZONE)


async def held(talk: Talk, form: str = FORM, who: str = "陈静", *, send: bool = True) -> Event:
    """An event of the form, open, and announced where `send`."""
    assert "请核对" in await talk.says(who, form)
    assert "建好了" in await talk.says(who, "1")
    if send:
        assert "分钟后发出" in await talk.says(who, "1")
        talk.clock.advance(approval.LEAVES_AFTER)
        await talk.delivery.drain()
    else:
        await talk.says(who, "2")
    return await event_of(talk)


async def code_now(talk: Talk, event: Event) -> str:
    """The code on the organiser's screen."""
    return event_codes.code_at(event, talk.clock.now())


async def test_an_event_is_one_message_a_preview_and_a_yes(talk: Talk) -> None:
    """What was read is shown with the weekday; nothing is open before the yes, nobody hears before a second one."""
    shown = await talk.says("陈静", f"{FORM} 20人")
    assert "志愿活动“楼道大扫除”" in shown
    assert "2026年12月5日（周六）09:00–11:00 小广场" in shown
    assert "全体 · HT 汉唐街北社区" in shown and "名额20" in shown
    assert "没有您能参加" in await talk.says("王芳", "活动")
    opened = await talk.says("陈静", "1")
    assert "共2人" in opened and "短信：1人，每条1段" in opened
    assert not talk.last("李姨")
    assert "分钟后发出" in await talk.presses("陈静", "确认发送")
    talk.clock.advance(approval.LEAVES_AFTER)
    await talk.delivery.drain()
    assert talk.last("李姨") == "楼道大扫除：12月5日09:00–11:00，小广场。您来吗？回1报名 2不去"
    assert "【活动邀请】楼道大扫除" in talk.last("王芳")


async def test_an_elder_signs_up_with_a_digit_and_a_head_with_a_button(talk: Talk) -> None:
    """Both channels, one question; the list shows what each has."""
    event = await held(talk)
    assert "报上了：楼道大扫除" in await talk.says("李姨", "1")
    assert "报上了：楼道大扫除" in await talk.presses("王芳", "报名")
    assert "早就报上名了" in await talk.says("王芳", f"报名 {event.id}")
    assert "✓ 您已报名" in await talk.says("王芳", "活动")
    assert (await event_of(talk)).taken == 2
    assert "已取消报名" in await talk.says("李姨", f"取消报名 {event.id}")
    assert (await event_of(talk)).taken == 1


async def test_a_freed_place_goes_to_who_waits_and_may_be_declined(talk: Talk) -> None:
    """The first who waits hears at once; who declines hands it on."""
    await talk.person("孙梅", TELEGRAM, "1020", "volunteer", "HT0101")
    event = await held(talk, f"{FORM} 1人")
    await talk.says("李姨", "1")
    assert "候补，前面还有0人" in await talk.presses("王芳", "报名")
    assert "前面还有1人" in await talk.presses("孙梅", "报名")
    await talk.says("李姨", f"取消报名 {event.id}")
    assert "空出一个名额" in talk.last("王芳")
    assert "不再打扰" in await talk.presses("王芳", "不去")
    assert "空出一个名额" in talk.last("孙梅")
    assert "见！" in await talk.says("孙梅", "1")
    assert (await event_of(talk)).taken == 1


async def test_who_comes_by_code_gets_hours_points_and_thanks(talk: Talk) -> None:
    """SMS and Telegram check in by the code; the close books half hours once, and the organiser's own points."""
    event = await held(talk)
    await talk.says("李姨", "1")
    await talk.presses("王芳", "报名")
    talk.clock.move_to(at(5, 8, 55))
    assert "签到成功" in await talk.says("李姨", f"签到 {await code_now(talk, event)}")
    talk.clock.move_to(at(5, 9, 55))
    assert f"签到码：{await code_now(talk, event)}" in await talk.says("陈静", "签到码")
    assert "签到码“" in await talk.says("王芳", "签到 0000" if await code_now(talk, event) != "0000" else "签到 0001")
    assert "4位数字" in await talk.says("王芳", "签到")
    assert "签到成功" in await talk.says("王芳", await code_now(talk, event))
    talk.clock.move_to(at(5, 11, 10))
    assert "到2人" in await talk.says("陈静", "结束活动")
    closed = await talk.says("陈静", "1")
    assert "工时共3小时，积分共6分" in closed and "您组织了这次活动，得10分" in closed
    assert "工时2小时，积分+4" in talk.last("李姨") and "工时1小时，积分+2" in talk.last("王芳")
    entries = await rows(talk, select(Entry))
    assert sorted((one.rule, one.points) for one in entries) == [
        ("event.held", 10), ("event.hours", 2), ("event.hours", 4)
    ]  # fmt: skip


async def test_the_roll_is_called_with_numbers(talk: Talk) -> None:
    """点名 lists who has a place; numbers tick them, 没到 takes one back, the rest are asked why and may answer."""
    event = await held(talk)
    await talk.says("李姨", "1")
    await talk.presses("王芳", "报名")
    talk.clock.move_to(at(5, 9, 0))
    assert "1. 李姨" in await talk.says("陈静", "点名")
    assert "没看懂" in await talk.says("陈静", "1 和那谁")
    assert "到2人" in await talk.says("陈静", "全到")
    noted = await talk.says("陈静", "2 没到")
    assert "1. 李姨 ✓" in noted and "到1人" in noted
    talk.clock.move_to(at(5, 11, 0))
    await talk.says("陈静", "结束活动")
    assert "1人没到" in await talk.says("陈静", "1")
    assert "没见到您" in talk.last("王芳")
    assert "记为请假" in await talk.says("王芳", "有事请假，孩子生病")
    assert "王芳没来“楼道大扫除”" in talk.last("陈静") and "孩子生病" in talk.last("陈静")
    assert "王芳 没到（有事请假,孩子生病）" in await talk.says("陈静", f"名单 {event.id}")


async def test_photos_go_to_those_who_came(talk: Talk) -> None:
    """After the close the organiser's photos go by Telegram to who came; an SMS phone has had its words."""
    await held(talk)
    await talk.says("李姨", "1")
    await talk.presses("王芳", "报名")
    talk.clock.move_to(at(5, 9, 0))
    await talk.says("陈静", "点名")
    await talk.says("陈静", "全到")
    talk.clock.move_to(at(5, 11, 0))
    await talk.says("陈静", "结束活动")
    await talk.says("陈静", "1")
    before = len(talk.sent("李姨"))
    assert "照片发给了1位" in await talk.says("陈静", "大家辛苦", photo="file-1")
    assert (talk.sent("王芳")[-1].photo, talk.last("王芳")) == ("file-1", "“楼道大扫除”的照片：大家辛苦")
    assert len(talk.sent("李姨")) == before


async def test_calling_off_tells_everybody(talk: Talk) -> None:
    """Who has a place and who waits are told; the list is empty afterwards."""
    event = await held(talk, f"{FORM} 1人")
    await talk.says("李姨", "1")
    await talk.presses("王芳", "报名")
    assert "2人" in await talk.says("陈静", f"取消活动 {event.id}")
    assert "已取消" in await talk.says("陈静", "1")
    assert "取消了" in talk.last("李姨") and "取消了" in talk.last("王芳")
    assert "没有您能参加" in await talk.says("王芳", "活动")
    assert [m for m in await rows(talk, select(Message)) if m.state == "failed"] == []


async def test_a_head_on_sms_does_it_all_by_sms(talk: Talk) -> None:
    """Held, announced, called and closed from a phone without internet, each answer in two segments at most."""
    await talk.person("孙梅", TELEGRAM, "1020", "volunteer", "B3U2")
    said = [await talk.says("李姨", "活动 楼道清扫 12月5日 9:00-11:00 门厅")]
    said.append(await talk.says("李姨", "1"))
    assert "邀请1人" in said[-1]
    said.append(await talk.says("李姨", "1"))
    talk.clock.advance(approval.LEAVES_AFTER)
    await talk.delivery.drain()
    await talk.presses("孙梅", "报名")
    talk.clock.move_to(at(5, 9))
    said.append(await talk.says("李姨", "签到码"))
    assert await code_now(talk, await event_of(talk)) in said[-1]
    said.append(await talk.says("李姨", "点名"))
    said.append(await talk.says("李姨", "1到"))
    assert "到1/1" in said[-1]
    talk.clock.move_to(at(5, 11))
    said.append(await talk.says("李姨", "结束活动"))
    said.append(await talk.says("李姨", "1"))
    assert "来了1人" in said[-1]
    assert all(segments(text) <= 2 for text in said)
    assert "积分+4" in talk.last("孙梅")


async def test_an_invitation_may_wait_and_reaches_who_has_not_answered(talk: Talk) -> None:
    """先不通知 tells nobody; 发邀请 later leaves out who signed up meanwhile."""
    event = await held(talk, send=False)
    assert not talk.last("李姨")
    await talk.says("王芳", f"报名 {event.id}")
    assert "共1人" in await talk.says("陈静", f"发邀请 {event.id}")
    await talk.says("陈静", "1")
    talk.clock.advance(approval.LEAVES_AFTER)
    await talk.delivery.drain()
    assert "您来吗" in talk.last("李姨") and "您来吗" not in talk.last("王芳")
    await talk.says("李姨", "1")
    assert "没有还能邀请的人" in await talk.says("陈静", f"发邀请 {event.id}")


async def test_more_places_go_to_who_waits_and_hours_stay_within_the_event(talk: Talk) -> None:
    """名额 raises the places and hands them on; 工时 adds who was not on the list, capped, and never one's own."""
    event = await held(talk, f"{FORM} 1人")
    await talk.says("李姨", "1")
    await talk.presses("王芳", "报名")
    assert "候补补上1人" in await talk.says("陈静", f"名额 {event.id} 5")
    assert "空出一个名额" in talk.last("王芳")
    assert "不限名额" in await talk.says("陈静", f"名额 {event.id} 不限")
    assert "请写清活动编号" in await talk.says("陈静", "名额 很多")
    talk.clock.move_to(at(5, 9, 30))
    assert "2小时（不超过活动的时长）" in await talk.says("陈静", f"工时 {event.id} 李姨 9")
    assert "自己的工时" in await talk.says("陈静", f"工时 {event.id} 陈静 1")
    assert "请写清活动编号" in await talk.says("陈静", "工时 李姨")


async def test_not_closing_and_not_calling_off_change_nothing(talk: Talk) -> None:
    """The second choice of both questions leaves the event as it is, and says so without the word cancelled."""
    event = await held(talk)
    await talk.says("李姨", "1")
    await talk.says("陈静", f"取消活动 {event.id}")
    assert "照旧，什么都没有改" in await talk.presses("陈静", "照常举行")
    assert "还没开始" in await talk.says("陈静", f"结束活动 {event.id}")
    talk.clock.move_to(at(5, 10))
    await talk.says("陈静", "结束活动")
    assert "照旧，什么都没有改" in await talk.says("陈静", "2")
    assert (await event_of(talk)).state == "announced"


async def test_several_events_are_told_apart_by_number(talk: Talk) -> None:
    """With two events open, 点名 without a number asks which; nothing organised says so."""
    assert "没有进行中的活动" in await talk.says("陈静", "点名")
    await held(talk)
    await held(talk, "活动 消防课 12月6日 9:00-11:00 会议室")
    asked = await talk.says("陈静", "点名")
    assert "是哪一个" in asked and "楼道大扫除" in asked and "消防课" in asked


async def test_what_cannot_be_an_event_is_refused_in_words(talk: Talk) -> None:
    """The past, words that were left over, no words at all, and a guest."""
    assert "时间已经过了" in await talk.says("陈静", "活动 大扫除 2026-11-01 9:00-11:00 小广场")
    assert "“自带工具”我没看懂" in await talk.says("陈静", "活动 大扫除 / 12月5日 9:00-11:00 / 小广场 / 自带工具")
    assert "请把活动写在一条消息里" in await talk.says("陈静", "活动 新建")
    talk.stranger("路人", TELEGRAM, "1999")
    assert "活动" not in await talk.says("路人", "活动")
    assert "没有找到99号活动" in await talk.says("王芳", "报名 99")
    await talk.person("孙梅", TELEGRAM, "1020", "volunteer", "HT0101")
    assert "没有您可以签到的活动" in await talk.says("孙梅", "签到")
