"""读回报表: what was written is what is read, in every format."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.documents.writing.forms.made import forms, said

from zhida.core.forms.form import CellKind, FormTable, Words
from zhida.core.forms.shapes import head_words, tables
from zhida.documents.parsing.forms.filled import Filled, read_filled
from zhida.documents.parsing.forms.filled_cells import empty_cell
from zhida.documents.reading import read_document
from zhida.documents.writing.forms import form_files
from zhida.documents.writing.notice import Format

_ANY = settings(
    deadline=None,
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def _read_back(form: FormTable, kind: Format, folder: Path) -> Filled:
    (made,) = form_files(form, "报表", formats=[kind])
    path = folder / made.name
    path.write_bytes(made.data)
    return read_filled(read_document(path))


@pytest.mark.parametrize("kind", list(Format))
@_ANY
@given(form=forms(most=3))
def test_a_form_that_is_read_back_says_what_was_written(
    tmp_path: Path, kind: Format, form: FormTable
) -> None:
    found = _read_back(form, kind, tmp_path)
    assert found.form is not None
    assert said(found.form) == said(form)
    assert [each.code for each in found.findings if each.code != "F106"] == []


@pytest.mark.parametrize("kind", list(Format))
@pytest.mark.parametrize("shape", [each.kind for each in tables()])
@settings(_ANY, max_examples=2, phases=[Phase.generate])
@given(data=st.data())
def test_no_row_is_lost_or_joined_where_pages_end(
    tmp_path: Path, shape: str, kind: Format, data: st.DataObject
) -> None:
    """Every form that is a table, with sixty rows on three pages and more, blank cells among them."""
    form = data.draw(forms(most=60, least=60, kind=shape))
    (made,) = form_files(form, "报表", formats=[kind])
    path = tmp_path / made.name
    path.write_bytes(made.data)
    document = read_document(path)
    assert kind is not Format.PDF or len(document.pages) >= 3
    found = read_filled(document).form
    assert found is not None
    assert len(found.rows) == 60
    assert said(found) == said(form)


def test_a_reason_longer_than_a_page_is_read_back_whole(tmp_path: Path) -> None:
    """2,400 characters in one cell: the row runs over page ends, and nothing of it is cut off."""
    told = "待第二季度集中结算后支付预计六月底前完成拨付，" * 110
    shape = next(each for each in tables() if each.kind == "feedback_monthly")
    columns = shape.form_columns(head_words("650100"))
    row = tuple(
        Words(told) if each.key == "reason" else Words("甲") if each.kind is CellKind.TEXT
        else empty_cell(each)
        for each in columns
    )  # fmt: skip
    form = FormTable(shape.kind, "财政资金使用跟踪反馈表", "650102-finance", shape.unit,
                     datetime.date(2025, 3, 31), columns, (row,), None, (), (), (), "天山区财政局")  # fmt: skip
    (made,) = form_files(form, "报表", formats=[Format.PDF])
    path = tmp_path / made.name
    path.write_bytes(made.data)
    found = read_filled(read_document(path)).form
    assert found is not None and len(found.rows) == 1
    cell = found.rows[0][found.column("reason")]
    assert isinstance(cell, Words) and cell.text == told
