"""用户接口 users: who has which role where; what the security administrator does about it."""

from __future__ import annotations

import datetime

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone
from ninja import Query

from zhida.platform import administration
from zhida.platform.access.models import User
from zhida.platform.access.policy import Role
from zhida.platform.accounts import actions
from zhida.platform.accounts.models import FailedSignIn
from zhida.platform.accounts.queries import people
from zhida.platform.api.bearer import Call
from zhida.platform.api.paging import Page, Paged, oldest
from zhida.platform.api.refusing import Refused
from zhida.platform.api.routes import Routes, one
from zhida.platform.api.shapes import Asked, Code, Name, Number, Said, Told, Words
from zhida.platform.regions.models import Agency

routes = Routes("用户")


class UsersAsked(Paged):
    """用户筛选: of a region and below, the actor's own unless said."""

    region: Code = ""
    text: Words = ""
    role: Role | None = None


class UserTold(Told):
    """用户: `factor` tells of a second one; `locked_until` is None where nothing is locked."""

    number: int
    name: str
    agency: str
    region: str
    role: str
    role_name: str
    active: bool
    factor: bool
    locked_until: datetime.datetime | None


class GivenTold(Told):
    """一次性口令: told once; the same request sent again is answered without it."""

    user: UserTold
    password: str


class UserAsked(Asked):
    """登记用户."""

    name: Name
    agency: Said
    role: Role


class RoleAsked(Asked):
    """变更角色."""

    role: Role
    reason: Said


class Why(Asked):
    """理由."""

    reason: Said


class PasswordAsked(Asked):
    """重置口令: `without_factor` takes the second factor away, too, from who has lost it."""

    without_factor: bool = False


@routes.read("/users", "see_users")
def users(call: Call, asked: Query[UsersAsked]) -> Page[UserTold]:
    """用户: in the order in which they were registered."""
    found = _people(call.region(asked.region, "see_users"))
    if asked.text:
        found = found.filter(username__icontains=asked.text)
    if asked.role is not None:
        found = found.filter(role=asked.role)
    return oldest(found, asked, "users", _told)


@routes.read("/users/{number}", "see_users")
def user(call: Call, number: Number) -> UserTold:
    """一名用户."""
    return _told(_user(call, number))


@routes.write("/users", "add_user", withheld=("password",))
def add_user(call: Call, body: UserAsked) -> GivenTold:
    """登记用户: with a one-time password, which must be changed at the first sign-in."""
    agency: Agency = one(Agency.objects, "单位", code=body.agency)
    call.within("set_password")
    made, new = administration.add_user(call.actor, body.name, agency, body.role)
    if not new:
        raise Refused(
            409,
            "refused",
            f"用户“{made.username}”早已登记",
            "重发口令请用 /users/{number}/password",
        )
    return _given(call, made, actions.give_password(call.actor, made))


@routes.write("/users/{number}/password", "set_password", withheld=("password",))
def give_password(call: Call, number: Number, body: PasswordAsked) -> GivenTold:
    """重置口令: a new one-time password; all the user's sessions end."""
    found = _user(call, number)
    secret = actions.give_password(call.actor, found, without_factor=body.without_factor)
    return _given(call, found, secret)


@routes.write("/users/{number}/role", "set_role")
def set_role(call: Call, number: Number, body: RoleAsked) -> UserTold:
    """变更角色: not one's own."""
    actions.set_role(call.actor, _user(call, number), body.role, body.reason)
    return _told(_user(call, number))


@routes.write("/users/{number}/switch-off", "switch_off")
def switch_off(call: Call, number: Number, body: Why) -> UserTold:
    """停用用户: out at once, tokens too."""
    actions.switch(call.actor, _user(call, number), body.reason, on=False)
    return _told(_user(call, number))


@routes.write("/users/{number}/switch-on", "switch_on")
def switch_on(call: Call, number: Number, body: Why) -> UserTold:
    """恢复用户."""
    actions.switch(call.actor, _user(call, number), body.reason, on=True)
    return _told(_user(call, number))


@routes.write("/users/{number}/unlock", "unlock")
def unlock(call: Call, number: Number) -> UserTold:
    """解除锁定."""
    actions.unlock(call.actor, _user(call, number))
    return _told(_user(call, number))


def _people(region: str) -> QuerySet[User]:
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type="totp")
    locks = FailedSignIn.objects.filter(
        name=OuterRef("username"), locked_until__gt=timezone.now()
    ).values("locked_until")[:1]
    return people(region).annotate(factor=Exists(factors), locked_until=Subquery(locks))


def _user(call: Call, number: int) -> User:
    found: User = one(_people(call.actor.region), "用户", pk=number)
    return found


def _given(call: Call, found: User, secret: str) -> GivenTold:
    return GivenTold(user=_told(_user(call, found.pk)), password=secret)


def _told(each: User) -> UserTold:
    agency = each.agency
    assert agency is not None
    return UserTold(
        number=each.pk,
        name=each.username,
        agency=agency.code,
        region=agency.region_id,
        role=each.role,
        role_name=str(Role(each.role).label),
        active=each.is_active,
        factor=bool(getattr(each, "factor", False)),
        locked_until=getattr(each, "locked_until", None),
    )
