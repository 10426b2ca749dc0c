"""The background job that looks at photos of check-ins: was this one used before? The row is the truth."""

import asyncio
import io
from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog
from sqlmodel import Session

from bot.photo_bytes import MOST_PIXELS, fetch_photo
from messages.forms import Channel
from models import photo_prints
from models.clock import Clock
from models.db import Database, write_queued
from models.outbox import post
from models.people import Person
from models.photo_prints import Look
from models.prompts import ask

log = structlog.get_logger()
STANDS = timedelta(days=7)
SIDE = 9


async def work_photos(db: Database, channels: Mapping[str, Channel], clock: Clock, zone: ZoneInfo) -> int:
    """Look at one photo that waits, and ask its sender where it looks like an earlier one; how many were handled.

    One that cannot be had is tried again after `photo_prints.TAKEN_FOR`, then left alone: it proves nothing.
    """
    look = await db.run(photo_prints.take, clock.now())
    if look is None:
        return 0
    try:
        data = await fetch_photo(channels, look.channel, look.file_id)
    except OSError as error:
        log.warning("photo not fetched", error=type(error).__name__)
        return 1
    bits = await asyncio.to_thread(look_of, data)
    await db.run(_looked, look, bits, clock.now(), zone)
    return 1


def look_of(data: bytes) -> int | None:
    """A picture's difference hash, 128 bits; None for what is no picture, or is far too large."""
    import dhash  # it brings Pillow, which a program that never sees a photo need not load
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(data)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                return None
            small = ImageOps.exif_transpose(opened).convert("L").resize((SIDE, SIDE), Image.Resampling.LANCZOS)
            return int(dhash.dhash_int(list(small.tobytes())))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):  # what Pillow raises for broken files
        return None


def _looked(session: Session, look: Look, bits: int | None, now: datetime, zone: ZoneInfo) -> None:
    if bits is None:
        photo_prints.give_up(session, look.detail_id)
        return
    mine = photo_prints.keep(session, look.detail_id, bits, now)
    if mine is None or mine.like_id is None:
        return
    prompt_id = ask(session, mine.person_id, "photo", look.detail_id, now, now + STANDS)
    write_queued(session)  # the message names the question
    before, this = (photo_prints.where_from(session, one) for one in (mine.like_id, look.detail_id))
    facts = {
        "grid": this.grid, "before": before.grid, "day": before.at.astimezone(zone).date().isoformat(),
    }  # fmt: skip
    post(
        session, mine.person_id, "photo-ask", facts, purpose="photo", subject=f"detail:{look.detail_id}", now=now,
        expires_at=now + STANDS, prompt_id=prompt_id, language=session.get_one(Person, mine.person_id).language,
    )  # fmt: skip
