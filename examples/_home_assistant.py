"""Stubs of Home Assistant: its storage, and the two errors that it understands."""


class Store:
    """A stub of `homeassistant.helpers.storage.Store`: one JSON document, saved as a whole."""

    def __init__(self) -> None:
        self._document: dict[str, str] | None = None

    async def async_load(self) -> dict[str, str] | None:
        """The document; None before the first save."""
        return self._document

    async def async_save(self, document: dict[str, str]) -> None:
        """Keep the document."""
        self._document = document


class ConfigEntryAuthFailed(Exception):
    """A stub: Home Assistant asks the user for another key."""


class UpdateFailed(Exception):
    """A stub: Home Assistant shows the entities as unavailable, and tries again."""
