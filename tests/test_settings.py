"""The settings: what is accepted, what is refused, and that nothing secret is shown."""

import stat
import threading
import traceback
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.settings import Settings, load
from models.crypt import load_or_create_key, new_key, use_key
from models.errors import SettingsError
from tests.conftest import KEY

TOKEN = "123456:AAbbCCddEEffGGhhIIjjKKllMMnnOOpp"
SMS = {"TWILIO_SID": "AC0123", "TWILIO_TOKEN": "twilio-secret", "TWILIO_FROM": "+15005550006"}
ALIYUN = {
    "ALIYUN_KEY_ID": "LTAI5tTest", "ALIYUN_KEY_SECRET": "aliyun-secret", "ALIYUN_SIGN": "汉唐街北社区",
    "ALIYUN_TEMPLATE": "SMS_1,SMS_2,inspection-due=SMS_9:grid:due",
}  # fmt: skip
LOCAL = {"TELEGRAM_API": "http://127.0.0.1:8081/bot", "TWILIO_API": "http://127.0.0.1:8090"}


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> "Given":
    """Loads settings from an environment that holds only what is given."""
    return Given(monkeypatch)


class Given:
    """`given(TELEGRAM_TOKEN=…)` is `load()` with those variables."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch

    def __call__(self, **settings: str) -> Settings:
        """Load with the settings, their prefix left out."""
        for name, value in settings.items():
            self.monkeypatch.setenv(f"STAIRWELL_{name}", value)
        return load()

    def refused(self, **settings: str) -> str:
        """The sentence that refuses these settings."""
        with pytest.raises(SettingsError) as caught:
            self(**settings)
        shown = "".join(traceback.format_exception(caught.value))
        assert not any(value in shown for name, value in settings.items() if "TOKEN" in name)
        return str(caught.value)


def test_defaults(given: Given) -> None:
    """Without any setting there is a SQLite file, polling of nothing, and a page for this machine only."""
    settings = given()
    assert settings.sqlalchemy_url == "sqlite:///var/stairwell.db"
    assert settings.key_path == Path("var/stairwell.key")
    assert settings.listen == "127.0.0.1:8000"
    assert settings.telegram_api == "https://api.telegram.org/bot"
    assert (settings.telegram_token, settings.public_url, settings.now) == (None, None, None)


def test_empty_is_unset(given: Given) -> None:
    """A variable that is there but empty counts as not set."""
    assert given(TELEGRAM_TOKEN="", NOW="").telegram_token is None


def test_frozen(given: Given) -> None:
    """Settings cannot be changed after they were read."""
    with pytest.raises(ValueError, match="frozen"):
        given().listen = "0.0.0.0:80"


@pytest.mark.parametrize(
    ("url", "used"),
    [
        ("postgresql://ann:pw@db/north", "postgresql+psycopg://ann:pw@db/north"),
        ("postgres://ann:pw@db/north", "postgresql+psycopg://ann:pw@db/north"),
        ("postgresql+psycopg://ann:pw@db/north", "postgresql+psycopg://ann:pw@db/north"),
        ("sqlite:////srv/north.db", "sqlite:////srv/north.db"),
    ],
)
def test_database_url(given: Given, url: str, used: str) -> None:
    """Plain PostgreSQL addresses are accepted and get this project's driver."""
    assert given(DATABASE_URL=url).sqlalchemy_url == used


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("DATABASE_URL", "mysql://ann:pw@db/north", "must begin with sqlite"),
        ("DATABASE_URL", "sqlite+aiosqlite:///north.db", "must begin with sqlite"),
        ("DATABASE_URL", "sqlite:///:memory:", "names no file"),
        ("DATABASE_URL", "north.db", "not a database URL"),
        ("TELEGRAM_TOKEN", "my-bot-token", "BotFather"),
        ("TELEGRAM_TOKEN", "１２３:ABC", "BotFather"),
        ("TELEGRAM_API", "api.telegram.org", "not a web address"),
        ("PUBLIC_URL", "http://bot.example.org", "https://"),
        ("PUBLIC_URL", "https://bot.example.org/?a=b", "not a web address"),
        ("LISTEN", "8000", "HOST:PORT"),
        ("LISTEN", "127.0.0.1:99999", "HOST:PORT"),
        ("WEBHOOK_SECRET", "short", "16 to 256"),
        ("TWILIO_SID", "SK0123", "begins with AC"),
        ("TWILIO_FROM", "150 0555", "country code"),
        ("ALIYUN_SIGN", "【汉唐街北社区】", "without 【】"),
        ("ALIYUN_TEMPLATE", "1234", "template codes"),
        ("ALIYUN_TEMPLATE", "inspection-due=SMS_9:grid", "template codes"),
        ("ALIYUN_TEMPLATE", "SMS_1,SMS_2,SMS_3,SMS_4,SMS_5,SMS_6,SMS_7", "template codes"),
        ("WECOM_API", "qyapi.weixin.qq.com", "not a web address"),
        ("NOW", "2026-10-09T08:30:00", "no time zone"),
        ("NOW", "tomorrow", "not a time"),
    ],
)
def test_refused(given: Given, name: str, value: str, says: str) -> None:
    """What cannot be right is refused by the name of the setting, and what was given is not repeated."""
    sentence = given.refused(**{name: value})
    assert f"STAIRWELL_{name} " in sentence
    assert says in sentence
    assert value not in sentence.replace("127.0.0.1:8000", "")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("STAIRWELL_TELEGRAM_TOKE", "STAIRWELL_TELEGRAM_TOKEN"),
        ("STAIRWELL_DATABASEURL", "STAIRWELL_DATABASE_URL"),
        ("STAIRWEL_KEY", "STAIRWELL_KEY"),
        ("STAIRWELL_PORT", "STAIRWELL_"),
    ],
)
def test_mistyped_name(given: Given, monkeypatch: pytest.MonkeyPatch, typed: str, meant: str) -> None:
    """A mistyped name is an error that names the nearest setting, and does not repeat the value."""
    monkeypatch.setenv(typed, "swordfish")
    sentence = given.refused()
    assert f"{typed} is not a setting" in sentence
    assert meant in sentence.removeprefix(typed)
    assert "swordfish" not in sentence


