"""zhida tokens: by which systems call the API; printed once, listed without the secret, revoked."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from zhida.cli.console import messages, output
from zhida.cli.installation import As, installation, refuse

if TYPE_CHECKING:
    from zhida.platform.access.policy import Actor

tokens = typer.Typer(help="接口令牌：发放、列出、撤销。", no_args_is_help=True)

DAYS = 365


@tokens.command("add")
def add(
    user: Annotated[str, typer.Argument(metavar="用户", help="系统以哪名用户的身份办理。")],
    name: Annotated[str, typer.Option("--name", metavar="用途", help="哪个系统用，如 国库系统。")],
    scope: Annotated[
        list[str] | None,
        typer.Option(
            "--scope", metavar="范围", help="read（读取）、write（办理）或权限表中的一项；可重复。"
        ),
    ] = None,
    days: Annotated[
        int, typer.Option("--days", min=1, max=3650, metavar="天数", help="多少天以后到期。")
    ] = DAYS,
    who: As = None,
) -> None:
    """发放一个令牌，只显示一次。不写 --scope 的只能读取。"""
    with installation():
        from django.utils import timezone

        from zhida.platform.access.models import User
        from zhida.platform.api.tokens import add_token

        found = User.objects.select_related("agency").filter(username=user).first()
        if found is None:
            refuse(f"没有名为“{user}”的用户，可用 zhida users list 查看")
        if found.agency is None:
            refuse(f"用户“{user}”不属于任何单位，请用 zhida init 为其指定单位")
        until = timezone.now() + datetime.timedelta(days=days)
        actor = _actor(who, found.agency.code)
        made, secret = add_token(actor, found, name, scope or ["read"], until)
    output().print(f"令牌：{secret}", highlight=False, soft_wrap=True)
    messages().print(
        f"以{user}（{found.agency.name}）的身份办理，范围 {'、'.join(made.scopes)}，"
        f"{timezone.localtime(until):%Y-%m-%d}到期。令牌只显示这一次，请存到系统的配置里。",
        soft_wrap=True,
    )


@tokens.command("list")
def listed() -> None:
    """列出令牌：开头、用途、用户、范围、到期、上次使用、状态。"""
    with installation():
        from django.utils import timezone

        from zhida.platform.api.models import ApiToken

        table = Table("令牌", "用途", "单位", "用户", "范围", "到期", "上次使用", "状态")
        now = timezone.now()
        for each in ApiToken.objects.select_related("agency", "user").order_by("pk"):
            used = each.last_used_at
            state = "有效" if each.expires_at > now else "已过期"
            table.add_row(
                each.prefix,
                each.name,
                each.agency.name,
                each.user.username,
                "、".join(each.scopes),
                f"{timezone.localtime(each.expires_at):%Y-%m-%d}",
                f"{timezone.localtime(used):%Y-%m-%d %H:%M}" if used else "从未",
                "已撤销" if each.revoked_at else state,
            )
    output().print(table if table.row_count else "还没有令牌。")


@tokens.command("revoke")
def revoke(
    prefix: Annotated[
        str, typer.Argument(metavar="令牌", help="令牌的开头八位，见 zhida tokens list。")
    ],
    who: As = None,
) -> None:
    """撤销一个令牌，随即失效。"""
    with installation():
        from zhida.platform.api.models import ApiToken
        from zhida.platform.api.tokens import revoke_token

        found = ApiToken.objects.select_related("agency").filter(prefix=prefix).first()
        if found is None:
            refuse(f"没有以“{prefix}”开头的令牌，可用 zhida tokens list 查看")
        revoke_token(_actor(who, found.agency.code), prefix)
    output().print(f"令牌{prefix}（{found.name}）已撤销。")


def _actor(who: str | None, agency: str) -> Actor:
    """The one named, else whoever works on the machine itself, for this agency."""
    from zhida.platform.access.actors import actor
    from zhida.platform.administration import installer, the_agency

    return actor(who) if who else installer(the_agency(agency))
