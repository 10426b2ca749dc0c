"""`python -m tests.rig [--kills N]`: kill the program everywhere, on both databases, and print what that did.

Every boundary several times in a community of HEADS stairwells, then N random moments. Exit code 1 when anything was
lost or doubled beyond what is promised, or a boundary was never come to.
"""

import argparse
import asyncio
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from models import crypt
from models.db import Database
from models.migrate import migrate
from tests import postgres
from tests.conftest import KEY
from tests.rig.checks import Verdict, judge
from tests.rig.failpoints import AFTER, BEFORE, COMMITS, KINDS_SENT
from tests.rig.story import Death, Plan, Story
from tests.rig.telegram import Telegram

HEADS = 50
"""As many as may be written to without a second person's agreement."""
HITS = (1, 1, 2, 3)
"""In each chapter the program dies so many times at a boundary, each time when it has come to it that often."""
RANDOM_A_CHAPTER, LONGEST_SECONDS = 4, 0.9
BOUNDARIES = [
    *((what, f"{moment} commit") for what, _ in COMMITS for moment in (BEFORE, AFTER)),
    *((what, f"{moment} send") for what in KINDS_SENT for moment in (BEFORE, AFTER)),
]
BY_WEBHOOK = [(what, f"{moment} commit") for what in ("ingest", "check-in") for moment in (BEFORE, AFTER)]
Fresh = Callable[[], AbstractContextManager[str]]


@dataclass(slots=True)
class Row:
    """One line of the table."""

    name: str
    kills: int = 0
    in_flight: int = 0
    verdict: Verdict = field(default_factory=Verdict)

    @property
    def good(self) -> bool:
        """Whether it was come to and what is promised held."""
        return self.kills > 0 and self.verdict.holds(self.in_flight)

    def add(self, story: Story, verdict: Verdict) -> None:
        """Count a story in."""
        self.kills += len(story.died)
        self.in_flight += story.in_flight
        self.verdict += verdict

    def __str__(self) -> str:
        one = self.verdict
        care = f"{one.care_twice} ≤ {self.in_flight}"
        return (
            f"{self.name:<44} {self.kills:>5} {one.lost:>5} {one.doubled:>8} {care:>10} {one.rest_twice:>5} "
            f"{one.listed:>7}{'' if self.good else '   BROKEN'}"
        )


HEADINGS = (
    f"{'':<44} {'':>5} {'':>5} {'doubled':>8} {'sent twice':>16} {'':>7}\n"
    f"{'killed at':<44} {'kills':>5} {'lost':>5} {'effects':>8} {'care':>10} {'rest':>5} {'listed':>7}"
)


async def tell(url: str, folder: Path, plan: Plan, *, heads: int, rate: float = 30.0, by_webhook: bool = False) -> Row:
    """Play one story in a fresh database; its row, yet without a name."""
    async with Telegram(by_webhook=by_webhook) as telegram:
        story = Story(url, telegram, folder / "program.log", heads, rate)
        await story.play(plan)
        db = Database(url)
        try:
            verdict = await db.read(judge, story)
        finally:
            await db.close()
    row = Row("")
    row.add(story, verdict)
    return row


def at(what: str, moment: str, hits: Sequence[int] = HITS) -> Plan:
    """Die at one boundary, in every chapter that comes to it."""
    return lambda chapter: [Death(what, moment, nth) for nth in hits]


def anywhere(chance: random.Random, kills: int) -> Plan:
    """Die at random moments, `kills` times at the most."""
    left = [kills]

    def deaths(chapter: str) -> list[Death]:
        number = min(RANDOM_A_CHAPTER, left[0])
        left[0] -= number
        return [Death(after=chance.uniform(0.02, LONGEST_SECONDS)) for _ in range(number)]

    return deaths


async def table(database: str, fresh: Fresh, folder: Path, kills: int, seed: int) -> bool:
    """Print the rows of one database; whether all held."""
    print(f"{database}\n{HEADINGS}", flush=True)
    rows = []

    async def show(name: str, plan: Plan, row: Row | None = None, *, by_webhook: bool = False) -> Row:
        with fresh() as url:
            told = await tell(url, folder, plan, heads=HEADS, by_webhook=by_webhook)
        told.name = name
        if row is None:
            rows.append(told)
            print(told, flush=True)
        return told

    for what, moment in BOUNDARIES:
        await show(f"{what}, {moment}", at(what, moment))
    for what, moment in BY_WEBHOOK:
        await show(f"{what}, {moment}, by webhook", at(what, moment), by_webhook=True)
    whole, chance = Row(f"random moments (seed {seed})"), random.Random(seed)
    while whole.kills < kills:
        told = await show("", anywhere(chance, kills - whole.kills), whole, by_webhook=chance.random() < 0.5)
        whole.kills, whole.in_flight = whole.kills + told.kills, whole.in_flight + told.in_flight
        whole.verdict += told.verdict
    if kills:
        rows.append(whole)
        print(whole, flush=True)
    total = Row(f"{database}: in all")
    for row in rows:
        total.kills, total.in_flight = total.kills + row.kills, total.in_flight + row.in_flight
        total.verdict += row.verdict
    print(f"{total}\n", flush=True)
    return all(row.good for row in rows)


@contextmanager
def sqlite(folder: Path) -> Iterator[Fresh]:
    """Fresh SQLite files, with the durability of every day."""
    template = folder / "template.db"
    migrate(f"sqlite:///{template}")

    @contextmanager
    def fresh() -> Iterator[str]:
        file = folder / "rig.db"
        for old in folder.glob("rig.db*"):
            old.unlink()
        shutil.copy(template, file)
        yield f"sqlite:///{file}"

    yield fresh


@contextmanager
def postgresql(folder: Path) -> Iterator[Fresh]:
    """Fresh PostgreSQL databases. It is the program that is killed, so the server need not wait for its disk."""
    with postgres.server(f"rig-{postgres.run_id()}", "rig") as server:
        yield server.fresh


def main() -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.rig", description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="random kills on each database (200)")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10_000))
    given = parser.parse_args()
    crypt.use_key(KEY)
    good = True
    with tempfile.TemporaryDirectory(prefix="stairwell-rig-") as name:
        folder = Path(name)
        for database, opened in (("SQLite", sqlite), ("PostgreSQL", postgresql)):
            with opened(folder) as fresh:
                good &= asyncio.run(table(database, fresh, folder, given.kills, given.seed))
    print("nothing lost, nothing doubled beyond what was in flight" if good else "NOT what is promised")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
