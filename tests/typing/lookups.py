"""The types of lookups, checked by mypy and pyright. It is not meant to be executed."""

from __future__ import annotations

from datetime import timedelta
from typing import assert_type

from retroach_async import Client, lookup


async def lookups(ra: Client) -> None:
    """Systems, pages and files by name."""
    assert_type(lookup.System.of("nes"), lookup.System)
    await ra.get_game_list(lookup.System.NES)
    assert_type(lookup.parse_url("x"), lookup.PageLink | None)
    assert_type(lookup.page_url("game", 1), str)
    assert_type(lookup.game_id_of_filename("x"), int | None)
    index = await ra.hash_index(["nes", lookup.System.SNES, 1], store="hashes.db", max_age=timedelta(hours=1))
    assert_type(index, lookup.HashIndex)
    assert_type(index.find("x"), lookup.GameHash | None)
    await ra.hash_index("nes")
    matches = await ra.find_games("sonic", systems=["nes", 1], limit=3, only_with_achievements=True)
    assert_type(matches, tuple[lookup.GameMatch, ...])
    assert_type(matches[0].score, float)
    await ra.find_games("sonic", systems="nes")
