"""zhida drg explain: why a case is in its group."""

from __future__ import annotations

from typing import Annotated

import typer

from zhida.cli.console import output
from zhida.cli.dip.running import Changes, Lists, policy_of, running
from zhida.cli.drg.rules import Rules


def explain(
    lists: Lists,
    setl_id: Annotated[str, typer.Argument(metavar="结算ID", help="哪一份清单。")],
    rules: Rules,
    policy: Changes = None,
) -> None:
    """逐步说明一个病例为什么入这个组，并指明规则表的哪一行。"""
    with running("说明", lists) as engine:
        from zhida.engines.drg import stages
        from zhida.engines.drg.reading import read_rules

        found = stages.explain(engine, lists, setl_id, read_rules(rules), policy_of(policy))
    told = output()
    told.print(f"结算清单{setl_id}：{found.row['drg_codg']} {found.row['drg_name']}，规则"
               f"{found.row['grp_ver']}", soft_wrap=True)  # fmt: skip
    for number, step in enumerate(found.trace, 1):
        where = f"（{step.place}）" if step.place else ""
        rule = f" {step.rule}" if step.rule else ""
        told.print(f"{number}. {step.stage}：{step.outcome}{rule}{where}", soft_wrap=True)
