"""提前下达没有可用条件: 提前下达的资金应当写明何时可以使用。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, Status
from zhida.core.rules.law import ADVANCE_NOTICE
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N413",
    name="提前下达没有写明可用条件",
    severity=Severity.HINT,
    explanation="提前下达的是预计数，预算年度开始后才能使用；文件没有写明，收文单位容易提前支出。",
    basis=ADVANCE_NOTICE,
    mend="补写“待预算年度开始后，按程序拨付使用”。",
    bad="现提前下达2021年补助资金100万元（没有可用条件）",
    good="现提前下达2021年补助资金100万元，待2021年预算年度开始后使用",
)

_SPEAKS_OF_IT = ("年度开始", "年初", "1月1日")


@RULE.check
def advance_without_condition(notice: Notice) -> Iterator[Finding]:
    """One hint where an advance notice doesn't say from when its money can be used."""
    if notice.status is None or notice.status.value is not Status.ADVANCE:
        return
    if notice.availability is not None:
        return
    if any(word in each.value for each in notice.paragraphs for word in _SPEAKS_OF_IT):
        return
    yield RULE.finding(
        "文件提前下达资金，没有写明预算年度开始后方可使用。",
        sources=(notice.status.source,),
    )
