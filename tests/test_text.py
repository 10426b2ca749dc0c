"""The sanitiser at the way in, and the one at the way out."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.text import clean, safe_out

ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=200)


@given(ANY)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    """What is clean stays as it is, so it never matters how often a text passes the door."""
    assert clean(clean(text)) == clean(text)


@given(ANY, st.integers(1, 50))
def test_clean_text_can_be_stored_and_sent(text: str, limit: int) -> None:
    """It is UTF-8, without NUL or control characters, and within its limit."""
    cleaned = clean(text, limit)
    cleaned.encode()
    assert len(cleaned) <= limit
    assert not {unicodedata.category(c) for c in cleaned if c != "\n"} & {"Cc", "Cf", "Cs"}


@given(ANY)
def test_what_leaves_can_be_encoded(text: str) -> None:
    """The way out lets nothing through that breaks an encoder, and changes nothing else."""
    out = safe_out(text)
    out.encode()
    assert "\x00" not in out and set(out) <= set(text)


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("  １２３\u3000完成 ", "123 完成"), ("①", "1"), ("ＯＫ", "OK"), ("a\x00b", "ab"), ("a\u200bb\ufeff", "ab"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"), ("\ud800x", "x"), ("a\tb", "a b"), ("²", "2"), ("", ""), ("\u202e1", "1"),
    ],
)  # fmt: skip
def test_what_people_type(said: str, heard: str) -> None:
    """Full-width, circled, invisible and broken characters come out as what was meant."""
    assert clean(said) == heard


def test_only_text_is_cleaned() -> None:
    """A payload with something else in place of the text is refused, not turned into words."""
    with pytest.raises(TypeError):
        clean(12)  # type: ignore[arg-type]
