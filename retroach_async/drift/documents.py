"""The parts of V2's documents that the dialect reads without a model of the library, as models for the comparison."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from retroach_async.models import AchievementDistribution, Model


@frozen(kw_only=True)
class Point(Model):
    """The number of players who hold exactly so many unlocks."""

    unlock_count: int
    players_hardcore: int
    players_casual: int


@frozen(kw_only=True)
class Distribution(Model):
    """The players of a game by their number of unlocks, for one kind of achievements."""

    total_achievements: int
    distribution: tuple[Point, ...]


@frozen(kw_only=True)
class Distributions(Model):
    """The `meta` object of a distribution's document."""

    promoted: Distribution
    unpromoted: Distribution


@frozen(kw_only=True)
class DistributionDocument(Model):
    """The document of a distribution, which has no `data`."""

    meta: Distributions


@frozen(kw_only=True)
class PageFacts(Model):
    """The facts about a page that the library reads."""

    total: int | None = None


def model_of(kind: Any) -> Any:
    """The model of a whole document that is no JSON:API; the type itself where it is that model."""
    return DistributionDocument if kind is AchievementDistribution else kind
