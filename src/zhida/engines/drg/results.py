"""分组结果 results: what a number means, in the interface's own names (transaction 3605)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zhida.engines.drg.ruleset import RuleSet, fingerprint

SEVERITIES = ("无", "CC", "MCC")
"""ccmcc by severity 0, 1, 2."""

UNGROUPED, UNRELATED = "0000", "QY"


@dataclass(frozen=True, slots=True)
class Result:
    """分组结果: `grp_rslt` 1 grouped, 0 not; `code` is the group's code, blank where ungrouped."""

    code: str
    drg_codg: str
    drg_name: str
    adrg_codg: str
    adrg_name: str
    mdc_codg: str
    mdc_name: str
    grp_rslt: str
    err_info: str


def results(rules: RuleSet) -> tuple[Result, ...]:
    """结果: what each number of `assignment.assign` means.

    0: no category. From 1: the groups in the order of their table. Then, for each category in the
    order asked, QY and 0000.
    """
    categories = {each.code: each for each in rules.categories}
    adjacent = {each.code: each for each in rules.adjacent}
    found = [_none("", "", UNGROUPED, "主要诊断和手术操作不属于任何大类")]
    for group in rules.groups:
        above = adjacent[group.adrg]
        mdc = categories[above.mdc]
        found.append(
            Result(group.code, group.code, group.name, above.code, above.name, mdc.code, mdc.name,
                   "1", "")
        )  # fmt: skip
    for each in rules.categories:
        unrelated = f"大类{each.code}：手术操作与主要诊断无关"
        found.append(_none(each.code, each.name, f"{each.code}{UNRELATED}", unrelated))
        outside = f"大类{each.code}中没有符合的核心组"
        found.append(_none(each.code, each.name, UNGROUPED, outside))
    return tuple(found)


def _none(mdc: str, name: str, code: str, why: str) -> Result:
    title = "手术操作与主要诊断无关" if code.endswith(UNRELATED) else "未入组"
    return Result("", code, title, "", "", mdc, name, "0", why)


def row(result: Result, version: str, severity: int) -> Mapping[str, str]:
    """结果行: as transaction 3605 returns it."""
    names = ("drg_codg", "drg_name", "adrg_codg", "adrg_name", "mdc_codg", "mdc_name", "grp_rslt",
             "err_info")  # fmt: skip
    told = {name: str(getattr(result, name)) for name in names}
    return told | {"ccmcc": SEVERITIES[severity], "grp_ver": version}


def version(rules: RuleSet) -> str:
    """grp_ver: the version that the rule set names, and the head of its fingerprint."""
    return f"{rules.version}#{fingerprint(rules)[:12]}"


def unknown_sex(written: str) -> str:
    """What is added to the reason of an ungrouped case whose sex can't be read."""
    return f"；性别“{written}”不能识别"
