"""zhida migrate: brings the tables to this version."""

from __future__ import annotations

from zhida.cli.console import output
from zhida.cli.installation import installation


def migrate() -> None:
    """把数据表、权限、科目和区划更新到本版本；只以建表的角色运行。"""
    with installation():
        from zhida.platform.configuration import configuration
        from zhida.platform.installing import examine_configured
        from zhida.platform.migrating import migrate as bring_up_to_date

        examine_configured(configuration())
        applied = bring_up_to_date()
        output().print(
            f"完成{applied}项更新，权限、科目和区划已刷新。"
            if applied
            else "数据表已是最新，权限、科目和区划已刷新。"
        )
