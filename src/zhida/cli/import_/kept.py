"""zhida import kept, confirm, drop: files that one person previewed and another confirms."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from zhida.cli.console import messages, output
from zhida.cli.import_.booked import tell_booked
from zhida.cli.installation import As, acting, installation
from zhida.cli.ledger.counting import counting

All = Annotated[bool, typer.Option("--all", help="列出每一处问题；否则每类列前几处。")]
Numbers = Annotated[
    list[int], typer.Argument(metavar="IMPORT…", help="留待确认的导入的编号，见 kept。")
]


def kept(
    number: Annotated[
        int | None,
        typer.Argument(metavar="[IMPORT]", help="看这一个文件的预览，按现在的指标和余额。"),
    ] = None,
    all_findings: All = False,
    who: As = None,
) -> None:
    """留待确认的文件：编号、谁留的、几笔、净额；写编号时预览那一个。"""
    if number is not None:
        with installation():
            from zhida.cli.import_.preview_view import show_preview
            from zhida.platform.access.actors import actor
            from zhida.platform.execution import actions

            with counting("匹配"):
                preview = actions.preview_kept(actor(who), [number])
            show_preview(preview, everything=all_findings)
            return
    with acting(who) as somebody:
        from django.utils import timezone

        from zhida.cli.import_.preview_view import yuan
        from zhida.cli.tables_view import plain_table
        from zhida.platform.execution.payment_queries import kept_imports

        found = kept_imports(somebody.region)
        if not found:
            messages().print("没有留待确认的文件", soft_wrap=True)
            return
        table = plain_table("编号", "文件", "经办", "留存时间", "笔数", "净额（元）")
        for column in table.columns[4:]:
            column.justify = "right"
        for each in found:
            when = timezone.localtime(each.imported_at)
            table.add_row(
                str(each.pk),
                Text(each.file),
                Text(each.imported_by),
                f"{when:%Y-%m-%d %H:%M}",
                str(each.payments),
                yuan(each.fen),
            )
        output().print(table)


def confirm(numbers: Numbers, who: As = None) -> None:
    """确认：把留待确认的文件记账；写几个编号的，全部记账或者都不记。"""
    with installation():
        from zhida.platform.access.actors import actor
        from zhida.platform.execution import actions

        with counting("记账") as count:
            done = actions.confirm_kept(actor(who), numbers, count)
        tell_booked(done)


def drop(
    number: Annotated[int, typer.Argument(metavar="IMPORT", help="留待确认的导入的编号。")],
    reason: Annotated[str, typer.Option("--reason", metavar="理由", help="为什么。")],
    who: As = None,
) -> None:
    """放弃：不再确认所留的文件，文件和理由都保留。"""
    with installation():
        from zhida.platform.access.actors import actor
        from zhida.platform.execution import actions

        dropped = actions.discard_kept(actor(who), number, reason)
        messages().print(f"导入{number}（{dropped.file}）已放弃，没有记账", soft_wrap=True)
