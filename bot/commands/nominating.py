"""A nomination, step by step: whom, what for, the story, photos, a look at the whole, and handing it in."""

from datetime import timedelta

from bot.answers import says_nothing
from bot.commands.lines import line
from bot.commands.nomination_steps import ACT, ASK, ask_step, at_step, editable
from bot.commands.showing import already, own_task, question_of
from bot.context import Ask, Ctx, Reply
from bot.grammar import one_number, plain
from bot.intents import About, Said, Worded
from bot.routes import Route
from models import checkins, nominations
from models.checkins import UNDO_MINUTES
from models.duties import OPEN
from models.following import close_prompts
from models.grid import community
from models.nominations import (
    CATEGORY,
    CONFIRM,
    NAME_LENGTH,
    PHOTO,
    STORY,
    STORY_LEAST,
    TOLD,
    WHO,
    Nomination,
    categories,
)
from models.people import SMS


class Nominate(Worded):
    """I want to nominate somebody; perhaps their name."""


class StartNomination(Said):
    """The answer to the quarter's task `subject`: a name, a story, or a photo."""


class NoNomination(About):
    """I have nobody to nominate this time: the task `subject`."""


class NameNominee(Said):
    """The name of who is nominated."""


class PickNominee(Said):
    """It is that one of the people of that name."""


class OtherNominee(About):
    """It is none of them, somebody else of that name."""


class PickCategory(Said):
    """For this honour: its number or name, as typed."""


class AddStory(Said):
    """A piece of the story."""


class StoryDone(About):
    """The story is told."""


class AddPhoto(Said):
    """A photo that belongs to it."""


class PhotosDone(About):
    """No (more) photos."""


# --- how it begins ---
def nominate(ctx: Ctx, intent: Nominate) -> Reply:
    """Begin, or go on with what was begun when no new name is given."""
    about = nominations.begun(ctx.session, ctx.person_id)
    if intent.text or about is None:
        about = nominations.begin(ctx.session, ctx.person_id, _grid_id(ctx), None, ctx.now)
    return _named(ctx, about, intent.text) if intent.text else ask_step(ctx, about)


def start(ctx: Ctx, intent: StartNomination) -> Reply:
    """The task's question answered by free words: a name, or right away the story, or a photo."""
    task = own_task(ctx, intent.subject)
    if task.state != OPEN:
        return already(ctx, task)
    text = _said(intent.text)
    if not ctx.inbound.photo and says_nothing(text):
        return Reply("nomination-name-again", {"most": NAME_LENGTH}, question_of(ctx, task, None))
    about = nominations.begin(ctx.session, ctx.person_id, task.grid_id, task.id, ctx.now)
    if ctx.inbound.photo or len(text) > NAME_LENGTH:
        nominations.add_story(ctx.session, about, text, ctx.inbound.photo)
        return ask_step(ctx, about, "nomination-name-then")
    return _named(ctx, about, text)


def nobody(ctx: Ctx, intent: NoNomination) -> Reply:
    """Nobody to nominate this time is an answer too: the task is settled, without points, and can be taken back."""
    task = own_task(ctx, intent.subject)
    checkin_id = checkins.cannot(
        ctx.session, task, ctx.person_id, line(ctx, "nomination-nobody-reason"), channel=ctx.inbound.channel,
        now=ctx.now, zone=ctx.zone,
    )  # fmt: skip
    if checkin_id is None:
        return already(ctx, task)
    close_prompts(ctx.session, ASK, intent.subject, ctx.now)
    undo = Ask("checked_in", checkin_id, stands=timedelta(minutes=UNDO_MINUTES), new=True)
    return Reply("nomination-nobody-noted", {"period": task.period}, undo)


# --- the steps ---
def name(ctx: Ctx, intent: NameNominee) -> Reply:
    """A name. Photos sent meanwhile are kept."""
    about = editable(ctx, intent.subject)
    if ctx.inbound.photo:
        nominations.add_story(ctx.session, about, "", ctx.inbound.photo)
    return _named(ctx, about, intent.text)


def _named(ctx: Ctx, about: Nomination, text: str) -> Reply:
    said = " ".join(_said(text).split())
    if len(said) > NAME_LENGTH or len(plain(said)) < 2 or any(mark.isdigit() for mark in said):
        return ask_step(ctx, about, "nomination-name-again")
    known = nominations.namesakes(ctx.session, said)
    if known:
        about.name, about.step = said, WHO
        ctx.session.add(about)
        return ask_step(ctx, about)
    nominations.set_nominee(ctx.session, about, said, None)
    return ask_step(ctx, about)


