"""The press: from the name of a paper and its parameters to the file that goes with a message, when it is sent.

What stands in it is read from the database then and made by a child process, one at a time; nothing is kept.
"""

import asyncio
import atexit
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import structlog

from messages.forms import Attached, NotMade
from messages.paper.child import REFUSED
from messages.paper.papers import PAPERS, Paper
from messages.paper.refusals import MissingGlyph, NotPrinted
from models.clock import Clock
from models.db import Database
from models.errors import StairwellError

log = structlog.get_logger()
SECONDS = 60
"""How long one file may take, by the clock; the message's claim lasts longer."""
BLANK, MOST_BLANKS = "＿＿＿＿＿＿＿", 20
"""Room to write by hand, and how many characters may lack before the whole is refused."""
MOST_BYTES = 20_000_000
ROOT = Path(__file__).parents[2]
CHILD = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from messages.paper.child import main; main()"
LIBRARIES = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PATH")
"""All that the child sees of our environment: no key, no token."""


Run = Callable[[str, Mapping[str, Any]], Awaitable[bytes]]
"""(maker, facts) → the file's bytes; raises NotPrinted, MissingGlyph."""


class Press:
    """Makes the files that messages name. `run` takes the place of the child process in tests."""

    def __init__(self, db: Database, clock: Clock, zone: ZoneInfo, run: Run | None = None) -> None:
        self._db, self._clock, self._zone = db, clock, zone
        self._run = run or self._in_child
        self._one_at_a_time = asyncio.Semaphore(1)

    async def make(self, about: Mapping[str, Any], language: str) -> Attached | NotMade:
        """The file for a message's fact `paper`, or the sentence that is said in its place. Never raises."""
        try:
            paper = PAPERS[str(about.get("kind"))]
            now = self._clock.now()
            facts = await self._db.read(paper.facts, about, language, now, self._zone)
            data, blanks = await self._printed(paper, facts)
            if len(data) > MOST_BYTES:
                raise NotPrinted
            lacks = NotMade("paper-by-hand", {"lines": blanks}) if blanks else None
            return Attached(paper.form, paper.name(facts), data, lacks)
        except MissingGlyph as missing:
            return await self._lacking(paper, about, facts, missing)
        except StairwellError as refusal:
            return NotMade(refusal.key, refusal.facts)
        except Exception as error:
            log.error("paper not made", kind=str(about.get("kind")), error=type(error).__name__)
            return NotMade(NotPrinted.key)

    async def _printed(self, paper: Paper, facts: Mapping[str, Any]) -> tuple[bytes, list[str]]:
        """The file, and the texts that were left blank in it."""
        blanks: list[str] = []
        while True:
            try:
                return await self._run(paper.maker, facts), blanks
            except MissingGlyph as missing:
                if not paper.by_hand or len(blanks) >= MOST_BLANKS:
                    raise
                blanks.append(str(missing.facts["words"]))
                facts = blanked(facts, str(missing.facts["mark"]))

    async def _lacking(
        self, paper: Paper, about: Mapping[str, Any], facts: Mapping[str, Any], missing: MissingGlyph
    ) -> NotMade:
        """Who may see everybody's names hears which one it is; for anybody else the coordinators are told."""
        if paper.lacking is not None:
            return NotMade(paper.refusal, paper.lacking(facts, str(missing.facts["marks"])))
        if paper.tell is None:
            return NotMade(missing.key, missing.facts)
        await self._db.run(paper.tell, about, missing.facts, self._clock.now())
        return NotMade("paper-no-glyph-own")

    async def _in_child(self, maker: str, facts: Mapping[str, Any]) -> bytes:
        async with self._one_at_a_time:
            shown = {name: os.environ[name] for name in LIBRARIES if name in os.environ}
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-I", "-X", "utf8", "-c", CHILD, cwd="/",
                env=shown | {"MPLCONFIGDIR": _folder(), "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            )  # fmt: skip
            output = b""
            try:
                async with asyncio.timeout(SECONDS):
                    output, _ = await process.communicate(json.dumps({"maker": maker, "facts": facts}).encode())
            except TimeoutError:
                log.warning("paper took too long", maker=maker)
            finally:
                if process.returncode is None:
                    process.kill()
                    await process.wait()
        if process.returncode == REFUSED:
            raise MissingGlyph(**json.loads(output))
        if process.returncode != 0 or not output:
            raise NotPrinted
        return output


def blanked(data: Any, mark: str) -> Any:
    """The same JSON with room to write in place of every text that has that character."""
    if isinstance(data, str):
        return BLANK if mark in data else data
    if isinstance(data, Mapping):
        return {key: blanked(value, mark) for key, value in data.items()}
    return [blanked(part, mark) for part in data] if isinstance(data, list | tuple) else data


@cache
def _folder() -> str:
    """Where matplotlib keeps what it has found out about this machine's fonts, as long as this process lives."""
    folder = tempfile.mkdtemp(prefix="stairwell-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
