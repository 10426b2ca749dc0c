"""The doctor: what is configured, what can be reached, what is wrong, and what to do about it. Changes nothing."""

import asyncio
import json
import shutil
import socket
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import aiohttp
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from bot.gateways import UNREACHABLE, examine_robots, examine_sms
from bot.records import examine, who_works
from bot.settings import Settings
from messages.catalogue import say
from models.calendar import Overrides, is_workday
from models.clock import SystemClock
from models.crypt import use_key
from models.days import ASK_FROM_MONTH
from models.db import make_engine
from models.errors import SettingsError, YearNotPublished
from models.groups import active_groups
from models.keys import key_fits
from models.leases import Lease
from models.migrate import pending
from models.people import TELEGRAM
from models.workdays import overrides

OK, WARN, FAIL = "ok", "warn", "fail"
TIMEOUT = aiohttp.ClientTimeout(total=10)
CLOCK_SECONDS = 30
GIGABYTE = 1e9


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's: ok, warn or fail, and a sentence of the catalogue."""

    level: str
    key: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """Whether the program cannot do its work like this."""
        return self.level == FAIL

    def line(self, language: str) -> str:
        """The finding as a line of text in that language."""
        return f"{self.level:<5} {say(self.key, language, self.facts)}"

    def __str__(self) -> str:
        """The finding as a line of Chinese text."""
        return self.line("zh-CN")


@dataclass(slots=True)
class Examination:
    """What is looked at, and what was found out on the way."""

    settings: Settings
    zone: ZoneInfo
    http: aiohttp.ClientSession
    findings: list[Finding] = field(default_factory=list)
    days: Overrides = field(default_factory=dict)
    poller_until: datetime | None = None
    skew: float | None = None
    groups: int = 0

    def found(self, level: str, key: str, **facts: Any) -> None:
        """Note a finding."""
        self.findings.append(Finding(level, f"doctor-{key}", facts))

    async def get(self, url: str, headers: Mapping[str, str] | None = None) -> tuple[int, str]:
        """(status, body); also compares the server's clock with ours. Raises one of UNREACHABLE."""
        async with self.http.get(url, headers=headers) as answer:
            if "Date" in answer.headers:
                theirs = parsedate_to_datetime(answer.headers["Date"])
                self.skew = abs((SystemClock().now() - theirs).total_seconds())
            return answer.status, await answer.text()


async def diagnose(settings: Settings, zone: ZoneInfo | None = None) -> list[Finding]:
    """Look at everything, in the order in which it should be put right. `zone` is the community's, or Beijing's."""
    async with aiohttp.ClientSession(timeout=TIMEOUT) as http:
        patient = Examination(settings, zone or ZoneInfo("Asia/Shanghai"), http)
        await asyncio.to_thread(_database, patient)
        _disk(patient)
        await _telegram(patient)
        await _gateways(patient)
        await _public(patient)
        await _listen(patient)
        _calendar(patient)
        _clock(patient)
    return patient.findings


def _database(patient: Examination) -> None:
    settings = patient.settings
    path = settings.sqlite_path
    url = make_url(settings.sqlalchemy_url)
    where = str(path.absolute()) if path else f"{url.host or url.query.get('host', 'localhost')}/{url.database}"
    try:
        if path is not None and not path.exists():
            patient.found(OK, "database-new", where=where)
            _new_key(patient)
            return
        engine = make_engine(settings.sqlalchemy_url, threads=1)
        try:
            missing = pending(engine)
            if missing:
                patient.found(WARN, "database-pending", where=where, count=len(missing))
                return
            patient.found(OK, "database-ok", where=where)
            with Session(engine.execution_options(read_only=True)) as session:
                _key(patient, session)
                patient.days, patient.groups = overrides(session), active_groups(session)
                lease = session.get(Lease, f"poll:{TELEGRAM}")
                patient.poller_until = lease.until if lease else None
                for level, key, facts in [] if path else who_works(session, _now(patient)):
                    patient.found(level, key, **facts)
        finally:
            engine.dispose()
    except SettingsError as error:
        patient.found(FAIL, "database-newer", why=str(error))
    except SQLAlchemyError as error:
        patient.found(FAIL, "database-wrong", where=where, error=type(error).__name__)


def _new_key(patient: Examination) -> None:
    settings = patient.settings
    if settings.key is None and settings.key_path is not None and not settings.key_path.exists():
        patient.found(OK, "key-new", path=str(settings.key_path.absolute()))


def _key(patient: Examination, session: Session) -> None:
    path = patient.settings.key_path
    try:
        use_key(patient.settings.root_key())
    except SettingsError as error:
        patient.found(FAIL, "key-unset", why=str(error))
        return
    if not key_fits(session):
        patient.found(FAIL, "key-wrong")
    elif patient.settings.key is None and path is not None and stat.S_IMODE(path.stat().st_mode) & 0o077:
        patient.found(WARN, "key-open", path=str(path.absolute()))
    else:
        patient.found(OK, "key-ok")
        for level, key, facts in examine(session, patient.zone):
            patient.found(level, key, **facts)


