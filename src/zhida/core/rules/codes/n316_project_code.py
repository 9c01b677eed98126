"""项目代码不规范: 转移支付项目代码的形式应当与年度、资金相符。

Project codes of central transfers (with a Z inside) against form and fund.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhida.core import funds
from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, Project
from zhida.core.rules.law import BY_REGION_AND_PROJECT
from zhida.core.rules.rule import Rule
from zhida.data import load

RULE = Rule(
    code="N316",
    name="项目代码与年度或资金不符",
    severity=Severity.WARNING,
    explanation="中央转移支付项目代码2022年及以前为Z加12位数字，2023年起前加8位；同一资金的代码应当一致。",
    basis=BY_REGION_AND_PROJECT,
    mend="从预算管理一体化系统中核对项目代码。",
    bad="2023年项目代码Z155080000004",
    good="2023年项目代码10000015Z155080000004",
)

_CENTRAL = re.compile(r"\d*Z\d+")


@RULE.check
def project_code(notice: Notice) -> Iterator[Finding]:
    """A finding for each code of a wrong form, or of another fund."""
    year = notice.budget_year.value if notice.budget_year else None
    told: set[str] = set()
    for project in notice.projects:
        code = (project.code or "").upper()
        if year is None or not _CENTRAL.fullmatch(code) or code in told:
            continue
        told.add(code)
        forms = _forms(year)
        if forms and not any(re.fullmatch(form, code) for form in forms):
            right = "、".join(funds.projects(notice.fund.value, year)) if notice.fund else ""
            yield RULE.finding(
                f"项目代码{code}的形式与{year}年的项目代码不符{f'，应为{right}' if right else ''}。",
                expected=right or None,
                found=code,
                sources=(project.source,),
            )
        else:
            yield from _of_fund(notice, project, code, year)


def _of_fund(notice: Notice, project: Project, code: str, year: int) -> Iterator[Finding]:
    """A warning where the code is known to be another fund's, a hint where it is only new."""
    if notice.fund is None:
        return
    own = funds.projects(notice.fund.value, year)
    owner = funds.of_project(code)
    if code in own or (owner is None and not own):
        return
    other = owner is not None and owner.name != notice.fund.value
    if owner is not None and not other:
        return
    told = f"是{owner.name}的代码" if owner is not None else "不在本系统已知的代码中"
    yield RULE.finding(
        f"项目代码{code}{told}，{notice.fund.value}的代码是{'、'.join(own) or '另一个'}。",
        expected="、".join(own) or None,
        found=code,
        sources=(project.source,),
        severity=RULE.severity if other else Severity.HINT,
    )


def _forms(year: int) -> tuple[str, ...]:
    return tuple(
        row["form"]
        for row in load("project_code_forms")
        if int(row["from_year"] or 0) <= year <= int(row["to_year"] or 9999)
    )
