"""Elders by SMS: entered by a helper and asked first, several behind one phone, short neutral texts, readings."""

import json
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session, col, select

from bot.explaining import explain, explained
from bot.identify import identify
from messages.catalogue import keys, say
from messages.forms import Inbound
from messages.render import choices_said
from messages.segments import segments
from models.care import Care
from models.care_checks import CALLED, DOOR, CareCheck
from models.clock import MovableClock
from models.db import Database
from models.errors import SettingsError
from models.outbox import Message
from models.people import SMS, TELEGRAM, Address, Person, address_of
from models.posts import Post
from models.questions import QUESTIONS
from models.shared_phones import MOST, Behind, PhoneShare
from scheduler.care import look_after
from tests.neighbours import neighbours
from tests.talk import Talk, rows
from tests.test_catalogue import WORST, entries

PHONE = "+8613800000021"
DOCS = Path(__file__).parent.parent / "docs" / "care.md"
ELDERS = ("care.ftl", "elders.ftl")


@pytest.fixture
async def talk(db: Database, clock: MovableClock, zone: ZoneInfo) -> Talk:
    """Two stairwells without duties."""
    return await neighbours(db, clock, zone)


async def passes(talk: Talk, **time: float) -> None:
    """Time passes: the clock moves, the check-ins are looked after, what is due leaves."""
    talk.clock.advance(timedelta(**time))
    await talk.db.run(look_after, talk.clock.now(), talk.zone)
    await talk.delivery.drain()


# --- joining by a helper ---
async def test_a_neighbour_is_entered_and_asked_before_anything_else(talk: Talk) -> None:
    """The head gives name and phone; one question goes out; the yes is theirs, and the head hears of it."""
    talk.stranger("王伯", SMS, PHONE)
    assert "已经发短信问本人" in await talk.says("李姨", "登记住户 王伯 13800000021")
    assert talk.last("王伯") == "王伯您好，社区“楼道”：李姨说您愿收社区短信。您同意吗？回1同意 2不用"
    assert len(talk.sent("王伯")) == 1
    (person,) = await rows(talk, select(Person).where(Person.name == "王伯"))
    assert person.consent_at is None
    assert "没太看明白" in await talk.says("王伯", "收到")
    assert "谢谢您，王伯" in await talk.says("王伯", "好的")
    assert "同意收社区的短信了" in talk.last("李姨")
    (person,) = await rows(talk, select(Person).where(Person.name == "王伯"))
    assert person.consent_at is not None
    assert "已经登记并且同意" in await talk.says("李姨", "登记住户 王伯 13800000021")
    assert "每天9点问候您" in await talk.says("王伯", "问候")


async def test_a_no_and_what_cannot_be_read_are_no_consent(talk: Talk) -> None:
    """After a no the phone is left alone; after two unclear answers a person asks."""
    talk.stranger("王伯", SMS, PHONE)
    await talk.says("李姨", "登记住户 王伯 13800000021")
    assert "不给您发短信了" in await talk.says("王伯", "不用了")
    assert "不用发短信" in talk.last("李姨")
    assert "退订" in await talk.says("李姨", "登记住户 王伯 13800000021")
    talk.stranger("赵奶", SMS, "+8613800000022")
    await talk.says("李姨", "登记住户 赵奶 13800000022")
    await talk.says("赵奶", "嗯")
    assert "当面问您" in await talk.says("赵奶", "啥意思") and "没能看明白" in talk.last("李姨")
    assert not [one for one in await rows(talk, select(Person).where(Person.name == "赵奶")) if one.consent_at]


async def test_what_is_missing_gets_an_example(talk: Talk) -> None:
    """Name and phone are needed; nothing is entered without both."""
    for said in ("登记住户", "登记住户 王伯", "登记住户 13800000021", "登记住户 王伯 123"):
        assert "登记住户 姓名 手机号" in await talk.says("李姨", said)
    assert not await rows(talk, select(Person).where(Person.name == "王伯"))


