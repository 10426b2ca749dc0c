"""Lines about wishes, in the asker's language."""

from bot.commands.lines import line
from bot.context import Ctx
from models.wish_contacts import Contact
from models.wish_telling import brief
from models.wish_words import softened
from models.wishes import HEAD, wishes_of


def own_lines(ctx: Ctx, *, short: bool) -> list[str]:
    """What the speaker wished, entered or has claimed, with how far it is."""
    found = []
    for wish in wishes_of(ctx.session, ctx.person_id):
        text = softened(wish.public or wish.words)
        text = brief(text) if short else text
        claimer = wish.claimer_id == ctx.actor.id
        state = line(ctx, f"wish-state-{wish.state}-mine" if claimer else f"wish-state-{wish.state}")
        found.append(line(ctx, "wish-own-state", number=wish.number, wish=text, state=state))
    return found


def contact_line(ctx: Ctx, how: Contact, *, short: bool) -> str:
    """How the claimer reaches the wisher, as far as that was agreed to."""
    key = f"wish-contact-{how.how}"
    if how.how == HEAD and not how.phone:
        key = "wish-contact-helper" if how.name else "wish-contact-office"
    return line(ctx, f"{key}-brief" if short else key, name=how.name, grid=how.grid, phone=how.phone)
