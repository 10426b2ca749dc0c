"""The year's awards: the list, one's own name on it, posting it, making it anew, and closing it by two people."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select as sql
from sqlmodel import col

from bot.commands.lines import fitting, line, worded
from bot.commands.points import UNREADABLE, BadYear, parse_year
from bot.context import Ctx, Reply
from bot.intents import About, Intent, ShowAwards, Yearly
from bot.proposing import Kind, submit
from bot.routes import Route
from messages.award_lines import award_counts, award_lines, named_to
from messages.catalogue import say
from messages.render import readable
from models.anchors import written
from models.audit import record
from models.award_naming import NAMED, set_named, tell_winners
from models.award_posting import AwardsNotMade, closable, close_list, post_list, remake
from models.award_rules import award_names
from models.awards import POSTED, AwardList, award_content, award_list, rules_for, winners_of
from models.errors import NotFound, StairwellError
from models.grid import Grid
from models.lookup import everywhere
from models.objections import counts
from models.people import Person
from models.permissions import paths_for
from models.posts import GRID_HEAD
from models.prompts import answered
from models.proposals import Proposal
from models.telling import tell_coordinators

ACT = "award.post"
NEWEST = 10
NEWS_STANDS = timedelta(days=14)
_POST = re.compile(r"(?:(2\d{3})年?)?\s*(?:(\d{1,2})\s*(?:天|days?)?)?", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class PostAwards(Yearly):
    """Post the list of a year for objections; `days` 0 leaves the window to the rules."""

    days: int = 0


class RemakeAwards(Yearly):
    """Make the list of a year anew from the records."""


class CloseAwards(Yearly):
    """The list of a year shall be final."""


class NameMe(About):
    """My name may stand on the list; `subject` is the year, 0 the newest list's."""


class HideMyName(About):
    """My name shall not stand on the list."""


class AwardsCommunityOnly(StairwellError):
    """There is one list for everybody, so it takes a coordinator of the whole community."""

    key = "error-awards-community-only"


_MORE: dict[str, type[Yearly] | type[About]] = {
    "重算": RemakeAwards, "recompute": RemakeAwards, "定案": CloseAwards, "close": CloseAwards, "公开": NameMe,
    "公开姓名": NameMe, "named": NameMe, "不公开": HideMyName, "不公开姓名": HideMyName, "unnamed": HideMyName,
}  # fmt: skip


# --- looking ---
def show_awards(ctx: Ctx, intent: ShowAwards) -> Reply:
    """The award list of a year; before it is made, how it stands so far, without names. Raises BadYear.

    Until it is posted only coordinators see names: those on it have still to be asked. Then others see those that are
    public.
    """
    if intent.year == UNREADABLE:
        raise BadYear
    language, stored = ctx.actor.language, award_list(ctx.session, intent.year)
    if stored is None:
        return _so_far(ctx, intent.year or ctx.now.astimezone(ctx.zone).year)
    names = named_to(ctx.session, stored, ctx.person_id, office=bool(paths_for(ctx.actor, ACT)))
    lines = fitting(lambda most: award_lines(ctx.session, stored.content, language, names=names, most=most))
    mine = say("award-mine", language) if _won(ctx, stored) else ""
    made, answered = counts(ctx.session, stored.year)
    if made:
        lines.append(line(ctx, "award-objections", count=made, answered=answered))
    state, facts = f"award-state-{stored.state}", _window(ctx, stored)
    state_short = say(state, language, readable(facts, language), short=True)
    return Reply("awards", {
        "year": stored.year, "state": line(ctx, state, **facts), "state_short": state_short,
        "digest": stored.digest[:12], "lines": [*lines, mine] if mine else lines, "mine": mine,
        "counts": award_counts(ctx.session, stored.content, language),
    })  # fmt: skip


def _so_far(ctx: Ctx, year: int) -> Reply:
    language, content = ctx.actor.language, award_content(ctx.session, year, ctx.zone)
    if not any(award["ranking"] for award in content["awards"]):
        return Reply("awards-none", {"year": year})
    lines = award_lines(ctx.session, content, language, names=False, most=NEWEST)
    return Reply("awards-so-far", {
        "year": year, "lines": lines, "counts": award_counts(ctx.session, content, language)
    })  # fmt: skip


