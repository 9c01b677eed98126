"""没有发文字号: 下达文件应当编有发文字号。

Notices in which no document number of their own is printed.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.rules.law import DOCUMENT_NUMBER
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N218",
    name="没有发文字号",
    severity=Severity.WARNING,
    explanation="下达预算指标的文件应当有发文字号，指标系统和下级的依据都要引用它。",
    basis=DOCUMENT_NUMBER,
    mend="补写发文字号；网页只载正文的，从原件补录。",
    bad="（标题之上没有发文字号）",
    good="某财社〔2023〕11号",
)


@RULE.check
def no_document_number(notice: Notice) -> Iterator[Finding]:
    """One finding where the notice has no number of its own."""
    if notice.doc_number is None and notice.title is not None:
        yield RULE.finding("通知没有发文字号。", found="无发文字号", sources=(notice.title.source,))
