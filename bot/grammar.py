"""Words → intent. One table of commands, one word list, and the open question of the person; never a guess."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields

from bot import replies
from bot.intents import KINDS, ImportRoster, Intent
from bot.routes import Route
from bot.wordlist import NUMERALS, labels, many_numbers, one_number, plain, words
from messages.forms import Inbound
from models.choices import Choice, Question
from models.prompts import Prompt
from models.questions import QUESTIONS

__all__ = ["NUMERALS", "Doubtful", "Grammar", "answer", "build", "many_numbers", "one_number", "plain", "words"]


@dataclass(frozen=True, slots=True)
class Doubtful(Intent):
    """It could not be read for sure: ask again. Not something anyone can mean, so it has no route."""


@dataclass(frozen=True, slots=True)
class Blank(Doubtful):
    """A message without anything in it, as a thumb or a missed call leaves it."""


@dataclass(frozen=True, slots=True)
class AskWho(Intent):
    """Somebody of several behind one phone, and it cannot be told who."""

    text: str = ""


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

    def read(self, inbound: Inbound, prompt: Prompt | None, *, several: bool = False) -> Intent:
        """What the message means: a button's choice, a command, an answer to the open question, or Doubtful.

        A careful question's own answer outranks a command: 帮助 is then a call for help. But a command with words
        behind it is the command, and the question stays open: 报修 楼道灯坏了 is no answer to "how are you". With
        `several` more than one person may be speaking, so that what is no command is asked about first.
        """
        if inbound.press is not None:
            return self._pressed(inbound.press[1], prompt)
        if inbound.file is not None:
            return ImportRoster()
        question = QUESTIONS.get(prompt.question) if prompt else None
        if not (inbound.text or inbound.photo or inbound.place or inbound.voice):
            return Blank()
        if question and question.careful and prompt and not several:
            if (told := self.told(inbound.text, question)) is not None:
                return told
            choice = replies.read(inbound.text, question).choice
            if choice is not None:
                return build(choice.intent, prompt.subject_id, choice.text or inbound.text)
            if (fitting := self._fitting(inbound.text)) is not None:
                return fitting
        whole = bool(question and question.open_intent and not question.afterthought)
        command = self.command(inbound.text, whole=whole)
        if command is not None:
            return command
        if several:
            return AskWho(inbound.text)
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
        for route, said in (self._of_two(text), (self._bare.get(head), rest)):
            if route is not None and said and not whole and not route.whole:
                return _build(route, said)
        return None if whole else self._fitting(text)

    def _fitting(self, text: str) -> Intent | None:
        """The command whose pattern fits all of a text."""
        fitting = next((r for pattern, r in self._patterns if pattern.fullmatch(text.strip())), None)
        return None if fitting is None else _build(fitting, text.strip())

    def _of_two(self, text: str) -> tuple[Route | None, str]:
        """The route of a command of two words ("close event 3"), and what follows them."""
        *two, rest = text.split(maxsplit=2) if len(text.split(maxsplit=2)) == 3 else ("", "")
        return self._bare.get(" ".join(two).casefold()), rest

    def told(self, text: str, question: Question) -> Intent | None:
        """The command that a text begins with, words behind it, unless that word is an answer to a careful question."""
        head, _, rest = text.strip().partition(" ")
        if head.startswith("/"):
            return self.command(text)
        whole = text.strip()
        for pattern, fitting in self._patterns:
            own = tuple(word for word in fitting.words if not word.startswith("/"))
            if own and whole.casefold().startswith(own) and pattern.fullmatch(whole):
                return None if replies.exactly(whole, question) else _build(fitting, whole)
        route = self._bare.get(head.casefold())
        if route is None or not rest.strip() or route.whole or route.parse is None:
            return None
        return None if replies.exactly(head, question) else _build(route, rest.strip())

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
    if question.careful:  # what was sure of it has been read before
        return build(question.open_intent, prompt.subject_id, inbound.text) if question.open_intent else Doubtful()
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
