"""`stairwell explain`: how a reply would be read, and why, without a database or anybody being asked."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from bot import replies
from bot.commands import ALL
from bot.grammar import Doubtful, Grammar
from messages.catalogue import say
from messages.forms import Inbound
from models.errors import SettingsError
from models.people import SMS
from models.prompts import Prompt
from models.questions import QUESTIONS
from models.text import clean

_WHEN = datetime(2000, 1, 1, tzinfo=UTC)


def explain(text: str, *, question: str = "") -> None:
    """Print as JSON how a reply would be read, and why.

    Parameters
    ----------
    text:
        what somebody writes, as it is
    question:
        the key of the question that is open, for example care or inspection; without one only commands are known
    """
    if question and question not in QUESTIONS:
        known = ", ".join(sorted(QUESTIONS))
        raise SettingsError(why=f"There is no question {question}. There are: {known}")
    print(json.dumps(explained(text, question), ensure_ascii=False, indent=2))


def explained(text: str, question: str) -> dict[str, Any]:
    """What `explain` prints: the cleaned text, the intent it becomes (None: asked again), the choice, rule and words.

    `rule` is "command", the rule of bot/replies.py, or "answer" where a question is not read with that care.
    """
    cleaned = clean(text)
    prompt = Prompt(
        id=0, token="", person_id=0, question=question, subject_id=0, asked_at=_WHEN, expires_at=_WHEN
    ) if question else None  # fmt: skip
    grammar = Grammar(ALL)
    intent = grammar.read(Inbound(SMS, "", "", text=cleaned), prompt)
    sure = not isinstance(intent, Doubtful)
    found: dict[str, Any] = {"choice": None, "label": None, "rule": "answer" if sure else "unknown", "found": []}
    if prompt is not None and QUESTIONS[question].careful:
        reading = replies.read(cleaned, QUESTIONS[question])
        found |= {"rule": reading.rule, "found": list(reading.found)}
        if reading.choice is not None:
            label = say(reading.choice.label_key, "zh-CN", short=True)
            found |= {"choice": reading.choice.says, "label": label}
    if sure and grammar.command(cleaned) == intent:
        found |= {"choice": None, "label": None, "rule": "command"}
    return {
        "text": text, "cleaned": cleaned, "question": question or None,
        "intent": type(intent).__name__ if sure else None,
        "with": {name: value for name, value in asdict(intent).items() if name != "subject"} if sure else {}, **found,
    }  # fmt: skip
