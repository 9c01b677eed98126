"""zhida ledger export: quota records for another system, or for people."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.console import messages
from zhida.cli.installation import As, acting, refuse


def export(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="写入的文件，以 .csv、.xlsx 或 .json 结尾。")
    ],
    year: Annotated[int | None, typer.Option("--year", metavar="年度", help="预算年度。")] = None,
    fund: Annotated[str | None, typer.Option("--fund", metavar="资金", help="资金全称。")] = None,
    who: As = None,
) -> None:
    """导出指标记录：本区划及以下的指标，一条指标一行，在途的另起一行。"""
    from zhida.documents.errors import UnreadableFile
    from zhida.documents.ledger.record_files import write_records
    from zhida.documents.writing.replacing import UnwritableReport

    with acting(who) as actor:
        from zhida.platform.ledger.exchange import export_records

        rows = export_records(actor, year, fund)
    try:
        write_records(file, rows)
    except (UnreadableFile, UnwritableReport) as error:
        refuse(str(error))
    messages().print(f"已写入{len(rows)}条指标记录：{file}", soft_wrap=True)
