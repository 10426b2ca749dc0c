"""Notice boards 公示牌 on paper: what stands on them, in a language, and what may not be printed.

A board hangs for months where everybody passes, so a name that would come out wrong stops the whole print: it is
refused with who and which character.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from messages.catalogue import say
from messages.render import readable
from models.board_codes import WISH, codes_of
from models.boards import Board, Head, Inspection, boards, duties_of_heads
from models.contacts import spoken
from models.duties import DONE, EXCUSED, IMPOSSIBLE, MISSED, Duty
from models.events import COURSES
from models.grid import community
from models.notices import CODE, notice
from models.posts import BUILDING_HEAD, GRID_HEAD, UNIT_HEAD

A4, A3 = SIZES = ("a4", "a3")
MOST_LINES = 20
"""So many texts that cannot be printed are named at once."""
LONG = 12
"""A run of so many Latin letters or digits may be broken where it does not fit."""
BREAK = "\u200b"
_RUN = re.compile(rf"[^\s\u2e80-\U0003ffff{BREAK}]{{{LONG},}}")
_SENTENCE = re.compile(r"(?<=[。！？])|(?<=[.!?])\s+")
_TITLE = re.compile(r"^\s*(居民公约|Residents' code)\s*[:：]\s*")
_STATES = {DONE: "done", EXCUSED: "excused", IMPOSSIBLE: "impossible", MISSED: "missed"}


def board_facts(
    session: Session, about: Mapping[str, Any], language: str, now: datetime, zone: ZoneInfo
) -> dict[str, Any]:
    """What stands on the boards of the stairwells in `about["paths"]`, for paper of the `size` a4 or a3.

    `bot` is the bot's user name, `number` the phone that takes SMS; what is not there is "", and the board names the
    ways that are. Raises NoStairwell, TooManyBoards.
    """
    made = boards(session, about["paths"], now, zone)
    codes = codes_of(session, [one.grid_id for one in made])
    ways = {name: str(about.get(name, "")) for name in ("bot", "number")}
    size = str(about.get("size", A4))
    where = made[0].name if len(made) == 1 else say("board-many", language, {"count": str(len(made))})
    title = say("board-file", language, {"where": where, "size": size.upper()})
    today = readable({"date": now.astimezone(zone).date().isoformat()}, language)
    return {
        "lang": language[:2], "title": title, "file": f"{title}.pdf", "size": size,
        "community": loose(community(session).name), "board": say("board-title", language),
        "heads": say("board-heads", language), "member": say("board-member", language),
        "roles_title": say("board-roles", language),
        "roles": [say(f"course-{course}", language) for course in COURSES],
        "duties_title": say("board-duties", language),
        "duties": [_duty(duty, language) for duty in duties_of_heads(session)],
        "code_title": say("board-code", language), "code": code_lines(notice(session, CODE, language)),
        "inspection_title": say("board-inspection", language),
        "emergency": say("board-emergency", language), "foot": say("board-foot", language, today),
        "boards": [_page(one, codes[one.grid_id], ways, language) for one in made],
    }  # fmt: skip


def lacking(facts: Mapping[str, Any], marks: str) -> dict[str, Any]:
    """What a refusal names: each text of those boards that has one of the characters, and where it stands."""
    shared = {key: value for key, value in facts.items() if key != "boards"}
    texts = [("", text) for text in _texts(shared)]
    texts += [(one["name"], text) for one in facts["boards"] for text in _texts(one)]
    found = {(where, text, mark): None for where, text in texts for mark in marks if mark in text}
    lines = [[_key(where, text), {"where": where, "words": text[:40], "mark": mark}] for where, text, mark in found]
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], ["lines-more", {"more": len(lines) - MOST_LINES}]]
    return {"lines_said": lines, "marks": "、".join(marks)}


def loose(text: str) -> str:
    """The same text, which may be broken inside long runs of letters and digits as well: nothing runs off the page."""
    return _RUN.sub(lambda run: BREAK.join(run[0]), text)


def code_lines(text: str) -> list[str]:
    """The residents' code sentence by sentence; its title, which the board has anyway, left out."""
    parts = [part.strip() for part in _SENTENCE.split(_TITLE.sub("", text))]
    return [loose(part[0].upper() + part[1:]) for part in parts if part]


def _key(where: str, text: str) -> str:
    return "board-glyph-shared" if not where else "board-glyph-name" if where == text else "board-glyph"


