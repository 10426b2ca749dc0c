"""The rows of spreadsheets of what waits and of what was sent: questions, applications, cases, wishes, messages."""

from collections.abc import Iterator

from sqlmodel import Session

from messages.catalogue import CatalogueError
from messages.forms import RICH
from messages.list_words import about_key
from messages.paper.sheet_asked import MOST_ROWS, Asked, Row, pieces
from messages.render import readable, render
from models import (
    asked_lists,
    case_search,
    dead_letters,
    event_lists,
    procedure_cases,
    proposals,
    reached,
    reviewing,
    wish_lists,
)
from models.broadcasts import AWAITING, TEXT, Broadcast
from models.case_rules import category_of
from models.case_search import EVERY
from models.groups import groups_by_grid
from models.nominations import categories
from models.people import Person


def questions(session: Session, asked: Asked) -> Iterator[Row]:
    """The asker's own open questions, each in the words it came in."""
    name = session.get_one(Person, asked.person_id).name
    for one in asked_lists.open_questions(session, asked.person_id, asked.now, most=MOST_ROWS + 1):
        facts = {"grid": one.grid, "name": name, "day": one.asked_at.astimezone(asked.zone).date().isoformat()}
        try:
            message = render(to="", form=RICH, language=asked.language, key=one.key, facts=facts | one.facts)
        except CatalogueError:  # one the catalogue does not have any more
            continue
        yield asked.day(one.asked_at), asked.day(one.expires_at), message.text


def applications(session: Session, asked: Asked) -> Iterator[Row]:
    """What waits for the asker, without anybody's name; a sensitive one says a number and a step, as on the page."""
    today = asked.now.astimezone(asked.zone).date()
    for about, grid in procedure_cases.turn_of(session, asked.person_id, asked.paths, today):
        kind, quiet = about.kind, about.kind.sensitive
        yield (about.id, "" if quiet else kind.name[asked.language], "" if quiet else grid.code,
               "" if quiet else grid.name, about.step + 1, len(kind.steps), asked.day(about.due_at))  # fmt: skip


def nominations(session: Session, asked: Asked) -> Iterator[Row]:
    """The nominations whose turn of review is the asker's, oldest first."""
    for about, by, grid in reviewing.shown(session, reviewing.queue(session, asked.person_id, asked.paths)):
        yield (str(about.id), about.name, categories()[about.category].name[asked.language], by, grid.code, grid.name,
               asked.day(about.submitted_at))  # fmt: skip


def approvals(session: Session, asked: Asked) -> Iterator[Row]:
    """Proposals that the asker could agree to or made, in the words `more` has for them; messages that wait."""
    words = asked.more.get("words", {})
    for one, name in proposals.waiting(session, asked.now, most=MOST_ROWS + 1):
        if str(one.id) in words:
            yield (asked.said("page-queues-proposals"), one.id, words[str(one.id)], name, asked.day(one.made_at),
                   asked.day(one.expires_at))  # fmt: skip
    sends, _ = reached.listed(session, asked.person_id, asked.paths, most=MOST_ROWS + 1, state=AWAITING)
    for about in sends:
        yield (asked.said("page-queues-sends"), about.id, _text(asked, about), _name(session, about.actor_id),
               asked.day(about.confirmed_at), "")  # fmt: skip


def cases(session: Session, asked: Asked) -> Iterator[Row]:
    """The findings and reports of the period, without what was written about them."""
    for one in case_search.search(
        session, asked.paths, asked.now, which=EVERY, made=asked.span, most=MOST_ROWS + 1
    ):  # fmt: skip
        case, category = one.case, category_of(one.case.category).name.get(asked.language, one.case.category)
        yield (case.id, one.code, one.place, category, asked.said(f"case-state-{case.state}"), one.owner,
               asked.day(case.made_at), asked.day(case.due_at), asked.day(case.closed_at))  # fmt: skip


def held(session: Session, asked: Asked) -> Iterator[Row]:
    """The events there were, the newest first, and how many photos and works came of each."""
    for one in event_lists.held(session, asked.person_id, asked.paths, most=MOST_ROWS + 1):
        event = one.event
        yield (event.number, event.title, asked.said(f"event-kind-{event.kind}"), asked.day(event.starts_at), one.grid,
               asked.said(f"page-events-is-{event.state}"), one.photos, one.works)  # fmt: skip


def wishes(session: Session, asked: Asked) -> Iterator[Row]:
    """The wishes that were published in the period, in their published words; never whose they are."""
    for one in wish_lists.under_way(session, asked.paths, published=asked.span, most=MOST_ROWS + 1):
        wish = one.wish
        yield (wish.id, one.code, one.place, wish.public, asked.said(f"page-queues-wish-{wish.state}"), one.claimer,
               asked.day(wish.published_at), asked.day(wish.fulfilled_at), asked.day(wish.confirmed_at))  # fmt: skip


def broadcasts(session: Session, asked: Asked) -> Iterator[Row]:
    """The messages to many of the period that are the asker's own or went to the asker's people only."""
    found, _ = reached.listed(session, asked.person_id, asked.paths, most=MOST_ROWS + 1, span=asked.span)
    for about in found:
        second = _name(session, about.seconded_by) if about.seconded_by else ""
        yield (about.id, asked.day(about.confirmed_at or about.created_at), _name(session, about.actor_id), second,
               _text(asked, about), about.recipients, about.unreachable,
               asked.said(f"page-queues-broadcast-{reached.stage(about, asked.now)}"))  # fmt: skip


def _text(asked: Asked, about: Broadcast) -> str:
    if about.kind != TEXT:
        return asked.said("delivery-consent")
    return asked.said(about.key, **readable(about.said, asked.language))


def _name(session: Session, person_id: int) -> str:
    return session.get_one(Person, person_id).name


def groups(session: Session, asked: Asked) -> Iterator[Row]:
    """The grids in whose group chats a robot speaks, and in how many of each."""
    yield from groups_by_grid(session, asked.paths, most=MOST_ROWS + 1)


def uncertain(session: Session, asked: Asked) -> Iterator[Row]:
    """What may or may not have arrived, oldest first."""
    today = asked.now.astimezone(asked.zone).date()
    for one in reached.doubts(session, asked.paths, asked.now, today, most=MOST_ROWS + 1):
        yield str(one.id), one.name, asked.said(f"knock-about-{about_key(one.purpose)}"), asked.day(one.created_at)


def letters(session: Session, asked: Asked) -> Iterator[Row]:
    """What could not be handled, without a word of it."""
    for some in pieces(lambda skip, most: dead_letters.dead_letters(session, skip=skip, most=most)):
        for one in some:
            kept = asked.said("paper-yes") if one.kept else ""
            yield str(one.id), asked.day(one.at), asked.said(f"way-{one.channel}"), one.name, one.error, kept
