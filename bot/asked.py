"""Which open question a message may answer, for a whole wave of messages in two queries."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from bot.doors import Doors
from bot.grammar import one_number, plain
from bot.identify import Speaker
from bot.intents import Intent
from bot.replies import exactly, read
from bot.reply_meaning import guarded
from messages.forms import Inbound
from models.care_checks import DOOR_QUESTION
from models.choices import Question
from models.duties import Duty, Task
from models.prompts import Prompt
from models.questions import QUESTIONS

ABOUT_TASKS = frozenset(key for key, question in QUESTIONS.items() if question.about_task)
"""Questions whose subject is a task."""
JOINING = "join"
OF_GUESTS = (JOINING, "board_join", "board_name", "board_wait")
"""All that is asked of somebody who is nobody yet."""
PAUSED, CARE = "care_paused", "care"


_PRESSED = select(Prompt).where(col(Prompt.token).in_(bindparam("tokens", expanding=True)))
_OPEN = (
    select(Prompt)
    .where(col(Prompt.person_id).in_(bindparam("people", expanding=True)))
    .where(col(Prompt.answered_at).is_(None), col(Prompt.expires_at) > bindparam("at"))
    .order_by(col(Prompt.asked_at), col(Prompt.id))
)
_TASKS = select(Task).where(col(Task.id).in_(bindparam("ids", expanding=True)))
_DUTIES = select(Duty).where(col(Duty.key).in_(bindparam("keys", expanding=True)))


class Prompts:
    """The questions a wave may answer, loaded in one go: by token for presses, else the newest open one."""

    def __init__(
        self, session: Session, speakers: dict[str, Speaker], inbounds: Sequence[Inbound], now: datetime
    ) -> None:
        tokens = [inbound.press[0] for inbound in inbounds if inbound.press]
        typing = [speakers[i.sender].prompts_of for i in inbounds if not i.press]
        rows: list[Prompt] = []
        if tokens:
            rows += session.execute(_PRESSED, {"tokens": tokens}).scalars()
        if any(typing):
            rows += session.execute(_OPEN, {"people": [one for one in typing if one], "at": now}).scalars()
        self._now = now
        self._by_token = {prompt.token: prompt for prompt in rows}
        agreed = {speaker.prompts_of for speaker in speakers.values() if speaker.actor.consented}
        # Nothing but the consent question is sent before consent, so that is what a digit then answers.
        rows.sort(key=lambda prompt: prompt.question == "consent" and prompt.person_id not in agreed)
        unanswered = [p for p in rows if p.answered_at is None and not QUESTIONS[p.question].pressed]
        # Another phone that opened the link of somebody who agreed long ago must not take their digits.
        theirs = [p for p in unanswered if p.question != JOINING or p.person_id not in agreed]
        self._newest = {prompt.person_id: prompt for prompt in theirs}
        self._lists = {prompt.person_id: prompt for prompt in theirs if QUESTIONS[prompt.question].picks}
        self._paused = {prompt.person_id: prompt for prompt in theirs if prompt.question == PAUSED}
        self._careful = {prompt.person_id: prompt for prompt in theirs if QUESTIONS[prompt.question].careful}
        self._joining = {prompt.person_id: prompt for prompt in unanswered if prompt.question in OF_GUESTS}
        self._doors = Doors(session, theirs)
        # Held, so that the session's identity map keeps them: handlers then get theirs without a query each.
        self._held = _tasks_of(session, rows)

    def of(self, inbound: Inbound, speaker: Speaker) -> Prompt | None:
        """The question this message may answer; one that is not the speaker's, or over, counts as none.

        Whoever has not said yet that they are that person answers the joining question, and no other.
        """
        guest = speaker.actor.id is None
        if inbound.press is None:
            newest = (self._joining if guest else self._newest).get(speaker.prompts_of or 0)
            if newest and not guest and (door := self._named_door(inbound, newest)) is not None:
                return door
            if newest and not guest and self._ends_a_pause(inbound, newest):
                return self._paused[newest.person_id]
            if newest and not guest and self._answers_an_older(inbound, newest):
                return self._careful[newest.person_id]
            return self._lists[newest.person_id] if newest and self._means_the_list(inbound, newest) else newest
        prompt = self._by_token.get(inbound.press[0])
        if prompt is None or prompt.person_id != speaker.prompts_of or prompt.expires_at <= self._now:
            return None
        return None if guest and prompt.question not in OF_GUESTS else prompt

    def among(self, inbound: Inbound, prompt: Prompt | None) -> tuple[int, ...]:
        """The subjects which what is typed may be about as well as about that question's; () where that is sure."""
        return () if prompt is None or inbound.press is not None else self._doors.among(prompt, inbound.text)

    def said(self, inbound: Inbound, prompt: Prompt | None, told: Callable[[str, Question], Intent | None]) -> str:
        """The words to be read: those of an answer from the door without the name of the elder whom they are about.

        A command keeps whom it names (`told` finds one), and so does what is no answer.
        """
        door = QUESTIONS[DOOR_QUESTION]
        if prompt is None or prompt.question != DOOR_QUESTION or told(inbound.text, door) is not None:
            return inbound.text
        said = self._doors.named(prompt.person_id, inbound.text)[1]
        return inbound.text if read(said, door).choice is None else said

    def _named_door(self, inbound: Inbound, newest: Prompt) -> Prompt | None:
        """The question of the door about the elder whom these words name, where they say how it is there."""
        door, said = self._doors.named(newest.person_id, inbound.text)
        sure = door is not None and read(said, QUESTIONS[DOOR_QUESTION]).choice is not None
        return door.prompt if door is not None and (sure or newest.question == DOOR_QUESTION) else None

    def _ends_a_pause(self, inbound: Inbound, newest: Prompt) -> bool:
        """They are back ("0", "回来了") while a pause runs, and that says nothing to the newest question."""
        if newest.person_id not in self._paused or newest.question in (PAUSED, CARE):
            return False
        said = exactly(inbound.text, QUESTIONS[PAUSED])
        return said is not None and exactly(inbound.text, QUESTIONS[newest.question]) is None

    def _answers_an_older(self, inbound: Inbound, newest: Prompt) -> bool:
        """These words say nothing to the newest question, and are a sure answer to one behind it that must be heard.

        After 报修 楼道灯坏了 in between, "1" and "都好" still say how somebody is; what is only a sentence is a detail.
        """
        older, question = self._careful.get(newest.person_id), QUESTIONS[newest.question]
        if older is None or older is newest or (question.open_intent and question.takes_numbers):
            return False
        if exactly(inbound.text, question) is not None:
            return False
        reading = read(inbound.text, QUESTIONS[older.question])
        if reading.rule == "number":
            return not question.takes_numbers
        return reading.rule in ("word", "emergency number") or guarded(reading.choice)

    def _means_the_list(self, inbound: Inbound, newest: Prompt) -> bool:
        """A bare number says nothing to the newest question, and a list to pick from is still open."""
        question = QUESTIONS[newest.question]
        number = one_number(plain(inbound.text))
        listed = self._lists.get(newest.person_id)
        return (
            not question.takes_numbers and number is not None and listed is not None
            and number not in [typed for typed, _ in question.numbered()]
        )  # fmt: skip


def _tasks_of(session: Session, prompts: Sequence[Prompt]) -> list[Any]:
    """The tasks these questions are about, and their duties."""
    ids = {prompt.subject_id for prompt in prompts if prompt.question in ABOUT_TASKS}
    if not ids:
        return []
    tasks = session.execute(_TASKS, {"ids": list(ids)}).scalars().all()
    keys = {task.duty_key for task in tasks}
    return [*tasks, *session.execute(_DUTIES, {"keys": list(keys)}).scalars()]
