"""多范围: one table, the goals of several places."""

from collections.abc import Callable

from zhida.documents.blocks import Table
from zhida.documents.parsing.performance import is_performance_table, read_performances
from zhida.documents.parsing.segments import Segment

Maker = Callable[[str], Table]
Part = Callable[..., Segment]


def test_a_column_for_each_place_makes_a_table_for_each(merged: Maker, part: Part) -> None:
    table = merged("""
一级指标→二级指标→三级指标→单位→合计→兰山区→费县→平邑县
产出指标→数量指标→救助人次→人次→≥900→≥400→≥300→≥200
^→质量指标→救助准确率→%→100→100→100→100
满意度指标→服务对象满意度→群众满意度→%→≥90→≥90→≥92→≥90
""")
    tables, repairs = read_performances(part(table, "绩效目标分解表"), table, 2024, "371300")
    assert [one.scope.value for one in tables if one.scope] == ["合计", "兰山区", "费县", "平邑县"]
    assert [one.region.name for one in tables if one.region] == ["兰山区", "费县", "平邑县"]
    counts = [one.indicators[0].target.value for one in tables]
    assert counts == [900, 400, 300, 200]
    assert [one.target.unit for one in tables[2].indicators] == ["人次", "%", "%"]
    assert tables[2].indicators[2].target.value == 92
    assert repairs == ()


def test_a_row_for_each_place_makes_a_table_for_each(merged: Maker, part: Part) -> None:
    table = merged("""
序号→地区→补助资金（万元）→产出指标→<→满意度指标
^→^→^→数量指标→质量指标→服务对象满意度
^→^→^→培训人数（人）→合格率→学员满意度
1→兰山区→50→≥400→≥95%→≥90%
2→费县→30→≥300→≥95%→≥92%
3→平邑县→20→≥200→≥95%→≥90%
""")
    assert is_performance_table(table)
    tables, _ = read_performances(part(table, "绩效目标分解表"), table, 2024, "371300")
    assert [one.scope.value for one in tables if one.scope] == ["兰山区", "费县", "平邑县"]
    first = tables[0]
    assert [(one.level1, one.level2, one.name) for one in first.indicators] == [
        ("产出指标", "数量指标", "培训人数（人）"),
        ("产出指标", "质量指标", "合格率"),
        ("满意度指标", "服务对象满意度", "学员满意度"),
    ]
    assert [one.target.value for one in first.indicators] == [400, 95, 90]
    assert first.indicators[0].target.unit == "人"
    assert [one.amounts[0].amount.fen for one in tables] == [50_000_000, 30_000_000, 20_000_000]


def test_one_column_of_values_is_one_table(merged: Maker, part: Part) -> None:
    table = merged("一级指标→二级指标→三级指标→指标值\n产出指标→数量指标→人数→≥5人")
    tables, _ = read_performances(part(table, "绩效目标表"), table, 2024)
    assert len(tables) == 1


def test_a_flattened_group_heading_covers_the_columns_to_its_right(flat: Maker, part: Part) -> None:
    table = flat("""
地区→数量指标→→质量指标→满意度指标
→参保人数（万人）→救助人次→结算覆盖率→群众满意度
贵阳市→≥12.5→≥30万人次→≥95%→≥85%
遵义市→≥25→≥61万人次→≥95%→≥85%
""")
    tables, _ = read_performances(part(table, "绩效目标表"), table, 2024, "520000")
    assert [(one.level1, one.level2, one.name) for one in tables[0].indicators] == [
        ("", "数量指标", "参保人数（万人）"),
        ("", "数量指标", "救助人次"),
        ("", "质量指标", "结算覆盖率"),
        ("", "满意度指标", "群众满意度"),
    ]
    assert [one.target.unit for one in tables[1].indicators] == ["万人", "万人次", "%", "%"]


def test_under_a_title_of_goals_places_in_rows_need_no_levels(flat: Maker, part: Part) -> None:
    table = flat("""
序号→地区→下达资金（万元）→参保人数（人）→满意度（%）
1→鞍山市→30→12000→≥85
2→抚顺市→20→9000→≥85
""")
    assert not is_performance_table(table)
    assert is_performance_table(table, "医疗救助资金绩效目标表")
    tables, _ = read_performances(part(table, "医疗救助资金绩效目标表"), table, 2024)
    assert [[one.target.value for one in each.indicators] for each in tables] == [
        [12000, 85],
        [9000, 85],
    ]
    assert [each.amounts[0].amount.fen for each in tables] == [30_000_000, 20_000_000]
