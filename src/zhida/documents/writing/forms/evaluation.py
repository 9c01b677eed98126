"""绩效自评表 evaluation: the self-evaluation form in the shape of 2024.

Fields, money (A, B, B/A), the seven management items, goals, indicators with reason and
remedy, and what inspection and audit found. Blank stays blank; 0/0 is —.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import TypeVar

from zhida.core.figures import number
from zhida.core.forms.form import CellKind
from zhida.core.forms.shapes import value_word
from zhida.core.money import Unit
from zhida.core.performance.evaluation import (
    Entry,
    EntryState,
    IndicatorRow,
    MoneyRow,
    Reached,
    SelfEvaluation,
)
from zhida.documents.writing.forms.cells import shown_number
from zhida.documents.writing.notice.fitting import (
    TEXT_WIDTH,
    WIDE_TEXT_WIDTH,
    fitted_grid,
    title_lines,
)
from zhida.documents.writing.notice.layout import Annex, Box, Grid, Line, Piece, Style
from zhida.documents.writing.notice.looks import ANNEX_TITLE_SIZE
from zhida.documents.writing.notice.wording import Wording

T = TypeVar("T")
_PART = "evaluation"
_WIDTHS = (1.6, 2.2, 2.4, 4.6, 2.6, 2.6, 1.2, 1.2, 4.0)
_LAST = len(_WIDTHS)
_LEAST_SIZE = 9.0  # points


def evaluation_annex(form: SelfEvaluation) -> Annex:
    """绩效自评表: a form alone; its pages lie where its columns wouldn't be legible."""
    words = Wording()
    grid = fitted_grid(evaluation_grid(form, words), TEXT_WIDTH)
    wide = form.scored or grid.size < _LEAST_SIZE
    width = WIDE_TEXT_WIDTH if wide else TEXT_WIDTH
    pieces: list[Piece] = []
    if form.year is not None:
        pieces.append(Line(Style.SUBTITLE, words.word(_PART, "year").format(year=form.year)))
    pieces.append(fitted_grid(grid, width))
    pieces += (Line(Style.REMARK, note) for note in form.notes)
    title = "\n".join(title_lines(form.title, width / ANNEX_TITLE_SIZE))
    return Annex("", title, tuple(pieces), landscape=wide, alone=True)


def evaluation_grid(form: SelfEvaluation, words: Wording) -> Grid:
    """绩效自评表: the cells of a form."""
    made = _Made(form, words)
    for part in (_fields, _money, _management, _goals, _indicators, _end):
        part(made)
    boxes = sorted(made.boxes, key=lambda box: (box.row, box.column))
    return Grid(tuple(boxes), _WIDTHS)


@dataclass(slots=True)
class _Made:
    """What has been set so far; `row` is the next one."""

    form: SelfEvaluation
    words: Wording
    boxes: list[Box] = field(default_factory=list)
    row: int = 0

    def put(
        self, column: int, text: str, columns: int = 1, rows: int = 1, kind: str = "centre"
    ) -> None:
        """Set a cell in the row at hand."""
        head, left, right = (kind == each for each in ("head", "left", "right"))
        self.boxes.append(Box(self.row, column, text, rows, columns, head, left, right))

    def figure(self, column: int, entry: Entry[int], columns: int) -> None:
        """Set an amount in the form's unit."""
        text = _entry(entry, lambda fen: _money_text(fen, self.form.unit))
        plain = text.replace(",", "") if entry.state is EntryState.VALUE else None
        self.boxes.append(Box(self.row, column, text, 1, columns, right=True, number=plain))


def _fields(made: _Made) -> None:
    for each in made.form.fields:
        made.put(0, each.label, 3)
        made.put(3, _entry(each.value, str), _LAST - 3, kind="left")
        made.row += 1


def _money(made: _Made) -> None:
    rows = made.form.money
    if not rows:
        return
    name = made.words.word(_PART, "money").format(unit=made.form.unit.label)
    made.put(0, name, rows=len(rows) + 1)
    initial = any(each.initial.state is not EntryState.BLANK for each in rows)
    heads = list(made.words.words(_PART, "money_heads"))
    if initial:
        heads.insert(1, made.words.word(_PART, "initial"))
    if made.form.scored:
        heads += made.words.words(_PART, "points")
    places = _money_places(initial=initial, scored=made.form.scored)
    for (column, columns), head in zip(places, heads, strict=True):
        made.put(column, head, columns, kind="head")
    made.row += 1
    for each in rows:
        _money_row(made, each, places, initial=initial)


def _money_places(*, initial: bool, scored: bool) -> tuple[tuple[int, int], ...]:
    """Column and breadth of: name, 年初预算数 where it is, A, B, B/A, 分值 and 得分 where scored."""
    amounts = ((3, 1), (4, 1), (5, 1)) if initial else ((3, 1), (4, 2))
    if scored:
        return ((1, 2), *amounts, (8, 1), (6, 1), (7, 1))
    return ((1, 2), *amounts, (6, 3))


