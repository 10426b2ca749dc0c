"""The questions about what residents live with: wishes, problems, applications, care, help, photos."""

from models.choices import Choice, Question

_WITHDRAW_WISH = Choice("undo", "WithdrawWish", "choice-wish-withdraw", number=0)
_WISH_DONE = Question(
    (
        Choice("wish_done", "ConfirmWish", "choice-wish-fulfilled"),
        Choice("not_yet", "NotYetWish", "choice-wish-not-yet"),
    ),
    careful=True,
)

RESIDENT_QUESTIONS: dict[str, Question] = {
    # Where a wrong guess would hurt, sentences are read with care (`careful`, bot/replies.py).
    "help": Question(
        (Choice("attest", "AttestHelp", "choice-attest-yes"), Choice("deny", "DenyHelp", "choice-attest-no")),
        careful=True,
    ),
    "help_told": Question((Choice("undo", "TakeHelpBack", "choice-help-undo", number=0),), afterthought=True),
    "photo": Question(
        (Choice("yes", "PhotoNew", "choice-photo-new"), Choice("no", "PhotoMistaken", "choice-photo-mistaken")),
        afterthought=True,
    ),
    "spot": Question(
        (
            Choice("attest", "SpotTrue", "choice-attest-yes"),
            Choice("deny", "SpotOtherwise", "choice-spot-no"),
            Choice("unseen", "SpotUnseen", "choice-spot-unseen"),
        ),
        afterthought=True,
        careful=True,
    ),
    "phone_consent": Question(
        (Choice("yes", "SharePhone", "choice-phone-yes"), Choice("no", "KeepPhone", "choice-phone-no")),
        afterthought=True,
        careful=True,
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
        (Choice("attest", "AttestWish", "choice-wish-true"), Choice("deny", "DenyWish", "choice-wish-untrue")),
        careful=True,
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
        ),
        careful=True,
    ),
    "case_check": Question(
        (
            Choice("case_fixed", "CheckedFixed", "choice-case-fixed"),
            Choice("case_not_yet", "CheckedNotYet", "choice-case-not-yet"),
        ),
        careful=True,
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
    "care": Question(
        (
            Choice("well", "CareWell", "choice-care-well"),
            Choice("contact", "CareContact", "choice-care-contact"),
            Choice("gone", "CareGone", "choice-care-gone"),
        ),
        open_intent="CareUnclear",
        careful=True,
    ),
    "care_days": Question(
        (Choice("undo", "CareStay", "choice-care-stay", number=0),), open_intent="CareDays", careful=True
    ),
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
        careful=True,
    ),
    "care_met": Question(
        (Choice("undo", "CareUnmet", number=0), Choice("thanks", "Thanks", form="words")),
        afterthought=True,
        takes_numbers=False,
    ),
    "care_which": Question((), open_intent="PickCare", afterthought=True),
    "care_left": Question((), open_intent="PickCare", afterthought=True, picks="OpenCare"),
    "care_long": Question(
        (Choice("yes", "CareLongYes", "choice-care-long-yes"), Choice("no", "CareLongNo", "choice-care-long-no"))
    ),
    "elder_join": Question(
        (Choice("yes", "ElderAgree", "choice-care-yes"), Choice("no", "ElderRefuse", "choice-care-no")),
        open_intent="ElderUnclear",
        careful=True,
    ),
    "whose": Question((), open_intent="AskWho"),
}
