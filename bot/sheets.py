"""Spreadsheets from people: read in a process of their own, because a small file can be made to take all memory."""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

from models.errors import StairwellError
from models.roster_rows import Sheets

MOST_BYTES = 5 << 20
SECONDS = 40
READER = Path(__file__).with_name("sheet_reader.py")
ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""All that the reader sees of our environment, besides where its Python's libraries are: no key, no token."""
LIBRARIES = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


class FileRefused(StairwellError):
    """A file could not be taken as a roster; each reason has a type of its own."""

    key = "roster-error-not-workbook"


class TooBig(FileRefused):
    """Over 5 MB, or too much for the memory and time that one file may take."""

    key = "roster-error-too-big"


class TooManyRows(FileRefused):
    """A sheet has more rows than a community's roster can."""

    key = "roster-error-too-many-rows"


class NotAWorkbook(FileRefused):
    """Neither an .xlsx nor a CSV in a known encoding, or damaged."""


class OldFormat(FileRefused):
    """An .xls of the old kind."""

    key = "roster-error-old-format"


class Bomb(FileRefused):
    """An archive made to unpack to far more than it is."""

    key = "roster-error-bomb"


class EncryptedFile(FileRefused):
    """The workbook has a password."""

    key = "roster-error-encrypted"


class NoSheet(FileRefused):
    """There is no sheet 网格, 人员 or 日历."""

    key = "roster-error-no-sheet"


class NoColumn(FileRefused):
    """A sheet lacks a column that it must have."""

    key = "roster-error-no-column"


_ERRORS: dict[str, type[FileRefused]] = {
    "too_big": TooBig, "too_many_rows": TooManyRows, "not_workbook": NotAWorkbook, "old_format": OldFormat,
    "bomb": Bomb, "encrypted": EncryptedFile, "no_sheet": NoSheet, "no_column": NoColumn,
}  # fmt: skip


async def read_workbook(data: bytes, filename: str) -> Sheets:
    """The sheets 网格 and 人员 of an .xlsx or CSV, or its sheet 日历, as text by field. Raises a FileRefused.

    Takes at most SECONDS, 512 MiB and one process; the file is never written to disk.
    """
    if len(data) > MOST_BYTES:
        raise TooBig(most=MOST_BYTES >> 20)
    answer = await _ask_reader(data, filename.lower().endswith((".csv", ".txt", ".tsv")))
    error = answer.get("error")
    if error is not None:
        raise _ERRORS[error](**({"most": MOST_BYTES >> 20} if error == "too_big" else answer["facts"]))
    return Sheets.model_validate(answer)


async def _ask_reader(data: bytes, is_csv: bool) -> dict[str, Any]:
    """The reader's answer; one that died of its limits or took too long says too_big."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-I", "-X", "utf8", str(READER), "csv" if is_csv else "xlsx", cwd="/",
        env=ENVIRONMENT | {name: os.environ[name] for name in LIBRARIES if name in os.environ},
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        async with asyncio.timeout(SECONDS):
            output, _ = await process.communicate(data)
    except TimeoutError:
        output = b""
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0 or not output:
        return {"error": "too_big", "facts": {}}
    answer: dict[str, Any] = json.loads(output)
    return answer
