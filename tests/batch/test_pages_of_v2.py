"""Rows across pages of V2: no total, links that are not followed, rows that move."""

from __future__ import annotations

from typing import Any

import pytest

from retroach_async import Client, Credentials
from retroach_async.testing import MemoryTransport, json_reply
from tests.relations.documents import game

ELSEWHERE = "https://elsewhere.example/v2/games?page[number]=99"


def page(*ids: int, total: int | None = None, links: Any = None) -> Any:
    """A page of games."""
    facts = {"currentPage": 1} | ({} if total is None else {"total": total})
    document = {"data": [game(number) for number in ids], "meta": {"page": facts}}
    return json_reply(document | ({} if links is None else {"links": links}))


async def walked(credentials: Credentials, *answers: Any) -> tuple[list[int], list[str]]:
    """The ids of the rows, and the pages that were asked for, two rows each."""
    transport = MemoryTransport(answers)
    async with Client(credentials, transport=transport) as ra:
        ids = [row.id async for row in ra.pages(ra.v2.games.list, page_size=2)]
    return ids, [dict(query.params).get("page[number]", "1") for query in transport.queries]


async def test_full_last_page_without_a_total_costs_no_empty_request(credentials: Credentials) -> None:
    """Where the server tells no total, the absence of a next page ends the walk."""
    ids, pages = await walked(credentials, page(1, 2, links={"next": ELSEWHERE}), page(3, 4, links={}))
    assert (ids, pages) == ([1, 2, 3, 4], ["1", "2"])


async def test_short_page_without_a_total_is_not_the_last_when_another_follows(credentials: Credentials) -> None:
    """Rows that nobody may see are missing from a page, and the walk goes on."""
    ids, pages = await walked(credentials, page(1, links={"next": ELSEWHERE}), page(3, links={}))
    assert (ids, pages) == ([1, 3], ["1", "2"])


async def test_no_link_is_followed(credentials: Credentials) -> None:
    """The next page is asked for by its number, whatever the link says."""
    _, pages = await walked(credentials, page(1, 2, total=3, links={"next": ELSEWHERE}), page(3, total=3))
    assert pages == ["1", "2"]


async def test_row_that_moved_to_the_next_page_is_given_once(credentials: Credentials) -> None:
    """A new row in front pushes the others down while somebody reads."""
    ids, _ = await walked(credentials, page(5, 4, total=5), page(4, 3, total=5), page(2, 1, total=5))
    assert ids == [5, 4, 3, 2, 1]


async def test_row_that_comes_twice_on_one_page_is_the_servers_own_matter(credentials: Credentials) -> None:
    """Only what the page before gave is left out."""
    ids, _ = await walked(credentials, page(1, 1, total=2))
    assert ids == [1, 1]


@pytest.mark.parametrize(("links", "has_more"), [({"next": ELSEWHERE}, True), ({}, False), (None, None), (5, None)])
async def test_page_tells_if_another_follows(credentials: Credentials, links: Any, has_more: bool | None) -> None:
    """It goes by the presence of the link; None where there are no links at all."""
    async with Client(credentials, transport=MemoryTransport([page(1, links=links)])) as ra:
        assert (await ra.v2.games.list()).has_more is has_more
