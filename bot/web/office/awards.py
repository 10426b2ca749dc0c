"""The year's award list with its posting, objections and rules; the democratic appraisal, never anybody's vote."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import select as sql
from sqlmodel import col

from bot.commands.appraisals import ROLL, SET
from bot.commands.appraisals import SEE as TURNOUT
from bot.commands.award_rules import describe
from bot.commands.awards import ACT
from bot.web.office import asked
from bot.web.office.asked import link
from bot.web.office.pages import ROWS, Page, View
from messages.award_lines import award_lines, named_to, rules_in
from messages.list_words import appraisal_score
from models import appraisals, objections
from models.appraisal_lists import worth_telling
from models.appraisals import CLOSED as COUNTED
from models.appraisals import OPEN as VOTING
from models.appraisals import PLANNED, Appraisal
from models.award_rules import AwardRulesVersion
from models.awards import CLOSED, POSTED, PROVISIONAL, AwardList, award_list, rules_for, winners_of
from models.lookup import everywhere
from models.objections import ANSWERED, WAITING, Objection
from models.people import Person

SEE = "standing.see"


def awards(view: View) -> Mapping[str, Any]:
    """The list of a year as chat shows it to whoever looks, and what they may do with it."""
    year, office = asked.number(view, "year"), _whole(view, ACT)
    known = list(view.session.execute(sql(col(AwardList.year)).order_by(col(AwardList.year).desc())).scalars())
    stored = award_list(view.session, year if year in known else 0)
    this = view.now.astimezone(view.zone).year
    rules = rules_for(view.session, stored.year if stored else this)
    facts: dict[str, Any] = {
        "office": office, "fields": [("year", view.say("page-awarding-year"), str(stored.year if stored else ""),
                                      [(str(one), str(one)) for one in known])] if len(known) > 1 else [],
        "rules": [describe(rule, view.language) for rule in rules["awards"].values()], "version": rules["version"],
        "versions": _versions(view), "versions_heads": _heads(view, "version", "from-year", "made", "by", "agreed"),
        "stored": stored is not None, "year": stored.year if stored else this,
        "sheet_when": str(stored.year if stored else this), "sheets_none": stored is None,
    }  # fmt: skip
    if stored is None:
        return facts
    made, answered = objections.counts(view.session, stored.year)
    return facts | {
        "heading": view.say("page-awarding-of", year=stored.year), "state": stored.state, "digest": stored.digest,
        "said": view.say(f"award-state-{stored.state}", **_window(view, stored)), "lines": _lines(view, stored, office),
        "mine": any(one.person_id == view.person_id for one in winners_of(view.session, stored)),
        "counts": view.say("award-objections", count=made, answered=answered) if made else "",
        "objections": [_objection(view, one) for one in _objections(view, stored)] if office else [],
        "can_object": objections.open_list(view.session, view.now) is not None,
        "may_post": office and stored.state == PROVISIONAL, "may_remake": office and stored.state != CLOSED,
        "may_close": office and stored.state == POSTED,
    }  # fmt: skip


def ballots(view: View) -> Mapping[str, Any]:
    """Every appraisal; of the one that is on its turnout alone, of one that is over what came of it."""
    rows = list(view.session.execute(sql(Appraisal).order_by(col(Appraisal.year).desc()).limit(ROWS)).scalars())
    wanted = asked.number(view, "year")
    over = [one for one in rows if one.state == COUNTED]
    shown = next((one for one in over if one.year == wanted), over[0] if over else None)
    on = next((one for one in rows if one.state == VOTING), None)
    paths, turnout = view.paths(TURNOUT), ""
    if on is not None and paths:
        came = appraisals.turnout(view.session, on.id or 0)
        turnout = view.say("appraisal-turnout", voted=came.voted, voters=came.voters)
    found = appraisals.results(view.session, shown, paths, view.person_id) if shown else []
    told = worth_telling(found, view.person_id)
    few = len(found) - len(told)  # where nothing can be told there is nothing to list
    return {
        "own": [line for one in told if one.person_id == view.person_id for line in _groups(view, one)],
        "few": view.say("results-few", count=few) if few else "",
        "heads": _heads(view, "year", "state", "opens", "closes", "appraised", "weights"),
        "rows": [_appraisal(view, one) for one in rows], "on": on is not None, "turnout": turnout,
        "result_title": view.say("page-awarding-results", year=shown.year) if shown else "",
        "result_heads": [*_heads(view, "grid", "person"), (view.say("page-awarding-score"), True),
                         (view.say("page-awarding-few"), False)],
        "results": [_result(view, one) for one in told[view.skip : view.skip + ROWS]], "page": view.page,
        "more": len(told) > view.skip + ROWS, "may_set": _whole(view, SET), "may_roll": bool(view.paths(ROLL)) and on,
        "sheet_when": str(shown.year) if shown else "",
        "least": appraisals.terms().minimum,
        "planned": next((one.year for one in rows if one.state == PLANNED), 0),
    }  # fmt: skip


def objections_wait(view: View) -> int:
    """How many objections wait for an answer that whoever looks may give."""
    stored = award_list(view.session) if _whole(view, ACT) else None
    if stored is None:
        return 0
    return sum(_may_answer(view, one) for one in objections.objections(view.session, stored.year))


def _whole(view: View, act: str) -> bool:
    paths = view.paths(act)
    return bool(paths) and everywhere(view.session, paths)


def _lines(view: View, stored: AwardList, office: bool) -> list[tuple[str, str]]:
    """[(kind of line, its words)]: names only of whom chat names, before the posting to coordinators alone."""
    names = named_to(view.session, stored, view.person_id, office=bool(view.paths(ACT)))
    headings = {view.say("award-heading", name=rule["name"], count=sum(one["won"] for one in award["ranking"]))
                for award in stored.content["awards"]
                for rule in [rules_in(view.session, stored.content)[award["key"]]]}  # fmt: skip
    lines = award_lines(view.session, stored.content, view.language, names=names)
    return [("heading" if one in headings else "line", one) for one in lines]


def _window(view: View, stored: AwardList) -> dict[str, str]:
    if stored.state != POSTED or stored.posted_until is None:
        return {}
    return {"day": (stored.posted_until - timedelta(seconds=1)).astimezone(view.zone).date().isoformat()}


def _objections(view: View, stored: AwardList) -> list[Objection]:
    """Those that wait first."""
    found = objections.objections(view.session, stored.year)
    return sorted(found, key=lambda one: (one.state not in (*WAITING, ANSWERED), one.number))


def _objection(view: View, one: Objection) -> dict[str, Any]:
    return {
        "number": one.number, "who": _name(view, one.person_id), "text": one.text, "may": _may_answer(view, one),
        "when": asked.local(view, one.made_at), "state": view.say(f"page-awarding-objection-{one.state}"),
        "answers": [view.say("page-awarding-answer", by=_name(view, by), text=words)
                    for by, words in ((one.answered_by, one.answer), (one.second_by, one.second)) if words],
    }  # fmt: skip


def _may_answer(view: View, one: Objection) -> bool:
    """It waits, is not one's own, and not answered by oneself before."""
    return one.state in WAITING and view.person_id not in (one.person_id, one.answered_by)


