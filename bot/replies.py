"""A careful reading of a reply: a number, a word, or a sentence that contains an answer; and why it was read so.

For questions where a wrong guess would hurt (models/questions.py, `careful`). Two of their meanings are guarded, "all
is well" and a yes: a sentence is read as one of them only where one of its phrases stands in it, and nothing that could
turn it round: a denial, a question, a condition, another person, another time, any word of trouble. Whatever
is left over is asked again. A call to be contacted is heard wherever it stands, and wins over everything else.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from bot.wordlist import NUMERALS, PARTICLES, labels, one_number, plain, squeezed, words
from models.choices import Choice, Question

MOST_LEFT = 30
"""Of a sentence read as a guarded meaning at most so many characters may be something nobody listed."""
_ASKING = re.compile(r"[?？]|吗|(?<![发问来心])吧$|嘛$|(?<![呢着哩咧])么$|好不好|行不行|可不可以|要不要|是不是|有没有")
_UNIT = "点天个日月年楼层岁块元斤分刻次回人位家单号栋室步里公周星礼小十百千万一二三四五六七八九〇零0123456789"
_END = r"[\s,.;、。!)]"
_ALONE = re.compile(
    rf"(?:^|(?<=[\s,.;:、。!()选回按是复~-]))第?(\d|[一壹二两贰三叁四肆](?=[号个]?(?:$|{_END})))"
    rf"(?:[号个](?=$|{_END})|(?![{_UNIT}a-z]))"
)
_COURTESY = re.compile(r"(?:谢谢|多谢|感谢)(?:您|你们|你|社区|书记|大家|了|啦)?|嗯+|thanks|thank you")
_HOURS = re.compile(r"\d{1,2}(?:点(?:半|多|钟)?|:\d\d)")
_FILLERS = frozenset(tomllib.loads((files("bot") / "replies.toml").read_text("utf-8"))["fillers"])

_OPENERS = ("are ", "is ", "am ", "do ", "does ", "did ", "who", "how", "what", "why", "when", "if ")
"""How a question or a condition begins."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reply was read as (None: not for sure), by which rule, and the words that decided it."""

    choice: Choice | None
    rule: str
    found: tuple[str, ...] = ()


def read(text: str, question: Question) -> Reading:
    """How a cleaned text answers a careful question; a `choice` of None says that it is to be asked again.

    What is said to be guarded is never guessed: see above.
    """
    low = text.casefold()
    if not squeezed(low):
        return Reading(None, "nothing")
    asking = _ASKING.search(low.strip("。.!！~ "))
    exact = _exact(low, question) or _exact(_COURTESY.sub(" ", low), question)
    if exact is not None and (exact.rule == "number" or not (_guarded(exact.choice) and asking)):
        return exact
    if called := _called(low, question):
        return called
    sentence = _without_neutral(low)
    heard = _heard(sentence, question)
    for choice, found in heard:
        if _list(choice).get("wins"):
            return Reading(choice, "phrase", (found,))
    return _weigh(low, sentence, heard, question, bool(asking))


def _weigh(
    low: str, sentence: str, heard: list[tuple[Choice, str]], question: Question, asking: bool
) -> Reading:  # fmt: skip
    """Numbers within a sentence and what was heard, then the guarded meanings; two that differ are none."""
    numbers = _numbers(low, question)
    meant = {choice.says: (choice, found) for choice, found in (*heard, *numbers)}
    if len(meant) > 1:
        return Reading(None, "several", tuple(found for _, found in meant.values()))
    only = next(iter(meant.values()), None)
    guarded = [(c, found) for c in question.choices if _guarded(c) for found in _phrases_in(c, low)[:1]]
    choice, found = only or next(iter(guarded), (None, ""))
    if choice is None:
        return Reading(None, "unknown")
    if asking:
        return Reading(None, "a question", (found,))
    rule = "number" if only in numbers else "phrase"
    if _guarded(choice) and (bar := _bar(low, sentence, choice, found)) is not None:
        return Reading(None, "barred", (found, bar))
    return Reading(choice, rule, (found,))


def _exact(low: str, question: Question) -> Reading | None:
    """The whole reply is a number, a listed word, or what stands on the button."""
    bare = plain(low)
    number = one_number(bare.rstrip(PARTICLES))
    for typed, choice in question.numbered():
        if number == typed and "?" not in low:
            return Reading(choice, "number", (bare,))
    whole = squeezed(low)
    for choice in question.choices:
        if choice.form == "button":
            continue
        known = words(choice.says) | labels(choice.label_key)
        said = whole if _guarded(choice) else bare
        # Particles say nothing about being away, but 吧 and 吗 make a guess or a question of "all is well".
        said = said if said in known else said.rstrip(PARTICLES if not _guarded(choice) else "呀啊哦哈呢啦了哩咧")
        if said and said in known:
            return Reading(choice, "word", (said,))
    return None


