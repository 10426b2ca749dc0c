"""Which spreadsheets there are, a row each: what one is called, its columns, where its rows come from, whose it is.

Another sheet is another line of SHEETS, with a function that gives its rows by the query its page lists them with.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from messages.catalogue import say
from messages.paper import sheets_people as people
from messages.paper import sheets_queues as queues
from messages.paper import sheets_records as records
from messages.paper import sheets_settings as settings
from messages.paper.refusals import TooManyRows
from messages.paper.sheet_asked import MOST_ROWS, NOW, PERIOD, QUARTER, YEAR, Asked, Sheet
from messages.render import period_name

PHONES, PERSONAL = "paper-sheet-private", "paper-sheet-personal"
_GRID = ("code", "grid")


def sheet_facts(
    session: Session, about: Mapping[str, Any], language: str, now: datetime, zone: ZoneInfo
) -> dict[str, Any]:
    """What stands in the sheet `about["sheet"]` of `about["period"]`, in `about["paths"]`. Raises TooManyRows."""
    key, period = str(about["sheet"]), str(about["period"])
    asked = Asked(
        period, list(about["paths"]), zone, language, now, int(about.get("person", 0)), about.get("more", {})
    )  # fmt: skip
    sheet, rows = SHEETS[key], []
    for row in sheet.rows(session, asked):
        rows.append(row)
        if len(rows) > MOST_ROWS:
            raise TooManyRows(most=MOST_ROWS)
    title = sheet_title(key, language, period, asked.more)
    if not period:
        day = now.astimezone(zone).date().isoformat()
        title = say("paper-sheet-title", language, {"name": title, "period": day})
    head = [say(f"paper-column-{name}", language) for name in sheet.columns]
    head += sheet.more(asked) if sheet.more else []
    return {"title": title, "file": f"{title.replace('/', '_')}.xlsx", "head": head, "rows": rows}


def sheet_title(key: str, language: str, period: str = "", more: Mapping[str, Any] | None = None) -> str:
    """What a sheet is called, with its period if it has one: "微心愿 2026年11月"."""
    name = say(f"paper-sheet-{key}", language)
    if more and "figure" in more:
        name = say("paper-sheet-of", language, {"name": name, "what": say(f"account-name-{more['figure']}", language)})
    if not period:
        return name
    return say("paper-sheet-title", language, {"name": name, "period": period_name(period, language)})


def sheet_words(key: str, language: str, period: str = "") -> str:
    """What one says to get a sheet, in a language: "表格 心愿 2026-11"."""
    start, name = ("表格", SHEETS[key].zh[0]) if language == "zh-CN" else ("sheet", SHEETS[key].en[0])
    return f"{start} {name} {period}".strip()


def sheet_named(said: str) -> str | None:
    """The key of the sheet that somebody calls so, in either language."""
    word = said.casefold()
    return next((key for key, sheet in SHEETS.items() if word in (*sheet.zh, *sheet.en)), None)


SHEETS: dict[str, Sheet] = {
    "people": Sheet(("人员", "名册"), ("people", "roster"), NOW,
                    (*_GRID, "role", "name", "member", "phone", "since"), people.people, "person.see", note=PHONES),
    "vacancies": Sheet(("空缺",), ("vacancies",), NOW, (*_GRID, "role", "empty", "cover"), people.empty,
                       "vacancy.see"),
    "away": Sheet(("外出",), ("away",), NOW, (*_GRID, "name", "from", "back", "cover"), people.away, "vacancy.see"),
    "duties": Sheet(("职责",), ("duties",), NOW, ("key", "duty", "state", "rhythm", "next", "role", "points"),
                    people.duties, "duty.see"),
    "tasks": Sheet(("任务",), ("tasks",), PERIOD, ("duty", "period", *_GRID, "name", "state", "due", "done"),
                   people.tasks, "task.follow"),
    "asked": Sheet(("待答",), ("questions",), NOW, ("asked", "until", "question"), queues.questions, "page.open",
                   own=True, note=PERSONAL),
    "approvals": Sheet(("提案",), ("proposals",), NOW, ("kind", "number", "text", "author", "made", "until"),
                       queues.approvals, "proposal.decide", "message.post"),
    "applications": Sheet(("办事",), ("applications",), NOW,
                          ("number", "procedure", *_GRID, "step", "steps", "due"), queues.applications,
                          "procedure.work", note=PERSONAL),
    "nominations": Sheet(("推荐",), ("nominations",), NOW,
                         ("number", "name", "honour", "nominator", *_GRID, "made"), queues.nominations,
                         "nomination.review", note=PERSONAL),
    "events": Sheet(("活动",), ("events",), NOW,
                    ("number", "called", "kind", "time", "grid", "state", "photos", "works"), queues.held,
                    "event.organise", "event.follow"),
    "cases": Sheet(("工单", "隐患"), ("cases",), PERIOD,
                   ("number", *_GRID, "category", "state", "owner", "reported", "due", "closed"), queues.cases,
                   "case.see"),
    "wishes": Sheet(("心愿", "微心愿"), ("wishes",), PERIOD,
                    ("number", *_GRID, "wish", "state", "claimer", "published", "fulfilled", "confirmed"),
                    queues.wishes, "wish.read"),
    "care": Sheet(("问候", "问候名单"), ("care",), NOW, ("name", *_GRID, "asks", "state"), people.care,
                  "care.arrange", note=PERSONAL),
    "knocks": Sheet(("敲门",), ("knocks",), NOW, ("name", "home", "about", "urgent", "knocker", "asked"),
                    people.knocks, "knock.answer", "delivery.see", note=PERSONAL),
    "spots": Sheet(("抽查",), ("spots", "spot-checks"), NOW, (*_GRID, "period", "checker", "result", "time"),
                   people.spots, "points.correct"),
    "photos": Sheet(("相似照片",), ("photos",), NOW, ("name", *_GRID, "time", "like", "like-time", "result"),
                    people.photos, "points.correct"),
    "broadcasts": Sheet(("群发",), ("broadcasts",), PERIOD,
                        ("number", "time", "author", "second", "text", "recipients", "unreachable", "state"),
                        queues.broadcasts, "delivery.see"),
    "uncertain": Sheet(("待查",), ("uncertain",), NOW, ("number", "name", "about", "time"), queues.uncertain,
                       "delivery.settle"),
    "letters": Sheet(("死信",), ("letters",), NOW, ("number", "time", "way", "name", "error", "kept"),
                     queues.letters, "delivery.settle", whole=True),
    "groups": Sheet(("群",), ("groups",), NOW, (*_GRID, "groups"), queues.groups, "group.manage"),
    "texts": Sheet(("文案",), ("texts",), NOW, ("number", "pool", "for", "state", "used", "author", "zh", "en"),
                   settings.texts, "text.edit"),
    "ranking": Sheet(("排名",), ("ranking", "rank", "standing"), YEAR,
                     ("level", "place", *_GRID, "points", "units", "mean"), records.ranking, "standing.see"),
    "points": Sheet(("积分", "台账"), ("points", "ledger"), PERIOD,
                    ("entry", "time", "name", *_GRID, "rule", "raw", "points", "reverses", "reason"),
                    records.points, "points.see", "points.correct"),
    "heads": Sheet(("账头",), ("heads",), NOW, ("time", "subject", "digest"), records.heads, "points.correct",
                   whole=True),
    "reviews": Sheet(("评议",), ("reviews",), QUARTER, (*_GRID, "name", "reviewers", "state", "own-score"),
                     records.reviewed, "review.follow"),
    "awards": Sheet(("评选", "获奖", "奖项"), ("awards",), YEAR,
                    ("award", "area", "place", "name", *_GRID, "score", "state", "digest"), records.awards,
                    "award.post"),
    "objections": Sheet(("异议",), ("objections",), YEAR,
                        ("number", "time", "name", "text", "state", "answerer", "answer", "second-answerer",
                         "second-answer"), records.objected, "award.post", whole=True, note=PERSONAL),
    "ballots": Sheet(("测评",), ("appraisal",), YEAR, ("grid", "name", "score", "few"), records.appraised,
                     "appraisal.see"),
    "honours": Sheet(("荣誉",), ("honours",), YEAR, ("number", "honour", "name", "story"), records.honoured,
                     "honours.see"),
    "account": Sheet(("总账",), ("account",), PERIOD, ("figure", "part", "measure", "value"), records.account,
                     "report.see"),
    "behind": Sheet(("依据", "明细"), ("behind", "trace"), PERIOD, ("part", "row"), records.behind, "report.see",
                    more=records.behind_columns),
    "audit": Sheet(("操作记录",), ("audit",), PERIOD, ("time", "name", "act", "subject"), records.audit, "audit.see"),
    "rules": Sheet(("规则",), ("rules",), NOW, ("rule", "points", "most", "rests", "version"), settings.rules,
                   "standing.see"),
    "days": Sheet(("日历", "放假"), ("calendar", "days"), YEAR, ("day", "weekday", "kind", "holiday", "entered"),
                  settings.days, "calendar.enter"),
    "compounds": Sheet(("小区",), ("compounds",), NOW,
                       ("register", "called", *_GRID, "managed", "seats", "members", "from"), settings.compounds,
                       "register.edit", whole=True),
    "places": Sheet(("单位", "商户"), ("organisations", "shops"), NOW, ("register", "called", "kind", *_GRID, "from"),
                    settings.organisations, "register.edit", whole=True),
    "procedures": Sheet(("流程",), ("procedures",), NOW, ("number", "procedure", "days"), settings.steps,
                        "sending.guard"),
}  # fmt: skip
"""In the order of the pages. Only coordinators may have any (`sheet.make`)."""
