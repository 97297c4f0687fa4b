"""Documents of V2, slightly changed, compared with their models: a new endpoint is among them without a new test."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retroach_async import ValidationError
from retroach_async.drift import Compared, Drift, compare
from retroach_async.drift.left_out import is_left_out
from retroach_async.drift.sometimes import is_sent_sometimes
from tests.drift.made import V2, document_of, everything
from tests.v1.test_mutations import CHANGES, change, places_in

BOUND = {name: everything(endpoint) for name, endpoint in V2.items()}
DOCUMENTS = {name: document_of(endpoint, BOUND[name]) for name, endpoint in V2.items()}

ALIKE = {(endpoint.result, BOUND[name].get("include")): name for name, endpoint in V2.items()}
"""One endpoint of those whose answers are alike, such as the lists of tickets below other things."""

REFUSED = (Drift.REQUIRED_KEY, Drift.OTHER_TYPE)
"""Differences because of which the client refuses an answer."""


def compared(name: str, document: Any) -> Compared:
    """The result of comparing a document with the model of a call that asked for everything."""
    return compare(V2[name], document, BOUND[name])


def read(name: str, document: Any) -> Any:
    """The result that the client makes of a document."""
    return V2[name].reader(document, BOUND[name])


def objects_in(value: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every plain object in a value, with its path."""
    if isinstance(value, list):
        for item in value:
            yield from objects_in(item, f"{path}[]")
    elif isinstance(value, dict):
        yield path, value
        for key, item in value.items():
            yield from objects_in(item, f"{path}.{key}" if path else key)


def resources_in(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every resource object in a document, with its path."""
    data = document.get("data", [])
    yield from (("data[]", row) for row in data) if isinstance(data, list) else [("data", data)]
    yield from ((f"included[{row['type']}]", row) for row in document.get("included", ()))


def places_for_keys(name: str, document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object in a document that could have a new key, with its path."""
    yield "", document
    if "data" not in document:
        for key, item in document.items():
            yield from objects_in(item, key) if not is_left_out(name, key) else ()
        return
    yield from objects_in(document["meta"], "meta")
    for path, resource in resources_in(document):
        yield path, resource
        yield f"{path}.links", resource["links"]
        yield from objects_in(resource["attributes"], f"{path}.attributes")
        if "relationships" in resource:
            yield f"{path}.relationships", resource["relationships"]


@pytest.mark.parametrize("name", V2)
def test_whole_document_has_no_drift(name: str) -> None:
    """A document with everything that the models read is what they say, and all of it is seen."""
    assert compared(name, DOCUMENTS[name]) == Compared(name=name)
    assert not isinstance(read(name, DOCUMENTS[name]), Exception)


@pytest.mark.parametrize("name", ALIKE.values())
def test_added_key_is_found_in_every_object(name: str) -> None:
    """A key that no model knows is reported with its path: in objects, their parts, and beside them."""
    document = copy.deepcopy(DOCUMENTS[name])
    for path, values in dict(places_for_keys(name, document)).items():
        values["novelty"] = "2024-05-01"
        (finding,) = compared(name, document).findings
        del values["novelty"]
        assert (finding.drift, finding.path) == (Drift.UNKNOWN_KEY, f"{path}.novelty" if path else "novelty")
        assert (finding.found, finding.times) == ("text '2024-05-01'", 1)


@pytest.mark.parametrize("name", ALIKE.values())
def test_dropped_key_is_found_in_every_object(name: str) -> None:
    """An attribute or an address that is lacking is reported at its path, and told apart when the client refuses."""
    document = copy.deepcopy(DOCUMENTS[name])
    for path, resource in dict(resources_in(document)).items():
        for part in ("attributes", "links"):
            for place, values in [*objects_in(resource[part], f"{path}.{part}")]:
                for key in [key for key in values if key != "self"]:
                    value = values.pop(key)
                    findings, result = compared(name, document).findings, read(name, document)
                    is_refused = isinstance(result, ValidationError)
                    is_usual = not values or (is_sent_sometimes(name, key) and not is_refused)
                    values[key] = value
                    drift = Drift.REQUIRED_KEY if is_refused else Drift.MISSING_KEY
                    expected = [] if is_usual else [(drift, f"{place}.{key}")]
                    assert [(finding.drift, finding.path) for finding in findings] == expected, key


@pytest.mark.parametrize("name", [name for name in V2 if "included" in DOCUMENTS[name]])
def test_included_object_that_is_lacking_is_found(name: str) -> None:
    """An object that is named and not included is reported by its type."""
    document = copy.deepcopy(DOCUMENTS[name])
    leaf = next(row for row in document["included"] if "relationships" not in row)
    document["included"].remove(leaf)
    (finding,) = compared(name, document).findings

    assert (finding.drift, finding.path) == (Drift.MISSING_KEY, f"included[{leaf['type']}]")


@pytest.mark.parametrize("name", [name for name in V2 if "data" in DOCUMENTS[name]])
def test_included_object_that_nothing_leads_to_is_found(name: str) -> None:
    """An object of a type that no relation leads to is reported by its type."""
    document = copy.deepcopy(DOCUMENTS[name])
    document.setdefault("included", []).append({"type": "novelties", "id": "1", "attributes": {}})
    (finding,) = compared(name, document).findings

    assert (finding.drift, finding.path) == (Drift.UNKNOWN_KEY, "included[novelties]")
    assert finding.found == "object with 'type', 'id', 'attributes'"


@settings(max_examples=300, deadline=None, database=None)
@given(name=st.sampled_from(sorted(V2)), data=st.data())
def test_check_and_client_agree(name: str, data: st.DataObject) -> None:
    """What the client refuses is reported as such, and so is no attribute for which it does not refuse the answer."""
    document = copy.deepcopy(DOCUMENTS[name])
    place = data.draw(st.sampled_from(places_in(document)))
    document = change(document, place, data.draw(st.sampled_from(CHANGES)))
    is_refused, findings = isinstance(read(name, document), ValidationError), compared(name, document).findings
    refused = [finding for finding in findings if finding.drift in REFUSED]
    if is_refused:
        assert refused or [finding.drift for finding in findings] == [Drift.FAILED_CALL]
    else:
        assert not [finding for finding in refused if ".attributes." in finding.path]


def test_documents_are_json() -> None:
    """The documents of these tests could have come over the wire."""
    assert json.loads(json.dumps(DOCUMENTS)) == DOCUMENTS