async def test_a_helper_enters_only_where_they_serve(talk: Talk) -> None:
    """A volunteer in their own stairwell; another's looks as if it did not exist; a resident enters nobody."""
    await talk.person("小刘", TELEGRAM, "1060", "volunteer", "B3U1")
    await talk.person("张姐", TELEGRAM, "1061", "resident", "B3U1")
    assert "对不上" in await talk.says("小刘", "登记住户 王伯 13800000021 B3U2")
    assert "登记好了：王伯，长城苑3号楼1单元" in await talk.says("小刘", "登记住户 王伯 13800000021")
    assert "不在您的职责内" in await talk.says("张姐", "登记住户 赵奶 13800000022")
    # Entered elsewhere again, he stays where he lives.
    await talk.says("李姨", "登记住户 王伯 13800000021")
    assert len(await rows(talk, select(Post).where(Post.role == "resident", col(Post.to_on).is_(None)))) == 2


# --- several behind one phone ---
async def couple(talk: Talk) -> tuple[int, int]:
    """王伯 and 李奶 at one phone, both agreed, both asked daily at ten."""
    talk.stranger("手机", SMS, PHONE)
    await talk.says("李姨", "登记住户 王伯 13800000021")
    assert "谢谢您，王伯" in await talk.says("手机", "1")
    assert "几位合用" in await talk.says("李姨", "登记住户 李奶 13800000021")
    assert talk.last("手机").startswith("李奶您好，社区“楼道”")
    assert "谢谢您，李奶" in await talk.says("手机", "1")
    assert "每天10点" in await talk.says("手机", "王伯 问候 每天10点")
    assert "每天10点" in await talk.says("手机", "李奶，问候 每天10点")
    people = {one.name: one.id for one in await rows(talk, select(Person))}
    return people["王伯"], people["李奶"]


async def test_who_it_is_then_the_answer(talk: Talk) -> None:
    """Both are asked: a bare digit is nobody's; "1 王伯 2 李奶" is, and the next answer is theirs; then the other's."""
    wang, li = await couple(talk)
    await passes(talk, hours=1)
    asked = [one.text for one in talk.sent("手机")[-2:]]
    assert {text[:2] for text in asked} == {"王伯", "李奶"}
    assert await talk.says("手机", "1") == "这部手机几位合用，请问您是哪位？回编号：1 王伯、2 李奶"
    assert "回编号或姓名" in await talk.says("手机", "都好")
    assert await talk.says("手机", "2") == "李奶，今天您都好吗？回1都好 2请联系我 3外出"
    assert "记下了，李奶" in await talk.says("手机", "1")
    states = {one.person_id: one.state for one in await rows(talk, select(CareCheck))}
    assert states == {wang: "asked", li: "well"}
    # Her slip is hers to take back; by his name he answers for himself; what comes next may be his, and is asked about.
    assert "李奶，今天您都好吗" in await talk.says("手机", "0")
    assert "记下了，王伯" in await talk.says("手机", "王伯都好")
    assert "您是哪位" in await talk.says("手机", "1")
    assert "李奶，今天您都好吗" in await talk.says("手机", "2")
    assert "记下了，李奶" in await talk.says("手机", "1")


async def test_after_one_has_answered_the_next_says_who_they_are(talk: Talk) -> None:
    """Her question is answered, his is open: a digit more may be hers, so it is nobody's until they say who."""
    await couple(talk)
    await passes(talk, hours=1)
    await talk.says("手机", "1")
    await talk.says("手机", "李奶")
    assert "记下了，李奶" in await talk.says("手机", "1")
    assert "您是哪位" in await talk.says("手机", "1")
    assert "记下了，王伯" in await talk.says("手机", "王伯 1")


async def test_who_alone_is_asked_is_who_answers(talk: Talk) -> None:
    """With one open question nobody has to say who it is."""
    wang, li = await couple(talk)
    await talk.says("手机", "李奶 问候 停")
    await passes(talk, hours=1)
    assert "记下了，王伯" in await talk.says("手机", "1")
    assert {one.person_id for one in await rows(talk, select(CareCheck))} == {wang} and li != wang


