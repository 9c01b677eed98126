"""同一科目两个名称: 同一代码在通知中只应有一个名称。

Codes that stand in the notice with names that are not one.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.classification import plain_name
from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.rules.codes.statements import SCHEME_NAMES, Use, uses
from zhida.core.rules.law import CLASSIFICATION
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N317",
    name="同一科目代码两个名称",
    severity=Severity.WARNING,
    explanation="同一个科目代码在一份通知中出现两个不同的名称，至少有一处写错。",
    basis=CLASSIFICATION,
    mend="核对科目表，统一名称；若为两个科目，改正代码。",
    bad="“2101301 城乡医疗救助”……“2101301 疾病应急救助”",
    good="“2101301 城乡医疗救助”……“2101302 疾病应急救助”",
)


@RULE.check
def one_code_two_names(notice: Notice) -> Iterator[Finding]:
    """A finding for each code with two names of which neither contains the other."""
    groups: dict[tuple[str, str], list[Use]] = {}
    for use in uses(notice):
        if plain_name(use.statement.name):
            groups.setdefault((use.scheme, use.code), []).append(use)
    for found in groups.values():
        names = list(dict.fromkeys(plain_name(use.statement.name) for use in found))
        apart = [one for one in names if not any(one != other and one in other for other in names)]
        if len(apart) < 2:
            continue
        printed = "、".join(dict.fromkeys(f"“{use.statement.name}”" for use in found))
        yield RULE.finding(
            f"{SCHEME_NAMES[found[0].scheme]}{found[0].code}有{len(apart)}个名称：{printed}。",
            expected=1,
            found=len(apart),
            sources=tuple(use.source for use in found),
        )
