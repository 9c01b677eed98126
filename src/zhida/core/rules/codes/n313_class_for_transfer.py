"""对下转移未列转移性支出: 下达下级政府的资金，政府经济分类应列上下级政府间转移性支出。

Government economic classes for own use where money goes to lower governments.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, Scheme
from zhida.core.rules.codes.accounts import accounts_for
from zhida.core.rules.codes.recipients import lower_governments
from zhida.core.rules.codes.statements import of_scheme
from zhida.core.rules.law import FUNCTION_AND_ECONOMY
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N313",
    name="对下转移支付未列转移性支出",
    severity=Severity.WARNING,
    explanation=(
        "下达下级政府的部分，本级的政府预算支出经济分类应列上下级政府间转移性支出；"
        "列机关商品服务等科目，只适用于本级单位使用的部分。"
    ),
    basis=FUNCTION_AND_ECONOMY,
    mend="按去向分列：对下部分列上下级政府间转移性支出，本级部分列具体科目。",
    bad="下达某地区、某市，政府经济分类列50299",
    good="下达某地区、某市，政府经济分类列51301",
)


@RULE.check
def class_for_transfer(notice: Notice) -> Iterator[Finding]:
    """One finding where lower governments receive money and no class for transfers is stated."""
    year = notice.budget_year.value if notice.budget_year else None
    transfer = accounts_for("transfer_between_levels", year)
    classes = of_scheme(notice, Scheme.GOV_ECON)
    below = lower_governments(notice)
    if not below or not classes or not transfer:
        return
    if any(code.startswith(use.code) for use in classes for code in transfer):
        return
    final_use = accounts_for("paid_by_receiver", year)
    customary = all(use.code.startswith(final_use) for use in classes)
    stated = "、".join(dict.fromkeys(use.words for use in classes))
    names = "、".join(row.recipient for row in below)
    yield RULE.finding(
        f"政府经济分类只列{stated}，而{names}是下级政府，对下转移支付应列{'、'.join(transfer)}。",
        expected="、".join(transfer),
        found="、".join(dict.fromkeys(use.code for use in classes)),
        difference="",
        sources=(*(use.source for use in classes), *(row.source for row in below)),
        # The class of what the receiver pays out in the end is what many notices print.
        severity=Severity.HINT if customary else None,
    )
