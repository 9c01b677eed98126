"""zhida restore: a backup into an empty database, and the proof that it is the same."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.console import messages, output
from zhida.cli.faults_view import show_faults
from zhida.cli.installation import installation
from zhida.cli.ledger.counting import counting

_FAULTY = 1


def restore(
    file: Annotated[Path, typer.Argument(metavar="备份文件", help="zhida backup 写出的文件。")],
) -> None:
    """从备份恢复到空的数据库：先校验文件的每个部分，恢复后核对行数和封存首，并核验全账。"""
    with installation(new=True):
        from zhida.platform.backup.whole import restore as restore_all
        from zhida.platform.configuration import configuration
        from zhida.platform.installing import examine_configured
        from zhida.platform.monitoring.verified import remember

        configured = configuration()
        examine_configured(configured)
        with counting("恢复") as count:
            restored = restore_all(file, configured, count)
        remember(configured.data_folder, restored.report.blocks, restored.report.clean)
    manifest, report = restored.manifest, restored.report
    console = output()
    taken = manifest.taken_at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    console.print(
        f"已恢复到{taken}：{len(manifest.tables)}张表，{manifest.rows:,}行，"
        f"行数和账的最后一块（第{manifest.blocks}块）与备份一致。",
        soft_wrap=True,
    )
    if restored.migrated:
        console.print(f"备份来自较早的版本，又完成{restored.migrated}项更新。", soft_wrap=True)
    if not restored.key:
        messages().print(
            "网页密钥与备份时不同：各人须重新登录，并重新登记第二因素；"
            "原来设置了 ZHIDA_SECRET_KEY 的，请设回原值。",
            soft_wrap=True,
        )
    show_faults(console, report.faults)
    if not report.clean:
        raise typer.Exit(_FAULTY)
