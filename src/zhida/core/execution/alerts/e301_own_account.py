"""拨入单位自有账户: 财政资金应当直接支付到收款人，不得转入单位自己的账户。"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from zhida.core.execution.alerts.alert import Alert
from zhida.core.execution.alerts.rule import AlertRule
from zhida.core.execution.alerts.terms import Terms
from zhida.core.execution.own_account import is_own_account
from zhida.core.execution.payee_kinds import payee_kind
from zhida.core.execution.watched import WatchedLine
from zhida.core.money import format_fen

RULE = AlertRule(
    code="E301",
    name="拨入单位自有账户",
    explanation=(
        "收款人就是用款单位自己，资金离开国库后去向不明。"
        "医疗救助等资金依法拨入社会保障基金财政专户的，不在此列。"
    ),
    mend="退回国库，改为直接支付到最终收款人；属于财政专户的，在收款人中写明户名。",
    bad="天山区医疗保障局支付30万元，收款人为天山区医疗保障局",
    good="天山区医疗保障局支付30万元，收款人为某信息技术有限公司",
    of_payments=True,
)


@RULE.check
def own_account(facts: WatchedLine, terms: Terms, day: datetime.date) -> Iterator[Alert]:
    """Payments whose payee is the paying unit, but for accounts that the law provides."""
    for payment, fen in facts.kept():
        units = (facts.holder_name, payment.unit)
        if not is_own_account(payment.payee, units) or not terms.looks_at(
            payee_kind(payment.payee)
        ):
            continue
        yield from RULE.alert(
            facts,
            terms,
            f"{facts.holder_name}{payment.date}支付{format_fen(fen)}（凭证{payment.number}），"
            f"收款人“{payment.payee}”是用款单位自己的账户。",
            measure=0,
            fen=fen,
            expected="最终收款人",
            found=payment.payee,
            day=day,
            since=payment.date,
            payment=payment,
        )
