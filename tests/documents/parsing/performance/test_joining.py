"""续表: a table that a page break cut in two is one table."""

from collections.abc import Callable

from zhida.core.provenance import Source
from zhida.documents.blocks import Block, Paragraph, Table
from zhida.documents.parsing.performance import joined_tables, read_performance
from zhida.documents.parsing.segments import Segment

Maker = Callable[[str], Table]

FIRST = """
资金情况（万元）→年度金额→10
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→培训人数→≥60人
"""
SECOND = """
→质量指标→合格率→≥95%
满意度指标→服务对象满意度→学员满意度→≥90%
"""


def part(*blocks: Block) -> Segment:
    return Segment("2", None, (), blocks)


def line(text: str) -> Paragraph:
    return Paragraph(text, Source("表.txt", block=9, line=9))


def test_rows_on_the_next_page_belong_to_the_table(flat: Maker) -> None:
    segment = part(flat(FIRST), line("- 3 -"), flat(SECOND))
    tables = joined_tables(segment)
    assert len(tables) == 1
    table, _ = read_performance(segment, tables[0], 2024)
    assert [(one.level1, one.level2, one.name) for one in table.indicators] == [
        ("产出指标", "数量指标", "培训人数"),
        ("产出指标", "质量指标", "合格率"),
        ("满意度指标", "服务对象满意度", "学员满意度"),
    ]


def test_repeated_headings_of_columns_do_not_part_it(flat: Maker) -> None:
    again = flat("一级指标→二级指标→三级指标→指标值\n" + SECOND.strip("\n"))
    assert len(joined_tables(part(flat(FIRST), again))) == 1


def test_the_next_table_with_a_head_of_its_own_stays_apart(flat: Maker) -> None:
    assert len(joined_tables(part(flat(FIRST), flat(FIRST)))) == 2


def test_a_line_between_two_tables_parts_them(flat: Maker) -> None:
    assert len(joined_tables(part(flat(FIRST), line("乙县"), flat(SECOND)))) == 2


def test_other_tables_are_left_alone(flat: Maker) -> None:
    money = flat("单位→金额→用途\n甲县→60→培训")
    assert joined_tables(part(flat(FIRST), money)) == (flat(FIRST), money)
    assert joined_tables(part(money, money)) == (money, money)
