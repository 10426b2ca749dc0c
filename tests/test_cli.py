"""The command line as a newcomer meets it: what goes wrong is one sentence that says what to do next."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from cyclopts import App
from sqlalchemy.exc import OperationalError

from bot import cli
from bot.demo.community import model_roster, write_xlsx

ROOT = Path(__file__).parent.parent


def stairwell(folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """The command, run in a folder of its own, with nobody at the keyboard."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("STAIRWELL_")}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"} | settings
    return subprocess.run(
        [sys.executable, "-m", "bot", *words], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
        capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip


def test_an_import_that_nobody_confirms_changes_nothing(tmp_path: Path) -> None:
    """Without a terminal the question counts as no, and that is said."""
    (tmp_path / "roster.xlsx").write_bytes(write_xlsx(model_roster()))
    done = stairwell(tmp_path, "import", "roster.xlsx")
    assert (done.returncode, done.stderr) == (0, "")
    assert "没有导入，什么都没有改动" in done.stdout
    assert "请先导入名册" in stairwell(tmp_path, "admin", "add", "陈静").stderr


@pytest.mark.parametrize("key", ["abc", "AAAA"])
def test_a_wrong_key_says_which_one_is_needed(tmp_path: Path, key: str) -> None:
    """It names both places where the key can be."""
    done = stairwell(tmp_path, "report", "2026-11", STAIRWELL_KEY=key)
    assert done.returncode == 1
    assert "STAIRWELL_KEY" in done.stderr and ".key file" in done.stderr and "Traceback" not in done.stderr


def test_a_taken_port_is_said_before_the_demo_is_built(tmp_path: Path) -> None:
    """It names the option, at once."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = stairwell(tmp_path, "demo", "--port", str(taken.getsockname()[1]))
    assert (done.returncode, done.stdout) == (1, "")
    assert "--port 8001" in done.stderr and "Traceback" not in done.stderr


def test_a_backup_that_is_not_there_is_called_missing(tmp_path: Path) -> None:
    """It is not called damaged."""
    done = stairwell(tmp_path, "restore", "gone.db")
    assert done.returncode == 1
    assert "找不到文件 gone.db" in done.stderr


def test_a_database_that_went_away_is_to_be_tried_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whichever loop found out first: one sentence without what was asked of it, and the exit code supervisors know."""
    monkeypatch.setattr(cli, "set_up_logs", lambda: None)
    gone = OperationalError("SELECT secret", {"name": "王芳"}, Exception("server closed the connection\nmore"))

    class Broken(App):
        """A command line whose command ends like that."""

        def __call__(self, *given: object, **more: object) -> None:
            """The loops' errors come in groups."""
            raise ExceptionGroup("lanes", [ExceptionGroup("lane", [gone])])

    assert cli.guarded(Broken()) == cli.TRY_AGAIN == 75
    said = capsys.readouterr().err
    assert "server closed the connection" in said and said.count("\n") == 1
    assert "secret" not in said and "王芳" not in said


def test_sending_is_stopped_and_resumed_by_command(tmp_path: Path) -> None:
    """Each says what it did, or that there was nothing to do; the doctor knows of it too."""
    assert "已暂停发送" in stairwell(tmp_path, "pause", "--reason", "发错了").stdout
    again = stairwell(tmp_path, "pause")
    assert (again.returncode, again.stderr) == (0, "") and "stairwell pause，原因：发错了" in again.stdout
    assert "起暂停（stairwell pause，原因：发错了）" in stairwell(tmp_path, "doctor").stdout
    assert "已恢复发送：0条" in stairwell(tmp_path, "pause", "--off").stdout
    assert "没有暂停" in stairwell(tmp_path, "pause", "--off").stdout
