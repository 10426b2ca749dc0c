"""On which day the holidays fall that have a greeting: by sun, moon or solar term, so known for every year."""

from datetime import date, timedelta

from borax.calendars.lunardate import LunarDate, TermUtils

_SOLAR = {"new_year": (1, 1), "labour_day": (5, 1), "national_day": (10, 1)}
_LUNAR = {"spring_festival": (1, 1), "dragon_boat": (5, 5), "mid_autumn": (8, 15), "double_ninth": (9, 9)}


def festivals(year: int) -> dict[str, date]:
    """{key of `wording.OCCASIONS`: its day} of a year from 1901 to 2099, ascending by day."""
    days = {name: date(year, *at) for name, at in _SOLAR.items()}
    days |= {name: LunarDate(year, *at).to_solar_date() for name, at in _LUNAR.items()}
    days["qingming"] = TermUtils.nth_term_day(year, term_name="清明")
    return dict(sorted(days.items(), key=lambda item: item[1]))


def coming(today: date, days: int) -> list[tuple[date, str]]:
    """The holidays from today to `days` days on, the next one first."""
    both = [*festivals(today.year).items(), *festivals(today.year + 1).items()]
    return [(day, name) for name, day in both if today <= day <= today + timedelta(days=days)]
