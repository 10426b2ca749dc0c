"""Typst: a template and its facts become pages. Facts are handed over as JSON and never become markup.

No template says a word of its own: every sentence is in the facts, so that it comes from the catalogue and its
characters are looked for in the fonts.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

from messages.paper.fonts import fonts_for

TEMPLATES = Path(__file__).parent / "templates"
UNDATED = datetime(2026, 1, 1, tzinfo=UTC)
"""What a file says of when it was made, so that the same facts are the same bytes."""


def typeset(template: str, facts: Mapping[str, Any], *, tagged: bool = True) -> bytes:
    """The pages as one PDF. Raises MissingGlyph.

    `tagged`: with what a screen reader needs, which of many pages that are only printed is two thirds of the file.
    """
    made = _compiled(template, facts, "pdf", tagged=tagged)
    assert isinstance(made, bytes)
    return made


def pictures(template: str, facts: Mapping[str, Any], ppi: float = 72) -> list[bytes]:
    """The pages as PNG, one each, at `ppi` pixels an inch. Raises MissingGlyph."""
    made = _compiled(template, facts, "png", ppi)
    return [made] if isinstance(made, bytes) else list(made or [])


def _compiled(
    template: str, facts: Mapping[str, Any], form: Any, ppi: float | None = None, *, tagged: bool = True
) -> Any:  # fmt: skip
    with fonts_for(facts) as fonts:
        return typst.compile(
            TEMPLATES / f"{template}.typ", root=TEMPLATES, format=form, ppi=ppi, ignore_system_fonts=True,
            font_paths=[path.parent for path in fonts], timestamp=UNDATED, pdf_tags=tagged,
            sys_inputs={"facts": json.dumps(facts, ensure_ascii=False)},
        )  # fmt: skip
