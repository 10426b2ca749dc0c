"""What is to be done about one person of a roster."""

from dataclasses import dataclass, field
from typing import Any

from models.people import Address, Person
from models.roster_rows import PersonRow

Who = tuple[str, str | int | None]
"""("id", person id), ("phone", E.164) or ("name", name|grid|role): the same for rows about the same person."""
FIELDS = {"party": "party_member", "language": "language", "note": "note"}
ADD, SWAP = "add", "swap"


@dataclass(slots=True)
class PersonAct:
    """One person to make (`person` None) or change, and the posts they get: [(grid code, role)]."""

    person: Person | None
    name: str
    row: int
    phone: str | None = None
    phone_act: str | None = None
    old: Address | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    seen: dict[str, tuple[Any, int]] = field(default_factory=dict)
    posts: list[tuple[str, str]] = field(default_factory=list)

    @property
    def changes(self) -> bool:
        """Whether anything about the person (posts apart) is new."""
        return self.person is None or bool(self.fields) or self.phone_act is not None


@dataclass(frozen=True, slots=True)
class Found:
    """A row with the person it is about: `who` is the same for rows about the same one."""

    row: PersonRow
    grid: str | None
    role: str | None
    who: Who
    person: Person | None
