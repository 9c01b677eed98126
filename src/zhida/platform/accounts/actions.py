"""办登录 actions: a password given once and a lock lifted, by whoever looks after the users."""

from __future__ import annotations

import secrets

from allauth.mfa.models import Authenticator

from zhida.platform.access.models import User
from zhida.platform.access.policy import Actor, require
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


def unlock(actor: Actor, user: User) -> bool:
    """解除锁定: answers whether the user was locked. Raises `Forbidden`."""
    region = user.agency.region_id if user.agency else actor.region
    with scope(actor.region):
        require(actor, "unlock", about(region))
        was = locking.clear(user.username)
        record(actor, "unlock", "user", user.username, region=region)
    return was
