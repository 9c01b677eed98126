"""没有上级下达依据: 转下达上级资金应当写明上级的下达文件。

Notices of central money, issued below the centre, that name no upstream notice.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.rules.law import BY_REGION_AND_PROJECT
from zhida.core.rules.places import home
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N222",
    name="没有写明上级下达文件",
    severity=Severity.WARNING,
    explanation="转下达中央、省级资金的通知，应当写明所依据的上级下达文件，否则指标无法与上级指标对应。",
    basis=BY_REGION_AND_PROJECT,
    mend="补写上级文件的标题和文号。",
    bad="为加强医疗保障能力建设，现下达2023年中央财政……补助资金60万元",
    good="根据《……关于下达2023年中央财政……的通知》（某财社〔2023〕11号），现下达……",
)


@RULE.check
def no_upstream(notice: Notice) -> Iterator[Finding]:
    """One finding where central money is passed on without its upstream notice."""
    title = notice.title
    if title is None or "中央" not in title.value or home(notice) is None:
        return
    if not any(basis.upstream for basis in notice.basis):
        yield RULE.finding(
            "通知转下达中央资金，没有写明所依据的上级下达文件。",
            found="无上级下达文件",
            sources=(title.source,),
        )
