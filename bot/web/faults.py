"""What goes wrong unforeseen while something is served: noted by its type alone, and what it is to be called."""

import structlog
from sqlalchemy.exc import DBAPIError, OperationalError

log = structlog.get_logger()
AGAIN_SECONDS = 60
"""After so long a page that could not be shown asks for itself again: a screen in a hallway has nobody to press."""


def noted(error: Exception) -> tuple[str, int]:
    """Log an error without a word of what it says; ("away", 503) while it is the database that is gone, else
    ("fault", 500): what the sentences about it are called, and the status of the answer."""
    gone = isinstance(error, OperationalError) or (isinstance(error, DBAPIError) and error.connection_invalidated)
    if gone:
        log.warning("database away", error=type(error).__name__)
        return "away", 503
    log.error("page failed", error=type(error).__name__)
    return "fault", 500
