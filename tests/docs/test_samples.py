"""The sample of each endpoint: made with the emulator, the same each time, and true."""

from __future__ import annotations

import ast
import json
import re
import shlex
from collections.abc import Callable, Iterator
from typing import Any, get_origin

import pytest

from reference_pages import ANSWERS, INDEX, endpoint_section, pages
from reference_pages.command_lines import command_line
from reference_pages.endpoints import _models_in
from reference_pages.failures import errors_of
from reference_pages.sample_tabs import call
from reference_pages.samples import Sample, is_empty, samples
from reference_pages.shown import as_json, as_python
from reference_pages.wire_names import WireNames
from retroach_async import ENDPOINTS, RetroachError, errors
from retroach_async.cli.app import build
from retroach_async.endpoint import Endpoint
from retroach_async.models import AchievementDistribution, Page
from retroach_async.wire.fields import wire_fields
from retroach_async.wire.jsonapi import naming as of_v2
from retroach_async.wire.php import naming as of_v1

SAMPLES = samples()
APP = build()
every_endpoint = pytest.mark.parametrize("endpoint", ENDPOINTS.values(), ids=list(ENDPOINTS))


def sample_of(endpoint: Endpoint) -> Sample:
    """The sample of an endpoint."""
    return SAMPLES[endpoint.name]


def blocks(endpoint: Endpoint, language: str) -> list[str]:
    """The texts of the blocks of a language in the sample of an endpoint."""
    section = endpoint_section(endpoint).partition('<section class="sample"')[2].partition("</section>")[0]
    found = re.findall(rf"(?ms)^    ```{language}\n(.*?)^    ```$", section)
    return [re.sub("(?m)^    ", "", text) for text in found]


def test_every_endpoint_has_a_sample() -> None:
    """No endpoint is without a sample, and each sample has something to show."""
    assert set(SAMPLES) == set(ENDPOINTS)
    assert not [name for name, sample in SAMPLES.items() if is_empty(sample.result)]
    assert not [name for name, sample in SAMPLES.items() if isinstance(sample.result, RetroachError)]


def test_two_builds_are_equal() -> None:
    """Another emulator, at another port and another time, gives the same bytes."""
    again = samples.__wrapped__()
    for name, sample in SAMPLES.items():
        assert json.dumps(again[name].payload) == json.dumps(sample.payload), name
        assert as_python(again[name].result) == as_python(sample.result), name


@every_endpoint
def test_call_is_python_and_means_the_same(endpoint: Endpoint) -> None:
    """The call that is shown asks what the sample asked."""
    text, _ = blocks(endpoint, "python")
    assert text.strip() == call(endpoint, sample_of(endpoint).arguments)
    (expression,) = ast.parse(text, mode="exec").body
    assert isinstance(expression, ast.Expr)
    made = expression.value.value  # type: ignore[attr-defined]  of the await
    given = ENDPOINTS[endpoint.name].bind(
        tuple(_value(each) for each in made.args), {each.arg: _value(each.value) for each in made.keywords}
    )
    assert endpoint.compile(given) == sample_of(endpoint).query


@every_endpoint
def test_answer_is_python(endpoint: Endpoint) -> None:
    """An answer reads as Python, but for a distribution, whose own text is shown; what is cut off is said."""
    _, text = blocks(endpoint, "python")
    if isinstance(sample_of(endpoint).result, AchievementDistribution):
        assert " ".join(text.split()) == repr(sample_of(endpoint).result)
    else:
        assert ast.parse(text)


@every_endpoint
def test_json_is_json_of_the_server(endpoint: Endpoint) -> None:
    """The JSON that is shown is a part of the payload, and marks what it leaves out."""
    (text,) = blocks(endpoint, "json")
    assert text.strip() == as_json(sample_of(endpoint).payload)
    assert "127.0.0.1" not in text
    assert list(_differences(json.loads(text), sample_of(endpoint).payload)) == []


@every_endpoint
def test_command_means_the_same(endpoint: Endpoint) -> None:
    """The command that is shown makes the same request."""
    (text,) = blocks(endpoint, "sh")
    assert text.strip() == command_line(endpoint, sample_of(endpoint).arguments)
    _, *words = shlex.split(text)
    _, bound, _ = APP.parse_args(words, exit_on_error=False, print_error=False)
    given = {name: bound.arguments.get(name, param.default) for name, param in endpoint.arguments.items()}
    assert endpoint.compile(given) == sample_of(endpoint).query


