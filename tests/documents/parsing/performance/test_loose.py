"""散行: tables of which only lines of text are left."""

from zhida.core.notice import PerformanceTable
from zhida.core.provenance import Source, Stated
from zhida.documents.blocks import Paragraph
from zhida.documents.parsing.performance import loose_table, read_performance
from zhida.documents.parsing.segments import Segment


def lines(text: str) -> Segment:
    paragraphs = tuple(
        Paragraph(line, Source("网页.txt", block=number, line=number))
        for number, line in enumerate(text.strip("\n").splitlines(), start=1)
        if line.strip()
    )
    return Segment("", Stated("绩效目标表", Source("网页.txt")), (), paragraphs)


def read(text: str) -> PerformanceTable:
    segment = lines(text)
    table = loose_table(segment)
    assert table is not None
    return read_performance(segment, table, 2024)[0]


def rows(table: PerformanceTable) -> list[tuple[str, str, str, str]]:
    return [(one.level1, one.level2, one.name, one.target.text) for one in table.indicators]


BARS_BELOW = """
优抚对象医疗补助绩效目标表
(2024年度)
项目名称
|
优抚对象医疗补助
|
实施单位
|
宣州区医疗保障局
|
项目资金
(万元)
|
年度资金总额:
|
100.00
|
其他资金
|
0.00
|
年度
目标
|
保障优抚对象享受待遇。
|
绩
效
指
标
|
一级
指标
|
二级指标
|
三级指标
|
指标值
|
产出指标
|
数量指标
|
补助对象数量
|
52人
|
时效指标
|
享受待遇时间
|
费用发生时
|
成本指标
|
年度补助成本
|
≤100万元
|
效益指标
|
经济效益指标
|
|
|
社会效益指标
|
拥军优属氛围的影响程度
|
影响明显
|
"""


def test_cells_ended_by_a_bar_on_the_next_line() -> None:
    table = read(BARS_BELOW)
    assert table.year is not None and table.year.value == 2024
    assert table.scope is not None and table.scope.value == "宣州区医疗保障局"
    assert [(one.kind, one.amount.fen) for one in table.amounts] == [
        ("total", 100_000_000),
        ("other", 0),
    ]
    assert [goal.value for goal in table.goals] == ["保障优抚对象享受待遇。"]
    assert rows(table) == [
        ("产出指标", "数量指标", "补助对象数量", "52人"),
        ("产出指标", "时效指标", "享受待遇时间", "费用发生时"),
        ("产出指标", "成本指标", "年度补助成本", "≤100万元"),
        ("效益指标", "社会效益指标", "拥军优属氛围的影响程度", "影响明显"),
    ]


def test_cells_ended_by_a_bar_and_rows_by_one_more() -> None:
    table = read("""
预算单位 |
温泉县医疗保障局 |
|
项目资金 (万元) |
年度资金总额:203 |
|
其中:财政拨款 203 |
|
绩 效 指 标 |
一级 指标 |
二级指标 |
三级指标 |
指标值 |
|
项目完成 |
数量指标 |
参保人数 |
43230人 |
|
参保率 |
≥95% |
|
质量指标 |
资金到位 |
按规定 |
|
""")
    assert [(one.kind, one.amount.fen) for one in table.amounts] == [
        ("total", 203_000_000),
        ("fiscal", 203_000_000),
    ]
    assert rows(table) == [
        ("项目完成", "数量指标", "参保人数", "43230人"),
        ("项目完成", "数量指标", "参保率", "≥95%"),
        ("项目完成", "质量指标", "资金到位", "按规定"),
    ]


def test_cells_parted_by_blanks_and_headings_broken_over_lines() -> None:
    table = read("""
预算单位 利州区卫生健康局
项目资金(万元) 年度资金总额 金额(万元)
(一)财政拨款小计 6.30
(二)其他收入 0.00
年度目标
帮扶特殊家庭。
绩效指标 一级指标 二级指标 三级指标 指标值
绩效指标 项目完成
指标
数量指标 扶助对象人数 63人
时效指标 项目实施时间 2024年1月-12月
资金拨付 12月底到位
项目效益
指标
可持续影响
指标
家庭稳定 长期
满意度指标 满意度指标 对象满意度 ≥90%
社会满意度 100%
""")
    assert [(one.kind, one.amount.fen) for one in table.amounts][1] == ("fiscal", 6_300_000)
    assert rows(table) == [
        ("项目完成", "数量指标", "扶助对象人数", "63人"),
        ("项目完成", "时效指标", "项目实施时间", "2024年1月-12月"),
        ("项目完成", "时效指标", "资金拨付", "12月底到位"),
        ("项目效益指标", "可持续影响指标", "家庭稳定", "长期"),
        ("满意度指标", "满意度指标", "对象满意度", "≥90%"),
        ("满意度指标", "满意度指标", "社会满意度", "100%"),
    ]


def test_every_cell_keeps_the_line_that_printed_it() -> None:
    first = read(BARS_BELOW).indicators[0]
    printed = BARS_BELOW.strip("\n").splitlines()
    assert first.source.line is not None and first.value_source is not None
    assert printed[first.source.line - 1] == "补助对象数量"
    assert first.value_source.line is not None
    assert printed[first.value_source.line - 1] == "52人"


def test_a_letter_is_no_table() -> None:
    assert loose_table(lines("各县财政局：\n现下达资金60万元。\n请做好绩效目标管理。")) is None
    assert loose_table(lines("")) is None


def test_lines_of_an_allocation_table_are_no_goals() -> None:
    assert loose_table(lines("序号\n单位\n金额\n备注\n1\n甲县\n60\n无\n2\n乙县\n40\n无")) is None
