"""Systems that the server has and the library has not."""

from __future__ import annotations

from typing import Any

from retroach_async import ENDPOINTS
from retroach_async.drift import Drift, Finding, compare


def findings(*ids: int) -> tuple[Finding, ...]:
    """The findings in a list of systems with these ids."""
    endpoint = ENDPOINTS["get_console_ids"]
    rows: list[dict[str, Any]] = [
        {"ID": number, "Name": f"System {number}", "IconURL": "", "Active": True, "IsGameSystem": True}
        for number in ids
    ]
    return compare(endpoint, rows, endpoint.bind((), {})).findings


def test_new_system_is_a_new_value() -> None:
    """A system that no name leads to is told with its id and its name."""
    (found,) = findings(1, 82, 100)
    assert found == Finding(drift=Drift.NEW_VALUE, path="[].ID", expected="lookup.System", found="82 (System 82)", of=3)


def test_known_systems_are_fine() -> None:
    """Nothing is told where every system is known, also when some are missing."""
    assert findings(1, 81, 102) == ()
