"""The page for assistants names what the server has."""

from __future__ import annotations

import json
import re

from retroach_async.cli.app import build
from retroach_async.credentials import API_KEY_VARIABLE, USERNAME_VARIABLE
from retroach_async.mcp.toolbox import Toolbox
from tests.docs.snippets import DOCS, snippets

PAGE = "docs/assistants.md"


def test_table_has_every_default_tool() -> None:
    """The table lists the default tools in their order, and no other."""
    text = (DOCS.parent / PAGE).read_text(encoding="utf-8")
    table = text.partition("<!-- checked: tools -->")[2].partition("\n\n")[0]
    assert re.findall(r"(?m)^\| `(\w+)` \|", table) == [*Toolbox().tools]


def test_configuration_is_json_and_starts_the_command() -> None:
    """A host that reads the file starts a command that there is, with the variables that it reads."""
    (block,) = (each for each in snippets() if each.page == PAGE and each.mark == "checked: configuration")
    server = json.loads(block.text)["mcpServers"]["retroachievements"]
    assert server["command"] == "retroach"
    assert server["args"][0] in build()
    assert [*server["env"]] == [API_KEY_VARIABLE, USERNAME_VARIABLE]


def test_choices_of_tools_are_good_ones() -> None:
    """Every choice on the page names tools."""
    text = (DOCS.parent / PAGE).read_text(encoding="utf-8")
    choices = re.findall(r"--tools (\S+)\n", text)
    assert len(choices) == 2
    assert all(Toolbox(choice).tools for choice in choices)
