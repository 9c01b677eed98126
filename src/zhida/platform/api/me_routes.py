"""自己 me: who a token is, and what it may do."""

from __future__ import annotations

import datetime

from ninja import Query

from zhida.platform.access.policy import verb_names, why
from zhida.platform.access.queries import about
from zhida.platform.api.bearer import Call
from zhida.platform.api.routes import Routes
from zhida.platform.api.shapes import Asked, Code, Told
from zhida.platform.api.tokens import allows

routes = Routes("令牌")


class RegionAsked(Asked):
    """区划: the actor's own unless said."""

    region: Code = ""


class VerbTold(Told):
    """事项: whether the token may do it, and why not."""

    verb: str
    name: str
    allowed: bool
    reason: str
    basis: str


class MeTold(Told):
    """令牌: as whom it acts, within which scopes, until when."""

    user: str
    agency: str
    kind: str
    region: str
    role: str
    role_name: str
    token: str
    scopes: list[str]
    expires_at: datetime.datetime
    may: list[VerbTold]


@routes.read("/me")
def me(call: Call, asked: Query[RegionAsked]) -> MeTold:
    """我能办什么: every verb in a region, whether, and why not."""
    actor, token = call.actor, call.token
    subject = about(call.region(asked.region))
    return MeTold(
        user=actor.name,
        agency=actor.agency,
        kind=actor.kind,
        region=actor.region,
        role=actor.role.value,
        role_name=str(actor.role.label),
        token=token.prefix,
        scopes=list(token.scopes),
        expires_at=token.expires_at,
        may=[
            VerbTold(
                verb=each.verb,
                name=each.name,
                allowed=each.allowed and allows(token.scopes, each.verb),
                reason=each.reason
                or ("" if allows(token.scopes, each.verb) else "令牌的范围不含这一事项"),
                basis=each.basis,
            )
            for each in (why(actor, verb, subject) for verb in verb_names())
        ],
    )
