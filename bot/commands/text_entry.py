"""A text for a pool is written: read, shown as it will arrive, put into the pool on a confirm."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select as sql
from sqlmodel import Session, col

from bot.commands.lines import line, worded
from bot.commands.settling import settle_question
from bot.context import Ask, Ctx, Reply
from bot.intents import About, Worded
from bot.routes import Route
from messages.forms import RICH, SHORT
from messages.render import render
from messages.segments import segments
from models.db import new_id
from models.errors import StairwellError
from models.grid import COMMUNITY, Grid
from models.lookup import everywhere
from models.outbox import post
from models.people import LANGUAGES, Person
from models.permissions import paths_for
from models.posts import HEADS, Post
from models.text import chinese_marks, has_link
from models.text_office import ACT, APPROVE, Entry, TextKnown, draft, known_as, seconds
from models.wording import GREETING, WEEKLY, occasion_of, period_said, with_variables

MOST_SEGMENTS = 2
"""SMS segments a text may take with the longest name and grid there is."""
ASK_STANDS = timedelta(days=7)
POOL_WORDS = {
    WEEKLY: ("每周", "周", "每周服务", "服务", "weekly", "week"),
    GREETING: ("问候", "节日", "节日问候", "祝福", "greeting", "greetings", "holiday"),
}
ANY = ("通用", "不定", "随时", "任何", "any", "none")
"""Words for: for no occasion of its own."""
_WHEN = re.compile(r"(?:\d{4}[-年])?(?:w\d{1,2}|第\d{1,2}周)|\d{4}-\d{1,2}-\d{1,2}", re.ASCII | re.IGNORECASE)


class AddText(Worded):
    """A text for a pool: which, for when, its words, after "|" the English ones."""


class ConfirmText(About):
    """Put the text that was shown into its pool."""


class TextUsage(StairwellError):
    """Which pool, for when, or what it says is missing."""

    key = "usage-text-add"


class TextTooLong(StairwellError):
    """It takes `segments` SMS segments in one of its languages; `most` is the limit."""

    key = "error-text-too-long"


@dataclass(frozen=True, slots=True)
class Sample:
    """Whom a text is shown to as an example."""

    name: str
    grid: str
    community: str
    day: str = "2026-12-30"


def add_text(ctx: Ctx, intent: AddText) -> Reply:
    """Show what was written as it will arrive, and ask. Raises TextUsage, BadPlan, UnknownVariable, TextTooLong."""
    entry = read_entry(ctx.session, intent.text, ctx.now.astimezone(ctx.zone).date())
    if (known := known_as(ctx.session, entry)) is not None:
        raise TextKnown(number=known)
    language, others = ctx.actor.language, [one.name for one in seconds(ctx.session, ctx.person_id)]
    more = (
        line(ctx, "text-next-other", names=others) if others
        else line(ctx, "text-next-alone" if _alone(ctx) else "text-next-above")
    )  # fmt: skip
    lines, most = shown(ctx.session, entry.body, language)
    facts = {"use": use_line(language, entry.pool, entry.for_name, entry.period), "lines": lines, "segments": most}
    return Reply("text-preview", facts | {"more": more}, Ask("text", new_id(ctx.now), entry.as_data(), new=True))


def confirm_text(ctx: Ctx, intent: ConfirmText) -> Reply:
    """Put it into the pool, once: approved where nobody else could, else as a draft that others are told of."""
    entry = Entry(**settle_question(ctx, "text").data)
    alone = _alone(ctx)
    number = draft(ctx.session, entry, ctx.person_id, ctx.now, approved=alone)
    if alone:
        return Reply("text-added", {"number": number})
    names = ask_seconds(ctx.session, ctx.actor.name, ctx.person_id, [number], ctx.now)
    return Reply("text-drafted" if names else "text-drafted-above", {"number": number, "names": names})


def ask_seconds(session: Session, author: str, author_id: int, numbers: list[int], now: datetime) -> list[str]:
    """Tell whoever may approve these drafts that they are there; their names."""
    others = seconds(session, author_id)
    said = f"{numbers[0]}" if len(numbers) == 1 else f"{numbers[0]}-{numbers[-1]}"
    for one in others:
        facts = {"name": author, "count": len(numbers), "numbers": said}
        post(
            session, one.person_id, "texts-to-approve", facts, purpose="texts", subject=f"draft:{said}", now=now,
            expires_at=now + ASK_STANDS, language=one.language,
        )  # fmt: skip
    return [one.name for one in others]


def read_entry(session: Session, text: str, today: date) -> Entry:
    """What somebody typed: "每周 W50 内容 | English", "问候 春节 内容". Raises as `make_entry` does, and TextUsage."""
    said, rest = _parted(text)
    pool = pool_said(said)
    if pool is None or not rest:
        raise TextUsage
    words = rest.split()
    for count in (3, 2, 1):  # a holiday may have two words in English
        when = " ".join(words[:count]).rstrip(":")
        if len(words) > count and is_when(pool, when):
            rest = rest.split(maxsplit=count)[count]
            break
    else:
        when = ""
    if pool == GREETING and not when:
        raise TextUsage
    chinese, _, english = rest.partition("|")
    return make_entry(sample_of(session), pool, {"zh-CN": chinese, "en": english}, when, today)


def make_entry(sample: Sample, pool: str, words: dict[str, str], when: str, today: date) -> Entry:
    """A text for a pool that can be sent to anybody. Raises TextUsage, BadPlan, UnknownVariable, TextTooLong."""
    body = {
        language: with_variables(said) for language in LANGUAGES if (said := _tidy(words.get(language, ""), language))
    }
    if LANGUAGES[0] not in body:
        raise TextUsage
    for_name, period = purpose_of(pool, when, today)
    if (much := entry_segments(body, sample)) > MOST_SEGMENTS:
        raise TextTooLong(segments=much, most=MOST_SEGMENTS)
    return Entry(pool, body, for_name, period)


def entry_segments(body: dict[str, str], sample: Sample) -> int:
    """SMS segments of a text in the language that takes most of them."""
    return max(segments(_rendered(SHORT, language, body, sample)) for language in body)


def purpose_of(pool: str, when: str, today: date) -> tuple[str, str]:
    """(holiday, period) that words name for a text of a pool; ("", "") for no words, or for any. Raises BadPlan."""
    if not when or when.casefold() in ANY:
        return "", ""
    name = occasion_of(when) if pool == GREETING else None
    return (name, "") if name else ("", period_said(pool, when, today))


def is_when(pool: str, said: str) -> bool:
    """Whether a word in front of a text says what it is for: a holiday, a day or a week, or that it is for any."""
    holiday = pool == GREETING and occasion_of(said) is not None
    return holiday or said.casefold() in ANY or _WHEN.fullmatch(said) is not None


def pool_said(said: str) -> str | None:
    """The pool a word means."""
    return next((pool for pool, words in POOL_WORDS.items() if said.casefold().strip() in words), None)


def use_line(language: str, pool: str, for_name: str, period: str) -> str:
    """What a text is for, in somebody's language: "节日问候 · 春节", "每周服务 · 2026-W50"."""
    name = worded(language, f"occasion-{for_name.replace('_', '-')}") if for_name else period
    return " · ".join(filter(None, (worded(language, f"text-pool-{pool}"), name)))


