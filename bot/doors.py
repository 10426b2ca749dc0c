"""Which of several elders an answer from the door is about: whoever it names, else the only one; never a guess."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from models.care_checks import DOOR, DOOR_QUESTION, OFFICE, CareCheck
from models.people import Person
from models.prompts import Prompt

CHOSEN = "chosen"
"""In a question's data: the instant at which its asker chose to be asked it, so that the next answer is to it."""
_WHOM = (
    select(col(CareCheck.id), col(Person.id), col(Person.name))
    .join(Person, col(Person.id) == col(CareCheck.person_id))
    .where(col(CareCheck.id).in_(bindparam("ids", expanding=True)), col(CareCheck.state).in_((DOOR, OFFICE)))
)


@dataclass(frozen=True, slots=True)
class Door:
    """An open question of the door, and the elder it is about."""

    prompt: Prompt
    person_id: int
    name: str


class Doors:
    """The open questions of the door of a wave's speakers, the newest of each elder last."""

    def __init__(self, session: Session, prompts: Sequence[Prompt]) -> None:
        asked = [prompt for prompt in prompts if prompt.question == DOOR_QUESTION]
        found = session.execute(_WHOM, {"ids": [one.subject_id for one in asked]}).all() if asked else []
        whom = {check_id: (person_id, name) for check_id, person_id, name in found}
        self._of: dict[int, dict[int, Door]] = {}
        for prompt in asked:
            if prompt.subject_id in whom:
                person_id, name = whom[prompt.subject_id]
                self._of.setdefault(prompt.person_id, {})[person_id] = Door(prompt, person_id, name)

    def named(self, speaker_id: int, text: str) -> tuple[Door | None, str]:
        """(the door of the one elder whom a text names, the text without that name); None where it names none, or two.

        A name within another is the longer one's. A name with nothing beside it says nothing yet.
        """
        here = self._in(speaker_id, text)
        said = text.replace(here[0].name, " ").strip(" ,.:;!、。") if len(here) == 1 else ""
        return (here[0], said) if said else (None, text)

    def among(self, prompt: Prompt, text: str) -> tuple[int, ...]:
        """The checks which an answer may be about that names nobody, or several; () where it can only be this one."""
        if prompt.question != DOOR_QUESTION:
            return ()
        here = self._in(prompt.person_id, text)
        if len(here) == 1 or (not here and _was_chosen(prompt)):
            return ()
        checks = tuple(one.prompt.subject_id for one in here or self._of.get(prompt.person_id, {}).values())
        return checks if len(checks) > 1 else ()

    def _in(self, speaker_id: int, text: str) -> list[Door]:
        """The doors of those whom a text names."""
        here = [one for one in self._of.get(speaker_id, {}).values() if one.name and one.name in text]
        return [one for one in here if not any(one.name != two.name and one.name in two.name for two in here)]


def _was_chosen(prompt: Prompt) -> bool:
    chosen = prompt.data.get(CHOSEN)
    return chosen is not None and datetime.fromisoformat(chosen) == prompt.asked_at
