"""支出科目不符: 指标和支付的功能科目应当是该项资金当年可用的科目。"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from zhida.core.execution.alerts.alert import Alert
from zhida.core.execution.alerts.rule import AlertRule
from zhida.core.execution.alerts.spending import code_fault, in_use
from zhida.core.execution.alerts.terms import Terms
from zhida.core.execution.watched import WatchedLine
from zhida.core.money import format_fen

RULE = AlertRule(
    code="E202",
    name="支出科目不符",
    explanation="支出功能科目应当在当年科目表中有效，属于该项资金可用的科目，并与预算种类一致；支付的科目与指标的科目一致。",
    mend="核对资金用途，改列正确的支出科目；已支付的，更正支付凭证。",
    bad="医疗救助补助资金列支2080902",
    good="医疗救助补助资金列支2101301",
    of_payments=True,
)


@RULE.check
def wrong_function_code(facts: WatchedLine, terms: Terms, day: datetime.date) -> Iterator[Alert]:
    """The line's code against the fund; each payment's against the fund and the line."""
    code = facts.line.function
    fen = in_use(facts)
    fault = code_fault(facts.line.earmark, code) if code else None
    if fault and fen > terms.least_fen:
        expected, found, certain = fault
        yield from RULE.alert(
            facts,
            terms,
            f"{facts.holder_name}（{facts.line.document}）{format_fen(fen)}：{found}，"
            f"应为{expected}。",
            measure=0,
            fen=fen,
            expected=expected,
            found=found,
            day=day,
            certain=certain,
        )
    for payment, kept in facts.kept():
        if not payment.function or (code and payment.function == code):
            continue
        other = code_fault(facts.line.earmark, payment.function)
        if other is None and code and not payment.function.startswith(code):
            other = code, f"支付列{payment.function}，与指标的{code}不同", True
        if other is not None:
            expected, found, certain = other
            yield from RULE.alert(
                facts,
                terms,
                f"{facts.holder_name}{payment.date}支付{format_fen(kept)}"
                f"（凭证{payment.number}）：{found}，应为{expected}。",
                measure=0,
                fen=kept,
                expected=expected,
                found=found,
                day=day,
                since=payment.date,
                payment=payment,
                certain=certain,
            )
