"""zhida journal verify: is the journal what was written?"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from zhida.cli.console import output
from zhida.cli.faults_view import show_faults
from zhida.cli.held_head import HeadFile, PublicKey, held_head, together
from zhida.cli.installation import installation
from zhida.cli.ledger.counting import counting

_FAULTY = 1


def verify(
    head: HeadFile = None,
    public_key: PublicKey = None,
    as_json: Annotated[bool, typer.Option("--json", help="以 json 写出结果。")] = False,
) -> None:
    """核验日志：区块、每条日志、约束和触发器。有误时退出状态为 1，并指出第一处。"""
    together(head, public_key)
    with installation():
        from zhida.platform.journal.verifying import verify as verify_all

        held = held_head(head, public_key, "journal")
        with counting("核验") as count:
            report = verify_all(held, count)
    if as_json:
        typer.echo(json.dumps(asdict(report) | {"clean": report.clean}, ensure_ascii=False))
    else:
        console = output()
        console.print(
            f"已核验：区块{report.blocks:,}个，日志{report.deeds + report.unsealed:,}条。",
            soft_wrap=True,
        )
        if report.unsealed:
            console.print(f"其中{report.unsealed:,}条还没有封存，请运行 zhida journal seal。")
        if report.head is not None:
            console.print(f"与另存的封存首一致（第{report.head}块）。")
        show_faults(console, report.faults)
    if not report.clean:
        raise typer.Exit(_FAULTY)