@every_endpoint
def test_declared_errors_are_listed(endpoint: Endpoint) -> None:
    """Each error that the docstring declares is in the list, and each name in the list is an error."""
    listed = [name for name, _ in errors_of(endpoint, sample_of(endpoint))]
    prose = " ".join(endpoint.doc.split())
    declared = {
        name for clause in re.findall(r"Raises (.+?\.)(?: |$)", prose) for name in re.findall(r"`([A-Z]\w+)`", clause)
    }
    assert declared <= set(listed)
    assert all(issubclass(getattr(errors, name), RetroachError) for name in listed)
    assert len(listed) == len(set(listed))


@every_endpoint
def test_unknown_name_is_told(endpoint: Endpoint) -> None:
    """A section says what a name that nobody has gives: the error in its words, or an answer."""
    table = endpoint_section(endpoint, ANSWERS).partition("**Errors")[2]
    for each in sample_of(endpoint).unknowns:
        if isinstance(each.outcome, RetroachError):
            assert f"“{each.outcome.message}”" in table
        else:
            assert f"An unknown `{each.parameter}` gives" in table


@every_endpoint
def test_names_on_the_wire_are_those_of_the_payload(endpoint: Endpoint) -> None:
    """What the tables call a required field's name is a key in the server's JSON."""
    text = json.dumps(sample_of(endpoint).payload)
    naming = of_v1 if endpoint.api == "v1" else of_v2
    for model in _models_in(endpoint.result):
        names = WireNames(model, endpoint.api)
        required = {each.names for each in wire_fields(naming, model) if each.required}
        for names_of_field in required:
            if model is not AchievementDistribution and not issubclass(get_origin(model) or model, Page):
                assert any(f'"{name}"' in text for name in names_of_field), (model, names_of_field)
        assert names.of("no_such_field") == ""


def test_wire_names_are_in_the_tables() -> None:
    """A field that the server calls otherwise has its name in the table: V1's and V2's."""
    pages_by_name = pages()
    assert "| `points_weighted` | `TrueRatio` |" in pages_by_name["v1-users.md"]
    assert "| `system_id` | `ConsoleID` |" in pages_by_name["v1-games.md"]
    assert "| `players_total` | `playersTotal` |" in pages_by_name["v2-games.md"]
    assert "| `total` | `meta.page.total` |" in pages_by_name["v2-users.md"]


def test_what_all_calls_share_is_told_once() -> None:
    """The overview names the errors that any call may raise, and every section leads to them."""
    common = pages()[INDEX].partition("## V1")[0]
    assert all(f"`{name}`" in common for name in ("AuthenticationFailed", "RateLimited", "Blocked", "ValidationError"))
    assert "15 requests in any 12 seconds" in common
    assert "(#every-call)" in endpoint_section(ENDPOINTS["get_game"])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a" * 80, f"'{'a' * 72}…'"),
        (tuple(range(20)), f"({', '.join(map(str, range(15)))}, # … 5 more)"),
    ],
)
def test_what_is_left_out_is_said(value: Any, text: str) -> None:
    """A text that is cut ends with an ellipsis; a list says how many items are missing."""
    assert " ".join(as_python(value).split()).replace("( ", "(").replace(", )", ")").replace(" )", ")") == text


def _value(node: ast.expr) -> Any:
    """The value of an argument; a date or a moment is a call."""
    import datetime as dt

    names: dict[str, Callable[..., Any] | dt.tzinfo] = {"date": dt.date, "datetime": dt.datetime, "UTC": dt.UTC}
    return eval(compile(ast.Expression(node), "sample", "eval"), dict(names))


def _differences(shown: Any, payload: Any, path: str = "$") -> Iterator[str]:
    """The places where what is shown is neither the payload's nor marked as left out."""
    if isinstance(shown, dict):
        for key, value in shown.items():
            if key == "…":
                if int(value.split()[0].replace(",", "")) != len(payload) - len(shown) + 1:
                    yield path
            else:
                yield from _differences(value, payload[key], f"{path}.{key}")
        if "…" not in shown and set(shown) != set(payload):
            yield path
    elif isinstance(shown, list):
        marked = bool(shown) and isinstance(shown[-1], str) and bool(re.fullmatch(r"… [\d,]+ more", shown[-1]))
        items = shown[:-1] if marked else shown
        missing = int(shown[-1].split()[1].replace(",", "")) if marked else 0
        if len(items) + missing != len(payload):
            yield path
        for number, item in enumerate(items):
            yield from _differences(item, payload[number], f"{path}[{number}]")
    elif shown != payload and not (isinstance(shown, str) and shown.endswith("…") and payload.startswith(shown[:-1])):
        yield path
