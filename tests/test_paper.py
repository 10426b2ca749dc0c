"""Paper by chat: who gets which certificate and list, names with rare characters, and what is said where one lacks."""

import re
import zlib
from typing import Any

import pytest
from sqlalchemy import update
from sqlmodel import Session, col

from messages.forms import DOCUMENT, RICH, Attached, Outgoing
from messages.paper.certificates import certificates_pdf
from messages.paper.fonts import fonts_for, marks_of
from messages.paper.lists import award_list_facts, award_list_pdf, roll_list_pdf
from messages.paper.refusals import MissingGlyph, NotClosed
from messages.paper.typesetting import pictures
from messages.render import render
from messages.segments import segments
from models.award_naming import AwardVoice
from models.awards import CLOSED, AwardList, make_award_list
from models.clock import MovableClock
from models.db import Database
from models.grid import Grid
from models.people import SMS, TELEGRAM, Address, Person
from models.posts import appoint
from tests.talk import Talk
from tests.year import ZONE, at, build, close, grid_id, issue_months, report

RARE = "䶮㛃𠅤𬱖𬭎堃喆"
"""Given names and surnames that registers have and most fonts lack: Extensions A, B and E."""
UNKNOWN = "𱊌"
"""Extension G: neither of our fonts has it."""
ADDRESSES = {1: ("赵1", TELEGRAM, "2001"), 2: ("钱2", TELEGRAM, "2002"), 6: ("吴6", SMS, "+8613900000006"),
             5: ("周5", TELEGRAM, "2005")}  # fmt: skip


def hexes(pdf: bytes) -> bytes:
    """What a PDF's streams say, unpacked: the maps from glyphs to characters among them."""
    found = []
    for part in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompressobj().decompress(part))
        except zlib.error:
            continue
    return b"\n".join(found).upper()


def shows(pdf: bytes, text: str) -> bool:
    """Whether every character of the text is drawn by a glyph of its own and can be copied out again."""
    said = hexes(pdf)
    return all(mark.encode("utf-16-be").hex().upper().encode() in said for mark in text)


def close_list(session: Session) -> None:
    """The award list becomes final, without the posting and the two people that takes."""
    done = {"state": CLOSED, "posted_until": at(1, 18, year=2027), "closed_at": at(1, 19, year=2027), "closed_seq": 1}
    session.execute(update(AwardList).values(done))
    session.expire_all()


async def stage_of(db: Database, *, closed: bool = True) -> Talk:
    """The small community of the year's tests after its close, with phones: all but 钱2 and 周5 kept everything."""
    talk = Talk(db, MovableClock(at(1, 20, year=2027)), ZONE)

    def fill(session: Session) -> None:
        build(session)
        issue_months(session, 3, 4, 5, 6)
        for month in (3, 4, 5, 6):
            for unit in (1, 3, 4, 6):
                report(session, unit, month)
        close(session)
        make_award_list(session, 2026, at(1, 15, year=2027), ZONE)
        if closed:
            close_list(session)
        session.execute(update(Person).values(consent_at=at(1, 1)))
        session.add_all(AwardVoice(year=2026, person_id=one, told_at=at(1, 16, year=2027)) for one in ADDRESSES)
        for person, (_, channel, value) in ADDRESSES.items():
            session.add(Address(person_id=person, channel=channel, value=value, preferred=True, created_at=at(1, 1)))
        appoint(session, session.get_one(Grid, grid_id(session, "C")), "coordinator", 5, at(1, 1).date(), at(1, 1))

    await db.run(fill)
    for name, channel, value in ADDRESSES.values():
        talk.stranger(name, channel, value)
    return talk


async def rename(talk: Talk, person: int, name: str) -> None:
    """A corrected name."""
    await talk.db.run(lambda session: session.execute(update(Person).where(col(Person.id) == person).values(name=name)))


def file_of(message: Outgoing) -> Attached:
    """The file that came with a message."""
    assert message.file is not None
    return message.file


async def test_a_winner_gets_their_own_certificate_with_every_character_of_their_name(db: Database) -> None:
    """证书 brings one's own page as a PDF; rare characters are drawn and can be copied."""
    talk = await stage_of(db)
    await rename(talk, 1, RARE)
    assert "恭喜" in await talk.says("赵1", "证书 2026")
    file = file_of(talk.sent("赵1")[-1])
    assert (file.kind, file.name) == (DOCUMENT, "2026年荣誉证书.pdf")
    assert file.data.startswith(b"%PDF") and shows(file.data, RARE + "楼道管家")
    assert "我们" not in await talk.says("赵1", "certificate")


async def test_who_did_not_win_or_asks_too_early_is_told_kindly(db: Database) -> None:
    """Not on the list, not final yet, no list, no year: each has its sentence, and no file comes."""
    talk = await stage_of(db, closed=False)
    assert "还没有定案" in await talk.says("赵1", "证书 2026")
    await talk.db.run(close_list)
    assert "名单上没有您" in await talk.says("钱2", "证书")
    assert "还没有评选名单" in await talk.says("钱2", "证书 2031")
    assert "四位数字" in await talk.says("钱2", "证书 明年")
    assert all(message.file is None for name in ("赵1", "钱2") for message in talk.sent(name))


async def test_by_sms_a_winner_hears_where_the_certificate_is(db: Database) -> None:
    """An SMS carries no file and no link: it says which award, and where to fetch it."""
    talk = await stage_of(db)
    said = await talk.says("吴6", "证书")
    assert "楼道管家" in said and "社区领取" in said and "http" not in said and segments(said) == 1
    assert talk.sent("吴6")[-1].file is None


