"""记登录 receivers: every sign-in, failure, lock and sign-out becomes a row of the journal."""

from __future__ import annotations

import datetime
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.signals import password_changed
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.http import HttpRequest

from zhida.platform.access.actors import UnknownActor, of_user
from zhida.platform.access.models import User
from zhida.platform.access.policy import Actor, Role
from zhida.platform.accounts import locking
from zhida.platform.journal.actions import State, record
from zhida.platform.scope import scope

CONCEPT = "session"
_NATION = "100000"


def connect() -> None:
    """接上: once, when Django is ready."""
    user_logged_in.connect(_signed_in, dispatch_uid="zhida signed in")
    user_logged_out.connect(_signed_out, dispatch_uid="zhida signed out")
    password_changed.connect(_password_changed, dispatch_uid="zhida password")
    authenticator_added.connect(_factor_added, dispatch_uid="zhida factor added")
    authenticator_removed.connect(_factor_removed, dispatch_uid="zhida factor removed")
    authentication_failed.connect(_factor_failed, dispatch_uid="zhida factor failed")


def sign_in_failed(name: str, ip: str, until: datetime.datetime | None) -> None:
    """登录失败: told to those who watch the user's region, and of an unknown name to the centre."""
    user = User.objects.select_related("agency").filter(username__iexact=name).first()
    name = "".join(each if each.isprintable() else "�" for each in name)
    agency = user.agency if user else None
    nobody = Actor(
        "未登录",
        agency.code if agency else "",
        agency.region_id if agency else _NATION,
        Role.DRAFTER,
    )
    after: State = {"ip": ip}
    with scope(nobody.region):
        record(nobody, "sign_in_failed", CONCEPT, name, None, after)
        if until is not None:
            after = {"ip": ip, "until": until.isoformat(timespec="seconds")}
            record(nobody, "lock", CONCEPT, name, None, after)


def tell(user: User, verb: str, ip: str = "", reason: str = "") -> None:
    """记一笔: of a user upon their own session; of one without an agency nothing can be told."""
    try:
        actor = of_user(user)
    except UnknownActor:
        return
    with scope(actor.region):
        record(actor, verb, CONCEPT, actor.name, None, {"ip": ip} if ip else None, reason)


def _signed_in(request: HttpRequest, user: User, **rest: Any) -> None:
    tell(user, "sign_in", get_adapter().get_client_ip(request))


def _signed_out(request: HttpRequest, user: User | None, **rest: Any) -> None:
    if user is not None:
        tell(user, "sign_out", reason=getattr(request, "signed_out_because", ""))


def _password_changed(request: HttpRequest, user: User, **rest: Any) -> None:
    if user.must_change_password:
        user.must_change_password = False
        user.save(update_fields=["must_change_password"])
    tell(user, "change_password")


def _factor_added(request: HttpRequest, user: User, **rest: Any) -> None:
    tell(user, "add_factor")


def _factor_removed(request: HttpRequest, user: User, **rest: Any) -> None:
    tell(user, "remove_factor")


def _factor_failed(request: HttpRequest, user: User, **rest: Any) -> None:
    until = locking.locked_until(user.username, locking.Door.FACTOR)
    sign_in_failed(user.username, get_adapter().get_client_ip(request), until)
