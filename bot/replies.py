"""A careful reading of a reply: a number, a word, or a sentence that contains an answer; and why it was read so.

For questions where a wrong guess would hurt (models/questions.py, `careful`). Some meanings are guarded, as "all is
well" and a yes are: a sentence is read as one of them only where a clause says so of whoever speaks, here and now, and
nothing in the whole of it could turn it round: a denial, a question, a condition, a guess, a word of trouble. Whatever
is left over is asked again. A call to be contacted is heard wherever it stands, and wins over everything else.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.reply_bars import bar_of
from bot.reply_clauses import NOT, OTHER, UNKNOWN, Clause, clauses, data, listed, normal
from bot.reply_figures import alarming
from bot.reply_meaning import MEANT, Said, guarded, said_of, unlisted
from bot.wordlist import NUMERALS, PARTICLES, labels, one_number, plain, squeezed, words
from models.choices import Choice, Question

MOST_READ = 400
"""Of a longer text only the beginning is read: enough to hear a call, and too much to be sure of anything else."""
_ASKING = re.compile(r"\?|吗|(?<![发问来心])吧$|(?<![呢着哩咧])么$|好不好|行不行|可不可以|要不要|是不是|有没有")
_UNIT = "点天个日月年楼层岁块元斤分刻次回人位家单号栋室步里公周星礼小十百千万一二三四五六七八九〇零0123456789"
_END = r"[\s,.;、。!)]"
_ALONE = re.compile(
    rf"(?:^|(?<=[\s,.;:、。!()选回按是复答的了~]))第?(\d|[一壹二两贰三叁四肆](?=[号个]?(?:$|{_END})))"
    rf"(?:号(?=$|{_END})|(?<=第\d)个|(?![{_UNIT}a-z+=*/%-]))"
)
_COURTESY = re.compile(r"(?:谢谢|多谢|感谢)(?:您|你们|你|社区|书记|大家|了|啦)?|嗯+|thanks|thank you")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_OPENERS = ("are ", "is ", "am ", "do ", "does ", "did ", "who", "how", "what", "why", "when", "if ")
"""How a question or a condition begins."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reply was read as (None: not for sure), by which rule, and the words that decided it."""

    choice: Choice | None
    rule: str
    found: tuple[str, ...] = ()


CALLING = r"(?:打|叫|拨|喊|call|dial)[^\d]{0,3}"
"""What is before a number that is called, whatever is behind it: 叫120多久来, and 叫120块来, where 快 was meant."""
_MEASURES = "块|元|毛|斤|公斤|克|室|号楼|栋|单元|平|米|分钟|多|yuan|kg"
"""What makes 120 a price, a weight, a flat: behind it nobody is called. Nor is by a pressure or a weight before it."""


def read(text: str, question: Question) -> Reading:
    """How a cleaned text answers a careful question; a `choice` of None says that it is to be asked again.

    What is said to be guarded is never guessed: see above.
    """
    low = normal(text)
    if not squeezed(low):
        return Reading(None, "nothing")
    reading = _read(low[:MOST_READ], question)
    if len(low) > MOST_READ and guarded(reading.choice):
        return Reading(None, "too long", reading.found)
    return reading


def _read(low: str, question: Question) -> Reading:
    if (exact := exactly(low, question)) is not None:
        return exact
    for choice in question.choices:
        for number in listed(choice.says).get("numbers", ()):
            if re.search(rf"{CALLING}{number}(?!\d)|(?<![\d压重/]){number}(?!\d|\s*(?:{_MEASURES}))", low):
                return Reading(choice, "emergency number", (number,))
        if listed(choice.says).get("figures") and (figure := alarming(low)):
            return Reading(choice, "a figure", (figure,))
    if not _CHINESE.search(low):
        return _foreign(low, question)
    parts = clauses(_ALONE.sub(" ", low), tuple(choice.says for choice in question.choices))
    if pasted := next((token.text for clause in parts for token in clause if token.kind == "pasted"), ""):
        return Reading(None, "pasted", (pasted,))
    said = said_of(parts, question)
    for choice, found, how in said:
        if listed(choice.says).get("wins") and how == MEANT:
            return Reading(choice, "phrase", (found,))
    return _weigh(low, parts, said, question)


def words_of(text: str, question: Question, says: str) -> tuple[str, ...]:
    """The words by which a cleaned text truly says that meaning of a careful question, wherever they stand."""
    parts = clauses(_ALONE.sub(" ", normal(text)[:MOST_READ]), tuple(choice.says for choice in question.choices))
    return tuple(found for choice, found, how in said_of(parts, question) if choice.says == says and how == MEANT)


def exactly(low: str, question: Question) -> Reading | None:
    """The whole reply is a number, a listed word, or what stands on a button, courtesies left out; else None."""
    low = normal(low)
    asking = _ASKING.search(low.strip("。.!~ "))
    exact = _exact(low, question) or _exact(_COURTESY.sub(" ", low), question)
    return None if exact is None or (exact.rule != "number" and guarded(exact.choice) and asking) else exact


def _exact(low: str, question: Question) -> Reading | None:
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
        said = whole if guarded(choice) else bare
        # Particles say nothing about being away, but 吧 and 吗 make a guess or a question of "all is well".
        said = said if said in known else said.rstrip(PARTICLES if not guarded(choice) else "呀啊哦哈呢啦哩咧")
        if said and said in known:
            return Reading(choice, "word", (said,))
    return None


