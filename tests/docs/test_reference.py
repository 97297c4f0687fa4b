"""The reference is complete: whatever is declared is in it, by itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import datetime
from enum import Enum
from typing import Any, Literal

import pytest

from reference_pages import ANSWERS, INDEX, endpoint_section, enumeration_section, model_section, pages
from reference_pages.markdown import anchor, code, linked, table, type_text, value_text
from retroach_async import ENDPOINTS, models, v2
from retroach_async._types import public_name
from retroach_async.endpoint import Endpoint
from retroach_async.models import AchievementDistribution, AchievementFlags, Game, Image, LeaderboardFormat, Model, Page
from retroach_async.models._model import attributes_of

KINDS = [kind for home in (models, v2) for name in home.__all__ if isinstance(kind := getattr(home, name), type)]
PAGES = pages()
AREAS = {name: text for name, text in PAGES.items() if name not in (INDEX, ANSWERS)}

every_endpoint = pytest.mark.parametrize("endpoint", ENDPOINTS.values(), ids=list(ENDPOINTS))


def headings(text: str) -> list[str]:
    """The titles of all sections of a page."""
    return re.findall(r"(?m)^#+ (.+)$", text)


def rows(text: str) -> dict[str, list[str]]:
    """The rows of all tables in a text, by what stands in the first cell."""
    lines = [re.split(r"(?<!\\)\|", line)[1:-1] for line in text.splitlines() if line.startswith("|")]
    return {cells[0].strip(): [cell.strip() for cell in cells[1:]] for cells in lines}


# Every endpoint


@every_endpoint
def test_endpoint_has_one_section(endpoint: Endpoint) -> None:
    """Every endpoint has one section, on one page."""
    assert sum(headings(text).count(endpoint.name) for text in AREAS.values()) == 1


@every_endpoint
def test_endpoint_is_in_the_index(endpoint: Endpoint) -> None:
    """The index leads from every endpoint to its section."""
    (page,) = [name for name, text in AREAS.items() if endpoint.name in headings(text)]
    assert f"[`{endpoint.name}`]({page}#{anchor(endpoint.name)})" in PAGES[INDEX]


@every_endpoint
def test_section_says_what_the_endpoint_is(endpoint: Endpoint) -> None:
    """A section has the docstring, the path and the page that documents the endpoint."""
    section = endpoint_section(endpoint)
    prose = [part for part in endpoint.doc.split("\n\n") if not part.startswith("https://")]
    assert all(part in section for part in prose)
    assert f"`{endpoint.path}`" in section
    assert endpoint.source is not None
    assert f"]({endpoint.source})" in section
    assert all(f"`{key}={value}`" in section for key, value in endpoint.fixed)


@every_endpoint
def test_section_has_every_parameter(endpoint: Endpoint) -> None:
    """A section lists every parameter that the method accepts, by both of its names, and nothing else."""
    listed = rows(endpoint_section(endpoint).partition("**Parameters")[2].partition("**Result:**")[0])
    assert set(listed) - {"Name", "---"} == {f"`{param.name}`" for param in endpoint.arguments.values()}
    for param in endpoint.arguments.values():
        wire, _, default, meaning = listed[f"`{param.name}`"]
        assert wire.startswith("not sent" if param.key.place == "answer" else f"`{param.key.wire}`")
        assert param.key.meaning in meaning
        assert (default == "required") == param.required


@every_endpoint
def test_section_says_how_pages_are_walked(endpoint: Endpoint) -> None:
    """A section of a paged endpoint says so, and no other."""
    assert (f"`ra.pages(ra.{endpoint.name}, ...)`" in endpoint_section(endpoint)) == (endpoint.paging is not None)


@every_endpoint
def test_section_says_how_long_an_answer_may_be_kept(endpoint: Endpoint) -> None:
    """A section of an endpoint whose answers may be kept says for how long, and no other."""
    assert ("**Cache:**" in endpoint_section(endpoint)) == (endpoint.age is not None)


@every_endpoint
def test_section_says_that_many_ids_are_one_request(endpoint: Endpoint) -> None:
    """A section of a call for which a list can answer says so, and no other."""
    assert ("**Batch:**" in endpoint_section(endpoint)) == (endpoint.many is not None)


@every_endpoint
def test_section_says_that_an_endpoint_is_private(endpoint: Endpoint) -> None:
    """A section of an endpoint that takes no key names the scope, and no other."""
    is_private = endpoint.scope not in (None, "data:read")
    assert (
        f"**Private:** an `OAuthToken` with the scope `{endpoint.scope}`" in endpoint_section(endpoint)
    ) == is_private


def test_relation_is_a_member_with_the_type_that_it_reads_as() -> None:
    """A relation is in the table of its model, and says that it has to be asked for."""
    listed = rows(model_section(v2.Game))
    assert listed["`system`"] == [
        "`system` (relationship)",
        "<code>[v2.System](#v2system)</code>",
        "The system of the game. Only with `include`.",
    ]
    assert "tuple" in listed["`achievement_sets`"][1]
    assert not {"`type_name`", "`linkage`"} & set(listed)


@every_endpoint
def test_section_leads_to_its_result(endpoint: Endpoint) -> None:
    """A section links every type of ours to a section that there is."""
    targets = re.findall(rf"\({re.escape(ANSWERS)}#([^)]*)\)", endpoint_section(endpoint, ANSWERS))
    assert targets
    assert set(targets) <= {anchor(title) for title in headings(PAGES[ANSWERS])}


def test_pages_have_no_endpoint_that_is_not_declared() -> None:
    """The areas together are the registry, no more and no less."""
    titles = [title for text in AREAS.values() for title in headings(text)[1:]]
    assert sorted(titles) == sorted(ENDPOINTS)


def test_credentials_are_told_once() -> None:
    """The overview says where each credential is on the wire; no method has one as a parameter."""
    told = PAGES[INDEX].partition("**Credentials**")[2].partition("**Limits**")[0]
    assert all(f"`{wire}`" in told for wire in ("z", "y", "X-API-Key", "Authorization"))
    assert not any(f"`{name}`" in rows(text) for text in AREAS.values() for name in ("username", "api_key"))


def test_signature_is_what_one_would_write() -> None:
    """A short signature stands on one line; a long one has a line for each parameter."""
    assert "\nra.get_game(game_id: int) -> Game\n" in endpoint_section(ENDPOINTS["get_game"])
    assert (
        "ra.get_achievement_distribution(\n"
        "    game_id: int,\n"
        "    *,\n"
        "    hardcore: bool = False,\n"
        "    flags: AchievementFlags = AchievementFlags.OFFICIAL,\n"
        ") -> AchievementDistribution\n"
    ) in endpoint_section(ENDPOINTS["get_achievement_distribution"])


def test_limits_are_listed() -> None:
    """The values that are allowed for a number, an enumeration or a choice of words stand beside the parameter."""
    completion = rows(endpoint_section(ENDPOINTS["get_user_completion_progress"]))
    assert "Allowed: 1 to 500." in completion["`count`"][-1]
    assert "Allowed: ≥ 0." in completion["`offset`"][-1]
    assert "`OFFICIAL`, `UNOFFICIAL`" in rows(endpoint_section(ENDPOINTS["get_game_extended"]))["`flags`"][-1]
    assert "`submitted`, `-submitted`" in rows(endpoint_section(ENDPOINTS["get_comments"]))["`sort`"][-1]
    assert rows(endpoint_section(ENDPOINTS["v2.games.list"]))["`sort`"][-1].endswith("; each also with a minus.")


# Every answer


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_answer_has_a_section(kind: type) -> None:
    """Every public model and enumeration has a section."""
    assert headings(PAGES[ANSWERS]).count(public_name(kind)) == 1


@pytest.mark.parametrize(
    "model", [kind for kind in KINDS if issubclass(kind, Model) and kind is not Model], ids=lambda kind: kind.__name__
)
def test_section_has_every_field(model: type[Model]) -> None:
    """The section of a model lists every field, the inherited ones too."""
    assert {f"`{attribute.name}`" for attribute in attributes_of(model)} <= set(rows(model_section(model)))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if issubclass(kind, Enum)], ids=lambda kind: kind.__name__)
def test_section_has_every_value(kind: type[Enum]) -> None:
    """The section of an enumeration lists every value."""
    listed = rows(enumeration_section(kind))
    assert {name: cells[0] for name, cells in listed.items() if name.startswith("`")} == {
        f"`{member.name}`": f"`{value_text(member.value)}`" for member in kind
    }


def test_meaning_is_the_docstring_under_the_field() -> None:
    """The meaning of a field, a property, a method or a value is read from the docstring that belongs to it."""
    distribution = rows(model_section(AchievementDistribution))
    assert distribution["`hardcore`"] == [
        "<code>bool</code>",
        "True when hardcore unlocks are counted; False when casual-only unlocks are counted.",
    ]
    assert distribution["`mastery_count`"] == ["<code>int</code>", "Number of players who hold all N."]
    assert distribution["`at_least(unlocks: int)`"][0] == "<code>int</code>"
    assert rows(model_section(Image))["`url`"] == ["<code>str</code>", "The absolute address."]
    assert rows(enumeration_section(LeaderboardFormat))["`FIXED1`"] == ['`"FIXED1"`', "A number of tenths."]


def test_equal_names_lead_to_different_sections() -> None:
    """V1's game and V2's have a section each, and a result leads to the one that is meant."""
    assert "[Game](#game)" in endpoint_section(ENDPOINTS["get_game"])
    assert "[v2.Game](#v2game)" in endpoint_section(ENDPOINTS["v2.games.get"])
    assert "[v2.Game](#v2game)" in endpoint_section(ENDPOINTS["v2.games.list"])
    assert {"game", "v2game"} <= {anchor(title) for title in headings(PAGES[ANSWERS])}


def test_what_is_computed_stands_last() -> None:
    """A model's own fields come before what is worked out from them."""
    assert list(rows(model_section(Game)))[-1] == "`url`"


