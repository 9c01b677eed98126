"""本级使用而列转移性支出: 资金全部用于本级单位的，不应列上下级政府间转移性支出。

The class for transfers between levels where no lower government receives money.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, Scheme
from zhida.core.rules.codes.accounts import accounts_for
from zhida.core.rules.codes.recipients import all_at_home
from zhida.core.rules.codes.statements import of_scheme
from zhida.core.rules.law import FUNCTION_AND_ECONOMY
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N314",
    name="本级使用而列转移性支出",
    severity=Severity.WARNING,
    explanation="资金全部由本级单位使用的，政府预算支出经济分类应列具体用途，不列上下级政府间转移性支出。",
    basis=FUNCTION_AND_ECONOMY,
    mend="按用途改列机关商品和服务支出、对事业单位经常性补助等科目。",
    bad="县财政局下达本县医疗保障局，政府经济分类列51301",
    good="县财政局下达本县医疗保障局，政府经济分类列50299",
)


@RULE.check
def transfer_class_for_own_use(notice: Notice) -> Iterator[Finding]:
    """One finding where all recipients are at the issuer's level."""
    year = notice.budget_year.value if notice.budget_year else None
    transfer = accounts_for("transfer_between_levels", year)
    found = [use for use in of_scheme(notice, Scheme.GOV_ECON) if use.code in transfer]
    if found and all_at_home(notice):
        yield RULE.finding(
            f"资金全部下达本级单位，政府经济分类却列{found[0].words}。",
            expected="具体用途科目",
            found=found[0].code,
            sources=tuple(use.source for use in found),
        )
