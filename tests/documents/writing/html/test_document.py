"""The document side of the report: text is cut, never changed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zhida.core.findings import Severity
from zhida.core.provenance import Source
from zhida.documents.blocks import Cell, Document, Paragraph, Table
from zhida.documents.writing.html.anchors import Anchors, Place
from zhida.documents.writing.html.document import TableView, view_document

SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=8)


def document(*blocks: Paragraph | Table) -> Document:
    """A file of these blocks."""
    return Document("甲.docx", "docx", "", blocks)


def table_of(cells: tuple[Cell, ...]) -> TableView:
    """The view of a table of these cells."""
    table = Table(cells, Source("甲.docx", block=1, table=1))
    one = document(table)
    (view,) = view_document(one, 0, Anchors("n1", (one,)), {}, {}, {})
    assert view.table is not None
    return view.table


@given(st.text(min_size=1, max_size=30), SPANS)
def test_the_pieces_of_a_paragraph_are_its_text_and_each_knows_who_marks_it(
    text: str, spans: list[tuple[int, int]]
) -> None:
    one = document(Paragraph(text, Source("甲.docx", block=1)))
    anchors = Anchors("n1", (one,))
    severities = {}
    for number, span in enumerate(spans, 1):
        anchors.tag(Source("甲.docx", block=1, span=span), f"f{number}")
        severities[f"f{number}"] = list(Severity)[number % 4]
    (view,) = view_document(one, 0, anchors, severities, {}, {})
    assert view.paragraph is not None
    assert "".join(piece.text for piece in view.paragraph.pieces) == text
    place = 0
    for piece in view.paragraph.pieces:
        wanted = {
            f"f{number}"
            for number, (start, end) in enumerate(spans, 1)
            if start >= end or start >= len(text) or start <= place < end
        }
        assert set(piece.marks.tags.split()) == wanted
        worst = min((severities[tag].rank for tag in wanted), default=None)
        assert piece.marks.severity == ("" if worst is None else list(Severity)[worst].value)
        place += len(piece.text)


@given(
    st.lists(
        st.tuples(st.integers(1, 5), st.integers(1, 5), st.integers(1, 3), st.integers(1, 3)),
        min_size=1,
        max_size=8,
        unique_by=lambda cell: cell[:2],
    )
)
def test_each_printed_cell_of_a_grid_stands_at_most_once(
    places: list[tuple[int, int, int, int]],
) -> None:
    cells = tuple(
        Cell(row, column, f"{row}.{column}", Source("甲.docx"), down, right)
        for row, column, down, right in sorted(places)
    )
    view = table_of(cells)
    shown = [cell.pieces[0].text for row in view.rows for cell in row.cells if cell.pieces]
    assert len(shown) == len(set(shown))
    assert view.rows[cells[0].row - 1].cells, "the first cell has its row"


def test_places_that_nothing_was_printed_in_keep_the_columns_in_line() -> None:
    view = table_of((Cell(1, 1, "甲", Source("甲.docx")), Cell(2, 3, "乙", Source("甲.docx"))))
    assert [len(row.cells) for row in view.rows] == [3, 3]


def test_figures_are_told_from_words() -> None:
    texts = ("9,798.00", "≥90%", "120万元", "2021年", "合计", "")
    cells = tuple(Cell(1, column, text, Source("甲.docx")) for column, text in enumerate(texts, 1))
    assert [cell.figure for cell in table_of(cells).rows[0].cells] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]


def test_a_table_inside_a_cell_is_shown_in_it() -> None:
    inner = Table((Cell(1, 1, "里", Source("甲.docx")),), Source("甲.docx"))
    outer = Cell(1, 1, "外", Source("甲.docx"), nested=(inner,))
    (nested,) = table_of((outer,)).rows[0].cells[0].nested
    assert nested.rows[0].cells[0].pieces[0].text == "里"


def test_pages_and_sheets_are_announced_where_they_begin() -> None:
    one = document(
        Paragraph("一", Source("甲.docx", block=1, page=1)),
        Paragraph("二", Source("甲.docx", block=2, page=1)),
        Paragraph("三", Source("甲.docx", block=3, page=2)),
        Paragraph("四", Source("甲.docx", block=4, sheet="表甲")),
    )
    views = view_document(one, 0, Anchors("n1", (one,)), {}, {}, {})
    assert [view.begins for view in views] == ["第1页", "", "第2页", "工作表“表甲”"]


def test_a_source_without_a_block_is_found_by_its_table_or_line() -> None:
    table = Table((Cell(1, 1, "甲", Source("甲.docx")),), Source("甲.docx", block=2, table=1))
    one = document(Paragraph("一", Source("甲.docx", block=1, line=5)), table)
    anchors = Anchors("n1", (one,))
    assert anchors.find(Source("甲.docx", table=1, row=1, column=1)) == Place(0, 2, 1, 1)
    assert anchors.find(Source("甲.docx", line=5)) == Place(0, 1)
    assert anchors.find(Source("甲.docx", line=6)) is None
    assert anchors.find(Source("乙.docx", line=5)) is None
