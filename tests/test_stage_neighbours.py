"""The residents of the stage and their neighbours: what they answer, and what must hold of it."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session

from bot.demo.fakes import Said
from bot.demo.kept import broken_between_neighbours, lived
from bot.demo.neighbours import TURNS, Neighbours
from messages.catalogue import say
from models.care_checks import MET, CareCheck
from models.grid import Grid
from models.people import Person
from models.wish_history import BACK, WishClaim
from models.wishes import CONFIRMED, FULFILLED, Wish
from tests.talk import Talk
from tests.test_catalogue import entries

NOW = datetime(2026, 11, 2, 1, tzinfo=UTC)


def test_what_they_listen_for_is_what_is_said() -> None:
    """The words of every turn stand together in a sentence of the catalogue, so that none waits in vain."""
    texts = [
        say(key, "zh-CN", dict.fromkeys(set().union(*forms.values()), "8"), short=short)
        for key, forms in entries("zh-CN").items() for short in (False, True)
    ]  # fmt: skip
    for turn in TURNS:
        assert any(all(word in text for word in turn.words) for text in texts), turn.words


def test_the_same_seed_answers_the_same_and_duties_are_none_of_it() -> None:
    """A check-in is mostly answered, a case sometimes solved under its own number, a duty left to the head's habit."""
    asked = Said(1, False, "王伯您好！今天您都好吗？回1都好 2请联系我 3外出")
    first, again = (Neighbours(7) for _ in range(2))
    heard = [first.answers(asked, NOW) for _ in range(50)]
    assert heard == [again.answers(asked, NOW) for _ in range(50)]
    assert 40 < sum(answers is not None and [one.choice for one in answers] == [0] for answers in heard) < 50
    cases = Said(2, False, "新工单31号：长城苑3号楼1单元，照明。可能和29号是同一件，是就发：合并 31 29")
    done = [one.text for _ in range(50) for one in first.answers(cases, NOW) or []]
    assert "办结 31 修好了" in done
    assert first.answers(Said(3, False, "本月楼道检索，请在11月30日前报"), NOW) is None


async def test_what_does_not_hold_is_named(talk: Talk) -> None:
    """A wish with two at once, one confirmed by who claimed it, a check-in that nobody answered: each is found."""
    assert not await talk.db.read(lambda s: list(broken_between_neighbours(s)))

    def break_them(session: Session) -> None:
        now = talk.clock.now()
        place, person = session.get_one(Grid, 1), session.get_one(Person, 1)
        assert place.id is not None and person.id is not None
        for state, by in ((CONFIRMED, person.id), (FULFILLED, None)):
            session.add(Wish(wisher_id=2, by_id=2, grid_id=place.id, state=state, claimer_id=person.id, confirmed_by=by,
                             made_at=now))  # fmt: skip
        session.flush()
        for ended in (now.replace(year=2027), None):
            session.add(
                WishClaim(wish_id=1, person_id=person.id, at=now, ended_at=ended, ended=BACK if ended else None)
            )
        session.add(CareCheck(id=1, person_id=person.id, day=date(2026, 11, 2), state=MET, asked_at=now, ended_at=now))

    await talk.db.run(break_them)
    found = await talk.db.read(lambda s: list(broken_between_neighbours(s)))
    assert [line.split(" ", 1)[1][:28] for line in found] == [
        "wishes were had by two at on", "wishes are had by somebody w", "wishes are confirmed by nobo",
        "fulfilled wishes are not boo", "check-ins are well without a",
    ]  # fmt: skip
    assert (await talk.db.read(lived))["wishes fulfilled"] == 1


@pytest.mark.parametrize("seed", [1, 2])
def test_a_year_of_their_own(seed: int) -> None:
    """Each elder wishes and reports something in a year, by day."""
    year = list(Neighbours(seed).year_of(NOW))
    assert len(year) == 5 and all(text.startswith(("心愿 ", "报修 ")) for _, text in year)
    assert all(8 <= at.hour <= 18 for at, _ in year)
