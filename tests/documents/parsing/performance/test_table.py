"""绩效目标表: heads, amounts, goals and columns of the layouts in use."""

from collections.abc import Callable
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from zhida.core.money import AmountState
from zhida.core.notice import PerformanceTable, Repair, TargetKind
from zhida.documents.blocks import Table
from zhida.documents.parsing.performance import is_performance_table

Reader = Callable[..., tuple[PerformanceTable, tuple[Repair, ...]]]
Maker = Callable[[str], Table]

REGIONAL = """
转移支付名称→计划生育补助资金→<→<→<
中央主管部门→卫生健康委→<→<→<
省级财政部门→湖北省财政厅→省级主管部门→湖北省卫生健康委→<
市级财政部门→宜昌市财政局→市级主管部门→宜昌市卫生健康委→<
资金情况⏎（万元）→年度金额：→<→1,234.56→<
^→其中：中央补助→<→1000→<
^→地方资金→<→234.56→<
年度总体目标→1.落实扶助制度。⏎2.发放及时到位。→<→<→<
绩效指标→一级指标→二级指标→三级指标→指标值
^→产出指标→数量指标→扶助独生子女伤残家庭人数→≥320人
^→^→质量指标→资金到位率→100%
^→效益指标→社会效益指标→家庭发展能力→逐步提高
^→满意度指标→服务对象满意度指标→扶助对象满意度→≥90%
"""


def test_a_regional_table_gives_head_money_goals_and_rows(read: Reader, merged: Maker) -> None:
    table, repairs = read(merged(REGIONAL), "计划生育补助资金区域绩效目标表", "（2024年度）")
    assert table.title == "计划生育补助资金区域绩效目标表"
    assert table.year is not None and table.year.value == 2024
    assert table.scope is not None and table.scope.value == "宜昌市"
    assert table.region is not None and table.region.full_name == "湖北省宜昌市"
    header = {label: value.value for label, value in table.header}
    assert header["省级主管部门"] == "湖北省卫生健康委"
    assert header["市级财政部门"] == "宜昌市财政局"
    assert [(one.kind, one.amount.fen) for one in table.amounts] == [
        ("total", 123_456_0000),
        ("central", 1_000_000_000),
        ("local", 234_56_0000),
    ]
    assert [goal.value for goal in table.goals] == ["1.落实扶助制度。", "2.发放及时到位。"]
    assert [(one.level1, one.level2, one.name) for one in table.indicators] == [
        ("产出指标", "数量指标", "扶助独生子女伤残家庭人数"),
        ("产出指标", "质量指标", "资金到位率"),
        ("效益指标", "社会效益指标", "家庭发展能力"),
        ("满意度指标", "服务对象满意度指标", "扶助对象满意度"),
    ]
    assert repairs == ()
    assert not table.template


def test_every_indicator_knows_its_cells(read: Reader, merged: Maker) -> None:
    table, _ = read(merged(REGIONAL), "区域绩效目标表")
    first = table.indicators[0]
    assert (first.source.row, first.source.column) == (10, 4)
    assert first.value_source is not None
    assert (first.value_source.row, first.value_source.column) == (10, 5)


SPLIT_VALUES = """
一级指标→二级指标→三级指标→指标性质→指标值→度量单位→分值
成本指标→经济成本指标→人均补助标准→≤→75→元→20
产出指标→数量指标→体检人数→≥→1,500→人次→20
^→质量指标→合格率→=→100→%→20
^→时效指标→完成时限→定性→12月底前→→20
满意度指标→服务对象满意度指标→群众满意度→≥→92.5→%→10
"""


def test_comparator_value_and_unit_in_three_columns_are_one_value(
    read: Reader, merged: Maker
) -> None:
    table, _ = read(merged(SPLIT_VALUES), "项目绩效目标表", "（2025年度）")
    read_values = [
        (one.target.comparator, one.target.value, one.target.unit) for one in table.indicators
    ]
    assert read_values == [
        ("≤", Decimal(75), "元"),
        ("≥", Decimal(1500), "人次"),
        ("=", Decimal(100), "%"),
        (None, None, None),
        ("≥", Decimal("92.5"), "%"),
    ]
    assert table.indicators[0].level1 == "成本指标"
    assert table.indicators[0].level2 == "经济成本指标"
    assert table.indicators[3].target.kind is TargetKind.DATE
    assert str(table.indicators[3].target.due) == "2025-12-31"


def test_points_explanations_and_last_years_values_are_no_targets(
    read: Reader, merged: Maker
) -> None:
    table, repairs = read(
        merged("""
一级指标→二级指标→三级指标→上年完成值→年度指标值→分值→评分标准→备注
产出指标（50分）→数量指标→宣传场次→8场→≥10场→25→少一场扣2分→
^→时效指标→资金拨付→11月→12月底前→25→逾期不得分→见附注
效益指标（40分）→社会效益指标→政策知晓率→85%→≥90%→40→按比例得分→
总分→→→→→90→→
"""),
        "绩效目标表",
    )
    assert [(one.level1, one.target.text) for one in table.indicators] == [
        ("产出指标", "≥10场"),
        ("产出指标", "12月底前"),
        ("效益指标", "≥90%"),
    ]
    assert repairs == ()


