"""Every endpoint, by what the registry says of it."""

from __future__ import annotations

import enum
import inspect
import re
import types
import typing
from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, time, timedelta
from operator import attrgetter
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retroach_async import ENDPOINTS, Client, Endpoint, InvalidRequest, Model, Page, Param
from retroach_async._types import choices, without_none
from retroach_async.registry import endpoint_of

MOMENT = datetime(2026, 8, 5, tzinfo=UTC)
SOURCES = ("https://api-docs.retroachievements.org/", "https://github.com/RetroAchievements/")
SECRETS = {"v1": {("z", "query"), ("y", "query")}, "v2": {("X-API-Key", "header")}}

every_endpoint = pytest.mark.parametrize("endpoint", ENDPOINTS.values(), ids=ENDPOINTS)
every_param = pytest.mark.parametrize(
    "param",
    [param for endpoint in ENDPOINTS.values() for param in endpoint.params],
    ids=[f"{endpoint.name}-{param.name}" for endpoint in ENDPOINTS.values() for param in endpoint.params],
)


@every_endpoint
def test_endpoint_has_a_typed_sample(endpoint: Endpoint) -> None:
    """The file that the type checkers read says what the call gives."""
    api = (Path(__file__).parent / "typing" / "api.py").read_text(encoding="utf-8")
    assert f"assert_type(await ra.{endpoint.name}(" in api


@every_endpoint
def test_endpoint_is_described(endpoint: Endpoint) -> None:
    """One sentence says what it gives, and an address where it is documented."""
    assert re.fullmatch(r"[A-Z0-9].{3,}[.]", endpoint.summary), endpoint.summary
    assert endpoint.source is not None
    assert endpoint.source.startswith(SOURCES)
    assert endpoint.doc.rstrip().endswith(endpoint.source)


@every_endpoint
def test_endpoint_is_a_method_of_the_client(endpoint: Endpoint) -> None:
    """The name leads from the client to the method that declares it."""
    member = attrgetter(endpoint.name)(Client)
    assert endpoint_of(member) is endpoint
    assert inspect.iscoroutinefunction(member)


@every_endpoint
def test_schema_holds_the_credentials(endpoint: Endpoint) -> None:
    """Name and key are in the schema as secret parameters, and are no arguments of the method."""
    assert {(param.key.wire, param.key.place) for param in endpoint.secrets} == SECRETS[endpoint.api]
    assert not any(param.secret for param in endpoint.arguments.values())


@every_endpoint
def test_no_wire_key_is_used_twice(endpoint: Endpoint) -> None:
    """Two parameters in the same place have two names."""
    keys = [(param.key.place, param.key.wire) for param in endpoint.params]
    assert len(set(keys)) == len(keys)


@every_endpoint
def test_arguments_are_given_as_python_expects(endpoint: Endpoint) -> None:
    """A required argument may be given by position, an optional one by name only."""
    for param in endpoint.arguments.values():
        has_one_value = typing.get_origin(param.annotation) is Literal and len(typing.get_args(param.annotation)) == 1
        assert param.keyword_only is not param.required or has_one_value, param.name
    required = [param.required for param in endpoint.arguments.values()]
    assert required == sorted(required, reverse=True)


@every_endpoint
def test_path_parameters_are_in_the_path(endpoint: Endpoint) -> None:
    """Each placeholder of the path has its parameter, and the other way round."""
    places = {param.key.wire for param in endpoint.params if param.key.place == "path"}
    assert set(re.findall(r"{(\w+)}", endpoint.path)) == places
    assert endpoint.path.endswith(".php") == (endpoint.api == "v1")


@every_endpoint
def test_result_is_typed(endpoint: Endpoint) -> None:
    """An answer is a model, a tuple or a mapping, or None where there may be nothing."""
    kind = without_none(endpoint.result)
    assert issubclass(typing.get_origin(kind) or kind, Model | tuple | Mapping), kind
    assert all(issubclass(item, Model) for item in typing.get_args(kind) if inspect.isclass(item)), kind


@every_param
def test_parameter_means_something(param: Param) -> None:
    """Each parameter cites a key with a meaning in one sentence and a name that is Python's."""
    assert re.fullmatch(r"[A-Z].+[.]", param.key.meaning), param.key.meaning
    assert re.fullmatch(r"[a-z][a-z_]*", param.name)
    assert param.key.wire
    assert param.expectation
    assert param.key.pattern is None or param.key.expects, "a pattern is nothing for people"


@every_param
def test_default_is_a_value_of_the_parameter(param: Param) -> None:
    """A default is None for what is not asked, or a value that could be given."""
    if not param.required and param.default is not None:
        assert param.text_of(param.default) is not None