def _window(ctx: Ctx, stored: AwardList) -> dict[str, str]:
    """The last day of the window, where there is one."""
    if stored.state != POSTED or stored.posted_until is None:
        return {}
    return {"day": (stored.posted_until - timedelta(seconds=1)).astimezone(ctx.zone).date().isoformat()}


def _won(ctx: Ctx, stored: AwardList) -> bool:
    """Whether the asker is on the list: as a person, or as head of a grid that is."""
    heads = {post.grid_code for post in ctx.actor.posts if post.role == GRID_HEAD}
    won = winners_of(ctx.session, stored)
    return any(one.person_id == ctx.actor.id if one.person_id else one.grid in heads for one in won)


# --- one's own name ---
def name_me(ctx: Ctx, intent: NameMe) -> Reply:
    """The speaker's name may stand on the list. Raises NotFound for whoever is not on it."""
    return _named(ctx, intent.subject, named=True)


def hide_my_name(ctx: Ctx, intent: HideMyName) -> Reply:
    """The speaker's name stands on no list that anybody sees; their stairwell does. Raises NotFound."""
    return _named(ctx, intent.subject, named=False)


def _named(ctx: Ctx, year: int, *, named: bool) -> Reply:
    stored = award_list(ctx.session, year)
    on_it = {one.person_id for one in winners_of(ctx.session, stored)} if stored else set()
    if stored is None or ctx.actor.id not in on_it:
        raise NotFound(what="")
    set_named(ctx.session, stored.year, ctx.person_id, named, ctx.now)
    if ctx.prompt is not None and ctx.prompt.question == NAMED:
        answered(ctx.session, ctx.prompt.id, ctx.now)
    record(ctx.session, ctx.now, ctx.actor.id, "awards.name" if named else "awards.hide", str(stored.year))
    return Reply("award-named-noted" if named else "award-unnamed-noted", {"year": stored.year})


# --- the office ---
def post_awards(ctx: Ctx, intent: PostAwards) -> Reply:
    """Post the list: from now on everybody may object, until the end of the window. Raises as `post_list`."""
    community_only(ctx, ACT)
    posted = post_list(ctx.session, _year(ctx, intent.year), intent.days, ctx.person_id, ctx.now, ctx.zone)
    facts: dict[str, Any] = {"year": posted.year, "digest": posted.digest[:12], **_window(ctx, posted)}
    tell_coordinators(
        ctx.session, "awards-posted-news", facts | {"name": ctx.actor.name}, purpose="awards-posted",
        subject=f"year:{posted.year}:{posted.round}", now=ctx.now, expires_at=ctx.now + NEWS_STANDS, but=ctx.actor.id,
    )  # fmt: skip
    return Reply("awards-posted", facts | {"page": _page(ctx)})


def remake_awards(ctx: Ctx, intent: RemakeAwards) -> Reply:
    """Make the list anew; what changed is shown, and then it needs a new window. Raises as `remake`."""
    community_only(ctx, ACT)
    stored, change = remake(ctx.session, _year(ctx, intent.year), ctx.person_id, ctx.now, ctx.zone)
    facts: dict[str, Any] = {"year": stored.year, "digest": stored.digest[:12]}
    if change is None:
        return Reply("awards-same", facts)
    lines = [
        line(ctx, key, award=_award(ctx, stored, award), who=_who(ctx, person_id, grid))
        for key, changed in (("award-gained", change.gained), ("award-lost", change.lost))
        for award, person_id, grid in changed
    ]
    return Reply("awards-remade", facts | {"lines": lines or [line(ctx, "award-only-figures")]})