async def test_only_a_coordinator_prints_for_everybody(db: Database) -> None:
    """All certificates and the award list are for coordinators; the list is printed in whatever state it is."""
    talk = await stage_of(db)
    for asked in ("证书 2026 全部", "全部证书 2026", "获奖名单 2026", "表格 人员"):
        said = await talk.says("赵1", asked)
        assert "不在您的职责内" in said and talk.sent("赵1")[-1].file is None
    assert "共" in await talk.says("周5", "证书 2026 全部")
    everybody = file_of(talk.sent("周5")[-1]).data
    assert shows(everybody, "赵1吴6楼道管家优质服务网格")
    await talk.says("周5", "获奖名单")
    assert file_of(talk.sent("周5")[-1]).name == "汉唐社区2026年评选名单.pdf"
    assert shows(file_of(talk.sent("周5")[-1]).data, "正式名单校验码")


async def test_a_character_no_font_has_is_told_and_never_drawn_as_a_box(db: Database) -> None:
    """Its bearer hears that it is being seen to, the coordinators hear who and which, once; in what they print for all
    there is a blank to be filled in by hand, and they are told where."""
    talk = await stage_of(db)
    await rename(talk, 1, f"赵{UNKNOWN}")
    for _ in range(2):
        said = await talk.says("赵1", "证书")
        assert "已经告诉社区协调员" in said and talk.sent("赵1")[-1].file is None
    told = [message.text for message in talk.sent("周5")]
    assert len(told) == 1 and f"赵{UNKNOWN}" in told[0] and "手写" in told[0]
    for asked in ("全部证书", "获奖名单"):
        assert f"赵{UNKNOWN}" in await talk.says("周5", asked)
        file = file_of(talk.sent("周5")[-1]).data
        assert shows(file, "吴6＿") and not shows(file, "赵") and not shows(file, UNKNOWN)


async def test_the_file_is_made_anew_for_every_attempt_and_never_kept(db: Database) -> None:
    """What a message keeps of its file is what to make; a maker that fails costs the file, not the words."""
    talk = await stage_of(db)
    await talk.says("赵1", "证书")

    async def broken(maker: str, facts: Any) -> bytes:
        raise RuntimeError

    press = talk.press
    press._run = broken
    assert "过几分钟" in await talk.says("赵1", "证书")
    assert talk.sent("赵1")[-1].file is None


def test_paper_is_the_same_for_the_same_records(db: Database) -> None:
    """The same list printed twice is the same file, byte for byte; certificates are refused before the close."""

    def rule(session: Session) -> None:
        build(session)
        issue_months(session, 3, 4, 5)
        for month in (3, 4, 5):
            report(session, 1, month)
        close(session)
        make_award_list(session, 2026, at(1, 15, year=2027), ZONE)
        assert award_list_pdf(session, 2026, "zh-CN", zone=ZONE) == award_list_pdf(session, 0, "zh-CN", zone=ZONE)
        with pytest.raises(NotClosed):
            certificates_pdf(session, 2026, "zh-CN", zone=ZONE)
        close_list(session)
        for language in ("zh-CN", "en"):
            assert certificates_pdf(session, 2026, language, zone=ZONE, person_id=1).startswith(b"%PDF")
            facts = award_list_facts(session, {"year": 2026}, language, at(1, 20, year=2027), ZONE)
            assert len(pictures("list", facts, 30)) == 1

    db.run_now(rule)


def test_a_roll_has_a_line_a_number_on_as_many_pages_as_it_needs() -> None:
    """A ballot's roll is printed from plain rows; markup in a name is a name."""
    rows = [(number, f"#[*王*] ${number}$", "长城苑3号楼1单元") for number in range(1, 61)]
    pdf = roll_list_pdf("民主测评名册", "长城苑网格", rows, "zh-CN", foot="请逐一签名")
    assert shows(pdf, "#[*王*]$民主测评名册签")
    with pytest.raises(MissingGlyph) as missing:
        roll_list_pdf("名册", "", [(1, f"王{UNKNOWN}", "")], "zh-CN")
    assert missing.value.facts == {"mark": UNKNOWN, "words": f"王{UNKNOWN}", "marks": UNKNOWN}


def test_the_fonts_have_the_characters_of_names() -> None:
    """The basic block and Extensions A to E are there (each 61st is looked for); unseen marks need no glyph."""
    blocks = [(0x4E00, 0x9FA6), (0x3400, 0x4DB6), (0x20000, 0x2A6D7), (0x2A700, 0x2B735), (0x2B740, 0x2B81E),
              (0x2B820, 0x2CEA2)]  # fmt: skip
    for first, end in blocks:
        with fonts_for("".join(map(chr, range(first, end, 61)))) as fonts:
            assert fonts
    assert marks_of({"a": ["王\u200b\ufe0f 芳"], "b": {"c": "王"}}).keys() == {"王", "芳"}


def test_what_could_not_be_made_is_said_in_its_place_and_by_sms_there_is_nothing_to_make() -> None:
    """The fact `paper` is no word of the text; a file goes with the text as its caption."""
    file = Attached(DOCUMENT, "a.pdf", b"%PDF")
    facts = {"name": "积分", "paper": {"kind": "sheet"}}
    made = render(to="1", form=RICH, language="zh-CN", key="paper-sheet", facts=facts, made=file)
    assert (made.text, made.file) == ("表格：积分", file)
