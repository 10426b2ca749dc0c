"""The demo's page: four phones beside a clock that can be moved. Server-rendered; each act swaps the stage."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.compose import ZONE
from bot.demo.community import model_roster, write_xlsx
from bot.demo.stage import Role, Stage
from bot.web.everything import page_routes
from bot.web.forms import form_of
from bot.web.server import build_site, page
from messages.catalogue import say
from models.people import SMS, TELEGRAM

MOVES = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(days=7), "month": timedelta(days=31)}
QUICK = {
    "head": ("打卡", "积分", "排名", "趋势", "帮助"),
    "volunteer": ("我是谁", "排名", "语言 en", "帮助"),
    "elder": ("1", "2", "收到", "打卡", "积分"),
    "resident": ("1", "2", "3", "心愿", "报修 楼道灯坏了", "办事", "通联单"),
    "coordinator": ("未报", "提醒", "网页", "报告", "群发 单元长: 明天上午停水,请转告邻居", "送达", "帮助"),
    "colleague": ("送达", "预算", "发送规则", "表格 排名", "帮助"),
}
FURTHEST = timedelta(days=731)
MAX_TEXT = 1000
SHOWN = 12
"""Bubbles shown on one phone."""


class DemoPage:
    """The pages of one stage. Acts are taken one after another."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._one_at_a_time = asyncio.Lock()

    def app(self) -> Starlette:
        """`/` the stage, `/act/…` what a visitor does, `/file/…` what a phone was sent; `/board` the
        public board, whose place the stage has taken, and every other page as `stairwell run` serves it."""
        app = self._stage.app
        return build_site(
            [
                Route("/", self.show),
                Route("/act/say/{role}", self.say, methods=["POST"]),
                Route("/act/press/{role}", self.press, methods=["POST"]),
                Route("/act/photo/{role}", self.photo, methods=["POST"]),
                Route("/act/roster", self.send_roster, methods=["POST"]),
                Route("/act/move", self.move, methods=["POST"]),
                Route("/file/{role}/{message:number}", self.file),
                *page_routes(app, app.pulse),
            ]
        )

    async def show(self, request: Request) -> Response:
        """The whole page; `?lang=en` labels it in English (what people say stays their own)."""
        return page("demo.html", **self._facts(request))

    async def say(self, request: Request) -> Response:
        """Somebody writes; the stage afterwards."""
        role, form = self._role(request), await form_of(request) or {}
        text = form.get("text", "").strip()[:MAX_TEXT]
        async with self._one_at_a_time:
            if text:
                await self._stage.says(role.channel, role.address, role.name, text)
        return self._after(request)

    async def press(self, request: Request) -> Response:
        """Somebody presses a button; the stage afterwards. A button that is gone presses nothing."""
        role, form = self._role(request), await form_of(request) or {}
        number, data = form.get("message", ""), form.get("data", "")
        bubbles = self._stage.telegram.phones[role.address].said
        async with self._one_at_a_time:
            if any(str(b.id) == number and data in (value for _, value in b.buttons) for b in bubbles):
                await self._stage.presses(role.address, role.name, int(number), data)
        return self._after(request)

    async def photo(self, request: Request) -> Response:
        """Somebody on Telegram photographs their stairwell and sends it; the stage afterwards."""
        role = self._role(request)
        async with self._one_at_a_time:
            if role.channel == TELEGRAM:
                await self._stage.photographs(role.address, role.name)
        return self._after(request)

    async def file(self, request: Request) -> Response:
        """A picture or document that came with a message on one of the phones; 404 where there is none."""
        number, phone = request.path_params["message"], self._stage.telegram.phones[self._role(request).address]
        sent = next((bubble.file for bubble in phone.said if bubble.id == number), None)
        if sent is None:
            raise HTTPException(404)
        shown = "inline" if sent.shown else "attachment"
        headers = {"Content-Disposition": f"{shown}; filename*=UTF-8''{quote(sent.name)}"}
        return Response(sent.data, media_type=sent.media, headers=headers)

    async def send_roster(self, request: Request) -> Response:
        """The coordinator sends the model roster as a file."""
        role = self._stage.roles["coordinator"]
        data = write_xlsx(model_roster(self._stage.seed))
        self._stage.telegram.files["roster.xlsx"] = data
        document = {"file_id": "roster.xlsx", "file_name": "名册.xlsx", "file_size": len(data)}
        async with self._one_at_a_time:
            await self._stage.says(TELEGRAM, role.address, role.name, "", document=document)
        return self._after(request)

    async def move(self, request: Request) -> Response:
        """Time passes: by an hour, a day, a week or a month, or up to a date (no further than two years on)."""
        form = await form_of(request) or {}
        by, to, now = form.get("by", ""), form.get("to", ""), self._stage.clock.now()
        target = now + MOVES[by] if by in MOVES else _date(to) or now
        async with self._one_at_a_time:
            if now < target <= now + FURTHEST:
                await self._stage.move_to(target)
        return self._after(request)

    def _after(self, request: Request) -> Response:
        """The stage alone for the page's script, which swaps it in; the whole page anew where scripts are off."""
        if request.headers.get("x-part") == "stage":
            return page("demo_stage.html", **self._facts(request))
        return RedirectResponse(f"/?lang={_language(request)}", status_code=303)

    def _role(self, request: Request) -> Role:
        role = self._stage.roles.get(request.path_params["role"])
        if role is None:
            raise HTTPException(404)
        return role

    def _facts(self, request: Request) -> dict[str, Any]:
        now, language = self._stage.clock.now().astimezone(ZONE), _language(request)
        phones = []
        for role in self._stage.roles.values():
            screen = (self._stage.twilio if role.channel == SMS else self._stage.telegram).phones[role.address]
            phones.append(
                {"role": role, "title": say(f"demo-{role.key}", language), "bubbles": screen.said[-SHOWN:],
                 "quick": QUICK[role.key], "sms": role.channel == SMS}
            )  # fmt: skip
        weekday = "一二三四五六日"[now.weekday()]
        chinese = f"{now.year}年{now.month}月{now.day}日 星期{weekday}"
        return {
            "phones": phones, "day": chinese if language == "zh-CN" else f"{now:%A %d %B %Y}", "time": f"{now:%H:%M}",
            "iso": now.date().isoformat(), "language": language,
            "say": lambda key, **more: say(key, language, more),
        }  # fmt: skip


def _language(request: Request) -> str:
    return "en" if request.query_params.get("lang") == "en" else "zh-CN"


def _date(text: str) -> datetime | None:
    """09:00 local on an ISO date, or None when it is none."""
    try:
        return datetime.fromisoformat(text).replace(hour=9, minute=0, tzinfo=ZONE).astimezone(UTC)
    except ValueError:
        return None
