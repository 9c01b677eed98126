"""绩效表范围 scopes: which performance table speaks of which row of the allocation."""

from __future__ import annotations

from dataclasses import dataclass

from zhida.core.money import Amount
from zhida.core.notice import AllocationTable, Notice, PerformanceTable, Row
from zhida.core.rules import margins


@dataclass(frozen=True, slots=True)
class Pair:
    """对应: a performance table and the row of the recipient that it covers."""

    target: PerformanceTable
    table: AllocationTable
    row: Row


def total_of(table: PerformanceTable) -> Amount | None:
    """The printed total of a performance table; None where it has none or two."""
    totals = [part.amount for part in table.amounts if part.kind == "total"]
    return totals[0] if len(totals) == 1 else None


def name_of(table: PerformanceTable) -> str:
    """The table's name for a sentence, with its scope."""
    name = f"《{table.title}》" if table.title else "绩效目标表"
    return f"{name}（{table.scope.value}）" if table.scope else name


def filled(notice: Notice) -> tuple[PerformanceTable, ...]:
    """The performance tables that are not templates."""
    return tuple(table for table in notice.targets if not table.template)


def pairs(notice: Notice) -> tuple[Pair, ...]:
    """Each performance table with the one leaf row of its scope.

    Pairs are given only where both sides are unique: one allocation table,
    one row of that name or region, one performance table for it.
    """
    if len(notice.allocation) != 1:
        return ()
    table = notice.allocation[0]
    rows = margins.leaves(table)
    claims: dict[int, list[PerformanceTable]] = {}
    for target in filled(notice):
        own = [i for i, row in enumerate(rows) if is_scope(row, target)]
        if len(own) == 1:
            claims.setdefault(own[0], []).append(target)
    chosen = [(rows[i], _nearest(rows[i], targets)) for i, targets in claims.items()]
    return tuple(Pair(target, table, row) for row, target in chosen if target is not None)


def _nearest(row: Row, targets: list[PerformanceTable]) -> PerformanceTable | None:
    """The one table of the row: of several for its place the one for the place itself.

    A table of the whole province stands beside that of its own offices (本级).
    """
    if len(targets) == 1:
        return targets[0]
    own = [t for t in targets if t.scope is not None and "本级" in t.scope.value]
    named = [t for t in targets if t.scope is not None and t.scope.value == row.recipient]
    for choice in (named, own):
        if len(choice) == 1:
            return choice[0]
    return None


def cover_all(notice: Notice, matched: tuple[Pair, ...]) -> bool:
    """Whether every recipient of the one allocation table has its performance table."""
    return len(notice.allocation) == 1 and len(matched) == len(margins.leaves(notice.allocation[0]))


def is_scope(row: Row, target: PerformanceTable) -> bool:
    """Whether a performance table is for a row's recipient, by name or by place."""
    if target.scope is not None and row.recipient == target.scope.value:
        return True
    return (
        row.region is not None
        and target.region is not None
        and row.region.code == target.region.code
    )
