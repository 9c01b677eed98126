"""发文字号格式不规范: 年份用六角括号，顺序号不编虚位、不加“第”字。

The notice's own number and those of its upstream notices, as printed.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import DocumentNumber, Notice
from zhida.core.provenance import Source
from zhida.core.rules.law import DOCUMENT_NUMBER
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N219",
    name="发文字号格式不规范",
    severity=Severity.HINT,
    explanation="发文字号由机关代字、六角括号括入的年份、顺序号组成；年份标全称，顺序号不编虚位（1不编为01）。",
    basis=DOCUMENT_NUMBER,
    mend="按“机关代字〔年份〕顺序号号”的格式改写。",
    bad="某财社[2023]011号",
    good="某财社〔2023〕11号",
)


@RULE.check
def number_form(notice: Notice) -> Iterator[Finding]:
    """A finding for each number that is not printed in the standard form."""
    for number, source in _numbers(notice):
        printed = "".join(number.printed.split())
        if printed and printed != str(number):
            yield RULE.finding(
                f"发文字号印为“{number.printed}”，规范写法为“{number}”。",
                expected=str(number),
                found=number.printed,
                sources=(source,),
            )


def _numbers(notice: Notice) -> Iterator[tuple[DocumentNumber, Source]]:
    if notice.doc_number is not None:
        yield notice.doc_number.value, notice.doc_number.source
    for basis in notice.basis:
        if basis.number is not None:
            yield basis.number, basis.source
