"""The terminal speaks the language of its locale."""

import pytest

from bot.terminal import spoken


@pytest.mark.parametrize(("names", "language"), [
    ({}, "zh-CN"), ({"LANG": "zh_CN.UTF-8"}, "zh-CN"), ({"LANG": "C.UTF-8"}, "zh-CN"), ({"LANG": "en_GB.UTF-8"}, "en"),
    ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh-CN"), ({"LANG": "C", "LC_MESSAGES": "en_US"}, "en"),
])  # fmt: skip
def test_english_only_where_the_locale_says_so(
    names: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """English for an English locale; Chinese, the first language, for every other and for none."""
    monkeypatch.delenv("LANG", raising=False)
    for name, value in names.items():
        monkeypatch.setenv(name, value)
    assert spoken() == language
