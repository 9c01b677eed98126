"""zhida dip install: which directory the server groups by."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.console import output
from zhida.cli.dip.running import Changes, CodeTables, changes_of, running


def install(
    directory: Annotated[Path, typer.Argument(metavar="目录.csv", help="病种目录。")],
    codes: CodeTables = None,
    scores: Annotated[
        Path | None,
        typer.Option(
            "--scores", metavar="测算.json", help="zhida dip score的结果；接口随之给出分值。"
        ),
    ] = None,
    policy: Changes = None,
) -> None:
    """启用一份病种目录：接口从此按它分组；以前的版本都留着。"""
    with running("启用"):
        from zhida.platform.dip.installed import install as put_in_force
        from zhida.platform.dip.installed import versions

        now = datetime.now(UTC).astimezone()
        made = put_in_force(directory, codes, scores, changes_of(policy), now)
        kept = versions()
    told = output()
    told.print(
        f"已启用{made.name}：{made.groups}个病种，版本{made.version}，目录{made.directory[:12]}",
        soft_wrap=True,
    )
    for each in kept:
        mark = "*" if each.version == made.version else " "
        day = datetime.fromisoformat(each.installed).astimezone()
        told.print(f" {mark} {each.version} {day:%Y-%m-%d %H:%M} {each.name} {each.groups}个病种")
