"""zhida backup: the whole installation in one file."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.console import messages, output
from zhida.cli.installation import installation
from zhida.cli.ledger.counting import counting


def backup(
    target: Annotated[
        Path | None,
        typer.Argument(
            metavar="文件夹或文件",
            help="写到哪里；省略时写入设置的备份文件夹。",
            show_default=False,
        ),
    ] = None,
) -> None:
    """备份整个系统到一个文件：同一时刻的全部数据、存放的原件和网页密钥；记账不必停。"""
    with installation():
        from zhida.platform.backup.dumping import back_up
        from zhida.platform.backup.folder import new_file
        from zhida.platform.backup.whole import owner_address
        from zhida.platform.configuration import configuration

        configured = configuration()
        file = new_file(target, configured, datetime.datetime.now().astimezone())
        with counting("备份") as count:
            manifest = back_up(owner_address(configured), configured, file, count)
    output().print(
        f"已备份：{file}（{len(manifest.tables)}张表，{manifest.rows:,}行，账到第{manifest.blocks}块）",
        soft_wrap=True,
    )
    held = any(each.name == "secret-key" for each in manifest.parts)
    messages().print(
        "文件含全部数据和网页密钥，只有属主能读：请加密后另存到别的机器。"
        if held
        else "文件不含网页密钥（ZHIDA_SECRET_KEY 由你们设置），请另行妥善保存：没有它，第二因素须重新登记。",
        soft_wrap=True,
    )
