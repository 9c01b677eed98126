"""政府与部门经济分类不对应: 两套经济分类科目应当按对应关系成对使用。

Department classes that go with none of the stated government classes.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.classification import depth, name_of, paired
from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, Scheme
from zhida.core.rules.codes.statements import of_scheme, year_of
from zhida.core.rules.law import FUNCTION_AND_ECONOMY
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N312",
    name="政府与部门经济分类科目不对应",
    severity=Severity.WARNING,
    explanation="政府预算支出经济分类与部门预算支出经济分类有固定的对应关系，同一笔支出的两个科目应当对应。",
    basis=FUNCTION_AND_ECONOMY,
    mend="按对应关系表改正其中一个。",
    bad="政府经济分类50299，部门经济分类30399",
    good="政府经济分类50299，部门经济分类30299",
)


@RULE.check
def economic_pair(notice: Notice) -> Iterator[Finding]:
    """A finding for each department class without its government class."""
    governments = of_scheme(notice, Scheme.GOV_ECON)
    pairs = {use.code: paired(use.code) for use in governments}
    if not governments or any(depth(use.scheme, use.code) != "款" for use in governments):
        return
    if any(not pair for pair in pairs.values()):
        return  # a class that our table doesn't pair may be the right one
    for use in of_scheme(notice, Scheme.DEPT_ECON):
        year = year_of(notice, use.statement)
        known = name_of(use.scheme, use.code, year) is not None
        if not known or depth(use.scheme, use.code) != "款":
            continue
        if any(use.code in (pair or ()) for pair in pairs.values()):
            continue
        stated = "、".join(dict.fromkeys(each.words for each in governments))
        right = "、".join(dict.fromkeys(code for pair in pairs.values() for code in pair or ()))
        yield RULE.finding(
            f"政府经济分类{stated}与部门经济分类{use.words}不对应，与之对应的是{right}。",
            expected=right,
            found=use.code,
            difference="",
            sources=(use.source, *(each.source for each in governments)),
        )
