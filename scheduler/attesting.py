"""What waits for the other side's word: help nobody attested ends, inspections are chosen for a look."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from messages.catalogue import say
from models import helps, spot_checks
from models.db import write_queued
from models.following import close_prompts
from models.outbox import post
from models.people import Person
from models.prompts import ask
from models.spot_checks import SpotCheck

NEWS_STANDS = timedelta(days=7)
JUST_AFTER = timedelta(seconds=1)


def lapse_helps(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """End what nobody attested in time, and tell the helpers that it counts for nobody; how many."""
    over = helps.lapse(session, now)
    for given in over:
        assert given.id is not None
        for question in ("help", "help_told"):
            close_prompts(session, question, given.id, now)
        facts = {"name": session.get_one(Person, given.helped_id).name, "day": given.done_on.isoformat()}
        post(
            session, given.helper_id, "help-lapsed-note", facts, purpose="help-note",
            subject=f"help:{given.id}:{given.state}", now=now, expires_at=now + NEWS_STANDS,
        )  # fmt: skip
    return len(over)


def spot_check(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Choose what is looked at and ask for a look; end what nobody looked at; how many of both."""
    made = spot_checks.choose(session, now)
    for spot in made:
        _ask(session, spot, now, zone)
    return len(made) + spot_checks.lapse(session, now)


def next_moments(session: Session, now: datetime, zone: ZoneInfo) -> list[datetime | None]:
    """When those sweeps have something to do next."""
    ends = (helps.lapses_at(session), spot_checks.next_moment(session))
    return [end + JUST_AFTER if end else None for end in ends]


def _ask(session: Session, spot: SpotCheck, now: datetime, zone: ZoneInfo) -> None:
    assert spot.id is not None
    prompt_id = ask(session, spot.checker_id, "spot", spot.id, now, spot.expires_at)
    write_queued(session)  # the message names the question
    language, about = session.get_one(Person, spot.checker_id).language, spot_checks.seen(session, spot)
    found = [say(f"item-{item.replace('_', '-')}", language) for item in about.items]
    facts = {
        "grid": about.grid, "period": about.period, "day": about.at.astimezone(zone).date().isoformat(),
        "items": found or say("spot-nothing", language),
    }  # fmt: skip
    post(
        session, spot.checker_id, "spot-ask", facts, purpose="spot", subject=f"spot:{spot.id}", now=now,
        expires_at=spot.expires_at, prompt_id=prompt_id, language=language,
    )  # fmt: skip
