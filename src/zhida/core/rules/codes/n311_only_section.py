"""支出功能科目未细化到项: 具体支出应当列到项级科目。

Function codes at 类 or 款 depth where no 项 below them is stated.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.classification import depth
from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, Scheme
from zhida.core.rules.codes.recipients import all_at_home
from zhida.core.rules.codes.statements import of_scheme
from zhida.core.rules.law import FUNCTION_AND_ECONOMY
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N311",
    name="支出功能科目未细化到项",
    severity=Severity.HINT,
    explanation="支出按功能分类编列到项；只列到款的，下级应在登记指标时细化到项。下达本级单位的应直接列到项。",
    basis=FUNCTION_AND_ECONOMY,
    mend="在下达本级单位时列到项级科目；转下达下级的，提示下级细化。",
    bad="支出列“21015 医疗保障管理事务”",
    good="支出列“2101505 医疗保障政策管理”",
)


@RULE.check
def only_section(notice: Notice) -> Iterator[Finding]:
    """A finding for each coarse code, a warning where the money is spent at this level."""
    found = of_scheme(notice, Scheme.FUNCTION)
    told: set[str] = set()
    for use in found:
        level = depth(use.scheme, use.code)
        finer = any(other.code != use.code and other.code.startswith(use.code) for other in found)
        if level not in ("类", "款") or finer or use.code in told:
            continue
        told.add(use.code)
        yield RULE.finding(
            f"支出功能科目{use.words}只列到{level}，没有细化到项。",
            expected="项级科目",
            found=use.code,
            sources=(use.source,),
            severity=Severity.WARNING if all_at_home(notice) else RULE.severity,
        )
