"""From a message row to what leaves: the recipient's language, the channel's form, the choices of its question."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from messages.catalogue import DEFAULT, say
from messages.forms import RICH, Attached, NotMade, Outgoing, Said
from models.choices import Choice, Question
from models.questions import QUESTIONS
from models.wording import fill, variables_of

MOST_PICKS = 20
"""Buttons a message has at most for the tasks it lists."""


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
    made: Attached | NotMade | None = None,
) -> Outgoing:
    """A message as it leaves: buttons on a rich channel, "回 1… 2…" at the end of the text on a short one.

    `made` is the file it brings, if it brings one; what is said in place of one that could not be made has no question.

    One that may have arrived before says so (`again`), unless it only takes the place of another: that shows no double.
    """
    short = form != RICH
    if isinstance(made, NotMade):
        key, facts, question, made = made.key, made.facts, "", None
    read = readable(facts, language, short=short)
    text = say(key, language, read, short=short)
    if made is not None and made.lacks is not None:
        text += "\n" + say(made.lacks.key, language, readable(made.lacks.facts, language))
    marked = again and not edits
    if marked:
        text = say("sent-again", language, {"text": text})
    asked = QUESTIONS.get(question)
    if short:
        tail = choices_said(_numbers(asked), language)
        whole = (text + (say("reply-with", language) if tail else "") + tail).strip()
        said = Said(key, language, {name: str(value) for name, value in read.items()})
        return Outgoing(to, whole, said=None if marked else said)  # a template of its own would drop the mark
    labels = [(place, say(choice.label_key, language)) for place, choice in (asked.buttons() if asked else [])]
    if asked and asked.picks:
        labels = [(place, f"{place + 1}") for place in range(min(len(facts.get("tasks", [])), MOST_PICKS))]
    pressed = tuple((label, f"{token}.{place}") for place, label in labels)
    return Outgoing(to, text, pressed, edits, photo=str(facts.get("photo", "")), file=made)


def choices_said(numbered: Sequence[tuple[int, Choice]], language: str) -> str:
    """What each digit means, for the end of a short text: "1都好 2请联系我", "1 all well, 2 contact me"."""
    gap, between = ("", " ") if language == DEFAULT else (" ", ", ")
    return between.join(f"{number}{gap}{say(choice.label_key, language, short=True)}" for number, choice in numbered)


def _numbers(asked: Question | None) -> list[tuple[int, Choice]]:
    return asked.numbered() if asked else []


def readable(facts: Mapping[str, Any], language: str, *, short: bool = False) -> dict[str, Any]:
    """Facts as people read them.

    A mapping of languages ({"zh-CN": …, "en": …}) gives the reader's, a pool's text (`text`) with its variables
    filled. Lists become enumerations (one named `lines`, lines), ISO dates and periods local ones ("11月30日",
    "2026年11月", "November 2026"), one named `date` a day with its year, a fact named `…_key` the sentence it names
    (under its name without `_key`). One named `…_said` is a list of [key, facts], each a sentence on a line of its own,
    in the `short` form if that is wanted.
    """
    out: dict[str, Any] = {}
    for name, value in facts.items():
        if name == "paper":  # what file to make is no word of the text
            continue
        if name.endswith("_key"):
            name, value = name.removesuffix("_key"), say(str(value), language)
        elif name.endswith("_keys"):
            name, value = name.removesuffix("_keys"), [say(str(key), language) for key in value]
        elif name.endswith("_said"):
            name = name.removesuffix("_said")
            said = [say(key, language, readable(about, language, short=short), short=short) for key, about in value]
            value = "\n".join(said)
        if isinstance(value, Mapping) and DEFAULT in value:
            value = addressed(value, facts, language) if name == "text" else value[spoken_in(value, language)]
        elif isinstance(value, list):
            between = "\n" if name == "lines" else "、" if language == "zh-CN" else ", "
            value = between.join(map(str, value))
        elif name in ("due", "day", "until_day", "planned"):
            value = _day(str(value), language)
        elif name == "date":
            value = _date(str(value), language)
        elif name == "period":
            value = period_name(str(value), language)
        elif name == "currency":
            value = currency_name(str(value), language)
        elif isinstance(value, int):
            value = str(value)
        out[name] = value
    return out


def currency_name(code: str, language: str) -> str:
    """A currency as it stands before a sum: "¥" for "CNY" in Chinese, else its code."""
    return "¥" if (code, language) == ("CNY", "zh-CN") else f"{code} " if language == "zh-CN" else code


def spoken_in(words: Mapping[str, str], language: str) -> str:
    """The language in which words that are given by language are said to somebody: theirs, or Chinese."""
    return language if words.get(language) else DEFAULT


def addressed(text: Mapping[str, str], facts: Mapping[str, Any], language: str) -> str:
    """A pool's text (`models.texts.text_for`) to one person: variables filled, with a greeting where it names nobody.

    `facts` may have their `name`, the name of their `grid`, and the `day` in ISO form; where one is missing a plain
    word stands for it. All is said in the language the text has.
    """
    language = spoken_in(text, language)
    given = {
        "name": facts.get("name"), "grid": facts.get("grid"), "community": text.get("community"),
        "date": _day(facts["day"], language) if facts.get("day") else None,
    }  # fmt: skip
    values = {name: str(value) if value else say(f"text-some-{name}", language) for name, value in given.items()}
    filled = fill(text[language], values)
    if not given["name"] or "name" in variables_of(text[language]):
        return filled
    return say("text-to", language, {"name": values["name"], "text": filled})


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def _day(iso: str, language: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.month}月{day.day}日" if language == "zh-CN" else f"{day.day} {_MONTHS[day.month - 1]}"


def _date(iso: str, language: str) -> str:
    year = date.fromisoformat(iso).year
    return f"{year}年{_day(iso, language)}" if language == "zh-CN" else f"{_day(iso, language)} {year}"


def period_name(period: str, language: str) -> str:
    """A day, week, month, quarter or year as people say it: "2026年11月", "2026年第48周", "November 2026"."""
    year, _, part = period.partition("-")
    if "-" in part:
        return f"{year}年{_day(period, language)}" if language == "zh-CN" else f"{_day(period, language)} {year}"
    if part.startswith("W"):
        return f"{year}年第{int(part[1:])}周" if language == "zh-CN" else f"week {int(part[1:])} of {year}"
    if language == "zh-CN":
        tail = f"第{'一二三四'[int(part[1]) - 1]}季度" if part.startswith("Q") else f"{int(part)}月" if part else ""
        return f"{year}年{tail}"
    if part.startswith("Q"):
        return f"{part} {year}"
    return f"{_MONTHS[int(part) - 1]} {year}" if part else year
