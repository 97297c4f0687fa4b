"""A clock, a transport and models for the tests of programs that use this library.

    from retroach_async import Client, Credentials
    from retroach_async.testing import FakeClock, MemoryTransport, json_reply

    async def test_my_bot_survives_a_busy_server():
        transport = MemoryTransport([json_reply({}, status=503), json_reply([])])
        async with Client(Credentials("Me", "key"), transport=transport, clock=FakeClock(auto=True)) as ra:
            assert await my_bot.mastery_count(ra, 14402) == 0
        assert [query.path for query in transport.queries] == ["API_GetAchievementDistribution.php"] * 2

`FakeClock` is a clock that a test moves forward, `MemoryTransport` answers without a network, `example` makes any
model, and `answer` makes the server's reply of one. For pytest there are also fixtures with a whole server, in the
module `retroach_async_pytest`.
"""

from retroach_async.testing.answers import answer
from retroach_async.testing.clock import FakeClock
from retroach_async.testing.examples import example
from retroach_async.testing.memory import Answer, Answers, MemoryTransport
from retroach_async.testing.replies import html_reply, json_reply

__all__ = ["Answer", "Answers", "FakeClock", "MemoryTransport", "answer", "example", "html_reply", "json_reply"]
