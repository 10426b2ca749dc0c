"""The settings: a few `STAIRWELL_…` environment variables, checked together before anything starts."""

import difflib
import os
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from models.crypt import load_or_create_key
from models.errors import SettingsError

PREFIX = "STAIRWELL_"
TELEGRAM_API = "https://api.telegram.org/bot"
TWILIO_API = "https://api.twilio.com"
ALIYUN_API = "https://dysmsapi.aliyuncs.com"
WECOM_API = "https://qyapi.weixin.qq.com"
REAL_HOSTS = ("telegram.org", "twilio.com", "aliyuncs.com", "qyapi.weixin.qq.com")
_NEAR = 0.88
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Settings(BaseSettings):
    """Read once, never changed. Secrets and addresses are not shown by `repr` and stand in no error."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        validate_default=False,
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
    )

    database_url: str = Field(default="sqlite:///var/stairwell.db", repr=False)
    telegram_token: SecretStr | None = None
    telegram_api: str = TELEGRAM_API
    twilio_sid: str | None = Field(default=None, repr=False)
    twilio_token: SecretStr | None = None
    twilio_from: str | None = Field(default=None, repr=False)
    twilio_api: str = TWILIO_API
    aliyun_key_id: str | None = Field(default=None, repr=False)
    aliyun_key_secret: SecretStr | None = None
    aliyun_sign: str | None = None
    aliyun_template: str | None = None
    aliyun_api: str = ALIYUN_API
    wecom_api: str = WECOM_API
    public_url: str | None = None
    listen: str = "127.0.0.1:8000"
    webhook_secret: SecretStr | None = None
    key: SecretStr | None = None
    now: datetime | None = None

    @property
    def sqlalchemy_url(self) -> str:
        """The database's URL with the driver this project uses."""
        return re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", self.database_url)

    @property
    def sqlite_path(self) -> Path | None:
        """The database file, None on PostgreSQL."""
        url = make_url(self.sqlalchemy_url)
        return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None

    @property
    def key_path(self) -> Path | None:
        """Where the key is kept when STAIRWELL_KEY is unset: beside the SQLite file; None on PostgreSQL."""
        return self.sqlite_path.with_suffix(".key") if self.sqlite_path else None

    def root_key(self) -> str:
        """The key that encrypts phone numbers: STAIRWELL_KEY, or the key file, made on the first start.

        Raises SettingsError on PostgreSQL without STAIRWELL_KEY, and when a database is there but its key file is gone:
        a new key could not read it.
        """
        if self.key is not None:
            return self.key.get_secret_value()
        path = self.key_path
        if path is None or self.sqlite_path is None:
            raise SettingsError(
                why="STAIRWELL_KEY is not set. With PostgreSQL there is no place beside the database to keep it: set "
                "it to 32 random bytes as URL-safe base64 and keep a copy apart from the database and its backups."
            )
        if not path.exists() and self.sqlite_path.exists() and self.sqlite_path.stat().st_size:
            raise SettingsError(
                why=f"the database {self.sqlite_path} is there, but its key {path} is not. Put the key file back, or "
                "set STAIRWELL_KEY to what was in it; without it phone numbers cannot be read."
            )
        return load_or_create_key(path)

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        try:
            url = make_url(value)
        except ArgumentError as error:
            raise ValueError("is not a database URL; write sqlite:///file.db or postgresql://…") from error
        if url.drivername not in ("sqlite", "postgres", "postgresql", "postgresql+psycopg"):
            raise ValueError("must begin with sqlite:/// or postgresql://")
        if url.drivername == "sqlite" and url.database in (None, "", ":memory:"):
            raise ValueError("names no file; write sqlite:///file.db")
        return value

    @field_validator("telegram_token")
    @classmethod
    def _token(cls, value: SecretStr) -> SecretStr:
        if not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", value.get_secret_value(), re.ASCII):
            raise ValueError("is not a bot token; copy the whole line that BotFather gave, like 123456:ABC-DEF")
        return value

    @field_validator("telegram_api", "twilio_api", "aliyun_api", "wecom_api", "public_url")
    @classmethod
    def _url(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise ValueError("is not a web address; write https://host, without ? or #")
        return value.rstrip("/")

    @field_validator("public_url")
    @classmethod
    def _public(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
            raise ValueError("must begin with https://: Telegram and Twilio refuse anything else")
        return value

    @field_validator("twilio_sid")
    @classmethod
    def _sid(cls, value: str) -> str:
        if not re.fullmatch(r"AC[0-9A-Za-z]+", value):
            raise ValueError("is not an account SID; it begins with AC")
        return value

    @field_validator("twilio_from")
    @classmethod
    def _from(cls, value: str) -> str:
        if not re.fullmatch(r"\+[1-9]\d{6,14}", value, re.ASCII):
            raise ValueError("is not a phone number; write it with its country code, without spaces, like +15005550006")
        return value

    @field_validator("aliyun_sign")
    @classmethod
    def _signature(cls, value: str) -> str:
        if not 2 <= len(value) <= 20 or re.search(r"[【】\s]", value):
            raise ValueError("is not an SMS signature; write the approved name itself, without 【】")
        return value

    @field_validator("aliyun_template")
    @classmethod
    def _templates(cls, value: str) -> str:
        code = r"SMS_\w+"
        if not re.fullmatch(rf"{code}(,{code}){{0,5}}(,[a-z][a-z0-9-]*={code}(:\w+)*)*", value, re.ASCII):
            raise ValueError(
                "must be approved template codes, joined by commas: SMS_1,SMS_2 (with one variable a; with two, a and "
                "b), then key=SMS_3:name for sentences that have their own"
            )
        return value

    @field_validator("listen")
    @classmethod
    def _listen(cls, value: str) -> str:
        host, _, port = value.rpartition(":")
        if not host or not re.fullmatch(r"\d{1,5}", port, re.ASCII) or int(port) > 65535:
            raise ValueError("must be HOST:PORT, like 127.0.0.1:8000")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _secret(cls, value: SecretStr) -> SecretStr:
        if not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", value.get_secret_value()):
            raise ValueError("must be 16 to 256 of A–Z, a–z, 0–9, _ and -")
        return value

    @field_validator("now", mode="before")
    @classmethod
    def _now(cls, value: Any) -> Any:
        try:
            moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        except ValueError as error:
            raise ValueError("is not a time; write it like 2026-11-02T09:00:00+08:00") from error
        if moment.tzinfo is None:
            raise ValueError("has no time zone; write it like 2026-11-02T09:00:00+08:00")
        return moment

    @model_validator(mode="after")
    def _together(self) -> Self:
        self._one_gateway()
        for name, on in (("Telegram", self.telegram_token), ("Aliyun", self.aliyun_key_id)):
            if on and self.public_url and self.webhook_secret is None:
                raise ValueError(
                    f"STAIRWELL_PUBLIC_URL makes {name} send to it, so STAIRWELL_WEBHOOK_SECRET must be set too: "
                    "without it anybody could speak for anybody"
                )
        used = [self.telegram_api] * bool(self.telegram_token) + [self.twilio_api] * bool(self.twilio_sid)
        used += [self.aliyun_api] * bool(self.aliyun_key_id)
        if self.now and any(is_real(url) for url in used):
            raise ValueError(
                "STAIRWELL_NOW is for rehearsals: with it the real Telegram, Twilio or Aliyun would get messages of "
                "another day. Unset it, or point STAIRWELL_TELEGRAM_API, STAIRWELL_TWILIO_API and STAIRWELL_ALIYUN_API "
                "at test servers"
            )
        return self

    def _one_gateway(self) -> None:
        """SMS goes out by one gateway, wholly set up, or by none. Raises ValueError."""
        twilio = {"TWILIO_SID": self.twilio_sid, "TWILIO_TOKEN": self.twilio_token, "TWILIO_FROM": self.twilio_from}
        aliyun = {
            "ALIYUN_KEY_ID": self.aliyun_key_id, "ALIYUN_KEY_SECRET": self.aliyun_key_secret,
            "ALIYUN_SIGN": self.aliyun_sign, "ALIYUN_TEMPLATE": self.aliyun_template,
        }  # fmt: skip
        if any(twilio.values()) and any(aliyun.values()):
            raise ValueError(
                "SMS has two gateways set up, STAIRWELL_TWILIO_… and STAIRWELL_ALIYUN_…; unset those of the one that "
                "is not to be used"
            )
        for gateway, count in ((twilio, "three"), (aliyun, "four")):
            missing = [PREFIX + name for name, value in gateway.items() if not value]
            if 0 < len(missing) < len(gateway):
                raise ValueError(f"SMS is only half set up: {_listed(missing)} not set; set all {count} or none")


def load() -> Settings:
    """The settings of this process's environment. Raises SettingsError: one sentence for each thing that is wrong."""
    known = [PREFIX + name.upper() for name in Settings.model_fields]
    wrong = list(_mistyped(os.environ, known))
    try:
        settings = Settings()
    except ValidationError as error:
        # `from None`: pydantic's own error would show what was given, and that may be a secret.
        raise SettingsError(why="\n".join(wrong + [_sentence(dict(line)) for line in error.errors()])) from None
    if wrong:
        raise SettingsError(why="\n".join(wrong))
    return settings


def is_real(url: str) -> bool:
    """Whether a base URL is a provider's own (REAL_HOSTS), where messages reach people."""
    host = urlsplit(url).hostname or ""
    return any(host == real or host.endswith("." + real) for real in REAL_HOSTS)


def _mistyped(names: Iterable[str], known: list[str]) -> Iterable[str]:
    for name in sorted(names):
        if name.upper() in known:
            continue
        near = difflib.get_close_matches(name.upper(), known, n=1, cutoff=_NEAR)
        if near:
            yield f"{name} is not a setting. Did you mean {near[0]}?"
        elif name.upper().startswith(PREFIX):
            nearest = difflib.get_close_matches(name.upper(), known, n=1, cutoff=0)[0]
            yield f"{name} is not a setting. The nearest one is {nearest}; the settings are {', '.join(known)}."


def _sentence(line: dict[str, Any]) -> str:
    error = line.get("ctx", {}).get("error", "cannot be read")
    return f"{PREFIX}{str(line['loc'][0]).upper()} {error}." if line["loc"] else f"{error}."


def _listed(names: list[str]) -> str:
    return " and ".join(names) + (" is" if len(names) == 1 else " are")
