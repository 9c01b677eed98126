"""安装 installing: from an empty machine to a database that is ready, as often as one likes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zhida.platform.configuration import Configuration
from zhida.platform.database import examine
from zhida.platform.errors import NotReady
from zhida.platform.safety import examine_role


@dataclass(frozen=True, slots=True)
class Welcome:
    """已登记的人: a user's name, role in words, and whether the user is new."""

    name: str
    role: str
    new: bool


def examine_configured(configured: Configuration, *, migrating: bool = True) -> None:
    """检查配置: that a configured server is there and fit, for who migrates too. Raises `NotReady`."""
    if not configured.database_url:
        return
    examine(configured.database_url)
    examine_role(configured.database_url, "ZHIDA_DATABASE_URL")
    if not migrating:
        return
    if not configured.owner_database_url:
        raise NotReady(
            "设置了 ZHIDA_DATABASE_URL，还须设置 ZHIDA_OWNER_DATABASE_URL（建表用的角色），"
            "两个角色见 zhida init --sql"
        )
    examine(configured.owner_database_url)
    examine_role(configured.owner_database_url, "ZHIDA_OWNER_DATABASE_URL")


def welcome(agency: str, drafters: Sequence[str], reviewers: Sequence[str]) -> list[Welcome]:
    """登记用户: the first people of an agency (its code or name), who were not there yet.

    Raises `Unregistrable`.
    """
    from zhida.platform.access.policy import Role
    from zhida.platform.administration import add_user, installer, the_agency
    from zhida.platform.scope import scope

    place = the_agency(agency)
    actor = installer(place)
    asked = [(name, Role.DRAFTER) for name in drafters]
    asked += [(name, Role.REVIEWER) for name in reviewers]
    with scope(actor.region):  # all of them or none
        return [
            Welcome(name, role.label, add_user(actor, name, place, role)[1]) for name, role in asked
        ]


def people() -> dict[str, list[str]]:
    """谁在办理: the names of the active users by role."""
    from zhida.platform.access.models import User
    from zhida.platform.access.policy import Role

    found: dict[str, list[str]] = {}
    for user in User.objects.filter(is_active=True, agency__isnull=False).order_by("pk"):
        found.setdefault(Role(user.role).value, []).append(user.username)
    return found
