"""What waits for a word: one's own open questions, applications, nominations, and what takes a second person."""

from collections.abc import Mapping
from typing import Any

from bot.commands.approve import whom
from bot.commands.recalling import kinds_of
from bot.web.office.pages import ROWS, Page, View
from bot.web.office.photos import in_order, pictures
from bot.web.office.spoken import ctx_of, day, moment, number
from messages.catalogue import CatalogueError
from messages.forms import RICH
from messages.render import render
from models import asked_lists, procedure_cases, proposals, reached, reviewing
from models.asked_lists import Asked
from models.broadcasts import AWAITING
from models.grid import Grid
from models.nominations import categories
from models.people import Person
from models.permissions import Scope, scope_of
from models.procedure_cases import OPEN, Application
from models.questions import QUESTIONS

REVIEW, WORK, DECIDE, WRITE = "nomination.review", "procedure.work", "proposal.decide", "message.post"
SHOWN = 20
"""Questions on one page: each is a whole message."""
ABOUT = {
    "case": "/office/case/{}", "case_check": "/office/case/{}", "application": "/office/application/{}",
    "second": "/office/broadcast/{}", "care_door": "/office/care",
}  # fmt: skip
"""Where what a question is about stands whole."""


# --- what I am asked ---
def asked(view: View) -> Mapping[str, Any]:
    """The open questions of whoever looks, each in the words it came in and with its answers."""
    skip = (view.page - 1) * SHOWN
    found = asked_lists.open_questions(view.session, view.person_id, view.now, skip=skip, most=SHOWN + 1)
    return {
        "questions": [shown for one in found[:SHOWN] if (shown := worded(view, one))], "more": len(found) > SHOWN,
        "page": view.page, "tasks": scope_of(view.actor, "task.report") is not Scope.NONE,
    }  # fmt: skip


def worded(view: View, one: Asked) -> dict[str, Any] | None:
    """A question as it was said in chat, with its buttons; None for one the catalogue does not have any more."""
    facts = {"grid": one.grid, "name": view.actor.name, "day": one.asked_at.astimezone(view.zone).date().isoformat()}
    try:
        message = render(
            to="", form=RICH, language=view.language, key=one.key, facts=facts | one.facts, question=one.question,
            token=one.token,
        )  # fmt: skip
    except CatalogueError:
        return None
    return {
        "text": message.text, "buttons": message.buttons, "question": one.token,
        "open": bool(QUESTIONS[one.question].open_intent or not message.buttons),
        "href": ABOUT[one.question].format(one.subject_id) if one.question in ABOUT else "",
        "at": moment(view, one.asked_at), "until": moment(view, one.expires_at),
    }  # fmt: skip


def asked_waiting(view: View) -> int:
    """How many questions wait for whoever looks."""
    return asked_lists.count_open(view.session, view.person_id, view.now)


# --- applications ---
def applications(view: View) -> Mapping[str, Any]:
    """What waits for whoever looks, without anybody's name, as in chat: a sensitive one says a number and a step."""
    found = procedure_cases.queue(view.session, view.actor, view.now.astimezone(view.zone).date())
    shown = found[view.skip : view.skip + ROWS]
    return {
        "rows": [_application(view, about, grid) for about, grid in shown], "page": view.page,
        "more": len(found) > view.skip + ROWS,
        "heads": [(view.say(f"page-queues-{name}"), False) for name in ("number", "procedure", "grid", "step", "due")],
    }  # fmt: skip


def _application(view: View, about: Application, grid: Grid) -> list[Any]:
    kind, late = about.kind, about.due_at < view.now
    quiet = kind.sensitive
    return [
        {"text": f"#{about.id}", "href": f"/office/application/{about.id}"},
        view.say("page-queues-private") if quiet else kind.name[view.language],
        "–" if quiet else {"text": grid.name, "href": f"/office/grid/{grid.code}"},
        view.say("page-queues-step-of", place=about.step + 1, count=len(kind.steps)),
        {"text": _due(view, about), "kind": "bad" if late else ""},
    ]  # fmt: skip


def _due(view: View, about: Application) -> str:
    due = day(view, about.due_at)
    return view.say("page-queues-late-mark", when=due) if about.due_at < view.now else due


