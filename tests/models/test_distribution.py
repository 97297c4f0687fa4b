"""The achievement distribution and the figures that follow from it."""

from __future__ import annotations

import statistics
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retroach_async import AchievementDistribution, AchievementFlags

DRAGSTER = (141, 51, 41, 49, 57, 41, 36, 67, 75, 28, 26, 3, 6, 3, 8)


def spread_of(*players: int) -> AchievementDistribution:
    """A distribution with so many players for each count."""
    return AchievementDistribution(game_id=14402, hardcore=True, flags=AchievementFlags.OFFICIAL, players=players)


def test_it_is_a_mapping_from_counts_to_players() -> None:
    """Counts are the keys, from 1 to N; there are no others."""
    spread = spread_of(*DRAGSTER)
    assert isinstance(spread, Mapping)
    assert dict(spread) == dict(enumerate(DRAGSTER, 1))
    assert (spread[1], spread[12], spread.get(16), 0 in spread) == (141, 3, None, False)
    with pytest.raises(KeyError):
        spread[-1]


def test_figures_of_a_known_game() -> None:
    """The figures of a real distribution."""
    spread = spread_of(*DRAGSTER)
    assert (spread.achievement_count, spread.total_players, spread.mastery_count) == (15, 632, 8)
    assert spread.mastery_rate == 8 / 632
    assert spread.at_least(6) == 293
    assert spread.median == 5.0
    assert spread.mean == 3398 / 632


@pytest.mark.parametrize("players", [(), (0,), (0, 0, 0)])
def test_nobody_gives_zeros(players: tuple[int, ...]) -> None:
    """A game without achievements, and one without players, has figures too."""
    spread = spread_of(*players)
    assert (spread.achievement_count, spread.total_players, spread.mastery_count) == (len(players), 0, 0)
    assert (spread.mastery_rate, spread.mean, spread.median, spread.at_least(0)) == (0.0, 0.0, 0.0, 0)


@pytest.mark.parametrize(("unlocks", "players"), [(-3, 6), (0, 6), (1, 6), (2, 5), (3, 3), (4, 0), (100, 0)])
def test_at_least_counts_from_any_number(unlocks: int, players: int) -> None:
    """Every number of unlocks can be asked about, also one that nobody can have."""
    assert spread_of(1, 2, 3).at_least(unlocks) == players


def test_median_between_two_players_is_between_their_counts() -> None:
    """With an even number of players the median is the middle of the two in the middle."""
    assert spread_of(2, 0, 0, 2).median == 2.5


@settings(deadline=None, database=None)
@given(st.lists(st.integers(0, 30), max_size=20))
def test_mean_and_median_agree_with_the_unlocks_of_every_player(players: list[int]) -> None:
    """The figures are those of a list that names every player's unlocks."""
    unlocks = [count for count, number in enumerate(players, 1) for _ in range(number)]
    spread = spread_of(*players)
    assert spread.median == (statistics.median(unlocks) if unlocks else 0.0)
    assert spread.mean == pytest.approx(statistics.mean(unlocks) if unlocks else 0.0)
    assert spread.total_players == spread.at_least(1) == len(unlocks)
    assert list(spread) == list(range(1, len(players) + 1))


def test_flags_may_be_given_as_a_number() -> None:
    """The number of a flag becomes the flag."""
    spread = AchievementDistribution(game_id=1, hardcore=False, flags=5, players=())  # type: ignore[arg-type]
    assert spread.flags is AchievementFlags.UNOFFICIAL


def test_plain_values_hold_the_counts_and_the_figures() -> None:
    """As plain values the counts are keyed by text, and what follows from them stands beside them."""
    assert spread_of(3, 1).to_dict() == {
        "game_id": 14402,
        "hardcore": True,
        "flags": 3,
        "players": {"1": 3, "2": 1},
        "achievement_count": 2,
        "total_players": 4,
        "mastery_count": 1,
        "mastery_rate": 0.25,
        "median": 1.0,
        "mean": 1.25,
    }


def test_it_shows_what_it_is_about() -> None:
    """The text for developers names the game, the mode and the counts."""
    assert repr(spread_of(3, 1)) == "<AchievementDistribution of game 14402, hardcore, OFFICIAL: {1: 3, 2: 1}>"


def test_equal_counts_of_other_games_differ() -> None:
    """Two distributions are equal when they answer the same question in the same way."""
    other = AchievementDistribution(game_id=1, hardcore=True, flags=AchievementFlags.OFFICIAL, players=(3, 1))
    assert spread_of(3, 1) == spread_of(3, 1)
    assert spread_of(3, 1) != other
