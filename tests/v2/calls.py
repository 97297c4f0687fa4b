"""What the written-out calls share."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any, TypeAlias

Call: TypeAlias = tuple[dict[str, Any], str, dict[str, str]]
"""The arguments of a call, and the path and the query of its request."""

ULID = "01HV5KZ8QW3N7T2M4X6Y9B1C0D"
OTHER = "01J2M9R4F6G8H0K1N3P5Q7S9T2"
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
IN_TOKYO = NOON.astimezone(timezone(timedelta(hours=9)))

PAGE = {"page": 3, "page_size": 100}
ON_PAGE = {"page[number]": "3", "page[size]": "100"}
