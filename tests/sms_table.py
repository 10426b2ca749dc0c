"""The table of SMS texts: what residents and the neighbours around them may get, as long as it gets, in segments.

`python -m tests.sms_table` writes it, docs/sms.md. Each text is rendered as it leaves, with its choices, from facts as
long as the program lets them be: what has a limit in the code is that long, names and grids are the longest of the
model community, and what is shown as a list has as many lines as an SMS shows.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.commands.case_reports import SHOWN_SHORT
from bot.commands.contacts import NEAREST
from bot.commands.wish_claims import THANKS_LENGTH
from bot.commands.wish_review import REASON_LENGTH
from bot.commands.wishes import MOST_SHORT, OWN_SHORT
from messages.catalogue import say
from messages.forms import SHORT
from messages.render import readable, render
from messages.segments import segments
from models.case_rules import categories
from models.case_telling import SMS_SAID
from models.notices import MOST
from models.people import LANGUAGES
from models.procedures import procedures
from models.wish_telling import BRIEF
from models.wishes import terms
from tests.test_catalogue import LOCALES, entries

TABLE = Path(__file__).parent.parent / "docs" / "sms.md"
FILES = ("elders", "care", "care-heard", "wishes", "cases", "procedures", "flows", "attesting", "contacts")
PIECES = re.compile(
    r"choice-.*|help-(wish.*|cases?(-work)?|problem|care.*|resident.*|procedures|applications|contacts|helped|code.*|apply-for)"
    r"|page-.*|demo-.*|wish-(line|own.*|state.*|contact.*|held.*)|(case|cases)-line.*|case-(mine|state.*|level.*|by|said|did.*|past.*)"
    r"|case-listed.*|application-(line|state|did).*|helped-line.*|care-(line.*|state.*|not-emergency)|points-vouched|spot-nothing"
    r"|contacts-(head|near|deputy|nobody|neighbour|more).*|queue-line.*"
)
"""What a text is made of, and the lines of help and pages: no message of their own."""
OFFICE = re.compile(
    r"wish-(read.*|wording-ask|reason-ask|published|returned|progress.*|history|stuck-note|unread-note)|code-proposal"
    r"|error-(wish-(decided|reveals)|case-(level|top|own)|step.*|code.*)|cases?|cases-.*|case-(new.*|history.*|words-.*)"
    r"|case-(taken|passed|merged|progress-noted|solved-noted|solved-checked|confirmed-note|reopened-note)|usage-case.*"
    r"|queue.*|usage-queue|application|application-(private|words-.*|noted-.*|granted-noted)|steps-.*|care-list.*"
    r"|help-denied-office|spot-otherwise-office|photo-.*|care-(office-left.*|left-which)"
)
"""What only those get who work on it; tests/test_catalogue.py holds those to two segments as well."""
QUESTIONS: Mapping[str, tuple[str, ...]] = {
    "elder_join": ("elder-invitation", "elder-join-again"),
    "care": ("care-ask", "care-ask-back", "care-ask-again", "care-once-more", "care-again", "care-blank"),
    "care_noted": ("care-noted", "care-called", "care-called-nobody"),
    "care_days": ("care-days-ask", "care-days-again"),
    "care_paused": ("care-paused",),
    "care_agree": ("care-agree-ask", "care-agree-again"),
    "care_door": (
        "care-door-ask", "care-call-ask", "care-unread-ask", "care-unreached-ask", "care-office-ask",
        "care-office-hands", "care-door-missed", "care-door-hands", "care-door-kept", "care-unmet",
    ),
    "care_met": ("care-door-met",),
    "care_long": ("care-long-ask",),
    "wish_made": ("wish-made", "wish-attested"),
    "wish_true": ("wish-true-ask",),
    "wish_again": ("wish-returned-note",),
    "wish_expired": ("wish-expired-note",),
    "wish_claimed": ("wish-claimed", "wish-claim-reminder", "wish-not-yet-note"),
    "wish_confirm": ("wish-done-ask",),
    "wish_check": ("wish-check-ask",),
    "case_same": ("case-same",),
    "case_reported": ("case-reported",),
    "case_solved": ("case-solved-ask", "case-solved-ask-quiet"),
    "case_check": ("case-check-ask", "case-check-ask-quiet"),
    "procedure": ("procedure-needs", "procedure-needs-private"),
    "applied": ("applied", "applied-private"),
    "apply_for": ("apply-for-ask", "apply-for-ask-private", "apply-for-again"),
    "help": ("help-ask", "help-ask-other"),
    "help_told": ("help-told", "help-told-other"),
    "spot": ("spot-ask",),
    "phone_consent": ("contacts-ask",),
}  # fmt: skip
"""The question that goes with a text, where its choices are in the text."""

_FACTS: dict[str, dict[str, Any]] = {
    "zh-CN": {
        "name": "欧阳建国", "names": ["欧阳建国", "司马相如"], "grid": "汉唐名邸12号楼3单元", "when": "每周一10点",
        "items": "楼道畅通、消防门、照明", "where": "第一服务站", "text": "字" * MOST, "step": "网格支部评议",
    },
    "en": {
        "name": "Wang Guihua", "names": ["Wang Guihua", "Li Xiaohong"], "grid": "Hantang 12, unit 3",
        "when": "every Monday at 10", "items": "lighting, fire doors", "where": "station 1", "text": "x" * 2 * MOST,
        "step": "review by the grid branch",
    },
}  # fmt: skip
_ANY: dict[str, Any] = {
    "number": 12345, "other": 12345, "count": 12, "most": 180, "first": 8, "last": 19, "days": 17, "place": 2,
    "points": 5, "until_day": "2026-12-30", "due": "2026-12-30", "day": "2026-12-30", "period": "2026-11",
    "numbers": ["12345"] * 4, "steps": ["1", "2"],
}  # fmt: skip
PHONE = "13900000041"


@dataclass(frozen=True, slots=True)
class Row:
    """One text in one language."""

    key: str
    language: str
    text: str

    @property
    def segments(self) -> int:
        """What it takes at the longest."""
        return segments(self.text)


def resident_keys() -> Iterator[str]:
    """The keys of all that residents, and those who knock or look for them, may get by SMS."""
    for file in FILES:
        yield from (key for key in entries_of(file) if not PIECES.fullmatch(key) and not OFFICE.fullmatch(key))


def entries_of(file: str) -> list[str]:
    """The keys of one file of the catalogue, in its order."""
    text = (LOCALES / LANGUAGES[0] / f"{file}.ftl").read_text("utf-8")
    return [key for key in entries(LANGUAGES[0]) if f"\n{key} =" in f"\n{text}"]


def table_rows() -> list[Row]:
    """Each text as long as it gets, in each language."""
    asked = {key: question for question, those in QUESTIONS.items() for key in those}
    return [Row(key, language, _longest(key, language, asked.get(key, "")))
            for key in resident_keys() for language in LANGUAGES]  # fmt: skip


def _longest(key: str, language: str, question: str) -> str:
    made = (render(to="", form=SHORT, language=language, key=key, facts=facts, question=question).text
            for facts in _facts(key, language))  # fmt: skip
    return max(made, key=lambda text: (segments(text), len(text)))


def _facts(key: str, language: str) -> Iterator[dict[str, Any]]:
    """What a text may be given: one set of facts, or several where the data has more than one of a kind."""
    sign = "字" if language == LANGUAGES[0] else "x"
    facts = _ANY | _FACTS[language]
    facts |= {one: facts["name"] for one in ("by", "person", "whose", "asked")}
    facts |= {
        "wish": sign * terms().public_most, "brief": sign * BRIEF, "words": sign * THANKS_LENGTH, "said": sign * 20,
        "reason": sign * REASON_LENGTH, "note": sign * 40, "category": _category(language),
        "short": _lists(key, language),
    }  # fmt: skip
    facts |= _of_key(key, language, facts)
    if key != "procedure-needs" and not key.startswith(("applied", "application-note", "apply-for-ask")):
        yield facts
        return
    for kind in procedures().values():
        if kind.sensitive == ("-private" in key):
            named = {} if key.startswith("apply-for-asked") else {"name": kind.name}
            yield facts | named | {"needs": kind.needs[language]}


def _of_key(key: str, language: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What a text is given that others are not: its lines, and words that are cut elsewhere or are a name."""
    own = _line("wish-own-state", language, {**facts, "wish": facts["brief"], "state_key": "wish-state-expired"})
    offer: list[list[Any]] = [["wish-line", {**facts, "number": 1}]] * MOST_SHORT
    near = _line("contacts-near", language, {**facts, "role_key": "role-building-head", "phone": PHONE})
    plain = [kind.name for kind in procedures().values() if not kind.sensitive][:2]
    only: dict[str, dict[str, Any]] = {
        "case-progress-note": {"brief": facts["wish"][:1] * SMS_SAID},
        "application-note-asked": {"brief": facts["wish"][:1] * SMS_SAID},
        "case-taken-note": {"words": facts["name"]},
        "case-passed-note": {"words": facts["where"]},
        "wishes": {"lines_said": [*offer, *([["wish-own-line", {"line": own}]] * OWN_SHORT)]},
        "wish-offer": {"lines_said": offer},
        "wishes-mine": {"lines": [own] * OWN_SHORT},
        "wish-claimed": {"contact": _line("wish-contact-phone-brief", language, {**facts, "phone": PHONE})},
        "applications-mine": {"brief_said": [["application-line", {**facts, "name": name}] for name in plain]},
        "contacts": {"near": [near] * NEAREST},
        "contacts-ask": {"near": [near] * NEAREST},
    }
    return only.get(key, {})


