"""A hook of MkDocs: the pages about endpoints and answers, rendered from the registry when the site is built."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from retroach_async.reference import pages

_ROOM = "reference/"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Fill the part of the navigation that stands for all pages of the reference."""
    names = [_ROOM + name for name in pages()]
    config.nav = [
        {title: names if entry == _ROOM else entry for title, entry in part.items()} for part in config.nav or []
    ]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages themselves."""
    for name, text in pages().items():
        files.append(File.generated(config, _ROOM + name, content=text))
    return files
