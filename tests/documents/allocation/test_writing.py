"""输出: what a spreadsheet opens is text where it is text."""

from __future__ import annotations

import io

import pytest

from zhida.core.allocation import ColumnTotal, LineTotal, Margins, RoundingUnit, round_table
from zhida.documents.allocation.margins import NamedMargins
from zhida.documents.allocation.writing import write_matrix


@pytest.mark.parametrize("name", ["=cmd", "+1", "-1", "@a"])
def test_a_name_can_not_become_a_formula(name: str) -> None:
    margins = Margins((LineTotal(name, 5),), (ColumnTotal("中央", 5),))
    target = io.StringIO()
    named = NamedMargins(margins, (name,), ("中央",))
    write_matrix(target, named, round_table(margins), RoundingUnit.WAN_YUAN)
    assert target.getvalue() == f"name,中央\n'{name},5\n"
