"""Pages: the results of paged endpoints."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Generic, TypeVar

from retroach_async.models._model import Model, frozen
from retroach_async.models.marks import FromMeta

T = TypeVar("T")


@frozen(kw_only=True)
class Page(Model, Generic[T]):
    """Some rows of a longer list; it can be iterated, indexed and measured like a tuple.

    `ra.pages(call, ...)` walks over all pages of a call.
    """

    is_total_exact: ClassVar[bool] = True
    """True when `total` is the number of rows on all pages. Where it is not, a short page is the last page."""

    results: tuple[T, ...]
    """The rows of this page, in the server's order."""
    total: int | None = None
    """Number of rows on all pages; None where the server does not tell it."""

    has_more: Annotated[bool | None, FromMeta("hasMore")] = None
    """True when a page follows; None where the server does not tell it (V1)."""

    def __iter__(self) -> Iterator[T]:
        return iter(self.results)

    def __len__(self) -> int:
        return len(self.results)

    def __getitem__(self, index: int) -> T:
        return self.results[index]
