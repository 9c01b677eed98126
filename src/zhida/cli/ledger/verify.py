"""zhida ledger verify: is the ledger what was booked?"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from zhida.cli.console import output
from zhida.cli.faults_view import show_faults
from zhida.cli.held_head import HeadFile, PublicKey, held_head, together
from zhida.cli.installation import installation
from zhida.cli.ledger.counting import counting

if TYPE_CHECKING:
    from zhida.platform.ledger.report import Report

_FAULTY = 1


def verify(
    head: HeadFile = None,
    public_key: PublicKey = None,
    as_json: Annotated[bool, typer.Option("--json", help="以 json 写出结果。")] = False,
) -> None:
    """核验账页：区块、余额、关联、约束和触发器。有误时退出状态为 1，并指出第一处。"""
    together(head, public_key)
    with installation():
        from zhida.platform.configuration import configuration
        from zhida.platform.ledger.verifying import verify as verify_all
        from zhida.platform.monitoring.verified import remember

        held = held_head(head, public_key)
        with counting("核验") as count:
            report = verify_all(held, count)
        remember(configuration().data_folder, report.blocks, report.clean)
    if as_json:
        typer.echo(json.dumps(asdict(report) | {"clean": report.clean}, ensure_ascii=False))
    else:
        _show(output(), report)
    if not report.clean:
        raise typer.Exit(_FAULTY)


def _show(console: Console, report: Report) -> None:
    console.print(
        f"已核验：区块{report.blocks:,}个，凭证{report.vouchers + report.unsealed:,}张，"
        f"分录{report.transfers:,}行，指标行{report.lines:,}行，账户{report.accounts:,}个。",
        soft_wrap=True,
    )
    if report.first_unsealed is not None:
        year, number = report.first_unsealed
        console.print(
            f"其中{report.unsealed:,}张凭证还没有封存（从{year}年度{number}号起），"
            "请运行 zhida ledger seal。",
            soft_wrap=True,
        )
    if report.head is not None:
        console.print(f"与另存的封存首一致（第{report.head}块）。")
    show_faults(console, report.faults)
