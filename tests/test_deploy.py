"""The examples for operators: what they name exists, so that following them leads somewhere."""

import re
import shlex
import tomllib
from collections.abc import Iterator, Mapping
from configparser import RawConfigParser
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from cyclopts import CycloptsError

from bot.__main__ import app
from bot.cli import TRY_AGAIN
from bot.serve import Role
from bot.settings import PREFIX, Settings

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
PAGES = ("README.md", "README.zh-CN.md", "docs/operations.md")
SETTINGS = {PREFIX + name.upper() for name in Settings.model_fields}
IN_CODE = re.compile(r"`([^`]+)`")


def understood(words: list[str]) -> bool:
    """Whether the command line takes these words, given anything where an argument is needed."""
    try:
        app.parse_args(words, print_error=False, exit_on_error=False)
    except CycloptsError:
        return False
    return True


def unit(path: Path) -> Mapping[str, Mapping[str, str]]:
    """The sections of a unit file; each name in a section stands once."""
    parser = RawConfigParser(strict=True, delimiters=("=",), comment_prefixes=("#",))
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(path.read_text("utf-8"))
    return parser


def compose() -> dict[str, Any]:
    """The compose file, merges applied."""
    read: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    return read


def given(text: str) -> Iterator[tuple[str, str]]:
    """(name, value) of a settings file, also of the lines that are commented out to be chosen."""
    for line in text.splitlines():
        if found := re.fullmatch(r"#?([A-Z_]+)=(.*)", line):
            yield found[1], found[2]


def commands(text: str) -> Iterator[list[str]]:
    """Every `stairwell …` or `sw …` a page tells one to type."""
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    lines = [line.partition(" #")[0] for block in blocks for line in block.splitlines()]
    for piece in lines + IN_CODE.findall(re.sub(r"```.*?```", "", text, flags=re.DOTALL)):
        found = re.match(r"(?:\.venv/bin/)?(?:stairwell|sw) ([a-z].*)", piece.strip())
        found = found or re.match(r"docker compose run --rm .*?\bworker (.*)", piece.strip())
        if found and "|" not in found[1]:
            yield shlex.split(found[1])


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_starts_a_command_that_exists_and_starts_it_again(path: Path) -> None:
    """Whatever ends it, and for certain when the database was away; its settings are in the file that is told of."""
    service = unit(path)["Service"]
    program, *words = shlex.split(service["ExecStart"])
    assert program == "/opt/stairwell/.venv/bin/stairwell" and understood(words)
    assert service["Restart"] == "always" and service["RestartForceExitStatus"] == str(TRY_AGAIN)
    assert unit(path)["Unit"]["StartLimitIntervalSec"] == "0"
    for told in (service["EnvironmentFile"], program, path.stem.partition("@")[0]):
        assert told in (ROOT / "docs" / "operations.md").read_text("utf-8")
    assert service["NoNewPrivileges"] == "yes" and service["ProtectSystem"] == "strict"
    assert service["WorkingDirectory"] == f"/var/lib/{service['StateDirectory']}"


def test_every_role_has_a_unit_and_a_service() -> None:
    """Units and compose file run each role; the unit without a role runs all."""
    roles = set(get_args(Role))
    started = [shlex.split(unit(path)["Service"]["ExecStart"])[1:] for path in UNITS]
    assert {words[-1] if "--role" in words else "all" for words in started} == roles
    services = compose()["services"]
    assert set(services) == roles - {"all"} | {"postgres"}
    for role in roles - {"all"}:
        words = shlex.split(services[role]["command"])
        assert words == ["run", "--role", role] and understood(words)


def test_the_compose_file_names_settings_and_files_that_exist() -> None:
    """Every role has the database, the settings' file, the image's Dockerfile; no password is written down."""
    services = compose()["services"]
    for role in set(services) - {"postgres"}:
        service = services[role]
        assert set(service["environment"]) <= SETTINGS
        assert (DEPLOY / f"{service['env_file']}.example").is_file()
        build = service["build"]
        context = (DEPLOY / build["context"]).resolve()
        assert context == ROOT and (context / build["dockerfile"]).is_file()
        assert service["restart"] == "always" and service["depends_on"]["postgres"]["condition"] == "service_healthy"
        url = service["environment"]["STAIRWELL_DATABASE_URL"]
        asked = re.sub(r"\$\{POSTGRES_PASSWORD:\?[^}]*\}", "x1", url)
        assert asked != url and Settings.model_validate({"database_url": asked}).sqlite_path is None
    assert "test" in services["postgres"]["healthcheck"]
    volume = services["postgres"]["volumes"][0].partition(":")[0]
    assert volume in compose()["volumes"]
    listen, port = services["web"]["environment"]["STAIRWELL_LISTEN"], services["web"]["ports"][0]
    assert port.startswith("127.0.0.1:") and port.rpartition(":")[2] == listen.rpartition(":")[2]


def test_the_settings_file_is_one() -> None:
    """Every line of it is a setting, every setting people need is in it, and as it is given it is accepted."""
    text = (DEPLOY / "stairwell.env.example").read_text("utf-8")
    names = {name for name, _ in given(text)}
    assert names <= SETTINGS
    servers = {f"STAIRWELL_{name}_API" for name in ("TELEGRAM", "TWILIO", "ALIYUN", "WECOM")}
    assert SETTINGS - names == {"STAIRWELL_NOW", *servers}
    plain = dict(given("\n".join(line for line in text.splitlines() if not line.startswith("#"))))
    settings = {name.removeprefix(PREFIX).lower(): value for name, value in plain.items() if value}
    assert str(Settings.model_validate(settings).sqlite_path) == "/var/lib/stairwell/stairwell.db"


def test_the_image_has_all_it_needs() -> None:
    """It installs what the lock file pins, by hash, and every room; what it copies is there and not ignored."""
    text = (DEPLOY / "Dockerfile").read_text("utf-8")
    assert "--require-hashes -r requirements/runtime.txt" in text
    copied = {source for line in re.findall(r"^COPY (.*)$", text, re.MULTILINE) for source in line.split()[:-1]}
    kept = (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    for source in copied:
        assert (ROOT / source).exists() and f"!{source}" in kept
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert copied >= {*project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"], project["project"]["readme"]}
    for licence in project["project"]["license-files"]:
        assert any(licence == source or licence.startswith(f"{source}/") for source in copied)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_tells_of_commands_settings_and_files_that_exist(page: str) -> None:
    """Nobody types something from it that the program does not know."""
    text = (ROOT / page).read_text("utf-8")
    told = list(commands(text))
    assert told and [words for words in told if not understood(words)] == []
    assert set(re.findall(r"\bSTAIRWELL_[A-Z_]+[A-Z]\b", text)) <= SETTINGS
    for path in re.findall(r"\b(?:deploy|docs)/[\w.@-]*\w", text):
        assert (ROOT / path).exists(), path
