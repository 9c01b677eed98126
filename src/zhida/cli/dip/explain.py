"""zhida dip explain: why a case is in its group, what one code would change, and what it counts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.console import output
from zhida.cli.dip.running import Changes, CodeTables, Directory, Lists, policy_of, running

_LIES = {"low": "费用偏低", "normal": "费用正常", "high": "费用偏高"}
_CHANGES = {
    (False, "ops"): "少一个手术操作", (True, "ops"): "多一个手术操作",
    (False, "secondary"): "少一个其他诊断", (True, "secondary"): "多一个其他诊断",
}  # fmt: skip


def explain(
    lists: Lists,
    setl_id: Annotated[str, typer.Argument(metavar="结算ID", help="哪一份清单。")],
    directory: Directory,
    codes: CodeTables = None,
    scores: Annotated[
        Path | None,
        typer.Option("--scores", metavar="测算.json", help="给出后另算分值和折合的费用。"),
    ] = None,
    policy: Changes = None,
) -> None:
    """逐步说明一个病例为什么入这个病种，指明目录的哪一行，多一个或少一个代码会怎样，计多少分。"""
    with running("说明", lists) as engine:
        from zhida.core.money import Unit, format_fen
        from zhida.engines.dip.directory import read_directory
        from zhida.engines.dip.explaining import explain as explained
        from zhida.engines.dip.measured import read_measured
        from zhida.engines.dip.side_tables import read_codes

        measured = read_measured(scores) if scores is not None else None
        told = explained(
            engine, lists, setl_id, read_directory(directory), read_codes(codes),
            policy_of(policy), measured,
        )  # fmt: skip
    case, out = told.case, output()
    cost = format_fen(case["cost_fen"], Unit.YUAN, places=2)
    out.print(
        f"结算清单{setl_id}，{case['year']}年{case['month']}月出院，总费用{cost}", soft_wrap=True
    )
    for number, step in enumerate(told.found.trace, 1):
        where = f"（{step.place}）" if step.place else ""
        by = f" {step.rule}" if step.rule else ""
        out.print(f"{number}. {step.stage}：{step.outcome}{by}{where}", soft_wrap=True)
    for each in told.others:
        rule = each.found.rule
        into = f"{rule.code} {rule.name}" if rule else "不入组"
        out.print(f"{_CHANGES[each.more, each.field]}{each.code}：{into}", soft_wrap=True)
    if measured is not None and told.paid is not None:
        paid, scale = told.paid, 10**measured.places
        counted = f"{paid.points // scale}.{paid.points % scale:0{measured.places}d}".rstrip(".")
        out.print(
            f"系数{paid.coefficient // 10_000}.{paid.coefficient % 10_000:04d}，"
            f"{_LIES[paid.lies]}，计{counted if measured.places else paid.points}分，"
            f"按测算的每分费用折合{format_fen(paid.fen, Unit.YUAN, places=2)}",
            soft_wrap=True,
        )
