"""The types of batches on many machines, as users see them. It is not meant to be executed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import assert_type

from retroach_async import AchievementDistribution, Args, Client, EarnedAchievement, Game, Outcome, v2
from retroach_async.contrib.taskiq import BatchTasks, SlicedBatch


async def tasks_keep_the_types(tasks: BatchTasks) -> None:
    """A batch of tasks has the types of its call."""
    spreads = tasks.batch(Client.get_achievement_distribution, [1], hardcore=True)
    assert_type(spreads, SlicedBatch[int, AchievementDistribution])
    assert_type(tasks.batch(Client.v2.games.get, {1}, include=["system"]), SlicedBatch[int, v2.Game])
    assert_type(tasks.batch(Client.get_game, [1]).ordered().with_concurrency(3), SlicedBatch[int, Game])
    month = [Args("Tom", start=datetime(2026, 5, 1, tzinfo=UTC))]
    unlocks = tasks.batch(Client.get_achievements_earned_between, month, end=datetime.now(UTC))
    assert_type(unlocks, SlicedBatch[Args, tuple[EarnedAchievement, ...]])
    assert_type(await tasks.batch(Client.get_game, [1]).collect(), dict[int, Game])
    async with tasks.batch(Client.get_game, [1]) as outcomes:
        assert_type(outcomes.answered, int)
        async for outcome in outcomes:
            assert_type(outcome, Outcome[int, Game])
