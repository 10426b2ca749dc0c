"""On which day the festivals fall that have a greeting: by sun, moon or solar term, so known for every year."""

from datetime import date, timedelta

from models.days import YEARLY
from models.lunar import comes_round, term_day

_SOLAR = {"new_years_day": (1, 1), "labour_day": (5, 1), "national_day": (10, 1)}
_LUNAR = {"spring_festival": (1, 1), "dragon_boat": (5, 5), "mid_autumn": (8, 15), "double_ninth": (9, 9)}


def festivals(year: int) -> dict[str, date]:
    """{key of `wording.OCCASIONS`: its day} of a year within the lunar tables, ascending by day."""
    days = {name: date(year, *at) for name, at in _SOLAR.items()}
    days |= {name: comes_round(year, *at) for name, at in _LUNAR.items()}
    days["qingming"] = term_day(year, "qingming")
    return dict(sorted(days.items(), key=lambda item: item[1]))


def statutory(year: int) -> list[tuple[date, str]]:
    """The days of the seven festivals that everybody has off, each on its own day (which its days off surround).

    They are those of the State Council's regulation on public holidays (全国年节及纪念日放假办法).
    """
    return [(day, name) for name, day in festivals(year).items() if name in YEARLY]


def coming(today: date, days: int) -> list[tuple[date, str]]:
    """The festivals from today to `days` days on, the next one first."""
    both = [*festivals(today.year).items(), *festivals(today.year + 1).items()]
    return [(day, name) for name, day in both if today <= day <= today + timedelta(days=days)]