def shown(session: Session, body: dict[str, str], language: str) -> tuple[list[str], int]:
    """(lines that show a text as Telegram and as an SMS get it, in each of its languages; its most SMS segments)."""
    sample, lines = sample_of(session), []
    for spoken in (one for one in LANGUAGES if body.get(one)):
        tongue = worded(language, f"text-language-{spoken.lower()}")
        rich, short = (_rendered(form, spoken, body, sample) for form in (RICH, SHORT))
        lines.append(worded(language, "text-as-telegram", tongue=tongue, text=rich))
        lines.append(worded(language, "text-as-sms", tongue=tongue, count=segments(short), text=short))
    lines.append(worded(language, "text-sample", name=sample.name, grid=sample.grid))
    lines += [worded(language, "announce-warn-link")] if any(map(has_link, body.values())) else []
    return lines, entry_segments(body, sample)


def sample_of(session: Session) -> Sample:
    """The longest name and grid there are: what fits them fits everybody.

    One with Chinese characters counts as longer than any without, for it makes an SMS cost more.
    """
    heads = (col(Post.role).in_(HEADS)) & col(Post.to_on).is_(None)
    names = session.execute(sql(col(Person.name)).join(Post, col(Post.person_id) == col(Person.id)).where(heads))
    grids = session.execute(sql(col(Grid.name)).where(col(Grid.level) != COMMUNITY)).scalars()
    top = session.execute(sql(col(Grid.name)).where(col(Grid.level) == COMMUNITY).limit(1)).scalar()
    some = [worded(LANGUAGES[0], f"consent-sample-{what}") for what in ("name", "grid")]
    return Sample(max(names.scalars(), key=_width, default=some[0]), max(grids, key=_width, default=some[1]), top or "")


def _width(text: str) -> tuple[bool, int]:
    return not text.isascii(), len(text)


def _rendered(form: str, language: str, body: dict[str, str], sample: Sample) -> str:
    facts = {
        "text": body | {"community": sample.community}, "name": sample.name, "grid": sample.grid, "day": sample.day,
    }  # fmt: skip
    return render(to="", form=form, language=language, key="duty-text", facts=facts).text


def _alone(ctx: Ctx) -> bool:
    """Whether the author may approve what they wrote: nobody else could, and they are the whole community's."""
    return not seconds(ctx.session, ctx.person_id) and everywhere(ctx.session, paths_for(ctx.actor, APPROVE))


def _parted(text: str) -> tuple[str, str]:
    """The first word, ended by a space or a colon, and the rest."""
    for place, mark in enumerate(text):
        if mark.isspace() or mark in ":：":
            return text[:place], text[place + 1 :].strip()
    return text, ""


def _tidy(text: str, language: str) -> str:
    """On one line, and in Chinese with its marks wide again, after a variable too."""
    line_ = " ".join(text.split())
    if language != LANGUAGES[0]:
        return line_
    return re.sub(r"\}([,;:!?])", lambda mark: "}" + chinese_marks("好" + mark[1])[1:], chinese_marks(line_))


ROUTES = (Route(AddText, add_text, ACT), Route(ConfirmText, confirm_text, ACT))
