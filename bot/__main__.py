"""The `stairwell` command."""

import gc
import sys

gc.set_threshold(50_000, 50)  # loading makes little garbage; looking for it as often as by default takes a third

from cyclopts import App as Cli  # noqa: E402

from bot import almanac, award_cli, cli  # noqa: E402

gc.freeze()  # what is loaded stays: the collector need not look at it again
app = Cli(name="stairwell", help="Volunteer coordination for a neighbourhood, by Telegram and SMS.", version="0.1.0")
COMMANDS = (
    cli.run, cli.pause, cli.report, cli.verify, cli.backup, cli.restore, cli.doctor, cli.migrate, almanac.calendar,
    award_cli.awards,
)  # fmt: skip
for command in COMMANDS:
    app.command(command)
for name, what in (
    ("demo", "Open a whole model community in the browser, without an account or a token."),
    ("model", "Load a year of the model community into an empty database, for its account."),
    ("rehearse", "Play a year of the model community in minutes and check every invariant."),
):
    app.command(f"bot.demo.commands:{name}", name=name, help=what)  # loaded when asked for: the bot needs none of it
app.command("bot.explaining:explain", name="explain", help="Print as JSON how a reply would be read, and why.")
app.command(cli.import_, name="import")
admin = Cli(name="admin", help="Who may administer.")
admin.command(cli.admin_add, name="add")
app.command(admin)


def main() -> None:
    """Run a command; a refusal is one sentence on standard error and exit code 1."""
    sys.exit(cli.guarded(app))


if __name__ == "__main__":
    main()
