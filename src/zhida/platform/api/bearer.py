"""持令牌者 bearer: from the header of a request to who acts, and how far."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from ninja.security import HttpBearer

from zhida.platform.access.actors import UnknownActor, of_user
from zhida.platform.access.policy import Actor, require, verb_names
from zhida.platform.access.queries import about
from zhida.platform.api.models import ApiToken
from zhida.platform.api.refusing import Refused
from zhida.platform.api.tokens import allows, token_of


@dataclass(frozen=True, slots=True)
class Call:
    """调用: who asks, by which token, with which request."""

    actor: Actor
    token: ApiToken
    request: HttpRequest

    def within(self, verb: str) -> None:
        """范围: raises `Refused` where the token's scopes don't hold the verb."""
        if not allows(self.token.scopes, verb):
            name = verb_names().get(verb, verb)
            raise Refused(
                403,
                "scope",
                f"令牌的范围不含“{name}”（{verb}）",
                "请由安全管理员另发令牌",
            )

    def region(self, asked: str, verb: str = "see") -> str:
        """所看区划: the one asked for, or the actor's own. Raises `Forbidden` beyond their reach."""
        region = asked or self.actor.region
        require(self.actor, verb, about(region))
        return region


class Bearer(HttpBearer):
    """令牌: the only way to sign in to the API; a cookie is of no use here."""

    def authenticate(self, request: HttpRequest, token: str) -> Call | None:
        """Nobody for a token that doesn't hold."""
        found = token_of(token)
        if found is None:
            return None
        try:
            return Call(of_user(found.user), found, request)
        except UnknownActor:
            return None
