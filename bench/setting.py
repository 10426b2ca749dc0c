"""What the measurements start from: a migrated database with heads, posts and an inspection that is due."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select
from sqlmodel import Session, col

from models import crypt
from models.db import Database
from models.digests import tell_new
from models.duties import Duty, issue, load_shipped_duties
from models.grid import Grid
from models.migrate import migrate
from models.outbox import Message
from models.people import TELEGRAM, Address, Person
from models.posts import Post
from models.prompts import Prompt

KEY = "YmVuY2gtYmVuY2gtYmVuY2gtYmVuY2gtYmVuY2gtMzI="
NOW = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")


def make(url: str, heads: int, *, issued: bool = True) -> None:
    """A community of `heads` unit heads on Telegram (chat ids 1 … heads), each with an open inspection, all told.

    Without `issued` the inspection is still to come.
    """
    crypt.use_key(KEY)
    migrate(url)
    db = Database(url)
    db.run_now(_people, heads)
    if issued:
        db.run_now(_issue)
    db.engine.dispose()


def _people(session: Session, heads: int) -> None:
    session.add(Grid(id=1, code="C", name="社区", level=1, path="/C/"))
    session.flush()
    numbers = range(1, heads + 1)
    rows: dict[Any, list[dict[str, Any]]] = {
        Grid: [{"id": n + 1, "code": f"U{n}", "name": f"{n}单元", "level": 5, "parent_id": 1, "path": f"/C/U{n}/",
                "households": 0, "residents": 0} for n in numbers],
        Person: [{"id": n, "name": f"人{n}", "party_member": False, "language": "zh-CN", "consent_at": NOW,
                  "created_at": NOW} for n in numbers],
        Address: [{"person_id": n, "channel": TELEGRAM, "value": str(n), "state": "active", "preferred": True,
                   "created_at": NOW} for n in numbers],
        Post: [{"grid_id": n + 1, "person_id": n, "role": "unit_head", "deputy": False, "from_on": date(2026, 1, 1),
                "created_at": NOW} for n in numbers],
    }  # fmt: skip
    for table, values in rows.items():
        session.connection().execute(insert(table), values)
    load_shipped_duties(session)


def _issue(session: Session) -> None:
    issue(session, session.get_one(Duty, "inspection"), NOW, NOW, ZONE)
    tell_new(session, NOW, ZONE)
    session.connection().execute(Message.__table__.update().values(state="sent"))  # type: ignore[attr-defined]


def tokens(url: str) -> dict[int, str]:
    """{chat id: token of the inspection's question}."""
    db = Database(url)
    rows = db.run_now(lambda s: s.execute(select(col(Prompt.person_id), col(Prompt.token))).all())
    db.engine.dispose()
    return {int(person): str(token) for person, token in rows}
