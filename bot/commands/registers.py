"""The registers by chat: what the community consists of beside its people, and entering one thing of it."""

from bot.commands.lines import line
from bot.context import Ctx, Reply
from bot.intents import Worded
from bot.register_rows import entry_of, put
from bot.routes import Route
from messages.account import share
from models import registers
from models.audit import record
from models.errors import StairwellError
from models.lookup import everywhere
from models.permissions import paths_for
from models.registers import AREA, ORGANISATION, SHOP

ACT = "register.edit"


class Registers(Worded):
    """What do the registers say? Or: this is so from today on."""


class RegistersCommunityOnly(StairwellError):
    """Registers are of the whole community, so it takes a coordinator of the whole community."""

    key = "error-register-community-only"


def show_or_enter(ctx: Ctx, intent: Registers) -> Reply:
    """The registers in numbers; or one entry, written down with its day. Raises as `register_rows.put`."""
    if not everywhere(ctx.session, paths_for(ctx.actor, ACT)):
        raise RegistersCommunityOnly
    today = ctx.now.astimezone(ctx.zone).date()
    if words := intent.text.split():
        entry = entry_of(words)
        put(ctx.session, entry, today)
        record(ctx.session, ctx.now, ctx.actor.id, "register.enter", f"{entry.kind}:{entry.code}"[:60])
    compounds, managed = registers.compounds_on(ctx.session, today)
    seats, members = registers.committees_on(ctx.session, today)
    kinds, area = registers.organisations_on(ctx.session, today), registers.fact_on(ctx.session, AREA, today)
    lines = [
        line(ctx, "register-compounds", compounds=compounds, managed=managed, share=share(managed, compounds)),
        line(ctx, "register-committees", seats=seats, members=members, share=share(members, seats)),
        line(ctx, "register-organisations", organisations=kinds[ORGANISATION], shops=kinds[SHOP]),
        line(ctx, "register-area", km2=f"{area / 100:g}") if area is not None else line(ctx, "register-area-none"),
    ]
    return Reply("registers-entered" if intent.text.split() else "registers", {"lines": lines})


ROUTES = (Route(Registers, show_or_enter, ACT, ("/registers", "登记册", "registers"), Registers),)
