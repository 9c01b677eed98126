"""应下达减已提前下达不等于此次下达: 正式下达数应当等于全年数减去提前下达数。

In every row with the three columns, NOW = ENTITLED − ADVANCED.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.money import format_fen
from zhida.core.notice import AllocationTable, Column, ColumnRole, MeasureKind, Notice
from zhida.core.rules import margins
from zhida.core.rules.figures import Figure, figure, sum_holds, weigh
from zhida.core.rules.law import QUOTA_BINDING
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N114",
    name="此次下达数与应下达、已提前下达数不符",
    severity=Severity.ERROR,
    explanation="同一行“应下达”减“已提前下达”，应当等于“此次下达”；提前下达数多于全年数的应列为收回。",
    basis=QUOTA_BINDING,
    mend="核对提前下达文件中的数额，重新计算此次下达数。",
    bad="应下达500，已提前下达430，此次下达80（万元）",
    good="应下达500，已提前下达430，此次下达70（万元）",
)

_ROWS_TO_JUDGE = 3


@RULE.check
def entitled_less_advanced(notice: Notice) -> Iterator[Finding]:
    """A finding for each row where the three amounts disagree."""
    for table in notice.allocation:
        for entitled, advanced, now in _triples(table):
            unit = margins.unit_of(table, now)
            if not _is_kept(table, entitled, advanced, now):
                continue
            for row in table.rows:
                cells = [figure(margins.amount_at(row, c)) for c in (entitled, advanced, now)]
                due, before, issued = cells
                if due is None or before is None or issued is None:
                    continue
                rest = _rest(due, before)
                if sum_holds(issued, rest):
                    continue
                yield RULE.finding(
                    f"{margins.name_of(table)}“{row.recipient}”行：应下达"
                    f"{format_fen(due.fen, unit)}减已提前下达{format_fen(before.fen, unit)}"
                    f"为{format_fen(rest.fen, unit)}，此次下达列示"
                    f"{format_fen(issued.fen, unit)}，"
                    f"{margins.gap(issued.fen, rest.fen, unit)}。",
                    expected=rest.fen,
                    found=issued.fen,
                    sources=margins.places(due, before, issued),
                    severity=weigh(RULE.severity, due, before, issued),
                )


def _triples(table: AllocationTable) -> Iterator[tuple[int, int, int]]:
    """The columns that belong together: of one source and purpose, each exactly once."""
    groups: dict[object, dict[ColumnRole, list[int]]] = {}
    for index in margins.columns_of(table, MeasureKind.MONEY):
        column = table.columns[index]
        groups.setdefault(_subject(column), {}).setdefault(column.role, []).append(index)
    for group in groups.values():
        roles = [
            group.get(role, [])
            for role in (ColumnRole.ENTITLED, ColumnRole.ADVANCED, ColumnRole.NOW)
        ]
        if all(len(indexes) == 1 for indexes in roles):
            yield roles[0][0], roles[1][0], roles[2][0]


def _subject(column: Column) -> object:
    return column.funding, column.budget_kind, column.purpose


def _rest(due: Figure, before: Figure) -> Figure:
    return Figure(due.fen - before.fen, min(due.step, before.step))


def _is_kept(table: AllocationTable, entitled: int, advanced: int, now: int) -> bool:
    """Whether the columns belong together: of three rows or more, one at least obeys.

    应下达 may take in another source than 此次下达 does.
    """
    found = [
        tuple(figure(margins.amount_at(row, c)) for c in (entitled, advanced, now))
        for row in table.rows
    ]
    holds = [
        sum_holds(issued, _rest(due, before))
        for due, before, issued in found
        if due is not None and before is not None and issued is not None
    ]
    return len(holds) < _ROWS_TO_JUDGE or any(holds)
