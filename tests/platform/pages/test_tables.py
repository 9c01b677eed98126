"""表格: what a person sees on a page and finds in the exported workbook are the same figures."""

from __future__ import annotations

import datetime
from fractions import Fraction
from io import BytesIO

from django.template import Context, Template
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from zhida.core.figures import FigureState
from zhida.platform.pages.exporting import workbook
from zhida.platform.pages.tables import (
    PAGE,
    Cell,
    Column,
    Kind,
    Row,
    Table,
    hundredths,
    rounding,
    words,
)

COLUMNS = (
    Column("unit", "单位"),
    Column("issued", "下达数", Kind.MONEY, "资金"),
    Column("paid", "支出数", Kind.MONEY, "资金", meaning="国库支付合计"),
    Column("rate", "执行率", Kind.RATE, formula="{paid}/{issued}", adds=False),
)


class _Lens:
    units = (("yuan", "元"), ("wan", "万元"))


def _table(amounts: list[tuple[str, int, int]], **changed: object) -> Table:
    rows = [
        Row((Cell(name), Cell(issued, "/origin"), Cell(paid), Cell(Fraction(paid, issued))))
        for name, issued, paid in amounts
    ]
    issued, paid = sum(each[1] for each in amounts), sum(each[2] for each in amounts)
    total = Row((Cell("合计"), Cell(issued), Cell(paid), Cell(Fraction(paid, issued))))
    made = {"as_of": datetime.date(2025, 6, 30), "total": total, **changed}
    return Table("progress", "执行进度", COLUMNS, rows, "wan", **made)  # type: ignore[arg-type]


def _shown(table: Table, query: str = "") -> str:
    context = {"request": RequestFactory().get(f"/x/{query}"), "lens": _Lens, "shown": table}
    return Template("{% table shown %}").render(Context(context))


def test_zero_and_absent_and_inapplicable_are_three_things() -> None:
    assert words(0, Kind.MONEY, "wan") == "0.00"
    assert words(None, Kind.MONEY, "wan") == "—"
    assert words(None, Kind.MONEY, "wan", FigureState.NOTHING) == "无"
    assert words(None, Kind.MONEY, "wan", FigureState.NOT_APPLICABLE) == "／"


@given(st.integers(-(10**15), 10**15))
def test_hundredths_are_never_further_than_half_a_hundredth_away(fen: int) -> None:
    shown = Fraction(hundredths(Fraction(fen, 10_000)).replace(",", ""))
    assert abs(shown - Fraction(fen, 10_000)) <= Fraction(1, 200)


def test_a_page_says_unit_and_day_and_the_total_is_of_all_rows() -> None:
    table = _table([(f"单位{n}", 100_00, 50_00) for n in range(PAGE + 1)])
    second = _shown(table, "?progress-page=2")
    assert "单位：万元" in second and "数据日期：2025-06-30" in second
    assert "单位100" in second and "单位99<" not in second
    assert second.count("<tr>") == 2 + 1 + 1
    assert "1.01" in second, "101 rows of 100 yuan are 1.01 万元, on whatever page"


def test_a_figure_opens_its_origin_and_carries_its_value_in_fen() -> None:
    assert 'href="/origin" data-value="123456"' in _shown(_table([("甲县", 123_456, 1)]))


def test_rounding_differences_are_told() -> None:
    table = _table([("甲县", 33_33, 1), ("乙县", 33_33, 1), ("丙县", 33_34, 1)])
    assert rounding(table) == {"issued": 1}
    assert "相差 0.01" in _shown(table)


def test_a_total_that_is_not_the_sum_is_no_rounding_difference() -> None:
    total = Row((Cell("合计"), Cell(5), Cell(5), Cell(Fraction(1))))
    assert rounding(_table([("甲县", 4_000_00, 1)], total=total)) == {}


def test_a_name_that_looks_like_a_tag_is_only_a_name() -> None:
    assert "<script>" not in _shown(_table([("<script>alert(1)</script>", 1, 1)]))


def test_the_workbook_adds_up_by_formulas_and_defines_its_columns() -> None:
    book = load_workbook(BytesIO(workbook(_table([("甲县", 200_00, 50_00)]), {"查询人": "王芳"})))
    sheet = book["数据"]
    assert sheet["B6"].value == "=SUM(B5:B5)"
    assert sheet["D5"].value == '=IFERROR(C5/B5,"—")'
    definitions = {row[0].value: row[1].value for row in book["口径"].iter_rows()}
    assert definitions["资金·支出数"] == "国库支付合计"
    assert definitions["查询人"] == "王芳"


def test_no_text_becomes_a_formula() -> None:
    book = load_workbook(BytesIO(workbook(_table([("=HYPERLINK(1)", 1, 1)]), {})))
    assert book["数据"]["A5"].data_type == "s"


def test_subtotals_are_not_added_again() -> None:
    table = _table([("乌鲁木齐市", 5, 1), ("天山区", 3, 1), ("沙依巴克区", 2, 1)])
    tree = [Row(each.cells, depth=1, subtotal=n == 0) for n, each in enumerate(table.rows)]
    whole = Row((Cell("合计"), Cell(5), Cell(2), Cell(Fraction(2, 5))))
    made = Table("t", "表", COLUMNS, tree, "wan", total=whole)
    assert rounding(made) == {}
    assert load_workbook(BytesIO(workbook(made, {})))["数据"]["B8"].value == 5 / 1_000_000
