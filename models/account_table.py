"""Which figures the account has, chapter by chapter."""

from sqlmodel import col

from models.account import Figure
from models.account_figures import (
    area,
    channels,
    committees,
    compounds,
    grids,
    heads,
    homes,
    organisations,
    stairwell_heads,
)
from models.account_work import (
    applications,
    cases,
    findings,
    five_ones,
    helps,
    honours,
    nominations,
    partners,
    points,
    practices,
    reviews,
    training_heads,
    trainings,
    volunteer_events,
    wishes,
)
from models.ledger import Entry

_TASKS = ("issued", "done", "late", "told", "excused", "impossible", "missed", "open")
FIGURES: dict[str, tuple[Figure, ...]] = {
    "community": (
        Figure("grids", grids, ("grids",)),
        Figure("homes", homes, ("households", "residents")),
        Figure("compounds", compounds, ("compounds", "managed")),
        Figure("organisations", organisations, ("count",)),
        Figure("area", area, ("hectares",)),
    ),
    "heads": (
        Figure("heads", heads, ("deputies",), ("people", "members")),
        Figure("stairwell-heads", stairwell_heads, ("posts",), ("people", "members")),
        Figure("committees", committees, ("committees", "seats", "members")),
        Figure("channels", channels, (), ("people",)),
    ),
    "work": (
        Figure("five-ones", five_ones, _TASKS),
        Figure("practices", practices, _TASKS),
        Figure("findings", findings, ("count",)),
        Figure("trainings", trainings, ("attendances",), ("events", "people")),
        Figure("training-heads", training_heads, (), ("heads", "attended")),
        Figure("reviews", reviews, ("heads", "scored")),
    ),
    "together": (
        Figure("wishes", wishes, ("asked", "claimed", "fulfilled")),
        Figure("cases", cases, ("reported", "solved")),
        Figure("applications", applications, ("made", "granted", "refused")),
        Figure("helps", helps, ("told", "attested")),
        Figure("volunteer-events", volunteer_events, ("attendances", "half_hours"), ("events", "people")),
        Figure("partners", partners, ("attendances",), ("events", "people")),
    ),
    "honour": (
        Figure("points", points, ("entries", "points"), by=(col(Entry.at), col(Entry.seq))),
        Figure("nominations", nominations, ("made", "approved", "returned", "rejected")),
        Figure("honours", honours, ("count",)),
    ),
}
"""{chapter: its figures}, in the order of the account."""
UNRECORDED = ("preference",)
"""What an account should have and no table holds yet; said as such, and never made up."""
