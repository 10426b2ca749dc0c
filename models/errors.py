"""Every refusal has a type, a catalogue key and facts; the sentence people read is in the catalogue."""

from typing import ClassVar


class StairwellError(Exception):
    """Root of what the program refuses on purpose.

    `key` names the sentence in the catalogue, `facts` fill it. Facts may reach the person who asked,
    never a log.
    """

    key: ClassVar[str] = "error-unknown"

    def __init__(self, **facts: object) -> None:
        super().__init__(self.key)
        self.facts = facts


class NotFound(StairwellError):
    """What was named does not exist, or may not be seen: the two look the same."""

    key = "error-not-found"


class GridNotFound(NotFound):
    """No grid is called `what`."""

    key = "error-grid-not-found"


class PersonNotFound(NotFound):
    """Nobody is called `what`."""

    key = "error-person-not-found"


class EntryNotFound(NotFound):
    """No ledger entry has the number `what`."""

    key = "error-entry-not-found"


class NoCommunity(NotFound):
    """There is no grid at all yet: the first roster has still to be imported."""

    key = "error-no-community"


class NaiveTime(StairwellError):
    """A datetime without a time zone was handed to a rule or a table."""

    key = "error-unknown"


class SettingsError(StairwellError):
    """The settings do not fit together; the message says which and what to do."""

    key = "error-settings"

    def __str__(self) -> str:
        return str(self.facts.get("why", self.key))


class YearNotPublished(StairwellError):
    """The State Council's workday calendar of that year is not known: an alarm, never a guess."""

    key = "error-year-not-published"
