"""编表 building: a form from the facts of its lines, each column by its formula."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from zhida.core.figures import (
    BLANK,
    NOT_APPLICABLE,
    NOTHING,
    Evidence,
    EvidenceKind,
    Figure,
    FigureState,
    number,
)
from zhida.core.forms.facts import LineFacts
from zhida.core.forms.form import Cell, CellKind, FormColumn, FormTable, Words
from zhida.core.forms.head import FormHead
from zhida.core.forms.shapes import FormShape, shape, value_word

_CENT = Decimal("0.01")


def line_form(kind: str, head: FormHead, facts: Sequence[LineFacts]) -> FormTable:
    """资金表: a form of one row for each line, and their sum.

    Without lines there is nothing to report: one row that says so (无), which is not
    the same as a form that wasn't filed. Raises `KeyError` for an unknown kind.
    """
    form = shape(kind)
    columns = form.form_columns(head.words)
    rows = tuple(_row(form, head, place, each) for place, each in enumerate(facts, 1))
    rows = rows or (_nothing(columns),)
    return FormTable(
        kind,
        form.title.format_map({"place": "", **head.words}),
        head.owner,
        form.unit,
        head.as_of,
        columns,
        rows,
        total_row(form, columns, rows),
        head.fields(form),
        form.notes,
        form.signatures,
        head.name,
    )


def total_row(
    form: FormShape, columns: Sequence[FormColumn], rows: Sequence[Sequence[Cell]]
) -> tuple[Cell, ...]:
    """合计: sums of the columns that add up, the rate of the sums, the word 合计 in front."""
    made: list[Cell] = []
    for place, column in enumerate(columns):
        if place == 0:
            made.append(Words(value_word("total", "")))
        elif column.adds:
            made.append(sum_of([row[place] for row in rows]))
        else:
            made.append(Words() if column.kind in (CellKind.TEXT, CellKind.DATE) else BLANK)
    by_key = {column.key: place for place, column in enumerate(columns)}
    if {"rate", "paid", "amount"} <= by_key.keys():
        paid, amount = made[by_key["paid"]], made[by_key["amount"]]
        made[by_key["rate"]] = rate_of(paid, amount, form.formula("rate"))
    if "time_rate" in by_key:
        made[by_key["time_rate"]] = rows[0][by_key["time_rate"]]
    return tuple(made)


def sum_of(cells: Sequence[Cell], formula: str = "各行合计") -> Figure:
    """合计: of the cells that are numbers; 无 where there is none but 无, else blank."""
    figures = [each for each in cells if isinstance(each, Figure)]
    numbers = [each for each in figures if each.state is FigureState.NUMBER]
    if not numbers:
        return NOTHING if any(each.state is FigureState.NOTHING for each in figures) else BLANK
    evidence = tuple(part for each in numbers for part in each.evidence)
    return number(sum(int(each.value or 0) for each in numbers), formula, *evidence)


def rate_of(paid: Cell, amount: Cell, formula: str) -> Figure:
    """支出进度: paid ÷ amount in % with two decimals, half up; 0/0 is not applicable.

    >>> rate_of(number(1), number(3), "").value, rate_of(number(0), number(0), "").state.value
    (Decimal('33.33'), 'not_applicable')
    """
    if not (isinstance(paid, Figure) and isinstance(amount, Figure)):
        return BLANK
    if paid.value is None or amount.value is None:
        return paid if paid.value is None else amount
    if not amount.value:
        return NOT_APPLICABLE
    exact = Fraction(paid.value) * 100 / Fraction(amount.value)
    rounded = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(
        _CENT, rounding=ROUND_HALF_UP
    )
    return number(rounded, formula, *paid.evidence)


def _row(form: FormShape, head: FormHead, place: int, facts: LineFacts) -> tuple[Cell, ...]:
    return tuple(_COLUMNS[each.key](form, head, place, facts) for each in form.columns)


def _nothing(columns: Sequence[FormColumn]) -> tuple[Cell, ...]:
    """无: said that there is nothing to report."""
    words = [each.key for each in columns if each.kind is CellKind.TEXT]
    said = value_word("state", "nothing")
    return tuple(
        NOTHING
        if each.kind in (CellKind.MONEY, CellKind.RATE)
        else BLANK
        if each.kind is CellKind.NUMBER
        else Words(said if each.key == words[0] else "")
        for each in columns
    )


Compute = Callable[[FormShape, FormHead, int, LineFacts], Cell]


def _money(key: str) -> Compute:
    return lambda form, head, place, facts: getattr(facts, key).figure(form.formula(key))


def _left(form: FormShape, head: FormHead, place: int, facts: LineFacts) -> Cell:
    undone = tuple(
        Evidence(each.kind, each.key, each.words, -(each.fen or 0)) for each in facts.paid.evidence
    )
    left = facts.amount.fen - facts.paid.fen
    return number(left, form.formula("left"), *facts.amount.evidence, *undone)


def _rate(form: FormShape, head: FormHead, place: int, facts: LineFacts) -> Cell:
    return rate_of(facts.paid.figure(""), facts.amount.figure(""), form.formula("rate"))


def _time_rate(form: FormShape, head: FormHead, place: int, facts: LineFacts) -> Cell:
    """序时进度: days of the budget year that have passed."""
    day, year = head.as_of, facts.line.earmark.year
    days = 366 if calendar.isleap(year) else 365
    past = days if day.year > year else 0 if day.year < year else day.timetuple().tm_yday
    return rate_of(number(past), number(days), form.formula("time_rate"))


def _nature(form: FormShape, head: FormHead, place: int, facts: LineFacts) -> Cell:
    return Words(value_word("nature", facts.line.earmark.kind, form.kind))


def _origin(form: FormShape, head: FormHead, place: int, facts: LineFacts) -> Cell:
    above = "above" if facts.line.parent or facts.line.upstream_document else "own"
    value = above if form.kind == "feedback" else facts.line.earmark.source.value
    return Words(value_word("origin", value, form.kind))


def _flag(form: FormShape, head: FormHead, place: int, facts: LineFacts) -> Cell:
    return Words(facts.line.earmark.flag)


def _title(form: FormShape, head: FormHead, place: int, facts: LineFacts) -> Cell:
    return Words(facts.name, None, (Evidence(EvidenceKind.LINE, facts.key, facts.name),))


_COLUMNS: Mapping[str, Compute] = {
    "serial": lambda form, head, place, facts: number(place),
    "title": _title,
    "number": lambda form, head, place, facts: Words(facts.issued_number),
    "issued_on": lambda form, head, place, facts: Words(day=facts.issued_on),
    "upper_received_on": lambda form, head, place, facts: Words(day=facts.upper_received_on),
    "received_on": lambda form, head, place, facts: Words(day=facts.received_on),
    "passed_number": lambda form, head, place, facts: Words(facts.passed_number),
    "passed_on": lambda form, head, place, facts: Words(day=facts.passed_on),
    "reason": lambda form, head, place, facts: Words(facts.reason, None, facts.reason_origin),
    "nature": _nature,
    "origin": _origin,
    "flag": _flag,
    "rate": _rate,
    "time_rate": _time_rate,
    "left": _left,
    **{key: _money(key) for key in ("amount", "passed", "executed", "paid", "period_paid")},
}
"""How each column is computed; what stands in no row of it a person fills."""
