"""Cards of one object."""

from __future__ import annotations

import re

from tests.cli.conftest import Call


def test_a_card_has_titles_beside_ids(retroach: Call) -> None:
    """A summary names the games of its mappings by the titles in it, and lists the achievements within mappings."""
    out = retroach("get-user-summary", "MaxMilyin").out
    game_id, title = re.findall(r"(?m)^ *(\d+)  (\S.*?)  ", out.partition("recently played")[2])[0]

    assert re.search(rf"(?m)^{game_id}  {title} ", out.partition("awarded (5)")[2])
    assert re.search(rf" {game_id}  {title} ", out.partition("recent achievements (")[2])


def test_the_addresses_of_a_card_stand_below_its_facts(retroach: Call) -> None:
    """The facts are not pushed aside by what programs take from --json."""
    lines = retroach("get-game", "14402").out.splitlines()
    addresses = [number for number, line in enumerate(lines) if "https://" in line]

    assert addresses == [*range(len(lines) - 4, len(lines))]
