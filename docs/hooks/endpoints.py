"""A hook of MkDocs: it adds the pages about endpoints and answers, rendered from the registry, to the site."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from reference_pages import pages

_FOLDER = "reference/"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Replace the entry `reference/` of the navigation by the pages of the reference."""
    names = [_FOLDER + name for name in pages()]
    config.nav = [
        {title: names if entry == _FOLDER else entry for title, entry in part.items()} for part in config.nav or []
    ]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages of the reference to the site's files."""
    for name, text in pages().items():
        files.append(File.generated(config, _FOLDER + name, content=text))
    return files
