"""Awards as V2 lists them are the awards that V1 shows."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import pytest

from retroach_async.emulator import World
from tests.emulator.conftest import Ask

USERS = ("MaxMilyin", "Scott", "PolarFox", "CasualCarla", "GhostRunner", "QuietNewcomer", "8675309", "RenamedRaven")
TYPES = {
    "Mastery/Completion": ("completed", "mastered"),
    "Game Beaten": ("beaten-casual", "beaten-hardcore"),
    "Event": ("event",),
    "Achievement Unlocks Yield": ("achievement-unlocks-yield",),
    "Achievement Points Yield": ("achievement-points-yield",),
    "Patreon Supporter": ("patreon-supporter",),
    "Certified Legend": ("certified-legend",),
    "Media Contribution": ("media-contribution",),
    "Playtest": ("playtest",),
}


@pytest.mark.parametrize("user", USERS)
def test_v1_shows_the_canonical_awards(world: World, ask: Ask, user: str) -> None:
    """Row by row the visible awards have the same kind, moment, order and subject."""
    mine = [row for row in world.canonical_awards(world.owner(user)) if not row.hidden]
    shown = ask("get_user_awards", u=user).body["VisibleUserAwards"]
    assert len(shown) == len(mine)
    for row, old in zip(mine, shown, strict=True):
        assert row.kind in TYPES[old["AwardType"]]
        assert row.at == datetime.fromisoformat(old["AwardedAt"]).timestamp()
        assert row.order == old["DisplayOrder"]
        if row.game:
            assert (row.context["gameId"], row.context["mode"]) == (
                old["AwardData"],
                "hardcore" if old["AwardDataExtra"] else "casual",
            )
            assert row.title == old["Title"]
        elif row.event:
            assert (row.context["eventId"], row.context["tierIndex"], row.context["displayTierIndex"]) == (
                old["AwardData"],
                old["AwardDataExtra"],
                old["display_award_tier"],
            )


@pytest.mark.parametrize("user", USERS)
def test_the_counts_are_those_of_the_rows(world: World, ask: Ask, user: str) -> None:
    """Totals, hidden ones and the counts of the kinds are counted from the same rows."""
    rows, counts = world.canonical_awards(world.owner(user)), ask("get_user_awards", u=user).body
    kinds = Counter(row.kind for row in rows)
    assert counts["TotalAwardsCount"] == len(rows)
    assert counts["HiddenAwardsCount"] == sum(row.hidden for row in rows)
    assert counts["BeatenSoftcoreAwardsCount"] == kinds["beaten-casual"]
    assert counts["EventAwardsCount"] == kinds["event"]
    assert counts["SiteAwardsCount"] == sum(row.game is None and row.event is None for row in rows)


def test_every_award_for_a_game_is_a_row(world: World, ask: Ask) -> None:
    """The rows about games are as many as V1's list of recent awards has."""
    rows = [row for row in world.award_rows.values() if row.game]
    assert len(rows) == ask("get_recent_game_awards").body["Total"]
    earned = Counter((award.progress.player, award.progress.game, award.at) for award in world.ledger.awards)
    assert Counter((row.player, row.game, row.at) for row in rows) == earned


def test_the_rows_of_a_player_are_rows_of_the_site(world: World) -> None:
    """All rows of all players together are all rows, each once and found by its id."""
    rows = [row for player in world.players for row in world.award_rows_of(player)]
    assert {row.id for row in rows} == set(world.award_rows)
    assert len(rows) == len(world.award_rows)
    assert all(world.award_rows[row.id] is row for row in rows)


def test_a_hardcore_award_hides_the_casual_one(world: World) -> None:
    """A player with both awards for a game has two rows, of which the canonical list keeps the hardcore one."""
    both = next(
        player for player in world.players if len(world.canonical_awards(player)) < len(world.award_rows_of(player))
    )
    kept = {(row.game, row.kind) for row in world.canonical_awards(both)}
    better = {"beaten-casual": "beaten-hardcore", "completed": "mastered"}
    for row in world.award_rows_of(both):
        if row not in world.canonical_awards(both):
            assert (row.game, better[row.kind]) in kept


def test_every_kind_is_there(world: World) -> None:
    """Each of V2's kinds has a row."""
    assert {row.kind for row in world.award_rows.values()} == {kind for kinds in TYPES.values() for kind in kinds}


def test_an_award_of_an_event_has_its_points(world: World) -> None:
    """Whoever has a tier has the points for it and not those of the next tier, at the moment of the award."""
    rows = [row for row in world.award_rows.values() if row.event]
    assert {row.tier for row in rows} == {1, 2, 3}
    for row in rows:
        assert row.event is not None
        progress = world.progress_of(row.player, row.event.legacy_game)
        assert progress is not None
        tier = row.event.tiers[row.tier - 1]
        above = row.event.tiers[row.tier :]
        at_that_time = [unlock for unlock in progress.unlocks() if unlock.best_at <= row.at]
        assert sum(unlock.achievement.points for unlock in at_that_time) >= tier.points
        assert not above or progress.points < above[0].points


def test_contexts_name_what_they_are_about(world: World) -> None:
    """Each kind has its own facts."""
    keys = {
        "playtest": {"siteAwardId"},
        "achievement-unlocks-yield": {"tier", "threshold"},
        "achievement-points-yield": {"tier", "threshold"},
        "media-contribution": {"tier", "displayTierIndex", "earnedTier", "threshold"},
        "patreon-supporter": {"siteAwardType"},
        "certified-legend": {"siteAwardType"},
        "event": {"eventId", "tierIndex", "displayTierIndex", "grantsSiteAward"},
    }
    for row in world.award_rows.values():
        assert set(row.context) == keys.get(row.kind, {"gameId", "mode"})


def test_a_developers_award_is_for_what_others_earned(world: World) -> None:
    """The threshold is the highest that the contribution reaches."""
    account = world.account(world.owner("Scott"))
    rows = {row.kind: row for row in world.award_rows_of(account.player)}
    assert int(rows["achievement-unlocks-yield"].context["threshold"]) <= account.contributed
    assert int(rows["achievement-points-yield"].context["threshold"]) <= account.contributed_points
