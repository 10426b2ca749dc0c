"""Notice boards 公示牌 to be printed: of a stairwell, of all in a building or grid, of everything one looks after."""

from bot.context import Ctx, Reply
from bot.intents import Worded
from bot.routes import Route
from messages.paper.boards import A4, SIZES, board_facts
from models.audit import record
from models.board_codes import renew
from models.boards import NoStairwell
from models.grid import UNIT
from models.lookup import find_grid
from models.permissions import may, paths_for

ACT, RENEW = "board.make", "invite.make"
ALL_WORDS = ("全部", "所有", "all")
RENEW_WORDS = ("换码", "newcode")


class MakeBoards(Worded):
    """The notice boards of these grids, on that paper."""


def make_boards(ctx: Ctx, intent: MakeBoards) -> Reply:
    """The boards as one PDF, a page for each stairwell; without a place those of the speaker's own stairwells.

    Raises NoStairwell, TooManyBoards and what finding a grid raises.
    """
    words = intent.text.split()
    if words and words[0].casefold() in RENEW_WORDS:
        return _renew(ctx, " ".join(words[1:]))
    sizes = [word.casefold() for word in words if word.casefold() in SIZES]
    said = " ".join(word for word in words if word.casefold() not in SIZES)
    paths = paths_for(ctx.actor, ACT)
    if said.casefold() not in ALL_WORDS:
        own = [post.path for post in ctx.actor.posts if post.level == UNIT and post.path in paths]
        if not said and not own:
            return Reply("board-usage", edit=False)
        paths = [find_grid(ctx.session, said, paths).path] if said else own
    about = {
        "kind": "boards", "paths": paths, "size": (sizes or [A4])[-1], "bot": ctx.community.bot_name,
        "number": ctx.community.sms_number,
    }  # fmt: skip
    facts = board_facts(ctx.session, about, ctx.actor.language, ctx.now, ctx.zone)
    shown = {"title": facts["title"], "count": len(facts["boards"]), "size": facts["size"].upper()}
    return Reply("board-paper", {**shown, "paper": about}, edit=False)


def _renew(ctx: Ctx, said: str) -> Reply:
    """Another code for one stairwell, whose old one is passed around; only who invites may do that."""
    paths = paths_for(ctx.actor, RENEW)
    if not paths:
        return Reply("error-not-allowed", edit=False)
    if not said:
        return Reply("board-usage", edit=False)
    grid = find_grid(ctx.session, said, paths)
    if grid.level != UNIT or not may(ctx.actor, RENEW, grid.path):
        raise NoStairwell
    assert grid.id is not None
    renew(ctx.session, grid.id, ctx.now)
    record(ctx.session, ctx.now, ctx.actor.id, "board-code", f"grid:{grid.id}")
    return Reply("board-renewed", {"grid": grid.name, "code": grid.code})


ROUTES = (
    Route(MakeBoards, make_boards, ACT, ("/noticeboard", "/boardpaper", "公示牌", "noticeboard", "boardpaper"),
          MakeBoards),
)  # fmt: skip
