"""Numbers in the addresses of pages: `{id:number}` and `{year:year}` in a route.

Whatever has more digits is no address of ours and is not found; so neither Python nor a database is asked to read it.
"""

from starlette.convertors import Convertor, register_url_convertor


class Number(Convertor[int]):
    """The number of a row: up to nine digits, which an integer column of PostgreSQL holds."""

    regex = "[0-9]{1,9}"

    def convert(self, value: str) -> int:
        """The number."""
        return int(value)

    def to_string(self, value: int) -> str:
        """Its digits."""
        return str(value)


class Year(Number):
    """A year of four digits."""

    regex = "[0-9]{4}"


def register() -> None:
    """Let routes use them; they must be known before a route that does is made."""
    register_url_convertor("number", Number())
    register_url_convertor("year", Year())