def _category(language: str) -> str:
    return max((one.name[language] for one in categories().values()), key=len)


def _lists(key: str, language: str) -> str:
    if key.startswith("case-which"):
        return " ".join(f"{place}{one.short[language]}" for place, one in enumerate(categories().values(), 1))
    if key == "case-reports":
        facts = {"number": 12345, "place": _FACTS[language]["grid"], "category": _category(language)}
        return "; ".join([_line("case-mine", language, {**facts, "state_key": "case-state-solved"})] * SHOWN_SHORT)
    return " ".join(f"{one.place}{one.short[language]}" for one in procedures().values())


def _line(key: str, language: str, facts: Mapping[str, Any]) -> str:
    return say(key, language, readable(facts, language, short=True), short=True)


def table() -> str:
    """The page: how many are one segment, and each text with its length."""
    rows = {(row.key, row.language): row for row in table_rows()}
    lines = ["| text | 中文: characters | segments | English: characters | segments |", "|---|---|---|---|---|"]
    for key in resident_keys():
        chinese, english = (rows[key, language] for language in LANGUAGES)
        lines.append(f"| {key} | {len(chinese.text)} | {chinese.segments} | {len(english.text)} | {english.segments} |")
    return "\n".join(lines) + "\n"


def head() -> str:
    """What the page says before the table."""
    rows = table_rows()
    ones = {language: sum(row.segments == 1 for row in rows if row.language == language) for language in LANGUAGES}
    count = len(rows) // 2
    return f"""# What residents get by SMS, and how long it gets

{count} texts can go to a resident by SMS, or to a neighbour who knocks or looks for one. Each stands here as long as it
gets: with the longest names and grids of the model community, with words cut where the program cuts them, and with the
choices that are sent with it. A segment is 70 characters as soon as one of them is Chinese (67 each in a longer text),
else 160 (153). None is longer than two segments; {ones["zh-CN"]} in Chinese and {ones["en"]} in English are one.

Not here: what somebody wrote themselves to many (its preview says what it costs), and what only the office gets.
`python -m tests.sms_table` writes this page; `tests/test_segments.py` fails when it is not true any more.

"""


if __name__ == "__main__":
    TABLE.write_text(head() + table(), "utf-8")
