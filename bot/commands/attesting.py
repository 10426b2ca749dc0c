"""The other side's word: help that somebody says they gave is attested by who got it; an inspection by who looked."""

import contextlib
import re
from datetime import date, timedelta

from bot.context import Ask, Ctx, Reply
from bot.intents import About, Worded
from bot.routes import Route
from models import helps, photo_prints, spot_checks
from models.audit import record
from models.db import write_queued
from models.errors import PersonNotFound
from models.following import close_prompts
from models.grid import BUILDING, UNIT
from models.helps import BACK, MOST_HALF_HOURS, Help, HelpSettled, Told
from models.lookup import Named, PersonUnclear, find_person
from models.outbox import post
from models.people import Person
from models.permissions import paths_for
from models.photo_prints import MISTAKEN, NEW
from models.prompts import ask
from models.spot_checks import NOT_SEEN, SEEN_OTHERWISE, SEEN_TRUE, SpotSettled
from models.telling import tell_coordinators
from models.text import in_full

NEWS_STANDS = timedelta(days=7)
WORDS = 100
_LONG = re.compile(
    r"(\d{1,2})(\.5|个?半)?\s*个?\s*(小时|hours?|h\b)(半)?|(半)\s*个?\s*小时|(\d{1,3})\s*(?:分钟|minutes?|min\b)",
    re.IGNORECASE,
)
_DAY = {"今天": 0, "today": 0, "昨天": 1, "yesterday": 1, "前天": 2}


class TellHelp(Worded):
    """I have helped somebody (who, with what, how long)."""


class AttestHelp(About):
    """Yes, that is true."""


class DenyHelp(About):
    """No, that is not so."""


class TakeHelpBack(About):
    """I take back that I helped."""


class SpotTrue(About):
    """I have looked: it is as reported."""


class SpotOtherwise(About):
    """I have looked: it is otherwise."""


class SpotUnseen(About):
    """I could not look."""


class PhotoNew(About):
    """The photo is a new one."""


class PhotoMistaken(About):
    """I sent the wrong photo."""


def tell_help(ctx: Ctx, intent: TellHelp) -> Reply:
    """Keep it, and ask the other side. Raises as `find_person` and `helps.tell`."""
    words = intent.text.split()
    if len(words) < 2:
        return Reply("usage-help-told")
    found, rest = _helped(ctx, words)
    today = ctx.now.astimezone(ctx.zone).date()
    day, left = _day_in(rest, today)
    half_hours, what = _half_hours_in(left)
    told = Told(found.id, in_full(what or left, WORDS), half_hours, day)
    given = helps.tell(ctx.session, ctx.person_id, told, ctx.now)
    assert given.id is not None
    record(ctx.session, ctx.now, ctx.actor.id, "help.tell", f"help:{given.id}", helped=found.id)
    name = _ask_other_side(ctx, given, found.name)
    facts = {"name": found.name, "asked": name, "day": day.isoformat(), "days": helps.STANDS.days}
    key = "help-told" if given.asked_id == given.helped_id else "help-told-other"
    return Reply(key, facts, Ask("help_told", given.id, stands=helps.STANDS, new=False))


def attest(ctx: Ctx, intent: AttestHelp) -> Reply:
    """Their yes: the helper gets the points of the rule for what is vouched for, and is told."""
    given, points = _answer(ctx, intent.subject, yes=True)
    _tell_helper(ctx, given, "help-attested-note", points)
    return Reply("help-attested", {"name": ctx.session.get_one(Person, given.helper_id).name})


