"""上级下达文件没有文号: 引用上级文件应当标题和发文字号齐全。

Upstream notices that are cited by title alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.rules.law import FIGURES_EXACT
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N229",
    name="上级下达文件没有文号",
    severity=Severity.WARNING,
    explanation="引用上级下达文件，应当先引标题、后引发文字号；没有文号，指标无法与上级指标对应。",
    basis=FIGURES_EXACT,
    mend="补写上级文件的发文字号。",
    bad="根据《某省财政厅关于下达2023年……的通知》精神",
    good="根据《某省财政厅关于下达2023年……的通知》（某财社〔2023〕27号）精神",
)


@RULE.check
def basis_without_number(notice: Notice) -> Iterator[Finding]:
    """A finding for each upstream notice without a number."""
    for basis in notice.basis:
        if basis.upstream and basis.number is None:
            yield RULE.finding(
                f"所依据的《{basis.title}》没有写明发文字号。",
                found="无文号",
                sources=(basis.source,),
            )
