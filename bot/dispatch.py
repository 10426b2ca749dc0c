"""The way in, as one story: deduplicate → identify → parse → permit → handle → queue the reply → commit."""

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Concatenate, ParamSpec, TypeVar

import structlog
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col

from bot.asked import Prompts
from bot.context import Ask, Community, Ctx, Reply
from bot.crying import hear
from bot.grammar import Grammar, build
from bot.identify import identify
from bot.intents import Intent
from bot.looping import looping
from bot.routes import Answer, Route
from bot.secrecy import NOT_QUOTED, is_vote, quiet
from bot.sharing import told_apart
from messages.forms import Inbound
from models.ballots import anybody_asked
from models.db import Database, write_queued
from models.errors import StairwellError
from models.inbox import DEAD, HANDLED, NEW, Inbox, blank, bury, store
from models.leases import alone
from models.outbox import REPLY, message_row, post_reply
from models.people import SMS
from models.permissions import Scope, scope_of
from models.prompts import ask, ask_new

log = structlog.get_logger()
Parse = Callable[[dict[str, Any]], Inbound | None]
Payload = tuple[str, dict[str, Any]]
Payloads = Sequence[Payload]
REPLY_EXPIRES = timedelta(hours=12)
MAX_BATCH = 100
OPT_IN = ("start", "yes", "unstop")
"""What a gateway that stopped somebody takes for an opt-in, whether it says so or not: no answer to a question then."""
DATABASE_PAUSES = (0.2, 1.0, 3.0, 6.0)
P = ParamSpec("P")
R = TypeVar("R")


@dataclass(slots=True)
class Done:
    """What a batch leaves to do after its commit: presses to acknowledge; how many were taken, how many died."""

    acknowledge: list[Inbound] = field(default_factory=list)
    taken: int = 0
    dead: int = 0

    def add(self, other: "Done") -> None:
        """Count another batch in."""
        self.acknowledge += other.acknowledge
        self.taken += other.taken
        self.dead += other.dead


