"""Why a file is not printed."""

from models.errors import StairwellError


class MissingGlyph(StairwellError):
    """No font of ours has the character `mark`, which stands in `words`; `marks` are all that lack in that file."""

    key = "paper-no-glyph"


class NotPrinted(StairwellError):
    """The file could not be made: the process ended, or took too long or too much."""

    key = "paper-failed"


class TooManyRows(StairwellError):
    """A sheet would have more rows than one looks through; `most` are made."""

    key = "paper-too-many"


class NotClosed(StairwellError):
    """The awards of `year` are not closed yet: nothing is certified before."""

    key = "paper-not-closed"


class NoList(StairwellError):
    """There is no award list of `year` yet."""

    key = "paper-no-list"


class NoListYet(NoList):
    """There is no award list at all yet."""

    key = "paper-no-list-yet"


class NoCertificate(StairwellError):
    """Nobody asked about is on the award list of `year`."""

    key = "paper-no-certificate"
