"""列式计算错误: 正文、备注和说明中写出的加减算式应当成立。

Sums written out with plus, minus and equals signs, such as 90+45=135.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.provenance import Source
from zhida.core.rules.law import FIGURES_EXACT
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N107",
    name="列式计算错误",
    severity=Severity.ERROR,
    explanation="正文、表格文字、备注中写出的加减算式（如90+45=135），等号两边应当相等。",
    basis=FIGURES_EXACT,
    mend="重新计算，改正等号一边的数，并与分配表核对。",
    bad="经费90+45=136万元",
    good="经费90+45=135万元",
)

_NUMBER = r"\d[\d,]*(?:\.\d+)?(?:亿元|万元|千元|元|人次|人|户|个|%)?"
_EXPRESSION = re.compile(
    rf"(?<![\d.,%*/×÷+\-－＋])({_NUMBER}(?:\s*[+＋\-－]\s*{_NUMBER})+)\s*[=＝]\s*({_NUMBER})"
    r"(?![\d.*/×÷+＋－-])"
)
_TERM = re.compile(rf"([+＋\-－]?)\s*({_NUMBER})")
_PARTS = re.compile(r"([\d,.]+)(\D*)")


@RULE.check
def printed_arithmetic(notice: Notice) -> Iterator[Finding]:
    """A finding for each written sum that is wrong."""
    for text, source in _texts(notice):
        for match in _EXPRESSION.finditer(text):
            found = _value(match.group(2))
            expected = _evaluate(match.group(1))
            if found is None or expected is None:
                continue
            comparable = not (found[1] and expected[1]) or found[1] == expected[1]
            if comparable and found[0] != expected[0]:
                word = "多" if found[0] > expected[0] else "少"
                yield RULE.finding(
                    f"算式“{match.group(0)}”左边算得{expected[0]}{expected[1]}，"
                    f"右边写为{found[0]}，{word}{abs(found[0] - expected[0])}。",
                    expected=str(expected[0]),
                    found=str(found[0]),
                    difference=str(found[0] - expected[0]),
                    sources=(source,),
                )


def _texts(notice: Notice) -> Iterator[tuple[str, Source]]:
    for paragraph in notice.paragraphs:
        yield paragraph.value, paragraph.source
    for table in notice.allocation:
        for remark in table.remarks:
            yield remark.value, remark.source
        for row in table.rows:
            for measure in row.measures:
                if measure.text:
                    yield measure.text, measure.source


def _evaluate(expression: str) -> tuple[Decimal, str] | None:
    """The value of a chain of sums and its unit; None where the units differ."""
    total = Decimal(0)
    units: set[str] = set()
    for sign, number in _TERM.findall(expression):
        value = _value(number)
        if value is None:
            return None
        total += -value[0] if sign in ("-", "－") else value[0]
        units.add(value[1])
    units.discard("")
    return (total, units.pop() if units else "") if len(units) <= 1 else None


def _value(number: str) -> tuple[Decimal, str] | None:
    match = _PARTS.fullmatch(number)
    if match is None:
        return None
    return Decimal(match.group(1).replace(",", "").rstrip(".")), match.group(2)
