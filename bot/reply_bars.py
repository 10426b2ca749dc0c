"""What keeps a sentence from being read as an answer that is never guessed, such as "all is well" or a yes."""

import re
from collections.abc import Sequence

from bot.reply_clauses import (
    AGAINST,
    COUNT,
    NOT,
    OTHER,
    PLAIN,
    SELF,
    TROUBLE,
    UNKNOWN,
    YOU,
    Clause,
    Token,
    data,
    even_marks,
    listed,
)
from bot.reply_meaning import ASKED, DENIED, MEANT, OTHERS, SUPPOSED, Said, about, denied, unlisted
from models.choices import Choice

MOST_UNKNOWN, MOST_IN_CLAUSE, MOST_BESIDE_NUMBER = 30, 8, 6
"""So many characters may be something nobody listed in a sentence that is read as a guarded meaning, in the clause that
says it, and beside a number; a meaning may have figures of its own (`most`, `own`): 豆腐不错 is no news of a person."""
_NO_TROUBLE = (UNKNOWN, PLAIN, COUNT, SELF, OTHER, YOU, "past", "future", "if", "maybe")


def bar_of(parts: Sequence[Clause], said: Sequence[Said], choice: Choice, *, numbered: bool) -> str | None:
    """What in a sentence keeps it from being read as that guarded choice; None where nothing does."""
    rules = listed(choice.says)
    if any(one is choice and how in (DENIED, ASKED, SUPPOSED) for one, _, how in said):
        return "turned round"
    own_word = _speaks_of(parts, SELF) or any("我" in found for _, found, how in said if how == MEANT)
    others = any(one is choice and how == OTHERS for one, _, how in said)
    if others and not (own_word and rules.get("beside_others")):
        return "somebody else"
    return _bar_within(parts, rules.get("bars", ()), choice) or _too_much(parts, said, choice, numbered)


def _bar_within(parts: Sequence[Clause], bars: Sequence[str], choice: Choice) -> str | None:
    for place, clause in enumerate(parts):
        if (bar := _clause_bar(clause, bars, parts[place + 1 :], choice)) is not None:
            return bar
    return None


def _too_much(parts: Sequence[Clause], said: Sequence[Said], choice: Choice, numbered: bool) -> str | None:
    """What is left that nobody listed, where it is risky, or too much to be sure."""
    rules = listed(choice.says)
    strange = "".join(token.text for clause in parts for token in clause if token.kind == UNKNOWN)
    if rules.get("net") and (caught := next((mark for mark in strange if mark in data()["kinds"]["net"]), None)):
        return caught
    if unread := re.search(r"\d|[a-z]{2}", strange):
        return unread[0]
    if numbered:
        return None if len(strange) <= min(rules.get("most", MOST_BESIDE_NUMBER), MOST_BESIDE_NUMBER) else "too long"
    if not any(_of_oneself(clause, choice) for clause in parts):
        return "of what"
    scant = all(found in rules.get("scant", ()) for one, found, how in said if one is choice and how == MEANT)
    most = rules.get("most", MOST_UNKNOWN) if not scant or _speaks_of(parts, SELF) else MOST_BESIDE_NUMBER
    return None if len(strange) <= most else "too long"


def _clause_bar(clause: Clause, bars: Sequence[str], after: Sequence[Clause], choice: Choice) -> str | None:
    """What in one clause turns the whole round: a question, a condition, a guess, a but, a denial of who knows what."""
    own = _says(clause, choice)
    for at, token in enumerate(clause):
        if token.kind in ("ask", "if", "maybe") and token.kind in bars and (token.text != "吧" or own):
            return token.text
        if token.kind in (TROUBLE, AGAINST) and token.kind in bars and not denied(clause, at):
            return token.text
        if token.kind == "body" and "body" in bars and not own and not _well_there(clause, choice):
            return token.text
        if token.kind == "but" and "but" in bars and not _harmless((*clause[at + 1 :], *(t for c in after for t in c))):
            return token.text
        if token.kind == NOT and about(clause, at) != YOU and not _denies_known(clause[at + 1 :], choice, token.text):
            return token.text
    return None


def _of_oneself(clause: Clause, choice: Choice) -> bool:
    """Whether a clause says the choice, and holds little else: 豆腐不错 says nothing of whoever eats it."""
    rules = listed(choice.says)
    at = next((at for at, token in enumerate(clause) if token.kind == choice.says), None)
    if at is None or unlisted(clause) > rules.get("own", MOST_IN_CLAUSE):
        return False
    before = "".join(token.text for token in clause[:at] if token.kind == UNKNOWN)
    return not rules.get("first") or set(before) <= set("也都就那嘛啊全")


def _well_there(clause: Clause, choice: Choice) -> bool:
    """Whether a trouble is denied in the clause: 头不疼了."""
    return any(
        token.kind == "fine" or (token.kind == NOT and _denies_known(clause[at + 1 :], choice, token.text))
        for at, token in enumerate(clause)
    )


def _harmless(tokens: Sequence[Token]) -> bool:
    return bool(tokens) and all(token.kind not in (UNKNOWN, NOT, "ask", "if", "maybe") for token in tokens)


def _denies_known(after: Sequence[Token], choice: Choice, denial: str) -> bool:
    """Whether what follows a denial is a listed word of another meaning, which is then no trouble: 没摔, 不外出."""
    if any(token.kind == "worry" for token in after):
        return True
    if denial in data()["kinds"]["nothing"] and sum(len(t.text) for t in after if t.kind == UNKNOWN) <= 3:
        return all(token.text not in data()["classes"]["need"] for token in after)
    for token in after:
        if token.kind == UNKNOWN and set(token.text) <= even_marks():
            continue
        return token.kind not in (*_NO_TROUBLE, choice.says)
    return False


def _speaks_of(parts: Sequence[Clause], kind: str) -> bool:
    return any(token.kind == kind for clause in parts for token in clause)


def _says(clause: Clause, choice: Choice) -> bool:
    return any(token.kind == choice.says for token in clause)