def test_every_mistake_at_once(given: Given) -> None:
    """All mistakes are told in one go, a line each."""
    lines = given.refused(LISTEN="x", TWILIO_SID="x", TELEGRAM_TOKE="x").splitlines()
    assert [line.split()[0] for line in lines] == [
        "STAIRWELL_TELEGRAM_TOKE", "STAIRWELL_TWILIO_SID", "STAIRWELL_LISTEN",
    ]  # fmt: skip


@pytest.mark.parametrize("left_out", SMS)
def test_half_configured_sms(given: Given, left_out: str) -> None:
    """SMS is set up by three settings or not at all; the missing one is named."""
    sentence = given.refused(**{name: value for name, value in SMS.items() if name != left_out})
    assert f"STAIRWELL_{left_out} is not set" in sentence


@pytest.mark.parametrize("left_out", ALIYUN)
def test_half_configured_aliyun(given: Given, left_out: str) -> None:
    """Aliyun is set up by four settings or not at all; the missing one is named."""
    sentence = given.refused(**{name: value for name, value in ALIYUN.items() if name != left_out})
    assert f"STAIRWELL_{left_out} is not set; set all four" in sentence


@pytest.mark.parametrize("one", [*SMS, "TWILIO"])
def test_one_gateway_at_a_time(given: Given, one: str) -> None:
    """Two SMS gateways, the second whole or begun, exclude each other, in a sentence that says what to do."""
    twilio = SMS if one == "TWILIO" else {one: SMS[one]}
    sentence = given.refused(**ALIYUN, **twilio)
    assert "two gateways" in sentence and "unset" in sentence
    assert "aliyun-secret" not in sentence


