"""支付无国库凭证: 账上记了支付，国库支付数据里却没有这一笔。"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from zhida.core.execution.alerts.alert import Alert
from zhida.core.execution.alerts.rule import AlertRule
from zhida.core.execution.alerts.terms import Terms
from zhida.core.execution.payments import PaymentKind
from zhida.core.execution.watched import WatchedLine
from zhida.core.money import format_fen

RULE = AlertRule(
    code="E306",
    name="支付无国库凭证",
    explanation=(
        "支付以国库集中支付数据为准。用 zhida ledger act 记的支付，没有收款人和用途，"
        "其他规则无从检查；导入国库数据、按凭证号认出以后消除。"
    ),
    mend="导入这一期的国库支付数据；国库没有支付的，冲销这张凭证。",
    bad="账上记支付30万元，国库支付数据中没有这个凭证号",
    good="账上的支付都由国库支付数据导入，或者已按凭证号认出",
)


@RULE.check
def no_treasury_row(facts: WatchedLine, terms: Terms, day: datetime.date) -> Iterator[Alert]:
    """Vouchers of payments without a row of the treasury, while more is paid than its rows say."""
    known = sum(
        each.fen if each.kind is PaymentKind.PAYMENT else -each.fen for each in facts.payments
    )
    if facts.progress.paid <= known:
        return
    for voucher in facts.unproven:
        days = (day - voucher.date).days
        if voucher.fen <= terms.least_fen or days < terms.limit:
            continue
        yield from RULE.alert(
            facts,
            terms,
            f"{facts.holder_name}（{facts.line.document}）{voucher.date}记账支付"
            f"{format_fen(voucher.fen)}（凭证{voucher.year}-{voucher.number}，"
            f"{voucher.document}），国库支付数据中没有这一笔。",
            measure=days - terms.limit,
            fen=voucher.fen,
            expected="国库支付数据中有这一笔",
            found="没有",
            day=day,
            since=voucher.date,
            voucher=voucher,
        )