def deny(ctx: Ctx, intent: DenyHelp) -> Reply:
    """Their no: nothing is booked, the helper hears it without blame, and the office knows of it."""
    given, _ = _answer(ctx, intent.subject, yes=False)
    _tell_helper(ctx, given, "help-denied-note", 0)
    facts = {"name": ctx.session.get_one(Person, given.helper_id).name, "day": given.done_on.isoformat(),
             "number": given.id}  # fmt: skip
    tell_coordinators(ctx.session, "help-denied-office", facts, purpose="help-denied", subject=f"help:{given.id}",
                      now=ctx.now, expires_at=ctx.now + NEWS_STANDS, but=given.helper_id)  # fmt: skip
    return Reply("help-denied")


def take_back(ctx: Ctx, intent: TakeHelpBack) -> Reply:
    """The helper's own undo, while nobody has answered."""
    given = helps.withdraw(ctx.session, intent.subject, ctx.person_id, ctx.now)
    _close(ctx, given)
    record(ctx.session, ctx.now, ctx.actor.id, "help.withdraw", f"help:{given.id}")
    return Reply("help-withdrawn")


def spot_true(ctx: Ctx, intent: SpotTrue) -> Reply:
    """It is as reported."""
    return _spot(ctx, intent.subject, SEEN_TRUE)


def spot_otherwise(ctx: Ctx, intent: SpotOtherwise) -> Reply:
    """It is otherwise: the coordinators hear it, in words that accuse nobody; no points change."""
    return _spot(ctx, intent.subject, SEEN_OTHERWISE)


def spot_unseen(ctx: Ctx, intent: SpotUnseen) -> Reply:
    """They did not look: the check ends without a result."""
    return _spot(ctx, intent.subject, NOT_SEEN)


def photo_new(ctx: Ctx, intent: PhotoNew) -> Reply:
    """It is new, they say, and are believed."""
    return _photo(ctx, intent.subject, NEW)


def photo_mistaken(ctx: Ctx, intent: PhotoMistaken) -> Reply:
    """It was the wrong one: the check-in stays, and a right one is welcome."""
    return _photo(ctx, intent.subject, MISTAKEN)


def _around(ctx: Ctx) -> list[str]:
    """Where neighbours are looked for: the building of each stairwell one belongs to, the grid of any other post."""
    around = set(paths_for(ctx.actor, "help.tell"))
    for held in ctx.actor.posts:
        steps = held.path.strip("/").split("/")
        around.add("/" + "/".join(steps[:-1] if held.level == UNIT and len(steps) >= BUILDING else steps) + "/")
    return sorted(around)


def _helped(ctx: Ctx, words: list[str]) -> tuple[Named, str]:
    """Whom the first words name, and the rest: a Chinese name is one word, another may be of up to three."""
    for length in (3, 2) if words[0].isascii() else ():
        with contextlib.suppress(PersonNotFound, PersonUnclear):
            if len(words) > length:
                return find_person(ctx.session, " ".join(words[:length]), _around(ctx)), " ".join(words[length:])
    return find_person(ctx.session, words[0], _around(ctx)), " ".join(words[1:])


def _ask_other_side(ctx: Ctx, given: Help, helped: str) -> str:
    """Ask whoever's word it waits for; their name. Neither what for nor why is in the message."""
    assert given.id is not None
    prompt_id = ask(ctx.session, given.asked_id, "help", given.id, ctx.now, given.expires_at)
    write_queued(ctx.session)  # the message names the question
    other = ctx.session.get_one(Person, given.asked_id)
    facts = {"by": ctx.actor.name, "name": helped, "day": given.done_on.isoformat()}
    post(
        ctx.session, given.asked_id, "help-ask" if given.asked_id == given.helped_id else "help-ask-other", facts,
        purpose="help", subject=f"prompt:{prompt_id}:{ctx.inbox_id}", now=ctx.now, expires_at=given.expires_at,
        prompt_id=prompt_id, language=other.language,
    )  # fmt: skip
    return other.name


def _answer(ctx: Ctx, help_id: int, *, yes: bool) -> tuple[Help, int]:
    if not help_id:
        raise HelpSettled
    given, points = helps.attest(ctx.session, help_id, ctx.person_id, yes, ctx.now, ctx.zone)
    _close(ctx, given)
    record(ctx.session, ctx.now, ctx.actor.id, "help.attest" if yes else "help.deny", f"help:{given.id}", points=points)
    return given, points