def _money_row(
    made: _Made, each: MoneyRow, places: Sequence[tuple[int, int]], *, initial: bool
) -> None:
    (name_at, name_wide), *rest = places
    made.put(name_at, each.label, name_wide)
    amounts = (
        [each.initial, each.budget, each.executed] if initial else [each.budget, each.executed]
    )
    for amount, (column, columns) in zip(amounts, rest, strict=False):
        made.figure(column, amount, columns)
    column, columns = rest[len(amounts)]
    made.put(column, _entry(each.rate, _rate_text), columns, kind="right")
    if made.form.scored:
        for entry, (column, columns) in zip(
            (each.weight, each.points), rest[len(amounts) + 1 :], strict=True
        ):
            made.put(column, _entry(entry, _plain), columns, kind="right")
    made.row += 1


def _management(made: _Made) -> None:
    rows = made.form.management
    if not rows:
        return
    made.put(0, made.words.word(_PART, "management"), rows=len(rows) + 1)
    heads = made.words.words(_PART, "management_heads")
    for (column, columns), head in zip(((1, 2), (3, 3), (6, 3)), heads, strict=True):
        made.put(column, head, columns, kind="head")
    made.row += 1
    for each in rows:
        made.put(1, each.label, 2)
        made.put(3, _entry(each.situation, str), 3, kind="left")
        made.put(6, _entry(each.problem, str), 3, kind="left")
        made.row += 1


def _goals(made: _Made) -> None:
    if not made.form.goals:
        return
    made.put(0, made.words.word(_PART, "goals"), rows=len(made.form.goals) + 1)
    for (column, columns), head in zip(
        ((1, 4), (5, 4)), made.words.words(_PART, "goal_heads"), strict=True
    ):
        made.put(column, head, columns, kind="head")
    made.row += 1
    for each in made.form.goals:
        made.put(1, _entry(each.expected, str), 4, kind="left")
        made.put(5, _entry(each.reached, str), 4, kind="left")
        made.row += 1


def _indicators(made: _Made) -> None:
    rows = made.form.indicators
    if not rows:
        return
    made.put(0, made.words.word(_PART, "indicators"), rows=len(rows) + 1)
    remedies = any(each.remedy is not None for each in rows)
    for column, head in enumerate(made.words.words(_PART, "indicator_heads"), 1):
        made.put(column, head, kind="head")
    if made.form.scored:
        for column, head in enumerate(made.words.words(_PART, "points"), 6):
            made.put(column, head, kind="head")
    for head, column, columns in _reason_places(made, remedies=remedies):
        made.put(column, head, columns, kind="head")
    made.row += 1
    for level1, branch in groupby(rows, key=lambda each: each.level1):
        below = list(branch)
        made.put(1, level1, rows=len(below))
        for level2, leaves in groupby(below, key=lambda each: each.level2):
            filed = list(leaves)
            made.put(2, level2, rows=len(filed))
            for each in filed:
                _indicator(made, each, remedies=remedies)


def _indicator(made: _Made, each: IndicatorRow, *, remedies: bool) -> None:
    made.put(3, each.name, kind="left")
    made.put(4, each.target.text)
    made.put(5, _entry(each.actual, _reached))
    if made.form.scored:
        made.put(6, _entry(each.weight, _plain), kind="right")
        made.put(7, _entry(each.points, _plain), kind="right")
    said = (each.reason, each.remedy or Entry())
    for entry, (_, column, columns) in zip(
        said, _reason_places(made, remedies=remedies), strict=False
    ):
        made.put(column, _entry(entry, str), columns, kind="left")
    made.row += 1


def _reason_places(made: _Made, *, remedies: bool) -> list[tuple[str, int, int]]:
    """Head, column and breadth of the reason, and of the remedy where it has a column."""
    word = made.words.word
    if made.form.scored or not remedies:
        first = 8 if made.form.scored else 6
        return [(word(_PART, "reason"), first, _LAST - first)]
    return [(word(_PART, "reason_alone"), 6, 2), (word(_PART, "remedy"), 8, 1)]


def _end(made: _Made) -> None:
    for entry, name in ((made.form.total, "total"), (made.form.grade, "grade")):
        if entry.state is not EntryState.BLANK:
            made.put(0, made.words.word(_PART, name), 3)
            text = _plain(entry.value) if isinstance(entry.value, Decimal) else str(entry.value)
            made.put(3, text, _LAST - 3)
            made.row += 1
    made.put(0, made.words.word(_PART, "statement"), 3)
    made.put(3, _entry(made.form.statement, str), _LAST - 3, kind="left")
    made.row += 1


def _entry(entry: Entry[T], shown: Callable[[T], str]) -> str:
    """What a cell prints: as it was printed, else its value, else the mark of its state."""
    if entry.text:
        return entry.text
    if entry.value is not None:
        return shown(entry.value)
    return value_word("mark", entry.state)


def _money_text(fen: int, unit: Unit) -> str:
    return shown_number(number(fen), CellKind.MONEY, unit, 2)


def _rate_text(rate: Decimal) -> str:
    return f"{shown_number(number(rate), CellKind.RATE, Unit.YUAN, 2)}%"


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _reached(reached: Reached) -> str:
    if reached.value is not None:
        return f"{_plain(reached.value)}{reached.unit}"
    return reached.day.isoformat() if reached.day is not None else reached.words
