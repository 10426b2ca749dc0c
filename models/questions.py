"""Every kind of question and its choices, as data: buttons on Telegram, numbers by SMS, words on both.

What a word answers depends on the question: only the meanings a question lists are looked for (bot/words.toml), so
"收到" reads as "read" to an inspection and as nothing at all to a yes-or-no.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer.

    `says` is its meaning: its words are in the word list, its label in the catalogue as `choice-<says>` unless `label`
    names another key. `intent` names the intent it becomes, with the prompt's subject and, where set, `text`.
    `form`: "all" (button, number, words), "words" (neither button nor number), "button" (nothing else), "unnumbered"
    (button and words). `number` is what is typed for it; None counts on from 1. Undo is 0, so that a 1 sent twice never
    undoes.
    """

    says: str
    intent: str
    label: str = ""
    form: str = "all"
    number: int | None = None
    text: str = ""

    @property
    def label_key(self) -> str:
        """The catalogue key of the label."""
        return self.label or f"choice-{self.says}"


@dataclass(frozen=True, slots=True)
class Question:
    """A kind of question.

    `open_intent` names the intent that takes an answer that is none of the choices (free text, photo, place, several
    numbers); without one, such an answer is doubtful and asked again. A command of one word outranks it; one with
    words behind it only where the question is an `afterthought`, which nobody has to answer. `about_task` says that
    its subject is a task, `takes_numbers` that a bare number may answer it. `picks` names the intent of a button for
    each of the tasks that the prompt's data lists.
    """

    choices: tuple[Choice, ...]
    open_intent: str = ""
    afterthought: bool = False
    about_task: bool = False
    takes_numbers: bool = True
    picks: str = ""

    def numbered(self) -> list[tuple[int, Choice]]:
        """The choices that have a number, with it, in order."""
        out: list[tuple[int, Choice]] = []
        for choice in self.choices:
            if choice.form == "all":
                out.append((len(out) + 1 if choice.number is None else choice.number, choice))
        return out

    def buttons(self) -> list[tuple[int, Choice]]:
        """The choices that have a button, with their place in `choices`, which is what a button's data names."""
        return [(place, choice) for place, choice in enumerate(self.choices) if choice.form != "words"]


CHECKLIST = ("corridor", "fire_door", "lighting", "litter", "e_bike", "leaflets", "strangers", "neighbour")
"""The eight points of a stairwell inspection, in the order they are numbered for people."""

_ITEMS = tuple(
    Choice(item, "PickFinding", f"item-{item.replace('_', '-')}", form="button", text=item) for item in CHECKLIST
)

_NOT_COMING = Choice("event_skip", "DeclineEvent", "choice-event-skip")

