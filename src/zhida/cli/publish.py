"""zhida publish: a notice as the public may see it, with the list of what was taken out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhida.cli.console import messages, output, report_unreadable
from zhida.cli.installation import refuse

if TYPE_CHECKING:
    from zhida.core.notice.publishing import Publication

_MADE, _REFUSED, _UNREAD = 0, 1, 2


def publish(
    files: Annotated[list[Path], typer.Argument(metavar="通知…", help="通知及其附件。")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="公开稿写到哪个文件夹。")],
    without_copies: Annotated[
        bool, typer.Option("--without-copies", help="不列内部抄送单位。")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 列出隐去的内容。")] = False,
) -> None:
    """做公开稿（docx、PDF、xlsx）：隐去电话、姓名、账号等，并列出隐去了什么，供人复核。

    退出状态：0 已做成；1 不能公开；2 文件无法读取。
    """
    from zhida.documents.intake.batch import outcomes
    from zhida.documents.outcomes import Unreadable

    if missing := [path for path in files if not path.exists()]:
        refuse(f"没有这个文件：{missing[0]}")
    status, told = _MADE, []
    for outcome in outcomes(files):
        if isinstance(outcome, Unreadable):
            report_unreadable(messages(), outcome)
            status = _UNREAD
            continue
        made, published = _one(outcome.name, outcome.notice, out, copies=not without_copies)
        status = max(status, made)
        if published is not None:
            told.append(_object(outcome.name, published))
            if not as_json:
                _show(outcome.name, published)
    if as_json:
        typer.echo(json.dumps({"published": told}, ensure_ascii=False, indent=2))
    raise typer.Exit(status)


def _one(name: str, notice: object, out: Path, *, copies: bool) -> tuple[int, Publication | None]:
    from zhida.core.notice import Notice
    from zhida.core.notice.publishing import PublicationRefused, publication
    from zhida.documents.writing.notice import (
        TypefaceError,
        WordingError,
        issue_files,
        write_files,
    )
    from zhida.documents.writing.replacing import UnwritableReport

    assert isinstance(notice, Notice)
    try:
        published = publication(notice, copies=copies)
        made = tuple(issue_files(published.notice).values())
        out.mkdir(parents=True, exist_ok=True)
        paths = write_files(out, made)
    except PublicationRefused as refused:
        messages().print(f"{name}：{refused}", soft_wrap=True)
        return _REFUSED, None
    except (TypefaceError, WordingError, UnwritableReport) as wrong:
        refuse(f"{name}：{wrong}")
    except OSError as wrong:
        refuse(f"不能写到 {out}：{wrong.strerror}")
    for path in paths:
        messages().print(f"已写入 {path}", soft_wrap=True)
    return _MADE, published


def _show(name: str, published: Publication) -> None:
    console = output()
    console.print(f"{name}：隐去{len(published.removals)}处")
    for each in published.removals:
        place = f"（{each.source.describe()}）" if each.source else ""
        console.print(f"  {each.kind}：{each.words}{place}", soft_wrap=True)
    for doubt in published.doubts:
        console.print(f"  请核对：{doubt}", soft_wrap=True)


def _object(name: str, published: Publication) -> dict[str, object]:
    return {
        "name": name,
        "removals": [
            {
                "kind": each.kind,
                "words": each.words,
                "source": each.source.describe() if each.source else "",
            }
            for each in published.removals
        ],
        "doubts": list(published.doubts),
    }
