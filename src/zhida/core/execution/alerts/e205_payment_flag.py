"""支付标识不符: 支付凭证的标识应当与所用指标的标识相同。"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from zhida.core.execution.alerts.alert import Alert
from zhida.core.execution.alerts.flags import flag_words, same_flag
from zhida.core.execution.alerts.rule import AlertRule
from zhida.core.execution.alerts.terms import Terms
from zhida.core.execution.watched import WatchedLine
from zhida.core.money import format_fen

RULE = AlertRule(
    code="E205",
    name="支付标识不符",
    explanation="直达资金和常态化监督资金的每一笔支付都应当带有指标的标识；没有载明的列为提示，不同的列为错误。",
    mend="在支付系统中补登或者更正标识后重新导出。",
    bad="指标标“01 中央直达资金”，支付凭证标“09 其他资金”",
    good="指标和支付凭证都标“01 中央直达资金”",
    of_payments=True,
)


@RULE.check
def payment_flag(facts: WatchedLine, terms: Terms, day: datetime.date) -> Iterator[Alert]:
    """Payments of flagged money under another flag, or under none."""
    earmark = facts.line.earmark
    expected = flag_words(earmark.regime, earmark.flag)
    for payment, fen in facts.kept():
        if same_flag(earmark.regime, earmark.flag, payment.flag):
            continue
        found = f"标“{payment.flag}”" if payment.flag else "没有载明标识"
        yield from RULE.alert(
            facts,
            terms,
            f"{facts.holder_name}{payment.date}支付{format_fen(fen)}（凭证{payment.number}）"
            f"{found}，所用指标标{expected}。",
            measure=1 if payment.flag else 0,
            fen=fen,
            expected=expected,
            found=found,
            day=day,
            since=payment.date,
            payment=payment,
        )
