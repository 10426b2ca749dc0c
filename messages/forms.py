"""The seam every channel fits: what comes in, what goes out, and how the sending ended."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, Protocol, runtime_checkable

RICH, SHORT = "rich", "short"


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file somebody sent: the channel's id of it, its name and size in bytes."""

    id: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Inbound:
    """What somebody said, whatever the channel. `text` is sanitised (NFKC, no control characters).

    `press` is a pressed button: (prompt token, number of the choice from 0). `message_id` is the provider's id of the
    message whose button was pressed, `callback_id` what its press is acknowledged by. `silent`: the provider has
    answered it itself and lets nothing more through.
    """

    channel: str
    provider_id: str
    sender: str
    text: str = ""
    press: tuple[str, int] | None = None
    photo: str = ""
    place: str = ""
    voice: str = ""
    file: FileRef | None = None
    private: bool = True
    name: str = ""
    language: str = ""
    message_id: str = ""
    callback_id: str = ""
    silent: bool = False


PICTURE: Final = "picture"
DOCUMENT: Final = "document"


@dataclass(frozen=True, slots=True)
class NotMade:
    """What could not be made: a whole file, or something in it; the sentence (catalogue key, facts) that says so."""

    key: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that goes with a message: a picture to look at, or a document to keep; `name` is what it is saved as.

    `lacks` is said with it where something in it could not be made.
    """

    kind: Literal["picture", "document"]
    name: str
    data: bytes = field(repr=False)
    lacks: NotMade | None = None


Make = Callable[[Mapping[str, Any], str], Awaitable[Attached | NotMade]]
"""Makes the file a message names by its fact `paper` (kind and parameters), in a language; it never raises."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a text was made of: the catalogue key, the language, the facts as they read in it."""

    key: str
    language: str
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message ready to leave, in the channel's form. `buttons` are (label, data); only rich channels get them.

    `photo` is the channel's own id of a picture that goes with it, the text as its caption; `file` is one made for this
    message, which goes the same way. Only rich channels get them.

    `said` is for providers that take registered wordings only; whoever changes the text afterwards drops it.
    """

    to: str
    text: str
    buttons: tuple[tuple[str, str], ...] = ()
    edits: str | None = None
    said: Said | None = field(default=None, compare=False)
    photo: str = ""
    file: Attached | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a sending ended: sent; permanent (this address will not work: `reason`); rejected (the address may work, this
    message will not); retry (with `wait`, nothing at all can be sent for that many seconds); moved (the address is
    `provider_id` from now on); uncertain (it may have arrived)."""

    kind: Literal["sent", "permanent", "rejected", "retry", "moved", "uncertain"]
    provider_id: str = ""
    reason: str = ""
    wait: float = 0.0


class Channel(Protocol):
    """One way to people: an adapter in one file. Nothing else knows its payloads or its limits."""

    name: str
    form: str
    rate: float
    """Messages a second its provider allows one sender."""

    def per_chat(self, to: str) -> float:
        """Messages a second its provider allows to that chat."""
        ...

    def parse(self, payload: dict[str, Any]) -> Inbound | None:
        """The payload as an Inbound; None for what needs no answer. Raises on what it cannot read."""
        ...

    async def send(self, message: Outgoing) -> Outcome:
        """Hand one message to the provider. Never raises for what the provider or the network does."""
        ...

    async def acknowledge(self, inbound: Inbound) -> None:
        """Tell the sender's app that a press arrived, where the channel has that; best effort."""
        ...

    async def fetch(self, file: FileRef) -> bytes:
        """The bytes of a file that was sent. Raises OSError when it cannot be had."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...


class Source(Protocol):
    """Where the bytes of a file are that somebody sent."""

    async def fetch(self, file: FileRef) -> bytes:
        """The bytes of a file that was sent. Raises OSError when it cannot be had."""
        ...


@runtime_checkable
class Billed(Protocol):
    """A channel whose provider sends a bill for each message."""

    def billed(self, message: Outgoing) -> int:
        """The SMS segments that will be on the bill for it; 0 when the provider would not take it."""
        ...
