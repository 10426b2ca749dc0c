"""A message to many: preview of the words, the recipients, the segments and the cost, and the question to confirm it.

What the answer does is in approve.py.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.commands.lines import joined, line, worded
from bot.commands.roles import take_audience, take_chats
from bot.context import Ask, Ctx, Reply
from bot.intents import Announce
from bot.routes import Route
from messages.forms import RICH, SHORT, Outgoing
from messages.render import render
from models import broadcasts
from models.broadcasts import CONSENT, INVITE, Broadcast, Tally
from models.consent_asking import Invited
from models.errors import GridNotFound
from models.groups import GROUPS
from models.lookup import find_grid
from models.people import SMS, TELEGRAM
from models.permissions import paths_for
from models.prices import sms_price
from models.text import chinese_marks, has_link

ACT = "message.post"
TEXT_LENGTH = 500


def announce(ctx: Ctx, intent: Announce) -> Reply:
    """Show who would get which words at what cost, and ask. Nothing is sent before the confirm."""
    head, colon, text = intent.text.replace("：", ":").partition(":")
    text = chinese_marks(text.strip())
    if (chats := take_chats(head)) is not None:
        return announce_to_groups(ctx, chats, text)
    roles, said = take_audience(head)
    if not colon or not text or (roles is None and not said):
        return Reply("usage-announce")
    if len(text) > TEXT_LENGTH:
        return Reply("announce-too-long", {"most": TEXT_LENGTH, "length": len(text)})
    paths, path, place = paths_for(ctx.actor, ACT), "/", ""
    if said:
        try:
            grid = find_grid(ctx.session, said, paths)
        except GridNotFound:
            if roles is None:  # neither a role nor a grid: say what an audience can be
                return Reply("usage-announce")
            raise
        path, place = grid.path, f"{grid.code} {grid.name}"
    about = Broadcast(actor_id=ctx.person_id, roles=list(roles or ()), path=path, text=text, created_at=ctx.now)
    counts = broadcasts.tally(ctx.session, about, paths, _today(ctx))
    audience = audience_line(ctx.actor.language, roles or (), place)
    if not counts.recipients:
        return Reply("announce-nobody", {"audience": audience, "unreachable": counts.unreachable})
    return preview(ctx, about, counts, audience)


def announce_to_groups(ctx: Ctx, said: str, text: str) -> Reply:
    """The same for the group chats of a subtree: how many there are, and the words. Raises GridNotFound."""
    if not text:
        return Reply("usage-announce-groups")
    if len(text) > TEXT_LENGTH:
        return Reply("announce-too-long", {"most": TEXT_LENGTH, "length": len(text)})
    paths, path, place = paths_for(ctx.actor, ACT), "/", line(ctx, "audience-all")
    if said:
        grid = find_grid(ctx.session, said, paths)
        path, place = grid.path, f"{grid.code} {grid.name}"
    about = Broadcast(actor_id=ctx.person_id, roles=[GROUPS], path=path, text=text, created_at=ctx.now)
    counts = broadcasts.tally(ctx.session, about, paths, _today(ctx))
    if not counts.recipients:
        return Reply("announce-no-groups", {"place": place})
    facts = {"place": place, "count": counts.recipients, "text": _words(about, RICH, ctx.actor.language)}
    return Reply("announce-groups-preview", facts, _ask(ctx, about))


def audience_line(language: str, roles: Sequence[str], place: str) -> str:
    """Whom it is for, in somebody's language: "单元长、志愿者 · HT03 三号网格"."""
    names = [worded(language, f"role-{role.replace('_', '-')}") for role in roles] or [worded(language, "audience-all")]
    return " · ".join(filter(None, (joined(language, names), place)))


def preview(ctx: Ctx, about: Broadcast, counts: Tally, audience: str) -> Reply:
    """The words as they will arrive, the recipients by channel, SMS segments and what they cost."""
    facts = {"audience": audience} | preview_facts(ctx, ctx.actor.language, about, counts)
    return Reply("announce-preview", facts, _ask(ctx, about))


def preview_facts(ctx: Ctx, language: str, about: Broadcast, counts: Tally) -> dict[str, Any]:
    """What whoever is to say yes must know, in their language: recipients, lines by channel, segments, cost, words.

    The segments are those the gateway bills, what it adds to the words included.
    """
    each = {spoken: ctx.community.billed(_outgoing(about, SHORT, spoken)) for _, spoken in counts.by_way}
    total = sum(count * each[spoken] for (way, spoken), count in counts.by_way.items() if way == SMS)
    refused = sum(count for (way, spoken), count in counts.by_way.items() if way == SMS and not each[spoken])
    by_sms = [each[spoken] for way, spoken in counts.by_way if way == SMS]
    cost = money(ctx, total)
    lines = [worded(language, "announce-by-telegram", count=counts.over(TELEGRAM))] if counts.over(TELEGRAM) else []
    if by_sms:
        lines.append(worded(
            language, "announce-by-sms", count=counts.over(SMS), segments=max(by_sms), total=total, **cost
        ))  # fmt: skip
        lines += [worded(language, "announce-warn-long", count=refused)] if refused else []
        lines += [worded(language, "announce-warn-link")] if has_link(about.text) else []
    lines += [worded(language, "announce-unreachable", count=counts.unreachable)] if counts.unreachable else []
    words = _words(about, RICH, language)
    return {"recipients": counts.recipients, "total": total, "lines": lines, "text": words} | cost


def consent_preview(ctx: Ctx, who: list[Invited], path: str, place: str) -> Reply:
    """The same for the one question that may be sent before consent, to the heads of a subtree."""
    about = Broadcast(actor_id=ctx.person_id, kind=CONSENT, path=path, created_at=ctx.now)
    messages = [
        render(
            to="", form=SHORT, language=one.language, key="consent-invitation",
            facts={"name": one.name, "grid": one.grid}, question=CONSENT,
        )
        for one in who
    ]  # fmt: skip
    each = [ctx.community.billed(message) for message in messages]
    text = messages[0].text
    facts = {"place": place, "recipients": len(who), "text": text, "segments": max(each), "total": sum(each)}
    facts |= money(ctx, sum(each))
    return Reply("invite-sms-preview", facts, _ask(ctx, about))


def _ask(ctx: Ctx, about: Broadcast) -> Ask:
    question = "announce" if about.event_id is None else "event_announce"
    return Ask(question, broadcasts.draft(ctx.session, about), stands=broadcasts.STANDS, new=True)


def money(ctx: Ctx, total: int) -> dict[str, object]:
    """What that many SMS segments cost, as facts: currency and amount with two decimals."""
    currency, price = sms_price(ctx.session)
    return {"currency": currency, "cost": f"{price * total:.2f}"}


def _words(about: Broadcast, form: str, language: str) -> str:
    return _outgoing(about, form, language).text


def _outgoing(about: Broadcast, form: str, language: str) -> Outgoing:
    if about.kind == CONSENT:
        sample = {"name": worded(language, "consent-sample-name"), "grid": worded(language, "consent-sample-grid")}
        return render(to="", form=SHORT, language=language, key="consent-invitation", facts=sample, question=CONSENT)
    asked = INVITE if about.event_id is not None else ""
    return render(to="", form=form, language=language, key=about.key, facts=about.said, question=asked)


def _today(ctx: Ctx) -> date:
    return ctx.now.astimezone(ctx.zone).date()


ROUTES = (Route(Announce, announce, ACT, ("/announce", "群发", "announce"), Announce),)
