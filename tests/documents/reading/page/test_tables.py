"""What a page end cut is one table again, with its rows and merged cells."""

from __future__ import annotations

from zhida.documents.reading.page.cells import PageCell
from zhida.documents.reading.page.tables import PageTable, continues, joined, raw_table

XS = [0.1, 0.3, 0.5, 0.9]
FULL = 0.2
"""What a full line leaves free, in hanzi."""


def cell(
    row: int,
    column: int,
    text: str,
    down: int = 1,
    across: int = 1,
    *,
    room: float = 2.5,
    lines: int = 1,
) -> PageCell:
    """A cell on a page; its last line leaves two hanzi free unless told otherwise."""
    made = PageCell(row, column, text, down, across, page=1, box=(0, 0, 1, 1))
    made.room, made.lines = room, lines if text else 0
    return made


def upper(*cells: PageCell, xs: list[float] = XS) -> PageTable:
    """A table at the end of page 1."""
    return PageTable(list(cells), xs, 0.2, 0.93, 1)


def lower(*cells: PageCell, xs: list[float] = XS) -> PageTable:
    """A table at the head of page 2."""
    return PageTable(list(cells), xs, 0.07, 0.4, 2)


def places(table: PageTable) -> list[tuple[int, int, int, int, str]]:
    """Row, column, spans and text of each cell."""
    return [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells]


def test_a_table_goes_on_where_columns_agree() -> None:
    row = cell(1, 1, "甲"), cell(1, 2, "1"), cell(1, 3, "2")
    assert continues(upper(*row), lower(*row))
    shifted = [x + 0.05 for x in XS]
    assert continues(upper(*row), lower(*row, xs=shifted))
    assert not continues(upper(*row), lower(*row, xs=[0.1, 0.2, 0.7, 0.95]))
    assert not continues(PageTable(list(row), XS, 0.1, 0.3, 1), lower(*row))


def test_rows_are_counted_on_and_a_repeated_head_stands_once() -> None:
    head = [(1, 1, "地区"), (1, 2, "人数"), (1, 3, "金额")]
    table = joined(
        upper(*(cell(*one) for one in head), cell(2, 1, "甲"), cell(2, 2, "3"), cell(2, 3, "60")),
        lower(*(cell(*one) for one in head), cell(2, 1, "乙"), cell(2, 2, "4"), cell(2, 3, "40")),
    )
    assert places(table)[-3:] == [(3, 1, 1, 1, "乙"), (3, 2, 1, 1, "4"), (3, 3, 1, 1, "40")]
    assert len(table.cells) == 9


def test_a_column_that_only_one_page_divides_is_spanned_on_the_other() -> None:
    table = joined(
        upper(cell(1, 1, "甲"), cell(1, 2, "1"), cell(1, 3, "2")),
        lower(cell(1, 1, "乙"), cell(1, 2, "备注"), xs=[0.1, 0.3, 0.9]),
    )
    assert places(table)[-1] == (2, 2, 1, 2, "备注")


def test_a_merged_label_goes_on_over_the_page_end() -> None:
    table = joined(
        upper(cell(1, 1, "产出指标", 2), cell(1, 2, "人数"), cell(1, 3, "≥3"),
              cell(2, 2, "次数"), cell(2, 3, "≥4")),
        lower(cell(1, 1, "", 2), cell(1, 2, "比例"), cell(1, 3, "≥5"),
              cell(2, 2, "时间"), cell(2, 3, "≥6")),
    )  # fmt: skip
    assert (1, 1, 4, 1, "产出指标") in places(table)


def test_figures_are_never_merged_with_a_blank_below() -> None:
    table = joined(
        upper(cell(1, 1, "甲县"), cell(1, 2, "3"), cell(1, 3, "60")),
        lower(cell(1, 1, "乙县"), cell(1, 2, ""), cell(1, 3, "40")),
    )
    assert len(table.cells) == 6


def test_a_row_cut_in_its_text_is_one_row() -> None:
    table = joined(
        upper(cell(1, 1, "质量指标"), cell(1, 2, "建设并按数据", room=FULL), cell(1, 3, "100%")),
        lower(cell(1, 1, ""), cell(1, 2, "库分组"), cell(1, 3, ""),
              cell(2, 1, "时效"), cell(2, 2, "时间"), cell(2, 3, "6月")),
    )  # fmt: skip
    assert places(table)[1] == (1, 2, 1, 1, "建设并按数据库分组")
    assert places(table)[3:] == [(2, 1, 1, 1, "时效"), (2, 2, 1, 1, "时间"), (2, 3, 1, 1, "6月")]


def test_a_long_goal_cut_between_its_paragraphs_is_one_cell() -> None:
    table = joined(
        upper(cell(1, 1, "年度目标"), cell(1, 2, "目标1\n目标2\n目标3", 1, 2, lines=3)),
        lower(
            cell(1, 1, ""), cell(1, 2, "目标4", 1, 2), cell(2, 1, "合计"), cell(2, 2, "60", 1, 2)
        ),
    )
    assert places(table)[1][4] == "目标1\n目标2\n目标3\n目标4"


def test_two_whole_rows_stay_two() -> None:
    table = joined(
        upper(cell(1, 1, "甲"), cell(1, 2, "覆盖率"), cell(1, 3, "≥90%")),
        lower(cell(1, 1, "乙"), cell(1, 2, "及时率"), cell(1, 3, "≥80%")),
    )
    assert len({row for row, *_ in places(table)}) == 2


def test_the_box_of_a_table_is_that_of_its_first_page() -> None:
    table = upper(cell(1, 1, "甲"), cell(1, 2, "1"))
    table.cells[0].box, table.cells[1].box = (0.1, 0.2, 0.3, 0.4), (0.3, 0.2, 0.9, 0.5)
    assert raw_table(table).box == (0.1, 0.2, 0.9, 0.5)
