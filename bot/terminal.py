"""Who reads the terminal."""

import os


def spoken() -> str:
    """The language of the terminal: English where the locale says so, else Chinese."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "en" if next(filter(None, names), "").startswith("en") else "zh-CN"
