"""Encryption at rest for phone numbers, chat ids and sensitive notes.

AES-SIV (RFC 5297) is deterministic, so equality and UNIQUE still work on what is stored, and it needs no nonce
that could be used twice. One secret, `STAIRWELL_KEY`, is the root; every use derives its own key with HKDF.
"""

import base64
import contextlib
import json
import os
import secrets
import tempfile
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator

from models.errors import SettingsError

KEY_HINT = "put back the one this database was made with (STAIRWELL_KEY, or the .key file beside the database)"
_JSON = json.JSONEncoder(ensure_ascii=False)
_cipher: AESSIV | None = None
_root: bytes | None = None


def new_key() -> str:
    """A fresh root secret: 32 random bytes as URL-safe base64."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def load_or_create_key(path: Path) -> str:
    """The key in `path`; where there is none, one is made there, readable by its owner only (0600)."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        # Written apart, then linked: of two processes that start at once both get the same, whole key.
        handle, made = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w") as file:
            file.write(new_key())
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(made, path)
        os.unlink(made)
    return path.read_text().strip()


def use_key(key: str) -> None:
    """Set the process's root secret; anything but 32 bytes of URL-safe base64 raises SettingsError."""
    global _cipher, _root
    try:
        root = base64.urlsafe_b64decode(key)
    except ValueError as error:
        raise SettingsError(why=f"the key is not URL-safe base64; {KEY_HINT}") from error
    if len(root) != 32:
        raise SettingsError(why=f"the key has not 32 bytes; {KEY_HINT}")
    _root = root
    _cipher = AESSIV(derive_key("fields", 64))


def derive_key(purpose: str, length: int = 32) -> bytes:
    """A key of `length` bytes for one purpose, derived from the root by HKDF-SHA256 (RFC 5869)."""
    if _root is None:
        raise SettingsError(why="STAIRWELL_KEY is not set")
    return HKDF(SHA256(), length, salt=None, info=f"stairwell:{purpose}".encode()).derive(_root)


class Encrypted(TypeDecorator[str]):
    """A text column that is ciphertext in the database and plain text in Python."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Encrypt on the way in."""
        return None if value is None else encrypt(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """Decrypt on the way out; a wrong key raises SettingsError and never shows the ciphertext."""
        return None if value is None else decrypt(value)


class EncryptedJson(TypeDecorator[dict[str, Any]]):
    """A JSON object that is ciphertext in the database and a dict in Python."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: dict[str, Any] | None, dialect: Dialect) -> bytes | None:
        """Encrypt on the way in."""
        return None if value is None else encrypt(_JSON.encode(value))

    def process_result_value(self, value: Any, dialect: Dialect) -> dict[str, Any] | None:
        """Decrypt on the way out. Raises SettingsError like Encrypted."""
        if value is None:
            return None
        found: dict[str, Any] = json.loads(decrypt(value))
        return found


def encrypt(text: str) -> bytes:
    """The ciphertext of a text under the process's key."""
    return _ready().encrypt(text.encode(), None)


def decrypt(value: Any) -> str:
    """The text of a ciphertext. A wrong key raises SettingsError, which never shows what could not be read."""
    try:
        return _ready().decrypt(bytes(value), None).decode()
    except InvalidTag as error:
        raise SettingsError(why="STAIRWELL_KEY does not fit this database") from error


def _ready() -> AESSIV:
    if _cipher is None:
        raise SettingsError(why="STAIRWELL_KEY is not set")
    return _cipher
