"""令牌 tokens: made, shown once, found again by their digest, revoked."""

from __future__ import annotations

import datetime
import hashlib
import hmac
import secrets
from collections.abc import Iterable

from django.utils import timezone

from zhida.core.ledger import LedgerError
from zhida.platform.access.models import User
from zhida.platform.access.policy import Actor, require, verb_names
from zhida.platform.access.queries import about
from zhida.platform.api.models import ApiToken
from zhida.platform.journal.actions import record
from zhida.platform.scope import scope

CONCEPT = "token"
WIDE = {"read": "读取", "write": "办理"}
READING = frozenset({"see", "see_users", "export", "verify"})
"""读取: what the scope "read" allows; "write" allows every other verb."""
_MARK = "zhida"
_GRAIN = datetime.timedelta(minutes=1)


def add_token(
    actor: Actor, user: User, name: str, scopes: Iterable[str], expires_at: datetime.datetime
) -> tuple[ApiToken, str]:
    """发放令牌: for a system that acts as a user; the secret is answered once and not kept.

    Raises `LedgerError` for a scope that isn't known, a user without an agency, or a
    moment that has passed.
    """
    asked = sorted(set(scopes))
    if unknown := [each for each in asked if each not in WIDE and each not in verb_names()]:
        raise LedgerError(f"没有名为“{unknown[0]}”的范围。可写 read、write 或权限表中的事项")
    if not asked:
        raise LedgerError("令牌必须写明范围，如 read")
    if not name.strip():
        raise LedgerError("令牌必须写明用途，如 国库系统")
    if expires_at <= timezone.now():
        raise LedgerError("令牌的到期时间已经过去。请写以后的日期")
    agency = user.agency
    if agency is None or not user.is_active:
        raise LedgerError(f"用户“{user.username}”不属于任何单位，或已停用，不能发放令牌")
    prefix, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
    whole = f"{_MARK}_{prefix}_{secret}"
    with scope(actor.region):
        require(actor, "add_token", about(agency.region_id))
        made = ApiToken.objects.create(
            prefix=prefix,
            digest=_digest(whole),
            name=name.strip(),
            agency=agency,
            user=user,
            scopes=asked,
            made_by=actor.name,
            expires_at=expires_at,
        )
        _recorded(actor, "add_token", made)
    return made, whole


def revoke_token(actor: Actor, prefix: str) -> ApiToken:
    """撤销令牌: it answers to nobody from now on. Raises `LedgerError` where there is none."""
    with scope(actor.region):
        found = ApiToken.objects.select_related("agency").filter(prefix=prefix).first()
        if found is None:
            raise LedgerError(f"没有以“{prefix}”开头的令牌。请用 zhida tokens list 查看")
        require(actor, "revoke_token", about(found.agency.region_id))
        if found.revoked_at is None:
            found.revoked_at, found.revoked_by = timezone.now(), actor.name
            found.save(update_fields=["revoked_at", "revoked_by"])
            _recorded(actor, "revoke_token", found)
        return found


def token_of(secret: str) -> ApiToken | None:
    """查令牌: the one of a secret, where it still holds and its user is still of its agency."""
    mark, _, rest = secret.partition("_")
    prefix, _, _ = rest.partition("_")
    if mark != _MARK or not (prefix.isascii() and prefix.isalnum()):
        return None
    found = (
        ApiToken.objects.select_related("user", "user__agency", "agency")
        .filter(prefix=prefix)
        .first()
    )
    digest = found.digest if found is not None else ""
    if not hmac.compare_digest(digest, _digest(secret)) or found is None:
        return None
    now, user = timezone.now(), found.user
    if found.revoked_at is not None or found.expires_at <= now:
        return None
    if not user.is_active or user.agency_id != found.agency_id:
        return None
    if found.last_used_at is None or now - found.last_used_at > _GRAIN:
        ApiToken.objects.filter(pk=found.pk).update(last_used_at=now)
    return found


def allows(scopes: Iterable[str], verb: str) -> bool:
    """范围之内: whether scopes hold a verb.

    >>> allows(["read"], "see"), allows(["read"], "sign"), allows(["sign"], "sign")
    (True, False, True)
    """
    held = set(scopes)
    return verb in held or ("read" if verb in READING else "write") in held


def _digest(secret: str) -> str:
    """A secret of 256 random bits can't be guessed from its hash; no slow one is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _recorded(actor: Actor, verb: str, token: ApiToken) -> None:
    after: dict[str, object] = {
        "name": token.name,
        "user": token.user.username,
        "scopes": token.scopes,
        "expires_at": token.expires_at.isoformat(),
    }
    record(actor, verb, CONCEPT, token.prefix, None, after, region=token.agency.region_id)
