"""科目在当年无效: 已停用或尚未启用的科目不应使用。

Codes that our table holds for other years only.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.classification import CodeRow, history, lookup, suggest
from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, Scheme
from zhida.core.rules.codes.statements import SCHEME_NAMES, uses, year_of
from zhida.core.rules.law import CLASSIFICATION
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N315",
    name="科目在当年已停用或尚未启用",
    severity=Severity.ERROR,
    explanation="政府收支分类科目每年修订，应当使用预算年度当年的科目（如中医药自2024年起由21006改为21017）。",
    basis=CLASSIFICATION,
    mend="改列当年的科目。",
    bad="2024年列2100699 其他中医药支出",
    good="2024年列2101799 其他中医药事务支出",
)

# before the reform of 2018 one economic classification held the codes of both
_REFORMED = (Scheme.GOV_ECON, Scheme.DEPT_ECON)


@RULE.check
def code_of_another_year(notice: Notice) -> Iterator[Finding]:
    """A finding for each code that is not of the year; a warning where we only recall it."""
    told: set[tuple[str, str]] = set()
    for use in uses(notice):
        year = year_of(notice, use.statement)
        rows = history(use.scheme, use.code)
        key = (use.scheme, use.code)
        if year is None or not rows or lookup(use.scheme, use.code, year) or key in told:
            continue
        if use.scheme in _REFORMED and all((row.from_year or 0) > year for row in rows):
            continue
        told.add(key)
        meant = suggest(use.scheme, use.code, use.statement.name or rows[-1].name, year)
        hint = f"，应为{meant.code}{meant.name}" if meant else ""
        sure = all(row.status == "attested" for row in rows)
        yield RULE.finding(
            f"{SCHEME_NAMES[use.scheme]}{use.words}{_span(rows, year)}{hint}。",
            expected=meant.code if meant else None,
            found=use.code,
            sources=(use.source,),
            severity=RULE.severity if sure else Severity.WARNING,
        )


def _span(rows: tuple[CodeRow, ...], year: int) -> str:
    """When the code was or will be in force, seen from a year."""
    begins = min(row.from_year or 0 for row in rows)
    if begins > year:
        return f"自{begins}年起才启用，{year}年尚无此科目"
    ends = max(row.to_year or 9999 for row in rows)
    return f"自{ends + 1}年起已停用，{year}年不应再列"
