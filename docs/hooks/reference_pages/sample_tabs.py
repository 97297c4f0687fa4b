"""The sample of one endpoint: the call with its answer, the server's JSON, and the command, in tabs."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import indent
from typing import Any

from reference_pages.command_lines import command_line
from reference_pages.samples import Sample
from reference_pages.shown import as_json, as_python
from retroach_async.access import DATA_READ
from retroach_async.endpoint import Endpoint

_WIDTH = 88


def sample_tabs(endpoint: Endpoint, sample: Sample) -> str:
    """The tabs, which the search leaves out: their words are those of made-up players.

    They lie in a `section`, because the theme's search would end the exclusion of a `div` at the first `div` within.
    """
    tabs = [
        _tab("Python", _fence("python", call(endpoint, sample.arguments)), _fence("python", as_python(sample.result))),
        _tab("The server's JSON", _fence("http", _request(endpoint, sample)), _fence("json", as_json(sample.payload))),
        _tab("Command line", _fence("sh", command_line(endpoint, sample.arguments))),
    ]
    return "\n".join(['<section class="sample" data-search-exclude="true" markdown>\n', *tabs, "</section>\n"])


def call(endpoint: Endpoint, arguments: Mapping[str, Any]) -> str:
    """The call as a program makes it, over several lines where one is too short."""
    given = [
        f"{f'{name}=' if endpoint.arguments[name].keyword_only else ''}{_argument(value)}"
        for name, value in arguments.items()
    ]
    line = f"await ra.{endpoint.name}({', '.join(given)})"
    if len(line) <= _WIDTH:
        return line
    return "\n".join([f"await ra.{endpoint.name}(", *(f"    {each}," for each in given), ")"])


def _argument(value: Any) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_argument, value))}]"
    return as_python(value).replace("'", '"') if isinstance(value, str) else as_python(value)


def _request(endpoint: Endpoint, sample: Sample) -> str:
    """The request without the host; an ellipsis stands for the secret."""
    target = f"/{'API' if endpoint.api == 'v1' else 'v2'}/{sample.query.encoded}"
    if endpoint.api == "v1":
        return f"GET {target}{'&' if sample.query.params else '?'}y=… HTTP/1.1"
    header = "X-API-Key: …" if endpoint.scope in (None, DATA_READ) else "Authorization: Bearer …"
    return f"GET {target} HTTP/1.1\n{header}"


def _tab(title: str, *blocks: str) -> str:
    return "\n".join([f'=== "{title}"\n', *(indent(block, "    ") for block in blocks)])


def _fence(language: str, text: str) -> str:
    return f"```{language}\n{text}\n```\n"
