"""缺支出科目: 挂接以后的指标必须有支出功能分类科目。"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from zhida.core.execution.alerts.alert import Alert
from zhida.core.execution.alerts.rule import AlertRule
from zhida.core.execution.alerts.spending import in_use
from zhida.core.execution.alerts.terms import Terms
from zhida.core.execution.watched import WatchedLine
from zhida.core.money import format_fen

RULE = AlertRule(
    code="E201",
    name="缺支出科目",
    explanation="指标挂接到项目、转可执行和支付时，必须有支出功能分类科目；转移性支出科目（230）不能代替。",
    mend="按资金用途补列支出功能分类科目到项。",
    bad="指标已挂接50万元，支出功能科目为空",
    good="指标已挂接50万元，支出功能科目2101301",
)


@RULE.check
def no_function_code(facts: WatchedLine, terms: Terms, day: datetime.date) -> Iterator[Alert]:
    """Money in use without a function code of its own."""
    fen = in_use(facts)
    if fen > terms.least_fen and not facts.line.function:
        yield from RULE.alert(
            facts,
            terms,
            f"{facts.holder_name}（{facts.line.document}）{format_fen(fen)}已投入使用，"
            "没有支出功能分类科目。",
            measure=0,
            fen=fen,
            expected="支出功能分类科目，到项",
            found="空",
            day=day,
        )
