"""The honours wall: seeing it, honouring somebody, taking an honour down, and each person's say about being shown."""

import re
from datetime import timedelta
from typing import Any

from sqlalchemy import update
from sqlmodel import col

from bot.commands.lines import capped, line
from bot.commands.points import BadYear, parse_year
from bot.commands.settling import settle_question
from bot.context import Ask, Ctx, Reply
from bot.intents import About, Intent, Worded, Yearly
from bot.routes import Route
from models import honours, nominations
from models.audit import record
from models.consenting import PUBLIC, ask_nominee
from models.db import new_id
from models.errors import NotFound, StairwellError
from models.following import close_prompts
from models.honours import OwnHonour, Shown
from models.lookup import Named, PersonUnclear, find_person
from models.nominations import AGREED, ASKING, NAME_LENGTH, REFUSED, Nomination, categories
from models.permissions import paths_for
from models.prompts import Prompt
from models.text import chinese_marks, in_full

GIVE = "honour.give"
STORY_SHOWN, SHOWN_SHORT = 60, 4
"""Characters of a story in the chat's list; names an SMS has room for."""
REASON_LENGTH = 100
STANDS = timedelta(hours=24)
FIRST_YEAR = 2000
_NUMBER = re.compile(r"#?([0-9]{1,9})", re.ASCII)


class ShowHonours(Yearly):
    """The honours wall, of a year or the newest."""


class GiveHonour(Worded):
    """Somebody is honoured: a name, an honour, a year, perhaps a story."""


class ConfirmHonour(About):
    """Yes, and it may be public (as they said, or as they will answer)."""


class ConfirmUnnamed(About):
    """Yes, but it is not public for now."""


class TakeDown(Worded):
    """Take an honour off the wall, with a reason."""


class HideMe(Intent):
    """Nothing about me is to be public."""


class AgreePublic(About):
    """My name and story may be public."""


class RefusePublic(About):
    """They may not."""


# --- the wall ---
def show(ctx: Ctx, intent: ShowHonours) -> Reply:
    """The wall of a year, or the newest: who agreed to be shown, and how many others there are. Raises BadYear."""
    if intent.year < 0:
        raise BadYear
    shown = honours.wall(ctx.session, intent.year or None)
    year = intent.year or (shown[0].year if shown else ctx.now.astimezone(ctx.zone).year)
    shown = [one for one in shown if one.year == year]
    hidden = honours.unnamed(ctx.session, year)
    if not shown and not hidden:
        return Reply("honours-none", {"year": year})
    lines = capped(ctx, _lines(ctx, shown))
    if hidden:
        lines.append(line(ctx, "honours-unnamed", count=hidden))
    return Reply("honours", {"year": year, "count": len(shown) + hidden, "lines": lines, "short": _short(ctx, shown)})


def _lines(ctx: Ctx, shown: list[Shown]) -> list[str]:
    lines, above = [], ""
    for one in shown:
        if one.category != above:
            lines.append(line(ctx, "honours-heading", name=categories()[one.category].name[ctx.actor.language]))
            above = one.category
        story = " ".join(one.story.split())
        story = story if len(story) <= STORY_SHOWN else story[: STORY_SHOWN - 1] + "…"
        key = "honours-line-story" if story else "honours-line"
        number = (_office(ctx) and line(ctx, "honours-number", number=one.number)) or ""
        lines.append(line(ctx, key, name=one.name, story=story) + number)
    return lines


def _short(ctx: Ctx, shown: list[Shown]) -> str:
    return line(ctx, "honours-names", names=[one.name for one in shown[:SHOWN_SHORT]]) if shown else ""


def _office(ctx: Ctx) -> bool:
    """Whether the asker may take honours down, which takes their number."""
    return bool(paths_for(ctx.actor, GIVE))


