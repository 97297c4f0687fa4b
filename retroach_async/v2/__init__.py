"""The endpoints of V2, one file per family of resources. Declarations only."""

from retroach_async.v2.root import V2

__all__ = ["V2"]
