"""读回报表: what was written is what is read, in every format."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from tests.documents.writing.forms.made import forms, said

from zhida.core.forms.form import FormTable
from zhida.documents.parsing.forms.filled import Filled, read_filled
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
