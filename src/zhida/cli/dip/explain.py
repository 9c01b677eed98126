"""zhida dip explain: why a case is in its group."""

from __future__ import annotations

from typing import Annotated

import typer

from zhida.cli.console import output
from zhida.cli.dip.running import Changes, CodeTables, Directory, Lists, policy_of, running


def explain(
    lists: Lists,
    setl_id: Annotated[str, typer.Argument(metavar="结算ID", help="哪一份清单。")],
    directory: Directory,
    codes: CodeTables = None,
    policy: Changes = None,
) -> None:
    """逐步说明一个病例为什么入这个病种，并指明目录的哪一行。"""
    with running("说明") as engine:
        from zhida.core.money import Unit, format_fen
        from zhida.engines.dip import stages
        from zhida.engines.dip.directory import read_directory
        from zhida.engines.dip.side_tables import read_codes

        case, found = stages.explain(
            engine, lists, setl_id, read_directory(directory), read_codes(codes), policy_of(policy)
        )
    told = output()
    cost = format_fen(int(str(case["cost_fen"])), Unit.YUAN, places=2)
    told.print(
        f"结算清单{setl_id}，{case['year']}年{case['month']}月出院，总费用{cost}", soft_wrap=True
    )
    for number, step in enumerate(found.trace, 1):
        where = f"（{step.place}）" if step.place else ""
        rule = f" {step.rule}" if step.rule else ""
        told.print(f"{number}. {step.stage}：{step.outcome}{rule}{where}", soft_wrap=True)
