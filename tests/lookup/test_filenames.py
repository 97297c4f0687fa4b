"""Ids of games in the names of files."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retroach_async.keys import LARGEST_ID
from retroach_async.lookup import game_id_of_filename


@pytest.mark.parametrize(
    ("name", "game_id"),
    [
        ("Dragster (ra-14402).bin", 14402),
        ("(RA-14402) Dragster (USA).bin", 14402),
        ("Dragster(Ra-1)(ra-2).bin", 1),
        ("Dragster (ra-00014402).bin", 14402),
        (f"Dragster (ra-{LARGEST_ID}).bin", LARGEST_ID),
        ("Dragster (USA).bin", None),
        ("Dragster ra-14402.bin", None),
        ("Dragster (ra-).bin", None),
        ("Dragster (ra-x1).bin", None),
        ("Dragster (ra-0).bin", None),
        ("Dragster (ra-٣).bin", None),
        ("Dragster (igdb-5).bin", None),
        (f"Dragster (ra-{LARGEST_ID + 1}).bin", None),
        (f"Dragster (ra-{'9' * 5000}).bin", None),
        ("", None),
    ],
)
def test_tag_is_read(name: str, game_id: int | None) -> None:
    """The first tag of a name counts; a name without a good tag has no id."""
    assert game_id_of_filename(name) == game_id


def test_path_is_a_name() -> None:
    """A path is taken as well as text."""
    assert game_id_of_filename(Path("roms") / "Dragster (ra-14402).bin") == 14402
    assert game_id_of_filename(b"Dragster \xff (ra-14402).bin") == 14402  # type: ignore[arg-type]


@given(st.text(), st.integers(1, LARGEST_ID), st.text(alphabet="abc .-_[]"))
def test_tag_is_found_anywhere(before: str, game_id: int, after: str) -> None:
    """A tag is found wherever it stands."""
    if game_id_of_filename(before) is None and "(" not in before:
        assert game_id_of_filename(f"{before}(ra-{game_id}){after}") == game_id
