"""Keeping the key out of an HTTP library's own log."""

from __future__ import annotations

import logging
from collections import Counter
from types import TracebackType

from retroach_async.secret import Secret


class Redaction:
    """A filter on the loggers of a library: what it logs while a request is on its way shows no key of the request.

    Only records that hold a key are changed. Use it as `with redaction.of(secret): ...`.
    """

    def __init__(self, *loggers: str) -> None:
        self._loggers = [logging.getLogger(name) for name in loggers]
        self._secrets: Counter[Secret] = Counter()

    def of(self, *secrets: Secret) -> _Redacting:
        """A block in which the secrets do not show in the log."""
        return _Redacting(self, secrets)

    def begin(self, secrets: tuple[Secret, ...]) -> None:
        """Watch the log for these secrets as well."""
        if not self._secrets:
            for logger in self._loggers:
                logger.addFilter(self._redact)
        self._secrets.update(secrets)

    def end(self, secrets: tuple[Secret, ...]) -> None:
        """Watch for them no longer, unless another request has the same."""
        self._secrets.subtract(secrets)
        self._secrets += Counter()  # without those that nobody needs
        if not self._secrets:
            for logger in self._loggers:
                logger.removeFilter(self._redact)

    def _redact(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        clean = text
        for secret in self._secrets:
            clean = secret.scrub_text(clean)
        if clean != text:
            record.msg, record.args, record.exc_info, record.exc_text = clean, (), None, None
        return True


class _Redacting:
    def __init__(self, redaction: Redaction, secrets: tuple[Secret, ...]) -> None:
        self._redaction = redaction
        self._secrets = secrets

    def __enter__(self) -> None:
        self._redaction.begin(self._secrets)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._redaction.end(self._secrets)
