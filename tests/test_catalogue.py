"""Every key × language × argument, and every short form within its segments."""

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from bot.help import book
from messages.catalogue import CatalogueError, keys, say
from messages.render import choices_said
from messages.segments import segments
from models.people import LANGUAGES
from models.questions import QUESTIONS

LOCALES = Path(str(files("messages") / "locales"))
WORST: dict[str, str] = {
    "grid": "汉唐名邸12号楼3单元", "name": "欧阳建国", "period": "2026年11月", "due": "11月30日", "day": "11月30日",
    "duty": "一级网格十项清单", "until_day": "12月10日", "points": "120", "items": "楼道畅通、消防门、照明",
    "minutes": "30", "said": "我现在不在家里等我儿子回来了再说吧好不好",
    "title": "楼道大扫除暨邻里互助集市", "place": "长城苑小区中心花园东侧小广场", "time": "09:00–11:00",
    "most": "20", "posts": "汉唐名邸12号楼3单元", "roles": "居民、单元长", "consent": "是",
    "when": "现在是免打扰时间，Telegram11月30日 07:30、短信11月30日 08:30发出",
}  # fmt: skip
"""Facts as long as they get in the model community; others are taken as eight Chinese characters."""
ASKED_BY_REPORT = (
    "practice-due",
    "wednesday-visit-due",
    "joint-meeting-due",
    "owners-meeting-due",
    "pairing-due",
    "elder-day-due",
    "children-activity-due",
)
"""First messages of duties whose question is "report"."""
LONG = {"help", "roster", "report", "doctor", "page", "demo"}
"""Prefixes of keys that never leave as an SMS."""


class _Arguments(Visitor):
    """The $arguments a message uses."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: Any) -> None:
        self.names.add(node.id.name)


EVENT_DUTY = ("event-due", "event-late", "event-reminder")
"""What is said of the duty to hold an event; other keys that begin alike are of events themselves."""


@cache
def entries(language: str) -> dict[str, dict[str, set[str]]]:
    """{key: {"": arguments of the value, "short": of the short form}}; junk and doubles fail the test that asks."""
    found: dict[str, dict[str, set[str]]] = {}
    for path in sorted((LOCALES / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text("utf-8")).body:
            assert not isinstance(entry, ast.Junk), f"{path.name}: {str(entry.content)[:80]}"
            if isinstance(entry, ast.Message):
                assert entry.id.name not in found, f"{entry.id.name} stands twice"
                assert entry.value is not None, entry.id.name
                forms = {"": entry.value} | {attribute.id.name: attribute.value for attribute in entry.attributes}
                found[entry.id.name] = {name: _arguments(pattern) for name, pattern in forms.items()}
    return found


def _arguments(pattern: Any) -> set[str]:
    visitor = _Arguments()
    visitor.visit(pattern)
    return visitor.names


def test_the_languages_have_the_same_files_and_keys() -> None:
    """What can be said in one language can be said in the other."""
    first, second = (set(entries(language)) for language in LANGUAGES)
    assert first == second
    assert first == set(keys(LANGUAGES[0]))
    assert {p.name for p in (LOCALES / "zh-CN").iterdir()} == {p.name for p in (LOCALES / "en").iterdir()}


def test_both_languages_use_facts_that_the_other_knows() -> None:
    """No language needs a fact that is not given for the other."""
    for key, forms in entries("zh-CN").items():
        chinese, english = set().union(*forms.values()), set().union(*entries("en")[key].values())
        assert chinese == english or chinese <= english or english <= chinese, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_renders_with_its_facts_and_refuses_without(language: str) -> None:
    """Each form of each key gives a sentence with its facts, and an error of ours when one is missing."""
    for key, forms in entries(language).items():
        facts = {name: WORST.get(name, "八个字长的一段话") for name in set().union(*forms.values())}
        for short in (False, True):
            assert say(key, language, facts, short=short).strip() or key == "reply-with", key
        if forms[""]:
            with pytest.raises(CatalogueError):
                say(key, language, {})


@pytest.mark.parametrize("language", LANGUAGES)
def test_short_forms_fit_two_segments(language: str) -> None:
    """Every short form with the longest facts is two SMS segments at most, choices included."""
    tails = {"": ""}
    for question, asked in QUESTIONS.items():
        labels = choices_said(asked.numbered(), language)
        tails[question] = say("reply-with", language) + labels if labels else ""
    for key, forms in entries(language).items():
        if key.split("-")[0] in LONG or "short" not in forms:
            continue
        facts = {name: WORST.get(name, "八个字长的一段话") for name in set().union(*forms.values())}
        text = say(key, language, facts, short=True)
        tail = tails["inspection"] if key.startswith(("inspection", "undone", "read-noted", "joined-head-task")) else ""
        tail = tails["checked_in"] if key.startswith(("recorded", "cannot", "already-recorded")) else tail
        tail = tails[key.split("-")[0]] if key.startswith(("report-", "items-", *EVENT_DUTY)) else tail
        tail = tails["report"] if key in (*ASKED_BY_REPORT, "task-day") else tail
        tail = tails["duty"] if key.startswith("duty-preview") else tail
        tail = tails["knock"] if key.startswith("knock-ask") else tail
        tail = tails["second"] if key == "second-ask" else tail
        tail = tails["event_invite"] if key in ("event-invitation", "event-place-free", "event-coming") else tail
        tail = tails["event_close"] if key in ("event-close-ask", "event-close-due") else tail
        tail = tails["event_announce"] if key == "event-open" else tail
        tail = tails["event_absent"] if key == "event-absent-ask" else tail
        tail = tails["leaving"] if key.startswith(("announce-sent", "announce-awaiting", "second-agreed")) else tail
        tail = tails["resend"] if key == "uncertain-ask" else tail
        tail = tails["text"] if key == "text-preview" else tail
        tail = tails["join"] if key.startswith("join-ask") else tail
        assert segments(text + tail) <= 2, (key, text + tail)
        assert "http" not in text and "<" not in text


def test_a_language_nobody_speaks_falls_back_to_chinese_and_an_unknown_key_is_an_error() -> None:
    """Chinese is the first language; a key nobody wrote is our mistake and says so."""
    assert say("cancelled", "fr") == say("cancelled", "zh-CN")
    with pytest.raises(CatalogueError):
        say("no-such-key", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_may_be_as_long_as_it_is(language: str) -> None:
    """All that can be said is said whole, and twice the same fact is twice the text."""
    lines = "\n".join(entry.line(language) for entry in book().entries)
    assert lines + lines in say("help-chapter", language, {"lines": lines + lines, "name": "…"})
    assert say("paper-trend", language, {"name": lines, "lines": lines}).count(lines) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_says_what_names_a_file(language: str) -> None:
    """The fact `paper` says which file goes with a message; a sentence that used it would have one made of a number."""
    assert not [key for key, forms in entries(language).items() if "paper" in set().union(*forms.values())]