def _weigh(low: str, parts: Sequence[Clause], said: Sequence[Said], question: Question) -> Reading:
    """Numbers within a sentence and what was heard, then the guarded meanings; two that differ are none."""
    heard = [(choice, found) for choice, found, how in said if how == MEANT]
    numbers = _numbers(low, question)
    open_ones = {choice.says: (choice, found) for choice, found in heard if not guarded(choice)}
    meant = open_ones | {choice.says: (choice, found) for choice, found in numbers}
    if not meant:
        meant = {choice.says: (choice, found) for choice, found in heard}
    if len(meant) > 1:
        return Reading(None, "several", tuple(found for _, found in meant.values()))
    if not meant and (trouble := _trouble(parts, question)) is not None:
        return trouble
    if not meant:
        turned = next(((found, how) for _, found, how in said), None)
        return Reading(None, "barred" if turned else "unknown", turned or ())
    choice, found = next(iter(meant.values()))
    numbered = any(one is choice for one, _ in numbers)
    if guarded(choice) and (bar := bar_of(parts, said, choice, numbered=numbered)) is not None:
        return Reading(None, "barred", (found, bar))
    return Reading(choice, "number" if numbered else "phrase", (found,))


def _trouble(parts: Sequence[Clause], question: Question) -> Reading | None:
    """A trouble nobody listed: a part of the body, or an alarming character, and nothing that denies or asks it."""
    choice = next((one for one in question.choices if listed(one.says).get("alarm")), None)
    if choice is None or any(token.kind in ("ask", "if", "wish", OTHER, "maybe") for c in parts for token in c):
        return None
    for clause in parts:
        good = any(token.kind in ("fine", NOT) or _guarded_kind(token.kind, question) for token in clause)
        for token in clause:
            alarm = token.kind == UNKNOWN and set(token.text) & set(listed(choice.says)["alarm"])
            if not good and (alarm or (token.kind == "body" and token.text != "头" and unlisted(clause))):
                return Reading(choice, "a trouble", (token.text,))
    return None


def _guarded_kind(kind: str, question: Question) -> bool:
    return any(one.says == kind and guarded(one) for one in question.choices)


def _numbers(low: str, question: Question) -> list[tuple[Choice, str]]:
    """The choices whose numbers stand by themselves within a sentence: "1 谢谢", "选2", but not "1点" or "3楼"."""
    said = {int(mark) if mark.isdigit() else NUMERALS[mark]: mark for mark in _ALONE.findall(low)}
    return [(choice, said[typed]) for typed, choice in question.numbered() if typed in said]


def listed_words(question: Question, says: str) -> Iterator[str]:
    """Every word, number and phrase by which that meaning of a careful question can be said."""
    for choice in question.choices:
        if choice.says == says:
            yield from words(says)
            yield from labels(choice.label_key)
            for kind in ("phrases", "english"):
                yield from listed(says).get(kind, ())


def _foreign(low: str, question: Question) -> Reading:
    """In Latin letters: the phrases of one meaning; for a guarded one every word has to be known."""
    spoken = low.replace("’", "'")
    for courtesy in data()["courtesies"]:
        spoken = spoken.replace(courtesy, " ")
    spoken = spoken.strip()
    heard = [(choice, found) for choice in question.choices if (found := _english(choice, spoken))]
    heard.sort(key=lambda one: not listed(one[0].says).get("wins"))
    open_ones = [one for one in heard if not guarded(one[0])]
    numbers = _numbers(low, question)
    if open_ones and listed(open_ones[0][0].says).get("wins"):
        return Reading(open_ones[0][0], "phrase", (open_ones[0][1],))
    meant = {choice.says: (choice, found) for choice, found in (open_ones + numbers) or heard}
    if len(meant) != 1:
        return _sounded(low, question) if not meant else Reading(None, "several", tuple(f for _, f in meant.values()))
    choice, found = next(iter(meant.values()))
    if "?" in low:
        return Reading(None, "a question", (found,))
    if guarded(choice) and (bar := _strange(spoken, choice)) is not None:
        return Reading(None, "barred", (found, bar))
    return Reading(choice, "number" if not re.search("[a-z]", found) else "phrase", (found,))


def _sounded(low: str, question: Question) -> Reading:
    """Words in Latin letters that are spelt as a listed word sounds: "dou hao"."""
    parts = clauses(squeezed(low), tuple(choice.says for choice in question.choices))
    said = [one for one in said_of(parts, question) if one[2] == MEANT]
    sure = len(said) == 1 and "?" not in low
    return Reading(said[0][0], "sound", (said[0][1],)) if sure else Reading(None, "unknown")


def _english(choice: Choice, spoken: str) -> str:
    phrases = sorted(listed(choice.says).get("english", ()), key=len, reverse=True)
    return next((one for one in phrases if re.search(rf"(?<![a-z']){re.escape(one)}(?![a-z'])", spoken)), "")


def _strange(spoken: str, choice: Choice) -> str | None:
    """A word that nobody listed, which might be the one that matters; None where there is none."""
    if spoken.startswith(_OPENERS):
        return spoken.split()[0]
    for phrase in sorted(listed(choice.says).get("english", ()), key=len, reverse=True):
        spoken = re.sub(rf"\b{re.escape(phrase)}\b", " ", spoken)
    typed = [word for word in re.findall(r"[a-z']+|\d+", spoken) if word not in data()["fillers"] and word != "1"]
    return typed[0] if typed else None
