"""The contact sheet 一家亲通联单, and the residents' code: who looks after my stairwell, what we have agreed on."""

from collections.abc import Mapping
from typing import Any

from bot.commands.lines import capped, line, listed, worded
from bot.context import Ask, Ctx, Reply
from bot.intents import About, Intent, Where, Worded
from bot.proposing import Kind, submit
from bot.routes import Route
from models import contacts, notices
from models.audit import record
from models.contacts import Contact
from models.errors import GridNotFound, StairwellError
from models.following import close_prompts
from models.grid import UNIT, Grid
from models.lookup import everywhere, find_grid
from models.notices import CODE, MOST
from models.people import LANGUAGES
from models.permissions import paths_for
from models.proposals import Proposal
from models.text import chinese_marks

NEAREST = 2
"""An SMS names as many of those who look after a stairwell."""
QUESTION = "phone_consent"


class ShowContacts(Where):
    """Who looks after my stairwell, and how do I reach them?"""


class SharePhone(About):
    """My neighbours may have my phone number."""


class KeepPhone(About):
    """My phone number is to be on no sheet."""


class ShowResidentsCode(Intent):
    """What have we residents agreed on?"""


class ChangeCode(Worded):
    """The residents' code shall be worded so."""


class CodeLength(StairwellError):
    """The code is two words at least and MOST characters at most, so that it fits an SMS."""

    key = "error-code-length"


class CodeCommunityOnly(StairwellError):
    """The code is everybody's, so it takes a coordinator of the whole community."""

    key = "error-code-community-only"


def show_contacts(ctx: Ctx, intent: ShowContacts) -> Reply:
    """The sheet of one's own stairwell, or of one that is named and within one's grids. Raises GridUnclear."""
    grid = _stairwell(ctx, intent.grid)
    if grid is None:
        return Reply("contacts-nowhere")
    heads = contacts.looking_after(ctx.session, grid, ctx.now.astimezone(ctx.zone).date())
    lines = [_head_line(ctx, one) for one in heads] or [line(ctx, "contacts-nobody")]
    shown, more = contacts.neighbours(ctx.session, grid)
    if shown:
        lines += [line(ctx, "contacts-neighbours"), *(line(ctx, "contacts-neighbour", name=one.name, phone=one.phone)
                                                      for one in shown)]  # fmt: skip
    if more:
        lines.append(line(ctx, "contacts-more", count=more))
    facts = {"grid": grid.name, "lines": capped(ctx, lines), "near": _nearest(ctx, heads)}
    if contacts.consent_of(ctx.session, ctx.person_id) is None and contacts.has_phone(ctx.session, ctx.person_id):
        return Reply("contacts-ask", facts, Ask(QUESTION, ctx.person_id))
    return Reply("contacts", facts)


def share_phone(ctx: Ctx, intent: SharePhone) -> Reply:
    """From now on it is on the sheets of the own stairwell."""
    return _consent(ctx, agreed=True)


def keep_phone(ctx: Ctx, intent: KeepPhone) -> Reply:
    """It is on no sheet any more."""
    return _consent(ctx, agreed=False)


def show_code(ctx: Ctx, intent: ShowResidentsCode) -> Reply:
    """The residents' code as it stands."""
    return Reply("residents-code", {"text": notices.notice(ctx.session, CODE, ctx.actor.language)})


def change_code(ctx: Ctx, intent: ChangeCode) -> Reply:
    """Propose other words for the code, in the language named first or Chinese; a second person decides.

    Raises CodeLength, CodeCommunityOnly.
    """
    if not everywhere(ctx.session, paths_for(ctx.actor, "code.change")):
        raise CodeCommunityOnly
    first, _, rest = intent.text.strip().partition(" ")
    language, text = ("en", rest) if first.casefold() in ("en", "英文", "english") else (LANGUAGES[0], intent.text)
    text = " ".join(text.split())
    text = text if language == "en" else chinese_marks(text)
    if not 10 <= len(text) <= (MOST if language != "en" else 2 * MOST):
        raise CodeLength(most=MOST)
    return submit(ctx, "code", KINDS["code"], CODE, {"language": language, "text": text})


def _stairwell(ctx: Ctx, said: str) -> Grid | None:
    """The one that is named, of those one may see; else the first of one's own. Anything else does not exist."""
    own = contacts.stairwells_of(ctx.session, ctx.person_id)
    if not said.strip():
        return own[0] if own else None
    grid = find_grid(ctx.session, said, [*(one.path for one in own), *paths_for(ctx.actor, "contacts.see")])
    if grid.level != UNIT:
        raise GridNotFound(what=said[:20])
    return grid


def _head_line(ctx: Ctx, one: Contact) -> str:
    key = "contacts-head" if one.phone else "contacts-head-no-phone"
    return line(ctx, key, role=_role(ctx, one), name=one.name, grid=one.grid, phone=one.phone)


def _nearest(ctx: Ctx, heads: list[Contact]) -> str:
    """Those an SMS has room for: who can be called comes first."""
    chosen = sorted(heads, key=lambda one: not one.phone)[:NEAREST]
    if not chosen:
        return line(ctx, "contacts-nobody")
    return listed(ctx, [line(ctx, "contacts-near" if one.phone else "contacts-near-no-phone", role=_role(ctx, one),
                             name=one.name, phone=one.phone) for one in chosen])  # fmt: skip


def _role(ctx: Ctx, one: Contact) -> str:
    role = line(ctx, f"role-{one.role.replace('_', '-')}")
    return line(ctx, "contacts-deputy", role=role) if one.deputy else role


def _consent(ctx: Ctx, *, agreed: bool) -> Reply:
    close_prompts(ctx.session, QUESTION, ctx.person_id, ctx.now)
    contacts.set_consent(ctx.session, ctx.person_id, agreed, ctx.now)
    record(ctx.session, ctx.now, ctx.actor.id, "phone.share" if agreed else "phone.keep", f"person:{ctx.person_id}")
    if agreed and not contacts.has_phone(ctx.session, ctx.person_id):
        return Reply("phone-none")
    return Reply("phone-shared" if agreed else "phone-kept")


def _code_agreed(ctx: Ctx, proposal: Proposal) -> Mapping[str, object]:
    notices.change(ctx.session, CODE, proposal.content["language"], proposal.content["text"], ctx.now)
    return {"language": proposal.content["language"]}


def _code_words(ctx: Ctx, content: Mapping[str, Any], language: str) -> str:
    return worded(language, "code-proposal", text=content["text"])


KINDS = {"code": Kind("code.change", _code_words, _code_agreed)}
ROUTES = (
    Route(ShowContacts, show_contacts, "contacts.see", ("/contacts", "通联单", "一家亲", "联系人", "contacts"),
          ShowContacts),
    Route(SharePhone, share_phone, "self.manage", ("/sharephone", "公开电话", "share phone"),
          lambda rest: SharePhone(0), whole=True),
    Route(KeepPhone, keep_phone, "self.manage", ("/keepphone", "不公开电话", "keep phone"),
          lambda rest: KeepPhone(0), whole=True),
    Route(ShowResidentsCode, show_code, "honours.see", ("/charter", "公约", "居民公约", "charter"), whole=True),
    Route(ChangeCode, change_code, "code.change", ("/charterchange", "改公约", "change charter"), ChangeCode),
)  # fmt: skip
