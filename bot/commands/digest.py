"""When somebody wants what a week asks of them: "汇总 周一 9点", and back to the usual way."""

import re
from dataclasses import dataclass

from bot.context import Ctx, Reply
from bot.intents import Worded
from bot.routes import Route
from models.digests import DAY, HOUR
from models.errors import StairwellError
from models.people import Person

FIRST, LAST = 9, 19
"""Hours one may choose: those at which every channel may send (models/data/guards.toml)."""
_DAYS = {
    "一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6, "末": 5,
    "mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
_NUMBERS = {
    word: number
    for number, word in enumerate(["零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"])
} | {"两": 2}
_USUAL = ("默认", "恢复默认", "取消", "default", "usual", "off")
_DAY = re.compile(r"(?:每?(?:周|星期|礼拜)([一二三四五六日天末])|\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*)")
_HOUR = re.compile(
    r"(上午|早上|早晨|中午|下午|傍晚|晚上|晚)?\s*(\d{1,2}|十[一二]?|[一二两三四五六七八九])\s*(?:[点时](?:整|钟)?|:00)?\s*(am|pm)?",
    re.ASCII,
)  # fmt: skip
_LATER = ("下午", "傍晚", "晚上", "晚", "pm")
NOON = 12


class BadDigestTime(StairwellError):
    """No day and hour that could be read."""

    key = "error-digest-time"


class QuietHour(StairwellError):
    """An hour at which nothing is sent."""

    key = "error-digest-quiet"


@dataclass(frozen=True)
class SetDigest(Worded):
    """This day and hour, or the usual way; nothing says what it is now."""


def set_digest(ctx: Ctx, intent: SetDigest) -> Reply:
    """Keep when the speaker wants the week's digest. Raises BadDigestTime, QuietHour."""
    person = ctx.session.get_one(Person, ctx.person_id)
    said = intent.text.strip().casefold()
    if not said:
        if person.digest_day is None and person.digest_hour is None:
            return Reply("digest-now-default")
        return Reply("digest-now", _slot(person))
    if said in _USUAL:
        person.digest_day = person.digest_hour = None
        ctx.session.add(person)
        return Reply("digest-default")
    day, hour = read_slot(said)
    person.digest_day = day if day is not None else person.digest_day
    person.digest_hour = hour if hour is not None else person.digest_hour
    ctx.session.add(person)
    return Reply("digest-set", _slot(person))


def read_slot(said: str) -> tuple[int | None, int | None]:
    """(day from Monday 0, hour) of "周一 9点", "星期三下午3点", "mon 9", "周五", "20点"; None for what is not named.

    Raises BadDigestTime when anything else is said, QuietHour for an hour outside FIRST to LAST.
    """
    found = _DAY.search(said)
    rest = (said[: found.start()] + " " + said[found.end() :]).strip() if found else said.strip()
    day = _DAYS[found[1] or found[2]] if found else None
    if not rest and day is not None:
        return day, None
    match = _HOUR.fullmatch(rest)
    if match is None:
        raise BadDigestTime
    hour = _NUMBERS[match[2]] if match[2] in _NUMBERS else int(match[2])
    if (match[1] in _LATER or match[3] == "pm") and hour < NOON:
        hour += NOON
    if not 0 <= hour <= 23:
        raise BadDigestTime
    if not FIRST <= hour <= LAST:
        raise QuietHour(hour=hour)
    return day, hour


def _slot(person: Person) -> dict[str, object]:
    day = DAY if person.digest_day is None else person.digest_day
    return {"weekday_key": f"digest-day-{day}", "hour": HOUR if person.digest_hour is None else person.digest_hour}


ROUTES = (Route(SetDigest, set_digest, "self.manage", ("/digest", "汇总", "digest"), SetDigest),)
