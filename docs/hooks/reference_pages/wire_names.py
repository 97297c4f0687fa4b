"""The server's names of the fields of answers."""

from __future__ import annotations

from attrs import frozen

from retroach_async._types import is_of_v2
from retroach_async.models import AchievementDistribution, Model, Page
from retroach_async.models._model import attributes_of
from retroach_async.models.marks import Field, Flattened, FromCall, FromMeta, LinkedId, mark_of
from retroach_async.models.resource import Resource, relations_of
from retroach_async.query import Api
from retroach_async.wire import jsonapi, php
from retroach_async.wire.names import names_of

_ROWS_OF_V2 = {"results": "`data`", "total": "`meta.page.total`", "has_more": "`links.next`"}
"""The places of a page's own fields in a document of V2."""


@frozen
class WireNames:
    """The server's names of the fields of one model, in one API."""

    model: type
    api: Api

    def of(self, field: str) -> str:
        """The name as it stands in the cell of a table; empty for what the server does not send under a name."""
        if not issubclass(self.model, Model) or issubclass(self.model, AchievementDistribution):
            return ""  # text with an address, or counts without names
        if self.api == "v2" and issubclass(self.model, Page) and field in _ROWS_OF_V2:
            return _ROWS_OF_V2[field]
        if issubclass(self.model, Resource) and field in relations_of(self.model):
            return f"{_code(jsonapi.naming(field))} (relationship)"
        attribute = next((each for each in attributes_of(self.model) if each.name == field), None)
        return "" if attribute is None else self._of_attribute(attribute)

    def _of_attribute(self, attribute: Field) -> str:
        match mark_of(attribute):
            case LinkedId(relationship):
                return f"`{relationship}` (relationship)"
            case FromMeta(name):
                return f"`{name}` (meta)" if self.api == "v2" else ""
            case FromCall():
                return "from the call"
            case Flattened():
                return "its fields lie among the others"
            case _:
                return _code(names_of(php.naming if self.api == "v1" else jsonapi.naming, attribute))


def api_of(model: type) -> Api:
    """The API whose names a model has by itself; models that both APIs share have V1's."""
    return "v2" if is_of_v2(model) else "v1"


def _code(names: tuple[str, ...]) -> str:
    return " or ".join(f"`{name}`" for name in names)
