"""zhida import queue, match, discard: payments that wait for a person."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from zhida.cli.console import messages, output
from zhida.cli.installation import As, acting, installation
from zhida.cli.ledger.counting import counting

Number = Annotated[int, typer.Argument(metavar="PAYMENT", help="待认领支付的编号，见 queue。")]
Reason = Annotated[str, typer.Option("--reason", metavar="理由", help="为什么。")]


def queue(
    retry: Annotated[
        bool, typer.Option("--retry", help="先按现在的指标、余额和单位重新匹配一遍。")
    ] = False,
    who: As = None,
) -> None:
    """待认领的支付：编号、凭证号、金额和原因。"""
    if retry:
        with installation():
            from zhida.platform.access.actors import actor
            from zhida.platform.execution import actions

            with counting("重新匹配") as count:
                outcomes = actions.retry(actor(who), count)
        done = sum(each.voucher is not None for each in outcomes)
        messages().print(f"重新匹配{len(outcomes)}笔，记账{done}笔", soft_wrap=True)
    with acting(who):
        from zhida.cli.import_.preview_view import yuan
        from zhida.cli.tables_view import plain_table
        from zhida.platform.execution.payment_queries import queue as waiting

        found = waiting()
        if not found:
            messages().print("没有待认领的支付", soft_wrap=True)
            return
        table = plain_table("编号", "凭证号", "日期", "单位", "金额（元）", "原因")
        table.columns[4].justify = "right"
        for each in found:
            payment = each.payment
            sign = -1 if payment.kind.value == "refund" else 1
            table.add_row(
                str(each.number),
                payment.number,
                payment.date.isoformat(),
                payment.unit or payment.unit_code,
                yuan(sign * payment.fen),
                Text.assemble((each.code, "code"), " " if each.code else "", each.reason),
            )
        output().print(table)


def match(
    payment: Number,
    line: Annotated[str, typer.Argument(metavar="LINE", help="指标主键的前八位以上，或文号。")],
    reason: Reason,
    who: As = None,
) -> None:
    """认领：把一笔待认领的支付记到一条指标。"""
    with installation():
        from zhida.platform.access.actors import actor
        from zhida.platform.execution import actions

        outcome = actions.match(actor(who), payment, line, reason)
        assert outcome.voucher is not None
        year, number = outcome.voucher
        messages().print(f"支付{payment}已记账，凭证{year}-{number}", soft_wrap=True)


def discard(payment: Number, reason: Reason, who: As = None) -> None:
    """移出：不属于本账资金的支付，移出待认领；记录仍保留。"""
    with installation():
        from zhida.platform.access.actors import actor
        from zhida.platform.execution import actions

        actions.discard(actor(who), payment, reason)
        messages().print(f"支付{payment}已移出待认领", soft_wrap=True)
