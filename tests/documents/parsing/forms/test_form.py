"""跟踪反馈表: forms that the receiver fills in and sends back."""

from hypothesis import given
from hypothesis import strategies as st

from zhida.core.money import Unit
from zhida.core.provenance import Source, Stated
from zhida.documents.blocks import Block, Cell, Paragraph, Table
from zhida.documents.parsing.forms import is_form, read_form
from zhida.documents.parsing.segments import Segment


def table(text: str, *, aligned: bool = False) -> Table:
    """Rows of cells parted by →; ^ goes on from above, < from the left."""
    grid = [line.split("→") for line in text.strip("\n").split("\n")]
    cells: list[Cell] = []
    for row, line in enumerate(grid, start=1):
        for column, text_ in enumerate(line, start=1):
            if text_ in ("^", "<"):
                continue
            high = (
                _run([one[column - 1] for one in grid[row:] if len(one) >= column], "^")
                if aligned
                else 1
            )
            wide = _run(line[column:], "<") if aligned else 1
            place = Source("表.docx", block=3, table=1, row=row, column=column)
            cells.append(Cell(row, column, text_, place, high, wide))
    return Table(tuple(cells), Source("表.docx", block=3, table=1), aligned=aligned)


def _run(parts: list[str], mark: str) -> int:
    return 1 + next((at for at, part in enumerate(parts) if part != mark), len(parts))


def segment(title: str, *blocks: Block | str, unit: str = "") -> Segment:
    lines = [line for line in (title, unit) if line]
    heading = tuple(
        Paragraph(line, Source("表.docx", block=1, line=number))
        for number, line in enumerate(lines, start=1)
    )
    body = tuple(
        Paragraph(block, Source("表.docx", block=4, line=10 + at))
        if isinstance(block, str)
        else block
        for at, block in enumerate(blocks)
    )
    stated = Stated(title, heading[0].source) if title else None
    return Segment("3", stated, heading, body)


TWO_LEVELS = """
序号→县市→资金下达情况→<→支出情况→<→备注
^→^→金额→下达时间→支出金额→支出进度（%）→^
1→2→3→4→5→6→7
1→→200→2024年3月1日→→→
2→→→→→→
"""


def test_groups_are_joined_to_their_columns() -> None:
    made = table(TWO_LEVELS, aligned=True)
    form = read_form(segment("资金使用情况反馈表", made, unit="单位：万元"), made)
    assert [column.value for column in form.columns] == [
        "序号", "县市", "资金下达情况/金额", "资金下达情况/下达时间",
        "支出情况/支出金额", "支出情况/支出进度（%）", "备注",
    ]  # fmt: skip
    assert form.unit is Unit.WAN_YUAN
    assert form.label == "3"


def test_what_the_issuer_filled_in_is_kept_with_its_column() -> None:
    made = table(TWO_LEVELS, aligned=True)
    form = read_form(segment("资金使用情况反馈表", made, unit="单位：万元"), made)
    filled = [(one.column, one.printed, one.amount and one.amount.fen) for one in form.cells]
    assert filled == [
        ("资金下达情况/金额", "200", 200_000_000),
        ("资金下达情况/下达时间", "2024年3月1日", None),
    ]
    assert form.cells[0].source.row == 4


def test_a_flattened_header_gives_its_lowest_headings_in_order() -> None:
    made = table("序号→下达情况→→执行情况→\n→金额→文号→执行数→未支出原因\n→5,000.00→→→")
    form = read_form(segment("执行情况季报", made, unit="单位：元"), made)
    assert [column.value for column in form.columns] == [
        "序号", "金额", "文号", "执行数", "未支出原因",
    ]  # fmt: skip
    assert [(one.column, one.amount and one.amount.fen) for one in form.cells] == [
        ("金额", 500_000)
    ]


def test_notes_become_rules_wherever_they_stand() -> None:
    made = table("单位→金额→支出数\n→→\n说明：1.按月填报。2.次月5日前报送。→→")
    form = read_form(segment("反馈单", made, "3.以支付数为准。", "填报人：      审核人："), made)
    assert [rule.value for rule in form.rules] == [
        "1.按月填报。", "2.次月5日前报送。", "3.以支付数为准。",
    ]  # fmt: skip
    assert form.cells == ()


def test_a_form_whose_table_was_lost_keeps_its_notes() -> None:
    part = segment("跟踪反馈表", "单位：万元", "说明：1、按实际填列。", "2、每月月末前反馈。")
    assert is_form(part, None)
    form = read_form(part, None)
    assert form.columns == ()
    assert form.unit is Unit.WAN_YUAN
    assert [rule.value for rule in form.rules] == ["1、按实际填列。", "2、每月月末前反馈。"]


def test_a_form_left_as_one_heading_a_line_keeps_its_columns() -> None:
    part = segment(
        "资金支出进度表", "填报单位：", "填报日期：", "单位：元",
        "下达文号", "项目名称", "下达金额", "支出进度", "填表人：", "联系电话：",
    )  # fmt: skip
    form = read_form(part, None)
    assert [column.value for column in form.columns] == [
        "下达文号", "项目名称", "下达金额", "支出进度",
    ]  # fmt: skip


def test_titles_tell_forms_from_tables_that_issue_money() -> None:
    made = table("单位→金额\n甲县→60")
    assert is_form(segment("财政资金使用情况反馈单", made), made)
    assert not is_form(segment("补助资金分配表", made), made)
    assert not is_form(segment("资金下达明细表", made), made)
    assert not is_form(segment("", made), made)
    assert not is_form(segment("", "正文"), None)


def test_an_untitled_table_of_blank_rows_is_a_form() -> None:
    made = table("序号→姓名→身份证号→金额→发放时间\n1→→→→\n2→→→→\n3→→→→")
    assert is_form(segment("", made), made)


def test_the_real_forms_are_read(real_notices: tuple[object, ...]) -> None:
    from pathlib import Path

    from zhida.documents.parsing.segments import split
    from zhida.documents.reading.reader import read_document

    found = {}
    for path in real_notices:
        assert isinstance(path, Path)
        parts = split(read_document(path))
        for part in (*parts.inner, *parts.annexes):
            made = part.tables[0] if part.tables else None
            if is_form(part, made):
                found[path.name[:3]] = read_form(part, made)
    assert sorted(found) == ["000", "003"]
    assert (len(found["000"].columns), len(found["000"].rules)) == (0, 3)
    assert found["000"].unit is Unit.WAN_YUAN
    urumqi = found["003"]
    assert urumqi.unit is Unit.YUAN
    assert len(urumqi.columns) == 16
    assert [column.value for column in urumqi.columns][:2] == ["序号", "收到自治区下达资金时间"]
    assert urumqi.columns[-1].value == "未支出原因说明"
    money = [one.amount for one in urumqi.cells if one.amount is not None]
    assert [one.fen for one in money] == [3_347_000_000]
    assert [one.column for one in urumqi.cells] == [
        "市财政局下达项目名称", "金额", "资金性质", "资金来源",
    ]  # fmt: skip


@given(st.lists(st.lists(st.text(max_size=8), max_size=6), max_size=6), st.booleans())
def test_any_cells_are_read_without_an_error(rows: list[list[str]], aligned: bool) -> None:
    text = "\n".join("→".join(part.replace("\n", "") for part in row) for row in rows)
    made = table(text, aligned=aligned)
    part = segment("反馈表", made)
    form = read_form(part, made)
    assert {cell.column for cell in form.cells} <= {column.value for column in form.columns}
