"""Two processes that start at the same moment on a database that nobody has used yet."""

import asyncio

from sqlalchemy import func
from sqlmodel import Session, col, select

from models.clock import MovableClock
from models.db import Database
from models.duties import Duty, load_shipped_duties
from scheduler.issuing import prepare
from tests.conftest import ZONE
from tests.races import overlapping


async def test_two_schedulers_load_the_shipped_duties_at_once(db: Database, clock: MovableClock) -> None:
    """The second comes while the first has not committed: each duty is there once, planned once, and neither fails."""
    now = clock.now()
    await asyncio.to_thread(
        overlapping, db, lambda s: prepare(s, now, ZONE), lambda s: prepare(s, now, ZONE)
    )  # fmt: skip

    def planned(session: Session) -> tuple[int, int]:
        number = select(func.count()).select_from(Duty)
        return session.exec(number).one(), session.exec(number.where(col(Duty.next_at).is_not(None))).one()

    duties, with_date = await db.read(planned)
    assert duties == with_date > 0
    assert await db.run(load_shipped_duties) == 0