class Dispatch:
    """Takes batches of raw payloads of one channel through to queued replies."""

    def __init__(self, db: Database, community: Community, routes: Sequence[Route]) -> None:
        self.db, self.community = db, community
        self.grammar = Grammar(routes)
        self._routes = {route.intent: route for route in routes}

    async def take(self, channel: str, parse: Parse, payloads: Payloads, now: datetime) -> Done:
        """Handle (provider id, payload) pairs, each once for ever, in one transaction.

        Should one of them break it, all is rolled back and replayed one by one; what breaks again goes to the dead
        letters, and its sender is told. When this returns, everything is committed.
        """
        try:
            return await self.patient(self._batch, channel, parse, payloads, now)
        except Exception as error:
            log.warning("batch replayed", size=len(payloads), error=type(error).__name__)
        done = Done()
        for payload in payloads:
            try:
                done.add(await self.patient(self._batch, channel, parse, [payload], now))
            except Exception as error:
                done.add(await self.db.run(self._dead, channel, parse, payload, type(error).__name__, now))
        return done

    async def take_waiting(self, channel: str, parse: Parse, now: datetime) -> Done:
        """Handle what a webhook has put into the inbox, up to MAX_BATCH in one transaction, oldest first."""
        waiting = await self.db.read(waiting_ids, channel)
        if not waiting:
            return Done()
        try:
            return await self.patient(self._waiting, channel, parse, waiting, now)
        except Exception as error:
            log.warning("batch replayed", size=len(waiting), error=type(error).__name__)
        done = Done()
        for inbox_id in waiting:
            try:
                done.add(await self.patient(self._waiting, channel, parse, [inbox_id], now))
            except Exception as error:
                died = type(error).__name__
                done.add(await self.db.run(self._dead_waiting, channel, parse, inbox_id, died, now))
        return done

    async def patient(self, rule: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """`db.run`, tried again while it is the database that fails and not the message: nobody's words die of that."""
        for pause in DATABASE_PAUSES:
            try:
                return await self.db.run(rule, *args, **kwargs)
            except OperationalError as error:
                log.warning("database away", error=type(error).__name__)
                await asyncio.sleep(pause)
        return await self.db.run(rule, *args, **kwargs)

    def _batch(self, session: Session, channel: str, parse: Parse, payloads: Payloads, now: datetime) -> Done:
        fresh = store(session, channel, [(provider_id, None) for provider_id, _ in payloads], now, HANDLED)
        bodies = dict(payloads)
        parsed = [(inbox_id, parse(bodies[provider_id])) for provider_id, inbox_id in fresh.items()]
        return self._handle_all(session, channel, parsed, now)

    def _waiting(self, session: Session, channel: str, parse: Parse, ids: Sequence[int], now: datetime) -> Done:
        # One worker at a time, or what somebody said second might be handled first.
        alone(session, f"inbox:{channel}")
        rows = session.execute(
            select(Inbox)
            .where(col(Inbox.id).in_(ids), col(Inbox.state) == NEW)
            .order_by(col(Inbox.id))
            .with_for_update(skip_locked=True)
        ).scalars()
        parsed = []
        for row in rows:
            parsed.append((row.id, parse(json.loads(row.payload or "{}"))))
            row.state, row.payload = HANDLED, None
        return self._handle_all(session, channel, parsed, now)

    def _dead(self, session: Session, channel: str, parse: Parse, payload: Payload, error: str, now: datetime) -> Done:
        provider_id, body = payload[0], json.dumps(payload[1])
        for inbox_id in store(session, channel, [(provider_id, body)], now, DEAD).values():
            self._bury(session, channel, parse, inbox_id, body, error, now)
        return Done(taken=1, dead=1)

    def _dead_waiting(
        self, session: Session, channel: str, parse: Parse, inbox_id: int, error: str, now: datetime
    ) -> Done:
        alone(session, f"inbox:{channel}")
        still = (col(Inbox.id) == inbox_id) & (col(Inbox.state) == NEW)
        row = session.execute(select(Inbox).where(still)).scalar_one_or_none()
        if row is None:  # another worker has come to the same end
            return Done()
        self._bury(session, channel, parse, inbox_id, row.payload or "{}", error, now)
        return Done(taken=1, dead=1)

    def _bury(
        self, session: Session, channel: str, parse: Parse, inbox_id: int, body: str, error: str, now: datetime
    ) -> None:
        """Put it among the dead letters and, if it can be read at all, tell its sender."""
        log.error("dead letter", channel=channel, error=error)
        bury(session, inbox_id, error)
        try:
            inbound = parse(json.loads(body))
        except Exception as again:
            log.info("unreadable payload", channel=channel, error=type(again).__name__)
            if anybody_asked(session, now):  # it might be a vote
                blank(session, inbox_id)
            return
        if inbound is not None and inbound.private and not inbound.silent:
            today = now.astimezone(self.community.zone).date()
            speaker = identify(session, channel, [inbound], today)[inbound.sender]
            ctx = Ctx(session, now, self.community, speaker.actor, inbound, inbox_id)
            if quiet([ctx]):
                blank(session, inbox_id)
            self._queue(ctx, Reply("error-broken", edit=False))

    def _handle_all(
        self, session: Session, channel: str, parsed: Sequence[tuple[int, Inbound | None]], now: datetime
    ) -> Done:
        done = Done(taken=len(parsed))
        for wave in _waves([(i, inbound) for i, inbound in parsed if inbound is not None and inbound.private]):
            self._wave(session, channel, wave, now)
            done.acknowledge += [inbound for _, inbound in wave if inbound.callback_id]
        return done

    def _wave(self, session: Session, channel: str, wave: Sequence[tuple[int, Inbound]], now: datetime) -> None:
        today = now.astimezone(self.community.zone).date()
        speakers = identify(session, channel, [inbound for _, inbound in wave], today)
        if channel == SMS:
            speakers = told_apart(session, channel, speakers, [inbound for _, inbound in wave], now, today)
        prompts = Prompts(session, speakers, [inbound for _, inbound in wave], now)
        heard = []
        for inbox_id, inbound in wave:
            speaker = speakers[inbound.sender]
            if speaker.shut and inbound.text.casefold() in OPT_IN:
                inbound = replace(inbound, text="start")
            if speaker.said is not None:
                inbound = replace(inbound, text=speaker.said)
            prompt = prompts.of(inbound, speaker)
            among = prompts.among(inbound, prompt)
            inbound = replace(inbound, text=prompts.said(inbound, prompt, self.grammar.told))
            named = speaker.said is not None
            ctx = Ctx(session, now, self.community, speaker.actor, inbound, inbox_id, prompt, named, among)
            heard.append((ctx, speaker.several))
        replies = self.replies_to(heard)
        unheard = looping(session, channel, [ctx for ctx, _ in replies], self.grammar.command, now)
        for ctx, reply in replies:
            if reply is not None and not ctx.inbound.silent and ctx.inbox_id not in unheard:
                self._queue(ctx, reply)
        write_queued(session)

    def replies_to(self, heard: Sequence[tuple[Ctx, bool]]) -> list[tuple[Ctx, Reply | None]]:
        """Read, permit and handle what each said, nobody twice; beside each, whether several may be speaking."""
        replies: list[tuple[Ctx, Reply | None]] = []
        crowds: dict[Route, list[tuple[Ctx, Intent]]] = {}
        called: set[int] = set()
        for ctx, several in heard:
            intent, calls = hear(ctx, self.grammar.read(ctx.inbound, ctx.prompt, several=several))
            if calls:
                called.add(ctx.inbox_id)
            route = self._routes.get(type(intent))
            if route is None:
                replies.append((ctx, _doubtful(ctx)))
            elif scope_of(ctx.actor, route.act) is Scope.NONE:
                key = "guest-hello" if ctx.actor.id is None else "error-not-allowed"
                replies.append((ctx, Reply(key, edit=False, refused=True)))
            elif route.together is not None:
                crowds.setdefault(route, []).append((ctx, intent))
            else:
                replies.append((ctx, _alone(ctx, route, intent)))
        for route, crowd in crowds.items():
            assert route.together is not None
            replies += [(ctx, _said(answer)) for (ctx, _), answer in zip(crowd, route.together(crowd), strict=True)]
        return [(ctx, self._called_beside(ctx, reply) if ctx.inbox_id in called else reply) for ctx, reply in replies]

    def _called_beside(self, ctx: Ctx, reply: Reply | None) -> Reply | None:
        """Call for the speaker after their words were handled; the call is what is answered, their question stays."""
        if reply is not None and reply.ask is not None:
            put_question(ctx, reply.ask)
        calling = build("CallMe", 0)
        return _alone(ctx, self._routes[type(calling)], calling)

    def _queue(self, ctx: Ctx, reply: Reply) -> None:
        inbound, person_id = ctx.inbound, ctx.actor.id
        prompt_id = None
        if reply.ask is not None:
            prompt_id = put_question(ctx, reply.ask)
        facts = dict(reply.facts)
        row = message_row(
            ctx.now, "reply", f"inbox:{ctx.inbox_id}", reply.key, facts, ctx.now + REPLY_EXPIRES,
            person_id=person_id, channel=inbound.channel, to=inbound.sender, prompt_id=prompt_id, priority=REPLY,
            edits=inbound.message_id or None if reply.edit and inbound.press else None,
            language=reply.language or ctx.actor.language,
        )  # fmt: skip
        post_reply(ctx.session, row)


def waiting_ids(session: Session, channel: str) -> list[int]:
    """The oldest unhandled inbox ids of a channel, MAX_BATCH at most."""
    return list(
        session.execute(
            select(col(Inbox.id))
            .where(col(Inbox.state) == NEW, col(Inbox.channel) == channel)
            .order_by(col(Inbox.id))
            .limit(MAX_BATCH)
        ).scalars()
    )


def _waves(items: Sequence[tuple[int, Inbound]]) -> list[list[tuple[int, Inbound]]]:
    """Cut a batch so that nobody speaks twice in one wave: each sees what their last message changed."""
    waves: list[list[tuple[int, Inbound]]] = []
    seen: set[str] = set()
    for item in items:
        if not waves or item[1].sender in seen:
            waves.append([])
            seen = set()
        seen.add(item[1].sender)
        waves[-1].append(item)
    return waves


def _alone(ctx: Ctx, route: Route, intent: Intent) -> Reply | None:
    """What a handler answers; of one that refuses, what it had begun is taken back."""
    assert route.handler is not None
    session = ctx.session
    write_queued(session)
    with session.begin_nested() as savepoint:
        try:
            return route.handler(ctx, intent)
        except StairwellError as refusal:
            for begun in ("later", "at_end", "answered"):
                session.info.pop(begun, None)
            savepoint.rollback()
            return _said(refusal)


def _said(answer: Answer) -> Reply | None:
    """A refusal is an answer like any other."""
    if isinstance(answer, StairwellError):
        return Reply(answer.key, answer.facts, edit=False, refused=True)
    return answer


def put_question(ctx: Ctx, ask_for: Ask) -> int:
    """Ask what goes with a reply; the question's id."""
    person_id = ask_for.person_id or ctx.person_id
    put = ask_new if ask_for.new else ask
    return put(
        ctx.session, person_id, ask_for.question, ask_for.subject_id, ctx.now, ctx.now + ask_for.stands,
        None if ask_for.data is None else dict(ask_for.data),
    )  # fmt: skip


def _doubtful(ctx: Ctx) -> Reply:
    if ctx.inbound.press is not None:
        return Reply("error-old-button", edit=False, refused=True)
    hushed = bool(quiet([ctx]))
    if hushed and ctx.prompt is None and is_vote(ctx.inbound.text):
        return Reply("ballot-again", edit=False)
    said = NOT_QUOTED if hushed else ctx.inbound.text[:20]
    if ctx.prompt is not None:
        stands = ctx.prompt.expires_at - ctx.now
        again = Ask(ctx.prompt.question, ctx.prompt.subject_id, ctx.prompt.data, stands, person_id=ctx.prompt.person_id)
        return Reply("ask-again", {"said": said}, ask=again, edit=False, refused=not hushed)
    if ctx.actor.id is None:
        return Reply("guest-hello", edit=False, refused=True)
    return Reply("not-understood", {"said": said}, edit=False, refused=not hushed)
