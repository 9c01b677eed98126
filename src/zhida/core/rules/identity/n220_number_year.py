"""文号年份与成文日期不符: 发文字号的年份应当是成文那一年。

The year in the notice's own number against the day of signing.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.rules.law import DOCUMENT_NUMBER
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N220",
    name="文号年份与成文日期不符",
    severity=Severity.WARNING,
    explanation="发文字号中的年份应当与成文日期的年份相同；不同的，影响时限计算和指标登记年度。",
    basis=DOCUMENT_NUMBER,
    mend="核对发文登记簿，改正文号年份或成文日期。",
    bad="某财社〔2022〕11号，成文日期2023年2月8日",
    good="某财社〔2023〕11号，成文日期2023年2月8日",
)


@RULE.check
def number_year(notice: Notice) -> Iterator[Finding]:
    """One finding where number and date are of different years."""
    number, date = notice.doc_number, notice.signed or notice.date
    if number is None or date is None or number.value.year == date.value.year:
        return
    yield RULE.finding(
        f"发文字号{number.value}的年份为{number.value.year}，日期为"
        f"{date.value.year}年{date.value.month}月{date.value.day}日。",
        expected=date.value.year,
        found=number.value.year,
        sources=(number.source, date.source),
    )
