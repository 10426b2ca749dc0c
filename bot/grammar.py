"""Words → intent. One table of commands, one word list, and the open question of the person; never a guess."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

from bot.intents import KINDS, ImportRoster, Intent
from bot.routes import Route
from messages.catalogue import has, say
from messages.forms import Inbound
from models.people import LANGUAGES
from models.prompts import Prompt
from models.questions import QUESTIONS, Choice
from models.text import clean

NUMERALS = {
    "一": 1, "壹": 1, "二": 2, "两": 2, "贰": 2, "三": 3, "叁": 3, "四": 4, "肆": 4, "五": 5, "伍": 5,
    "六": 6, "陆": 6, "七": 7, "柒": 7, "八": 8, "捌": 8, "九": 9, "玖": 9, "零": 0, "〇": 0,
}  # fmt: skip
_MARKS = re.compile(r"[\s.,:;!?~()\[\]{}'\"“”‘’、。《》【】…·^_\-]+")
_SIGN = re.compile(r"^\W+")
"""The picture before the words on a button."""
_PARTICLES = "了啦吧呀啊哦哈呢嘛"


@dataclass(frozen=True, slots=True)
class Doubtful(Intent):
    """It could not be read for sure: ask again. Not something anyone can mean, so it has no route."""


class Grammar:
    """Reads what people say, given the routes that exist."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._slash: dict[str, Route] = {}
        self._bare: dict[str, Route] = {}
        self._patterns: list[tuple[re.Pattern[str], Route]] = []
        for route in routes:
            if route.pattern is not None:
                self._patterns.append((route.pattern, route))
            for word in route.words:
                table = self._slash if word.startswith("/") else self._bare
                if table.setdefault(word.casefold(), route) is not route:
                    raise ValueError(f"{word} is claimed twice")

    def read(self, inbound: Inbound, prompt: Prompt | None) -> Intent:
        """What the message means: a button's choice, a command, an answer to the open question, or Doubtful."""
        if inbound.press is not None:
            return self._pressed(inbound.press[1], prompt)
        if inbound.file is not None:
            return ImportRoster()
        question = QUESTIONS.get(prompt.question) if prompt else None
        whole = bool(question and question.open_intent and not question.afterthought)
        command = self.command(inbound.text, whole=whole)
        if command is not None:
            return command
        return answer(inbound, prompt) if prompt else Doubtful()

    def command(self, text: str, *, whole: bool = False) -> Intent | None:
        """The command a text starts with.

        With `whole`, bare words count only when they are the whole text; those of a route that is `whole` always do.
        """
        head, _, rest = text.strip().partition(" ")
        head, rest = head.casefold(), rest.strip()
        if head.startswith("/"):
            name = head.partition("@")[0]
            route = self._slash.get(name) or self._bare.get(name[1:])
            return None if route is None else _build(route, rest)
        bare = " ".join(text.casefold().split()).strip("。.!！ ")
        if route := self._bare.get(bare):
            return _build(route, "")
        route = self._bare.get(head)
        if route is not None and rest and not whole and not route.whole:
            return _build(route, rest)
        fitting = None if whole else next((r for pattern, r in self._patterns if pattern.fullmatch(text.strip())), None)
        return None if fitting is None else _build(fitting, text.strip())

    def _pressed(self, place: int, prompt: Prompt | None) -> Intent:
        if prompt is not None and (picks := QUESTIONS[prompt.question].picks):
            tasks = prompt.data.get("tasks", [])
            return build(picks, tasks[place]) if 0 <= place < len(tasks) else Doubtful()
        choices = QUESTIONS[prompt.question].choices if prompt else ()
        if prompt is None or not 0 <= place < len(choices):
            return Doubtful()
        return _choose(choices[place], prompt)


def answer(inbound: Inbound, prompt: Prompt) -> Intent:
    """What a message says to the open question, or Doubtful."""
    question = QUESTIONS[prompt.question]
    text = plain(inbound.text)
    number = one_number(text)
    for typed, choice in question.numbered():
        if number == typed:
            return _choose(choice, prompt)
    for choice in question.choices:
        if choice.form != "button" and text and (text in words(choice.says) or text in labels(choice.label_key)):
            return _choose(choice, prompt)
    said_something = inbound.text or inbound.photo or inbound.place or inbound.voice
    if question.open_intent and said_something:
        return build(question.open_intent, prompt.subject_id, inbound.text)
    return Doubtful()


def plain(text: str) -> str:
    """A short answer stripped to what is compared: lower case, no spaces, marks or final particles."""
    bare = _MARKS.sub("", text.casefold())
    for end in range(len(bare), 0, -1):
        if bare[:end] in _all_words():
            return bare[:end]
        if bare[end - 1] not in _PARTICLES:
            break
    return bare


def one_number(text: str) -> int | None:
    """The single number 0–9 a text consists of, in any script people type (1 １ ① 一 壹); None for anything else."""
    text = text.removeprefix("选").removeprefix("回")
    if len(text) == 1 and text.isascii() and text.isdigit():
        return int(text)
    return NUMERALS.get(text)


def many_numbers(text: str) -> list[int] | None:
    """The different numbers 1–8 of an answer like "1 4", "1,4", "14", "一、四", in order; None if it says more."""
    digits = [NUMERALS.get(mark, mark) for mark in _MARKS.sub("", text).replace("和", "").replace("号", "")]
    found = [int(digit) for digit in digits if str(digit).isascii() and str(digit).isdigit()]
    if not found or len(found) != len(digits) or not all(1 <= number <= 8 for number in found):
        return None
    return sorted(set(found))


@cache
def words(meaning: str) -> frozenset[str]:
    """The words of a meaning, compared forms."""
    return frozenset(_MARKS.sub("", word.casefold()) for word in _word_list()[meaning])


@cache
def labels(key: str) -> frozenset[str]:
    """What stands on a button, or behind its number in an SMS, in every language: people type that, too."""
    forms = [(language, short) for language in LANGUAGES for short in (False, True)] if has(key) else []
    return frozenset(plain(_SIGN.sub("", clean(say(key, language, short=short)))) for language, short in forms)


@cache
def _word_list() -> Mapping[str, list[str]]:
    return tomllib.loads((files("bot") / "words.toml").read_text("utf-8"))


@cache
def _all_words() -> frozenset[str]:
    return frozenset().union(*(words(meaning) for meaning in _word_list()))


def _choose(choice: Choice, prompt: Prompt) -> Intent:
    return build(choice.intent, prompt.subject_id, choice.text)


def build(name: str, subject: int, text: str = "") -> Intent:
    """The intent of that name about a subject, with the words it takes, if it takes any."""
    kind = KINDS[name]
    wanted = {field.name for field in fields(kind)}
    values = {"subject": subject, "text": text}
    return kind(**{key: value for key, value in values.items() if key in wanted})


def _build(route: Route, rest: str) -> Intent:
    return route.parse(rest) if route.parse else route.intent()
