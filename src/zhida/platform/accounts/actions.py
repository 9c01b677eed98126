"""办登录 actions: passwords given once, locks lifted, roles changed, by whoever looks after the users."""

from __future__ import annotations

import secrets

from allauth.mfa.models import Authenticator

from zhida.platform.access.models import User
from zhida.platform.access.policy import Actor, Forbidden, Role, require
from zhida.platform.access.queries import about
from zhida.platform.accounts import locking
from zhida.platform.journal.actions import record
from zhida.platform.scope import scope

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def one_time_password() -> str:
    """一次性口令: 16 signs that can't be taken for each other, in four groups (79 bits)."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
    return "-".join(groups)


def give_password(actor: Actor, user: User, *, without_factor: bool = False) -> str:
    """重置口令: a new one that must be changed at the first sign-in; ends all sessions of the user.

    `without_factor` also takes the second factor away, for who has lost it. Raises
    `Forbidden`.
    """
    agency = user.agency
    region = agency.region_id if agency else actor.region
    password = one_time_password()
    with scope(actor.region):
        require(actor, "set_password", about(region))
        user.set_password(password)
        user.must_change_password = True
        user.save(update_fields=["password", "must_change_password"])
        if without_factor:
            Authenticator.objects.filter(user=user).delete()
        locking.clear(user.username)
        after: dict[str, object] = {"factor_removed": without_factor}
        record(actor, "set_password", "user", user.username, None, after, region=region)
    return password


def set_role(actor: Actor, user: User, role: Role, reason: str) -> None:
    """变更角色: from the next page on. Raises `Forbidden`, also for one's own role."""
    with scope(actor.region):
        region = _theirs(actor, user, "set_role", reason)
        before: dict[str, object] = {"role": user.role}
        if user.role == role:
            raise Forbidden(f"{user.username}的角色已是{role.label}")
        user.role = role
        user.save(update_fields=["role"])
        after: dict[str, object] = {"role": str(role)}
        record(actor, "set_role", "user", user.username, before, after, reason, region=region)


def switch(actor: Actor, user: User, reason: str, *, on: bool) -> None:
    """停用、恢复: who is switched off is out at once. Raises `Forbidden`, also for oneself."""
    verb = "switch_on" if on else "switch_off"
    with scope(actor.region):
        region = _theirs(actor, user, verb, reason)
        if user.is_active == on:
            raise Forbidden(f"{user.username}{'没有停用' if on else '已经停用'}")
        before: dict[str, object] = {"active": user.is_active}
        user.is_active = on
        user.save(update_fields=["is_active"])
        after: dict[str, object] = {"active": on}
        record(actor, verb, "user", user.username, before, after, reason, region=region)


def _theirs(actor: Actor, user: User, verb: str, reason: str) -> str:
    """The region of the user, once the actor may do that to somebody else for a reason."""
    region = user.agency.region_id if user.agency else actor.region
    require(actor, verb, about(region))
    if user.username == actor.name:
        raise Forbidden("自己的角色和账号由另一名安全管理人员办理")
    if not reason.strip():
        raise Forbidden("请写明理由")
    return region


def unlock(actor: Actor, user: User) -> bool:
    """解除锁定: answers whether the user was locked. Raises `Forbidden`."""
    region = user.agency.region_id if user.agency else actor.region
    with scope(actor.region):
        require(actor, "unlock", about(region))
        was = locking.clear(user.username)
        record(actor, "unlock", "user", user.username, region=region)
    return was
