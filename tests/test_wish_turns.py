"""Wishes and whose turn it is: what is offered first, which number is meant, how often one claims, how long one has."""

from datetime import timedelta

from sqlmodel import Session
from sqlmodel import select as rows_of

from models.grid import Grid
from models.people import Person
from models.prompts import ask
from models.wishes import PUBLISHED, RETURNED, WITHDRAWN, Wish
from scheduler.wishes import widen
from tests.talk import Talk
from tests.wish_street import later, only, wishes


async def many(talk: Talk, count: int, area: str = "/HT/") -> list[int]:
    """So many wishes of 赵奶奶, published to a subtree, the older the smaller its number."""

    def publish(session: Session) -> list[int]:
        now, home = talk.clock.now(), session.exec(rows_of(Grid).where(Grid.code == "B3U1")).one()
        whose = session.exec(rows_of(Person).where(Person.name == "赵奶奶")).one()
        made = [
            Wish(
                wisher_id=whose.id, by_id=whose.id or 0, grid_id=home.id or 0, words="", public=f"心愿{place}",
                state=PUBLISHED, made_at=now, submitted_at=now, published_at=now, opened_at=now,
                expires_at=now + timedelta(days=60),
                area=area or home.path, widen_at=None if area else now,
            )
            for place in range(count)
        ]  # fmt: skip
        session.add_all(made)
        session.flush()
        return [wish.number for wish in made]

    return await talk.db.run(publish)


async def test_what_nobody_claims_does_not_hide_what_is_new(street: Talk) -> None:
    """An offer has room for three: those a volunteer was not shown yet stand first; nothing new, no offer."""
    await many(street, 3)
    await later(street, days=7)
    assert "心愿0" in street.last("小周")
    await many(street, 2)
    await later(street, days=7)
    assert "1 心愿0" in street.last("小周") and "心愿2" not in street.last("小周")
    said = len(street.sent("小周"))
    await later(street, days=7)
    assert len(street.sent("小周")) == said


async def test_a_number_behind_claim_is_of_the_wishes_that_were_shown(street: Talk) -> None:
    """Whatever list came since, 认领 1 is the first of the wishes; without any shown it says how to see them."""
    assert "先发“心愿”" in await street.says("小周", "认领 1")
    shown = await many(street, 3)
    assert "心愿0" in await street.says("小周", "心愿")

    def digest(session: Session) -> None:
        person = session.exec(rows_of(Person).where(Person.name == "小周")).one()
        now = street.clock.now() + timedelta(minutes=1)
        ask(session, person.id or 0, "digest", 0, now, now + timedelta(days=7), {"tasks": [shown[2]]})

    await street.db.run(digest)
    street.clock.advance(timedelta(minutes=2))
    assert "心愿0" in await street.says("小周", "认领 1")


async def test_who_claims_and_hands_back_in_turn_is_stopped(street: Talk) -> None:
    """Each claim tells whose a wish is, so that nobody makes more than six in a week; then they may again."""
    for number in (await many(street, 8))[:6]:
        street.clock.advance(timedelta(minutes=1))
        await street.says("小周", "心愿")
        assert "归您了" in await street.says("小周", "认领 1")
        assert "退回了" in await street.says("小周", f"心愿 退回 {number}")
    await street.says("小周", "心愿")
    assert "这一周" in await street.says("小周", "认领 1")
    street.clock.advance(timedelta(days=7))
    await street.says("小周", "心愿")
    assert "归您了" in await street.says("小周", "认领 1")


async def test_who_said_nothing_anew_has_their_time_from_the_return(street: Talk) -> None:
    """A wish that waited long to be read and was then returned stands for as long as any other that was returned."""
    await street.says("赵奶奶", "心愿 想要点啥")
    await later(street, days=50)
    await street.says("何军", "心愿 审核")
    await street.presses("何军", "退回")
    await street.says("何军", "写清楚想要什么")
    await later(street, days=44)
    assert (await only(street)).state == RETURNED
    await later(street, days=2)
    assert (await only(street)).state == WITHDRAWN


async def test_a_moved_stairwell_stops_no_wish(street: Talk) -> None:
    """A wish whose stairwell lies elsewhere since begins anew there, and every other goes on."""
    await many(street, 2, "")

    def move(session: Session) -> None:
        home = session.exec(rows_of(Grid).where(Grid.code == "B3U1")).one()
        home.path = "/HT/HT01/HT0101/B9/B3U1/"
        session.add(home)

    await street.db.run(move)
    assert await street.db.run(widen, street.clock.now(), street.zone) == 2
    assert {wish.area for wish in await wishes(street)} == {"/HT/HT01/HT0101/B9/B3U1/"}
    street.clock.advance(timedelta(days=3))
    assert await street.db.run(widen, street.clock.now(), street.zone) == 2
    assert {wish.area for wish in await wishes(street)} == {"/HT/HT01/HT0101/B9/"}


async def test_a_reason_that_is_too_long_is_not_cut(street: Talk) -> None:
    """What would not go with the wish whole is asked for again, and the question stays."""
    await street.says("赵奶奶", "心愿 想要点啥")
    await street.says("何军", "心愿 审核")
    await street.presses("何军", "退回")
    assert "太长了" in await street.says("何军", "请" + "写清楚" * 20)
    await street.says("何军", "写清楚想要什么")
    assert (await only(street)).state == RETURNED
