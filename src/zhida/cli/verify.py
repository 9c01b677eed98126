"""zhida verify: is a file one that this installation made, and is it unchanged?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhida.cli.console import output
from zhida.cli.installation import As, refuse
from zhida.cli.issue.steps import acting_for

if TYPE_CHECKING:
    from zhida.platform.reports.marks import Marked
    from zhida.platform.reports.verifying import Answer

_UNKNOWN = 1


def verify(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="文件…", help="报表、文稿或从页面导出的文件；签发件也可以是转换过的。"
        ),
    ] = None,
    marks: Annotated[
        list[str] | None,
        typer.Option("--mark", metavar="校验码", help="签发件末页印的校验码，可以写多个。"),
    ] = None,
    who: As = None,
) -> None:
    """验证文件或校验码：是哪一份，何时、由谁生成或签发，有没有改动。有认不出或改动过的，退出状态为 1。"""
    if not files and not marks:
        refuse("请写要验证的文件，或用 --mark 写校验码")
    contents = [(each.name, _read(each)) for each in files or ()]
    with acting_for(who) as actor:
        from zhida.platform.reports.marks import typed
        from zhida.platform.reports.verifying import verified
        from zhida.platform.scope import scope

        with scope(actor.region):
            answers = [verified(name, content) for name, content in contents]
            found = [(each, typed(each)) for each in marks or ()]
        for answer in answers:
            _show(answer)
        for text, marked in found:
            if marked is None:
                refuse(f"“{text}”不是校验码：应为16位数字和大写字母，每4位一组")
            output().print(marked.sentence, style=_style(marked.holds), soft_wrap=True)
    holds = all(each.holds for each in answers) and all(each and each.holds for _, each in found)
    raise typer.Exit(0 if holds else _UNKNOWN)


def _show(answer: Answer) -> None:
    from django.utils.timezone import localtime

    output().print(answer.sentence, style=_style(answer.holds), soft_wrap=True)
    output().print(f"  SHA-256 {answer.sha256}", soft_wrap=True)
    for each in (*answer.same, *answer.named):
        at = f"{localtime(each.at):%Y-%m-%d %H:%M}" if each.at is not None else ""
        lead = "" if answer.same else "同名的是："
        output().print(f"  {lead}{each.words}　{each.by} {at}".rstrip(), soft_wrap=True)
    if answer.marked is not None:
        _show_differences(answer.marked)


def _show_differences(marked: Marked) -> None:
    for each in marked.told:
        output().print(f"  {each}", soft_wrap=True)


def _style(holds: bool) -> str | None:
    return None if holds else "fault"


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as wrong:
        refuse(f"{file}：打不开（{wrong.strerror}）。请检查文件名")
