"""The structure: rooms import in one direction, and no module needs itself."""

import graphlib
import tomllib
from pathlib import Path

import grimp
import pytest
from importlinter import cli

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "scheduler", "messages", "models")


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """Who imports whom."""
    return grimp.build_graph(*ROOMS, cache_dir=None)


def test_rooms_import_in_one_direction(monkeypatch: pytest.MonkeyPatch) -> None:
    """models ← messages ← bot and scheduler, which do not know each other; the contract stands in pyproject.toml."""
    monkeypatch.chdir(ROOT)
    assert cli.lint_imports(no_cache=True) == cli.EXIT_STATUS_SUCCESS


def test_only_the_composition_root_joins_bot_and_scheduler(graph: grimp.ImportGraph) -> None:
    """Of all modules of `bot` only `bot.compose` imports from `scheduler`."""
    joined = {
        importer
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
        if importer.startswith("bot") and imported.startswith("scheduler")
    }
    assert joined == {"bot.compose"}


def test_no_import_cycle(graph: grimp.ImportGraph) -> None:
    """No module imports itself by way of others."""
    needs = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert list(graphlib.TopologicalSorter(needs).static_order())


def test_wheel_has_every_room() -> None:
    """What is built and installed are the four rooms, and only they."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert sorted(project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]) == sorted(ROOMS)
    assert sorted(project["tool"]["importlinter"]["root_packages"]) == sorted(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_size_of_files(room: str) -> None:
    """A file that has grown past what one can read in one go is divided."""
    long = {
        str(path.relative_to(ROOT)): lines
        for path in (ROOT / room).rglob("*.py")
        if "versions" not in path.parts and (lines := len(path.read_text("utf-8").splitlines())) > 330
    }
    assert long == {}


def test_locks_name_no_address() -> None:
    """The lock files pin every package by hash and name no index and no address."""
    for name in ("runtime", "dev"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
        assert "://" not in text and "--index" not in text and "--find-links" not in text
        pins = [line for line in text.splitlines() if not line.startswith((" ", "#"))]
        assert pins and all("==" in line for line in pins)
        assert text.count("--hash=sha256:") >= len(pins)
