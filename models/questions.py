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
    each of the tasks that the prompt's data lists. `careful`: sentences are read as well, by
    bot/replies.py, and what is not sure goes to `open_intent`.
    """

    choices: tuple[Choice, ...]
    open_intent: str = ""
    afterthought: bool = False
    about_task: bool = False
    takes_numbers: bool = True
    picks: str = ""
    careful: bool = False

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

_BALLOT = tuple(
    Choice(f"ballot_{one}", "CastVote", f"choice-ballot-{one}", text=one) for one in ("best", "good", "fair", "poor")
)

_NOT_COMING = Choice("event_skip", "DeclineEvent", "choice-event-skip")

_WITHDRAW_WISH = Choice("undo", "WithdrawWish", "choice-wish-withdraw", number=0)
_WISH_DONE = Question(
    (
        Choice("wish_done", "ConfirmWish", "choice-wish-fulfilled"),
        Choice("not_yet", "NotYetWish", "choice-wish-not-yet"),
    )
)

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
        afterthought=True,  # it stands for weeks, and its answers are numbers: commands must get past it
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
    # The quarter's nomination, about its task; the steps that follow are about the nomination.
    "nomination": Question(
        (
            Choice("nobody", "NoNomination", "choice-nomination-nobody"),
            Choice("cannot", "NoNomination", form="words"),
            Choice("read", "Read", form="words"),
        ),
        open_intent="StartNomination",
        afterthought=True,
    ),
    "nomination_name": Question((), open_intent="NameNominee"),
    "nomination_who": Question((Choice("other", "OtherNominee", number=0),), open_intent="PickNominee"),
    "nomination_category": Question((), open_intent="PickCategory"),
    "nomination_story": Question((Choice("done", "StoryDone", "choice-story-done"),), open_intent="AddStory"),
    "nomination_photo": Question((Choice("skip", "PhotosDone", "choice-photos-done"),), open_intent="AddPhoto"),
    "nomination_told": Question(
        (Choice("yes", "NomineeAgreed", "choice-told-yes"), Choice("no", "NomineeNotAsked", "choice-told-no"))
    ),
    "nomination_confirm": Question(
        (
            Choice("yes", "SubmitNomination", "choice-nomination-submit"),
            Choice("rewrite", "RewriteStory", "choice-nomination-rewrite"),
            Choice("no", "DropNomination", "choice-nomination-drop"),
        )
    ),
    "nominated": Question(
        (Choice("undo", "UndoNomination", number=0), Choice("thanks", "Thanks", form="words")), afterthought=True
    ),
    "nomination_public": Question(
        (Choice("yes", "AgreePublic", "choice-public-yes"), Choice("no", "RefusePublic", "choice-public-no"))
    ),
    "nomination_review": Question(
        (
            Choice("yes", "ApproveNomination", "choice-review-approve"),
            Choice("back", "ReturnNomination", "choice-review-return"),
            Choice("no", "RejectNomination", "choice-review-reject"),
            Choice("next", "NextNomination", "choice-review-next"),
        )
    ),
    # A quarter's review: a word or a number for the head that is shown, then words to it; the head's own answer.
    "review_score": Question(
        (
            Choice("excellent", "ScoreReview", "choice-review-excellent", text="excellent"),
            Choice("good", "ScoreReview", "choice-review-good", text="good"),
            Choice("fair", "ScoreReview", "choice-review-fair", text="fair"),
            Choice("poor", "ScoreReview", "choice-review-poor", text="poor"),
            Choice("next", "NextReview", "choice-review-later", number=9),
        ),
        open_intent="ScoreReview",
        afterthought=True,
    ),
    "review_comment": Question(
        (Choice("skip", "SkipComment", "choice-review-skip", number=0),),
        open_intent="CommentReview",
        afterthought=True,
        takes_numbers=False,
    ),
    "review_rest": Question(
        (Choice("yes", "ConfirmRest", "choice-review-rest"), Choice("no", "Cancel", "choice-cancel"))
    ),
    "review_told": Question((), open_intent="AnswerReview", afterthought=True, takes_numbers=False),
    "nomination_again": Question(
        (
            Choice("rewrite", "ImproveNomination", "choice-nomination-improve"),
            Choice("no", "DropNomination", "choice-nomination-drop"),
        ),
        afterthought=True,
    ),
    "nomination_words": Question((), open_intent="ReviewWords"),
    "honour": Question(
        (
            Choice("yes", "ConfirmHonour", "choice-honour-yes"),
            Choice("unnamed", "ConfirmUnnamed", "choice-honour-unnamed"),
            Choice("no", "Cancel", "choice-cancel"),
        )
    ),
    "birthday": Question(
        (Choice("yes", "AgreeBirthday", "choice-birthday-yes"), Choice("no", "RefuseBirthday", "choice-birthday-no"))
    ),
    "help": Question((Choice("yes", "AttestHelp", "choice-attest-yes"), Choice("no", "DenyHelp", "choice-attest-no"))),
    "help_told": Question((Choice("undo", "TakeHelpBack", "choice-help-undo", number=0),), afterthought=True),
    "photo": Question(
        (Choice("yes", "PhotoNew", "choice-photo-new"), Choice("no", "PhotoMistaken", "choice-photo-mistaken")),
        afterthought=True,
    ),
    "spot": Question(
        (
            Choice("yes", "SpotTrue", "choice-attest-yes"),
            Choice("no", "SpotOtherwise", "choice-spot-no"),
            Choice("cannot", "SpotUnseen", "choice-spot-unseen"),
        ),
        afterthought=True,
    ),
    "phone_consent": Question(
        (Choice("yes", "SharePhone", "choice-phone-yes"), Choice("no", "KeepPhone", "choice-phone-no")),
        afterthought=True,
    ),
    "birthday_head": Question(
        (Choice("yes", "HeadMayKnow", "choice-head-yes"), Choice("no", "HeadMayNot", "choice-head-no"))
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
    "text": Question((Choice("yes", "ConfirmText", "choice-text-yes"), Choice("no", "Cancel", "choice-cancel"))),
    "stand_in": Question(
        (
            Choice("willing", "StandIn", "choice-stand-in-yes"),
            Choice("unwilling", "DoNotStandIn", "choice-stand-in-no"),
        )
    ),
    "wish_made": Question(
        (
            Choice("wish_phone", "ShareWish", text="phone", label="choice-wish-phone"),
            Choice("wish_name", "ShareWish", text="name", label="choice-wish-name"),
            Choice("wish_head", "ShareWish", text="head", label="choice-wish-head"),
            _WITHDRAW_WISH,
        )
    ),
    "wish_true": Question(
        (Choice("yes", "AttestWish", "choice-wish-true"), Choice("no", "DenyWish", "choice-wish-untrue"))
    ),
    "wish_again": Question((Choice("rewrite", "RewriteWish", "choice-wish-rewrite"), _WITHDRAW_WISH)),
    "wish_words": Question((), open_intent="SayWishAnew", afterthought=True),
    "wish_expired": Question(
        (Choice("again", "RenewWish", "choice-wish-renew"), Choice("no", "LeaveWish", "choice-wish-leave"))
    ),
    "wish_offer": Question((), open_intent="PickWish", afterthought=True, picks="ClaimWish"),
    "wish_claimed": Question(
        (Choice("done", "WishDone", "choice-wish-done"), Choice("back", "HandBackWish", "choice-wish-back"))
    ),
    "wish_how": Question((), open_intent="TellWish", afterthought=True),
    "wish_confirm": _WISH_DONE,
    "wish_check": _WISH_DONE,
    "wish_thanks": Question((), open_intent="ThankWish", afterthought=True),
    "wish_read": Question(
        (
            Choice("yes", "PublishWish", "choice-wish-publish"),
            Choice("rewrite", "RewordWish", "choice-wish-reword"),
            Choice("back", "ReturnWish", "choice-wish-return"),
            Choice("next", "NextWish", "choice-wish-next"),
        )
    ),
    "wish_wording": Question((), open_intent="WishWording", afterthought=True),
    "wish_reason": Question((), open_intent="WishReason", afterthought=True),
    "proposal": Question(
        (Choice("yes", "AgreeProposal", "choice-agree"), Choice("no", "RefuseProposal", "choice-second-no")),
        afterthought=True,
    ),
    "award_named": Question(
        (Choice("yes", "NameMe", "choice-award-named"), Choice("no", "HideMyName", "choice-award-unnamed")),
        afterthought=True,
    ),
    "objection_answer": Question(
        (
            Choice("accept", "AcceptAnswer", "choice-objection-accept"),
            Choice("insist", "Insist", "choice-objection-insist"),
        ),
        afterthought=True,
    ),
    "proposed": Question((Choice("undo", "WithdrawProposal", "choice-take-back", number=0),), afterthought=True),
    # It stands for days, so commands must get past it.
    "ballot": Question(_BALLOT, open_intent="UnclearVote", afterthought=True),
    "ballot_more": Question(
        (*_BALLOT, Choice("ballot_rest", "CastRest", "choice-ballot-rest", number=9)),
        open_intent="UnclearVote",
        afterthought=True,
    ),
    "case_tell": Question((), open_intent="TellProblem", afterthought=True),
    "case_category": Question((), open_intent="PickCaseCategory", afterthought=True),
    "case_same": Question(
        (Choice("case_same", "SameCase", "choice-case-same"), Choice("case_other", "NotSameCase", "choice-case-other"))
    ),
    "case_reported": Question(
        (Choice("undo", "UndoCase", number=0), Choice("thanks", "Thanks", form="words")),
        open_intent="AddToCase",
        afterthought=True,
        takes_numbers=False,
    ),
    "case_more": Question(
        (Choice("thanks", "Thanks", form="words"),), open_intent="AddToCase", afterthought=True, takes_numbers=False
    ),
    "case_solved": Question(
        (
            Choice("case_fixed", "CaseFixed", "choice-case-fixed"),
            Choice("case_not_yet", "CaseNotYet", "choice-case-not-yet"),
        )
    ),
    "case_check": Question(
        (
            Choice("case_fixed", "CheckedFixed", "choice-case-fixed"),
            Choice("case_not_yet", "CheckedNotYet", "choice-case-not-yet"),
        )
    ),
    "case": Question(
        (
            Choice("case_take", "TakeCase", "choice-case-take"),
            Choice("case_progress", "ProgressCase", "choice-case-progress"),
            Choice("case_up", "HandUpCase", "choice-case-up"),
            Choice("case_done", "SolveCase", "choice-case-done"),
        )
    ),
    "case_words": Question((), open_intent="CaseSaid", afterthought=True),
    "procedure_list": Question((), open_intent="PickProcedure", afterthought=True),
    "procedure": Question(
        (Choice("apply", "ApplyFor", "choice-apply"), Choice("no", "NotNow", "choice-not-now")), afterthought=True
    ),
    "applied": Question(
        (Choice("undo", "WithdrawApplication", number=0), Choice("thanks", "Thanks", form="words")), afterthought=True
    ),
    "application": Question(
        (
            Choice("step_done", "StepDone", "choice-step-done"),
            Choice("ask_more", "AskMore", "choice-ask-more"),
            Choice("turn_down", "TurnDown", "choice-turn-down"),
        )
    ),
    "application_words": Question((), open_intent="ApplicationSaid"),
    # Residents' own: a wrong guess would hurt, so these are read with care (bot/replies.py).
    "care": Question(
        (
            Choice("well", "CareWell", "choice-care-well"),
            Choice("contact", "CareContact", "choice-care-contact"),
            Choice("gone", "CareGone", "choice-care-gone"),
        ),
        open_intent="CareUnclear",
        careful=True,
    ),
    "care_days": Question((Choice("undo", "CareStay", "choice-care-stay", number=0),), open_intent="CareDays"),
    "care_paused": Question(
        (Choice("here", "CareBack", "choice-care-back", number=0),), "CareMore", afterthought=True, careful=True
    ),
    "care_noted": Question(
        (Choice("undo", "CareUndo", number=0), Choice("thanks", "Thanks", form="words")),
        open_intent="CareMore",
        afterthought=True,
        takes_numbers=False,
    ),
    "care_agree": Question(
        (Choice("yes", "CareAgree", "choice-care-yes"), Choice("no", "CareRefuse", "choice-care-no")),
        open_intent="CareAgreeUnclear",
        careful=True,
    ),
    "care_door": Question(
        (
            Choice("met", "CareMet", "choice-care-met"),
            Choice("missed", "CareMissed", "choice-care-missed"),
            Choice("hands", "CareHands", "choice-care-hands"),
        ),
        afterthought=True,
    ),
    "care_long": Question(
        (Choice("yes", "CareLongYes", "choice-care-long-yes"), Choice("no", "CareLongNo", "choice-care-long-no"))
    ),
    "elder_join": Question(
        (Choice("yes", "ElderAgree", "choice-care-yes"), Choice("no", "ElderRefuse", "choice-care-no")),
        open_intent="ElderUnclear",
        careful=True,
    ),
    "whose": Question((), open_intent="AskWho"),
    "appoint": Question((Choice("yes", "ConfirmAppoint", "choice-appoint"), Choice("no", "Cancel", "choice-cancel"))),
}
"""The questions by key. Prompt.subject_id is handed to the chosen intent as `subject`, the words of an open answer as
`text`."""
