"""zhida verify: is a file one that this installation made, and is it unchanged?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.console import output
from zhida.cli.installation import As, refuse
from zhida.cli.issue.steps import acting_for

_UNKNOWN = 1


def verify(
    files: Annotated[
        list[Path], typer.Argument(metavar="文件…", help="报表、文稿或从页面导出的文件。")
    ],
    who: As = None,
) -> None:
    """验证文件：是哪一份报表或文稿，何时、由谁生成，有没有改动。有认不出或改动过的，退出状态为 1。"""
    contents = [(each.name, _read(each)) for each in files]
    unknown = False
    with acting_for(who) as actor:
        from django.utils.timezone import localtime

        from zhida.platform.reports.verifying import verified
        from zhida.platform.scope import scope

        with scope(actor.region):
            answers = [verified(name, content) for name, content in contents]
        for answer in answers:
            unknown = unknown or not answer.same
            style = None if answer.same else "fault"
            output().print(answer.sentence, style=style, soft_wrap=True)
            output().print(f"  SHA-256 {answer.sha256}", soft_wrap=True)
            for each in (*answer.same, *answer.named):
                at = f"{localtime(each.at):%Y-%m-%d %H:%M}" if each.at is not None else ""
                lead = "" if answer.same else "同名的是："
                output().print(f"  {lead}{each.words}　{each.by} {at}".rstrip(), soft_wrap=True)
    raise typer.Exit(_UNKNOWN if unknown else 0)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as wrong:
        refuse(f"{file}：打不开（{wrong.strerror}）。请检查文件名")
