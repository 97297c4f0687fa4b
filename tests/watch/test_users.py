"""Users come and go while a watch runs."""

from __future__ import annotations

import asyncio
from typing import cast

import pytest

from retroach_async import Client, ConfigurationError
from retroach_async.testing import FakeClock
from retroach_async.watch import MemoryCursors
from tests.watch.play import HOUR, follow, until
from tests.watch.site import SiteModel, ulid


async def test_removed_user_has_no_awards_waiting(ra: Client, site: SiteModel, running_clock: FakeClock) -> None:
    """Awards that wait are dropped with their user, and stay dropped; those of others are told."""
    cursors = MemoryCursors()
    async with ra.watch.awards(["Tom", "Mara"], cursors=cursors) as watch:
        await until(running_clock, lambda: watch.state.users[0].last_success)
        site.award(1, "Tom", "mastered", running_clock.now())
        site.award(2, "Mara", "mastered", running_clock.now())
        await until(running_clock, lambda: watch.state.waiting == 2)
        await watch.remove("Tom")
        assert watch.state.waiting == 1
        assert (await anext(watch)).user == "Mara"
    assert await follow(ra.watch.awards(["Tom", "Mara"], cursors=cursors), running_clock, {}, HOUR) == []


async def test_user_is_removed_by_display_name(ra: Client, site: SiteModel) -> None:
    """Somebody who was given by ULID is removed by the name that the watch shows, without regard to case."""
    async with ra.watch.unlocks([ulid("Tom"), "Mara"]) as watch:
        await watch.remove("tom")
        assert [user.user for user in watch.state.users] == ["Mara"]


async def test_new_owner_of_a_name_is_another_user(ra: Client, site: SiteModel) -> None:
    """A display name is no name that was asked for: whoever has it now is looked up."""
    async with ra.watch.unlocks([ulid("Tom")]) as watch:
        site.names[ulid("Tom")] = "Thomas"
        site.names[ulid("Other")] = "Tom"
        await watch.add("Tom")
        assert [user.user_ulid for user in watch.state.users] == [ulid("Tom"), ulid("Other")]


@pytest.mark.parametrize("feed", ["unlocks", "awards"])
async def test_unknown_user_cannot_be_removed(ra: Client, site: SiteModel, feed: str) -> None:
    """A name that is not watched is refused at once, and named; so is one that was removed already."""
    async with ra.watch.unlocks(["Tom"]) if feed == "unlocks" else ra.watch.awards(["Tom"]) as watch:
        with pytest.raises(ConfigurationError, match="Typo"):
            watch.remove("Typo")
        await watch.remove("Tom")
        with pytest.raises(ConfigurationError, match="Tom"):
            watch.remove("Tom")


@pytest.mark.parametrize("wrong", [5, None, "", " "])
async def test_user_is_a_name(ra: Client, site: SiteModel, wrong: object) -> None:
    """What is no name can neither be added nor removed."""
    async with ra.watch.unlocks(["Tom"]) as watch:
        with pytest.raises(ConfigurationError, match="names or ULIDs"):
            await watch.add(cast("str", wrong))
        with pytest.raises(ConfigurationError, match="names or ULIDs"):
            watch.remove(cast("str", wrong))
        await asyncio.sleep(0)
        assert len(watch.state.users) == 1