def close_awards(ctx: Ctx, intent: CloseAwards) -> Reply:
    """Propose that the list is final; a second coordinator decides. Raises as `closable`."""
    community_only(ctx, ACT)
    stored = closable(ctx.session, _year(ctx, intent.year), ctx.now, ctx.zone)
    content = {"year": stored.year, "digest": stored.digest}
    return submit(ctx, "awards-close", KINDS["awards-close"], f"year:{stored.year}", content)


def _close_words(ctx: Ctx, content: Mapping[str, Any], language: str) -> str:
    return worded(language, "award-close-proposal", year=content["year"], digest=content["digest"][:12])


def _close_agreed(ctx: Ctx, proposal: Proposal) -> Mapping[str, object]:
    """Close it, in the transaction of the second yes; winners and coordinators are told. Raises as `close_list`."""
    year, digest = proposal.content["year"], proposal.content["digest"]
    stored, head = close_list(ctx.session, year, digest, ctx.now, ctx.zone)
    facts = {"year": year, "digest": digest, "head": written(head.seq, head.hash)}
    tell_coordinators(
        ctx.session, "awards-closed", facts, purpose="awards-closed", subject=f"year:{year}", now=ctx.now,
        expires_at=ctx.now + NEWS_STANDS,
    )  # fmt: skip
    told = tell_winners(ctx.session, stored, ctx.now)
    return {"year": year, "digest": digest, "head": facts["head"], "told": told}


def community_only(ctx: Ctx, act: str) -> None:
    """Whether the speaker may do an act everywhere. Raises AwardsCommunityOnly."""
    if not everywhere(ctx.session, paths_for(ctx.actor, act)):
        raise AwardsCommunityOnly


def _year(ctx: Ctx, year: int) -> int:
    """The year meant; 0 means that of the newest list. Raises BadYear, AwardsNotMade."""
    if year == UNREADABLE:
        raise BadYear
    newest = award_list(ctx.session)
    if not year and newest is None:
        raise AwardsNotMade(year=ctx.now.astimezone(ctx.zone).year)
    return year or (newest.year if newest else 0)


def _award(ctx: Ctx, stored: AwardList, key: str) -> str:
    names = award_names(rules_for(ctx.session, stored.year)).get(key, {})
    return names.get(ctx.actor.language) or names.get("zh-CN", key)


def _who(ctx: Ctx, person_id: int | None, code: str) -> str:
    """Name and stairwell of a winner, or the name of a grid: for coordinators."""
    grid = ctx.session.execute(sql(col(Grid.name)).where(col(Grid.code) == code)).scalar_one_or_none() or code
    return f"{ctx.session.get_one(Person, person_id).name} {grid}" if person_id else grid


def _page(ctx: Ctx) -> str:
    """Where the public page is, "" where the community has none."""
    return f"{ctx.community.public_url.rstrip('/')}/awards" if ctx.community.public_url else ""


def parse_awards(rest: str) -> Intent:
    """ "2026", "重算 2026", "定案", "不公开": what is wanted of the list of which year."""
    head, _, tail = rest.casefold().strip().partition(" ")
    kind = _MORE.get(head)
    if kind is None:
        return ShowAwards(parse_year(rest))
    year = parse_year(tail)
    return kind(year) if issubclass(kind, Yearly) else kind(max(year, 0))


def parse_posting(rest: str) -> Intent:
    """ "2026 10天": which list is to be posted and for how long; with nothing behind it, the list itself."""
    match = _POST.fullmatch(rest.strip())
    if not rest.strip():
        return ShowAwards()
    return PostAwards(int(match[1] or 0), int(match[2] or 0)) if match else PostAwards(UNREADABLE)


KINDS = {"awards-close": Kind(ACT, _close_words, _close_agreed)}
ROUTES = (
    Route(ShowAwards, show_awards, "standing.see", ("/awards", "奖项", "评选", "awards"), parse_awards),
    Route(NameMe, name_me, "standing.see"),
    Route(HideMyName, hide_my_name, "standing.see"),
    Route(PostAwards, post_awards, ACT, ("/posting", "公示", "posting"), parse_posting),
    Route(RemakeAwards, remake_awards, ACT),
    Route(CloseAwards, close_awards, ACT),
)
