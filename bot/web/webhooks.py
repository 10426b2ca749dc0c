"""Webhooks: keep the payload, commit, answer at once; the work is done afterwards from the inbox."""

import asyncio
import hmac
import json
from collections.abc import Callable, Mapping
from typing import Protocol, cast

import structlog
from sqlalchemy.exc import OperationalError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.dispatch import MAX_BATCH, Dispatch
from bot.web.forms import body_of, form_of
from messages.forms import Channel
from models.clock import Clock
from models.db import Database
from models.inbox import store
from models.people import SMS, TELEGRAM
from models.receipts import take_status

log = structlog.get_logger()
AWAY_SECONDS = 1.0
EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response/>'


class Signed(Channel, Protocol):
    """A channel whose callbacks are signed."""

    def valid(self, url: str, form: dict[str, str], signature: str) -> bool:
        """Whether the provider signed this form for this URL."""
        ...

    def parse_status(self, form: dict[str, str]) -> tuple[str, str, str]:
        """A status callback's (message id, status, error code or ""). Raises KeyError when it is none."""
        ...


class Worker:
    """Handles what webhooks have kept, batch by batch, whenever it is woken; at its start, what a crash had left."""

    def __init__(
        self, dispatch: Dispatch, channels: Mapping[str, Channel], clock: Clock, wake: Callable[[], None]
    ) -> None:
        self._dispatch, self._channels, self._clock, self._wake_delivery = dispatch, channels, clock, wake
        self._event = asyncio.Event()

    def wake(self) -> None:
        """There is something in the inbox."""
        self._event.set()

    async def run(self) -> None:
        """Work for ever, until cancelled."""
        self.wake()
        while True:
            await self._event.wait()
            self._event.clear()
            try:
                await self.drain()
            except OperationalError as error:
                # The inbox keeps it all; nothing but the database's return is needed.
                log.warning("database away", error=type(error).__name__)
                await asyncio.sleep(AWAY_SECONDS)
                self.wake()

    async def drain(self) -> int:
        """Handle all that waits now; how many batches that took."""
        batches = 0
        for channel in self._channels.values():
            while True:
                done = await self._dispatch.take_waiting(channel.name, channel.parse, self._clock.now())
                if not done.taken:
                    break
                batches += 1
                self._wake_delivery()
                # Side by side: a Telegram that does not answer holds up nobody's SMS a press at a time.
                await asyncio.gather(*(channel.acknowledge(inbound) for inbound in done.acknowledge))
                if done.taken < MAX_BATCH:
                    break
        return batches


class Webhooks:
    """The routes providers call."""

    def __init__(
        self, db: Database, channels: Mapping[str, Channel], clock: Clock, worker: Worker, secret: str, public_url: str
    ) -> None:
        self._db, self._channels, self._clock, self._worker = db, channels, clock, worker
        self._secret, self._public_url = secret, public_url.rstrip("/")

    def routes(self) -> list[Route]:
        """`/telegram` (secret token header), `/sms` and `/sms/status` (signed); only for channels that are on."""
        routes = []
        if TELEGRAM in self._channels and self._secret:
            routes.append(Route("/telegram", self.telegram, methods=["POST"]))
        if SMS in self._channels:
            routes.append(Route("/sms", self.sms, methods=["POST"]))
            routes.append(Route("/sms/status", self.status, methods=["POST"]))
        return routes

    async def telegram(self, request: Request) -> Response:
        """One update. 403 without the secret; 200 once it is committed, or had been before."""
        given = request.headers.get("x-telegram-bot-api-secret-token", "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            return Response(status_code=403)
        body = await body_of(request)
        if body is None:
            return Response(status_code=413)
        try:
            update = json.loads(body)
            provider_id = str(int(update["update_id"]))
        except (ValueError, KeyError, TypeError, RecursionError):
            return Response(status_code=400)
        return await self._keep(TELEGRAM, provider_id, json.dumps(update)) or Response()

    async def sms(self, request: Request) -> Response:
        """One incoming SMS. 403 when the signature does not fit."""
        form = await self._signed(request)
        if form is None:
            return Response(status_code=403)
        if not form.get("MessageSid"):
            return Response(status_code=400)
        kept = await self._keep(SMS, form["MessageSid"], json.dumps(form))
        return kept or Response(EMPTY_TWIML, media_type="text/xml")

    async def status(self, request: Request) -> Response:
        """What became of an SMS we sent: forward only, once each. 403 when the signature does not fit."""
        form = await self._signed(request)
        if form is None:
            return Response(status_code=403)
        try:
            told = cast(Signed, self._channels[SMS]).parse_status(form)
        except KeyError:
            return Response(status_code=400)
        try:
            await self._db.run(take_status, *told, self._clock.now())
        except OperationalError as error:
            log.warning("database away", error=type(error).__name__)
            return Response(status_code=503)
        return Response(EMPTY_TWIML, media_type="text/xml")

    async def _keep(self, channel: str, provider_id: str, payload: str) -> Response | None:
        """None once it is committed; else what to answer, so that the provider sends it again."""
        try:
            await self._db.run(store, channel, [(provider_id[:64], payload)], self._clock.now())
        except OperationalError as error:
            log.warning("database away", error=type(error).__name__)
            return Response(status_code=503)
        self._worker.wake()
        return None

    async def _signed(self, request: Request) -> dict[str, str] | None:
        channel = self._channels[SMS]
        form = await form_of(request)
        if form is None:
            return None
        url = self._public_url + request.url.path + (f"?{request.url.query}" if request.url.query else "")
        valid = cast(Signed, channel).valid(url, form, request.headers.get("x-twilio-signature", ""))
        return form if valid else None
