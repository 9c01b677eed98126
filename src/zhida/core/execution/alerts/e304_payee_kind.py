"""收款人不在清单: 资金应当支付给该项资金规定的对象。"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

from zhida.core.execution.alerts.alert import Alert
from zhida.core.execution.alerts.rule import AlertRule
from zhida.core.execution.alerts.terms import Terms, weaker
from zhida.core.execution.own_account import is_own_account
from zhida.core.execution.payee_kinds import UNKNOWN, payee_kind, payee_kind_name, payees_of
from zhida.core.execution.watched import WatchedLine
from zhida.core.money import format_fen

RULE = AlertRule(
    code="E304",
    name="收款人不在清单",
    explanation="收款人的种类不在该项资金当年的清单中；种类认不出的列为灰色。支付给单位自己的见E301。",
    mend="核实收款人与项目的关系；不属于支付对象的，退回资金。",
    bad="医疗救助补助资金支付给某信息技术有限公司",
    good="医疗救助补助资金支付给社会保障基金财政专户",
    of_payments=True,
)


@RULE.check
def payee_not_listed(facts: WatchedLine, terms: Terms, day: datetime.date) -> Iterator[Alert]:
    """Payments to a kind of payee that the fund's dated list doesn't have."""
    listed = payees_of(facts.line.earmark.fund, facts.line.earmark.year)
    if listed is None:
        return
    names = "、".join(map(payee_kind_name, listed.kinds))
    for payment, fen in facts.kept():
        kind = payee_kind(payment.payee)
        if not payment.payee or kind in listed.kinds:
            continue
        if is_own_account(payment.payee, (facts.holder_name, payment.unit)):
            continue
        yield from RULE.alert(
            facts,
            replace(terms, basis=listed.source, status=weaker(terms.status, listed.status)),
            f"{facts.holder_name}{payment.date}支付{format_fen(fen)}（凭证{payment.number}），"
            f"收款人“{payment.payee}”是{payee_kind_name(kind)}，清单为{names}。",
            measure=0 if kind == UNKNOWN else 1,
            fen=fen,
            expected=names,
            found=f"{payment.payee}（{payee_kind_name(kind)}）",
            day=day,
            since=payment.date,
            payment=payment,
        )
