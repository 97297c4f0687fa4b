"""The users who ask: found by a key, or by a token of V2."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping

from attrs import field, frozen

from retroach_async.access import DATA_READ
from retroach_async.clock import Clock
from retroach_async.emulator.response import Refused, missing_scope, oauth_required
from retroach_async.emulator.tokens import Token, token_in, token_text
from retroach_async.emulator.world import Player, World
from retroach_async.query import Api

KEY_PARAMETER = "api_key"
"""The parameter of a query in which V2 looks for a key that is in no header."""


@frozen(eq=False)
class Caller:
    """The user who makes a request, and the proof of it."""

    me: Player
    counted: Hashable = field(repr=False)
    """The one whose requests the limiter counts: the key in V1, the account in V2."""
    token: Token | None
    """The token; None for an API key."""

    def check_scope(self, scope: str | None) -> None:
        """Refuse a key or a token that does not reach as far as a route needs."""
        if scope is None:
            return
        if self.token is None:
            if scope != DATA_READ:
                raise Refused(oauth_required(scope))
        elif scope not in self.token.scopes:
            raise Refused(missing_scope(scope))


class Callers:
    """Finds the caller of a request."""

    def __init__(self, world: World, keys: Mapping[str, str] | None, clock: Clock) -> None:
        self._world = world
        self._clock = clock
        self._owners = None if keys is None else {key: world.owner(name) for key, name in keys.items()}
        self._tokens = 0

    @property
    def keys(self) -> Collection[str]:
        """The keys that are valid; empty when every key is."""
        return self._owners or ()

    def new_token(self, username: str, scopes: Iterable[str], seconds: float) -> str:
        """A token of a player, for a time. Raises ValueError for a name that nobody has."""
        self._tokens += 1
        owner, now = self._world.owner(username), self._clock.now()
        return token_text(owner.name, scopes, number=self._tokens, issued=now, expiry=now + seconds)

    def find(self, api: Api, headers: Mapping[str, str], params: Mapping[str, str | None]) -> Caller | None:
        """The caller, from the places where each API reads a key or a token; None for a stranger."""
        scheme, _, text = headers.get("Authorization", "").partition(" ")
        bearer = text.strip() if scheme.lower() == "bearer" else ""
        token = token_in(bearer)
        key = (params.get("y") if api == "v1" else headers.get("X-API-Key")) or ("" if token else bearer)
        if api == "v2" and not key:
            key = params.get(KEY_PARAMETER) or ""
        me = self._owner_of_key(key, params) if key else None
        if me is not None:
            return Caller(me, key if api == "v1" else me.id, None)
        if token is None or api == "v1" or not token.is_valid(self._clock.now()):
            return None
        me = self._owner_of_token(bearer, token)
        return None if me is None else Caller(me, me.id, token)

    def _owner_of_key(self, key: str, params: Mapping[str, str | None]) -> Player | None:
        if self._owners is not None:
            return self._owners.get(key)
        return self._world.player_named(params.get("z") or "") or self._world.owner("MaxMilyin")

    def _owner_of_token(self, text: str, token: Token) -> Player | None:
        if self._owners is not None and text in self._owners:
            return self._owners[text]
        owner = token.owner
        if owner is None:
            return self._world.owner("MaxMilyin")
        by_id = (player for player in self._world.players if str(player.id) == owner)
        return self._world.player_named(owner) or next(by_id, None)