def test_of_planned_and_reached_values_the_planned_is_the_target(
    read: Reader, merged: Maker
) -> None:
    table, _ = read(
        merged("""
项目名称→孤儿助医→<→<→<
资金投入情况（万元）→→全年预算数→全年执行数→执行率
^→年度资金总额→30→28→93.3%
总体目标完成情况→总体目标→<→全年实际完成情况→<
^→救助患病孤儿。→<→已救助45人。→<
绩效指标→二级指标→三级指标→年度指标值→全年实际完成值
^→数量指标→救助人数→≥40人→45人
^→质量指标→审核准确率→100%→100%
"""),
        "绩效自评表",
    )
    assert [goal.value for goal in table.goals] == ["救助患病孤儿。"]
    assert table.amounts[0].amount.fen == 30_000_000
    assert [one.target.text for one in table.indicators] == ["≥40人", "100%"]


def test_of_the_whole_period_and_the_year_the_year_counts(read: Reader, merged: Maker) -> None:
    table, _ = read(
        merged("""
总体目标→实施期目标→<→<→<→年度目标→<→<
^→三年内全面建成。→<→<→<→本年建成两处。→<→<
绩效指标→一级指标→二级指标→三级指标→指标值→二级指标→三级指标→指标值
^→产出指标→数量指标→建成处数→≥6处→数量指标→本年建成处数→≥2处
^→效益指标→社会效益指标→受益人数→≥900人→社会效益指标→本年受益人数→≥300人
"""),
        "专项转移支付绩效目标表",
    )
    assert [goal.value for goal in table.goals] == ["本年建成两处。"]
    assert [(one.level1, one.level2, one.name, one.target.text) for one in table.indicators] == [
        ("产出指标", "数量指标", "本年建成处数", "≥2处"),
        ("效益指标", "社会效益指标", "本年受益人数", "≥300人"),
    ]


def test_headings_repeated_on_a_new_page_are_no_rows(read: Reader, merged: Maker) -> None:
    table, _ = read(
        merged("""
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→培训人数→≥60人
一级指标→二级指标→三级指标→指标值
→质量指标→合格率→≥95%
"""),
        "绩效目标表",
    )
    assert [(one.level1, one.level2) for one in table.indicators] == [
        ("产出指标", "数量指标"),
        ("产出指标", "质量指标"),
    ]


def test_a_level_printed_under_the_wrong_level_is_kept_as_printed(
    read: Reader, merged: Maker
) -> None:
    table, repairs = read(
        merged("""
一级指标→二级指标→三级指标→指标值
效益指标→成本指标→项目成本→≤50万元
^→社会效益指标→知晓率→≥80%
"""),
        "绩效目标表",
    )
    assert [(one.level1, one.level2) for one in table.indicators] == [
        ("效益指标", "成本指标"),
        ("效益指标", "社会效益指标"),
    ]
    assert repairs == ()


def test_a_form_to_fill_in_is_a_template(read: Reader, flat: Maker) -> None:
    table, repairs = read(
        flat("""
项目名称→困难群众救助
县（市、区）→
资金情况（万元）→年度金额→
→其中：中央资金→
年度目标→目标1：⏎目标2：⏎……
绩效指标→一级指标→二级指标→三级指标→指标值
→产出指标→数量指标→救助人次→≥**人次
→→→……→
→→质量指标→发放准确率→100%
备注：1.请按实际填写。
"""),
        "绩效目标表",
    )
    assert table.template
    assert table.goals == ()
    assert table.scope is None
    assert {one.amount.state for one in table.amounts} == {AmountState.BLANK}
    assert [one.name for one in table.indicators] == ["救助人次", "发放准确率"]
    assert [remark.value for remark in table.remarks] == ["备注：1.请按实际填写。"]
    assert repairs == ()


def test_zero_blank_and_absent_amounts_differ(read: Reader, flat: Maker) -> None:
    table, _ = read(
        flat("""
项目资金（元）→资金总额：→120,000.50
→其中：中央资金→0元
→省级资金→
绩效指标→一级指标→二级指标→三级指标→指标值
→产出指标→数量指标→人数→≥5人
"""),
        "绩效目标表",
    )
    states = {one.kind: (one.amount.state, one.amount.fen) for one in table.amounts}
    assert states == {
        "total": (AmountState.NUMBER, 12_000_050),
        "central": (AmountState.NUMBER, 0),
        "province": (AmountState.BLANK, None),
    }


