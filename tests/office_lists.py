"""A small community with something in every list of the office, for tests of its lists."""

from datetime import timedelta

from sqlmodel import Session, col, select

from models.care import AGREED, Care
from models.checkins import CheckIn, Detail
from models.db import write_queued
from models.events import CLOSED, CONTEST, Event
from models.grid import Grid
from models.groups import add_group
from models.honours import give
from models.knocks import Knock
from models.ledger import book
from models.nominations import APPROVED, Nomination, categories
from models.outbox import UNCERTAIN, Message, post
from models.people import SMS, Person
from models.photo_prints import PhotoPrint
from models.point_rules import BONUS
from models.registers import SHOP, put_committee, put_compound, put_organisation
from models.reviews import Review, ReviewRound, moments
from models.spot_checks import SpotCheck
from tests.talk import Talk, second


async def fill_lists(talk: Talk) -> None:
    """Something in every list; 刘洋 coordinates another station, where there is nothing, 吴格长 heads a grid beside."""
    await talk.grid("HT02", "第二服务站", 2, "HT")
    await talk.grid("HT0102", "南苑网格", 3, "HT01")
    await talk.grid("B4", "南苑4号楼", 4, "HT0102")
    await talk.person("刘洋", "telegram", "1030", "coordinator", "HT02")
    await talk.person("吴格长", "telegram", "1031", "grid_head", "HT0102")
    await talk.person("赵楼", "telegram", "1032", "building_head", "B4")
    await talk.person("孙奶奶", SMS, "+8613900000021", "resident", "B3U1")
    await second(talk)
    await talk.issue_inspection()
    await talk.says("王芳", "打卡")
    await talk.presses("王芳", "全部正常")
    for name, words in (
        ("王芳", "报修 楼道灯坏了"), ("王芳", "心愿 想要一个放大镜"), ("孙奶奶", "办事 低保 申请"),
        ("陈静", "群发 单元长: 明天停水"), ("周敏", "改公约 爱护公物，人人有责，邻里和睦。"),
    ):  # fmt: skip
        await talk.says(name, words)
    await talk.presses("陈静", "确认")
    await talk.says("陈静", "审心愿 1")
    await talk.presses("陈静", "发布")
    body = {"update_id": 900, "sender": talk.addresses["孙奶奶"][1], "text": "我是谁"}
    await talk.db.run(talk.dispatch._dead, SMS, talk.channels[SMS].parse, ("900", body), "ValueError", talk.clock.now())
    await talk.db.run(_fill, talk)


def _fill(session: Session, talk: Talk) -> None:
    """What takes long to come about by talking."""
    now, zone = talk.clock.now(), talk.zone
    today = now.astimezone(zone).date()
    who = {name: id_ or 0 for id_, name in session.exec(select(Person.id, Person.name))}
    head, elder, office = who["王芳"], who["孙奶奶"], who["陈静"]
    session.add(Event(kind=CONTEST, title="少儿绘画", starts_at=now, ends_at=now + timedelta(hours=1), grid_id=1,
                      path="/HT/", organiser_id=office, state=CLOSED, created_at=now))  # fmt: skip
    session.add(Care(person_id=elder, hour=9, state=AGREED, by_id=elder, at=now))
    for purpose in ("broadcast", "consent"):
        post(session, elder, "broadcast-text", {"text": "停水"}, purpose=purpose, subject=f"{purpose}:7", now=now,
             expires_at=now + timedelta(hours=8))  # fmt: skip
    write_queued(session)
    doubtful, lost = session.exec(select(Message).where(col(Message.subject).in_(("broadcast:7", "consent:7")))).all()
    doubtful.state = UNCERTAIN
    session.add(Knock(message_id=lost.id, person_id=elder, knocker_id=head, about="broadcast", place="1单元",
                      digest_id=77, made_at=now, asked_at=now))  # fmt: skip
    add_group(session, 3, "0" * 8 + "-0000" * 3 + "-" + "0" * 12, now)
    checkin = session.exec(select(CheckIn.id)).first() or 0
    first, second_ = (Detail(checkin_id=checkin, kind="photo", body="x", at=now) for _ in range(2))
    session.add_all([first, second_])
    session.flush()
    for one, like in ((first, None), (second_, first.id)):
        session.add(PhotoPrint(
            detail_id=one.id or 0, checkin_id=checkin, person_id=head, grid_id=5, state="hashed", bits="0" * 32,
            like_id=like, taken_until=now, at=now,
        ))  # fmt: skip
    session.add(SpotCheck(checkin_id=first.checkin_id, checker_id=office, state="true", asked_at=now, expires_at=now,
                          settled_at=now))  # fmt: skip
    put_committee(session, put_compound(session, "X01", "春晖小区", 3, "恒安物业", today), 5, 2, today)
    put_organisation(session, "S01", "小卖部", SHOP, 3, today)
    category = next(iter(categories()))
    for state, number in (("submitted", 1), (APPROVED, 2)):
        about = Nomination(
            id=number, by_id=head, grid_id=5, name="孙奶奶", category=category, story="热心", state=state,
            consent="agreed", step="confirm", made_at=now, submitted_at=now,
        )  # fmt: skip
        session.add(about)
        session.flush()
        if state == APPROVED:
            give(session, about, 2026, office, now)
    opens, due, closes = moments("2026-Q3", zone)
    session.add(ReviewRound(period="2026-Q3", opens_at=opens, due_at=due, closes_at=closes))
    session.flush()
    places = {code: id_ or 0 for id_, code in session.exec(select(Grid.id, Grid.code))}
    scores = (("HT0102", "吴格长", 71), ("B4", "赵楼", 93), ("B3U1", "王芳", 82), ("B3U2", "李姨", None))
    for code, name, score in scores:
        role = "grid_head" if code == "HT0102" else "unit_head"
        session.add(Review(period="2026-Q3", grid_id=places[code], person_id=who[name], role=role, score=score))
    book(
        session, BONUS, 1, person_id=head, grid_id=5, source="test:1", now=now, zone=zone, actor_id=office, reason="雪"
    )  # fmt: skip
