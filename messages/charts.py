"""Charts as pictures for a phone: upright, few words, large type, colours that colour-blind people tell apart.

Colour is never the only sign: what is the reader's own is also marked in words. Facts come as JSON with every sentence
in them; a character that no font of ours has is refused before anything is drawn.
"""

import io
import math
import os
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager
from matplotlib.patheffects import withStroke

from messages.paper.fonts import FAMILY, RARE_FAMILY, fonts_for

BLUE, ORANGE, GREY, LIGHT = "#0072B2", "#D55E00", "#555555", "#DDDDDD"
"""Blue and vermilion of Okabe and Ito's palette, which differ for every kind of colour vision."""
HALO = [withStroke(linewidth=4, foreground="white")]
"""Round figures, so that a line behind them does not cross them out."""
WIDE, HIGH, DPI = 5.4, 6.75, 200
"""Inches and dots an inch: 1080 × 1350, as a phone shows it without cutting."""
SMALL, NORMAL, LARGE = 12, 13, 16
"""Points; on a phone's screen 13 are as large as the text of a message."""


def rank_chart(facts: Mapping[str, Any]) -> bytes:
    """A bar a place, the best on top, the reader's own in another colour and marked; PNG. Raises MissingGlyph.

    `facts`: title, under, mark and rows of {name, label, value, own, apart}; `apart` leaves a gap before a place that
    does not follow the one above it.
    """
    with _figure(facts) as figure:
        axes = figure.add_axes((0.04, 0.06, 0.92, 0.78))
        at = 0.0
        for row in facts["rows"]:
            at += 1.4 if row["apart"] else 1.0
            colour = ORANGE if row["own"] else BLUE
            axes.barh(at + 0.3, row["value"], height=0.24, color=colour)
            name = f"{row['name']} {facts['mark']}" if row["own"] else row["name"]
            axes.text(0, at - 0.1, name, fontsize=NORMAL, color=colour if row["own"] else "black", va="center")
            axes.text(1, at - 0.1, row["label"], fontsize=NORMAL, ha="right", va="center",
                      transform=axes.get_yaxis_transform())  # fmt: skip
        axes.set_xlim(0, max([row["value"] for row in facts["rows"]] + [1]))
        axes.set_ylim(max(at, 6) + 0.6, 0.5)
        axes.set_axis_off()
        return _png(figure)


def trend_chart(facts: Mapping[str, Any]) -> bytes:
    """Points as bars over coverage in percent as a line, month by month; PNG. Raises MissingGlyph.

    `facts`: title, under, months, and two panels {name, values, labels}; a value of None is a month without any.
    """
    with _figure(facts) as figure:
        upper = figure.add_axes((0.1, 0.5, 0.84, 0.31))
        lower = figure.add_axes((0.1, 0.09, 0.84, 0.27))
        first, second = facts["panels"]
        spots = range(len(facts["months"]))
        upper.bar(spots, [value or 0 for value in first["values"]], color=BLUE, width=0.62)
        upper.set_ylim(0, max([value or 0 for value in first["values"]] + [1]) * 1.22)
        heights = [math.nan if value is None else value for value in second["values"]]
        lower.plot(spots, heights, color=ORANGE, marker="o", linewidth=2.5, markersize=7)
        lower.set_ylim(0, 118)
        lower.set_yticks([0, 50, 100])
        for axes, panel in ((upper, first), (lower, second)):
            _panel(axes, panel, facts["months"])
        return _png(figure)


def _panel(axes: Axes, panel: Mapping[str, Any], months: Sequence[str]) -> None:
    axes.set_title(panel["name"], fontsize=NORMAL, loc="left", pad=10)
    axes.set_xlim(-0.6, len(months) - 0.4)
    axes.set_xticks(range(len(months)), months, fontsize=SMALL)
    axes.tick_params(axis="y", labelsize=SMALL, colors=GREY, length=0)
    axes.tick_params(axis="x", length=0)
    axes.grid(axis="y", color=LIGHT, linewidth=0.8)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    room = axes.get_ylim()[1] * 0.03
    for spot, (value, label) in enumerate(zip(panel["values"], panel["labels"], strict=True)):
        if value is not None and label:
            axes.text(spot, value + room, label, fontsize=SMALL, ha="center", va="bottom", path_effects=HALO)


@contextmanager
def _figure(facts: Mapping[str, Any]) -> Iterator[Figure]:
    """An empty picture with its title, our fonts in use; a glyph that is missing all the same is an error."""
    with fonts_for(facts) as fonts, warnings.catch_warnings():
        warnings.filterwarnings("error", message="Glyph .* missing")
        families = [_known(path, family) for path, family in zip(fonts, (FAMILY, RARE_FAMILY), strict=False)]
        settings: dict[Any, Any] = {
            "font.family": families, "font.weight": 500, "axes.titleweight": 500, "axes.unicode_minus": False,
            "text.parse_math": False,
        }  # fmt: skip
        with matplotlib.rc_context(settings):
            figure = Figure(figsize=(WIDE, HIGH), dpi=DPI, facecolor="white")
            figure.text(0.04, 0.945, facts["title"], fontsize=LARGE)
            figure.text(0.04, 0.895, facts["under"], fontsize=SMALL, color=GREY)
            yield figure


def _known(path: Path, family: str) -> str:
    """The family of a font file, which matplotlib knows afterwards; a file that is gone is forgotten."""
    fontManager.ttflist = [one for one in fontManager.ttflist if one.name != family or os.path.exists(one.fname)]
    if not any(one.name == family and Path(one.fname) == path for one in fontManager.ttflist):
        fontManager.addfont(path)
    return family


def _png(figure: Figure) -> bytes:
    out = io.BytesIO()
    figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()
