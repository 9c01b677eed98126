"""科目不存在: 所列科目应当是当年政府收支分类中的科目。

Codes of a proper length that our table doesn't hold. That is an error only
inside a section that the table marks as complete.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.classification import depth, history, is_complete, section_of, suggest
from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.rules.codes.statements import SCHEME_NAMES, uses, year_of
from zhida.core.rules.law import CLASSIFICATION
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N301",
    name="科目表中没有此科目",
    severity=Severity.ERROR,
    explanation=(
        "所列科目应当在当年政府收支分类中。本系统的科目表并不完整：只有整款收录齐全时才算错，"
        "否则仅提示“不在本表”。"
    ),
    basis=CLASSIFICATION,
    mend="对照当年《政府收支分类科目》核实代码。",
    bad="支出列“2101588 医疗保障其他事务”",
    good="支出列“2101599 其他医疗保障管理事务支出”",
)


@RULE.check
def no_such_code(notice: Notice) -> Iterator[Finding]:
    """A finding for each code that no year's table has."""
    told: set[tuple[str, str]] = set()
    for use in uses(notice):
        year = year_of(notice, use.statement)
        known = depth(use.scheme, use.code) is None or history(use.scheme, use.code)
        if known or (use.scheme, use.code) in told:
            continue
        told.add((use.scheme, use.code))
        complete = is_complete(use.scheme, section_of(use.scheme, use.code), year)
        meant = suggest(use.scheme, use.code, use.statement.name, year)
        other = meant is not None and meant.code != use.code
        hint = f"，名称对应的科目是{meant.code}{meant.name}" if meant and other else ""
        yield RULE.finding(
            f"{SCHEME_NAMES[use.scheme]}{use.words}"
            f"{'不存在' if complete else '不在本系统科目表中，请核对'}{hint}。",
            expected=meant.code if meant and other else None,
            found=use.code,
            sources=(use.source,),
            severity=_severity(complete, bool(other)),
        )


def _severity(complete: bool, other: bool) -> Severity:
    """A name that belongs to another code makes a doubt of a mere gap in our table."""
    if complete:
        return Severity.ERROR
    return Severity.WARNING if other else Severity.HINT
