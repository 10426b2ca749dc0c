"""Trainings: how many heads of each level have attended which of the eight courses."""

from collections.abc import Iterable

from bot.commands.event_lines import FOLLOW
from bot.commands.lines import line
from bot.context import Ctx, Reply
from bot.intents import Yearly
from bot.routes import Route
from models import event_figures
from models.event_figures import Covered
from models.events import COURSES, TRAINING
from models.permissions import paths_for


class ShowTraining(Yearly):
    """Whom have trainings reached, and whom not? `year` 0 is the current one."""


def show_training(ctx: Ctx, intent: ShowTraining) -> Reply:
    """Sessions and people of a year, and for each course attended of heads by level, within the asker's grids."""
    today = ctx.now.astimezone(ctx.zone).date()
    year = intent.year or today.year
    start, end = event_figures.year_of(year, ctx.zone)
    paths = paths_for(ctx.actor, FOLLOW)
    held = next(
        (one for one in event_figures.held_between(ctx.session, start, end, paths) if one.kind == TRAINING), None
    )
    rows = event_figures.coverage(ctx.session, start, end, today, paths)
    if held is None and not any(row.attended for row in rows):
        return Reply("training-none", {"year": year})
    facts = {
        "year": year, "sessions": held.events if held else 0, "people": held.attendances if held else 0,
        "persons": held.people if held else 0,
    }  # fmt: skip
    return Reply("training-coverage", facts | {"lines": coverage_lines(ctx, rows)})


def coverage_lines(ctx: Ctx, rows: list[Covered]) -> list[str]:
    """One line for all trainings together, and one for each course that was held."""
    lines = [line(ctx, "training-heads", parts=_parts(ctx, (row for row in rows if not row.course)))]
    for course in COURSES:
        mine = [row for row in rows if row.course == course]
        if mine:
            lines.append(line(ctx, "training-course-line", course_key=f"course-{course}", parts=_parts(ctx, mine)))
    return lines


def _parts(ctx: Ctx, rows: Iterable[Covered]) -> list[str]:
    return [
        line(ctx, "training-part", level_key=f"training-level-{row.level}", attended=row.attended, heads=row.heads)
        for row in rows
    ]


def _year(rest: str) -> ShowTraining:
    return ShowTraining(int(rest) if rest.isascii() and rest.isdigit() and len(rest) == 4 else 0)


ROUTES = (Route(ShowTraining, show_training, FOLLOW, ("/training", "培训", "training"), _year),)
