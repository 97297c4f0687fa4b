"""Claims and comments."""

from __future__ import annotations

from retroach_async.emulator import World
from tests.emulator.conftest import Ask


def test_claims_are_sorted_into_kinds(ask: Ask) -> None:
    """Completed ones are primary, dropped ones are dropped, active ones are active or in review; newest first."""
    completed, dropped = ask("get_claims").body, ask("get_claims", k=2).body
    active = ask("get_active_claims").body
    assert {(row["Status"], row["ClaimType"]) for row in completed} == {(1, 0)}
    assert {row["Status"] for row in dropped} == {2}
    assert {row["Status"] for row in active} == {0, 3}
    for rows in (completed, dropped, active):
        created = [row["Created"] for row in rows]
        assert created == sorted(created, reverse=True) != []


def test_a_deleted_developer_has_no_name(ask: Ask) -> None:
    """Name and ULID are null together, and no game's own answer shows such a claim."""
    nameless = [row for row in ask("get_claims", k=2).body if row["User"] is None]
    assert nameless
    assert all(row["ULID"] is None for row in nameless)
    claims = ask("get_game_extended", i=nameless[0]["GameID"]).body["Claims"]
    assert all(claim["User"] for claim in claims)


def test_a_users_claims_are_the_games_claims(ask: Ask) -> None:
    """Whoever claimed a game is among its claims."""
    for row in ask("get_user_claims", u="Scott").body:
        game = ask("get_game_extended", i=row["GameID"]).body
        assert ("Scott", row["Created"]) in {(claim["User"], claim["Created"]) for claim in game["Claims"]}


def test_junior_developers_are_told_apart(ask: Ask, world: World) -> None:
    """The flag goes by the holder's permissions."""
    for row in ask("get_active_claims").body:
        assert row["UserIsJrDev"] == int(world.owner(row["User"]).permissions <= 2)


def test_everything_has_its_own_comments(ask: Ask, world: World) -> None:
    """Games, achievements and walls are talked about, the oldest first."""
    totals = {}
    for kind, name in ((1, "game"), (2, "achievement")):
        pages = [ask("get_comments", i=number, t=kind).body for number in range(1, 30)]
        totals[name] = [page["Total"] for page in pages]
        for page in pages:
            submitted = [row["Submitted"] for row in page["Results"]]
            assert submitted == sorted(submitted)
    assert sum(totals["game"]) > 0
    assert totals["game"] != totals["achievement"]


def test_what_is_not_there_is_not_talked_about(ask: Ask) -> None:
    """An unknown game or achievement has an empty page."""
    for kind in (1, 2):
        assert ask("get_comments", i=999999, t=kind).body == {"Count": 0, "Total": 0, "Results": []}


def test_banned_and_deleted_players_are_not_heard(ask: Ask) -> None:
    """Their comments are left out everywhere."""
    names = {row["User"] for row in ask("get_comments", i="MaxMilyin", c=500).body["Results"]}
    assert "Scott" in names
    assert not {"BannedBandit", "DepartedHero"} & names


def test_a_list_can_leave_out_games_without_achievements(ask: Ask) -> None:
    """`f=1` keeps the others, in the same order."""
    everything = ask("get_game_list", i=7).body
    assert ask("get_game_list", i=7, f=1).body == [row for row in everything if row["NumAchievements"]] != everything
