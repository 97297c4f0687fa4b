"""Models as pydantic and FastAPI take them: as the type of an answer, with a schema."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Annotated, Any, get_args

import jsonschema
import pydantic
import pytest
from fastapi import Body, FastAPI
from fastapi.testclient import TestClient
from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaMode

from retroach_async import (
    ENDPOINTS,
    AchievementDistribution,
    AwardKind,
    Comment,
    CompletionProgress,
    FrozenMap,
    Game,
    GameAchievement,
    GameExtended,
    Model,
    Page,
    models,
    plain,
    v2,
)
from retroach_async.models.resource import Resource, relations_of
from retroach_async.testing import example


def kinds_of(namespace: Any) -> dict[str, type[Model]]:
    """The models with a public name."""
    named = ((f"{namespace.__name__}.{name}", getattr(namespace, name)) for name in namespace.__all__)
    models = ((name, kind) for name, kind in named if isinstance(kind, type) and issubclass(kind, Model))
    return {name: kind for name, kind in models if kind not in (Model, Page, Resource)}


KINDS = kinds_of(models) | kinds_of(v2)
RESULTS = {name: endpoint.result for name, endpoint in ENDPOINTS.items()}


def object_schema(kind: object, mode: JsonSchemaMode = "serialization") -> dict[str, Any]:
    """The schema of one model, looked up where it is named."""
    schema = TypeAdapter(kind).json_schema(mode=mode)
    return schema["$defs"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_what_a_model_becomes_is_what_its_schema_says(kind: type[Model]) -> None:
    """Every key is in the schema and every required key is there, each with a value of its type."""
    model = example(kind)
    schema = TypeAdapter(kind).json_schema(mode="serialization")
    assert set(model.to_dict()) == set(object_schema(kind)["required"])
    jsonschema.validate(json.loads(TypeAdapter(kind).dump_json(model)), schema)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_model_comes_back_from_its_json(kind: type[Model]) -> None:
    """What pydantic writes is `to_dict()`, and what it reads is the model."""
    model, adapter = example(kind), TypeAdapter(kind)
    written = adapter.dump_json(model)
    assert json.loads(written) == model.to_dict()
    assert adapter.validate_json(written) == model
    assert adapter.validate_python(model) is model
    assert adapter.dump_python(model, mode="json") == model.to_dict()


@pytest.mark.parametrize("name", RESULTS)
@pytest.mark.parametrize("mode", get_args(JsonSchemaMode))
def test_result_of_every_call_has_a_schema(name: str, mode: JsonSchemaMode) -> None:
    """Whatever a call returns can be the answer of a web service."""
    jsonschema.Draft202012Validator.check_schema(TypeAdapter(RESULTS[name]).json_schema(mode=mode))


def test_schema_tells_what_the_fields_mean() -> None:
    """The docs of the class and of its fields are the descriptions."""
    schema = object_schema(GameAchievement)
    assert schema["description"] == "One achievement of a game's set."
    assert schema["properties"]["points"]["description"] == "Points for unlocking the achievement."


def test_schema_of_an_answer_leaves_nothing_out() -> None:
    """In an answer every field is there; in an input what has a default may be missing."""
    assert "publisher" in object_schema(Game)["required"]
    assert object_schema(Game, "validation")["required"] == ["id", "title"]
    assert TypeAdapter(Game).validate_python({"id": 1, "title": "Dragster"}) == Game(id=1, title="Dragster")


def test_words_of_an_enumeration_are_examples() -> None:
    """A word that this release does not know is no error: the server may send it."""
    kind = object_schema(CompletionProgress)["properties"]["highest_award_kind"]["anyOf"][0]
    assert kind["type"] == "string"
    assert AwardKind.MASTERED.value in kind["examples"]
    assert "enum" not in kind


def test_formats_are_told() -> None:
    """Moments and pictures are text of a known format."""
    assert object_schema(Comment)["properties"]["submitted_at"]["format"] == "date-time"
    assert object_schema(Game)["properties"]["image_icon"]["anyOf"][0]["format"] == "uri"


def test_page_and_map_name_their_rows() -> None:
    """The rows of a page and the values of a map have the schema of their model."""
    page = TypeAdapter(Page[Comment])
    comments = Page[Comment](results=(example(Comment),), total=1)
    assert page.validate_json(page.dump_json(comments)) == comments
    rows = page.json_schema(mode="serialization")["properties"]["results"]["items"]
    assert rows == {"$ref": "#/$defs/Comment"}
    assert page.json_schema()["properties"]["results"]["items"] == {"$ref": "#/$defs/CommentInput"}

    games = TypeAdapter(FrozenMap[Game])
    by_id = FrozenMap({1: example(Game)})
    assert games.dump_python(by_id, mode="json") == plain(by_id)
    assert games.validate_json(games.dump_json(by_id)) == by_id


def test_included_objects_are_written_and_others_are_not() -> None:
    """A relation of V2 is a key that may be missing; objects that refer to each other end in no circle."""
    adapter = TypeAdapter(v2.Game)
    game = example(v2.Game, system=example(v2.System), achievement_sets=[example(v2.AchievementSet)])
    assert adapter.validate_json(adapter.dump_json(game)).system == game.system
    assert not set(relations_of(v2.Game)) & set(object_schema(v2.Game)["required"])
    assert "system" not in json.loads(adapter.dump_json(example(v2.Game)))


def test_model_of_a_program_has_a_schema() -> None:
    """A model for `only` is an answer like any other."""

    class Title(v2.Resource):
        title: str

    assert object_schema(Title)["properties"] == {"title": {"title": "Title", "type": "string"}}


@pytest.mark.parametrize("data", [{"id": 1}, {"id": "one", "title": "Dragster"}, [], "text", None, 7])
def test_wrong_input_is_pydantics_own_error(data: object) -> None:
    """A model in the body of a request is checked, and the error is the one that FastAPI answers with 422."""
    with pytest.raises(pydantic.ValidationError):
        TypeAdapter(Game).validate_python(data)


def test_error_names_the_field() -> None:
    """Whoever sent a wrong model reads where it is wrong."""
    with pytest.raises(pydantic.ValidationError, match="title"):
        TypeAdapter(Game).validate_python({"id": 1})


def test_models_are_fields_of_pydantic_models() -> None:
    """A model may stand within an answer that a program declares itself."""

    class Answer(pydantic.BaseModel):
        game: Game
        spread: AchievementDistribution | None = None

    answer = Answer(game=example(Game))
    assert json.loads(answer.model_dump_json())["game"]["title"] == "Title"


def components(*kinds: Any) -> set[str]:
    """The names of the schemas in the OpenAPI document of a web service that answers with each of these types."""
    app = FastAPI()
    for number, kind in enumerate(kinds):
        app.get(f"/{number}", response_model=kind)(lambda: None)
    return {*app.openapi()["components"]["schemas"]}


def test_names_in_openapi_are_those_of_the_models() -> None:
    """Programs made of the document have classes with these names: models within, pages, and models of one name."""
    assert components(Game, Page[Comment], list[Game]) == {"Game", "Released", "Comment", "PageOfComment"}
    assert components(Page[Game], Page[Comment]) == {"PageOfGame", "PageOfComment", "Game", "Released", "Comment"}
    both = components(Game, v2.Game, Page[Game], Page[v2.Game])
    assert not [name for name in both if name[-1].isdecimal()]
    assert {"retroach_async__models__game__Game", "retroach_async__models__v2__game__Game"} < both


def test_model_is_the_body_of_a_request() -> None:
    """What was sent becomes the model; what is wrong is told with 422. The document tells input and answer apart."""
    app = FastAPI()

    async def echo(game: Annotated[Game, Body()]) -> Game:
        assert isinstance(game, Game)
        return game

    app.post("/")(echo)
    with TestClient(app) as web:
        assert web.post("/", json={"id": 1, "title": "Dragster"}).json() == Game(id=1, title="Dragster").to_dict()
        answer = web.post("/", json={"id": 1.5, "title": "Dragster"})
    assert (answer.status_code, "expected an integer, got 1.5" in answer.text) == (422, True)
    names = {"Game", "GameInput", "Released", "ReleasedInput", "HTTPValidationError", "ValidationError"}
    assert {*app.openapi()["components"]["schemas"]} == names


def test_own_model_is_not_described_as_its_base() -> None:
    """A model without a docstring has no description, not that of the class that it inherits from."""

    class Title(v2.Resource):
        title: str

    assert object_schema(Title).get("description", "") == ""


def test_types_without_arguments_have_a_schema() -> None:
    """A page or a map of anything is one of anything."""
    for kind in (Page, FrozenMap):
        assert TypeAdapter(kind).json_schema()["type"] == "object"


def test_models_within_pydantic_models_are_copied_and_pickled() -> None:
    """A pydantic model with models of ours is a value like any other."""
    answer = Wrapped(game=example(Game), two=example(v2.Game, system=example(v2.System)))
    assert pickle.loads(pickle.dumps(answer)) == answer == answer.model_copy(deep=True)
    assert Wrapped.model_validate_json(answer.model_dump_json()) == answer


class Wrapped(pydantic.BaseModel):
    """An answer of a program, with annotations that are text."""

    game: Game
    two: v2.Game | None = None


def test_bare_client_knows_no_pydantic() -> None:
    """Neither the client nor a model loads pydantic."""
    program = "import sys, retroach_async as ra; ra.Client(ra.Credentials('a', 'b')); print('pydantic' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        encoding="utf-8",
        check=True,
        cwd=Path(__file__).parents[1],
    )
    assert done.stdout.strip() == "False"


def test_unknown_source_leaves_the_descriptions_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the package's source is not there, the schema has no descriptions of fields."""
    from retroach_async import schemas

    def missing(_: object) -> str:
        raise OSError("could not get source code")

    monkeypatch.setattr(schemas.inspect, "getsource", missing)
    for kept in (schemas._classes, schemas._docs_of, schemas._shape):
        kept.cache_clear()
    try:
        assert "description" not in object_schema(GameExtended)["properties"]["players_total"]
    finally:
        for kept in (schemas._classes, schemas._docs_of, schemas._shape):
            kept.cache_clear()