def _texts(data: Any) -> list[str]:
    if isinstance(data, str):
        return [data]
    inner = data.values() if isinstance(data, Mapping) else data if isinstance(data, list) else ()
    return [text for part in inner for text in _texts(part)]


def _page(one: Board, code: str, ways: Mapping[str, str], language: str) -> dict[str, Any]:
    below = [_card(one.heads[role], role, language) for role in (BUILDING_HEAD, GRID_HEAD) if one.heads[role]]
    main = _card(one.heads[UNIT_HEAD], UNIT_HEAD, language) if one.heads[UNIT_HEAD] else _vacant(one, language)
    if one.deputy is not None:
        below.insert(0, _card(one.deputy, UNIT_HEAD, language, key="board-stands-in"))
    state, said = _inspected(one.inspection, language)
    lead, texts = _in_words(code, ways, language)
    return {
        "name": loose(one.name), "main": main, "below": below, "state": state, "inspection": said,
        "doors": doors(code, ways, language), "ways": lead, "texts": texts,
    }  # fmt: skip


def _card(head: Head | None, role: str, language: str, key: str = "") -> dict[str, Any]:
    assert head is not None
    named = say(f"role-{role.replace('_', '-')}", language)
    return {
        "role": say(key, language, {"role": named}) if key else named, "name": loose(head.name),
        "member": head.member, "phone": head.phone or "", "vacant": False,
    }  # fmt: skip


def _vacant(one: Board, language: str) -> dict[str, Any]:
    """Nobody holds the post: who is turned to meanwhile, the deputy or else the nearest head above."""
    role = say(f"role-{UNIT_HEAD.replace('_', '-')}", language)
    instead = one.deputy or one.heads[BUILDING_HEAD] or one.heads[GRID_HEAD]
    if instead is None:
        said = say("board-vacant", language)
    else:
        key = "board-vacant-deputy" if one.deputy else "board-vacant-instead"
        named = say(f"role-{instead.role.replace('_', '-')}", language)
        said = say(key, language, {"name": instead.name, "role": named})
    return {"role": role, "name": loose(said), "member": False, "phone": "", "vacant": True}


def _duty(duty: Duty, language: str) -> dict[str, str]:
    name = duty.name.get(language) or duty.name.get("zh-CN", "")
    return {"when": say(f"board-per-{duty.per}", language), "what": loose(name)}


def _inspected(inspection: Inspection | None, language: str) -> tuple[str, str]:
    """(how it is shown, what is said of it)."""
    if inspection is None:
        return "none", say("board-inspection-none", language)
    state = _STATES.get(inspection.state, "open")
    if state == "done" and inspection.done_on is not None:
        facts = readable({"day": inspection.done_on.isoformat()}, language)
        return state, say("board-inspection-done", language, facts)
    return state, say(f"board-inspection-{'open' if state == 'done' else state}", language)


def doors(code: str, ways: Mapping[str, str], language: str) -> list[dict[str, str]]:
    """The squares to scan to join and to wish by a board's code: `link`, `title` and `said`.

    `ways` are the `bot`'s user name and the `number` that takes SMS, "" for none. By SMS alone a square opens a text
    that is ready to be sent; without either there are none.
    """
    join, wish = "", ""
    if ways["bot"]:
        join = f"https://t.me/{ways['bot']}?start={code}"
        wish = f"https://t.me/{ways['bot']}?start={WISH}_{code}"
    elif ways["number"]:
        join = f"SMSTO:{ways['number']}:{say('board-text-join', language, {'join': code})}"
        wish = f"SMSTO:{ways['number']}:{say('board-text-wish', language)}"
    doors = [("join", join), ("wish", wish)]
    return [
        {"link": link, "title": say(f"board-{door}", language), "said": say(f"board-{door}-said", language)}
        for door, link in doors if link
    ]  # fmt: skip


def _in_words(code: str, ways: Mapping[str, str], language: str) -> tuple[str, list[str]]:
    """(how it is said, what to say): by SMS; else typed to the bot; where neither is, whom to ask."""
    texts = [say("board-say-join", language, {"join": code}), say("board-say-wish", language)]
    if ways["number"]:
        return say("board-by-sms", language, {"number": spoken(ways["number"])}), texts
    if ways["bot"]:
        return say("board-typed", language), texts
    return say("board-ask-head", language), []
