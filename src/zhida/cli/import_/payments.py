"""zhida import payments: files of the treasury, previewed, and booked where they are confirmed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhida.cli.console import messages
from zhida.cli.import_.booked import tell_booked
from zhida.cli.installation import As, installation, refuse
from zhida.cli.ledger.counting import counting

if TYPE_CHECKING:
    from zhida.core.execution.payment_columns import PaymentMapping
    from zhida.documents.execution.payment_files import PaymentFile

_FAULTY = 1
_INTERRUPTED = 130


def payments(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE…", help="国库支付数据，.xlsx、.xls、.csv 或 .json 文件。"),
    ],
    mapping: Annotated[
        Path | None, typer.Option("--mapping", metavar="M.toml", help="列名对应表。")
    ] = None,
    year: Annotated[
        int | None,
        typer.Option("--year", metavar="年度", help="预算年度；文件没有年度列时用。"),
    ] = None,
    confirm: Annotated[
        bool, typer.Option("--confirm", help="记账；没有这个选项时只预览，不写入。")
    ] = False,
    keep: Annotated[
        bool,
        typer.Option("--keep", help="留待确认：不记账，由另一人用 zhida import confirm 确认。"),
    ] = False,
    all_findings: Annotated[
        bool, typer.Option("--all", help="列出每一处问题；否则每类列前几处。")
    ] = False,
    who: As = None,
) -> None:
    """导入国库支付数据。先预览：逐格列出问题和匹配到的指标，加 --confirm 时才记账。"""
    if confirm and keep:
        refuse("--confirm 是现在记账，--keep 是留给另一人确认，只写其中一个")
    with installation():
        from zhida.cli.import_.preview_view import show_preview
        from zhida.platform.access.actors import actor
        from zhida.platform.execution import actions

        acting = actor(who)
        read = _read(files, acting.region, mapping, year)
        with counting("匹配"):
            preview = actions.preview(acting, read)
        show_preview(preview, everything=all_findings)
        if preview.blocked:
            messages().print(
                "文件有错误，没有写入任何内容。改正后重新导入", style="fault", soft_wrap=True
            )
            raise typer.Exit(_FAULTY)
        if keep and not preview.matches:
            messages().print("文件里的每一笔以前都已导入，没有可确认的，没有留存", soft_wrap=True)
            return
        if keep:
            for each in actions.keep(acting, read):
                messages().print(
                    f"{each.file}已留待确认，编号{each.pk}，没有记账。"
                    f"确认用 zhida import confirm {each.pk}",
                    soft_wrap=True,
                )
            return
        if not confirm:
            messages().print(
                "这是预览，没有写入。确认无误后加 --confirm 记账，或加 --keep 留给另一人确认",
                soft_wrap=True,
            )
            return
        if preview.matches:
            try:
                with counting("记账") as count:
                    preview = actions.confirm(acting, read, count)
            except KeyboardInterrupt:
                messages().print(
                    "已中断：文件都没有入账，没有留下一半。再导入一次即可，不会重复记账",
                    style="fault",
                    soft_wrap=True,
                )
                raise typer.Exit(_INTERRUPTED) from None
        tell_booked(preview)


def _read(
    files: list[Path], region: str, mapping: Path | None, year: int | None
) -> list[PaymentFile]:
    from zhida.documents.errors import UnreadableFile
    from zhida.documents.execution.payment_files import read_payment_file

    try:
        said, text = _mapping(mapping, year)
        with counting("读取") as count:
            return [
                read_payment_file(file, region, said, text, lambda rows: count("", rows))
                for file in files
            ]
    except UnreadableFile as error:
        refuse(str(error))


def _mapping(path: Path | None, year: int | None) -> tuple[PaymentMapping, str]:
    from dataclasses import replace

    from zhida.core.execution.payment_columns import NO_MAPPING
    from zhida.documents.execution.payment_mapping import read_mapping

    said, text = (NO_MAPPING, "") if path is None else read_mapping(path)
    return (said if year is None else replace(said, year=year)), text
