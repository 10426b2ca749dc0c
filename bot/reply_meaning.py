"""How the words of an answer are meant where they stand: truly, denied, of somebody else, asked, supposed, over."""

import re
from collections.abc import Iterator, Sequence

from bot.reply_clauses import NOT, OTHER, SELF, UNKNOWN, YOU, Clause, data, even_marks, is_request, listed
from models.choices import Choice, Question

MEANT, DENIED, OTHERS, ASKED, SUPPOSED, OVER = "meant", "denied", "other", "ask", "if", "over"
_TURNS = (ASKED, SUPPOSED, "wish", "maybe", "past", "future")
_PASSED = ("好了", "好多了", "好利索", "已经好", "都好了", "过去了")

Said = tuple[Choice, str, str]
"""A choice, the words of it that stand in a clause, and how they are meant there."""


def said_of(parts: Sequence[Clause], question: Question) -> list[Said]:
    """Every word of a choice that stands in the clauses, in the order of the choices."""
    return [one for choice in question.choices for one in _said(choice, parts)]


def _said(choice: Choice, parts: Sequence[Clause]) -> Iterator[Said]:
    for place, clause in enumerate(parts):
        for at, token in enumerate(clause):
            if token.kind == choice.says:
                yield choice, token.text, _how(choice, parts, place, at)


def _how(choice: Choice, parts: Sequence[Clause], place: int, at: int) -> str:
    """How a word of a choice is meant in its clause: truly, denied, of others, asked, supposed, of another time."""
    clause, word, rules = parts[place], parts[place][at], listed(choice.says)
    if denied(clause, at):
        return DENIED
    rest = "".join(token.text for token in clause[at + 1 :])
    if any(re.search(pattern, "".join(token.text for token in clause)) for pattern in rules.get("unless", ())):
        return OVER
    if word.text in rules.get("passing", ()) and _is_over(parts, place, rest):
        return OVER
    whom = about(clause, at)
    if is_request(word.text, choice.says) and (whom == OTHER or _for_others(clause, at)):
        return OTHERS
    if whom in rules.get("bars", ()) and "我" not in word.text:
        return OTHERS
    others = unlisted(clause) or rest.removeprefix("的")[:1] not in ("", "了", "呢")
    if word.text in rules.get("alone", ()) and others:  # 平安是福
        return OVER
    kinds = {token.kind for token in clause}
    if "said" in kinds and guarded(choice):
        return OTHERS
    if SELF not in kinds and any(token.kind == "wish" for before in parts[:place] for token in before):
        kinds.add("wish")  # 祝您工作顺利,身体健康
    return next((one for one in _TURNS if one in kinds and one in rules.get("bars", ())), MEANT)


def denied(clause: Clause, at: int) -> bool:
    """Whether a denial stands before a word of a clause, with nothing but adverbs between."""
    for token in reversed(clause[:at]):
        if token.kind == NOT:
            return True
        if not (token.kind == UNKNOWN and set(token.text) <= even_marks()):
            return False
    return False


def about(clause: Clause, at: int) -> str:
    """Whom a clause is about: the last person before the word, unless only beside them, or called."""
    whom, before = SELF, ""
    for token in clause[:at]:
        if token.kind == OTHER and before.endswith(tuple(data()["kinds"]["calls"])):
            return SELF
        beside = before.endswith(tuple(data()["kinds"]["with"]))
        if token.kind == SELF or (token.kind in (OTHER, YOU) and not beside):
            whom = token.kind
        before += token.text
    return whom


def _for_others(clause: Clause, at: int) -> bool:
    """Whether something is done for somebody else: 给娃帮忙."""
    return at > 1 and clause[at - 1].kind == OTHER and clause[at - 2].text.endswith("给")


def _is_over(parts: Sequence[Clause], place: int, rest: str) -> bool:
    """A small trouble that has passed: "感冒好了", or of another day and all is well since."""
    after = [token for clause in parts[place + 1 :] for token in clause]
    past = any(token.kind == "past" for token in parts[place])
    return rest.startswith(_PASSED) or (past and any(token.kind == "well" for token in after))


def guarded(choice: Choice | None) -> bool:
    """Whether a choice is one that is never guessed."""
    return choice is not None and bool(listed(choice.says).get("guarded"))


def unlisted(clause: Clause) -> int:
    """How many characters of a clause nobody listed, adverbs left out."""
    return sum(mark not in even_marks() for token in clause if token.kind == UNKNOWN for mark in token.text)
