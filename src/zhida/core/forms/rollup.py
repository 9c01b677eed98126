"""汇总 rollup: a parent's form is the sum of its children's.

A child that hasn't filed is shown as 未报, one that has nothing to report as 无;
neither is a zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zhida.core.figures import BLANK, Evidence, EvidenceKind, Figure, FigureState, number
from zhida.core.forms.building import rate_of, total_row
from zhida.core.forms.form import Cell, CellKind, FormColumn, FormTable, Words
from zhida.core.forms.head import FormHead
from zhida.core.forms.shapes import FormShape, shape, value_word


class MixedForms(ValueError):
    """表式不一: forms that don't roll up into one; the message is a Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Child:
    """下级: an agency's code and name, and its form, None where it hasn't filed.

    `owes` is false where it had nothing to file; `filing` names what it filed ("任务3第2次"),
    "" where its form wasn't filed; `note` is told beside it.
    """

    code: str
    name: str
    form: FormTable | None
    owes: bool = True
    filing: str = ""
    note: str = ""


def rollup(head: FormHead, children: Sequence[Child], kind: str = "") -> FormTable:
    """汇总: a row for each child with its sums, and the sum of all that filed.

    `kind` is that of the children's forms; it may stay away where one of them filed.
    Raises `MixedForms` where nothing tells it, or the forms are of kinds that don't
    belong together.
    """
    kinds = {shape(each.form.kind).rolls_into for each in children if each.form is not None}
    if kind:
        kinds.add(shape(kind).rolls_into)
    if len(kinds) != 1:
        told = "、".join(sorted(shape(kind).title.format(place="") for kind in kinds))
        raise MixedForms(
            f"各表汇入的表式不同（{told}）。请分开汇总" if kinds else "没有一个下级报送，无从汇总"
        )
    form = shape(kinds.pop())
    columns = form.form_columns(head.words)
    rows = tuple(_row(form, columns, place, each) for place, each in enumerate(children, 1))
    return FormTable(
        form.kind,
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


def _row(
    form: FormShape, columns: Sequence[FormColumn], place: int, child: Child
) -> tuple[Cell, ...]:
    figures = {each.key: _sum(form, each, child) for each in columns if each.adds}
    state = _state(list(figures.values()), child)
    by_key: dict[str, Cell] = {
        "serial": number(place),
        "unit": Words(child.name),
        "state": Words(value_word("state", state)),
        "note": Words(child.note),
        "rate": rate_of(figures["paid"], figures["amount"], form.formula("rate")),
        **figures,
    }
    return tuple(by_key.get(each.key, _empty(each)) for each in columns)


def _state(figures: Sequence[Figure], child: Child) -> str:
    if child.form is None:
        return "missing" if child.owes else "not_owed"
    nothing = all(each.state is FigureState.NOTHING for each in figures)
    return "nothing" if nothing else "filed"


def _sum(form: FormShape, column: FormColumn, child: Child) -> Figure:
    """A child's total of a column, with its filing as what it rests on."""
    if child.form is None:
        return BLANK
    total = child.form.total
    cell = total[child.form.column(column.key)] if total is not None else BLANK
    if not isinstance(cell, Figure) or cell.value is None:
        return cell if isinstance(cell, Figure) and cell.state is FigureState.NOTHING else BLANK
    fen = int(cell.value)
    key = child.filing or f"{child.code}/{child.form.kind}/{child.form.as_of.isoformat()}"
    return number(
        fen, form.formula(column.key), Evidence(EvidenceKind.FILING, key, child.form.title, fen)
    )


def _empty(column: FormColumn) -> Cell:
    return Words() if column.kind in (CellKind.TEXT, CellKind.DATE) else BLANK
