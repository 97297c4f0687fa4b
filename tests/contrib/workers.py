"""The broker of workers that are started, and killed, as processes.

taskiq worker tests.contrib.workers:broker    with KIND, REDIS and SITE in the environment
"""

from __future__ import annotations

import os

import redis
from taskiq import AsyncBroker
from taskiq.serializers import JSONSerializer
from taskiq_redis import ListQueueBroker, RedisAsyncResultBackend, RedisStreamBroker

from retroach_async import Client, Credentials, RateLimit, RateLimits, RedisLimit
from retroach_async.contrib.taskiq import BatchTasks

KEY = "CanaryKeyThatMustNotBeSeen7Q2"
SLICE = 6
IN_A_SECOND = 40
"""The requests of all workers together."""


def broker_of(kind: str, address: str) -> AsyncBroker:
    """A broker that delivers a slice again whose worker is gone, or one that forgets what it has delivered."""
    # Newer versions look themselves up in the file system for every connection, unless they are told.
    driver = getattr(redis, "DriverInfo", None)
    told = {} if driver is None else {"driver_info": driver(lib_version=redis.__version__)}
    results: RedisAsyncResultBackend[object] = RedisAsyncResultBackend(
        address, serializer=JSONSerializer(), result_ex_time=600, **told
    )
    if kind == "stream":
        stream = RedisStreamBroker(address, xread_count=1, xread_block=100, idle_timeout=2000, **told)
        return stream.with_result_backend(results)
    # An idle connection is no failure: redis-py 8 takes it for one after five seconds.
    return ListQueueBroker(address, socket_timeout=None, **told).with_result_backend(results)


def make_client() -> Client:
    """A client whose name tells its process, and whose limit is that of all."""
    shared = RedisLimit(os.environ["REDIS"], processes=2)
    limits = RateLimits(v1=RateLimit(IN_A_SECOND, 1.0), shared=shared)
    who = Credentials(f"worker{os.getpid()}", KEY)
    return Client(who, base_url=os.environ["SITE"], rate_limit=limits, concurrency=1)


def tasks_on(broker: AsyncBroker, kind: str) -> BatchTasks:
    """Slices that are sent again after a short while; those of a broker that does so itself are left to it."""
    if kind == "stream":
        return BatchTasks(broker, make_client, slice_size=SLICE, slices=4)
    return BatchTasks(broker, make_client, slice_size=SLICE, slices=4, lost_after=1.0, queued_at_most=3.0)


if "KIND" in os.environ:
    broker = broker_of(os.environ["KIND"], os.environ["REDIS"])
    tasks = tasks_on(broker, os.environ["KIND"])
