"""Forms for tests: any form of any kind, and one of a district with known figures."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from zhida.core.figures import BLANK, NOT_APPLICABLE, NOTHING, Figure, FigureState, number
from zhida.core.forms.building import total_row
from zhida.core.forms.form import Cell, CellKind, FormColumn, FormTable, Words
from zhida.core.forms.head import FormHead
from zhida.core.forms.shapes import FormShape, head_words, shape, tables

PLACES = ("650100", "652900", "440900", "361100", "533100", "650000")
_HANZI = "医疗救助补助资金关于拨付中央及自治区财政通知待第二季度集中结算后支付预计六月底前完成"
_DAYS = st.dates(datetime.date(2020, 1, 1), datetime.date(2026, 12, 31))
_MASKED = Figure(FigureState.MASKED)
_SENTENCES = st.text(_HANZI, min_size=1, max_size=40)
_TEXTS = st.one_of(
    st.just(""),
    _SENTENCES,
    st.builds("{}（{}）{}".format, _SENTENCES, st.integers(0, 10**6), _SENTENCES),
    st.sampled_from(["0", "无", "—", "／", "=SUM(A1)", "<甲>&乙", "乌财社〔2025〕61号", "01"]),
)
_STATES = st.sampled_from([BLANK, NOTHING, NOT_APPLICABLE, _MASKED])


def _cells(kind: CellKind) -> st.SearchStrategy[Cell]:
    if kind is CellKind.TEXT:
        return _TEXTS.map(Words)
    if kind is CellKind.DATE:
        return st.one_of(_DAYS.map(lambda day: Words(day=day)), st.just(Words()))
    if kind is CellKind.MONEY:
        return st.one_of(_STATES, st.integers(-(10**14), 10**14).map(number), st.just(number(0)))
    if kind is CellKind.RATE:
        rates = st.integers(0, 30_000).map(lambda each: number(Decimal(each) / 100))
        return st.one_of(_STATES, rates)
    return st.integers(0, 9999).map(number)


@st.composite
def forms(draw: st.DrawFn, most: int = 6, least: int = 1, kind: str = "") -> FormTable:
    """Any form: any kind, any places in its heads, any rows of cells that its columns hold.

    Its rows are numbered, as forms number them. `kind` is one kind, `least` and `most` say
    how many rows it has.
    """
    form = shape(kind) if kind else draw(st.sampled_from(tables()))
    words = head_words(draw(st.sampled_from(PLACES)))
    columns = form.form_columns(words)
    rows = draw(
        st.lists(st.tuples(*(_cells(each.kind) for each in columns)), min_size=least, max_size=most)
    )
    rows = [_numbered(columns, row, place) for place, row in enumerate(rows, 1)]
    head = FormHead(
        draw(st.sampled_from(["650102-finance", "天山区-1", "440902001-unit"])),
        draw(st.text("天山区财政局医疗保障", min_size=1, max_size=12)),
        draw(_DAYS),
        draw(st.sampled_from(["2025年3月", "2025年第一季度"])),
        filed_on=draw(st.none() | _DAYS),
        words=words,
    )
    made = _form(form, head, rows)
    return replace(made, total=None) if draw(st.booleans()) else made


def _numbered(columns: Sequence[FormColumn], row: tuple[Cell, ...], place: int) -> tuple[Cell, ...]:
    return tuple(
        number(place) if column.key == "serial" else cell
        for column, cell in zip(columns, row, strict=True)
    )


def _form(form: FormShape, head: FormHead, rows: list[tuple[Cell, ...]]) -> FormTable:
    columns = form.form_columns(head.words)
    return FormTable(
        form.kind,
        form.title.format_map(head.words),
        head.owner,
        form.unit,
        head.as_of,
        columns,
        tuple(rows),
        total_row(form, columns, rows),
        head.fields(form),
        form.notes,
        form.signatures,
        head.name,
    )


def said(form: FormTable) -> FormTable:
    """A form without what its figures rest on."""
    return replace(
        form,
        rows=tuple(_bare(row) for row in form.rows),
        total=_bare(form.total) if form.total is not None else None,
    )


def _bare(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    return tuple(
        Figure(each.state, each.value) if isinstance(each, Figure) else Words(each.text, each.day)
        for each in row
    )