def _disk(patient: Examination) -> None:
    folder = (patient.settings.sqlite_path or Path.cwd()).absolute()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free / GIGABYTE
    level = OK if free >= 1 else WARN if free >= 0.1 else FAIL
    patient.found(level, "disk-ok" if level == OK else "disk-low", free=f"{free:.1f}")


async def _telegram(patient: Examination) -> None:
    settings = patient.settings
    if settings.telegram_token is None:
        patient.found(WARN, "telegram-off")
        return
    base = settings.telegram_api + settings.telegram_token.get_secret_value()
    try:
        status, text = await patient.get(f"{base}/getMe")
        if status != 200:
            patient.found(FAIL, "telegram-refused", status=str(status))
            return
        patient.found(OK, "telegram-ok", name=json.loads(text)["result"]["username"])
        _, text = await patient.get(f"{base}/getWebhookInfo")
        _way_in(patient, json.loads(text)["result"])
    except UNREACHABLE as error:
        host = urlsplit(settings.telegram_api).netloc
        patient.found(FAIL, "telegram-unreachable", host=host, error=type(error).__name__)


def _way_in(patient: Examination, hook: Mapping[str, Any]) -> None:
    """Webhook or polling, and whether Telegram thinks so too."""
    wanted = f"{patient.settings.public_url}/telegram" if patient.settings.public_url else ""
    count = int(hook.get("pending_update_count", 0))
    if hook["url"] and hook["url"] != wanted:
        patient.found(WARN, "telegram-webhook-other", host=urlsplit(hook["url"]).netloc)
    elif wanted and hook.get("last_error_message"):
        patient.found(WARN, "telegram-webhook-error", error=hook["last_error_message"])
    elif wanted:
        patient.found(OK, "telegram-webhook-ok", host=urlsplit(wanted).netloc, count=count)
    else:
        patient.found(OK, "telegram-polling", count=count)
        until = patient.poller_until
        if until is not None and until > SystemClock().now():
            patient.found(OK, "lease-held", until=f"{until.astimezone(patient.zone):%H:%M:%S}")
        else:
            patient.found(OK, "lease-free")


async def _gateways(patient: Examination) -> None:
    found = await examine_sms(patient.settings, patient.get)
    found += await examine_robots(patient.settings, patient.groups, patient.get)
    for level, key, facts in found:
        patient.found(level, key, **facts)


async def _public(patient: Examination) -> None:
    url = patient.settings.public_url
    if url is None:
        patient.found(OK, "public-off")
        return
    host = urlsplit(url).netloc
    try:
        status, _ = await patient.get(f"{url}/health")
    except UNREACHABLE as error:
        patient.found(WARN, "public-wrong", host=host, error=type(error).__name__)
        return
    if status == 200:
        patient.found(OK, "public-ok", host=host)
    else:
        patient.found(WARN, "public-wrong", host=host, error=str(status))


async def _listen(patient: Examination) -> None:
    where = patient.settings.listen
    try:
        status, text = await patient.get(f"http://{where}/health")
        if status == 200:
            patient.found(OK, "listen-running", where=where)
            return
        if status == 503 and (missing := json.loads(text).get("missing")):
            patient.found(FAIL, "listen-unwell", where=where, missing=", ".join(map(str, missing)))
            return
    except UNREACHABLE:
        status = 0
    host, _, port = where.rpartition(":")
    try:
        with socket.create_server((host, int(port))):
            patient.found(OK, "listen-ok", where=where)
    except OSError as error:
        patient.found(FAIL, "listen-taken", where=where, error=error.strerror or type(error).__name__)


def _calendar(patient: Examination) -> None:
    today = _now(patient).date()
    years = [today.year] + ([today.year + 1] if today.month >= ASK_FROM_MONTH else [])
    for year in years:
        try:
            is_workday(today.replace(year=year, month=1, day=1), patient.days)
            patient.found(OK, "calendar-ok", year=str(year))
        except YearNotPublished:
            patient.found(FAIL if year == today.year else WARN, "calendar-missing", year=str(year))


def _clock(patient: Examination) -> None:
    local = f"{_now(patient):%Y-%m-%d %H:%M}"
    if patient.settings.now is not None:
        patient.found(WARN, "clock-moved", local=local)
    elif patient.skew is None:
        patient.found(OK, "clock-unchecked", local=local)
    elif patient.skew > CLOCK_SECONDS:
        patient.found(FAIL, "clock-off", seconds=f"{patient.skew:.0f}")
    else:
        patient.found(OK, "clock-ok", seconds=str(CLOCK_SECONDS), local=local)


def _now(patient: Examination) -> datetime:
    """The community's local time, the rehearsal's where there is one."""
    return (patient.settings.now or SystemClock().now()).astimezone(patient.zone)
