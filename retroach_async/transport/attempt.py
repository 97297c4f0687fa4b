"""The innermost layer of the tower: one attempt, sent now."""

from __future__ import annotations

import asyncio

from retroach_async.errors import TimedOut
from retroach_async.observe import RequestSent, ResponseReceived, call_hook
from retroach_async.query import Reply
from retroach_async.transport.call import Call, Layer
from retroach_async.transport.protocol import Transport


class Attempt(Layer[Transport]):
    """Counts an attempt, starts its deadline, and tells the hooks when it is really sent and answered."""

    def __init__(self, transport: Transport) -> None:
        self._inner = transport

    async def send(self, call: Call) -> Reply:
        """Hand the request to the transport. Raises `TimedOut` when the attempt takes too long."""
        call.attempts += 1
        call.stats.attempts += 1
        if call.latest is not None:
            call.update(call.latest())  # a token may have been refreshed while the call waited for its permit
        request, deadline, hooks = call.request, call.deadline, call.hooks
        if hooks.on_request is not None:
            call_hook(hooks.on_request, RequestSent(request.query, call.attempts))
        deadline.begin_attempt()
        reply: Reply | None = None
        try:
            reply = await self._inner.send(request)
        except asyncio.CancelledError:
            if not deadline.end_attempt():
                raise
        except BaseException:
            deadline.end_attempt()
            raise
        if reply is None:
            raise TimedOut(f"no complete answer within {deadline.group.attempt:g} s; the attempt was {deadline.stage}")
        deadline.end_attempt()
        call.stats.bytes_received += len(reply.body)
        if hooks.on_response is not None:
            event = ResponseReceived(request.query, call.attempts, reply.status, len(reply.body))
            call_hook(hooks.on_response, event)
        return reply