# Values for the parameters, from their types and limits


def values_of(param: Param) -> st.SearchStrategy[Any]:
    """All kinds of values that a parameter accepts."""
    return _values(param.annotation, param)


def _values(annotation: Any, param: Param) -> st.SearchStrategy[Any]:
    kind = without_none(annotation)
    if kind is not annotation:
        return st.none() | _values(kind, param) if not param.required else _values(kind, param)
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin in (types.UnionType, typing.Union):
        return st.one_of(_values(argument, param) for argument in arguments)
    if origin is not None:
        assert issubclass(origin, Collection)
        return st.lists(_values(arguments[0], param), min_size=1, max_size=5).map(tuple)
    return _single_values(annotation, param)


def _single_values(annotation: type, param: Param) -> st.SearchStrategy[Any]:
    if issubclass(annotation, enum.Enum):
        return st.sampled_from(list(annotation))
    least, most = param.key.least, param.key.most
    if annotation is int:
        return st.integers(1 if least is None else least, 10**9 if most is None else most)
    if annotation is str:
        assert param.key.pattern is not None, f"{param.name} takes any text"
        return st.from_regex(re.compile(param.key.pattern, re.ASCII), fullmatch=True)
    return OTHERS[annotation]


def arguments_of(endpoint: Endpoint, data: st.DataObject) -> dict[str, Any]:
    """An argument for every parameter, so that no interval ends before it begins."""
    bound = {name: data.draw(values_of(param), name) for name, param in endpoint.arguments.items()}
    names = {param.key: name for name, param in endpoint.arguments.items()}
    for key, last in names.items():
        if key.not_before is not None and bound[last] is not None and bound[names[key.not_before]] is not None:
            first = names[key.not_before]
            bound[first], bound[last] = sorted((bound[first], bound[last]), key=beginning)
    return bound


def beginning(value: date) -> datetime:
    """A moment; of a bare day the one at which it begins."""
    return value if isinstance(value, datetime) else datetime.combine(value, time.min, UTC)


OTHERS: dict[Any, st.SearchStrategy[Any]] = {
    bool: st.booleans(),
    date: st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    datetime: st.integers(10**9, 4 * 10**9).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
}