QUESTIONS: dict[str, Question] = {
    "inspection": Question(
        (
            Choice("done", "AllClear", "choice-all-clear"),
            Choice("problem", "SomeFindings", "choice-findings"),
            Choice("cannot", "CannotDo"),
            Choice("read", "Read", form="words"),
        ),
        about_task=True,
    ),
    "findings": Question(
        (*_ITEMS, Choice("submit", "SubmitFindings", form="button")), open_intent="Findings", about_task=True
    ),
    "late_day": Question((), open_intent="CheckIn", about_task=True),
    "reason": Question((), open_intent="Reason", about_task=True),
    "digest": Question((), open_intent="PickTask", afterthought=True, picks="OpenTask"),
    "report": Question(
        (Choice("done", "Reported"), Choice("cannot", "CannotDo"), Choice("read", "Read", form="words")),
        about_task=True,
    ),
    "event": Question(
        (
            Choice("held", "Reported"),
            Choice("cannot", "CannotDo"),
            Choice("done", "Reported", form="words"),
            Choice("read", "Read", form="words"),
        ),
        about_task=True,
    ),
    # The numbers belong to the points of the list, so nothing else is numbered but 0, which shows it.
    "items": Question(
        (
            Choice("list", "ShowItems", number=0),
            Choice("whole", "ItemsAll", form="unnumbered"),
            Choice("rest", "ItemsEnd", form="unnumbered"),
            Choice("cannot", "CannotDo", form="unnumbered"),
            Choice("read", "Read", form="words"),
        ),
        open_intent="ItemsDone",
        about_task=True,
    ),
    "tasks": Question((), open_intent="PickTask", afterthought=True, picks="OpenTask"),
    "checked_in": Question(
        (Choice("undo", "Undo", number=0), Choice("thanks", "Thanks", form="words")),
        open_intent="AddDetail",
        afterthought=True,
        takes_numbers=False,
    ),
    "join": Question((Choice("yes", "AcceptJoin", "choice-join-yes"), Choice("no", "DeclineJoin", "choice-join-no"))),
    "consent": Question((Choice("yes", "Consent", "choice-consent-yes"), Choice("no", "Refuse", "choice-consent-no"))),
    "import": Question((Choice("yes", "ConfirmImport", "choice-import-yes"), Choice("no", "Cancel", "choice-cancel"))),
    "import_days": Question(
        (Choice("yes", "ConfirmDays", "choice-import-yes"), Choice("no", "Cancel", "choice-cancel"))
    ),
    "announce": Question((Choice("yes", "ConfirmAnnounce", "choice-send"), Choice("no", "Cancel", "choice-cancel"))),
    "second": Question(
        (Choice("yes", "AgreeAnnounce", "choice-second-yes"), Choice("no", "RefuseAnnounce", "choice-second-no"))
    ),
    "leaving": Question((Choice("undo", "CallOff", "choice-call-off", number=0),)),
    # Nobody has to answer these at once, and commands with words behind them must get past them.
    "knock": Question(
        (Choice("told", "KnockTold", "choice-knock-told"), Choice("missed", "KnockMissed", "choice-knock-missed")),
        open_intent="KnockSome",
        afterthought=True,
    ),
    "uncertain": Question((), open_intent="PickUncertain", afterthought=True),
    "resend": Question(
        (Choice("again", "Resend", "choice-resend"), Choice("leave", "LeaveUncertain", "choice-leave-it"))
    ),
    "event_form": Question((), open_intent="EventForm"),
    "event_new": Question((Choice("yes", "ConfirmEvent", "choice-event-new"), Choice("no", "Cancel", "choice-cancel"))),
    "event_announce": Question(
        (Choice("yes", "ConfirmInvite", "choice-send"), Choice("no", "KeepQuiet", "choice-event-quiet"))
    ),
    "event_leaving": Question((Choice("undo", "CallOffInvite", "choice-call-off", number=0),)),
    "event_invite": Question((Choice("event_join", "JoinEvent", "choice-event-join"), _NOT_COMING)),
    "event_place": Question((Choice("event_join", "KeepPlace", "choice-event-come"), _NOT_COMING)),
    "event_reminder": Question((Choice("event_join", "KeepPlace", "choice-event-come"), _NOT_COMING)),
    "event_here": Question((), open_intent="EventHere", afterthought=True),
    "event_roll": Question(
        (
            Choice("roll_all", "RollAll", "choice-roll-all", form="button"),
            Choice("roll_close", "CloseEvent", "choice-roll-close", form="button"),
        ),
        open_intent="MarkRoll",
        afterthought=True,
    ),
    "event_close": Question(
        (Choice("yes", "ConfirmClose", "choice-event-close"), Choice("no", "KeepOpen", "choice-wait"))
    ),
    "event_cancel": Question(
        (Choice("yes", "ConfirmCancelEvent", "choice-event-cancel"), Choice("no", "KeepOpen", "choice-event-stays"))
    ),
    "event_absent": Question(
        (Choice("was_there", "WasThere", "choice-was-there"),), open_intent="AbsentReason", afterthought=True
    ),
    "contest_work": Question((), open_intent="SendWork", afterthought=True),
    "contest_score": Question((), open_intent="ScoreWorks", afterthought=True),
    "event_photos": Question((), open_intent="ThankPhoto", afterthought=True),
    "duty": Question((Choice("yes", "ConfirmDuty", "choice-duty-yes"), Choice("no", "Cancel", "choice-cancel"))),
    "appoint": Question((Choice("yes", "ConfirmAppoint", "choice-appoint"), Choice("no", "Cancel", "choice-cancel"))),
}
"""The questions by key. Prompt.subject_id is handed to the chosen intent as `subject`, the words of an open answer as
`text`."""
