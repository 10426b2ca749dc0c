"""The `stairwell` command."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

from cyclopts import App as Cli
from cyclopts import Parameter

from bot import cli

app = Cli(name="stairwell", help="Volunteer coordination for a neighbourhood, by Telegram and SMS.", version="0.1.0")
app.command(cli.run)
app.command(cli.demo)
app.command(cli.rehearse)
app.command(cli.import_, name="import")
app.command(cli.report)
app.command(cli.backup)
app.command(cli.restore)
app.command(cli.doctor)
app.command(cli.migrate)
app.command(cli.admin_add, name=("admin add",))


def main() -> None:
    """Entry point: runs a command; a refusal is one sentence on standard error and exit code 1."""
    sys.exit(cli.guarded(app))


if __name__ == "__main__":
    main()
