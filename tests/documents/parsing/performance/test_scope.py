"""适用范围: whose goals a table states."""

from collections.abc import Callable

import pytest

from zhida.core.notice import PerformanceTable, Repair
from zhida.documents.blocks import Table

Reader = Callable[..., tuple[PerformanceTable, tuple[Repair, ...]]]
Maker = Callable[[str], Table]

ROWS = "一级指标→二级指标→三级指标→指标值\n产出指标→数量指标→人数→≥5人"


@pytest.mark.parametrize(
    ("heading", "fields", "scope", "region"),
    [
        (("区域绩效目标表", "（2024年度）哈密市"), "省份→新疆维吾尔自治区", "哈密市", "哈密市"),
        (("区域绩效目标表", "2024年度"), "地区→上饶市", "上饶市", "上饶市"),
        (("绩效目标表",), "预算单位→天山区医保局", "天山区医保局", "天山区"),
        (("绩效目标表",), "县（市、区）→婺源县\n省份→江西省", "婺源县", "婺源县"),
        (("绩效目标表",), "省份→江西省\n县级财政部门→婺源县财政局", "婺源县", "婺源县"),
        (("绩效目标表",), "省级财政部门→湖北省财政厅", "湖北省", "湖北省"),
        (("2024年费县医疗救助资金绩效目标表",), "省份→山东省", "费县", "费县"),
        (("上饶市本级绩效目标表",), "省份→江西省", "上饶市本级", "上饶市"),
        (("绩效目标表",), "资金使用单位→医疗保障局\n市州→株洲市", "株洲市", "株洲市"),
        (("绩效目标表",), "项目名称→云平台采购项目", "云平台采购项目", ""),
        (("绩效目标表",), "项目名称→医疗救助补助资金\n县（市）→", "", ""),
    ],
)
def test_the_narrowest_printed_scope_counts(
    read: Reader, flat: Maker, heading: tuple[str, ...], fields: str, scope: str, region: str
) -> None:
    table, _ = read(flat(f"{fields}\n{ROWS}"), *heading)
    assert (table.scope.value if table.scope else "") == scope
    assert (table.region.name if table.region else "") == region


@pytest.mark.parametrize(
    ("heading", "fields", "year"),
    [
        (("2023年绩效目标表", "（2024年度）"), "", 2024),
        (("2023年绩效目标表",), "", 2023),
        (("绩效目标表",), "年度→2025年\n", 2025),
        (("绩效目标表",), "", None),
    ],
)
def test_the_year_below_the_title_goes_before_the_title(
    read: Reader, flat: Maker, heading: tuple[str, ...], fields: str, year: int | None
) -> None:
    table, _ = read(flat(fields + ROWS), *heading)
    assert (table.year.value if table.year else None) == year