def test_money_without_a_unit_is_read_and_doubted(read: Reader, flat: Maker) -> None:
    table, repairs = read(
        flat("""
年度资金总额→80
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→人数→≥5人
"""),
        "绩效目标表",
    )
    assert table.amounts[0].amount.fen == 80_000_000
    assert [repair.doubtful for repair in repairs] == [True]


def test_the_scope_below_the_title_goes_before_the_fields(read: Reader, flat: Maker) -> None:
    text = """
省份→新疆维吾尔自治区
资金情况（万元）→年度金额→10
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→人数→≥5人
"""
    table, _ = read(flat(text), "区域绩效目标表", "（2024年度） 喀什地区")
    assert table.scope is not None and table.scope.value == "喀什地区"
    assert table.region is not None and table.region.level == 2


def test_notes_below_the_table_are_its_remarks(read: Reader, flat: Maker) -> None:
    text = "一级指标→二级指标→三级指标→指标值\n产出指标→数量指标→人数→≥5人"
    table, _ = read(
        flat(text), "绩效目标表", below=("注：1.按季填报。", "2.以支付数为准。", "抄送")
    )
    assert [remark.value for remark in table.remarks] == ["注：1.按季填报。", "2.以支付数为准。"]


def test_a_table_without_headings_of_columns_is_read_by_its_levels(
    read: Reader, flat: Maker
) -> None:
    table, _ = read(
        flat("""
产出指标→数量指标→筛查人数→≥300人
→质量指标→复查率→≥95%
满意度指标→服务对象满意度→家长满意度→≥90%
"""),
        "绩效目标表",
    )
    assert [(one.level1, one.level2, one.name) for one in table.indicators] == [
        ("产出指标", "数量指标", "筛查人数"),
        ("产出指标", "质量指标", "复查率"),
        ("满意度指标", "服务对象满意度", "家长满意度"),
    ]


def test_several_lines_in_a_cell_are_several_indicators(read: Reader, merged: Maker) -> None:
    table, _ = read(
        merged("""
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→筛查人数⏎随访人数⏎宣传场次→≥300人⏎≥200人⏎≥4场
"""),
        "绩效目标表",
    )
    assert [(one.name, one.target.value) for one in table.indicators] == [
        ("筛查人数", Decimal(300)),
        ("随访人数", Decimal(200)),
        ("宣传场次", Decimal(4)),
    ]


def test_numbered_placeholders_are_no_part_of_a_name(read: Reader, merged: Maker) -> None:
    table, _ = read(
        merged("""
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→指标1：参保人数→8,755人
^→^→指标2：→
^→质量指标→指标1：→
"""),
        "绩效目标表",
    )
    assert [one.name for one in table.indicators] == ["参保人数"]


def test_allocation_tables_are_no_performance_tables(flat: Maker) -> None:
    assert not is_performance_table(flat("单位名称→金额→资金用途\n合计→60→\n哈密市→60→试点"))
    assert not is_performance_table(flat("序号→项目→数量→质量\n1→甲→3→好"))
    assert is_performance_table(flat("一级指标→二级指标→三级指标→指标值\n产出指标→→人数→5人"))


def test_a_sheet_holds_its_annex_number_title_and_unit_itself(read: Reader, merged: Maker) -> None:
    table, repairs = read(
        merged("""
附件3→<→<→<
医疗救助绩效目标表→<→<→<
（2025年度）→<→<→<
→→→单位：元
项目资金→年度资金总额→中央资金→省级资金
→90000→60000→30000
一级指标→二级指标→三级指标→指标值
产出指标→数量指标→救助人次→≥500人次
""")
    )
    assert (table.title, table.label) == ("医疗救助绩效目标表", "2")
    assert table.year is not None and table.year.value == 2025
    assert [(one.kind, one.amount.fen) for one in table.amounts] == [
        ("total", 9_000_000),
        ("central", 6_000_000),
        ("province", 3_000_000),
    ]
    assert repairs == ()


WORDS = """
产出指标 数量指标 满意度指标 一级指标 三级指标 指标值 绩效指标 项目名称 年度目标 总体目标 资金情况（万元）
年度金额 其中：中央资金 合计 甲县 备注 ≥90% ≥**% …… 60万元 12月底前 显著提升 覆盖率 目标1：建档。 哈密市 分值 单位
""".split()


@given(
    st.lists(st.lists(st.sampled_from(["", *WORDS]), min_size=1, max_size=7), max_size=14),
    st.booleans(),
)
def test_any_mix_of_the_words_of_such_tables_is_read_without_an_error(
    read: Reader, flat: Maker, merged: Maker, rows: list[list[str]], aligned: bool
) -> None:
    made = (merged if aligned else flat)("\n".join("→".join(row) for row in rows))
    is_performance_table(made)
    table, repairs = read(made, "绩效目标表", "（2024年度）")
    assert all(one.name for one in table.indicators)
    assert all(repair.sentence and repair.sources for repair in repairs)
