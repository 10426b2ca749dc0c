"""A roster file sent to the bot: taken in at once, checked in the background (bot/imports.py), applied on a confirm."""

from bot.commands.settling import AlreadySettled, settle_question
from bot.context import Ctx, Reply
from bot.intents import ConfirmImport, ImportRoster
from bot.routes import Route
from models import imports, roster
from models.errors import NotFound, StairwellError
from models.imports import APPLIED, READY, ImportRun
from models.lookup import everywhere
from models.permissions import Actor, paths_for

ACT = "roster.import"
ENDINGS = (".xlsx", ".csv")
MOST_BYTES = 5_000_000


class WholeCommunityOnly(StairwellError):
    """A roster changes the whole tree, so it takes a coordinator of the whole community."""

    key = "error-import-community-only"


def import_roster(ctx: Ctx, intent: ImportRoster) -> Reply:
    """Keep that a file was sent; checking it takes a moment and is not done while others wait."""
    file = ctx.inbound.file
    if file is None or not file.name.casefold().endswith(ENDINGS):
        return Reply("import-kind")
    if file.size > MOST_BYTES:
        return Reply("import-too-big", {"most": MOST_BYTES // 1_000_000})
    _require_everywhere(ctx, ctx.actor)
    imports.receive(ctx.session, ctx.person_id, ctx.inbound.channel, file.id, file.name, file.size, ctx.now)
    return Reply("import-received", {"file": file.name[:40]})


def confirm_import(ctx: Ctx, intent: ConfirmImport) -> Reply:
    """Apply the file that was shown, once. What changed in the database since is looked at again."""
    settle_question(ctx, "import")
    _require_everywhere(ctx, ctx.actor)
    run = ctx.session.get(ImportRun, intent.subject)
    if run is None or run.actor_id != ctx.actor.id:
        raise NotFound(what="")
    stored = run.plan
    if stored is None or not imports.settle(ctx.session, intent.subject, READY, APPLIED):
        raise AlreadySettled
    summary = roster.apply(ctx.session, roster.Plan.from_json(stored), ctx.now, ctx.person_id, zone=ctx.zone)
    key, facts = roster.summary_line(summary)
    return Reply(key, facts)


def _require_everywhere(ctx: Ctx, actor: Actor) -> None:
    if not everywhere(ctx.session, paths_for(actor, ACT)):
        raise WholeCommunityOnly


ROUTES = (
    Route(ImportRoster, import_roster, ACT, ("/import", "导入", "import")),
    Route(ConfirmImport, confirm_import, ACT),
)
