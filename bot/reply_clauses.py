"""A reply cut into clauses, each into the longest listed words with their kind: what bot/replies.py decides upon.

Which words there are is bot/reply_words.toml and bot/replies.toml. A word of a choice of the question has that choice's
meaning as its kind.
"""

import os
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from bot.wordlist import squeezed, words

PLAIN, SELF, OTHER, YOU, NOT, COUNT, UNKNOWN = "plain", "self", "other", "you", "not", "count", ""
TROUBLE, AGAINST = "trouble", "against"
_KINDS = (
    PLAIN, SELF, OTHER, YOU, NOT, "worry", "body", "ask", "if", "wish", "maybe", "past", "future", "pasted", "said",
    "but",
)  # fmt: skip
_STICKER = re.compile(r"\[[\u4e00-\u9fff]{1,4}\]")
_SPELT_OUT = re.compile(r"(?<!\S)((?![一二三四壹贰叁肆两])[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff](?!\S))")
_BREAK = re.compile(r"[,;、。!~…\n()\[\]【】《》\"“”—-]+|(?<!\d)[.:]+|[.:]+(?!\d)|\s+|(?<=\?)")
_ASKED = re.compile(r"(?<![呢着哩咧])么\s*$")
_BLURRED = re.compile(r"(?<=^[zcs])h|(?<=[ie]n)g$")
_FINAL = "的了啦呀啊哦呢哩咧"
_COUNTED = re.compile(
    r"(?:\d+|[一二两三四五六七八九十百几]+)(?:点(?:半|多|钟)?|:\d\d|度\d?|来?岁|个|年|月|日|号楼|层|栋|楼|单元|块|元|斤|次|趟|遍|圈|盘|天|小时|分钟|步|里|公里|碗|口|套|把)"
    r"|\d{1,2}:\d\d|[一二三四五六七八九]?十[一二三四五六七八九]?了?"
)
_NAMED = re.compile(
    r"[小老][\u4e00-\u9fff](?=头|家|师傅|[^\u4e00-\u9fff]|$)(?:头|家|师傅)?"
    r"|小[王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林郑]|老[王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林郑](?:头|家)?"
    r"|[王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林郑](?:伯|姨|叔|婶|阿姨|奶奶|奶|爷爷|爷|大爷|大妈|大娘|哥|姐|书记|主任|师傅|大夫|医生|老师)"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a clause and its kind: one of the kinds of reply_words.toml, a meaning of the question, or unknown."""

    text: str
    kind: str


Clause = tuple[Token, ...]


def normal(text: str) -> str:
    """A cleaned text in simplified characters and lower case, without pictures, what is s p e l t joined."""
    plain = "".join(_simplified().get(mark, mark) for mark in text.casefold())
    plain = "".join(" " if unicodedata.category(mark) in ("So", "Sk", "Me", "Mn") else mark for mark in plain)
    return _SPELT_OUT.sub(r"\1", _STICKER.sub(" ", plain)).strip()


def clauses(low: str, says: tuple[str, ...]) -> list[Clause]:
    """The clauses of a normal text, given the meanings that the question's choices have."""
    found = []
    for part in _BREAK.split(low):
        asked = "?" in part or _ASKED.search(part)
        tokens = _word(part, says) or tuple(_tokens(squeezed(part), says))
        if tokens or asked:
            found.append(_by_sound(tokens + ((Token("?", "ask"),) if asked else ()), says))
    return found


def _word(part: str, says: tuple[str, ...]) -> Clause:
    """A clause that is no more than a word of the word list, unless that counts as the whole answer only."""
    bare = _once(squeezed(part))
    for said in (bare, bare.rstrip("的啦呀啊哦哈呢嘛哩咧")):
        for meaning in says:
            if said and said in words(meaning) and said not in listed(meaning).get("beside", ()):
                return (Token(said, meaning),)
    return ()


def _once(text: str) -> str:
    """What is said twice, once: 没事没事."""
    twice = re.fullmatch(r"(.{2,}?)\1+", text)
    return twice[1] if twice else text


def _tokens(part: str, says: tuple[str, ...]) -> Iterator[Token]:
    known, longest = _lexicon(says)
    patterns = _patterns(says)
    place, strange = 0, ""
    while place < len(part):
        token = _at(part, place, known, longest, patterns)
        if token is None:
            strange, place = strange + part[place], place + 1
            continue
        if strange:
            yield Token(strange, UNKNOWN)
            strange = ""
        yield token
        place += len(token.text)
    if strange:
        yield Token(strange, UNKNOWN)


def _at(
    part: str, place: int, known: Mapping[str, str], longest: int, patterns: Sequence[tuple[re.Pattern[str], str]]
) -> Token | None:
    """The longest listed word or pattern that begins there; else a count with its unit, or somebody's name."""
    found = max(
        (Token(match[0], kind) for pattern, kind in patterns if (match := pattern.match(part, place)) and match[0]
         and not _another(match[0], part[match.end() :], kind)),
        key=lambda token: len(token.text), default=None,
    )  # fmt: skip
    for size in range(min(longest, len(part) - place), len(found.text) - 1 if found else 0, -1):
        word = part[place : place + size]
        if found and size == len(found.text) and known.get(word) == NOT:
            return found
        if word in known and not _another(word, part[place + size :], known[word]):
            return Token(word, known[word])
    if found:
        return found
    if match := _COUNTED.match(part, place):
        return Token(match[0], COUNT)
    match = _NAMED.match(part, place)
    return Token(match[0], OTHER) if match else None


def _another(word: str, after: str, kind: str) -> bool:
    """Whether a guarded word that ends in 好 becomes another word together with what follows: 都好说, 很好吃."""
    if not (word.endswith("好") and listed(kind).get("guarded") and "\u4e00" <= after[:1] <= "\u9fff"):
        return False
    return after[0] not in data()["kinds"]["after_good"] and not after.startswith(
        tuple(data()["kinds"]["after_good_words"])
    )


@cache
def _lexicon(says: tuple[str, ...]) -> tuple[Mapping[str, str], int]:
    """{word: kind} for a question with those meanings, and the length of the longest word."""
    known: dict[str, str] = {}
    for kind in _KINDS:
        known |= dict.fromkeys(data()["kinds"][kind], kind)
    if "contact" not in says:  # what is a trouble elsewhere is no answer here, and nothing in the way of one
        known |= dict.fromkeys(data()["contact"]["phrases"], TROUBLE)
    for meaning in says:
        known |= dict.fromkeys(listed(meaning).get("beside", ()), PLAIN)
        known |= dict.fromkeys(listed(meaning).get("against", ()), AGAINST)
    for meaning in says:
        known |= dict.fromkeys(listed(meaning).get("phrases", ()), meaning)
    return known, max(map(len, known))


@cache
def _patterns(says: tuple[str, ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The patterns of the kinds and of the meanings of a question, each with what it stands for."""
    found = [(pattern, kind) for kind, those in data()["kind_patterns"].items() for pattern in _compiled(tuple(those))]
    for meaning in says:
        for those in (listed(meaning).get("patterns", ()), listed(meaning).get("requests", ())):
            found += [(pattern, meaning) for pattern in _compiled(tuple(those))]
    return tuple(found)


@cache
def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Patterns with the classes that they name in braces."""
    classes = {name: f"(?:{'|'.join(words)})" for name, words in data()["classes"].items()}
    return tuple(re.compile(re.sub(r"\{([a-z_]+)\}", lambda name: classes[name[1]], one)) for one in patterns)


def is_request(text: str, meaning: str) -> bool:
    """Whether words of a meaning ask for somebody: with somebody else for a subject they are news."""
    rules = listed(meaning)
    asks = _compiled(tuple(rules.get("requests", ())))
    return text in rules.get("told", ()) or any(pattern.fullmatch(text) for pattern in asks)


@cache
def even_marks() -> frozenset[str]:
    """The characters of the adverbs that may stand between a denial and what it denies."""
    return frozenset("".join(data()["kinds"]["even"]))


def _by_sound(tokens: Clause, says: tuple[str, ...]) -> Clause:
    """A clause in which nothing was found, as the listed words that sound like it: what dictating makes of them.

    All of what is left without courtesies has to sound like a guarded word; any other may stand within it.
    """
    rest = "".join(token.text for token in tokens if token.kind not in (PLAIN, SELF, "ask"))
    if not rest or any(token.kind in says for token in tokens) or not squeezed(rest):
        return tokens
    rest = _once(rest)
    if rest in data()["no_sound"]:
        return tokens
    heard = _spoken(rest.rstrip(_FINAL))
    for meaning in says:
        for word in listed(meaning).get("sounds", ()):
            whole = bool(listed(meaning).get("guarded"))
            sound = _spoken(word.rstrip(_FINAL))
            if heard == sound or (not whole and _within(sound, heard)) or "".join(sound) == rest:
                kept = (token for token in tokens if token.kind in (PLAIN, SELF, "ask"))
                return (*kept, Token(word, meaning))
    return tokens


def _within(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return any(whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1))


@lru_cache(4096)  # what people write has no end
def _spoken(text: str) -> tuple[str, ...]:
    """The syllables of a text without tones, and without what many do not tell apart: zh and z, ing and in."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import lazy_pinyin  # loaded when it is first needed: most replies are a digit

    return tuple(_BLURRED.sub("", one) for one in lazy_pinyin(text))


@cache
def _simplified() -> Mapping[str, str]:
    pairs = data()["simplified"]
    return dict(zip(pairs[::2], pairs[1::2], strict=True))


def listed(meaning: str) -> Mapping[str, Any]:
    """What replies.toml says of a meaning."""
    found: Mapping[str, Any] = data().get(meaning, {})
    return found


@cache
def data() -> Mapping[str, Any]:
    """All of reply_words.toml and replies.toml."""
    both = [tomllib.loads((files("bot") / name).read_text("utf-8")) for name in ("reply_words.toml", "replies.toml")]
    return both[0] | both[1]
