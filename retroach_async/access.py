"""The calls for which a credential is enough, as far as that is known before anything is sent."""

from __future__ import annotations

from typing import Final

from retroach_async.errors import ConfigurationError, Forbidden, RetroachError
from retroach_async.oauth import Credential, OAuthToken
from retroach_async.query import Api

DATA_READ: Final = "data:read"
"""The scope of every V2 route that has none of its own; API keys have it, and no other."""


def refusal(credential: Credential, api: Api, scope: str | None) -> RetroachError | None:
    """The reason why a credential cannot be used for a call that needs a scope; None when the server may be asked.

    The scope is None for a call that needs none, and for one of which nobody knows what it needs.
    """
    if not isinstance(credential, OAuthToken):
        if scope in (None, DATA_READ):
            return None
        return Forbidden(f"an API key cannot read this: it takes an OAuthToken with {scope}", required_scope=scope)
    if api == "v1":
        return ConfigurationError("V1 takes API keys only: use Credentials(username, api_key) instead of an OAuthToken")
    if scope is None or credential.scopes is None or scope in credential.scopes:
        return None
    return Forbidden(f"the OAuth token was not granted {scope}", required_scope=scope)
