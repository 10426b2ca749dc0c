"""What a lease's owner is called, so that another process of the same machine can tell whether that one has ended."""

import hashlib
import os
import secrets
import socket
from pathlib import Path


def process_name() -> str:
    """A name that no other process has: its place, its number there, something random."""
    return f"{_place()}:{os.getpid()}:{secrets.token_hex(4)}"


def has_ended(name: str) -> bool:
    """Whether the process of this name has certainly ended; False when it lives, or runs where this one cannot see."""
    place, _, rest = name.partition(":")
    number = rest.partition(":")[0]
    if place != _place() or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:  # it lives, as somebody else's
        return False
    return False


def _place() -> str:
    """Where process numbers mean the same: the machine, and on Linux the container."""
    namespace = Path("/proc/self/ns/pid")
    inside = namespace.stat().st_ino if namespace.exists() else 0
    return hashlib.sha256(f"{socket.gethostname()} {inside}".encode()).hexdigest()[:12]
