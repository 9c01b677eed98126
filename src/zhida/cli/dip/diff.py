"""zhida dip diff: what changed between two versions of a directory."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.console import messages, output

_REFUSED = 2
_SHOWN = 50


def diff(
    old: Annotated[Path, typer.Argument(metavar="旧目录.csv", help="原来的病种目录。")],
    new: Annotated[Path, typer.Argument(metavar="新目录.csv", help="新的病种目录。")],
    old_scores: Annotated[
        Path | None, typer.Option("--old-scores", metavar="测算.json", help="旧目录的测算结果。")
    ] = None,
    new_scores: Annotated[
        Path | None, typer.Option("--new-scores", metavar="测算.json", help="新目录的测算结果。")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="文件", help="全部差异写到这里（json或xlsx）。")
    ] = None,
) -> None:
    """比较两版病种目录：新增、取消、并入、更名、条件变更；给出两份测算的，还有分值变动。"""
    from zhida.engines.dip.differences import Change, differences
    from zhida.engines.dip.directory import fingerprint, read_directory
    from zhida.engines.dip.measured import points_of, read_measured
    from zhida.engines.dip.report_files import ReportTable, writable_report, write_report
    from zhida.engines.errors import EngineError

    try:
        if out is not None:
            writable_report(out)
        if (old_scores is None) != (new_scores is None):
            raise EngineError("--old-scores和--new-scores要一起给出")
        before, after = read_directory(old), read_directory(new)
        found = differences(
            before, after,
            points_of(read_measured(old_scores), before) if old_scores else None,
            points_of(read_measured(new_scores), after) if new_scores else None,
        )  # fmt: skip
        if out is not None:
            columns = {"change": "变动", "code": "编码", "name": "名称", "before": "原来",
                       "after": "现在"}  # fmt: skip
            rows = [(each.change.value, each.code, each.name, each.before, each.after)
                    for each in found]  # fmt: skip
            facts = {"old": fingerprint(before), "new": fingerprint(after)}
            write_report(out, facts, [ReportTable("differences", "差异", columns, rows)])
    except EngineError as wrong:
        messages().print(str(wrong), style="fault", soft_wrap=True)
        raise typer.Exit(_REFUSED) from None
    told = output()
    counted = Counter(each.change for each in found)
    parts = "，".join(f"{change.value}{counted[change]}" for change in Change if counted[change])
    told.print(f"{len(before)}个病种→{len(after)}个病种：{parts or '没有差异'}", soft_wrap=True)
    for each in found[:_SHOWN]:
        told.print(
            f"  {each.change.value}\t{each.code} {each.name}\t{each.before}→{each.after}",
            soft_wrap=True, markup=False,
        )  # fmt: skip
    if len(found) > _SHOWN:
        told.print(f"  其余{len(found) - _SHOWN}项没有显示，可用--out写出全部")
    if out is not None:
        told.print(f"已写入{out}", soft_wrap=True)
