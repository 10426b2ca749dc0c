"""Objections to the posted award list: making one, answering it, accepting the answer or insisting."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.commands.awards import ACT, community_only
from bot.commands.lines import capped, line
from bot.context import Ctx, Reply
from bot.grammar import plain
from bot.intents import About, Intent, Worded
from bot.routes import Route
from models import objections
from models.awards import award_list
from models.db import write_queued
from models.objections import ANSWERED, INSISTED, OPEN, TEXT_LENGTH, WAITING, Objection, open_list
from models.outbox import post
from models.people import Person
from models.prompts import answered, ask
from models.proposals import seconds
from models.text import chinese_marks, in_full

STANDS = timedelta(days=30)
ANSWER_LENGTH = 80
"""So that the answer fits two SMS segments, whole."""
ASKED = "objection_answer"
_ANSWER = re.compile(r"#?(\d{1,9})\s*[:：]?\s*(.+)", re.ASCII | re.DOTALL)


class Object(Worded):
    """Something about the posted list is not right."""


class ShowObjections(Intent):
    """Which objections are there?"""


class AnswerObjection(Worded):
    """What the office says to an objection: its number and the words."""


class AcceptAnswer(About):
    """The answer is all right with me."""


class Insist(About):
    """It is not: somebody else is to look at it."""


def make(ctx: Ctx, intent: Object) -> Reply:
    """Take an objection to the posted list; the coordinators are told. Raises as `make_objection`, and TooLong.

    With no words behind it, it says how to object, and a coordinator sees what there is.
    """
    text = chinese_marks(in_full(intent.text, TEXT_LENGTH))
    if len(plain(text)) < 2:
        listed = open_list(ctx.session, ctx.now)
        if listed is None:
            raise objections.NoPosting
        return Reply("usage-objection", {"year": listed.year})
    made = objections.make_objection(ctx.session, ctx.person_id, text, ctx.now)
    facts = {"number": made.number, "year": made.year, "name": ctx.actor.name, "text": made.text}
    _tell_office(ctx, "objection-news", facts, made)
    return Reply("objection-made", {"number": made.number})


def show(ctx: Ctx, intent: ShowObjections) -> Reply:
    """The objections to the newest list, those that wait first: for coordinators of the community."""
    community_only(ctx, ACT)
    stored = award_list(ctx.session)
    found = objections.objections(ctx.session, stored.year) if stored else []
    if not found:
        return Reply("objections-none")
    found.sort(key=lambda one: (one.state not in WAITING, one.number))
    return Reply("objections", {"lines": capped(ctx, [_line(ctx, one) for one in found])})


def give_answer(ctx: Ctx, intent: AnswerObjection) -> Reply:
    """Answer an objection; the objector hears it and may insist. Raises as `objections.answer`, and TooLong."""
    community_only(ctx, ACT)
    match = _ANSWER.fullmatch(intent.text.strip())
    if match is None or len(plain(match[2])) < 2:
        return Reply("usage-answer")
    text = chinese_marks(in_full(match[2], ANSWER_LENGTH))
    about = objections.answer(ctx.session, int(match[1]), text, ctx.person_id, ctx.now)
    first = about.state == ANSWERED
    prompt_id = None
    if first:
        prompt_id = ask(ctx.session, about.person_id, ASKED, about.number, ctx.now, ctx.now + STANDS)
        write_queued(ctx.session)  # the message names the question
    post(
        ctx.session, about.person_id, "objection-answer" if first else "objection-answer-last",
        {"number": about.number, "answer": text}, purpose="objection-answer",
        subject=f"objection:{about.number}:{about.state}", now=ctx.now, expires_at=ctx.now + STANDS,
        prompt_id=prompt_id, care=True,
    )  # fmt: skip
    return Reply("objection-answered", {"number": about.number, "name": _name(ctx, about.person_id)})


def accept(ctx: Ctx, intent: AcceptAnswer) -> Reply:
    """The objector accepts the answer. Raises ObjectionSettled."""
    objections.take_answer(ctx.session, intent.subject, ctx.person_id, accepted=True, now=ctx.now)
    _answered(ctx)
    return Reply("objection-accepted", {"number": intent.subject})


def insist(ctx: Ctx, intent: Insist) -> Reply:
    """The objector insists: another coordinator is to answer. Raises ObjectionSettled."""
    about = objections.take_answer(ctx.session, intent.subject, ctx.person_id, accepted=False, now=ctx.now)
    _answered(ctx)
    facts = {
        "number": about.number, "name": ctx.actor.name, "text": about.text, "answer": about.answer or "",
        "by": _name(ctx, about.answered_by or 0),
    }  # fmt: skip
    _tell_office(ctx, "objection-insisted-news", facts, about)
    return Reply("objection-insisted", {"number": about.number})


def _answered(ctx: Ctx) -> None:
    if ctx.prompt is not None:
        answered(ctx.session, ctx.prompt.id, ctx.now)


def _tell_office(ctx: Ctx, key: str, facts: Mapping[str, Any], about: Objection) -> None:
    """Everybody who may answer it hears of it, at once."""
    for one in seconds(ctx.session, ACT, ctx.person_id):
        post(
            ctx.session, one.person_id, key, facts, purpose=key, subject=f"objection:{about.number}", now=ctx.now,
            expires_at=ctx.now + STANDS, language=one.language, care=True,
        )  # fmt: skip


def _line(ctx: Ctx, one: Objection) -> str:
    key = {OPEN: "objection-line-open", INSISTED: "objection-line-insisted"}.get(one.state, "objection-line")
    return line(
        ctx, key, number=one.number, name=_name(ctx, one.person_id), text=one.text,
        answer=one.second or one.answer or "", by=_name(ctx, one.answered_by or 0),
    )  # fmt: skip


def _name(ctx: Ctx, person_id: int) -> str:
    person = ctx.session.get(Person, person_id)
    return person.name if person else "–"


ROUTES = (
    Route(Object, make, "award.object", ("/object", "异议", "我有异议", "不同意见", "objection", "object"), Object),
    Route(AcceptAnswer, accept, "award.object"),
    Route(Insist, insist, "award.object"),
    Route(ShowObjections, show, ACT, ("/objections", "异议列表", "objections"), whole=True),
    Route(AnswerObjection, give_answer, ACT, ("/answer", "答复", "answer"), AnswerObjection),
)
