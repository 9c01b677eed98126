"""zhida ledger verify: is the ledger what was booked?"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from zhida.cli.console import output
from zhida.cli.faults_view import show_faults
from zhida.cli.installation import installation, refuse
from zhida.cli.ledger.counting import counting

if TYPE_CHECKING:
    from zhida.platform.ledger.report import Report

_FAULTY = 1


def verify(
    head: Annotated[
        Path | None,
        typer.Option("--head", metavar="head.json", help="另存在外的封存首，查出改写和旧备份。"),
    ] = None,
    public_key: Annotated[
        Path | None,
        typer.Option("--public-key", metavar="公钥.pub", help="封存首的公钥，与 --head 同用。"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="以 json 写出结果。")] = False,
) -> None:
    """核验账页：区块、余额、关联、约束和触发器。有误时退出状态为 1，并指出第一处。"""
    if (head is None) != (public_key is None):
        refuse("--head 和 --public-key 要同时给出")
    with installation():
        from zhida.platform.configuration import configuration
        from zhida.platform.ledger.verifying import verify as verify_all
        from zhida.platform.monitoring.verified import remember
        from zhida.platform.sealing.head import read_head

        held = read_head(head, public_key) if head and public_key else None
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
