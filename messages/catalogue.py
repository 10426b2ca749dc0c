"""The catalogue: one key an utterance, in every language, with a rich form and, where it differs, a short one.

Fluent files lie in `locales/<language>/<subject>.ftl`. fluent.runtime answers a missing key or argument with a
placeholder; here both are errors, and a test walks every key.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from fluent.runtime import FluentBundle, FluentResource

from models.people import LANGUAGES

DEFAULT = LANGUAGES[0]
_KEY = re.compile(r"^([a-z][A-Za-z0-9-]*) *=", re.MULTILINE)


class CatalogueError(Exception):
    """A key, a language or a fact that the catalogue needs is missing: a mistake of ours, found by the tests."""


def say(key: str, language: str, facts: Mapping[str, Any] | None = None, *, short: bool = False) -> str:
    """The sentence of `key` in a language (zh-CN when it is not one of ours), filled with `facts`.

    With `short` the SMS form, where the key has one. Raises CatalogueError for an unknown key or a missing fact.
    """
    language = language if language in LANGUAGES else DEFAULT
    return _formatted(key, language, facts, short) if facts else _fixed(key, language, short)


@cache
def _fixed(key: str, language: str, short: bool) -> str:
    return _formatted(key, language, {}, short)


def _formatted(key: str, language: str, facts: Mapping[str, Any], short: bool) -> str:
    subject = _subjects(language).get(key)
    if subject is None:
        raise CatalogueError(f"no {key} in {language}")
    bundle = _bundle(language, subject)
    message = bundle.get_message(key)
    pattern = message.attributes.get("short", message.value) if short else message.value
    if pattern is None:
        raise CatalogueError(f"{key} has no text in {language}")
    long = {f"\ue000{place}\ue001": value for place, value in enumerate(facts.values()) if _is_long(value)}
    marks = {value: mark for mark, value in long.items()}
    given = {name: marks[value] if _is_long(value) else value for name, value in facts.items()}
    text, errors = bundle.format_pattern(pattern, given)
    if errors:
        raise CatalogueError(f"{key} in {language}: {errors[0]}")
    said = str(text)
    for mark, value in long.items():
        said = said.replace(mark, value)
    return said


def _is_long(value: Any) -> bool:
    """Whether fluent.runtime might refuse it (it takes 2,500 characters for one fact): it is put in afterwards."""
    return isinstance(value, str) and len(value) > 1000


def has(key: str, language: str = DEFAULT) -> bool:
    """Whether the catalogue knows the key in that language."""
    return key in _subjects(language)


def keys(language: str) -> list[str]:
    """Every key of a language, sorted."""
    return sorted(_subjects(language))


@cache
def _subjects(language: str) -> dict[str, str]:
    """{key: the file it stands in}. Reading the keys is quick; a file is parsed when its first sentence is wanted."""
    folder = files("messages") / "locales" / language
    texts = {entry.name: entry.read_text("utf-8") for entry in folder.iterdir() if entry.name.endswith(".ftl")}
    return {key: name for name, text in sorted(texts.items()) for key in _KEY.findall(text)}


@cache
def _bundle(language: str, subject: str) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(FluentResource((files("messages") / "locales" / language / subject).read_text("utf-8")))
    return bundle
