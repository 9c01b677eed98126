"""zhida users: who may sign in to the pages; passwords that hold once, and locks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from zhida.cli.console import messages, output
from zhida.cli.installation import As, installation, refuse

if TYPE_CHECKING:
    from zhida.platform.access.models import User
    from zhida.platform.access.policy import Actor, Role

users = typer.Typer(help="用户：登记、发一次性口令、解除锁定、列出。", no_args_is_help=True)

Name = Annotated[str, typer.Argument(metavar="姓名", help="用户的姓名，登录时用。")]


@users.command("add")
def add(
    name: Name,
    agency: Annotated[str, typer.Option(metavar="单位", help="单位的代码或全称。")],
    role: Annotated[
        str, typer.Option(metavar="角色", help="经办、审核、审计、系统管理、安全管理或审计管理。")
    ] = "经办",
    who: As = None,
) -> None:
    """登记一名用户，并打印一次性口令。"""
    with installation():
        from zhida.platform.accounts.actions import give_password
        from zhida.platform.administration import add_user, the_agency

        place = the_agency(agency)
        actor = _actor(who, place.code)
        user, new = add_user(actor, name, place, _role(role))
        if not new:
            refuse(
                f"用户“{user.username}”早已登记；重发口令请用 zhida users password {user.username}"
            )
        _show(user, give_password(actor, user))


@users.command("password")
def password(
    name: Name,
    without_factor: Annotated[
        bool, typer.Option("--without-factor", help="同时停用第二因素（手机丢失时）。")
    ] = False,
    who: As = None,
) -> None:
    """重发一次性口令，并退出该用户的全部登录。"""
    with installation():
        from zhida.platform.accounts.actions import give_password

        user = _user(name)
        _show(user, give_password(_actor_for(who, user), user, without_factor=without_factor))


@users.command("unlock")
def unlock(name: Name, who: As = None) -> None:
    """解除因多次输错密码而来的锁定。"""
    with installation():
        from zhida.platform.accounts.actions import unlock as lift

        user = _user(name)
        was = lift(_actor_for(who, user), user)
    output().print(f"已解除“{name}”的锁定。" if was else f"“{name}”没有被锁定。")


@users.command("list")
def listed() -> None:
    """列出用户：单位、角色、上次登录、是否锁定。"""
    with installation():
        from zhida.platform.access.models import User
        from zhida.platform.access.policy import Role
        from zhida.platform.accounts.locking import locked_until

        table = Table("用户", "单位", "角色", "上次登录", "状态")
        for each in User.objects.select_related("agency").order_by("agency__code", "username"):
            seen = each.last_login
            state = "可登录" if each.has_usable_password() else "未发口令"
            if each.must_change_password:
                state = "口令待换"
            if until := locked_until(each.username):
                state = f"锁定至{until.astimezone():%H:%M}"
            table.add_row(
                each.username,
                str(each.agency or "无单位"),
                Role(each.role).label,
                f"{seen.astimezone():%Y-%m-%d %H:%M}" if seen else "从未",
                state if each.is_active else "已停用",
            )
    output().print(table if table.row_count else "还没有用户。")


def _show(user: User, secret: str) -> None:
    output().print(f"用户：{user.username}（{user.agency}）")
    output().print(f"一次性口令：{secret}", highlight=False)
    messages().print("口令只显示这一次；首次登录时须换成自己的密码。")


def _user(name: str) -> User:
    from zhida.platform.access.models import User

    found = User.objects.select_related("agency").filter(username=name).first()
    if found is None:
        refuse(f"没有名为“{name}”的用户，可用 zhida users list 查看")
    return found


def _actor_for(who: str | None, user: User) -> Actor:
    if user.agency is None:
        refuse(f"用户“{user.username}”不属于任何单位，请用 zhida init 为其指定单位")
    return _actor(who, user.agency.code)


def _actor(who: str | None, agency: str) -> Actor:
    """The one named, else whoever works on the machine itself, for this agency."""
    from zhida.platform.access.actors import actor
    from zhida.platform.administration import installer, the_agency

    return actor(who) if who else installer(the_agency(agency))


def _role(text: str) -> Role:
    from zhida.platform.access.policy import Role

    for each in Role:
        if text in (each.value, each.label):
            return each
    refuse(f"没有名为“{text}”的角色，可用的有{'、'.join(str(each.label) for each in Role)}")
