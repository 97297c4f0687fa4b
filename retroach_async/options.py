"""Options of a client, checked when the client is made: each complaint says what to write instead."""

from __future__ import annotations

from enum import Enum
from typing import Any, Final, Literal

from retroach_async.checks import complaint
from retroach_async.clock import Clock, SystemClock
from retroach_async.credentials import Credentials
from retroach_async.errors import ConfigurationError
from retroach_async.oauth import Credential, OAuthToken
from retroach_async.observe import Hooks
from retroach_async.transport.cache import CachePolicy
from retroach_async.transport.limits import RateLimit, RateLimits
from retroach_async.transport.policy import RetryPolicy
from retroach_async.transport.protocol import Timeouts


class Unchanged(Enum):
    """The default of an option that may be None and is not given."""

    UNCHANGED = "unchanged"

    def __repr__(self) -> str:
        return "UNCHANGED"


UNCHANGED: Final[Literal[Unchanged.UNCHANGED]] = Unchanged.UNCHANGED
"""The option as it was."""


def refuse(is_wrong: bool, message: str) -> None:
    """Raise `ConfigurationError` for an option that cannot be right."""
    if is_wrong:
        raise ConfigurationError(message)


def checked_credentials(given: object) -> Credential | ConfigurationError:
    """The credentials; those of the environment for None.

    The error is returned: a bare key may be given in their place, and no frame of a traceback may show it.
    """
    if given is None:
        return Credentials.from_environment()
    if not isinstance(given, Credentials | OAuthToken):
        return ConfigurationError("credentials must be Credentials(username, api_key) or OAuthToken(token)")
    return given


def checked_timeouts(given: float | Timeouts) -> Timeouts:
    """The time limits; a number is that of a whole call."""
    if isinstance(given, Timeouts):
        return given
    wrong = complaint(given, least=0, above=True)
    refuse(wrong is not None, f"timeout {wrong}, or Timeouts(total=30, attempt=10)")
    return Timeouts(total=given)


def checked_retry(given: RetryPolicy | None) -> RetryPolicy:
    """The rules for retries; one attempt for None."""
    if given is None:
        return RetryPolicy(attempts=1)
    is_policy = isinstance(given, RetryPolicy)
    refuse(not is_policy, "retry must be a RetryPolicy, such as RetryPolicy(attempts=2), or None for no retries")
    return given


def checked_limits(given: RateLimit | RateLimits | None) -> RateLimits:
    """The limits of both APIs; one limit holds for each."""
    if isinstance(given, RateLimits):
        return given
    is_limit = given is None or isinstance(given, RateLimit)
    refuse(not is_limit, "rate_limit must be RateLimit(4, 1.0), RateLimits(v1=RateLimit(4, 1.0)), or None for no limit")
    return RateLimits(v1=given, v2=given)


def checked_cache(given: CachePolicy | None) -> CachePolicy | None:
    """The rules for a cache, if there is to be one."""
    is_policy = given is None or isinstance(given, CachePolicy)
    refuse(not is_policy, 'cache must be CachePolicy(), CachePolicy(store=SqliteStore("answers.db")), or None for none')
    return given


def checked_hooks(given: Hooks | None) -> Hooks:
    """The hooks; none that does anything for None."""
    refuse(given is not None and not isinstance(given, Hooks), "hooks must be Hooks(on_request=...)")
    return given or Hooks()


def checked_clock(given: Clock | None) -> Clock:
    """The clock; that of the machine for None."""
    if given is None:
        return SystemClock()
    _refuse_misfit(given, "clock", "FakeClock() or another Clock", "now", "monotonic", "sleep", "call_later")
    return given


def checked_number(name: str, given: int) -> int:
    """A whole number of at least 1."""
    wrong = complaint(given, least=1, whole=True)
    refuse(wrong is not None, f"{name} {wrong}")
    return given


def check_way(session: Any, transport: Any, user_agent: Any, key_in: Any) -> None:
    """Complain about anything that says how requests travel."""
    refuse(session is not None and transport is not None, "give a session or a transport, not both")
    is_session = session is None or (not isinstance(session, type) and (callable(session) or hasattr(session, "get")))
    refuse(not is_session, "session must be an aiohttp.ClientSession, or a function without arguments that gives one")
    if transport is not None:
        _refuse_misfit(transport, "transport", "AiohttpTransport() or another Transport", "send", "aclose")
    is_text = user_agent is None or isinstance(user_agent, str)
    refuse(not is_text, 'user_agent must be text, such as "my-bot/1.2"')
    refuse(bool(user_agent) and not user_agent.isprintable(), "user_agent holds a control character")
    refuse(key_in not in ("query", "header"), "key_in must be 'query' or 'header'")


def _refuse_misfit(given: object, name: str, example: str, *members: str) -> None:
    fits = not isinstance(given, type) and all(callable(getattr(given, member, None)) for member in members)
    refuse(not fits, f"{name} must be {example}")
