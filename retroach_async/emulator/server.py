"""The server."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from types import TracebackType
from typing import Self

from aiohttp import web

from retroach_async.access import DATA_READ
from retroach_async.client import Client
from retroach_async.clock import Clock, SystemClock
from retroach_async.emulator.answers import ANSWERS, MODES
from retroach_async.emulator.api_request import ApiRequest
from retroach_async.emulator.callers import Caller, Callers
from retroach_async.emulator.changing import Changing
from retroach_async.emulator.faults import HEADER, Fault, FaultRule, Faults, Match, wished
from retroach_async.emulator.front_page import front_page
from retroach_async.emulator.limiter import Limiter, RateRule
from retroach_async.emulator.request_line import request_line
from retroach_async.emulator.response import (
    Refused,
    Response,
    crash,
    framework_error,
    too_many_requests,
    unauthenticated,
)
from retroach_async.emulator.routes import GONE, RoutePlace, Routes, place_of
from retroach_async.emulator.tokens import TOKEN_LIFETIME
from retroach_async.emulator.world import World
from retroach_async.registry import endpoints_of

_LOG = logging.getLogger("retroach_async.emulator")
_HTTP_LOG = logging.getLogger("retroach_async.emulator.http")
"""The log of aiohttp, which is silent, because aiohttp repeats a malformed request with the key in it."""
_HTTP_LOG.addFilter(lambda _: False)
_FRONT = ("/", "/API", "/API/")
"""The addresses of the page for people."""
_SHUTDOWN = 0.05
"""The time that an unfinished answer may delay the end, in seconds; waits end at once."""


class Emulator(Changing):
    """RetroAchievements on this machine: both APIs, with one made-up world.

        async with Emulator(port=0) as emulator:
            emulator.inject(Fault.DROP, times=2)
            client = Client(Credentials("Scott", "any-key"), base_url=emulator.base_url)

    Its present moves with the clock, and `unlock`, `reset`, `demote`, `promote` and `award` let things happen in its
    world, which every answer then shows. At its address, `/`, is a page for people.

    - `port`, `host`: the address; port 0 takes a free port.
    - `world`: the games and players of the answers.
    - `keys`: the valid keys, each with the name of its owner. Without `keys` every key is valid, and its
      owner is the player that the parameter `z` names, or MaxMilyin. OAuth tokens of V2 are valid in any
      case, unless they have expired: see `token`. One that is among the keys belongs to the owner named there.
    - `limit`: the rate limit of each key in V1, and of each account in V2; None for no limit.
    - `clock`: the source of time. The present of the world moves with it, from the start of the emulator on.
    - `log`: called with one line for each request: method, path, parameters and status, without its key.
    """

    def __init__(
        self,
        port: int = 0,
        host: str = "127.0.0.1",
        *,
        world: World | None = None,
        keys: Mapping[str, str] | None = None,
        limit: RateRule | None = None,
        clock: Clock | None = None,
        log: Callable[[str], object] | None = None,
    ) -> None:
        super().__init__(world or World(), clock or SystemClock())
        self.requests = 0
        """The number of requests that were served, refused and failed ones included."""
        self.rejected = 0
        """The number of requests that the rate limiter refused."""
        self._log = log
        self._port = port
        self._host = host
        self._callers = Callers(self.world, keys, self._clock)
        self._limiter = None if limit is None else Limiter(limit, self._clock)
        self._faults = Faults()
        self._routes = Routes(endpoints_of(Client))
        self._waits: set[asyncio.Future[None]] = set()
        self._runner: web.ServerRunner | None = None

    # Opening and closing

    async def start(self) -> Self:
        """Listen, and let time run. Calling it twice is fine."""
        self._begin()
        if self._runner is None:
            server = web.Server(self._serve, access_log=None, logger=_HTTP_LOG)
            runner = web.ServerRunner(server, shutdown_timeout=_SHUTDOWN)
            await runner.setup()
            try:
                await web.TCPSite(runner, self._host, self._port).start()
            except OSError:
                await runner.cleanup()
                raise
            self._runner = runner
            self._port = runner.addresses[0][1]
        return self

    async def aclose(self) -> None:
        """Stop listening and end every connection and wait. Calling it twice is fine."""
        runner, self._runner = self._runner, None
        for wait in self._waits:
            wait.cancel()
        if runner is not None:
            await runner.cleanup()

    async def serve_forever(self) -> None:
        """Listen until the task is cancelled."""
        async with self:
            await asyncio.get_running_loop().create_future()

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    @property
    def base_url(self) -> str:
        """The address of V1, for `Client(base_url=...)`."""
        return f"{self._origin}/API"

    @property
    def v2_base_url(self) -> str:
        """The address of V2; a client with V1's address finds this one by itself."""
        return f"{self._origin}/v2"

    @property
    def _origin(self) -> str:
        if not self._port:
            raise RuntimeError("the emulator has no address before it is started")
        return f"http://{f'[{self._host}]' if ':' in self._host else self._host}:{self._port}"

    # Tokens

    def token(
        self, username: str = "MaxMilyin", scopes: Iterable[str] = (DATA_READ,), *, seconds: float = TOKEN_LIFETIME
    ) -> str:
        """A new OAuth token of a player, for `OAuthToken(emulator.token("Scott", ["data:read", "follows:read"]))`.

        It is valid for so many seconds of the emulator's clock. Raises ValueError for a name that nobody has.

        The emulator takes any three base64url parts with dots between for a token. It looks at no signature. The part
        in the middle is a JSON object with `scopes`, a list; `name` or `sub`, the name, the ULID or the id of the owner
        (MaxMilyin without either); and `exp`, the Unix time at which the token expires.
        """
        return self._callers.new_token(username, scopes, seconds)

    # Faults

    def inject(
        self, fault: Fault, times: int | None = 1, match: Match | None = None, *, seconds: float = 30.0
    ) -> FaultRule:
        """Make the next requests fail, or the next requests that match by path and parameters.

        `emulator.inject(Fault.DROP, times=2, match=lambda path, params: params.get("i") == "1")`.
        With `times=None` all of them fail; `seconds` is the delay of a slow answer.
        """
        rule = FaultRule(fault, times, match, seconds)
        self._faults.rules.append(rule)
        return rule

    def heal(self) -> None:
        """Drop every injected fault."""
        self._faults.rules.clear()

    @property
    def faults(self) -> Counter[Fault]:
        """The number of requests that met each fault."""
        return self._faults.counts

    # Serving

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        self.requests += 1
        status: int | None = None
        try:
            front = self._front(request)
            response = await self._served(request) if front is None else front
            if request.transport is not None and not request.transport.is_closing():
                status = response.status
        finally:
            if self._log is not None:
                line = request_line(
                    request.method,
                    request.rel_url.raw_path,
                    params=request.query.items(),
                    headers=request.headers,
                    status=status,
                    keys=self._callers.keys,
                )
                self._log(line)
        return response

    def _front(self, request: web.BaseRequest) -> web.Response | None:
        """The page for people; None for any other address."""
        if request.method not in {"GET", "HEAD"} or request.rel_url.raw_path not in _FRONT:
            return None
        page = front_page(self.world, f"{request.scheme}://{request.host}", takes_any_key=not self._callers.keys)
        return web.Response(text=page, content_type="text/html")

    async def _served(self, request: web.BaseRequest) -> web.StreamResponse:
        place = place_of(request.path)
        if request.method == "CONNECT":  # the server is no proxy
            return _encoded(framework_error(405))
        if place is None:
            return _encoded(framework_error(400))
        if "%2f" in request.rel_url.raw_path.lower():  # a slash within a name, which no name has
            return _encoded(framework_error(404))
        try:
            wish = wished(request.headers.get(HEADER, ""))
        except ValueError:
            return _encoded(framework_error(400, f"{HEADER} must be a fault, or one with seconds such as slow=0.5"))
        try:
            return await self._answered_or_failed(request, place, wish)
        except ConnectionError:  # the client is gone
            raise
        except Exception:  # noqa: BLE001  whatever goes wrong in an answer is a crash of the server
            _LOG.exception("no answer to %s", place.path)
            return _encoded(_crash(place))

    async def _answered_or_failed(
        self, request: web.BaseRequest, place: RoutePlace, wish: FaultRule | None
    ) -> web.StreamResponse:
        rule = self._faults.choose(place.path, request.query, wish)
        if rule is None:
            return self._respond(request, place)
        if rule.fault is Fault.SLOW:
            return self._respond(request, place) if await self._waited(rule.seconds) else _dropped(request)
        if rule.fault is Fault.DROP:
            return _dropped(request)
        if rule.fault is Fault.TRUNCATE:
            return await _truncated(request, self._respond(request, place))
        return _failed(rule.fault, place)

    async def _waited(self, seconds: float) -> bool:
        """Wait; False when the emulator closed in the meantime."""
        wait = asyncio.ensure_future(self._clock.sleep(seconds))
        self._waits.add(wait)
        await asyncio.wait([wait])
        self._waits.discard(wait)
        return not wait.cancelled()

    def _respond(self, request: web.BaseRequest, place: RoutePlace) -> web.Response:
        headers: dict[str, str] = {}
        try:
            reply = self._reply(request, place, headers)
        except Refused as refused:
            reply = refused.reply
        return _encoded(reply, headers)

    def _reply(self, request: web.BaseRequest, place: RoutePlace, headers: dict[str, str]) -> Response:
        params = {name: text.strip() or None for name, text in request.query.items()}
        caller = self._callers.find(place.api, request.headers, params)
        if caller is None:
            return unauthenticated()
        if self._limiter is not None:
            verdict = self._limiter.hit((place.api, caller.counted), tells_wait=place.api == "v1")
            headers.update(verdict.headers)
            if not verdict.allowed:
                self.rejected += 1
                return too_many_requests()
        return self._answer(request, place, params, caller)

    def _answer(
        self, request: web.BaseRequest, place: RoutePlace, params: Mapping[str, str | None], caller: Caller
    ) -> Response:
        if place.path in GONE:
            return framework_error(410)
        self._move()
        route = self._routes.find(place, request.method)
        if route is None:
            return framework_error(404, "API endpoint not found" if place.api == "v2" else None)
        caller.check_scope(route.scope)
        asked = ApiRequest(
            self.world,
            caller.me,
            params,
            base_url=f"{request.scheme}://{request.host}{place.prefix}".rstrip("/"),
            address=f"{request.scheme}://{request.host}{request.path}",
            path=route.path,
            accept=request.headers.get("Accept", "*/*"),
            now=self._clock.now(),
            endpoint=self._routes.endpoints[route.names[0]] if len(route.names) == 1 else None,
            repeated={name: texts for name in params if len(texts := request.query.getall(name)) > 1},
        )
        name = route.names[0] if len(route.names) == 1 else MODES[place.path](asked)
        with self.world.lock:
            body = ANSWERS[name](asked)
        return body if isinstance(body, Response) else Response(body)


