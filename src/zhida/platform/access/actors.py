"""办理人 actors: from a name on the command line, or a user of the pages, to who acts."""

from __future__ import annotations

import getpass

from zhida.platform.access.models import User
from zhida.platform.access.policy import Actor, Role


class UnknownActor(LookupError):
    """办理人不明: nobody acts. The message is a Chinese sentence with its mend."""


def actor(name: str | None = None) -> Actor:
    """办理人: the active user of a name.

    Without a name: the one who is called as the account of this computer is,
    else the only user there is. Raises `UnknownActor` where that is nobody, or
    leaves a choice.
    """
    users = User.objects.filter(is_active=True, agency__isnull=False).select_related("agency")
    if name is not None:
        found = users.filter(username=name).first()
        if found is None:
            raise UnknownActor(f"没有名为“{name}”的用户。{_known(list(users[:_SHOWN]))}")
        return of_user(found)
    if found := users.filter(username=_account()).first():
        return of_user(found)
    several = list(users[:_SHOWN])
    if len(several) == 1:
        return of_user(several[0])
    raise UnknownActor(
        f"有多名用户，请用 --as 指明由谁办理。{_known(several)}" if several else _known(several)
    )


_SHOWN = 8


def of_user(user: User) -> Actor:
    """The actor that a user is. Raises `UnknownActor` for one without an agency."""
    if user.agency is None:
        raise UnknownActor(f"用户“{user.username}”不属于任何单位，请用 zhida init 为其指定单位")
    agency = user.agency
    return Actor(user.username, agency.code, agency.region_id, Role(user.role), agency.kind)


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account without a name
        return ""


def _known(users: list[User]) -> str:
    if not users:
        return "还没有用户，请运行 zhida init --agency 单位代码 --user 姓名"
    names = "、".join(f"{each.username}（{Role(each.role).label}）" for each in users)
    return f"现有用户：{names}"
