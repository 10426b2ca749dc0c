"""What a provider says later, at the worst moment."""

import asyncio

from sqlmodel import Session

from models.outbox import SENT, UNREACHED
from models.people import SMS
from models.receipts import take_status
from models.routing import route
from models.sending import Claim, Settled, claim, settle
from tests.office import Post
from tests.races import overlapping


async def test_a_status_between_the_sending_and_its_record_is_not_lost(office: Post) -> None:
    """The callback looks for the message while the outcome is being recorded: neither sees what the other does.

    The next sweep puts them together: the number is at fault, and nobody else is left to ask.
    """
    await office.say(await office.person("+8613900000001"))
    now = office.clock.now()

    def take(session: Session) -> list[Claim]:
        route(session, [SMS], now)
        return claim(session, SMS, 1, now, office.zone, [SMS])[0]

    (one,) = await office.db.run(take)
    sent = Settled(one.id, one.attempt, SENT, "sms-9")
    await asyncio.to_thread(
        overlapping, office.db, lambda s: settle(s, [sent], [SMS], now),
        lambda s: take_status(s, "sms-9", "undelivered", "30005", now),
    )  # fmt: skip
    await office.another().drain()
    assert (await office.only()).state == UNREACHED
