"""zhida migrate: brings the tables to this version."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhida.cli.console import output
from zhida.cli.faults_view import show_faults
from zhida.cli.installation import installation, refuse
from zhida.cli.ledger.counting import counting

if TYPE_CHECKING:
    from zhida.platform.configuration import Configuration

_FAULTY = 1


def migrate(
    rehearse: Annotated[
        bool,
        typer.Option("--rehearse", help="只在副本上预演：恢复最近的备份，更新，核验，然后删去。"),
    ] = False,
    backup: Annotated[
        Path | None,
        typer.Option("--backup", metavar="备份文件", help="预演用的备份；省略时用最近的一份。"),
    ] = None,
) -> None:
    """把数据表、权限、科目和区划更新到本版本；只以建表的角色运行。"""
    if backup and not rehearse:
        refuse("--backup 只用于预演，请与 --rehearse 同用")
    with installation(new=True):
        from zhida.platform.configuration import configuration
        from zhida.platform.installing import examine_configured
        from zhida.platform.migrating import migrate as bring_up_to_date

        configured = configuration()
        examine_configured(configured)
        if rehearse:
            _rehearse(backup, configured)
            return
        applied = bring_up_to_date()
        output().print(
            f"完成{applied}项更新，权限、科目和区划已刷新。"
            if applied
            else "数据表已是最新，权限、科目和区划已刷新。"
        )


def _rehearse(backup: Path | None, configured: Configuration) -> None:
    from zhida.platform.backup.folder import backup_folder, latest
    from zhida.platform.backup.rehearsing import rehearse

    file = backup or latest(configured)
    if file is None:
        refuse(f"{backup_folder(configured)} 里没有备份，请先运行 zhida backup，或用 --backup 指定")
    with counting("预演") as count:
        done = rehearse(file, configured, count)
    console = output()
    console.print(
        f"预演完成：{file.name} 恢复到副本，完成{done.migrated}项更新，"
        f"核验凭证{done.report.vouchers + done.report.unsealed:,}张；副本已删去，正式库没有改动。",
        soft_wrap=True,
    )
    show_faults(console, done.report.faults)
    if not done.report.clean:
        raise typer.Exit(_FAULTY)