def _called(low: str, question: Question) -> Reading | None:
    """An emergency number anywhere is a call to be contacted."""
    for choice in question.choices:
        for number in _list(choice).get("numbers", ()):
            if re.search(rf"(?<!\d){number}(?!\d)", low):
                return Reading(choice, "emergency number", (number,))
    return None


def _numbers(low: str, question: Question) -> list[tuple[Choice, str]]:
    """The choices whose numbers stand by themselves within a sentence: "1 谢谢", "选2", but not "1点" or "3楼"."""
    said = {int(mark) if mark.isdigit() else NUMERALS[mark]: mark for mark in _ALONE.findall(low)}
    return [(choice, said[typed]) for typed, choice in question.numbered() if typed in said]


def _heard(sentence: str, question: Question) -> list[tuple[Choice, str]]:
    """The unguarded choices of which a phrase stands in the sentence without a denial before it."""
    return [
        (choice, found[0])
        for choice in question.choices
        if not _guarded(choice) and (found := [one for one in _phrases_in(choice, sentence) if _meant(sentence, one)])
    ]


def _meant(sentence: str, phrase: str) -> bool:
    if phrase.isascii():
        return True
    whole = squeezed(sentence)
    denied = tuple(_replies()["twice_denied" if phrase[0] in "不没别" else "denied_before"])
    starts = [at.start() for at in re.finditer(re.escape(phrase), whole)]
    return any(not whole[:start].endswith(denied) for start in starts)


def _bar(low: str, sentence: str, choice: Choice, found: str) -> str | None:
    """What in a sentence keeps it from being read as that guarded choice; None where nothing does."""
    left, whole = squeezed(sentence), squeezed(low)
    if re.search(r"[a-z]{2}", left):
        return _foreign(sentence, choice)
    if (word := _other_word(sentence if found in squeezed(sentence) else low, found)) is not None:
        return word
    left = left.replace(squeezed(found), "", 1)
    for text, bars in ((left, "barred"), (whole, "barred_before_all")):
        for bar in _replies()[bars]:
            if bar in text:
                return str(bar)
    if any(mark.isdigit() for mark in _HOURS.sub("", left)):
        return "a number"
    return None if len(left) <= MOST_LEFT else "too long"


def _other_word(low: str, found: str) -> str | None:
    """What a phrase that ends in 好 becomes together with what follows: 都好说, 很好吃; None where it stays itself."""
    if not found.endswith("好"):
        return None
    pattern = r"\s*".join(map(re.escape, found)) + r"([\u4e00-\u9fff]?)"
    after = [match[1] for match in re.finditer(pattern, low)]
    fine = [one for one in after if not one or one in _replies()["after_good"]]
    return None if fine or not after else f"{found}{after[0]}"


def _foreign(sentence: str, choice: Choice) -> str | None:
    """In Latin letters every word has to be known: one that is not might be the one that matters."""
    left = sentence.replace("’", "'").replace("thank you", "thanks").strip()
    if left.startswith(_OPENERS):
        return left.split()[0]
    for phrase in sorted(_list(choice).get("english", ()), key=len, reverse=True):
        left = re.sub(rf"\b{re.escape(phrase)}\b", " ", left)
    strange = [word for word in re.findall(r"[a-z']+|\d+", left) if word not in _FILLERS and word != "1"]
    return strange[0] if strange else None


def _phrases_in(choice: Choice, text: str) -> list[str]:
    """The listed phrases of a choice that stand in a text, the longest first."""
    listed, whole = _list(choice), squeezed(text)
    found = [one for one in listed.get("phrases", ()) if one in whole]
    spoken = text.replace("’", "'")
    found += [one for one in listed.get("english", ()) if re.search(rf"(?<![a-z']){re.escape(one)}(?![a-z'])", spoken)]
    return sorted(found, key=len, reverse=True)


def _without_neutral(low: str) -> str:
    """The text without its courtesies and reassurances."""
    for phrase in _neutral():
        low = low.replace(phrase, " ")
    return low


@cache
def _neutral() -> tuple[str, ...]:
    return tuple(sorted(_replies()["neutral"], key=len, reverse=True))


def _guarded(choice: Choice | None) -> bool:
    return choice is not None and bool(_list(choice).get("guarded"))


def _list(choice: Choice) -> Mapping[str, Any]:
    found: Mapping[str, Any] = _replies().get(choice.says, {})
    return found


@cache
def _replies() -> Mapping[str, Any]:
    return tomllib.loads((files("bot") / "replies.toml").read_text("utf-8"))


def listed_words(question: Question, says: str) -> Iterator[str]:
    """Every word, number and phrase by which that meaning of a careful question can be said."""
    for choice in question.choices:
        if choice.says == says:
            yield from words(says)
            yield from labels(choice.label_key)
            yield from _list(choice).get("phrases", ())
            yield from _list(choice).get("english", ())