async def test_a_call_for_help_does_not_wait_for_a_name(talk: Talk) -> None:
    """救命 from a shared phone is told for both of them at once; 退订 is heard, too."""
    await couple(talk)
    await passes(talk, hours=1)
    assert "已经告诉李姨、陈静" in await talk.says("手机", "救命")
    assert {(one.state, one.why) for one in await rows(talk, select(CareCheck))} == {(DOOR, CALLED)}
    assert "退订" in await talk.says("手机", "退订") or talk.last("手机")
    assert (await rows(talk, select(Address).where(Address.channel == SMS, Address.value == PHONE)))[
        0
    ].state == "stopped"


async def test_no_more_than_have_a_digit_share_a_phone(talk: Talk) -> None:
    """The seventh is refused in plain words."""
    talk.stranger("手机", SMS, PHONE)
    for name in ("甲一", "乙二", "丙三", "丁四", "戊五", "己六"):
        assert "登记好了" in await talk.says("李姨", f"登记住户 {name} 13800000021")
    assert "六位合用" in await talk.says("李姨", "登记住户 庚七 13800000021")
    assert len(await rows(talk, select(PhoneShare))) == MOST - 1
    assert not await rows(talk, select(Person).where(Person.name == "庚七"))


def test_a_name_inside_another_is_the_longer_ones() -> None:
    """王芳 is not meant where 王芳芳 stands; a name alone says who, not what."""
    those = Behind(1, ((1, "王芳"), (2, "王芳芳")), {}, None)
    assert those.speaker("王芳芳 1") == (2, "1")
    assert those.speaker("我是王芳,1") == (1, "1")
    assert those.speaker("王芳") == (None, "王芳")
    assert those.speaker("1") == (1, "1")


async def test_a_phone_of_one_person_is_as_it_was(talk: Talk) -> None:
    """Nobody who has a phone of their own is ever asked who they are."""
    await couple(talk)
    today = talk.clock.now().date()

    def known(session: Session) -> int | None:
        found = identify(session, SMS, [Inbound(SMS, "1", "+8613900000001")], today)
        return found["+8613900000001"].prompts_of

    address = await talk.db.run(address_of, SMS, "+8613900000001")
    assert address is not None and await talk.db.run(known) == address.person_id


# --- what goes out ---
_UNKIND = (
    "病", "健康", "身体", "残", "贫", "低保", "困难", "独居", "空巢", "孤", "失能", "老人",
    "药", "疾", "摔", "照护", "弱", "补助", "救济",
    "illness", "health", "sick", "poor", "disab", "lonely", "widow", "elderly", "allowance", "frail", "hardship",
)  # fmt: skip


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_no_outgoing_text_names_a_hardship_or_a_state_of_health(language: str) -> None:
    """Whoever looks over a shoulder reads nothing about anybody."""
    for key in elder_keys(language):
        facts = {name: "" for name in set().union(*entries(language)[key].values())}
        for short in (True, False):
            text = say(key, language, facts, short=short).casefold()
            assert not [word for word in _UNKIND if word in text], key


def elder_keys(language: str) -> list[str]:
    """The keys of what residents and their neighbours are told here."""
    return [
        key
        for key in keys(language)
        if key.startswith(
            ("care-", "elder-join", "elder-inv", "elder-ref", "resident-", "whose", "phone-yours", "blank-")
        )
    ]


TAILS = {
    "care": ("care-ask", "care-ask-back", "care-ask-again", "care-once-more", "care-again", "care-blank"),
    "care_noted": ("care-noted", "care-called", "care-called-nobody"),
    "care_days": ("care-days-ask", "care-days-again"),
    "care_paused": ("care-paused",),
    "care_agree": ("care-agree-ask", "care-agree-again"),
    "elder_join": ("elder-invitation", "elder-join-again"),
    "care_door": (
        "care-door-ask", "care-call-ask", "care-unread-ask", "care-unreached-ask", "care-office-ask",
        "care-office-hands", "care-office-left", "care-door-missed", "care-door-hands", "care-door-kept", "care-unmet",
    ),
    "care_met": ("care-door-met",),
    "care_long": ("care-long-ask",),
    "": (
        "care-person", "care-thanks", "care-more", "care-too-late", "care-welcome-back", "care-long", "care-set",
        "care-shown", "care-answered-note", "care-away-note", "care-back-note", "care-stopped-note", "elder-joined",
        "whose", "whose-again", "blank-hello", "care-office-left-many", "care-left-which", "care-door-which",
        "care-unmet-note", "care-emergency",
    ),
}  # fmt: skip
FACTS = {**WORST, "names": "1 欧阳建国、2 司马相如", "by": "欧阳建国", "name": "欧阳建国", "when": "每周一10点"}
FACTS_EN = {
    "grid": "Hantang 12, unit 3", "name": "Wang Guihua", "by": "Li Xiaohong", "names": "1 Wang Guihua, 2 Li Xiaohong",
    "until_day": "10 December", "when": "every Monday at 10", "most": "180", "day": "3 May",
}  # fmt: skip


