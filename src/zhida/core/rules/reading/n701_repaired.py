"""识读修复: 识读时纠正了错位、断行的单元格。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, Repair
from zhida.core.rules.law import READ_WITH_CARE
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N701",
    name="识读时作了修复",
    severity=Severity.HINT,
    explanation="表格的单元格错位、合并、断行时，按用语和数值形态归位；每处修复都列出，供对照原件。",
    basis=READ_WITH_CARE,
    mend="对照原件确认修复正确。",
    bad="第5行：指标值落在指标名称一列，已移到指标值一列",
    good="各单元格都在原位，没有修复",
)


@RULE.check
def repaired(notice: Notice) -> Iterator[Finding]:
    """One hint for each table that was repaired where only one way was possible."""
    sure = [repair for repair in notice.repairs if not repair.doubtful]
    for repairs in _by_table(sure).values():
        sources = tuple(source for repair in repairs for source in repair.sources)
        yield RULE.finding(_sentence(repairs), sources=sources)


def _by_table(repairs: list[Repair]) -> dict[tuple[object, ...], list[Repair]]:
    """Repairs of one table together; those without a table each alone."""
    tables: dict[tuple[object, ...], list[Repair]] = {}
    for number, repair in enumerate(repairs):
        place = repair.sources[0] if repair.sources else None
        key = (place.file, place.block) if place and place.table else (number,)
        tables.setdefault(key, []).append(repair)
    return tables


def _sentence(repairs: list[Repair]) -> str:
    if len(repairs) == 1:
        return repairs[0].sentence
    place = repairs[0].sources[0]
    rows = sorted({source.row for repair in repairs for source in repair.sources if source.row})
    where = f"（第{'、'.join(map(str, rows))}行）" if rows else ""
    first = repairs[0].sentence.rstrip("。")
    return f"表{place.table}作了{len(repairs)}处修复{where}，首处为：{first}。"
