"""zhida ledger proof: the ledger in beancount's text format, for another program to add up."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.console import messages
from zhida.cli.installation import installation, refuse
from zhida.cli.ledger.counting import counting


def proof(
    out: Annotated[Path, typer.Option("--out", metavar="FILE.beancount", help="写入的文件。")],
    year: Annotated[
        int | None, typer.Option("--year", metavar="年度", help="只写一个预算年度。")
    ] = None,
) -> None:
    """写出 beancount 格式的全部账页和每个账户的余额断言，供 bean-check 独立验算。"""
    with installation():
        from zhida.documents.writing.replacing import UnwritableReport, replacing
        from zhida.platform.ledger.proof import write_proof

        try:
            with (
                counting("写出凭证") as count,
                replacing(out) as draft,
                draft.open("w", encoding="utf-8", newline="\n") as file,
            ):
                written = write_proof(file, year, lambda vouchers: count("", vouchers))
        except UnwritableReport as error:
            refuse(str(error))
    messages().print(
        f"已写入 {out}：凭证{written.vouchers}张，账户{written.accounts}个。验算：bean-check {out}",
        soft_wrap=True,
    )