def table() -> list[str]:
    """The segments of every SMS of this subject with long names, choices included, as the lines of a table."""
    lines = []
    for question, those in TAILS.items():
        for key in those:
            row = [key]
            for language, facts in (("zh-CN", FACTS), ("en", FACTS_EN)):
                numbered = QUESTIONS[question].numbered() if question else []
                tail = choices_said(numbered, language)
                used = {name: facts.get(name, "8") for name in set().union(*entries(language)[key].values())}
                text = say(key, language, used, short=True) + (say("reply-with", language) + tail if tail else "")
                row += [str(len(text)), str(segments(text))]
            lines.append("| " + " | ".join(row) + " |")
    return lines


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_that_it_is_no_emergency_service_is_said_at_the_start_and_for_pages(language: str) -> None:
    """Whoever joins reads it, by SMS as well; pages have it in a text of their own, with the numbers to call."""
    plain = {"zh-CN": "不是急救服务", "en": "emergency service"}[language]
    for short in (False, True):
        said = say("care-set", language, {"when": "每天9点"}, short=short).casefold()
        assert plain in said and "120" in said and "110" in said
    page = say("care-not-emergency", language)
    assert plain in page and all(number in page for number in ("120", "110", "119"))


def test_an_sms_is_one_segment_with_its_choices() -> None:
    """Whatever an elder or a neighbour is asked is one segment in both languages; docs/care.md has the table."""
    lines = table()
    long = [line for line in lines if line.split(" | ")[2] != "1" or line.rstrip(" |").split(" | ")[4] != "1"]
    assert not long, "\n".join(long)
    assert "\n".join(lines) in DOCS.read_text("utf-8"), "\n".join(lines)


# --- explained ---
@pytest.mark.parametrize(("text", "question", "intent", "rule"), [
    ("１", "care", "CareWell", "number"), ("都好就是腿疼", "care", "CareContact", "phrase"),
    ("应该都好", "care", None, "barred"), ("1 2", "care", None, "several"),
    ("打120", "care", "CareContact", "emergency number"),
    ("帮助", "", "Help", "command"), ("好了", "inspection", "AllClear", "answer"),
    ("也许", "inspection", None, "unknown"),
])  # fmt: skip
def test_a_reading_is_explained(text: str, question: str, intent: str | None, rule: str) -> None:
    """What a reply becomes, by which rule, and the words that decided it."""
    said = explained(text, question)
    assert (said["intent"] if rule not in ("barred", "several") else None, said["rule"]) == (intent, rule)


def test_the_command_prints_json_and_refuses_what_is_no_question(capsys: pytest.CaptureFixture[str]) -> None:
    """`stairwell explain` is for people who look into a complaint: JSON, or one sentence."""
    explain("都好", question="care")
    assert json.loads(capsys.readouterr().out)["choice"] == "well"
    with pytest.raises(SettingsError):
        explain("都好", question="nope")


async def test_an_unanswered_invitation_is_all_that_was_sent(talk: Talk) -> None:
    """Until their own yes there is no other message, whatever comes to pass."""
    talk.stranger("王伯", SMS, PHONE)
    await talk.says("李姨", "登记住户 王伯 13800000021")
    assert "还没有同意" in await talk.says("李姨", "问候 王伯 每天9点")
    await passes(talk, days=2)
    assert len(talk.sent("王伯")) == 1 and not await rows(talk, select(Care))
    assert {one.purpose for one in await rows(talk, select(Message).where(Message.key == "elder-invitation"))} == {
        "consent"
    }
