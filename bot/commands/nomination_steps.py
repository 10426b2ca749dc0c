"""The steps of a nomination: what is asked next, and how it is shown."""

from datetime import timedelta
from typing import Any

from sqlalchemy import update
from sqlmodel import col

from bot.commands.lines import line
from bot.context import Ask, Ctx, Reply
from models import nominations
from models.errors import NotFound
from models.lookup import Named
from models.nominations import (
    CATEGORY,
    CONFIRM,
    EDITABLE,
    NAME_LENGTH,
    PHOTO,
    STEPS,
    STORY,
    STORY_LENGTH,
    WHO,
    Nomination,
    categories,
)
from models.prompts import Prompt

ACT = "nomination.make"
ASK = "nomination"
"""The question of the duty, about its task."""
STANDS = timedelta(days=7)
WORDS = 24
"""Characters of a story that an SMS shows."""


def ask_step(ctx: Ctx, about: Nomination, key: str = "") -> Reply:
    """The question of the step a draft is at, in the words of `key` where others fit better."""
    question = f"nomination_{about.step}"
    close_steps(ctx, about, question)
    facts: dict[str, Any] = {"name": about.name, "most": NAME_LENGTH}
    data: dict[str, Any] = {}
    if about.step == WHO:
        people = nominations.namesakes(ctx.session, about.name)
        data["people"] = [one.id for one in people]
        facts |= {"lines": [_known(ctx, place, one) for place, one in enumerate(people, 1)]}
        facts["short"] = " ".join(facts["lines"])
    elif about.step == CATEGORY:
        names = [kind.name[ctx.actor.language] for kind in categories().values()]
        facts |= {"lines": [f"{place} {name}" for place, name in enumerate(names, 1)]}
        facts["short"] = " ".join(f"{place}{name}" for place, name in enumerate(names, 1))
    elif about.step in (STORY, PHOTO):
        facts |= {"length": len(about.story), "room": STORY_LENGTH, "photos": about.pictures}
        if about.story and not key and about.step == STORY:
            key = "nomination-story-begun"
    elif about.step == CONFIRM:
        facts |= seen(ctx, about)
    return Reply(key or f"nomination-{about.step}", facts, Ask(question, about.id, data, STANDS), edit=False)


def seen(ctx: Ctx, about: Nomination) -> dict[str, Any]:
    """A nomination as it is shown to its nominator and to who reviews it."""
    words = " ".join(about.story.split())
    return {
        "name": about.name, "category": categories()[about.category].name[ctx.actor.language], "story": about.story,
        "words": words if len(words) <= WORDS else words[: WORDS - 1] + "…", "photos": about.pictures,
        "consent": line(ctx, f"nomination-consent-{about.consent}"),
    }  # fmt: skip


def _known(ctx: Ctx, place: int, one: Named) -> str:
    where = one.grids[0] if one.grids else line(ctx, "nomination-no-post")
    return f"{place} {one.name} {where}"


def close_steps(ctx: Ctx, about: Nomination, but: str) -> None:
    """Close the questions of other steps: one that is asked again in this very answer must stay open."""
    others = [f"nomination_{step}" for step in STEPS if f"nomination_{step}" != but]
    which = (col(Prompt.subject_id) == about.id) & col(Prompt.question).in_([*others, "nomination_again"])
    ctx.session.execute(update(Prompt).where(which, col(Prompt.answered_at).is_(None)).values(answered_at=ctx.now))


def editable(ctx: Ctx, nomination_id: int) -> Nomination:
    """The speaker's own nomination while it can be changed. Raises NotFound."""
    about = nominations.mine(ctx.session, nomination_id, ctx.actor.id)
    if about.state not in EDITABLE:
        raise NotFound(what="")
    return about


def at_step(ctx: Ctx, nomination_id: int, step: str) -> Nomination:
    """The draft, if it is at that step; an old button of another step finds nothing."""
    about = editable(ctx, nomination_id)
    if about.step != step:
        raise NotFound(what="")
    return about
