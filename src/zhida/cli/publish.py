"""zhida publish: a notice as the public may see it, with the list of what was taken out."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhida.cli.console import messages, output, report_unreadable
from zhida.cli.installation import As, installation, refuse

if TYPE_CHECKING:
    from zhida.core.notice import Notice
    from zhida.core.notice.publishing import Publication
    from zhida.documents.writing.notice.files import IssuedFile

    Keep = Callable[[Notice, Sequence[IssuedFile], int, Callable[[], None]], None]

_MADE, _REFUSED, _UNREAD = 0, 1, 2


def publish(
    files: Annotated[list[Path], typer.Argument(metavar="通知…", help="通知及其附件。")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="公开稿写到哪个文件夹。")],
    without_copies: Annotated[
        bool, typer.Option("--without-copies", help="不列内部抄送单位。")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 列出隐去的内容。")] = False,
    who: As = None,
) -> None:
    """做公开稿（docx、PDF、xlsx）：隐去电话、姓名、账号等，并列出隐去了什么，供人复核。

    装有系统的，须有公开的权限，记入日志，并报送限期公开的任务；没有装的，只处理文件。

    退出状态：0 已做成；1 不能公开；2 文件无法读取，或无权公开。
    """
    from zhida.documents.intake.batch import outcomes
    from zhida.documents.outcomes import Unreadable

    if missing := [path for path in files if not path.exists()]:
        refuse(f"没有这个文件：{missing[0]}")
    status, told = _MADE, []
    keep = _keeper(who)
    for outcome in outcomes(files):
        if isinstance(outcome, Unreadable):
            report_unreadable(messages(), outcome)
            status = _UNREAD
            continue
        made, published = _one(outcome.name, outcome.notice, out, keep, copies=not without_copies)
        status = max(status, made)
        if published is not None:
            told.append(_object(outcome.name, published))
            if not as_json:
                _show(outcome.name, published)
    if as_json:
        typer.echo(json.dumps({"published": told}, ensure_ascii=False, indent=2))
    raise typer.Exit(status)


def _keeper(who: str | None) -> Keep:
    """How public files are put in place: by the installation's leave, or just so without one."""
    from zhida.platform.configuration import is_installed
    from zhida.platform.errors import NotReady

    try:
        if not is_installed():
            if who is not None:
                refuse("这台电脑没有装系统，不要写 --as；装系统用 zhida init")
            messages().print("没有装系统：只处理文件，没有查权限，没有记日志", soft_wrap=True)
            return lambda _notice, _made, _removed, write: write()
    except NotReady as wrong:
        refuse(str(wrong))

    def keep(
        notice: Notice, made: Sequence[IssuedFile], removed: int, write: Callable[[], None]
    ) -> None:
        with installation():
            from zhida.platform.access.actors import actor
            from zhida.platform.obligations.publishing import publish as permitted

            hashes = {each.name: each.sha256 for each in made}
            duty = permitted(actor(who), notice, hashes, removed, write)
        filed = f"，已报送限期公开的任务{duty}" if duty is not None else ""
        messages().print(f"已记入日志{filed}", soft_wrap=True)

    return keep


def _one(
    name: str, notice: Notice, out: Path, keep: Keep, *, copies: bool
) -> tuple[int, Publication | None]:
    from zhida.core.notice.publishing import PublicationRefused, publication
    from zhida.documents.writing.notice import (
        TypefaceError,
        WordingError,
        issue_files,
        write_files,
    )
    from zhida.documents.writing.replacing import UnwritableReport

    try:
        published = publication(notice, copies=copies)
        made = tuple(issue_files(published.notice).values())
        paths: list[Path] = []

        def write() -> None:
            out.mkdir(parents=True, exist_ok=True)
            paths.extend(write_files(out, made))

        keep(notice, made, len(published.removals), write)
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
