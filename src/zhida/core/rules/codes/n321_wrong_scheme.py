"""科目用错体系: 代码不属于所写的那一套分类。

Codes whose first digits belong to another classification than the words say.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.classification import scheme_of
from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, Scheme
from zhida.core.rules.codes.statements import SCHEME_NAMES, uses
from zhida.core.rules.law import CLASSIFICATION
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N321",
    name="科目代码不属于所写的分类",
    severity=Severity.ERROR,
    explanation="收入科目以1开头，支出功能科目以2开头，部门经济分类以3开头，政府经济分类以5开头，不得混用。",
    basis=CLASSIFICATION,
    mend="核对是政府经济分类还是部门经济分类，收入科目还是支出科目。",
    bad="政府预算经济分类列“30299 其他商品和服务支出”",
    good="政府预算经济分类列“50299 其他商品和服务支出”",
)

_FUNCTIONS = {Scheme.FUNCTION, Scheme.TRANSFER_FUNCTION}


@RULE.check
def wrong_scheme(notice: Notice) -> Iterator[Finding]:
    """A finding for each code of another classification."""
    told: set[tuple[str, str]] = set()
    for use in uses(notice):
        right = scheme_of(use.code)
        if right is None or right is use.scheme or {right, use.scheme} == _FUNCTIONS:
            continue
        if (use.scheme, use.code) in told:
            continue
        told.add((use.scheme, use.code))
        yield RULE.finding(
            f"{use.place}把{use.words}写为{SCHEME_NAMES[use.scheme]}，"
            f"它是{SCHEME_NAMES[right]}的代码。",
            expected=SCHEME_NAMES[right],
            found=SCHEME_NAMES[use.scheme],
            sources=(use.source,),
        )
