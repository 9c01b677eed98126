"""科目名称不符: 科目名称应当与代码在科目表中的名称一致。

Names printed beside a known code that are not the official ones.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.classification import CodeRow, history, lookup, plain_name, same_name, suggest
from zhida.core.findings import Finding, Severity
from zhida.core.notice import CodeStatement, Notice
from zhida.core.rules.codes.statements import SCHEME_NAMES, uses, year_of
from zhida.core.rules.law import CLASSIFICATION
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N303",
    name="科目名称与代码不符",
    severity=Severity.ERROR,
    explanation="科目名称应当与该代码当年的规范名称一致；名称属于另一科目的，代码和名称必有一个写错。",
    basis=CLASSIFICATION,
    mend="按《政府收支分类科目》的名称改写，或改正代码。",
    bad="1100249 医疗卫生健康共同财政事权转移支付收入",
    good="1100249 医疗卫生共同财政事权转移支付收入",
)

_SUFFIXES = ("科目", "支出科目", "收入科目", "相关科目", "等科目", "款", "项", "类", "支出", "收入")


@RULE.check
def code_name(notice: Notice) -> Iterator[Finding]:
    """A finding for each wrong name."""
    told: set[tuple[str, str, str]] = set()
    for use in uses(notice):
        year = year_of(notice, use.statement)
        row = lookup(use.scheme, use.code, year)
        key = (use.scheme, use.code, plain_name(use.statement.name))
        if row is None or not key[2] or key in told:
            continue
        same = [each for each in history(use.scheme, use.code) if each.holds_in(year)]
        if any(_is_right(each, use.statement) for each in same):
            continue  # published sources do not always agree on a name
        told.add(key)
        meant = suggest(use.scheme, use.code, use.statement.name, year)
        other = meant if meant and same_name(meant.name, use.statement.name) else None
        hint = f"；“{other.name}”的代码是{other.code}" if other else ""
        sure = row.status == "attested"
        yield RULE.finding(
            f"{SCHEME_NAMES[use.scheme]}{use.code}的名称是“{row.name}”，"
            f"{use.place}写为“{use.statement.name}”{hint}。",
            expected=row.name,
            found=use.statement.name,
            sources=(use.source,),
            severity=RULE.severity if sure else Severity.WARNING,
        )


def _is_right(row: CodeRow, statement: CodeStatement) -> bool:
    """The official name, perhaps after the names above it and before a word like 科目."""
    official, printed = plain_name(row.name), plain_name(statement.name)
    if printed == official:
        return True
    endings = {official, *(official + suffix for suffix in _SUFFIXES)}
    return any(printed.endswith(ending) for ending in endings) and _is_chain(
        row, statement, printed, endings
    )


def _is_chain(row: CodeRow, statement: CodeStatement, printed: str, endings: set[str]) -> bool:
    """Whether what stands before the name is nothing, or names of the levels above."""
    ending = max((each for each in endings if printed.endswith(each)), key=len)
    before = printed[: -len(ending)]
    for length in (3, 5):
        above = lookup(statement.scheme, row.code[:length], statement.year)
        if above is not None and length < len(row.code):
            before = before.removeprefix(plain_name(above.name))
            before = before.removeprefix("类" if length == 3 else "款")
    return not before
