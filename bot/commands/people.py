"""Who is it? People found by name, sound, initials, number or grid, of those whoever asks looks after."""

from bot.commands.lines import capped, line
from bot.commands.roles import role_key
from bot.context import Ctx, Reply
from bot.intents import Worded
from bot.routes import Route
from models.people_lists import Listed, Wanted, people
from models.permissions import Actor, paths_for

SEE = "person.see"
MOST = 20


class FindPerson(Worded):
    """Who is called that, or lives or serves there?"""


def wanted_of(
    actor: Actor, said: str, role: str = "", when: str = "", *, party: bool = False, channel: str = "",
    consent: str = "",
) -> Wanted:  # fmt: skip
    """Whom that asks for; by the end of a phone they are found where the asker may have the list with phones in it."""
    return Wanted(said, role, when, party, channel, consent, paths_for(actor, "sheet.make"))


def find(ctx: Ctx, intent: FindPerson) -> Reply:
    """Those who are found, a line each with their number and posts."""
    said = intent.text.strip()
    if not said:
        return Reply("usage-find-person")
    paths = paths_for(ctx.actor, SEE)
    found = people(ctx.session, wanted_of(ctx.actor, said), paths, MOST + 1)
    if not found:
        return Reply("find-person-none", {"said": said[:20]})
    lines = [_line(ctx, one) for one in found[:MOST]]
    if len(found) > MOST:
        lines.append(line(ctx, "find-person-more"))
    return Reply("find-person", {"lines": capped(ctx, lines), "names": [one.name for one in found[:5]]})


def _line(ctx: Ctx, one: Listed) -> str:
    held = [post for post in one.posts if post.to_on is None][:2]
    posts = [line(ctx, "find-person-post", grid=post.grid, role_key=role_key(post.role)) for post in held]
    return " ".join((f"#{one.id}", one.name, *posts))


ROUTES = (Route(FindPerson, find, SEE, ("/find", "查人", "找人", "find"), FindPerson),)
