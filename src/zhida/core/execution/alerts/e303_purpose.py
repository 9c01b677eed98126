"""用途不在清单: 专项资金应当专款专用，支付用途应当在当年的用途清单之内。"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

from zhida.core.execution.alerts.alert import Alert
from zhida.core.execution.alerts.rule import AlertRule
from zhida.core.execution.alerts.terms import Terms, weaker
from zhida.core.execution.uses import Verdict, judge_use
from zhida.core.execution.watched import WatchedLine
from zhida.core.money import format_fen

RULE = AlertRule(
    code="E303",
    name="用途不在清单",
    explanation="支付用途属于办法禁止的，列为红色；用途没有出现在清单中的，列为灰色，由人核实。",
    mend="属于挪用的，退回资金并追责；用途写得不清的，补充说明。",
    bad="医疗救助补助资金支付“购置公务用车”",
    good="医疗救助补助资金支付“一站式结算医疗救助费用”",
    of_payments=True,
)


@RULE.check
def purpose(facts: WatchedLine, terms: Terms, day: datetime.date) -> Iterator[Alert]:
    """Payments for what the fund's dated list forbids, or doesn't name."""
    earmark = facts.line.earmark
    for payment, fen in facts.kept():
        if not payment.purpose:
            continue
        judged = judge_use(earmark.fund, earmark.purpose, earmark.year, payment.purpose)
        if judged.verdict not in (Verdict.FORBIDDEN, Verdict.UNLISTED):
            continue
        forbidden = judged.verdict is Verdict.FORBIDDEN
        told = (
            f"属于不得列支的“{judged.words}”"
            if forbidden
            else f"未见于用途清单（{judged.use}），请核实"
        )
        rests_on = replace(
            terms,
            basis=judged.source or terms.basis,
            status=weaker(terms.status, judged.status),
        )
        yield from RULE.alert(
            facts,
            rests_on,
            f"{facts.holder_name}{payment.date}支付{format_fen(fen)}（凭证{payment.number}），"
            f"用途“{payment.purpose}”{told}。",
            measure=1 if forbidden else 0,
            fen=fen,
            expected="不得列支" if forbidden else judged.use,
            found=payment.purpose,
            day=day,
            since=payment.date,
            payment=payment,
        )
