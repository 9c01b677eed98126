"""单元格 cells: how a figure or words of a form are printed.

Zero, blank, 无, — and ** are five things; none of them stands for another.
"""

from __future__ import annotations

from decimal import Decimal

from zhida.core.figures import Figure, FigureState
from zhida.core.forms.form import Cell, CellKind, FormTable
from zhida.core.forms.shapes import value_word
from zhida.core.money import Unit, format_fen

_LEAST_PLACES = 2


def cell_text(cell: Cell, kind: CellKind, unit: Unit, places: int = _LEAST_PLACES) -> str:
    """What is printed in a cell; money in the form's unit with at least `places` decimals.

    >>> from zhida.core.figures import NOT_APPLICABLE, number
    >>> cell_text(number(3_347_000_000), CellKind.MONEY, Unit.YUAN)
    '33,470,000.00'
    >>> cell_text(number(Decimal("89.5")), CellKind.RATE, Unit.YUAN)
    '89.50%'
    >>> cell_text(NOT_APPLICABLE, CellKind.RATE, Unit.YUAN)
    '—'
    """
    if not isinstance(cell, Figure):
        return cell.day.isoformat() if cell.day is not None else cell.text
    if cell.state is not FigureState.NUMBER:
        return value_word("mark", cell.state)
    return shown_number(cell, kind, unit, places) + ("%" if kind is CellKind.RATE else "")


def shown_number(cell: Figure, kind: CellKind, unit: Unit, places: int) -> str:
    """The figure of a number, separators in its thousands, without a sign behind it."""
    assert cell.value is not None
    if kind is CellKind.MONEY:
        exact = format_fen(int(cell.value), unit, places=places).removesuffix(unit.label)
        whole, _, rest = exact.partition(".")
        sign, whole = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
        return f"{sign}{int(whole):,}{'.' + rest if rest else ''}"
    plain = format(Decimal(cell.value), "f")
    if kind is not CellKind.RATE:
        return plain
    whole, _, rest = plain.partition(".")
    return f"{whole}.{rest.rstrip('0').ljust(_LEAST_PLACES, '0')}"


def column_places(form: FormTable, place: int) -> int:
    """The decimals of a column of money: as many as its finest amount needs, at least two."""
    cells = [row[place] for row in (*form.rows, *((form.total,) if form.total else ()))]
    return max((_places(each, form.unit) for each in cells), default=_LEAST_PLACES)


def _places(cell: Cell, unit: Unit) -> int:
    if not isinstance(cell, Figure) or cell.value is None:
        return _LEAST_PLACES
    exact = format_fen(int(cell.value), unit, places=_LEAST_PLACES).removesuffix(unit.label)
    return len(exact.partition(".")[2])
