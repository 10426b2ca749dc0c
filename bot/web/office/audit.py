"""Who did what when, with filters; newest first, page by page from the last line seen."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from bot.commands.audit import ACT
from bot.commands.lines import joined
from bot.web.office import asked
from bot.web.office.asked import link
from bot.web.office.pages import ROWS, Page, View
from messages.audit_words import about, fact, nobody_key, what
from models.audit_lists import KNOWN, Done, Sought, acts

PAGES_OF = {
    "person": "/office/person/", "case": "/office/case/", "broadcast": "/office/broadcast/", "entry": "/office/entry/",
    "review": "/office/review/",
}  # fmt: skip
"""Subjects that have a page of their own, by their kind."""
KEPT = {"review.score": ("score", "before")}
"""Facts that are noted but shown to nobody here: a score is its reviewer's and its head's to see."""


def audit(view: View) -> Mapping[str, Any]:
    """The acts that are asked for, each in words, with its subject and the ids and numbers it noted."""
    when = asked.when(view)
    sought = Sought(
        people=asked.people(view), act=asked.one_of(view, "act", KNOWN), subject=view.arg("subject"), start=when.start,
        end=when.end, before=asked.number(view, "before"),
    )  # fmt: skip
    found = [] if when.wrong else acts(view.session, view.paths(ACT), sought, ROWS + 1)
    fields = [("person", None), ("act", _choices(view)), ("subject", None), ("from", None), ("to", None)]
    return {
        "fields": [(name, view.say(f"page-audit-field-{name}"), view.arg(name), some) for name, some in fields],
        "heads": [(view.say(f"page-audit-{name}"), False) for name in ("when", "who", "what", "subject", "facts")],
        "rows": [_row(view, one) for one in found[:ROWS]], "older": found[ROWS - 1].id if len(found) > ROWS else 0,
        "wrong": view.say("page-records-no-time", said=when.wrong) if when.wrong else "",
    }  # fmt: skip


def _row(view: View, one: Done) -> list[Any]:
    kind, _, number = one.subject.partition(":")
    named = about(one.subject, view.language)
    subject = link(named, PAGES_OF[kind] + quote(number)) if kind in PAGES_OF and number else named
    who = link(one.actor, f"/office/person/{one.actor_id}") if one.actor_id else view.say(nobody_key(one))
    kept = KEPT.get(one.act, ())
    facts = [fact(name, value, view.language) for name, value in one.facts.items() if name not in kept]
    told = joined(view.language, filter(None, facts))
    return [asked.local(view, one.at), who, what(one.act, view.language), subject, told]


def _choices(view: View) -> asked.Choices:
    """Every act by its words; those of a kind stand together."""
    return [("", view.say("page-records-any")), *((act, what(act, view.language)) for act in KNOWN)]


PAGES = (Page("/office/audit", ACT, "page-audit", "audit.html", audit, menu="set", sheets=("audit",)),)
