"""A careful reading of a reply: a number, a word, or a sentence that contains an answer; and why it was read so.

For questions where a wrong guess would hurt (models/questions.py, `careful`). Some meanings are guarded, such as "all is
well" and a yes: a sentence is read as one of them only where a clause says so of whoever speaks, here and now, and
nothing in the whole of it could turn it round: a denial, a question, a condition, a guess, a word of trouble. Whatever
is left over is asked again. A call to be contacted is heard wherever it stands, and wins over everything else.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.reply_clauses import COUNT, NOT, OTHER, PLAIN, SELF, UNKNOWN, YOU, Clause, Token, clauses, data, is_request, listed, normal
from bot.wordlist import NUMERALS, PARTICLES, labels, one_number, plain, squeezed, words
from models.choices import Choice, Question

MOST_UNKNOWN, MOST_IN_CLAUSE, MOST_BESIDE_NUMBER = 30, 8, 6
"""So many characters may be something nobody listed in a sentence that is read as a guarded meaning, in the clause that
says it, and beside a number; a meaning may have figures of its own (`most`, `own`): 豆腐不错 is no news of a person."""
MEANT, DENIED, OTHERS, ASKED, SUPPOSED, PAST, OVER = "meant", "denied", "other", "ask", "if", "past", "over"
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


def read(text: str, question: Question) -> Reading:
    """How a cleaned text answers a careful question; a `choice` of None says that it is to be asked again.

    What is said to be guarded is never guessed: see above.
    """
    low = normal(text)
    if not squeezed(low):
        return Reading(None, "nothing")
    if (exact := exactly(low, question)) is not None:
        return exact
    for choice in question.choices:
        for number in listed(choice.says).get("numbers", ()):
            if re.search(rf"(?<!\d){number}(?!\d)", low):
                return Reading(choice, "emergency number", (number,))
    if not _CHINESE.search(low):
        return _foreign(low, question)
    parts = clauses(_ALONE.sub(" ", low), tuple(choice.says for choice in question.choices))
    if pasted := next((token.text for clause in parts for token in clause if token.kind == "pasted"), ""):
        return Reading(None, "pasted", (pasted,))
    said = [one for choice in question.choices for one in _said(choice, parts)]
    for choice, found, how in said:
        if listed(choice.says).get("wins") and how == MEANT:
            return Reading(choice, "phrase", (found,))
    return _weigh(low, parts, said, question)


def exactly(low: str, question: Question) -> Reading | None:
    """The whole reply is a number, a listed word, or what stands on a button, courtesies left out; else None."""
    low = normal(low)
    asking = _ASKING.search(low.strip("。.!~ "))
    exact = _exact(low, question) or _exact(_COURTESY.sub(" ", low), question)
    return None if exact is None or (exact.rule != "number" and _guarded(exact.choice) and asking) else exact


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
        said = whole if _guarded(choice) else bare
        # Particles say nothing about being away, but 吧 and 吗 make a guess or a question of "all is well".
        said = said if said in known else said.rstrip(PARTICLES if not _guarded(choice) else "呀啊哦哈呢啦哩咧")
        if said and said in known:
            return Reading(choice, "word", (said,))
    return None


Said = tuple[Choice, str, str]
"""A choice, the words of it that stand in a clause, and how they are meant there."""


def _said(choice: Choice, parts: Sequence[Clause]) -> Iterator[Said]:
    for place, clause in enumerate(parts):
        for at, token in enumerate(clause):
            if token.kind == choice.says:
                yield choice, token.text, _how(choice, parts, place, at)


def _how(choice: Choice, parts: Sequence[Clause], place: int, at: int) -> str:
    """How a word of a choice is meant in its clause: truly, denied, of others, asked, supposed, of another time."""
    clause, word, rules = parts[place], parts[place][at], listed(choice.says)
    if _denied(clause, at):
        return DENIED
    rest = "".join(token.text for token in clause[at + 1 :])
    if any(re.search(pattern, "".join(token.text for token in clause)) for pattern in rules.get("unless", ())):
        return OVER
    if word.text in rules.get("passing", ()) and _is_over(parts, place, rest):
        return OVER
    about = _about(clause, at)
    if is_request(word.text, choice.says) and (about == OTHER or _for_others(clause, at)):
        return OTHERS
    if about in rules.get("bars", ()) and "我" not in word.text:
        return OTHERS
    if word.text in rules.get("alone", ()) and _unlisted(clause):
        return OVER
    if word.text in rules.get("alone", ()) and rest.removeprefix("的")[:1] not in ("", "了", "呢"):
        return OVER
    kinds = {token.kind for token in clause}
    if "said" in kinds and _guarded(choice):
        return OTHERS
    if SELF not in kinds and any(token.kind == "wish" for before in parts[:place] for token in before):
        kinds.add("wish")  # 祝您工作顺利,身体健康
    turned = [one for one in ("ask", "if", "wish", "maybe", "past", "future") if one in kinds and one in rules.get("bars", ())]
    return turned[0] if turned else MEANT


def _denied(clause: Clause, at: int) -> bool:
    """Whether a denial stands before a word of a clause, with nothing but adverbs between."""
    for token in reversed(clause[:at]):
        if token.kind == NOT:
            return True
        if not (token.kind == UNKNOWN and set(token.text) <= set("".join(data()["kinds"]["even"]))):
            return False
    return False


def _about(clause: Clause, at: int) -> str:
    """Whom a clause is about: the last person before the word, unless only beside them, or called."""
    about, before = SELF, ""
    for token in clause[:at]:
        if token.kind == OTHER and before.endswith(tuple(data()["kinds"]["calls"])):
            return SELF
        if token.kind == SELF or (
            token.kind in (OTHER, YOU) and not before.endswith(tuple(data()["kinds"]["with"]))
        ):
            about = token.kind
        before += token.text
    return about


def _for_others(clause: Clause, at: int) -> bool:
    """Whether something is done for somebody else: 给娃帮忙."""
    return at > 1 and clause[at - 1].kind == OTHER and clause[at - 2].text.endswith("给")


def _is_over(parts: Sequence[Clause], place: int, rest: str) -> bool:
    """A small trouble that has passed: "感冒好了", or of another day and all is well since."""
    after = [token for clause in parts[place + 1 :] for token in clause]
    past = any(token.kind == "past" for token in parts[place])
    return rest.startswith(("好了", "好多了", "好利索", "已经好", "都好了", "过去了")) or (past and any(token.kind == "well" for token in after))


def _weigh(low: str, parts: Sequence[Clause], said: Sequence[Said], question: Question) -> Reading:
    """Numbers within a sentence and what was heard, then the guarded meanings; two that differ are none."""
    heard = [(choice, found) for choice, found, how in said if how == MEANT]
    numbers = _numbers(low, question)
    open_ones = {choice.says: (choice, found) for choice, found in heard if not _guarded(choice)}
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
    if _guarded(choice) and (bar := _bar(parts, said, choice, numbered)) is not None:
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
            if not good and (alarm or (token.kind == "body" and token.text != "头" and _unlisted(clause))):
                return Reading(choice, "a trouble", (token.text,))
    return None


def _guarded_kind(kind: str, question: Question) -> bool:
    return any(one.says == kind and _guarded(one) for one in question.choices)


def _numbers(low: str, question: Question) -> list[tuple[Choice, str]]:
    """The choices whose numbers stand by themselves within a sentence: "1 谢谢", "选2", but not "1点" or "3楼"."""
    said = {int(mark) if mark.isdigit() else NUMERALS[mark]: mark for mark in _ALONE.findall(low)}
    return [(choice, said[typed]) for typed, choice in question.numbered() if typed in said]


def _bar(
    parts: Sequence[Clause], said: Sequence[Said], choice: Choice, numbered: bool
) -> str | None:  # fmt: skip
    """What in a sentence keeps it from being read as that guarded choice; None where nothing does."""
    rules = listed(choice.says)
    if any(one is choice and how in (DENIED, ASKED, SUPPOSED) for one, _, how in said):
        return "turned round"
    if any(one is choice and how == OTHERS for one, _, how in said) and not (
        _speaks_of(parts, SELF) or any("我" in found for one, found, how in said if how == MEANT)
    ):
        return "somebody else"
    strange = ""
    for place, clause in enumerate(parts):
        if (bar := _clause_bar(clause, rules.get("bars", ()), parts[place + 1 :], choice)) is not None:
            return bar
        strange += "".join(token.text for token in clause if token.kind == UNKNOWN)
    if rules.get("net") and (caught := next((mark for mark in strange if mark in data()["kinds"]["net"]), None)):
        return caught
    if unread := re.search(r"\d|[a-z]{2}", strange):
        return unread[0]
    if numbered:
        return None if len(strange) <= MOST_BESIDE_NUMBER else "too long"
    if not any(_of_oneself(clause, choice) for clause in parts):
        return "of what"
    scant = all(found in rules.get("scant", ()) for one, found, how in said if one is choice and how == MEANT)
    most = rules.get("most", MOST_UNKNOWN) if not scant or _speaks_of(parts, SELF) else MOST_BESIDE_NUMBER
    return None if len(strange) <= most else "too long"


def _of_oneself(clause: Clause, choice: Choice) -> bool:
    """Whether a clause says the choice, and holds little else: 豆腐不错 says nothing of whoever eats it."""
    rules = listed(choice.says)
    at = next((at for at, token in enumerate(clause) if token.kind == choice.says), None)
    if at is None or _unlisted(clause) > rules.get("own", MOST_IN_CLAUSE):
        return False
    before = "".join(token.text for token in clause[:at] if token.kind == UNKNOWN)
    return not rules.get("first") or set(before) <= set("也都就那嘛啊全")


def _speaks_of(parts: Sequence[Clause], kind: str) -> bool:
    return any(token.kind == kind for clause in parts for token in clause)


def _says(clause: Clause, choice: Choice) -> bool:
    return any(token.kind == choice.says for token in clause)


def _unlisted(clause: Clause) -> int:
    """How many characters of a clause nobody listed, adverbs left out."""
    even = set("".join(data()["kinds"]["even"]))
    return sum(mark not in even for token in clause if token.kind == UNKNOWN for mark in token.text)


def _clause_bar(clause: Clause, bars: Sequence[str], after: Sequence[Clause], choice: Choice) -> str | None:
    """What in one clause turns the whole round: a question, a condition, a guess, a but, a denial of who knows what."""
    own = _says(clause, choice)
    for at, token in enumerate(clause):
        if token.kind in ("ask", "if", "maybe") and token.kind in bars and (token.text != "吧" or own):
            return token.text
        if token.kind == "body" and "body" in bars and not own and not _well_there(clause, choice):
            return token.text
        if token.kind == "but" and "but" in bars and not _harmless((*clause[at + 1 :], *(t for c in after for t in c))):
            return token.text
        if token.kind == NOT and _about(clause, at) != YOU and not _denies_known(clause[at + 1 :], choice, token.text):
            return token.text
    return None


def _well_there(clause: Clause, choice: Choice) -> bool:
    """Whether a trouble is denied in the clause: 头不疼了."""
    return any(token.kind == "fine" or token.kind == NOT and _denies_known(clause[at + 1 :], choice, token.text) for at, token in enumerate(clause))


def _harmless(tokens: Sequence[Token]) -> bool:
    return bool(tokens) and all(token.kind not in (UNKNOWN, NOT, "ask", "if", "maybe") for token in tokens)


def _denies_known(after: Sequence[Token], choice: Choice, denial: str) -> bool:
    """Whether what follows a denial is a listed word of another meaning, which is then no trouble: 没摔, 不外出."""
    even = set("".join(data()["kinds"]["even"]))
    if any(token.kind == "worry" for token in after):
        return True
    if denial in data()["kinds"]["nothing"] and sum(len(t.text) for t in after if t.kind == UNKNOWN) <= 3:
        return all(token.text not in data()["classes"]["need"] for token in after)
    for token in after:
        if token.kind == UNKNOWN and set(token.text) <= even:
            continue
        return token.kind not in (UNKNOWN, PLAIN, COUNT, SELF, OTHER, YOU, choice.says, "past", "future", "if", "maybe")
    return False


def _foreign(low: str, question: Question) -> Reading:
    """In Latin letters: the phrases of one meaning; for a guarded one every word has to be known."""
    spoken = low.replace("’", "'").replace("thank you", "thanks").strip()
    heard = [(choice, found) for choice in question.choices if (found := _english(choice, spoken))]
    heard.sort(key=lambda one: not listed(one[0].says).get("wins"))
    open_ones = [one for one in heard if not _guarded(one[0])]
    numbers = _numbers(low, question)
    if open_ones and listed(open_ones[0][0].says).get("wins"):
        return Reading(open_ones[0][0], "phrase", (open_ones[0][1],))
    meant = {choice.says: (choice, found) for choice, found in (open_ones + numbers) or heard}
    if len(meant) != 1:
        return _sounded(low, question) if not meant else Reading(None, "several", tuple(f for _, f in meant.values()))
    choice, found = next(iter(meant.values()))
    if "?" in low:
        return Reading(None, "a question", (found,))
    if _guarded(choice) and (bar := _strange(spoken, choice)) is not None:
        return Reading(None, "barred", (found, bar))
    return Reading(choice, "number" if not re.search("[a-z]", found) else "phrase", (found,))


def _sounded(low: str, question: Question) -> Reading:
    """Words in Latin letters that are spelt as a listed word sounds: "dou hao"."""
    parts = clauses(squeezed(low), tuple(choice.says for choice in question.choices))
    said = [one for choice in question.choices for one in _said(choice, parts) if one[2] == MEANT]
    return Reading(said[0][0], "sound", (said[0][1],)) if len(said) == 1 and "?" not in low else Reading(None, "unknown")


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


def _guarded(choice: Choice | None) -> bool:
    return choice is not None and bool(listed(choice.says).get("guarded"))


def listed_words(question: Question, says: str) -> Iterator[str]:
    """Every word, number and phrase by which that meaning of a careful question can be said."""
    for choice in question.choices:
        if choice.says == says:
            yield from words(says)
            yield from labels(choice.label_key)
            for kind in ("phrases", "english"):
                yield from listed(says).get(kind, ())
