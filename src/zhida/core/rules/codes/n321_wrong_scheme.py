"""科目用错体系: 经济分类的代码不属于所写的那一套。

Codes whose first digit belongs to the other economic classification than the
words straight before them say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhida.core.classification import scheme_of
from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, Scheme
from zhida.core.rules.codes.statements import SCHEME_NAMES
from zhida.core.rules.law import CLASSIFICATION
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N321",
    name="经济分类科目用错体系",
    severity=Severity.ERROR,
    explanation="部门预算支出经济分类的代码以3开头，政府预算支出经济分类以5开头，两套不得混用。",
    basis=CLASSIFICATION,
    mend="核对是政府经济分类还是部门经济分类，改正代码。",
    bad="政府预算经济分类列“30299 其他商品和服务支出”",
    good="政府预算经济分类列“50299 其他商品和服务支出”",
)

_STATED = re.compile(
    r"(政府|部门)(?:预算)?(?:支出)?经济(?:分类)?(?:科目)?(?:请|应)?(?:列入|列|为|:|：)?"
    r"(?:第)?[“\"「]?([35]\d{4})(?!\d)"
)
_SCHEMES = {"政府": Scheme.GOV_ECON, "部门": Scheme.DEPT_ECON}


@RULE.check
def wrong_scheme(notice: Notice) -> Iterator[Finding]:
    """A finding for each code of the other classification."""
    for paragraph in notice.paragraphs:
        for match in _STATED.finditer("".join(paragraph.value.split())):
            stated, right = _SCHEMES[match.group(1)], scheme_of(match.group(2))
            if right is None or right is stated:
                continue
            code = match.group(2)
            places = [each.source for each in notice.codes if each.code == code]
            yield RULE.finding(
                f"正文把{code}写为{SCHEME_NAMES[stated]}，它是{SCHEME_NAMES[right]}的代码。",
                expected=SCHEME_NAMES[right],
                found=SCHEME_NAMES[stated],
                difference="",
                sources=(*places, paragraph.source),
            )
