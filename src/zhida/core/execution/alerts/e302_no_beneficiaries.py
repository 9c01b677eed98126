"""无实名台账: 补贴到人到企业的资金，支付应当有实名的受益人台账。"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from zhida.core.execution.alerts.alert import Alert
from zhida.core.execution.alerts.rule import AlertRule
from zhida.core.execution.alerts.terms import Terms
from zhida.core.execution.payee_kinds import payee_kind, payee_kind_name
from zhida.core.execution.watched import WatchedLine
from zhida.core.money import format_fen

RULE = AlertRule(
    code="E302",
    name="无实名台账",
    explanation="发给个人或者批量代发的资金，应当有实名台账，写明每名受益人和金额；支付数据载明台账编号。",
    mend="补建实名台账，核对人数和金额，在支付数据中填写台账编号。",
    bad="批量代发困难群众补助60万元，没有台账编号",
    good="批量代发困难群众补助60万元，台账TZ-2025-03，共1200人",
    of_payments=True,
)


@RULE.check
def no_beneficiaries(facts: WatchedLine, terms: Terms, day: datetime.date) -> Iterator[Alert]:
    """Payments to persons or through a mass payment that name no list."""
    for payment, fen in facts.kept():
        kind = payee_kind(payment.payee)
        if payment.beneficiaries or not payment.payee or not terms.looks_at(kind):
            continue
        yield from RULE.alert(
            facts,
            terms,
            f"{facts.holder_name}{payment.date}向{payee_kind_name(kind)}支付{format_fen(fen)}"
            f"（凭证{payment.number}），没有实名台账编号。",
            measure=0,
            fen=fen,
            expected="实名台账编号",
            found="空",
            day=day,
            since=payment.date,
            payment=payment,
        )
