"""`stairwell awards YEAR`: the award list of a year computed again from the records, byte for byte."""

import sys

from bot.compose import ZONE, open_database
from bot.settings import load
from models.award_posting import rebuilt
from models.awards import canonical


async def awards(year: int) -> None:
    """Print the award list of a year as canonical JSON, computed anew; exit code 1 when another one is stored.

    Of a closed list its SHA-256 is the checksum that was posted: `stairwell awards 2026 | sha256sum`.

    Parameters
    ----------
    year:
        for example 2026
    """
    db = open_database(load())
    content, fits = await db.read(rebuilt, year, ZONE)
    await db.close()
    sys.stdout.buffer.write(canonical(content))
    sys.stdout.flush()
    if not fits:
        sys.exit(1)
