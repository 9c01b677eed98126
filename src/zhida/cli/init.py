"""zhida init: from nothing to a database that is ready."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from zhida.cli.console import output
from zhida.cli.installation import installation, refuse


def init(
    agency: Annotated[
        str | None,
        typer.Option(metavar="单位", help="用户所在的单位：代码（如 650100-finance）或全称。"),
    ] = None,
    user: Annotated[
        list[str] | None, typer.Option(metavar="姓名", help="登记一名经办人员，可写多次。")
    ] = None,
    reviewer: Annotated[
        list[str] | None, typer.Option(metavar="姓名", help="登记一名审核人员，可写多次。")
    ] = None,
    sql: Annotated[
        bool, typer.Option("--sql", help="只打印已有 PostgreSQL 上建角色和库的语句。")
    ] = False,
) -> None:
    """建立数据文件夹、数据库和第一批用户；重复运行不会改动已有的内容。"""
    if sql:
        from zhida.platform.database import script

        typer.echo(script(), nl=False)
        return
    if (user or reviewer) and not agency:
        refuse("登记用户须写明单位，例如 zhida init --agency 650100-finance --user 姓名")
    console = output()
    with installation(new=True):
        from zhida.platform.configuration import configuration
        from zhida.platform.installing import examine_configured, people, welcome
        from zhida.platform.migrating import migrate

        configured = configuration()
        console.print(f"数据文件夹：{configured.data_folder}", soft_wrap=True)
        examine_configured(configured)
        kind = "已有的服务器" if configured.database_url else "内置，随程序启动和停止"
        console.print(f"数据库：{kind}")
        applied = migrate()
        console.print(f"数据表：{f'新建或更新{applied}项' if applied else '已是最新'}")
        if agency:
            for each in welcome(agency, user or [], reviewer or []):
                state = "已登记" if each.new else "早已登记"
                console.print(f"用户：{each.name}（{each.role}）{state}")
        _next(console, people(), None if configured.database_url else configured.data_folder)


def _next(console: Console, there: dict[str, list[str]], folder: Path | None) -> None:
    console.print()
    if not there:
        console.print(
            "接下来：登记经办和审核人员各一名，例如\n"
            "  zhida init --agency 650100-finance --user 张三 --reviewer 李四",
            soft_wrap=True,
        )
    elif "reviewer" not in there:
        console.print(
            "接下来：起草人不能审批自己起草的内容，请再登记一名审核人员，例如\n"
            "  zhida init --agency 650100-finance --reviewer 李四",
            soft_wrap=True,
        )
    else:
        console.print("接下来：zhida doctor 检查运行环境；zhida serve 打开网页。", soft_wrap=True)
        if folder:
            console.print(f"请定期备份：zhida backup（数据在 {folder}）。", soft_wrap=True)