@every_endpoint
@given(data=st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_query_says_what_was_asked(endpoint: Endpoint, data: st.DataObject) -> None:
    """A call sends each argument that differs from its default, in its place and spelling, and nothing else."""
    bound = arguments_of(endpoint, data)
    sent = [
        (param.key, text)
        for name, param in endpoint.arguments.items()
        if bound[name] != param.default
        for text in texts_of(bound[name], param, endpoint.api)
    ]
    query = endpoint.compile(endpoint.bind((), bound))
    assert query.path == endpoint.path.format_map(
        {key.wire: quote(text, safe="") for key, text in sent if key.place == "path"}
    )
    assert query.params == (*endpoint.fixed, *((key.wire, text) for key, text in sent if key.place == "query"))


def texts_of(value: Any, param: Param, api: str) -> list[str]:
    """A value as the server reads it; more than one text where the key is repeated."""
    if not isinstance(value, tuple):
        return [text_of(value, param, api)]
    texts = [text_of(item, param, api) for item in value]
    if api == "v2" and not param.key.keeps_order:
        texts = sorted(set(texts), key=int if all(type(item) is int for item in value) else str)
    return texts if param.key.repeats else [",".join(texts)]


def text_of(value: Any, param: Param, api: str) -> str:
    """One value as the server reads it."""
    if isinstance(value, enum.Enum):
        return str(value.value)
    if isinstance(value, bool):
        return str(value).lower() if api == "v2" else str(int(value))
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S") if api == "v2" else f"{value.timestamp():.0f}"
    if isinstance(value, str) and api == "v2" and choices(param.annotation):
        return re.sub("_(.)", lambda found: found[1].upper(), value)
    return str(value)


@every_endpoint
@given(data=st.data())
@settings(max_examples=3, deadline=None)
def test_defaults_are_not_sent(endpoint: Endpoint, data: st.DataObject) -> None:
    """A call with nothing but what is required sends nothing but what is required."""
    every = arguments_of(endpoint, data)
    required = {name: every[name] for name, param in endpoint.arguments.items() if param.required}
    query = endpoint.compile(endpoint.bind(tuple(required.values()), {}))
    sent = {endpoint.arguments[name].key.wire for name in required if endpoint.arguments[name].key.place == "query"}
    assert {name for name, _ in query.params} == sent | {name for name, _ in endpoint.fixed}
    defaults = {name: param.default for name, param in endpoint.arguments.items() if not param.required}
    assert endpoint.compile(endpoint.bind((), required | defaults)) == query


@every_endpoint
@given(data=st.data())
@settings(max_examples=15, deadline=None)
def test_wrong_values_are_refused_by_name(endpoint: Endpoint, data: st.DataObject) -> None:
    """A value of any other type is an InvalidRequest that names its parameter, and nothing else."""
    good = arguments_of(endpoint, data)
    name = data.draw(st.sampled_from(sorted(endpoint.arguments)) if endpoint.arguments else st.none())
    if name is None:
        return
    wrong = data.draw(st.sampled_from([object(), b"1", 1.5, float("nan"), [], (), {}, "", "\n", -1, 10**30, [None]]))
    if wrong == 10**30 and endpoint.arguments[name].key.most is None and endpoint.arguments[name].annotation is int:
        return  # an offset may be as large as it likes
    with pytest.raises(InvalidRequest) as caught:
        endpoint.compile(good | {name: wrong})
    assert caught.value.parameter == name


@every_endpoint
def test_wrong_call_is_refused_in_pythons_words(endpoint: Endpoint) -> None:
    """A TypeError names the method in full, and the parameters that it misses or does not know."""
    with pytest.raises(TypeError, match=re.escape(f"{endpoint.name}() takes ")):
        endpoint.bind((1,) * 9, {})
    with pytest.raises(TypeError, match=re.escape(f"{endpoint.name}() got an unexpected keyword argument 'colour'")):
        endpoint.bind((), {"colour": "red"})
    required = [name for name, param in endpoint.arguments.items() if param.required]
    if required:
        with pytest.raises(TypeError, match=re.escape(f"{endpoint.name}() missing {len(required)} required")) as caught:
            endpoint.bind((), {})
        assert all(repr(name) in str(caught.value) for name in required)


@every_endpoint
def test_misspelt_name_is_told_the_right_one(endpoint: Endpoint) -> None:
    """A parameter that is nearly right is answered with the one that is meant, on every Python."""
    for name in endpoint.arguments:
        misspelt = name.replace("_", "") if "_" in name else f"{name}s"
        with pytest.raises(TypeError) as caught:
            endpoint.bind((), {misspelt: 1})
        assert str(caught.value).startswith(f"{endpoint.name}() got an unexpected keyword argument {misspelt!r}")
        assert str(caught.value).count(f"Did you mean {name!r}?") == 1


@every_endpoint
@given(data=st.data())
@settings(max_examples=5, deadline=None)
def test_reversed_interval_is_refused(endpoint: Endpoint, data: st.DataObject) -> None:
    """An end before its beginning can only be a mistake, so nothing is sent for it; equal moments are fine."""
    bound = arguments_of(endpoint, data)
    names = {param.key: name for name, param in endpoint.arguments.items()}
    for key, last in names.items():
        if key.not_before is not None:
            first = names[key.not_before]
            endpoint.compile(bound | {first: MOMENT, last: MOMENT})
            with pytest.raises(InvalidRequest) as caught:
                endpoint.compile(bound | {first: MOMENT + timedelta(days=1), last: MOMENT})
            assert caught.value.parameter == first
            assert str(caught.value) == (
                f"{first} must be no later than {last}: 2026-08-06 00:00:00+00:00 is after 2026-08-05 00:00:00+00:00"
            )


@every_endpoint
def test_paging_is_contract(endpoint: Endpoint) -> None:
    """An endpoint with pages has a size with a default and a position that starts at the beginning."""
    origin = typing.get_origin(endpoint.result) or endpoint.result
    paging = endpoint.paging
    assert (paging is not None) == issubclass(origin, Page)
    if paging is not None:
        assert not paging.size.required
        assert not paging.position.required
        assert paging.position.default == (1 if endpoint.api == "v2" else 0)
        assert paging.counts_pages == (endpoint.api == "v2")
        assert paging.position.key.least == paging.position.default


def test_names_lead_to_their_endpoints() -> None:
    """The registry is a mapping by name that nobody can change."""
    assert all(endpoint.name == name for name, endpoint in ENDPOINTS.items())
    assert isinstance(ENDPOINTS, types.MappingProxyType)


def test_no_two_endpoints_ask_the_same() -> None:
    """Two methods differ in the path, in what is always sent, or in what is required."""
    requests = {
        (endpoint.api, endpoint.path, endpoint.fixed, *(p.key.wire for p in endpoint.arguments.values() if p.required))
        for endpoint in ENDPOINTS.values()
    }
    assert len(requests) == len(ENDPOINTS)