def pick_nominee(ctx: Ctx, intent: PickNominee) -> Reply:
    """One of the people of that name, by the number in the list; anything else is asked again. Raises OwnNomination."""
    about = at_step(ctx, intent.subject, WHO)
    ids: list[int] = list(ctx.prompt.data.get("people", [])) if ctx.prompt else []
    if (other := _said(intent.text)) != intent.text.strip():
        return nominate(ctx, Nominate(other))
    number = one_number(plain(intent.text))
    if number is None or not 1 <= number <= len(ids):
        return ask_step(ctx, about)
    nominations.set_nominee(ctx.session, about, about.name, ids[number - 1])
    return ask_step(ctx, about)


def other_nominee(ctx: Ctx, intent: OtherNominee) -> Reply:
    """Somebody whom the community does not know."""
    about = at_step(ctx, intent.subject, WHO)
    nominations.set_nominee(ctx.session, about, about.name, None)
    return ask_step(ctx, about)


def pick_category(ctx: Ctx, intent: PickCategory) -> Reply:
    """What for, by number or by name. Raises DoesNotFit."""
    about, said = at_step(ctx, intent.subject, CATEGORY), intent.text.strip().casefold()
    if (other := _said(intent.text)) != intent.text.strip():
        return nominate(ctx, Nominate(other))
    kinds = list(categories().values())
    number = one_number(plain(said))
    if number is not None and 1 <= number <= len(kinds):
        chosen = kinds[number - 1]
    else:
        named = [kind for kind in kinds if said in (one.casefold() for one in kind.name.values())]
        if not named:
            return ask_step(ctx, about)
        chosen = named[0]
    nominations.set_category(ctx.session, about, chosen.key)
    return ask_step(ctx, about)


def add_story(ctx: Ctx, intent: AddStory) -> Reply:
    """A piece of the story; photos may come with it."""
    about = at_step(ctx, intent.subject, STORY)
    if not ctx.inbound.photo and len(plain(intent.text)) < 2:
        return ask_step(ctx, about)
    fits = nominations.add_story(ctx.session, about, intent.text, ctx.inbound.photo)
    return ask_step(ctx, about, "nomination-story-more" if fits else "nomination-story-full")


def story_done(ctx: Ctx, intent: StoryDone) -> Reply:
    """On to photos, which an SMS cannot carry; a story too short to be one is asked for once more."""
    about = at_step(ctx, intent.subject, STORY)
    if len(about.story) < STORY_LEAST:
        return ask_step(ctx, about, "nomination-story-short")
    about.step = PHOTO if ctx.inbound.channel != SMS else _after_photos(ctx, about)
    ctx.session.add(about)
    return ask_step(ctx, about)


def add_photo(ctx: Ctx, intent: AddPhoto) -> Reply:
    """One more photo; words that come with or instead of it belong to the story."""
    about = at_step(ctx, intent.subject, PHOTO)
    if not ctx.inbound.photo and says_nothing(intent.text):
        return ask_step(ctx, about)
    fits = nominations.add_story(ctx.session, about, intent.text, ctx.inbound.photo)
    return ask_step(ctx, about, "nomination-photo-more" if fits else "nomination-story-full")


def photos_done(ctx: Ctx, intent: PhotosDone) -> Reply:
    """On to the last look, by way of the nominee's consent where only the nominator can ask for it."""
    about = at_step(ctx, intent.subject, PHOTO)
    about.step = _after_photos(ctx, about)
    ctx.session.add(about)
    return ask_step(ctx, about)


def _after_photos(ctx: Ctx, about: Nomination) -> str:
    return CONFIRM if nominations.can_hear(ctx.session, about.nominee_id) else TOLD


def _grid_id(ctx: Ctx) -> int:
    """Where it comes from: the lowest grid of the speaker's posts, else the community."""
    posts = sorted(ctx.actor.posts, key=lambda post: -post.level)
    if posts:
        return posts[0].grid_id
    root = community(ctx.session).id
    assert root is not None
    return root


def _said(text: str) -> str:
    """What was said, without the word that begins a nomination."""
    text = text.strip()
    for word in ("推荐", "nominate "):
        if text.casefold().startswith(word):
            return text[len(word) :].strip()
    return text


ROUTES = (
    Route(Nominate, nominate, ACT, ("/nominate", "推荐", "nominate"), Nominate),
    Route(StartNomination, start, ACT),
    Route(NoNomination, nobody, ACT),
    Route(NameNominee, name, ACT),
    Route(PickNominee, pick_nominee, ACT),
    Route(OtherNominee, other_nominee, ACT),
    Route(PickCategory, pick_category, ACT),
    Route(AddStory, add_story, ACT),
    Route(StoryDone, story_done, ACT),
    Route(AddPhoto, add_photo, ACT),
    Route(PhotosDone, photos_done, ACT),
)
