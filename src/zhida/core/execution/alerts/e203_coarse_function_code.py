"""支出科目过粗: 使用资金时，支出功能科目应当细化到项。"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from zhida.core.classification import depth, name_of
from zhida.core.execution.alerts.alert import Alert
from zhida.core.execution.alerts.rule import AlertRule
from zhida.core.execution.alerts.spending import in_use
from zhida.core.execution.alerts.terms import Terms
from zhida.core.execution.watched import WatchedLine
from zhida.core.money import format_fen
from zhida.core.notice.appropriations import Scheme

RULE = AlertRule(
    code="E203",
    name="支出科目过粗",
    explanation="下达文件可以只写到款，挂接和支付时应当细化到项。",
    mend="按具体用途细化到项级科目后再挂接。",
    bad="挂接时支出科目为21015医疗保障管理事务",
    good="挂接时支出科目为2101504信息化建设",
)


@RULE.check
def coarse_function_code(facts: WatchedLine, terms: Terms, day: datetime.date) -> Iterator[Alert]:
    """A code in use with fewer digits than the lowest level has."""
    code, fen = facts.line.function, in_use(facts)
    level = depth(Scheme.FUNCTION, code)
    if fen > terms.least_fen and level is not None and len(code) < terms.limit:
        name = name_of(Scheme.FUNCTION, code, facts.line.earmark.year) or ""
        yield from RULE.alert(
            facts,
            terms,
            f"{facts.holder_name}（{facts.line.document}）{format_fen(fen)}已投入使用，"
            f"支出科目{code}{name}只到{level}，应当到项。",
            measure=0,
            fen=fen,
            expected="到项",
            found=f"{code}（{level}）",
            day=day,
        )