def test_rows_of_a_page_are_named() -> None:
    """An answer that is a page of something says of what."""
    section = endpoint_section(ENDPOINTS["get_achievement_unlocks"])
    assert rows(section)["`results`"][1] == r"<code>tuple\[[Unlock](#unlock), ...\]</code>"
    assert "`points_hardcore`" in rows(section)  # a field of the rows, in a table of their own


# Types and Markdown


@pytest.mark.parametrize(
    ("annotation", "text"),
    [
        (int, "int"),
        (None, "None"),
        (type(None), "None"),
        (int | None, "int | None"),
        (datetime | None, "datetime | None"),
        (tuple[Game, ...], "tuple[Game, ...]"),
        (Page[v2.Game] | None, "Page[v2.Game] | None"),
        (Collection[int], "Collection[int]"),
        (Mapping[str, Collection[int] | None], "Mapping[str, Collection[int] | None]"),
        (Literal["a", "-a"], 'Literal["a", "-a"]'),
        (Literal["a", "b", "c", "d"] | None, 'Literal["a", "b", "c", ...] | None'),
        (Literal[1], "Literal[1]"),
    ],
)
def test_type_is_spelt_as_one_would_write_it(annotation: Any, text: str) -> None:
    """A type looks as it does in a program, a long choice of words shortened."""
    assert type_text(annotation) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "None"), (False, "False"), ("a", '"a"'), (AchievementFlags(3), "AchievementFlags.OFFICIAL")],
)
def test_value_is_spelt_as_one_would_write_it(value: object, text: str) -> None:
    """A default looks as it does in a program."""
    assert value_text(value) == text


def test_bar_does_not_end_a_cell() -> None:
    """Code with a bar or brackets is safe in a table."""
    assert code("a|[b]*<c>") == r"<code>a\|\[b\]\*&lt;c&gt;</code>"
    assert linked("Game | None", "answers.md") == r"<code>[Game](answers.md#game) \| None</code>"
    assert table(("A", "B"), [("a\n  b", "c")]) == "| A | B |\n| --- | --- |\n| a b | c |\n"
