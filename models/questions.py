"""Every kind of question and its choices, as data: buttons on Telegram, numbers by SMS, words on both.

What a word answers depends on the question: only the meanings a question lists are looked for (bot/words.toml), so
"收到" reads as "read" to an inspection and as nothing at all to a yes-or-no.
"""

from models.choices import Choice, Question
from models.resident_questions import RESIDENT_QUESTIONS

CHECKLIST = ("corridor", "fire_door", "lighting", "litter", "e_bike", "leaflets", "strangers", "neighbour")
"""The eight points of a stairwell inspection, in the order they are numbered for people."""

_ITEMS = tuple(
    Choice(item, "PickFinding", f"item-{item.replace('_', '-')}", form="button", text=item) for item in CHECKLIST
)

_BALLOT = tuple(
    Choice(f"ballot_{one}", "CastVote", f"choice-ballot-{one}", text=one) for one in ("best", "good", "fair", "poor")
)

_NOT_COMING = Choice("event_skip", "DeclineEvent", "choice-event-skip")

QUESTIONS: dict[str, Question] = {
    **RESIDENT_QUESTIONS,
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
    "chapters": Question((), picks="OpenChapter", pressed=True),
    "checked_in": Question(
        (Choice("undo", "Undo", number=0), Choice("thanks", "Thanks", form="words")),
        open_intent="AddDetail",
        afterthought=True,
        takes_numbers=False,
    ),
    "join": Question((Choice("yes", "AcceptJoin", "choice-join-yes"), Choice("no", "DeclineJoin", "choice-join-no"))),
    # A stairwell's notice board: the guest who scanned it, and whoever knows the neighbours.
    "board_join": Question(
        (
            Choice("yes", "BoardYes", "choice-board-yes"),
            Choice("board_volunteer", "BoardVolunteer", "choice-board-volunteer"),
            Choice("no", "BoardNo", "choice-board-no"),
        )
    ),
    "board_name": Question((), open_intent="BoardName"),
    "board_wait": Question(
        (Choice("undo", "BoardWithdraw", "choice-board-withdraw", number=0),), open_intent="BoardStill"
    ),
    "newcomer": Question(
        (Choice("yes", "NewcomerYes", "choice-newcomer-yes"), Choice("no", "NewcomerNo", "choice-newcomer-no")),
        afterthought=True,
    ),
    "consent": Question(
        (Choice("yes", "Consent", "choice-consent-yes"), Choice("no", "Refuse", "choice-consent-no")), careful=True
    ),
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
        (Choice("yes", "AgreePublic", "choice-public-yes"), Choice("no", "RefusePublic", "choice-public-no")),
        careful=True,
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
        (Choice("yes", "AgreeBirthday", "choice-birthday-yes"), Choice("no", "RefuseBirthday", "choice-birthday-no")),
        careful=True,
    ),
    "birthday_head": Question(
        (Choice("yes", "HeadMayKnow", "choice-head-yes"), Choice("no", "HeadMayNot", "choice-head-no")), careful=True
    ),
    "event_form": Question((), open_intent="EventForm"),
    "event_new": Question((Choice("yes", "ConfirmEvent", "choice-event-new"), Choice("no", "Cancel", "choice-cancel"))),
    "event_announce": Question(
        (Choice("yes", "ConfirmInvite", "choice-send"), Choice("no", "KeepQuiet", "choice-event-quiet"))
    ),
    "event_leaving": Question((Choice("undo", "CallOffInvite", "choice-call-off", number=0),)),
    "event_invite": Question((Choice("event_join", "JoinEvent", "choice-event-join"), _NOT_COMING), careful=True),
    "event_place": Question((Choice("event_join", "KeepPlace", "choice-event-come"), _NOT_COMING), careful=True),
    "event_reminder": Question((Choice("event_join", "KeepPlace", "choice-event-come"), _NOT_COMING), careful=True),
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
    "proposal": Question(
        (Choice("yes", "AgreeProposal", "choice-agree"), Choice("no", "RefuseProposal", "choice-second-no")),
        afterthought=True,
    ),
    "award_named": Question(
        (Choice("yes", "NameMe", "choice-award-named"), Choice("no", "HideMyName", "choice-award-unnamed")),
        afterthought=True,
        careful=True,
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
    "apply_for": Question(
        (Choice("yes", "AgreeApply", "choice-apply-for-yes"), Choice("no", "RefuseApply", "choice-apply-for-no")),
        open_intent="ApplyUnclear",
        careful=True,
    ),
    "appoint": Question((Choice("yes", "ConfirmAppoint", "choice-appoint"), Choice("no", "Cancel", "choice-cancel"))),
    "end_post": Question(
        (Choice("yes", "ConfirmEndPost", "choice-end-post"), Choice("no", "Cancel", "choice-cancel", number=0))
    ),
    "depart": Question(
        (Choice("yes", "ConfirmDepart", "choice-depart"), Choice("no", "Cancel", "choice-cancel", number=0))
    ),
}
"""The questions by key. Prompt.subject_id is handed to the chosen intent as `subject`, the words of an open answer as
`text`."""
