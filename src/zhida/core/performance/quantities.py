"""因素表 quantities: what the parts have of each factor, and what they are allocated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from zhida.core.notice import AllocationTable, MeasureKind
from zhida.core.rules import margins


@dataclass(frozen=True, slots=True)
class Factor:
    """因素: a quantity of every part, in the order of the parts; 0 where a part has none."""

    name: str
    values: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Factors:
    """因素表: the parts in order, their quantities, and what they are allocated in fen."""

    parts: tuple[str, ...]
    factors: tuple[Factor, ...]
    amounts: tuple[int, ...] | None

    def named(self, name: str | None) -> Factor | None:
        """The factor of that name; without a name the only one there is, or none.

        Raises ValueError naming the factors there are.
        """
        if name is None:
            return self.factors[0] if len(self.factors) == 1 else None
        found = next((each for each in self.factors if each.name == name), None)
        if found is None:
            names = "、".join(each.name for each in self.factors) or "（没有）"
            raise ValueError(f"因素表中没有“{name}”这一列。现有的因素：{names}")
        return found

    def picked(self, order: Sequence[int]) -> Factors:
        """The same quantities for some of the parts, in that order."""
        return Factors(
            tuple(self.parts[at] for at in order),
            tuple(
                Factor(each.name, tuple(each.values[at] for at in order)) for each in self.factors
            ),
            None if self.amounts is None else tuple(self.amounts[at] for at in order),
        )


def factors_of(table: AllocationTable) -> Factors:
    """因素表: the quantities of an allocation table: its counts and its money.

    The amounts are what each row is issued; a column of money is a factor too.
    """
    rows = margins.leaves(table)
    factors = []
    for at, column in enumerate(table.columns):
        cells = [row.measure(at) for row in rows]
        if column.kind is MeasureKind.COUNT:
            counts = [cell.count for cell in cells if cell is not None]
        elif column.kind is MeasureKind.MONEY:
            counts = [cell.amount.fen for cell in cells if cell is not None and cell.amount]
        else:
            continue
        known = [each for each in counts if each is not None]
        if len(known) == len(rows) and min(known, default=0) >= 0:
            factors.append(Factor(column.header, tuple(map(Fraction, known))))
    issued = [margins.row_amount(table, row) for row in rows]
    fens = [each.fen for each in issued if each is not None]
    return Factors(
        tuple(row.recipient for row in rows),
        tuple(factors),
        tuple(fens) if len(fens) == len(rows) else None,
    )


def in_order(parts: Sequence[str], given: Factors) -> tuple[int, ...]:
    """The places of some parts in a factor table. Raises ValueError naming those it lacks."""
    places = {name: at for at, name in enumerate(given.parts)}
    missing = [part for part in parts if part not in places]
    if missing:
        raise ValueError(f"因素表中没有{'、'.join(missing)}。请补上这些单位，或改正名称")
    return tuple(places[part] for part in parts)
