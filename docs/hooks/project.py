"""A hook of MkDocs: it adds the changelog and the list of examples to the site, and the version to every page."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from project_pages import pages
from retroach_async import __version__


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Tell the templates which version the site is about."""
    config.extra["package_version"] = __version__
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages to the site's files."""
    for name, text in pages().items():
        files.append(File.generated(config, name, content=text))
    return files
