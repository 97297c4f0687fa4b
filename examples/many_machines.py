"""Many machines: a batch in slices, each a task for any worker, and one worker is killed in the middle.

Needs `pip install taskiq-redis`, and Redis: the server that REDIS_URL names, or one that is started here. A worker is
`taskiq worker many_machines:broker --max-async-tasks 1`, on any machine; here all of them run on this one.
"""

import asyncio
import logging
import sys

from _machines import in_a_second, redis_url, workers
from taskiq.serializers import JSONSerializer
from taskiq_redis import RedisAsyncResultBackend, RedisStreamBroker

from retroach_async import Client, RateLimits, RedisLimit
from retroach_async.contrib.taskiq import BatchTasks

REDIS = redis_url()
broker = RedisStreamBroker(REDIS, xread_count=1).with_result_backend(
    RedisAsyncResultBackend(REDIS, serializer=JSONSerializer(), result_ex_time=24 * 3600)
)


def make_client() -> Client:
    """Make the client of a worker; all workers together keep to one limit, as they use one key."""
    limits = RateLimits(v1=in_a_second(40), shared=RedisLimit(REDIS, processes=2))
    return Client(user_agent="retroach-examples/1.0", rate_limit=limits, concurrency=2)


tasks = BatchTasks(broker, make_client, slice_size=5, slices=4, lost_after=2.0)


async def main() -> None:
    """Send the slices, kill a worker when a quarter of the games is there, and count."""
    logging.basicConfig(stream=sys.stdout, format="%(message)s")  # a warning tells which slice was lost
    await broker.startup()
    async with workers("many_machines:broker", 2) as machines:
        answers = []
        async with tasks.batch(Client.get_achievement_distribution, range(1, 61), hardcore=True) as outcomes:
            async for outcome in outcomes:
                answers.append(outcome.value)
                if outcomes.delivered == 15:
                    await machines[0].kill()
                    print(f"{outcomes.delivered} of {outcomes.total} games answered; one of two workers is killed")
            games = {spread.game_id for spread in answers}
            print(f"{outcomes.delivered} of {outcomes.total} games answered, {len(games)} different ones")
    await broker.shutdown()

    spread = max(answers, key=lambda spread: spread.total_players)
    print(f"most played: game {spread.game_id}, {spread.total_players} players")


if __name__ == "__main__":
    asyncio.run(main())
