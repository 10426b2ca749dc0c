"""Words that a list has in chat, on a page and in a spreadsheet alike."""

from messages.catalogue import has, say
from models.appraisals import SCORE_MOST
from models.care import Care
from models.days import STATUTORY

_PLACES = 100
"""A score is shown with two places: 10,000 is 100.00."""


def care_time(one: Care | None, language: str) -> str:
    """When somebody is asked, as people say it: "每天9点", "每周一10点", "daily at 9"; that they have no check-in."""
    if one is None:
        return say("care-line-no-check-in", language)
    if language == "zh-CN":
        return f"每周{'一二三四五六日'[one.weekday]}{one.hour}点" if one.weekday is not None else f"每天{one.hour}点"
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    return f"every {days[one.weekday]} at {one.hour}" if one.weekday is not None else f"daily at {one.hour}"


def about_key(purpose: str) -> str:
    """Which plain words say what a message of that purpose is about (knock-about-…)."""
    if purpose in ("broadcast", "consent"):
        return purpose
    return "duty" if purpose.startswith(("duty:", "remind:", "digest", "escalation")) else "other"


def appraisal_score(score: int) -> str:
    """An appraisal's score as people read it, of a hundred: 9,050 is "90.50"."""
    whole, part = divmod(score * 100 * _PLACES // SCORE_MOST, _PLACES)
    return f"{whole}.{part:02}"


def holiday_name(name: str, language: str) -> str:
    """What a holiday is called: one of STATUTORY by the catalogue, anything else as a coordinator entered it."""
    key = f"named-{name.replace('_', '-')}"
    return say(key, language) if name in STATUTORY and has(key, language) else name