def application(view: View) -> Mapping[str, Any]:
    """One application, for who may see it in chat; the view of a sensitive one is written into the audit, as there."""
    today = view.now.astimezone(view.zone).date()
    about, grid = procedure_cases.view(view.session, number(view), view.actor, view.now, today)
    kind, notes = about.kind, procedure_cases.notes(view.session, about)
    names = {note.person_id: view.session.get_one(Person, note.person_id).name for note in notes}
    turn = procedure_cases.turns(view.session, [(about, grid.path)], today)[about.id or 0]
    return {
        "heading": view.say("page-queues-application", number=about.id, name=kind.name), "about": about, "grid": grid,
        "person": view.session.get_one(Person, about.applicant_id).name,
        "state": view.say(f"application-state-{about.state}"), "due": _due(view, about),
        "late": about.state == OPEN and about.due_at < view.now,
        "steps": [(step.name[view.language], place) for place, step in enumerate(kind.steps)],
        "mine": about.state == OPEN and view.person_id in turn,
        "past": [[moment(view, note.at), names[note.person_id], view.say(f"page-queues-application-{note.act}"),
                  kind.steps[note.step].name[view.language], note.text or "–"] for note in notes],
    }  # fmt: skip


def applications_waiting(view: View) -> int:
    """How many applications wait for whoever looks."""
    return len(procedure_cases.queue(view.session, view.actor, view.now.astimezone(view.zone).date()))


# --- nominations ---
def nominations(view: View) -> Mapping[str, Any]:
    """The nominations whose turn of review is that of whoever looks, oldest first."""
    ids = reviewing.queue(view.session, view.person_id, view.paths(REVIEW))
    shown = ids[view.skip : view.skip + ROWS]
    found = reviewing.shown(view.session, shown)
    return {
        "rows": [{"id": about.id, "name": about.name, "category": categories()[about.category].name[view.language],
                  "by": by, "grid": grid, "since": day(view, about.submitted_at),
                  "photos": pictures(view, "nomination", in_order(about.id, about.pictures, by, about.made_at),
                                  "page-photo-nomination", nominee=about.name, grid=grid.name)}
                 for about, by, grid in found],
        "page": view.page, "more": len(ids) > view.skip + ROWS,
    }  # fmt: skip


def nominations_waiting(view: View) -> int:
    """How many nominations wait for whoever looks."""
    return len(reviewing.queue(view.session, view.person_id, view.paths(REVIEW)))


# --- what takes a second person ---
def approvals(view: View) -> Mapping[str, Any]:
    """Proposals and messages to many that wait for a second person, of those they could do or write themselves."""
    ctx, kinds = ctx_of(view), kinds_of(ctx_of(view))
    found = proposals.waiting(view.session, view.now, view.skip, ROWS + 1)
    sends, _ = reached.listed(view.session, view.person_id, view.paths(WRITE), most=ROWS, state=AWAITING)
    return {
        "proposals": [
            {"id": about.id, "name": name, "what": kinds[about.kind].worded(ctx, about.content, view.language),
             "made": moment(view, about.made_at), "until": moment(view, about.expires_at),
             "own": about.actor_id == view.person_id}
            for about, name in found[:ROWS] if about.kind in kinds
        ],
        "sends": [
            {"id": about.id, "name": view.session.get_one(Person, about.actor_id).name, "count": about.recipients,
             "audience": whom(ctx, about, view.language), "made": moment(view, about.confirmed_at),
             "text": about.text, "own": about.actor_id == view.person_id}
            for about in sends
        ],
        "page": view.page, "more": len(found) > ROWS,
    }  # fmt: skip


def approvals_waiting(view: View) -> int:
    """How much waits for the word of whoever looks: what others have proposed or want to send."""
    kinds = kinds_of(ctx_of(view))
    found = proposals.waiting(view.session, view.now)
    sends, _ = reached.listed(view.session, view.person_id, view.paths(WRITE), most=ROWS, state=AWAITING)
    theirs = sum(about.actor_id != view.person_id and about.kind in kinds for about, _ in found)
    return theirs + sum(about.actor_id != view.person_id for about in sends)


PAGES = (
    Page("/office/asked", "page.open", "page-queues-asked", "asked.html", asked, "now", asked_waiting,
         sheets=("asked",)),
    Page("/office/applications", WORK, "page-queues-applications", "applications.html", applications, "now",
         applications_waiting, sheets=("applications",)),
    Page("/office/application/{number}", WORK, "page-queues-applications", "application.html", application, notes=True),
    Page("/office/nominations", REVIEW, "page-queues-nominations", "nominations.html", nominations, "now",
         nominations_waiting, sheets=("nominations",)),
    Page("/office/approvals", DECIDE, "page-queues-approvals", "approvals.html", approvals, "now", approvals_waiting,
         sheets=("approvals",)),
)  # fmt: skip
