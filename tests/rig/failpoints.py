"""Where a process may be killed: before and after each kind of commit, told by the tables it changed, and each send."""

import os
import re
import signal
import threading
from typing import Any

from sqlalchemy import Engine, event
from sqlmodel import Session

_CHANGES = re.compile(r'\s*(INSERT INTO|UPDATE)\s+"?(\w+)', re.IGNORECASE)
COMMITS = (
    ("award close", {"INSERT INTO award_list"}),
    ("fan-out", {"INSERT INTO task"}),
    ("digest", {"UPDATE person"}),
    ("broadcast", {"UPDATE broadcast"}),
    ("check-in", {"INSERT INTO checkin"}),
    ("ingest", {"INSERT INTO inbox"}),
    ("missed", {"UPDATE task"}),
    ("delivery", {"UPDATE message"}),
)
"""The kinds of commit, and what of each is changed by no kind before it."""
BEFORE, AFTER = "before", "after"
_REPLY = "reply"
_SENDS = (
    ("duty", re.compile(r"【[^】]*楼道检索】")), ("broadcast", re.compile(r"【社区通知】")),
    ("award", re.compile(r"\d+年的检索已全部截止")), ("alarm", re.compile(r"请留意：程序里还没有")),
)  # fmt: skip
_AGAIN = re.compile(r"^[【（(\[]?重发[】）)\]:：,，]?\s*")
KINDS_SENT = (*(name for name, _ in _SENDS), _REPLY)


def unmarked(text: str) -> str:
    """A message without the mark that says it may have come before."""
    return _AGAIN.sub("", text)


def kind_of(text: str) -> str:
    """Which kind of message a text is: duty, broadcast, award, alarm, or a reply."""
    plain = unmarked(text)
    return next((name for name, begins in _SENDS if begins.match(plain)), _REPLY)


class Failpoint:
    """Kills this process the `nth` time it comes to a boundary: `moment` (before, after) of a `what`; "" never does."""

    def __init__(self, what: str, moment: str, nth: int) -> None:
        self._at, self._left = (what, moment), nth
        self._lock = threading.Lock()
        self._mine = threading.local()

    def reached(self, what: str, moment: str) -> None:
        """The process is at this boundary; it may be its end."""
        if (what, moment) != self._at:
            return
        with self._lock:
            self._left -= 1
            if not self._left:
                os.kill(os.getpid(), signal.SIGKILL)

    def watch_commits(self) -> None:
        """Come to the boundaries of every commit of this process. A transaction lives on one thread."""
        event.listen(Engine, "begin", self._begins)
        event.listen(Engine, "after_cursor_execute", self._changes)
        event.listen(Engine, "commit", lambda connection: self.reached(self._kind(), f"{BEFORE} commit"))
        event.listen(Session, "after_commit", lambda session: self.reached(self._kind(), f"{AFTER} commit"))

    def _begins(self, connection: Any) -> None:
        self._mine.changed = set()

    def _changes(self, connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        found = _CHANGES.match(statement)
        if found and cursor.rowcount:  # what changed no row is no effect
            self._mine.changed.add(f"{found[1].upper()} {found[2]}")

    def _kind(self) -> str:
        changed: set[str] = getattr(self._mine, "changed", set())
        return next((kind for kind, signs in COMMITS if signs & changed), "")
