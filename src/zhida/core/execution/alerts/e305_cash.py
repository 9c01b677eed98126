"""现金支付: 资金应当通过国库转账支付，不得提取现金或者在柜台支付。"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import cache

from zhida.core.execution.alerts.alert import Alert
from zhida.core.execution.alerts.rule import AlertRule
from zhida.core.execution.alerts.terms import Terms
from zhida.core.execution.payments import Payment
from zhida.core.execution.watched import WatchedLine
from zhida.core.money import format_fen
from zhida.data import load

RULE = AlertRule(
    code="E305",
    name="现金支付",
    explanation="支付方式、收款人或者用途写明现金、柜台、备用金的支付。",
    mend="改为转账或者公务卡结算；确需现金的，说明依据。",
    bad="支付方式为“现金支票”，收款人为“备用金”",
    good="支付方式为“财政直接支付”，收款人为供应商账户",
    of_payments=True,
)


@RULE.check
def cash(facts: WatchedLine, terms: Terms, day: datetime.date) -> Iterator[Alert]:
    """Payments in cash or over the counter, by the words of the row."""
    for payment, fen in facts.kept():
        said = cash_words_in(payment)
        if said and fen > terms.least_fen:
            yield from RULE.alert(
                facts,
                terms,
                f"{facts.holder_name}{payment.date}以“{said}”支付{format_fen(fen)}"
                f"（凭证{payment.number}），收款人“{payment.payee}”。",
                measure=0,
                fen=fen,
                expected="转账支付",
                found=said,
                day=day,
                since=payment.date,
                payment=payment,
            )


def cash_words_in(payment: Payment) -> str:
    """The cell that speaks of cash, "" where none does."""
    for field, word in cash_words():
        cell: str = getattr(payment, field)
        if word in cell:
            return cell
    return ""


@cache
def cash_words() -> tuple[tuple[str, str], ...]:
    """现金用字: a field of the payment and a word that speaks of cash there."""
    return tuple((row["field"], row["word"]) for row in load("cash_words"))
