"""What is left after the last restart: is everything there, and is anything there twice?"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from models.audit import Audit
from models.awards import AwardList
from models.checkins import CheckIn
from models.duties import DONE, MISSED, Task
from models.inbox import HANDLED, Inbox
from models.ledger import Entry
from models.outbox import DELIVERED, SENT, UNCERTAIN, Message
from models.people import TELEGRAM, Address
from models.verify import verify, verify_awards
from tests.neighbourhood import count
from tests.rig.failpoints import kind_of
from tests.rig.program import ZONE
from tests.rig.story import MORE_COORDINATORS, Story

CARE = {"alarm", "reply", "duty"}
"""The kinds of message that are sent once more when nobody knows whether they left."""
_PURPOSES = {"duty:inspection": "duty", "broadcast": "broadcast", "awards": "award", "calendar": "alarm"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many things were lost; effects that came twice; sends that came twice, of care messages and of the rest.

    `listed` are messages that may not have arrived and are kept as uncertain, for a person to look at.
    """

    lost: int = 0
    doubled: int = 0
    care_twice: int = 0
    rest_twice: int = 0
    listed: int = 0

    def __add__(self, other: "Verdict") -> "Verdict":
        return Verdict(
            self.lost + other.lost, self.doubled + other.doubled, self.care_twice + other.care_twice,
            self.rest_twice + other.rest_twice, self.listed + other.listed,
        )  # fmt: skip

    def holds(self, in_flight: int) -> bool:
        """Whether that is what is promised, given how many care messages were in flight at the kills."""
        return not self.lost and not self.doubled and not self.rest_twice and self.care_twice <= in_flight


def judge(session: Session, story: Story) -> Verdict:
    """Compare the rows with what happened and with what the fake received."""
    expected = _expected(story)
    found = _found(session)
    lost = sum(max(0, number - found[name]) for name, number in expected.items())
    doubled = sum(max(0, found[name] - number) for name, number in expected.items()) + _crooked(session)
    twice = Counter[bool]()
    for (_, text), times in story.telegram.sent.items():
        twice[kind_of(text) in CARE] += times - 1
    missing, listed = _unsent(session, story)
    return Verdict(lost + missing, doubled, twice[True], twice[False], listed)


def _expected(story: Story) -> dict[str, int]:
    coordinators, reported = 1 + MORE_COORDINATORS, story.reporting
    return {
        "handled": reported + 2, "tasks": story.heads, "done": reported, "missed": story.heads - reported,
        "check-ins": reported, "entries": reported, "confirmed": 1, "award lists": 1, "made": 1,
        "duty": story.heads, "broadcast": story.heads, "award": coordinators, "alarm": coordinators,
        "reply": reported + 2,
    }  # fmt: skip


def _found(session: Session) -> dict[str, int]:
    rows = session.execute(select(col(Message.purpose), func.count()).group_by(col(Message.purpose))).all()
    messages = {_PURPOSES.get(purpose, purpose): int(number) for purpose, number in rows}
    return dict.fromkeys(("duty", "broadcast", "award", "alarm", "reply"), 0) | messages | {
        "handled": count(session, Inbox, col(Inbox.state) == HANDLED), "tasks": count(session, Task),
        "done": count(session, Task, col(Task.state) == DONE),
        "missed": count(session, Task, col(Task.state) == MISSED),
        "check-ins": count(session, CheckIn), "entries": count(session, Entry),
        "confirmed": count(session, Audit, col(Audit.act) == "announce"), "award lists": count(session, AwardList),
        "made": count(session, Audit, col(Audit.act) == "awards.make"),
    }  # fmt: skip


def _crooked(session: Session) -> int:
    """What does not fit in the ledger and the award list."""
    return len(verify(session)) + len(list(verify_awards(session, ZONE)))


def _unsent(session: Session, story: Story) -> tuple[int, int]:
    """Messages that never arrived although no row admits it; messages that are listed as uncertain."""
    query = select(col(Message.purpose), col(Message.to), col(Message.person_id), col(Message.state))
    own: dict[Any, Any] = {
        person_id: chat
        for person_id, chat in session.execute(
            select(col(Address.person_id), col(Address.value)).where(col(Address.channel) == TELEGRAM)
        )
    }
    arrived = Counter((chat, kind_of(text)) for chat, text in story.telegram.sent)
    promised: Counter[tuple[str, str]] = Counter()
    unsaid = listed = 0
    for purpose, to, person_id, state in session.execute(query):
        if state in (SENT, DELIVERED):
            promised[to or own[person_id], _PURPOSES.get(purpose, "reply")] += 1
        elif state == UNCERTAIN:
            listed += 1
        else:
            unsaid += 1
    return unsaid + sum(max(0, number - arrived[where]) for where, number in promised.items()), listed
