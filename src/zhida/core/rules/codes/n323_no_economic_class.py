"""没有列明经济分类: 提到支出经济分类而没有列出科目。

Letters that speak of the economic classification but name no code of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, Scheme
from zhida.core.rules.codes.statements import of_scheme
from zhida.core.rules.law import FUNCTION_AND_ECONOMY
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N323",
    name="没有列明支出经济分类科目",
    severity=Severity.HINT,
    explanation="支出按经济性质分类编列；正文提到经济分类却留给单位自行确定的，登记指标时须补列。",
    basis=FUNCTION_AND_ECONOMY,
    mend="补列政府预算和部门预算支出经济分类科目。",
    bad="支出经济分类科目由单位按实际情况列支",
    good="政府预算支出经济分类列50299，部门预算支出经济分类列30299",
)

_WORDS = "经济分类"


@RULE.check
def no_economic_class(notice: Notice) -> Iterator[Finding]:
    """One finding where the words stand and no code of either classification does."""
    if of_scheme(notice, Scheme.GOV_ECON, Scheme.DEPT_ECON):
        return
    told = [each for each in notice.paragraphs if _WORDS in "".join(each.value.split())]
    if told:
        yield RULE.finding(
            "正文提到支出经济分类，但没有列明科目，由单位自行确定。",
            found="未列",
            sources=tuple(each.source for each in told),
        )
