"""What pages say in the words of chat: an answer's sentence, a moment, the number in an address."""

from datetime import datetime

from bot.context import Ctx, Reply
from bot.web.office.pages import View
from messages.catalogue import say
from messages.forms import Inbound
from messages.render import readable
from models.errors import NotFound
from models.import_files import WEB


def ctx_of(view: View) -> Ctx:
    """The view as a handler of chat takes it: for what only reads and words."""
    return Ctx(view.session, view.now, view.community, view.actor, Inbound(WEB, "0", str(view.person_id)), 0)


def words_of(view: View, reply: Reply) -> str:
    """The sentence of an answer, in the language of whoever looks."""
    return say(reply.key, view.language, readable(reply.facts, view.language))


def day(view: View, at: datetime | None) -> str:
    """A moment as a local day ("11月30日"); "" for none."""
    if at is None:
        return ""
    return str(readable({"day": at.astimezone(view.zone).date().isoformat()}, view.language)["day"])


def moment(view: View, at: datetime | None) -> str:
    """A moment as a local day and time; "" for none."""
    return f"{day(view, at)} {at.astimezone(view.zone):%H:%M}" if at else ""


def sheet(view: View, words: str) -> dict[str, str]:
    """The facts of a button for the sheet of this month: what it says, and the month as people read it.

    {} for who may make none.
    """
    if not view.paths("sheet.make"):
        return {}
    period = f"{view.now.astimezone(view.zone):%Y-%m}"
    return {"sheet_words": f"表格 {words} {period}", "sheet_label": view.say("page-queues-sheet", period=period)}


def number(view: View, name: str = "number") -> int:
    """The number an address names. Raises NotFound for what is none, as for one that nothing has."""
    said = view.arg(name)
    if not (said.isascii() and said.isdigit() and len(said) <= 9):
        raise NotFound(what="")
    return int(said)