def _versions(view: View) -> list[list[Any]]:
    newest = sql(AwardRulesVersion).order_by(col(AwardRulesVersion.made_at).desc()).limit(ROWS)
    return [
        [one.version, one.year, asked.local(view, one.made_at), _name(view, one.proposed_by),
         _name(view, one.agreed_by)]
        for one in view.session.execute(newest).scalars()
    ]  # fmt: skip


def _name(view: View, person_id: int | None) -> str:
    """Who that is; the program, where nobody is named."""
    return view.session.get_one(Person, person_id).name if person_id else view.say("page-records-program")


def _appraisal(view: View, one: Appraisal) -> list[Any]:
    weights = view.say("page-awarding-weights-of", resident=one.resident, head=one.head, branch=one.branch)
    year = link(str(one.year), f"?year={one.year}") if one.state == COUNTED else str(one.year)
    times = [asked.local(view, moment) for moment in (one.opens_at, one.closes_at)]
    return [year, view.say(f"page-awarding-appraisal-{one.state}"), *times, view.say(f"appraisal-level-{one.level}"),
            weights]  # fmt: skip


def _result(view: View, one: appraisals.Result) -> list[Any]:
    few = [view.say(f"appraisal-group-{group}") for group in one.few]
    note = view.say("page-awarding-too-few", groups=few) if few else ""
    return [one.grid, one.name, "–" if one.score is None else appraisal_score(one.score), note]


def _groups(view: View, one: appraisals.Result) -> list[str]:
    """How many gave which answer, by group: for the head themself alone, and only of groups that are counted."""
    return [
        view.say("result-group", group=view.say(f"appraisal-group-{group}"),
                 **{choice: counts.get(choice, 0) for choice in appraisals.CHOICES})
        for group, counts in one.counts.items()
    ]  # fmt: skip


def _heads(view: View, *names: str) -> list[tuple[str, bool]]:
    return [(view.say(f"page-awarding-{name}"), False) for name in names]


PAGES = (
    Page("/office/awards", SEE, "page-awarding-office", "awards.html", awards, menu="records", waiting=objections_wait,
         sheets=("awards", "objections")),
    Page("/office/ballots", TURNOUT, "page-awarding-ballots", "ballots.html", ballots, menu="records",
         sheets=("ballots",)),
)  # fmt: skip
