"""The rows of spreadsheets about people, their posts and what they are asked; and about whom somebody goes to."""

from collections.abc import Iterator

from sqlalchemy import select as sql
from sqlmodel import Session, col

from messages.list_words import care_time
from messages.paper.sheet_asked import MOST_ROWS, Asked, Row, pieces
from messages.render import period_name
from models import door_lists, people_lists
from models.duties import Duty, Task
from models.duty_edits import all_duties
from models.grid import Grid, within
from models.people import Person
from models.people_lists import NOW as HOLDS
from models.people_lists import Held
from models.point_rules import rules_on
from models.rhythms import describe
from models.vacancies import ROLE_OF_LEVEL, Gap, absences, vacancies


def people(session: Session, asked: Asked) -> Iterator[Row]:
    """Whoever holds a post in the asker's grids, a line a post, with the phone number the roster gave; by grid."""
    wanted, found = people_lists.Wanted(when=HOLDS), []
    for some in pieces(lambda skip, most: people_lists.people(session, wanted, asked.paths, most, skip)):
        phones = people_lists.phones_of(session, [one.id for one in some])
        for one in some:
            member = asked.said("paper-yes") if one.party_member else ""
            for held in one.posts:
                if held.to_on is None:
                    found.append((held.path, one.id, (held.code, held.grid, _post(asked, held), one.name, member,
                                  asked.listed(phones.get(one.id, [])), held.from_on.isoformat())))  # fmt: skip
    yield from (row for _, _, row in sorted(found))


def _post(asked: Asked, held: Held) -> str:
    role = asked.role(held.role)
    return asked.said("paper-deputy", role=role) if held.deputy else role


def tasks(session: Session, asked: Asked) -> Iterator[Row]:
    """The tasks that opened in the period and how each ended."""
    start, end = asked.span
    names = {duty.key: asked.named(duty) for duty in session.execute(sql(Duty)).scalars()}
    query = (
        sql(Task, col(Grid.code), col(Grid.name), col(Person.name))
        .join(Grid, col(Grid.id) == col(Task.grid_id))
        .outerjoin(Person, col(Person.id) == col(Task.person_id))
        .where(col(Task.opens_at) >= start, col(Task.opens_at) < end, within(asked.paths))
        .order_by(col(Task.duty_key), col(Task.period), col(Grid.path), col(Task.id))
    )
    for task, code, grid, name in session.execute(query):
        yield (names[task.duty_key], period_name(task.period, asked.language), code, grid, name or "",
               asked.said(f"paper-task-{task.state}"), asked.day(task.due_at), asked.day(task.done_at))  # fmt: skip


def duties(session: Session, asked: Asked) -> Iterator[Row]:
    """Every duty with its rhythm, when it comes next, whom it asks, and what it earns today."""
    rules = rules_on(session, asked.now.astimezone(asked.zone).date()).rules
    for duty in all_duties(session):
        key, facts = describe(duty.rhythm)
        earns = [f"{rules[rule].name[asked.language]} +{rules[rule].points}" for rule in set(duty.points.values())]
        yield (duty.key, asked.named(duty), asked.said("duty-state-on" if duty.active else "duty-state-off"),
               asked.said(key, **facts), asked.day(duty.next_at), asked.role(duty.audience),
               asked.listed(sorted(earns)))  # fmt: skip


def empty(session: Session, asked: Asked) -> Iterator[Row]:
    """The empty posts of heads in the asker's grids, since when, and who stands in."""
    for gap in vacancies(session, asked.paths):
        since = gap.since.isoformat() if gap.since else ""
        yield gap.code, gap.name, asked.role(ROLE_OF_LEVEL[gap.level]), since, _cover(asked, gap)


def away(session: Session, asked: Asked) -> Iterator[Row]:
    """The heads of the asker's grids who are away today, and who stands in; not why."""
    for gap in absences(session, asked.paths, asked.now.astimezone(asked.zone).date()):
        since, until = (day.isoformat() if day else "" for day in (gap.since, gap.until))
        yield gap.code, gap.name, gap.head or "", since, until, _cover(asked, gap)


def _cover(asked: Asked, gap: Gap) -> str:
    return gap.deputy or (asked.said("vacancies-asking") if gap.asking else "")


# --- whom somebody goes to ---
def care(session: Session, asked: Asked) -> Iterator[Row]:
    """Who has a check-in in the asker's grids, when they are asked, and how it stands; not what they said."""
    for one in door_lists.looked_after(session, asked.paths, most=MOST_ROWS + 1):
        yield (one.name, one.code, one.place, care_time(one.care, asked.language),
               asked.said(f"care-state-{one.stage}"))  # fmt: skip


def knocks(session: Session, asked: Asked) -> Iterator[Row]:
    """Who is still to be told in person, what about, and who is asked to."""
    today = asked.now.astimezone(asked.zone).date()
    for one in door_lists.doors(session, asked.person_id, asked.paths, today, most=MOST_ROWS + 1):
        urgent = asked.said("paper-yes") if one.alert else ""
        yield (one.name, one.place, asked.said(f"knock-about-{one.about}"), urgent, one.knocker,
               asked.day(one.asked_at))  # fmt: skip


def spots(session: Session, asked: Asked) -> Iterator[Row]:
    """The spot checks that are over, and what each found."""
    for one in door_lists.spots(session, asked.paths, most=MOST_ROWS + 1):
        yield (one.code, one.place, period_name(one.period, asked.language), one.checker,
               asked.said(f"page-queues-spot-{one.state}"), asked.day(one.settled_at or one.asked_at))  # fmt: skip


def photos(session: Session, asked: Asked) -> Iterator[Row]:
    """The photos that look like an earlier one, and what was said of them."""
    for one in door_lists.alike(session, asked.paths, most=MOST_ROWS + 1):
        yield (one.name, one.code, one.place, asked.day(one.at), one.before, asked.day(one.before_at),
               asked.said(f"page-queues-photo-{one.said or 'open'}"))  # fmt: skip
