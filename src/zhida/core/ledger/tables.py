"""账表 tables: balances and movements of quota lines, one column for each kind of account."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from zhida.core.ledger.chart import kinds
from zhida.core.ledger.tracing import Booked, Movement, TracedLine


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """余额行: a line with its fen by kind of account; all that is in transit together."""

    line: TracedLine
    fen: Mapping[str, int]

    @property
    def total(self) -> int:
        """All that the line holds, origins apart."""
        return sum(fen for kind, fen in self.fen.items() if not kinds()[kind].is_origin)


@dataclass(frozen=True, slots=True)
class BalanceTable:
    """余额表: rows in order of holder and line, the kinds that occur in the order of the chart."""

    kinds: tuple[str, ...]
    rows: tuple[BalanceRow, ...]

    @property
    def totals(self) -> Mapping[str, int]:
        """合计: fen by kind."""
        return {kind: sum(row.fen.get(kind, 0) for row in self.rows) for kind in self.kinds}


def balance_table(
    lines: Iterable[TracedLine], balances: Iterable[tuple[int, str, int]]
) -> BalanceTable:
    """余额表: of the lines' balances (line number, kind, fen). Origins are left out."""
    by_line: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for number, kind, fen in balances:
        if not kinds()[kind].is_origin:
            by_line[number][kind] += fen
    rows = tuple(
        BalanceRow(line, dict(by_line[line.number]))
        for line in sorted(lines, key=lambda each: (each.region, each.quota.holder, each.number))
        if line.number in by_line
    )
    return BalanceTable(_in_order(kind for row in rows for kind in row.fen), rows)


@dataclass(frozen=True, slots=True)
class StatementLine:
    """明细行: what a voucher changed on the kinds of a line, in fen; negative where it went out."""

    voucher: Booked
    fen: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Statement:
    """明细账: a line's vouchers in the order of booking; the totals are its balances."""

    line: TracedLine
    kinds: tuple[str, ...]
    rows: tuple[StatementLine, ...]

    @property
    def totals(self) -> Mapping[str, int]:
        """余额: fen by kind."""
        return {kind: sum(row.fen.get(kind, 0) for row in self.rows) for kind in self.kinds}

    def running(self, kind: str) -> tuple[int, ...]:
        """逐笔余额: what stood on a kind after each row."""
        stood, found = 0, []
        for row in self.rows:
            stood += row.fen.get(kind, 0)
            found.append(stood)
        return tuple(found)


def statements(
    lines: Sequence[TracedLine], movements: Iterable[Movement], only: Sequence[str] = ()
) -> tuple[Statement, ...]:
    """明细账: of each line, from movements in the order of booking; `only` some kinds."""
    changes: dict[int, dict[Booked, dict[str, int]]] = {each.number: {} for each in lines}
    for each in movements:
        for side, signed in ((each.credit, -each.fen), (each.debit, each.fen)):
            if side.line not in changes or kinds()[side.kind].is_origin:
                continue
            if only and side.kind not in only:
                continue
            row = changes[side.line].setdefault(each.voucher, {})
            row[side.kind] = row.get(side.kind, 0) + signed
    return tuple(_statement(line, changes[line.number]) for line in lines)


def _statement(line: TracedLine, changes: Mapping[Booked, Mapping[str, int]]) -> Statement:
    rows = tuple(StatementLine(voucher, fen) for voucher, fen in changes.items())
    return Statement(line, _in_order(kind for row in rows for kind in row.fen), rows)


def _in_order(found: Iterable[str]) -> tuple[str, ...]:
    there = set(found)
    return tuple(kind for kind in kinds() if kind in there)
