"""A nomination is handed in, told anew, dropped or taken back; and whether its nominee was asked."""

from datetime import timedelta

from bot.commands.lines import line
from bot.commands.nomination_steps import ACT, ASK, ask_step, close_steps, editable
from bot.commands.showing import question_of
from bot.context import Ask, Ctx, Reply
from bot.intents import About
from bot.routes import Route
from models import checkins, nominations
from models.audit import record
from models.checkins import UNDO_MINUTES
from models.consenting import ask_nominee, call_back
from models.following import close_prompts
from models.nominations import CONFIRM, EDITABLE, STORY, SUBMITTED, TOLD


class NomineeAgreed(About):
    """I asked them, and they agree that it is made public."""


class NomineeNotAsked(About):
    """I have not asked them yet."""


class SubmitNomination(About):
    """Hand it in."""


class RewriteStory(About):
    """Tell the story anew."""


class DropNomination(About):
    """Do not nominate after all."""


class ImproveNomination(About):
    """Go on with one that was sent back."""


class UndoNomination(About):
    """Take back what was handed in."""


def submit(ctx: Ctx, intent: SubmitNomination) -> Reply:
    """Hand it in, once: it settles the quarter's task, and a nominee who can be reached is asked for consent."""
    about = nominations.mine(ctx.session, intent.subject, ctx.actor.id)
    if not nominations.submit(ctx.session, about, ctx.now, ctx.zone):
        return ask_step(ctx, about) if about.state in EDITABLE else Reply("nomination-was-submitted", {}, edit=False)
    close_steps(ctx, about, "")
    settled = None
    if about.checkin_id is None:
        settled = checkins.settle(ctx.session, ASK, ctx.person_id, ctx.now, ctx.zone, ctx.inbound.channel)
        about.checkin_id = settled
        ctx.session.add(about)
    record(ctx.session, ctx.now, ctx.actor.id, "nominate", f"nomination:{about.id}", round=about.round)
    asked = ask_nominee(ctx.session, about, ctx.actor.name, ctx.now)
    facts = {"name": about.name, "period": about.quarter, "minutes": UNDO_MINUTES}
    more = (("nomination-settled", settled), ("nomination-asks-nominee", asked))
    facts["more"] = " ".join(line(ctx, key) for key, said in more if said)
    return Reply("nomination-submitted", facts, Ask("nominated", about.id, stands=timedelta(minutes=UNDO_MINUTES)))


def undo(ctx: Ctx, intent: UndoNomination) -> Reply:
    """Take it back before it is decided; the task it settled opens again, the question to the nominee is withdrawn."""
    about = nominations.mine(ctx.session, intent.subject, ctx.actor.id)
    if about.state != SUBMITTED or not nominations.take_back(ctx.session, about):
        return Reply("nomination-undo-too-late", {}, edit=False)
    call_back(ctx.session, about, ctx.now)
    close_prompts(ctx.session, "nominated", about.id, ctx.now)
    record(ctx.session, ctx.now, ctx.actor.id, "nominate-undo", f"nomination:{about.id}")
    task = checkins.undo(ctx.session, about.checkin_id, ctx.person_id, ctx.now) if about.checkin_id else None
    if task is None:
        return Reply("nomination-undone", {"name": about.name})
    return Reply("nomination-undone", {"name": about.name}, question_of(ctx, task, None))


def told_yes(ctx: Ctx, intent: NomineeAgreed) -> Reply:
    """The nominator asked, and the nominee agrees."""
    return _told(ctx, intent.subject, nominations.AGREED)


def told_no(ctx: Ctx, intent: NomineeNotAsked) -> Reply:
    """Not asked yet: it can be handed in all the same, and is asked about again; nothing is public before."""
    return _told(ctx, intent.subject, nominations.ASKING)


def _told(ctx: Ctx, nomination_id: int, consent: str) -> Reply:
    about = nominations.mine(ctx.session, nomination_id, ctx.actor.id)
    if not nominations.answer_consent(ctx.session, about, consent, by_nominee=False):
        return Reply("nomination-consent-no", {"name": about.name}, edit=False)
    if about.state in EDITABLE and about.step == TOLD:
        about.step = CONFIRM
        ctx.session.add(about)
        return ask_step(ctx, about)
    close_prompts(ctx.session, "nomination_told", about.id, ctx.now)
    key = "nomination-told-noted" if consent == nominations.AGREED else "nomination-told-later"
    return Reply(key, {"name": about.name})


def rewrite(ctx: Ctx, intent: RewriteStory) -> Reply:
    """Tell the story anew, from nothing; photos are dropped with it."""
    about = editable(ctx, intent.subject)
    about.story, about.photos, about.step = "", "", STORY
    ctx.session.add(about)
    return ask_step(ctx, about)


def improve(ctx: Ctx, intent: ImproveNomination) -> Reply:
    """Go on where it was sent back to: what is told already stays and can be added to."""
    return ask_step(ctx, editable(ctx, intent.subject))


def drop(ctx: Ctx, intent: DropNomination) -> Reply:
    """Not after all; the quarter's task stays as it is."""
    about = editable(ctx, intent.subject)
    nominations.take_back(ctx.session, about)
    close_steps(ctx, about, "")
    return Reply("nomination-dropped")


ROUTES = (
    Route(NomineeAgreed, told_yes, ACT),
    Route(NomineeNotAsked, told_no, ACT),
    Route(SubmitNomination, submit, ACT),
    Route(RewriteStory, rewrite, ACT),
    Route(DropNomination, drop, ACT),
    Route(UndoNomination, undo, ACT),
    Route(ImproveNomination, improve, ACT),
)
