"""主送机关没有财政部门: 给下级政府的转移支付应当主送其财政部门。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, Row, RowKind
from zhida.core.regions import body_kind
from zhida.core.rules.law import FINANCE_ISSUES
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N410",
    name="主送机关没有财政部门",
    severity=Severity.WARNING,
    explanation="分配表把资金给到下级地区，应当由下级财政部门接收指标；主送机关中没有财政部门的，指标无处登记。",
    basis=FINANCE_ISSUES,
    mend="主送下级财政部门，业务部门列为联合主送或抄送。",
    bad="主送：各县医疗保障局；分配表：甲县、乙县",
    good="主送：各县财政局、医疗保障局；分配表：甲县、乙县",
)

_FINANCE = "财"
_GOVERNMENT = "政府"


@RULE.check
def addressee_not_finance(notice: Notice) -> Iterator[Finding]:
    """One finding where places receive money and no addressee is their finance body."""
    names = "、".join(each.value for each in notice.addressees)
    places = [row for table in notice.allocation for row in table.rows if _is_place(row)]
    if not names or not places or _FINANCE in names or _GOVERNMENT in names:
        return
    shown = "、".join(row.recipient for row in places[:3])
    more = f"等{len(places)}个地区" if len(places) > 3 else ""
    yield RULE.finding(
        f"资金分配到{shown}{more}，主送机关为{names}，没有财政部门。",
        expected="下级财政部门",
        found=names,
        sources=tuple(each.source for each in notice.addressees),
    )


def _is_place(row: Row) -> bool:
    return row.kind is RowKind.LEAF and row.region is not None and body_kind(row.recipient) is None
