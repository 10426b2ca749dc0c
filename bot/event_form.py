"""An event as people write it in one message: what is clear is taken, what is missing is named, nothing is guessed."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from models.events import CONTEST, COURSES, MEETING, PARTNER_DAY, PLACE_LENGTH, TITLE_LENGTH, TRAINING, VOLUNTEERING
from models.events import read_spot as spot_of

KIND_WORDS: dict[str, str] = {
    "志愿活动": VOLUNTEERING, "志愿": VOLUNTEERING, "volunteering": VOLUNTEERING, "volunteer": VOLUNTEERING,
    "培训": TRAINING, "training": TRAINING, "会议": MEETING, "开会": MEETING, "meeting": MEETING,
    "合作": PARTNER_DAY, "共建": PARTNER_DAY, "partner": PARTNER_DAY,
    "比赛": CONTEST, "征集": CONTEST, "contest": CONTEST,
}  # fmt: skip
COURSE_WORDS: dict[str, tuple[str, ...]] = {
    "facilities": ("设施", "facilit"), "emergency": ("应急", "emergency"), "policy": ("政策", "policy"),
    "service": ("居民服务", "便民服务", "resident service"), "mediation": ("调解", "mediation"),
    "volunteers": ("志愿者联络", "志愿联络", "volunteer liaison"), "hygiene": ("卫生", "环境", "hygiene"),
    "civility": ("文明", "civility"),
}  # fmt: skip
NUMBERS = {str(place): course for place, course in enumerate(COURSES, 1)}
MOST_PLACES = 2000
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CLOCK = (
    r"(?P<{0}part>上午|早上|中午|下午|晚上)?\s*(?P<{0}hour>\d{{1,2}})"
    r"(?::(?P<{0}minute>\d{{2}})|(?P<{0}half>点半)|点(?P<{0}past>\d{{1,2}})分?|(?P<{0}full>点))?"
)
_SPAN = re.compile(_CLOCK.format("a") + r"\s*(?:-|–|—|~|到|至|to)\s*" + _CLOCK.format("b") + r"(?![\d月-])")
_ISO = re.compile(r"(?<!\d)(\d{4})[-年.](\d{1,2})[-月.](\d{1,2})[日号]?(?!\d)")
_MONTH_DAY = re.compile(r"(?<!\d)(\d{1,2})月(\d{1,2})[日号]?(?!\d)|(?<![\d:.-])(\d{1,2})-(\d{1,2})(?![\d:.-])")
_ENGLISH = re.compile(r"(?<!\d)(\d{1,2}) (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE)
_NAMED = re.compile(r"今天|明天|后天|\btoday\b|\btomorrow\b", re.IGNORECASE)
_WEEKDAY = re.compile(r"(下)?(?:周|星期|礼拜)([一二三四五六日天])|\b(" + "|".join(_DAYS) + r")\b", re.IGNORECASE)
_PLACES = re.compile(
    r"(?:名额|限)\s*:?\s*(\d{1,4})\s*[人名个位]?|(?<![\d:])(\d{1,4})\s*(?:人|名|位|people\b|places\b|persons\b)|"
    r"(不限名额|名额不限|不限人数|人数不限|不限|no limit)", re.IGNORECASE,
)  # fmt: skip
_SPOT = re.compile(r"-?\d{1,2}\.\d{3,8}\s*,\s*-?\d{1,3}\.\d{3,8}")
_AUDIENCE = re.compile(r"(?:对象|audience)\s*:?\s*([^/\n;|]+)", re.IGNORECASE)
_PARTNER = re.compile(r"(?:合作单位|单位|with)\s*:\s*([^/\n;|]+)", re.IGNORECASE)
_TITLE = re.compile(r"^(?:标题|名称|title)\s*:?\s+|^(?:标题|名称|title)\s*:", re.IGNORECASE)
_PLACE = re.compile(r"^(?:地点|place)\s*:?\s+|^(?:地点|place)\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Form:
    """What a message said about an event. Days and times are local; `unclear` is what could be read as nothing."""

    kind: str = ""
    title: str = ""
    day: date | None = None
    start: time | None = None
    end: time | None = None
    until: date | None = None
    place: str = ""
    places: int | None = None
    audience: str = ""
    course: str = ""
    partner: str = ""
    spot: str = ""
    unclear: str = ""

    def to_json(self) -> dict[str, str | int | None]:
        """As it is kept with the question about what is missing."""
        times = {name: value.isoformat() if value else "" for name, value in
                 (("day", self.day), ("start", self.start), ("end", self.end), ("until", self.until))}  # fmt: skip
        rest = ("kind", "title", "place", "places", "audience", "course", "partner", "spot")
        return times | {name: getattr(self, name) for name in rest}

    @classmethod
    def from_json(cls, data: dict[str, str]) -> "Form":
        """Back from what was kept."""
        readers: dict[str, Callable[[str], date | time]] = {
            "day": date.fromisoformat, "until": date.fromisoformat, "start": time.fromisoformat,
            "end": time.fromisoformat,
        }  # fmt: skip
        known = {name: value for name, value in data.items() if name in cls.__dataclass_fields__ and value != ""}
        return cls(**{name: readers[name](value) if name in readers else value for name, value in known.items()})  # type: ignore[arg-type]

    def missing(self) -> str:
        """The first thing that has to be asked for: title, day, time, until, place or course; "" when all is there."""
        if not self.title:
            return "title"
        if self.day is None:
            return "day"
        if self.kind == CONTEST:
            return "until" if self.until is None or self.until <= self.day else ""
        if self.start is None or self.end is None or self.end <= self.start:
            return "time"
        if not self.place:
            return "place"
        return "course" if self.kind == TRAINING and not self.course else ""


def read_form(text: str, today: date, kind: str = "") -> Form:
    """A whole message as a form; `kind` is what it is where the message does not begin with a kind."""
    said, text = _kind(text)
    form = Form(kind=said or kind)
    form, text = _numbers(form, text)
    form, text = _times(form, text, today)
    form, text = _people(form, text)  # last, for their words go on to the next thing that was read
    groups = [group.strip() for group in re.split(r"[|/\n;,、]+", text) if group.strip(" .。")]
    for group in groups:
        if _PLACE.match(group) and not form.place:
            form = replace(form, place=_PLACE.sub("", group))
        elif not form.title:
            form = replace(form, title=_TITLE.sub("", group))
        elif not form.place:
            form = replace(form, place=group)
        else:
            form = replace(form, unclear=f"{form.unclear} {group}".strip())
    if form.kind == TRAINING and not form.course:
        form = replace(form, course=read_course(form.title))
    return _fitting(form)


def fill_in(form: Form, asked: str, text: str, today: date) -> Form:
    """The form with the answer to the question about one thing; unchanged where the answer does not say it."""
    text = text.strip()
    if asked == "title":
        return _fitting(replace(form, title=text))
    if asked == "place":
        return _fitting(replace(form, place=text))
    if asked == "course":
        return replace(form, course=NUMBERS.get(text, "") or read_course(text))
    read, _ = _times(Form(kind=form.kind), text, today)
    if asked == "day":
        return replace(form, day=read.day or form.day, until=read.until or form.until)
    if asked == "until":
        return replace(form, until=read.day or form.until)
    return replace(form, start=read.start or form.start, end=read.end or form.end)


def read_course(text: str) -> str:
    """The one course a text names; "" when it names none, or more than one."""
    found = [course for course, words in COURSE_WORDS.items() if any(word in text.casefold() for word in words)]
    return found[0] if len(found) == 1 else ""


def _fitting(form: Form) -> Form:
    """What is too long to be shown to others is asked for again."""
    title = form.title if len(form.title) <= TITLE_LENGTH else ""
    return replace(form, title=title, place=form.place if len(form.place) <= PLACE_LENGTH else "")


def _kind(text: str) -> tuple[str, str]:
    head, _, rest = text.strip().partition(" ")
    kind = KIND_WORDS.get(head.casefold(), "")
    return (kind, rest) if kind and rest else ("", text)


def _people(form: Form, text: str) -> tuple[Form, str]:
    """Audience and partner, cut out of the text."""
    if found := _AUDIENCE.search(text):
        form, text = replace(form, audience=found[1].strip()), _cut(text, found)
    if found := _PARTNER.search(text):
        form, text = replace(form, partner=found[1].strip()[:40]), _cut(text, found)
    return form, text


def _numbers(form: Form, text: str) -> tuple[Form, str]:
    """Coordinates and places, cut out of the text."""
    if found := _SPOT.search(text):
        form, text = replace(form, spot=spot_of(found[0])), _cut(text, found)
    if found := _PLACES.search(text):
        number = int(found[1] or found[2] or 0)
        places = number if 0 < number <= MOST_PLACES else None
        form, text = replace(form, places=places), _cut(text, found)
    return form, text


def _times(form: Form, text: str, today: date) -> tuple[Form, str]:
    """Time of day and days, cut out of the text."""
    for found in _SPAN.finditer(text):
        start, end = _clock(found, "a", ""), _clock(found, "b", found["apart"] or "")
        marked = any(found[f"{one}{mark}"] for one in "ab" for mark in ("minute", "half", "past", "full", "part"))
        if start and end and marked:
            form, text = replace(form, start=start, end=end), _cut(text, found)
            break
    days: list[date] = []
    while len(days) < 2 and (hit := _day(text, today)):
        day, text = hit
        days.append(day)
    if form.kind != CONTEST:
        days = days if len(days) < 2 else []  # two days for one event: asked, not guessed
    return replace(form, day=days[0] if days else None, until=days[1] if len(days) > 1 else None), text


def _day(text: str, today: date) -> tuple[date, str] | None:
    """The first day a text names that is not over, and the text without it."""
    hits = [found for regex in (_ISO, _MONTH_DAY, _ENGLISH, _NAMED, _WEEKDAY) if (found := regex.search(text))]
    for found in sorted(hits, key=lambda one: (one.start(), -one.end())):
        day = _read_day(found, today)
        if day is not None:
            return day, _cut(text, found)
    return None


def _read_day(found: re.Match[str], today: date) -> date | None:
    regex, word = found.re, found[0].casefold()
    try:
        if regex is _ISO:
            return date(int(found[1]), int(found[2]), int(found[3]))
        if regex is _MONTH_DAY:
            return _coming(int(found[1] or found[3]), int(found[2] or found[4]), today)
        if regex is _ENGLISH:
            return _coming(_MONTHS.index(found[2].casefold()) + 1, int(found[1]), today)
    except ValueError:
        return None
    if regex is _NAMED:
        return today + timedelta(days={"今天": 0, "today": 0, "明天": 1, "tomorrow": 1, "后天": 2}[word])
    weekday = _WEEKDAYS[found[2]] if found[2] else _DAYS.index(word)
    if found[1]:
        return today - timedelta(days=today.weekday()) + timedelta(days=7 + weekday)
    ahead = (weekday - today.weekday()) % 7
    return today + timedelta(days=ahead) if ahead else None  # today, or in a week? that is asked


def _coming(month: int, day: int, today: date) -> date:
    this = date(today.year, month, day)
    return this if this >= today else date(today.year + 1, month, day)


def _clock(found: re.Match[str], which: str, part: str) -> time | None:
    hour = int(found[f"{which}hour"])
    minute = 30 if found[f"{which}half"] else int(found[f"{which}minute"] or found[f"{which}past"] or 0)
    part = found[f"{which}part"] or part
    if (part in ("下午", "晚上") and hour < 12) or (part == "中午" and hour < 11):
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _cut(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]}|{text[found.end() :]}"
