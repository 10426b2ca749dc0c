"""What a handler is given, and what it gives back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from sqlmodel import Session

from messages.forms import Inbound, Outgoing
from messages.segments import segments
from models.permissions import Actor
from models.prompts import Prompt


@dataclass(slots=True)
class Community:
    """What is the same for every message of one community: its zone, its bot's name, where its pages are, and the
    number that takes its SMS ("" where none comes in).

    The name is "" until Telegram has told it. `site` is where the pages are for whoever signs in: `public_url`, or an
    address of this machine alone. `billed` says how many segments of a message the SMS gateway bills, 0
    when it would refuse it.
    """

    zone: ZoneInfo
    bot_name: str = ""
    public_url: str = ""
    site: str = ""
    sms_number: str = ""
    billed: Callable[[Outgoing], int] = lambda message: segments(message.text)


class Looks(Protocol):
    """Somebody who is shown something now, in chat or on a page: what words for them are made from."""

    @property
    def session(self) -> Session:
        """The transaction."""

    @property
    def now(self) -> datetime:
        """The time."""

    @property
    def zone(self) -> ZoneInfo:
        """The community's time zone."""

    @property
    def actor(self) -> Actor:
        """Who looks."""


@dataclass(slots=True)
class Ctx:
    """One message on its way: the transaction, the time, who speaks and what they were asked.

    `named`: they said their name, from a phone that several share. `among` are the subjects of the open questions of
    one kind which the message may as well answer as `prompt`'s; () where that is sure.
    """

    session: Session
    now: datetime
    community: Community
    actor: Actor
    inbound: Inbound
    inbox_id: int
    prompt: Prompt | None = None
    named: bool = False
    among: tuple[int, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        """The community's time zone."""
        return self.community.zone

    @property
    def person_id(self) -> int:
        """The speaker's id; only for acts a guest may not do."""
        if self.actor.id is None:
            raise LookupError("a guest has no person id")
        return self.actor.id


@dataclass(frozen=True, slots=True)
class Ask:
    """A question that goes with a reply: its key, what it is about, what else it must remember, how long it stands.

    `new` says the subject was made in this transaction, so the question cannot have been asked before. It is asked of
    the speaker, or of `person_id` (a guest who may be that person).
    """

    question: str
    subject_id: int
    data: Mapping[str, Any] | None = None
    stands: timedelta = timedelta(hours=24)
    new: bool = False
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to what somebody said: a catalogue key, its facts, and the next question if there is one.

    `edit` lets it take the place of the message whose button was pressed, where the channel can do that. `language` is
    set when this very message changes it. One that was `refused` changed nothing: what was said is to be said better.
    """

    key: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    ask: Ask | None = None
    edit: bool = True
    language: str | None = None
    refused: bool = False
