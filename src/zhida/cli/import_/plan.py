"""zhida import plan: the monthly spending plan, previewed, and in force where it is confirmed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from zhida.cli.console import messages, output
from zhida.cli.installation import As, installation, refuse

if TYPE_CHECKING:
    from zhida.platform.execution.plan_reading import PlanPreview

_FAULTY = 1


def plan(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]", help="分月用款计划，csv 或 xlsx；省略时列出导入过的计划。"
        ),
    ] = None,
    year: Annotated[
        int | None, typer.Option("--year", metavar="年度", help="预算年度；省略时为今年。")
    ] = None,
    confirm: Annotated[
        bool, typer.Option("--confirm", help="写入计划；没有这个选项时只预览，不写入。")
    ] = False,
    who: As = None,
) -> None:
    """导入本区划的分月用款计划，执行进度与它比较。先预览，加 --confirm 时才写入。"""
    import datetime

    with installation():
        from zhida.documents.allocation.faults import FaultyInput
        from zhida.platform.access.actors import actor
        from zhida.platform.execution import plan_actions

        acting = actor(who)
        if file is None:
            _list(acting.region)
            return
        year = year or datetime.datetime.now().astimezone().year
        content = _content(file)
        try:
            preview = plan_actions.preview_plan(acting, file.name, content, year)
        except FaultyInput as error:
            refuse(str(error))
        _show(preview)
        if preview.faults:
            messages().print(
                "文件有错误，没有写入任何内容。改正后重新导入", style="fault", soft_wrap=True
            )
            raise typer.Exit(_FAULTY)
        if not confirm:
            messages().print("这是预览，没有写入。核对无误后加 --confirm 写入", soft_wrap=True)
            return
        kept = plan_actions.keep_plan(acting, file.name, content, year)
        if kept.decided_by:
            messages().print(f"{file.name}就是{year}年度现行的用款计划，没有再导入", soft_wrap=True)
            return
        plan_actions.confirm_plan(acting, kept.pk)
        messages().print(f"{file.name}已是{year}年度的用款计划", soft_wrap=True)


def _content(file: Path) -> bytes:
    from zhida.documents.reading.limits import Limits

    try:
        if file.stat().st_size > Limits().text_bytes:
            refuse(f"{file.name}：文件过大。请确认这是一张分月用款计划表")
        return file.read_bytes()
    except OSError:
        refuse(f"{file.name}：没有这个文件，或打不开。请检查文件名和所在文件夹")


def _show(preview: PlanPreview) -> None:
    from zhida.cli.import_.preview_view import yuan
    from zhida.cli.tables_view import plain_table

    for fault in preview.faults:
        messages().print(Text(fault.sentence, style="fault"), soft_wrap=True)
    table = plain_table("对象", "代码", "名称", "全年（元）")
    table.columns[3].justify = "right"
    for row in preview.rows:
        table.add_row(row.sort.label, Text(row.key), Text(row.name), yuan(row.plan.total))
    output().print(table)


def _list(region: str) -> None:
    """The files of the region, the newest first."""
    from django.utils import timezone

    from zhida.cli.tables_view import plain_table
    from zhida.platform.execution.plan_grids import state_words
    from zhida.platform.execution.plan_queries import in_force, plan_files
    from zhida.platform.scope import scope

    with scope(region):
        found = list(plan_files(region))
        if not found:
            messages().print("还没有用款计划。写文件名导入一份", soft_wrap=True)
            return
        table = plain_table("年度", "文件", "经办", "导入时间", "状态")
        for each in found:
            current = in_force(region, each.year)
            table.add_row(
                str(each.year),
                Text(each.file),
                Text(each.imported_by),
                f"{timezone.localtime(each.imported_at):%Y-%m-%d %H:%M}",
                state_words(each, current is not None and current.pk == each.pk),
            )
        output().print(table)
