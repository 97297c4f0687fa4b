"""The parameters that the lists of claims share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

from retroach_async import keys
from retroach_async.models import v2

ClaimSort = Literal[
    "id", "-id",
    "claimed_at", "-claimed_at",
    "finished_at", "-finished_at",
    "updated_at", "-updated_at",
    "status", "-status",
    "claim_type", "-claim_type",
    "set_type", "-set_type",
    "special_type", "-special_type",
    "extensions_count", "-extensions_count",
    "game_title", "-game_title",
    "user_display_name", "-user_display_name",
]  # fmt: skip
"""The orders of a list of claims; a leading minus means descending."""
ClaimInclude = Literal["user", "game"]
"""The objects that can come with a claim."""

GameId: TypeAlias = Annotated[int | None, keys.filter_by_id("gameId", "Only claims on this game.")]
Statuses: TypeAlias = Annotated[
    Sequence[v2.ClaimStatus] | None, keys.filter_by("status", "Only claims in these states.")
]
ClaimTypes: TypeAlias = Annotated[
    Sequence[v2.ClaimType] | None, keys.filter_by("claimType", "Only claims with these roles of the claimant.")
]
SetTypes: TypeAlias = Annotated[
    Sequence[v2.ClaimSetType] | None, keys.filter_by("setType", "Only claims for these purposes.")
]
SpecialTypes: TypeAlias = Annotated[
    Sequence[v2.ClaimSpecialType] | None, keys.filter_by("specialType", "Only claims of these special kinds.")
]
Expired: TypeAlias = Annotated[
    bool | None,
    keys.filter_by("expired", "Only claims, active or in review, whose time is over, or is not over yet."),
]
User: TypeAlias = Annotated[
    str | None, keys.filter_by_text("user", "Only claims of this user: a user name or ULID; none for an unknown user.")
]
Sort: TypeAlias = Annotated[ClaimSort | Sequence[ClaimSort] | None, keys.SORT]
Include: TypeAlias = Annotated[Sequence[ClaimInclude] | None, keys.INCLUDE]
