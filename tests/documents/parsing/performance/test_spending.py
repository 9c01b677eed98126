"""目标中的项目: projects with amounts inside the goals."""

from collections.abc import Callable

from zhida.core.notice import PerformanceTable, Repair
from zhida.documents.blocks import Table
from zhida.documents.parsing.performance import spending_in

Reader = Callable[..., tuple[PerformanceTable, tuple[Repair, ...]]]
Maker = Callable[[str], Table]

ROWS = "一级指标→二级指标→三级指标→指标值\n产出指标→数量指标→人数→≥5人"


def spending(read: Reader, flat: Maker, goals: str) -> list[tuple[str, int | None, str | None]]:
    table, _ = read(flat(f"年度目标→{goals}\n{ROWS}"), "绩效目标表")
    return [(one.name, one.amount.fen, one.purpose) for one in spending_in(table)]


def test_each_project_has_its_amount_and_what_it_is_for(read: Reader, flat: Maker) -> None:
    goals = (
        "一、智能审核服务项目3.5万元:目标1:审核。目标2:提效。二、执法装备项目20000元:目标1:保障。"
    )
    assert spending(read, flat, goals) == [
        ("智能审核服务项目", 3_500_000, "目标1:审核。目标2:提效。"),
        ("执法装备项目", 2_000_000, "目标1:保障。"),
    ]


def test_goals_that_speak_of_money_otherwise_are_no_projects(read: Reader, flat: Maker) -> None:
    assert spending(read, flat, "1、追回基金10万元以上。2、人均补助640元。") == []
    assert spending(read, flat, "完成培训任务。") == []