def _tell_helper(ctx: Ctx, given: Help, key: str, points: int) -> None:
    facts = {"name": ctx.session.get_one(Person, given.helped_id).name, "day": given.done_on.isoformat(),
             "points": points}  # fmt: skip
    post(
        ctx.session, given.helper_id, key, facts, purpose="help-note", subject=f"help:{given.id}:{given.state}",
        now=ctx.now, expires_at=ctx.now + NEWS_STANDS,
    )  # fmt: skip


def _close(ctx: Ctx, given: Help) -> None:
    assert given.id is not None
    for question in ("help", "help_told"):
        close_prompts(ctx.session, question, given.id, ctx.now)


def _spot(ctx: Ctx, spot_id: int, state: str) -> Reply:
    if not spot_id:
        raise SpotSettled
    spot = spot_checks.answer(ctx.session, spot_id, ctx.person_id, state, ctx.now)
    close_prompts(ctx.session, "spot", spot_id, ctx.now)
    record(ctx.session, ctx.now, ctx.actor.id, f"spot.{state}", f"spot:{spot_id}", checkin=spot.checkin_id)
    if state == SEEN_OTHERWISE:
        about = spot_checks.seen(ctx.session, spot)
        facts = {"grid": about.grid, "period": about.period, "name": ctx.actor.name}
        tell_coordinators(ctx.session, "spot-otherwise-office", facts, purpose="spot", subject=f"spot:{spot_id}",
                          now=ctx.now, expires_at=ctx.now + NEWS_STANDS, but=ctx.person_id)  # fmt: skip
    return Reply("spot-noted" if state != NOT_SEEN else "spot-unseen")


def _photo(ctx: Ctx, detail_id: int, said: str) -> Reply:
    close_prompts(ctx.session, "photo", detail_id, ctx.now)
    if photo_prints.say(ctx.session, detail_id, ctx.person_id, said):
        record(ctx.session, ctx.now, ctx.actor.id, f"photo.{said}", f"detail:{detail_id}")
    return Reply(f"photo-{said}")


def _day_in(text: str, today: date) -> tuple[date, str]:
    """(the day a text begins with, today without one; the rest). What lies before BACK is today's mistake: today."""
    first, _, rest = text.strip().partition(" ")
    for word, back in _DAY.items():
        if first.casefold().startswith(word):
            return today - timedelta(days=min(back, BACK.days)), f"{first[len(word) :]} {rest}".strip()
    return today, text


def _half_hours_in(text: str) -> tuple[int, str]:
    """(half hours, the words without them): "买菜 1小时" is 2; one without a duration, MOST_HALF_HOURS at most."""
    match = _LONG.search(text)
    if match is None:
        return 1, text.strip()
    if match[5]:
        half = 1
    elif match[6]:
        half = -(-int(match[6]) // 30)
    else:
        half = int(match[1]) * 2 + bool(match[2] or match[4])
    return max(1, min(half, MOST_HALF_HOURS)), (text[: match.start()] + text[match.end() :]).strip()


ROUTES = (
    Route(TellHelp, tell_help, "help.tell", ("/helped", "互助", "帮了", "helped"), TellHelp),
    Route(AttestHelp, attest, "help.attest"),
    Route(DenyHelp, deny, "help.attest"),
    Route(TakeHelpBack, take_back, "help.tell"),
    Route(PhotoNew, photo_new, "photo.answer"),
    Route(PhotoMistaken, photo_mistaken, "photo.answer"),
    Route(SpotTrue, spot_true, "spot.answer"),
    Route(SpotOtherwise, spot_otherwise, "spot.answer"),
    Route(SpotUnseen, spot_unseen, "spot.answer"),
)
