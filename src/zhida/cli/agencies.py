"""zhida agencies: the units that money goes to, found, listed and registered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from zhida.cli.console import output
from zhida.cli.installation import As, acting, installation

if TYPE_CHECKING:
    from zhida.platform.regions.models import Agency

agencies = typer.Typer(help="单位：查找、列出和登记。", no_args_is_help=True)


@agencies.command("find")
def find(
    words: Annotated[
        list[str], typer.Argument(metavar="名称或代码", help="可写几个词，都须符合。")
    ],
) -> None:
    """在全国的单位中查找；还没有用户时也可以。"""
    with installation():
        from zhida.platform.regions.queries import agencies as found

        _show(found(" ".join(words)))


@agencies.command("list")
def listed(
    region: Annotated[
        str | None, typer.Argument(metavar="区划代码", help="默认是办理人的区划。")
    ] = None,
    who: As = None,
) -> None:
    """列出一个区划及其下级的单位。"""
    with acting(who) as actor:
        from zhida.platform.regions.queries import agencies as found

        _show(found(region=region or actor.region, limit=10_000))


@agencies.command("add")
def add(
    name: Annotated[str, typer.Argument(metavar="名称", help="单位全称。")],
    region: Annotated[
        str | None, typer.Option(metavar="区划代码", help="默认是办理人的区划。")
    ] = None,
    code: Annotated[
        str, typer.Option(metavar="单位编码", help="官方的编码；没有时自编，并标明。")
    ] = "",
    source: Annotated[str, typer.Option(metavar="来源", help="编码见于哪个文件或系统。")] = "",
    reason: Annotated[str, typer.Option(metavar="事由", help="写入日志。")] = "",
    who: As = None,
) -> None:
    """登记一个预算单位，如医院、经办机构。"""
    with acting(who) as actor:
        from zhida.platform.administration import add_agency

        made = add_agency(
            actor, name, region or actor.region, code=code, source=source, reason=reason
        )
    output().print(f"已登记：{made.code} {made.name}")


def _show(found: Iterable[Agency]) -> None:
    table = Table.grid(padding=(0, 2))
    for each in found:
        local = "（自编代码）" if each.status == "local" else ""
        table.add_row(each.code, each.name, each.region.full_name, local)
    output().print(table if table.row_count else "没有符合的单位。")
