"""From a message row to what leaves: the recipient's language, the channel's form, the choices of its question."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from messages.catalogue import say
from messages.forms import RICH, Outgoing, Said
from models.questions import QUESTIONS, Choice, Question


def render(
    *,
    to: str,
    form: str,
    language: str,
    key: str,
    facts: Mapping[str, Any],
    question: str = "",
    token: str = "",
    edits: str | None = None,
    again: bool = False,
) -> Outgoing:
    """A message as it leaves: buttons on a rich channel, "回 1… 2…" at the end of the text on a short one.

    One that may have arrived before says so (`again`), unless it only takes the place of another: that shows no double.
    """
    short = form != RICH
    read = readable(facts, language)
    text = say(key, language, read, short=short)
    marked = again and not edits
    if marked:
        text = say("sent-again", language, {"text": text})
    asked = QUESTIONS.get(question)
    if short:
        numbered = [f"{number}{say(choice.label_key, language, short=True)}" for number, choice in _numbers(asked)]
        lead = say("reply-with", language) if numbered else ""
        whole = (text + lead + " ".join(numbered)).strip()
        said = Said(key, language, {name: str(value) for name, value in read.items()})
        return Outgoing(to, whole, said=None if marked else said)  # a template of its own would drop the mark
    buttons = asked.buttons() if asked else []
    return Outgoing(
        to, text, tuple((say(choice.label_key, language), f"{token}.{place}") for place, choice in buttons), edits,
        photo=str(facts.get("photo", "")),
    )  # fmt: skip


def _numbers(asked: Question | None) -> list[tuple[int, Choice]]:
    return asked.numbered() if asked else []


def readable(facts: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Facts as people read them.

    Lists become enumerations (one named `lines`, lines), ISO dates and months local ones ("11月30日", "2026年11月",
    "November 2026"), a fact named `…_key` the sentence it names (under its name without `_key`).
    """
    out: dict[str, Any] = {}
    for name, value in facts.items():
        if name.endswith("_key"):
            name, value = name.removesuffix("_key"), say(str(value), language)
        elif name.endswith("_keys"):
            name, value = name.removesuffix("_keys"), [say(str(key), language) for key in value]
        if isinstance(value, list):
            between = "\n" if name == "lines" else "、" if language == "zh-CN" else ", "
            value = between.join(map(str, value))
        elif name in ("due", "day", "until_day"):
            value = _day(str(value), language)
        elif name == "period":
            value = period_name(str(value), language)
        elif isinstance(value, int):
            value = str(value)
        out[name] = value
    return out


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def _day(iso: str, language: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.month}月{day.day}日" if language == "zh-CN" else f"{day.day} {_MONTHS[day.month - 1]}"


def period_name(period: str, language: str) -> str:
    """A month, quarter or year as people say it: "2026年11月", "November 2026"."""
    year, _, part = period.partition("-")
    if language == "zh-CN":
        tail = f"第{'一二三四'[int(part[1]) - 1]}季度" if part.startswith("Q") else f"{int(part)}月" if part else ""
        return f"{year}年{tail}"
    if part.startswith("Q"):
        return f"{part} {year}"
    return f"{_MONTHS[int(part) - 1]} {year}" if part else year
