"""科目位数不对: 类、款、项的科目代码分别为3、5、7位。

Codes whose number of digits belongs to no level of their classification.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.classification import depth, suggest
from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, Scheme
from zhida.core.rules.codes.statements import SCHEME_NAMES, uses, year_of
from zhida.core.rules.law import CLASSIFICATION
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N302",
    name="科目代码位数不对",
    severity=Severity.ERROR,
    explanation="收入、功能分类科目类3位、款5位、项7位；经济分类科目类3位、款5位。其他位数必有漏写或多写。",
    basis=CLASSIFICATION,
    mend="对照科目表补齐或删去数字。",
    bad="第229613项“用于城乡医疗救助的彩票公益金支出”",
    good="第2296013项“用于城乡医疗救助的彩票公益金支出”",
)


@RULE.check
def code_length(notice: Notice) -> Iterator[Finding]:
    """A finding for each code of an impossible length."""
    told: set[tuple[str, str]] = set()
    for use in uses(notice):
        if depth(use.scheme, use.code) is not None or (use.scheme, use.code) in told:
            continue
        told.add((use.scheme, use.code))
        meant = suggest(use.scheme, use.code, use.statement.name, year_of(notice, use.statement))
        right = "3、5位" if use.scheme in (Scheme.GOV_ECON, Scheme.DEPT_ECON) else "3、5、7位"
        hint = f"，疑为{meant.code}{meant.name}" if meant else ""
        yield RULE.finding(
            f"{SCHEME_NAMES[use.scheme]}{use.words}有{len(use.code)}位，应为{right}{hint}。",
            expected=meant.code if meant else right,
            found=use.code,
            difference="",
            sources=(use.source,),
        )