def test_aliyun_needs_a_secret_address_and_no_moved_clock(given: Given) -> None:
    """Its pushes are not signed, so a public address needs the secret; a rehearsal needs a test server."""
    assert "makes Aliyun send" in given.refused(PUBLIC_URL="https://bot.example.org", **ALIYUN)
    assert given(WEBHOOK_SECRET="a" * 32).aliyun_api == "https://dysmsapi.aliyuncs.com"
    assert "STAIRWELL_NOW" in given.refused(NOW="2026-11-02T09:00:00+08:00")
    settings = given(ALIYUN_API="http://127.0.0.1:8090")
    assert settings.now is not None
    assert not any(secret in repr(settings) for secret in ("aliyun-secret", "LTAI5tTest"))


def test_webhook_needs_its_secret(given: Given) -> None:
    """A public address for Telegram without a secret would let anybody speak for anybody."""
    assert "WEBHOOK_SECRET" in given.refused(TELEGRAM_TOKEN=TOKEN, PUBLIC_URL="https://bot.example.org")
    assert given(WEBHOOK_SECRET="a" * 32).public_url == "https://bot.example.org"


def test_now_is_refused_with_real_servers(given: Given) -> None:
    """A moved clock and the real Telegram or Twilio exclude each other; with test servers it is fine."""
    assert "STAIRWELL_NOW" in given.refused(NOW="2026-11-02T09:00:00+08:00", TELEGRAM_TOKEN=TOKEN)
    assert "STAIRWELL_NOW" in given.refused(TELEGRAM_API=LOCAL["TELEGRAM_API"], **SMS)
    assert given(**LOCAL).now == datetime(2026, 11, 2, 1, tzinfo=UTC)


def test_now_without_channels(given: Given) -> None:
    """With no channel set up nobody is reached, so the clock may be moved."""
    assert given(NOW="2026-11-02T09:00:00+08:00").now is not None


def test_nothing_secret_is_shown(given: Given) -> None:
    """The settings' own text holds no token, key, password or phone number."""
    shown = repr(
        given(
            TELEGRAM_TOKEN=TOKEN, KEY=new_key(), DATABASE_URL="postgresql://ann:pass-word@db/north",
            WEBHOOK_SECRET="webhook-secret-0123", PUBLIC_URL="https://bot.example.org", **SMS,
        )
    )  # fmt: skip
    for secret in (TOKEN, "pass-word", "webhook-secret", *SMS.values()):
        assert secret not in shown


def test_key_file(given: Given, tmp_path: Path) -> None:
    """Without STAIRWELL_KEY a key is made once, beside the SQLite file, for its owner's eyes only."""
    settings = given(DATABASE_URL=f"sqlite:///{tmp_path / 'var' / 'north.db'}")
    key = settings.root_key()
    use_key(key)
    assert settings.root_key() == key
    assert settings.key_path is not None
    assert stat.S_IMODE(settings.key_path.stat().st_mode) == 0o600
    assert given(KEY=new_key()).root_key() != key
    use_key(KEY)  # the tests after this one read what was encrypted with theirs


def test_lost_key_file(given: Given, tmp_path: Path) -> None:
    """A database whose key file is gone is not given a new key, which could not read it."""
    (tmp_path / "north.db").write_bytes(b"something")
    settings = given(DATABASE_URL=f"sqlite:///{tmp_path / 'north.db'}")
    with pytest.raises(SettingsError, match=r"north\.key is not"):
        settings.root_key()
    assert not (tmp_path / "north.key").exists()


def test_postgresql_needs_a_key(given: Given) -> None:
    """With PostgreSQL the key must be set: there is no file it could lie beside."""
    with pytest.raises(SettingsError, match="STAIRWELL_KEY is not set"):
        given(DATABASE_URL="postgresql://db/north").root_key()


def test_one_key_for_all_who_start_at_once(tmp_path: Path) -> None:
    """Many that ask for a key file at the same moment get the same, whole key, and no other file is left."""
    keys: list[str] = []
    together = threading.Barrier(8)

    def ask() -> None:
        together.wait()
        keys.append(load_or_create_key(tmp_path / "new.key"))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(keys)) == 1 and len(keys) == 8
    assert [path.name for path in tmp_path.iterdir()] == ["new.key"]
