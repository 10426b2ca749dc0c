"""What people can mean. Each intent is a frozen dataclass; its fields are plain values, so a choice can carry them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Intent:
    """Root of all intents."""


# --- anyone ---
@dataclass(frozen=True, slots=True)
class Start(Intent):
    """Open the conversation, perhaps with a joining code."""

    code: str = ""


@dataclass(frozen=True, slots=True)
class Help(Intent):
    """What can I say here?"""


@dataclass(frozen=True, slots=True)
class Stop(Intent):
    """Write to me no more on this channel."""


@dataclass(frozen=True, slots=True)
class Resume(Intent):
    """Write to me again."""


@dataclass(frozen=True, slots=True)
class AcceptJoin(Intent):
    """Yes, that is me, and I agree to be written to. `subject` is the joining code's id."""

    subject: int = 0


@dataclass(frozen=True, slots=True)
class DeclineJoin(Intent):
    """No: not me, or I do not agree."""

    subject: int = 0


@dataclass(frozen=True, slots=True)
class Consent(Intent):
    """I agree to be written to (asked by an invitation SMS)."""

    subject: int = 0


@dataclass(frozen=True, slots=True)
class Refuse(Intent):
    """I do not agree to be written to."""

    subject: int = 0


# --- people ---
@dataclass(frozen=True, slots=True)
class SetLanguage(Intent):
    """Speak this language with me: "zh-CN" or "en"."""

    language: str = ""


@dataclass(frozen=True, slots=True)
class SetName(Intent):
    """My name is …"""

    text: str = ""


@dataclass(frozen=True, slots=True)
class Thanks(Intent):
    """Thank you."""

    subject: int = 0


@dataclass(frozen=True, slots=True)
class WhoAmI(Intent):
    """What do you know of me?"""


@dataclass(frozen=True, slots=True)
class Cancel(Intent):
    """Drop the question that stands open."""

    subject: int = 0


@dataclass(frozen=True, slots=True)
class ShowPoints(Intent):
    """My points, entry by entry. `year` 0 is the current one."""

    year: int = 0


@dataclass(frozen=True, slots=True)
class ShowRank(Intent):
    """The standing by unit, building or grid; `level` is a grid level (5, 4, 3), `year` 0 the current year."""

    level: int = 5
    year: int = 0


@dataclass(frozen=True, slots=True)
class ShowAwards(Intent):
    """The award list of a year; 0 is the newest there is."""

    year: int = 0


# --- inspection ---
@dataclass(frozen=True, slots=True)
class ShowTasks(Intent):
    """What is asked of me now?"""


@dataclass(frozen=True, slots=True)
class CheckIn(Intent):
    """I want to report. `subject` is the task (0: the one that is open), `text` the day it was done, as typed."""

    subject: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class AllClear(Intent):
    """Done, all eight points in order."""

    subject: int = 0


@dataclass(frozen=True, slots=True)
class SomeFindings(Intent):
    """Done, and something was found: ask which."""

    subject: int = 0


@dataclass(frozen=True, slots=True)
class Findings(Intent):
    """These points of the checklist (numbers 1–8, as typed) were not in order."""

    subject: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class PickFinding(Intent):
    """Mark or unmark one point of the checklist (`text`), before it is handed in."""

    subject: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class SubmitFindings(Intent):
    """Hand in the points that are marked."""

    subject: int = 0


@dataclass(frozen=True, slots=True)
class CannotDo(Intent):
    """It is not possible this time: ask why."""

    subject: int = 0


@dataclass(frozen=True, slots=True)
class Reason(Intent):
    """Why it is not possible."""

    subject: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Read(Intent):
    """收到: I have read it. That does not say it is done."""

    subject: int = 0


@dataclass(frozen=True, slots=True)
class AddDetail(Intent):
    """Words, a photo or a place that belong to a check-in (`subject`)."""

    subject: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Undo(Intent):
    """Take the check-in `subject` back; 0 is the newest one."""

    subject: int = 0


# --- coordinators and leaders ---
@dataclass(frozen=True, slots=True)
class ShowMissing(Intent):
    """Who has not reported, by grid."""

    grid: str = ""


@dataclass(frozen=True, slots=True)
class Remind(Intent):
    """Remind those who have not reported in a grid."""

    grid: str = ""


@dataclass(frozen=True, slots=True)
class ShowReport(Intent):
    """The account of a period ("" is this month)."""

    period: str = ""


@dataclass(frozen=True, slots=True)
class Announce(Intent):
    """Prepare a message to an audience; shows a preview and asks to confirm."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class ConfirmAnnounce(Intent):
    """Send the prepared message `subject`."""

    subject: int = 0


@dataclass(frozen=True, slots=True)
class Appoint(Intent):
    """Give somebody a post."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class ConfirmAppoint(Intent):
    """Make the prepared appointment."""

    subject: int = 0


@dataclass(frozen=True, slots=True)
class Excuse(Intent):
    """Excuse a unit's open task, with a reason."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class Reverse(Intent):
    """Take a ledger entry back, with a reason."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class Invite(Intent):
    """Make a joining link for a grid's head, or for volunteers of a grid."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class EnterHolidays(Intent):
    """These days are no workdays."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class EnterWorkdays(Intent):
    """These days are make-up workdays."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class ImportRoster(Intent):
    """A roster file was sent."""


@dataclass(frozen=True, slots=True)
class ConfirmImport(Intent):
    """Apply the roster that was shown."""

    subject: int = 0
