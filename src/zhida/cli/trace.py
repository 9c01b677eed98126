"""zhida trace: where money came from and where it went."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.console import messages, output
from zhida.cli.installation import As, acting, refuse


def trace(
    subject: Annotated[
        str,
        typer.Argument(
            metavar="凭证|支付|单位|文号|指标",
            help="凭证的年度和编号（2025-17）、报表来历中的国库支付编号、单位代码或名称、文号、"
            "指标主键的前八位以上。",
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="以json输出，金额以分为单位。")] = False,
    svg: Annotated[
        Path | None, typer.Option("--svg", metavar="FILE", help="写一张图，多条指标的写多张。")
    ] = None,
    vouchers: Annotated[
        bool, typer.Option("--vouchers", help="列出每个数额的凭证和出处。")
    ] = False,
    depth: Annotated[
        int | None, typer.Option("--depth", metavar="级数", min=0, help="只列到下面几级。")
    ] = None,
    unit: Annotated[str, typer.Option("--unit", metavar="元|万元", help="金额单位。")] = "万元",
    who: As = None,
) -> None:
    """追踪资金：上到中央通知或首次来源，下到每笔支付；每一级的合计等于下一级之和。"""
    from zhida.core.ledger.proving import differences
    from zhida.core.money import Unit, format_fen
    from zhida.documents.ledger.trace_json import trace_text
    from zhida.documents.ledger.trace_svg import write_picture
    from zhida.documents.writing.replacing import UnwritableReport

    units = {each.label: each for each in (Unit.YUAN, Unit.WAN_YUAN)}
    if unit not in units:
        refuse(f"没有“{unit}”这个单位，请写{'或'.join(units)}")
    with acting(who):
        from zhida.platform.execution.payment_queries import payment_of_key
        from zhida.platform.ledger.tracing import trace as traced

        payment = payment_of_key(subject)
        traces = traced(subject if payment is None else payment.voucher_name)
    if payment is not None and not as_json:
        paid = payment.payment
        output().print(
            f"{paid.region} {paid.year}年国库支付凭证{paid.number}：{paid.date}，"
            f"{'支付' if payment.fen > 0 else '退回'}{format_fen(abs(payment.fen), Unit.YUAN, places=2)}，"
            f"收款人{paid.payee or '未写'}，用途{paid.purpose or '未写'}，"
            f"记账凭证{payment.voucher_name}",
            soft_wrap=True,
        )
    if as_json:
        typer.echo(trace_text(subject, traces))
    else:
        from zhida.cli.trace_view import show_traces

        show_traces(output(), traces, units[unit], vouchers=vouchers, depth=depth)
    if svg is not None:
        try:
            for number, each in enumerate(traces, 1):
                file = svg if len(traces) == 1 else svg.with_stem(f"{svg.stem}-{number}")
                write_picture(file, each, units[unit])
                messages().print(f"已写入 {file}", soft_wrap=True)
        except UnwritableReport as error:
            refuse(str(error))
    if any(True for each in traces for _ in differences(each.node)):
        raise typer.Exit(1)
