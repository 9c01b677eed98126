"""勾稽 checking: what must hold within a form, between forms, and between form and ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zhida.core.execution.progress import Progress
from zhida.core.figures import Figure, FigureState
from zhida.core.findings import Finding
from zhida.core.forms.building import rate_of, sum_of
from zhida.core.forms.faults import fault, printed_at, said
from zhida.core.forms.form import Cell, CellKind, FormColumn, FormTable, Words
from zhida.core.forms.rollup import Child
from zhida.core.money import format_fen

_OF_PROGRESS = {"amount": "available", "paid": "paid"}
"""Which part of the ledger's progress a column of a form must equal."""


def check_form(form: FormTable) -> tuple[Finding, ...]:
    """勾稽（表内）: totals = Σ rows, the rate is that of its row, no more paid than came in, and

    where not all is paid, a reason.
    """
    return (*_totals(form), *_rows(form))


def check_children(parent: FormTable, children: Sequence[Child]) -> tuple[Finding, ...]:
    """上下级勾稽: the parent's totals = Σ of its children's; a child that didn't file is told."""
    return (*_sums_of(parent, children), *_missing(children))


def check_ledger(form: FormTable, progress: Progress) -> tuple[Finding, ...]:
    """账表勾稽: the form's totals equal the ledger's balances at the form's date."""
    return tuple(_against(form, progress))


def _totals(form: FormTable) -> Iterator[Finding]:
    if form.total is None:
        return
    for place, column in enumerate(form.columns):
        if not column.adds:
            continue
        expected, found = sum_of([row[place] for row in form.rows]), form.total[place]
        if not _same(expected, found):
            yield _differs("F201", form, column, expected, found, "各行之和")


def _rows(form: FormTable) -> Iterator[Finding]:
    places = {column.key: place for place, column in enumerate(form.columns)}
    if not {"rate", "paid", "amount"} <= places.keys():
        return
    rows = [(f"第{at}行", row) for at, row in enumerate(form.rows, 1)]
    if form.total is not None:
        rows.append(("合计行", form.total))
    for name, row in rows:
        paid, amount, rate = (row[places[key]] for key in ("paid", "amount", "rate"))
        expected = rate_of(paid, amount, "")
        column = form.columns[places["rate"]]
        if not _same(expected, rate):
            yield _differs("F204", form, column, expected, rate, "支出金额÷收到金额", name)
        if not _numbers(paid, amount):
            continue
        spent, came = _fen(paid), _fen(amount)
        if spent > came:
            yield fault(
                "F205",
                f"{name}支出{format_fen(spent, form.unit, places=2)}，"
                f"大于收到的{format_fen(came, form.unit, places=2)}。",
                expected=came,
                found=spent,
                sources=printed_at(paid),
            )
        if "reason" in places and name != "合计行" and spent < came:
            reason = row[places["reason"]]
            if isinstance(reason, Words) and not reason.text.strip():
                left = format_fen(came - spent, form.unit, places=2)
                yield fault(
                    "F301",
                    f"{name}还有{left}没有支出，未写明原因。",
                    sources=printed_at(reason) or printed_at(paid),
                )


def _sums_of(parent: FormTable, children: Sequence[Child]) -> Iterator[Finding]:
    forms = [each.form for each in children if each.form is not None and each.form.total]
    for place, column in enumerate(parent.columns):
        if not column.adds or parent.total is None:
            continue
        cells = [form.total[form.column(column.key)] for form in forms if form.total is not None]
        expected, found = sum_of(cells), parent.total[place]
        if not _same(expected, found):
            yield _differs("F202", parent, column, expected, found, "下级各表之和")


def _missing(children: Sequence[Child]) -> Iterator[Finding]:
    for each in children:
        if each.form is None and each.owes:
            code = f"（{each.code}）" if each.code else ""
            yield fault("F302", f"{each.name}{code}{each.note or '没有报送'}，未计入合计。")


def _against(form: FormTable, progress: Progress) -> Iterator[Finding]:
    if form.total is None:
        return
    for place, column in enumerate(form.columns):
        if column.key not in _OF_PROGRESS:
            continue
        cell, stood = form.total[place], getattr(progress, _OF_PROGRESS[column.key])
        if isinstance(cell, Figure) and cell.state is FigureState.NOTHING and not stood:
            continue
        if not _numbers(cell) or _fen(cell) != stood:
            there = format_fen(stood, form.unit, places=2)
            yield fault(
                "F203",
                f"“{column.header[-1]}”合计为{said(cell, column.kind, form.unit)}，"
                f"账上截至{form.as_of.isoformat()}为{there}。",
                expected=stood,
                found=_fen(cell) if _numbers(cell) else None,
                sources=printed_at(cell),
            )


def _differs(
    code: str,
    form: FormTable,
    column: FormColumn,
    expected: Cell,
    found: Cell,
    what: str,
    row: str = "合计行",
) -> Finding:
    sentence = (
        f"{row}“{column.header[-1]}”为{said(found, column.kind, form.unit)}，"
        f"{what}为{said(expected, column.kind, form.unit)}"
    )
    money = column.kind is CellKind.MONEY and _numbers(expected, found)
    if money:
        gap = abs(_fen(found) - _fen(expected))
        sentence += f"，相差{format_fen(gap, form.unit, places=2)}"
    return fault(
        code,
        f"{sentence}。",
        expected=_fen(expected) if money else said(expected, column.kind, form.unit),
        found=_fen(found) if money else said(found, column.kind, form.unit),
        sources=printed_at(found),
    )


def _same(one: Cell, other: Cell) -> bool:
    return (
        isinstance(one, Figure)
        and isinstance(other, Figure)
        and (one.state, one.value) == (other.state, other.value)
    )


def _numbers(*cells: Cell) -> bool:
    return all(isinstance(each, Figure) and each.value is not None for each in cells)


def _fen(cell: Cell) -> int:
    assert isinstance(cell, Figure) and cell.value is not None
    return int(cell.value)
