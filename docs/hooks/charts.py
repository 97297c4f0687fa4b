"""A hook of MkDocs: it adds the pictures, drawn from the answers of the emulator, to the site."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from pictures import pictures

_FOLDER = "pictures/"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pictures to the site's files."""
    for name, svg in pictures().items():
        files.append(File.generated(config, _FOLDER + name, content=svg))
    return files
