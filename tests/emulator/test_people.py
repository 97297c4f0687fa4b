"""What both APIs say about a user stands in one place."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from retroach_async.emulator import World
from tests.emulator.conftest import Ask


@pytest.mark.parametrize("user", ["MaxMilyin", "CasualCarla", "QuietNewcomer"])
def test_the_last_session_is_that_of_the_summary(world: World, ask: Ask, user: str) -> None:
    """Game, rich presence and moment are those of V1's profile and summary."""
    account = world.account(world.owner(user))
    profile, summary = ask("get_user_profile", u=user).body, ask("get_user_summary", u=user).body
    assert account.presence == profile["RichPresenceMsg"] == summary["RichPresenceMsg"]
    assert (account.last_game.id if account.last_game else 0) == profile["LastGameID"]
    at = account.last_activity
    moment = None if at is None else datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M:%S")
    assert moment == summary["RichPresenceMsgDate"]


def test_casual_points_have_a_ranking_of_their_own(world: World) -> None:
    """The casual rank counts the better players; without enough points, or uncounted, there is none."""
    ledger = world.ledger
    points = [account.casual_points for account in ledger.casual_ranking]
    assert points == sorted(points, reverse=True)
    for account in ledger.casual_ranking:
        assert ledger.casual_rank(account.player) == 1 + sum(each > account.casual_points for each in points)
    assert ledger.casual_rank(world.owner("MaxMilyin")) is None
    assert ledger.casual_rank(world.owner("GhostRunner")) is None
    assert ledger.rank(world.owner("CasualCarla")) is None
    assert ledger.casual_rank(world.owner("CasualCarla")) is not None


def test_roles_begin_with_the_rank(world: World) -> None:
    """The rank in the team is the visible role; others stand after it, and most players have none."""
    scott = world.owner("Scott")
    assert (scott.visible_role, scott.roles[0]) == ("administrator", "administrator")
    assert len(scott.roles) > 1
    assert world.owner("8675309").visible_role == "developer"
    max_milyin = world.owner("MaxMilyin")
    assert (max_milyin.visible_role, max_milyin.roles) == (None, ())
    roles = {role for player in world.players for role in player.roles}
    assert roles >= {"administrator", "developer", "developer-junior", "event-manager", "ticket-manager", "artist"}


def test_deleted_accounts_know_when(world: World) -> None:
    """A deleted account, and no other, has the moment when it was deleted; nothing of it happened later."""
    for player in world.players:
        assert (player.deleted_at is not None) == player.deleted
        last = world.account(player).last_activity
        assert player.deleted_at is None or last is None or last <= player.deleted_at < world.now
    assert any(player.deleted for player in world.players)


def test_banned_accounts_are_known(world: World) -> None:
    """The one banned account says so."""
    assert [player.name for player in world.players if player.banned] == ["BannedBandit"]


def test_systems_have_a_full_name(world: World) -> None:
    """The manufacturer stands before the name, unless it is in it already."""
    names = {system.short: (system.manufacturer, system.full_name) for system in world.systems.values()}
    assert names["MD"] == ("Sega", "Sega Genesis/Mega Drive")
    assert names["2600"] == ("Atari", "Atari 2600")
    assert names["ARC"] == (None, "Arcade")
