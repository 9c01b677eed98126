"""单元格 filled cells: a printed cell of a form → figure or words, with its place."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from zhida.core.figures import BLANK, Evidence, EvidenceKind, Figure, FigureState
from zhida.core.findings import Finding
from zhida.core.forms.faults import fault
from zhida.core.forms.form import Cell, CellKind, FormColumn, Words
from zhida.core.forms.shapes import value_word, words_of
from zhida.core.money import Unit, fen_of
from zhida.documents.parsing.forms.around import day_of
from zhida.documents.parsing.performance.grid import Box

_WORDS = (CellKind.TEXT, CellKind.DATE)


def empty_cell(column: FormColumn) -> Cell:
    """空格: nobody wrote in it."""
    return Words() if column.kind in _WORDS else BLANK


def read_cell(box: Box, column: FormColumn, unit: Unit) -> tuple[Cell, Finding | None]:
    """单元格: its value, and what is wrong where it isn't what the column holds.

    What can't be read stays as the words that stand there: it is never made a zero.
    """
    text = box.printed.strip()
    evidence = (Evidence(EvidenceKind.PRINTED, "", text, None, box.source),)
    if column.kind is CellKind.TEXT:
        return Words(text, None, evidence), None
    if column.kind is CellKind.DATE:
        day = day_of(text)
        return Words("" if day else text, day, evidence), None
    if text in words_of("mark"):
        state = FigureState(words_of("mark")[text])
        return Figure(state, None, "", evidence), None
    if text == value_word("total", ""):
        return Words(text, None, evidence), None
    value = _value(text, column.kind, unit)
    if value is not None:
        return Figure(FigureState.NUMBER, value, "", evidence), None
    return Words(text, None, evidence), fault(
        "F104",
        f"“{column.header[-1]}”填的是“{text}”，不是{_NAMES[column.kind]}。",
        expected=_NAMES[column.kind],
        found=text,
        sources=(box.source,),
    )


_NAMES = {CellKind.MONEY: "金额", CellKind.RATE: "百分比", CellKind.NUMBER: "数字"}


def _value(text: str, kind: CellKind, unit: Unit) -> int | Decimal | None:
    try:
        if kind is CellKind.MONEY:
            return fen_of(text.removesuffix(unit.label), unit)
        if kind is CellKind.RATE and not text.endswith(("%", "％")):
            return None
        number = Decimal(text.rstrip("%％").replace(",", ""))
    except (ValueError, InvalidOperation):
        return None
    if not number.is_finite():
        return None
    return int(number) if kind is CellKind.NUMBER and "." not in text else number