# --- honouring ---
def give(ctx: Ctx, intent: GiveHonour) -> Reply:
    """Show whom that would honour with what, and ask. A known person only by exact name or number; never by guess."""
    said, kind, rest = _split(intent.text)
    if not said or kind is None:
        names = [one.name[ctx.actor.language] for one in categories().values()]
        return Reply("usage-honour", {"names": names})
    head, _, tail = rest.partition(" ")
    today = ctx.now.astimezone(ctx.zone)
    read = parse_year(head)
    year, story = (read or today.year, tail) if read >= 0 and head else (today.year, rest)
    if not FIRST_YEAR <= year <= today.year:
        raise BadYear
    person_id, name, where = _who(ctx, said)
    if person_id == ctx.actor.id:
        raise OwnHonour
    if person_id is not None and not nominations.fits(ctx.session, kind, person_id):
        raise nominations.DoesNotFit(name=name)
    story = chinese_marks(in_full(story, nominations.STORY_LENGTH))
    data = {"person": person_id, "name": name, "category": kind.key, "year": year, "story": story}
    can = nominations.can_hear(ctx.session, person_id)
    facts: dict[str, Any] = {
        "name": f"{name} {where}".strip(), "category": kind.name[ctx.actor.language], "year": year,
        "story": story or "–", "consent": line(ctx, "honour-will-ask" if can else "honour-have-asked"),
    }  # fmt: skip
    return Reply("honour-preview", facts, Ask("honour", new_id(ctx.now), data, STANDS, new=True))


def _split(text: str) -> tuple[str, nominations.Category | None, str]:
    """(whom, which honour, the rest) of "李姨 好邻居 2026 …"; the honour stands after one word, or after Latin ones."""
    words = text.split()
    said, _, rest = text.strip().partition(" ")
    for _ in words[1:]:
        rest = rest.strip()
        for kind in categories().values():
            for name in kind.name.values():
                if rest.casefold() == name.casefold() or rest.casefold().startswith(name.casefold() + " "):
                    return said, kind, rest[len(name) :].strip()
        word, _, rest = rest.partition(" ")
        said = f"{said} {word}"
        if not said.replace(" ", "").isascii():
            break
    return words[0] if words else "", None, ""


def _who(ctx: Ctx, said: str) -> tuple[int | None, str, str]:
    """(person or None, name, where): a number of the list, the only person of exactly that name, or a mere name."""
    paths = paths_for(ctx.actor, GIVE)
    if said.startswith("#"):
        found = find_person(ctx.session, said, paths)
        return found.id, found.name, found.line
    known = [one for one in nominations.namesakes(ctx.session, said) if _seen(ctx, one, paths)]
    if len(known) > 1:
        raise PersonUnclear(said=said[:20], lines=[one.line for one in known])
    if known:
        return known[0].id, known[0].name, known[0].line.partition(" ")[0]
    if len(said) > NAME_LENGTH:
        raise PersonUnclear(said=said[:20], lines=[])
    return None, said, ""


def _seen(ctx: Ctx, one: Named, paths: list[str]) -> bool:
    """Whether the speaker may see that person; a namesake elsewhere is as if they did not exist."""
    try:
        return find_person(ctx.session, f"#{one.id}", paths).id == one.id
    except StairwellError:
        return False


def confirm(ctx: Ctx, intent: ConfirmHonour) -> Reply:
    """Honour them, once. One who can be reached is asked before anything is public; of another the coordinator has."""
    return _give(ctx, public=True)


def confirm_unnamed(ctx: Ctx, intent: ConfirmUnnamed) -> Reply:
    """Honour them, once, and show nothing of it."""
    return _give(ctx, public=False)