def _encoded(reply: Response, headers: Mapping[str, str] | None = None) -> web.Response:
    return web.Response(body=reply.encode(), status=reply.status, content_type=reply.content_type, headers=headers)


def _crash(place: RoutePlace) -> Response:
    return crash() if place.api == "v1" or place.is_bare else framework_error(500, "Server Error")


def _dropped(request: web.BaseRequest) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _truncated(request: web.BaseRequest, whole: web.Response) -> web.StreamResponse:
    body = whole.body
    size = len(body) if isinstance(body, bytes) else 0
    response = web.StreamResponse(status=whole.status, headers=whole.headers)
    response.content_length = size
    await response.prepare(request)
    if isinstance(body, bytes):
        await response.write(body[: size // 2])
    if request.transport is not None:
        request.transport.close()
    return response


_PAGE = "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>{}</body></html>"


def _failed(fault: Fault, place: RoutePlace) -> web.Response:
    """The answers of a server that fails."""
    if fault is Fault.HTML:
        return web.Response(text=_PAGE.format("The site will be right back."), content_type="text/html")
    if fault is Fault.RATE_LIMITED:
        reply, headers = too_many_requests(), {"Retry-After": "1"}
    elif fault is Fault.UNAVAILABLE:
        reply, headers = framework_error(503), {}
    else:
        reply, headers = _crash(place), {}
    return _encoded(reply, headers)
