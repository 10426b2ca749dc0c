"""What people can mean. Each intent is a frozen dataclass; its fields are plain values, so a choice can carry them.

Here are the roots, and what several subjects share; a subject's own stand in its file of bot/commands/.
"""

from dataclasses import dataclass

KINDS: dict[str, type["Intent"]] = {}
"""Every intent by its name, which is how a question's choices name them (models/questions.py)."""


@dataclass(frozen=True)
class Intent:
    """Root of all intents. Those that carry the same fields share a base."""

    def __init_subclass__(cls) -> None:
        known = KINDS.setdefault(cls.__name__, cls)
        if known.__module__ != cls.__module__:  # a dataclass with slots is made twice, in the same module
            raise TypeError(f"there are two intents named {cls.__name__}")
        KINDS[cls.__name__] = cls


@dataclass(frozen=True)
class About(Intent):
    """One that is about something: the id of a task, a check-in, an import …; 0 where none is named."""

    subject: int = 0


@dataclass(frozen=True)
class Said(About):
    """One about something, with words."""

    text: str = ""


@dataclass(frozen=True)
class Worded(Intent):
    """One that is words alone, which its handler reads."""

    text: str = ""


@dataclass(frozen=True)
class Where(Intent):
    """One about a grid, by its code; the speaker's own where none is named."""

    grid: str = ""


@dataclass(frozen=True)
class Yearly(Intent):
    """One about a year; 0 where none is named."""

    year: int = 0


# --- anyone ---
@dataclass(frozen=True)
class Start(Intent):
    """Open the conversation, perhaps with a joining code."""

    code: str = ""


@dataclass(frozen=True)
class Help(Worded):
    """What can I say here? Or: what about that chapter?"""


class OpenChapter(About):
    """A chapter of the help, by its place in the book."""


class Stop(Intent):
    """Write to me no more on this channel."""


class Resume(Intent):
    """Write to me again."""


class AcceptJoin(About):
    """Yes, that is me, and I agree to be written to. `subject` is the joining code's id."""


class DeclineJoin(About):
    """No: not me, or I do not agree."""


class Consent(About):
    """I agree to be written to (asked by an invitation SMS)."""


class Refuse(About):
    """I do not agree to be written to."""


# --- people ---
@dataclass(frozen=True)
class SetLanguage(Intent):
    """Speak this language with me: "zh-CN" or "en"."""

    language: str = ""


class SetName(Worded):
    """My name is …"""


class Thanks(About):
    """Thank you."""


class WhoAmI(Intent):
    """What do you know of me?"""


class Cancel(About):
    """Drop the question that stands open."""


class ShowPoints(Yearly):
    """My points, entry by entry. `year` 0 is the current one."""


@dataclass(frozen=True)
class ShowRank(Intent):
    """The standing by unit, building or grid; `level` is a grid level (5, 4, 3), `year` 0 the current year."""

    level: int = 5
    year: int = 0


class ShowRankChart(ShowRank):
    """The same as a picture."""


class ShowAwards(Yearly):
    """The award list of a year; 0 is the newest there is."""


# --- inspection ---
class ShowTasks(Intent):
    """What is asked of me now?"""


class CheckIn(Said):
    """I want to report. `subject` is the task (0: the one that is open), `text` the day it was done, as typed."""


class AllClear(About):
    """Done, all eight points in order."""


class SomeFindings(About):
    """Done, and something was found: ask which."""


class Findings(Said):
    """These points of the checklist (numbers 1–8, as typed) were not in order."""


class PickFinding(Said):
    """Mark or unmark one point of the checklist (`text`), before it is handed in."""


class SubmitFindings(About):
    """Hand in the points that are marked."""


class CannotDo(About):
    """It is not possible this time: ask why."""


class Reason(Said):
    """Why it is not possible."""


class Read(About):
    """收到: I have read it. That does not say it is done."""


class AddDetail(Said):
    """Words, a photo or a place that belong to a check-in (`subject`)."""


class Undo(About):
    """Take the check-in `subject` back; 0 is the newest one."""


# --- coordinators and leaders ---
class ShowMissing(Where):
    """Who has not reported, by grid."""


class Remind(Where):
    """Remind those who have not reported in a grid."""


@dataclass(frozen=True)
class ShowReport(Intent):
    """The account of a period ("" is this month)."""

    period: str = ""


class Announce(Worded):
    """Prepare a message to an audience; shows a preview and asks to confirm."""


class ConfirmAnnounce(About):
    """Send the prepared message `subject`."""


class ManageGroup(Worded):
    """A robot may speak in a grid's group, or may not any more."""


class AgreeAnnounce(About):
    """The second person agrees that the message `subject` goes to so many."""


class RefuseAnnounce(About):
    """The second person does not agree; it is not sent."""


class CallOff(About):
    """Do not send the message `subject` that is about to leave."""


class ShowDelivery(Worded):
    """What became of a message to many: its number, "latest", or nothing for the list."""


class ShowUncertain(Intent):
    """Which messages may or may not have arrived?"""


class ResendThese(Worded):
    """Send those once more, by the numbers their list on the page gives them."""


class LeaveThese(Worded):
    """Leave those as they are, by the numbers their list on the page gives them."""


class PickUncertain(Said):
    """These of the list (numbers, as typed)."""


class Resend(About):
    """Send those that were picked once more."""


class LeaveUncertain(About):
    """Leave those that were picked as they are."""


class KnockTold(About):
    """I told everybody whom the request `subject` names."""


class KnockMissed(About):
    """I could not get hold of them."""


class KnockSome(Said):
    """This of some of them: a number and names, as typed."""


class Appoint(Worded):
    """Give somebody a post."""


class ConfirmAppoint(About):
    """Make the prepared appointment."""


class Excuse(Worded):
    """Excuse a unit's open task, with a reason."""


class Invite(Worded):
    """Make a joining link for a grid's head, or for volunteers of a grid."""


class EnterHolidays(Worded):
    """These days are no workdays."""


class EnterWorkdays(Worded):
    """These days are make-up workdays."""


class PauseSending(Worded):
    """Stop everything but answers, with a reason."""


class ResumeSending(Intent):
    """Let messages go again."""


class ShowBudget(Intent):
    """What do SMS cost this month?"""


class SetBudget(Worded):
    """SMS may cost that much a month."""


class SetPrice(Worded):
    """A segment of an SMS costs that much."""


class ShowRules(Intent):
    """What are the rules of sending?"""


class ImportRoster(Intent):
    """A roster file was sent."""


class ConfirmImport(About):
    """Apply the roster that was shown."""