def _give(ctx: Ctx, *, public: bool) -> Reply:
    data = settle_question(ctx, "honour").data
    can = nominations.can_hear(ctx.session, data["person"])
    consent = REFUSED if not public else ASKING if can else AGREED
    held = next(post for post in ctx.actor.posts if post.path in paths_for(ctx.actor, GIVE))
    about, honour = honours.give_directly(
        ctx.session, data["name"], data["person"], data["category"], data["story"], year=data["year"],
        grid_id=held.grid_id, given_by=ctx.person_id, consent=consent, now=ctx.now,
    )  # fmt: skip
    record(
        ctx.session, ctx.now, ctx.actor.id, "honour", f"honour:{honour.id}", category=honour.category,
        year=honour.year, person=data["person"], public=public,
    )  # fmt: skip
    asked = ask_nominee(ctx.session, about, ctx.actor.name, ctx.now)
    key = "honour-given-asked" if asked else "honour-given" if public else "honour-given-unnamed"
    return Reply(key, {"name": about.name, "number": honour.id})


def take_down(ctx: Ctx, intent: TakeDown) -> Reply:
    """Take an honour off the wall for a reason, which is kept in nobody's log; the act is audited."""
    number, _, reason = intent.text.strip().partition(" ")
    match = _NUMBER.fullmatch(number)
    if match is None or len(reason.strip()) < 2:
        return Reply("usage-take-down")
    honour, about = honours.find(ctx.session, int(match[1]), paths_for(ctx.actor, GIVE))
    if not honours.take_down(ctx.session, honour.id or 0, ctx.now):
        raise NotFound(what="")
    about.remark = in_full(reason, REASON_LENGTH)
    ctx.session.add(about)
    record(ctx.session, ctx.now, ctx.actor.id, "honour-down", f"honour:{honour.id}")
    return Reply("honour-taken-down", {"name": about.name, "number": honour.id})


# --- one's own say ---
def agree(ctx: Ctx, intent: AgreePublic) -> Reply:
    """Name and story may be public, from when it is approved."""
    return _answer(ctx, intent.subject, AGREED, "public-agreed")


def refuse(ctx: Ctx, intent: RefusePublic) -> Reply:
    """They may not; the nomination goes its way all the same."""
    return _answer(ctx, intent.subject, REFUSED, "public-refused")


def _answer(ctx: Ctx, nomination_id: int, consent: str, key: str) -> Reply:
    about = ctx.session.get(Nomination, nomination_id, populate_existing=True)
    if about is None or about.nominee_id != ctx.person_id:
        raise NotFound(what="")
    close_prompts(ctx.session, PUBLIC, nomination_id, ctx.now)
    if not nominations.answer_consent(ctx.session, about, consent, by_nominee=True):
        return Reply("public-over")
    record(ctx.session, ctx.now, ctx.actor.id, key, f"nomination:{about.id}")
    return Reply(key)


def hide_me(ctx: Ctx, intent: HideMe) -> Reply:
    """Nothing about the speaker is public from now on, whatever they had agreed to."""
    count = honours.withdraw(ctx.session, ctx.person_id)
    mine = (col(Prompt.person_id) == ctx.person_id) & (col(Prompt.question) == PUBLIC)
    ctx.session.execute(update(Prompt).where(mine, col(Prompt.answered_at).is_(None)).values(answered_at=ctx.now))
    if count:
        record(ctx.session, ctx.now, ctx.actor.id, "public-withdrawn", f"person:{ctx.person_id}", count=count)
    return Reply("public-withdrawn")


ROUTES = (
    Route(ShowHonours, show, "honours.see", ("/honours", "光荣榜", "honours"),
          lambda rest: ShowHonours(parse_year(rest))),
    Route(GiveHonour, give, GIVE, ("/honour", "授予", "honour"), GiveHonour),
    Route(ConfirmHonour, confirm, GIVE),
    Route(ConfirmUnnamed, confirm_unnamed, GIVE),
    Route(TakeDown, take_down, GIVE, ("/unhonour", "撤下", "unhonour"), TakeDown),
    Route(HideMe, hide_me, "self.manage", ("/private", "不公布", "private"), whole=True),
    Route(AgreePublic, agree, "self.manage"),
    Route(RefusePublic, refuse, "self.manage"),
)  # fmt: skip
