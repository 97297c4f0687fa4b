"""The answers of V2's calls, whatever they are about: nothing is lost between the document and the objects."""

from __future__ import annotations

import copy
import json
import pickle
from pathlib import Path
from typing import Any

import pytest

from retroach_async import ENDPOINTS, Page, ValidationError, from_dict, v2
from retroach_async.errors import NotIncluded
from retroach_async.models.resource import Resource, relations_of
from tests.v2.answers import ANSWERS, answer, document_of, every_answer, read, with_samples
from tests.v2.attributes import differences, required_attributes


def rows_of(result: Any) -> list[Any]:
    """The rows of a page, or the one object."""
    return list(result) if isinstance(result, Page) else [result]


def resources_of(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The resource objects that a document is about."""
    return document["data"] if isinstance(document["data"], list) else [document["data"]]


def included_in(row: Resource) -> list[Resource]:
    """The related objects of a row."""
    found: list[Resource] = []
    for _, value in row._related:
        found += value if isinstance(value, tuple) else [value] if value is not None else []
    return found


@every_answer
def test_every_attribute_is_in_the_object(sample: str) -> None:
    """Each attribute has its field, with the value that the server sent, and each address that is no own one too."""
    resources, rows = resources_of(document_of(sample)), rows_of(answer(sample))
    assert len(resources) == len(rows) > 0
    for resource, row in zip(resources, rows, strict=True):
        links = {name: link for name, link in resource.get("links", {}).items() if name != "self"}
        assert list(differences(row, resource["attributes"] | links)) == []
        assert (str(row.id), row.identifier) == (
            resource["id"],
            v2.Identifier(resource["type"], resource["id"]),
        )
        assert type(row).type_name == resource["type"]


@every_answer
def test_every_included_object_is_read_by_its_relation(sample: str) -> None:
    """An object in `included` is found where the row's linkage names it, whole."""
    document = document_of(sample)
    included = {v2.Identifier(each["type"], each["id"]): each for each in document.get("included", [])}
    found = [related for row in rows_of(answer(sample)) for related in included_in(row)]
    assert {related.identifier for related in found} == included.keys()
    for related in found:
        assert related.identifier is not None
        assert list(differences(related, included[related.identifier]["attributes"])) == []


@every_answer
def test_relation_that_was_not_asked_for_is_no_relation(sample: str) -> None:
    """Reading it raises, and does not say that there is nothing."""
    asked = {word.partition(".")[0] for word in ANSWERS[sample][1].get("include", ())}
    for row in rows_of(answer(sample)):
        for name in relations_of(type(row)).keys() - asked:
            with pytest.raises(NotIncluded):
                getattr(row, name)


@every_answer
def test_answer_survives_json_and_copies(sample: str) -> None:
    """The plain form is JSON and is read back as an equal answer, and so is a pickle or a copy."""
    result = answer(sample)
    kind = ENDPOINTS[f"v2.{ANSWERS[sample][0]}"].result
    plain = json.loads(json.dumps(result.to_dict(), allow_nan=False))
    assert from_dict(kind, plain) == result
    assert pickle.loads(pickle.dumps(result)) == copy.deepcopy(result) == result
    assert hash(copy.deepcopy(result)) == hash(result)


@every_answer
def test_only_what_an_object_is_about_is_needed(sample: str) -> None:
    """An answer that lacks any other attribute, or has null there, is still an answer."""
    name, arguments = ANSWERS[sample]
    document = document_of(sample)
    (model,) = {type(row) for row in rows_of(answer(sample))}
    for resource in resources_of(document):
        for key, value in list(resource["attributes"].items()):
            lacking = resource["attributes"].pop(key)
            is_error = isinstance(read(document, name, **arguments), ValidationError)
            assert is_error == (key in required_attributes(model)), key
            if not is_error:
                resource["attributes"][key] = None
                assert not isinstance(read(document, name, **arguments), ValidationError), key
            assert lacking == value
            resource["attributes"][key] = value


@every_answer
def test_page_tells_its_total_and_whether_another_follows(sample: str) -> None:
    """The total is None where the server does not count, and only the presence of a link tells of a next page."""
    document, result = document_of(sample), answer(sample)
    if isinstance(result, Page):
        assert result.total == document["meta"]["page"].get("total")
        assert result.has_more is ("next" in document["links"])


ELSEWHERE = {
    "achievement-of-the-week": "it has no resource object",
    "games-index-empty": "it has no rows",
    "games-index-sparse": "it answers `only`, which has tests of its own",
}
"""Samples of good answers that these tests cannot be about, with the reasons."""


@with_samples
def test_every_sample_is_read(folder: Path) -> None:
    """Each sample of an answer has its call."""
    good = {
        path.stem
        for path in folder.glob("*.json")
        if not path.stem.startswith(("error-", "achievement-distribution", "health")) and not path.stem.endswith("-404")
    }
    assert good == ANSWERS.keys() | ELSEWHERE.keys()


@with_samples
def test_page_without_rows_is_an_answer(folder: Path) -> None:
    """Nothing found is no error."""
    page = read(document_of("games-index-empty"), "games.list")
    assert (len(page), page.total, page.has_more) == (0, 0, False)
