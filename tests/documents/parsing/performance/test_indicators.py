"""绩效指标: a tree of indicators is read back however its table was flattened."""

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from zhida.core.notice import PerformanceTable, Repair
from zhida.documents.blocks import Table

Reader = Callable[..., tuple[PerformanceTable, tuple[Repair, ...]]]
Maker = Callable[[str], Table]

HEADER = ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值"]
TREE = {
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
}
SUBJECTS = ("门诊救助", "住院救助", "资助参保", "信息系统运行", "政策宣传", "经办培训", "基金检查")
ASPECTS = ("人次", "覆盖率", "完成率", "次数", "及时率", "合格率", "响应时间", "知晓率", "标准")
VALUES = ("≥90%", "100%", "≥1200人次", "≤30分钟", "12月底前", "显著提升", "≥3次", "有所提高")


@dataclass(frozen=True)
class Leaf:
    level1: str
    level2: str
    name: str
    value: str


@st.composite
def trees(draw: st.DrawFn) -> list[Leaf]:
    """Indicators in the order of print; names differ within a tree."""
    names = draw(
        st.lists(
            st.tuples(st.sampled_from(SUBJECTS), st.sampled_from(ASPECTS)).map("".join),
            min_size=1,
            max_size=24,
            unique=True,
        )
    )
    places = sorted(
        draw(st.lists(st.sampled_from(_PLACES), min_size=len(names), max_size=len(names))),
        key=_PLACES.index,
    )
    return [
        Leaf(first, second, name, draw(st.sampled_from(VALUES)))
        for (first, second), name in zip(places, names, strict=True)
    ]


_PLACES = [(first, second) for first, seconds in TREE.items() for second in seconds]


def rows(tree: list[Leaf], blank: str) -> list[list[str]]:
    """The rows with each heading only where it begins; `blank` elsewhere."""
    result: list[list[str]] = []
    before = Leaf("", "", "", "")
    for leaf in tree:
        first = leaf.level1 if leaf.level1 != before.level1 else blank
        second = leaf.level2 if (leaf.level1, leaf.level2) != _above(before) else blank
        result.append([blank if result else "", first, second, leaf.name, leaf.value])
        before = leaf
    return result


def _above(leaf: Leaf) -> tuple[str, str]:
    return leaf.level1, leaf.level2


def written(table: list[list[str]]) -> str:
    return "\n".join("→".join(row) for row in [HEADER, *table])


def leaves(table: PerformanceTable) -> list[Leaf]:
    return [Leaf(one.level1, one.level2, one.name, one.target.text) for one in table.indicators]


@given(trees())
@settings(max_examples=60)
def test_a_table_with_merged_cells_is_read_back(
    read: Reader, merged: Maker, tree: list[Leaf]
) -> None:
    table, repairs = read(merged(written(rows(tree, "^"))), "绩效目标表")
    assert leaves(table) == tree
    assert repairs == ()


@given(trees())
@settings(max_examples=60)
def test_a_flattened_table_with_blanks_for_merged_cells_is_read_back(
    read: Reader, flat: Maker, tree: list[Leaf]
) -> None:
    table, repairs = read(flat(written(rows(tree, ""))), "绩效目标表")
    assert leaves(table) == tree
    assert all(one.repaired is None for one in table.indicators)
    assert repairs == ()


@given(trees())
@settings(max_examples=100)
def test_a_flattened_table_that_lost_its_merged_cells_is_read_back(
    read: Reader, flat: Maker, tree: list[Leaf]
) -> None:
    shifted = [[part for part in row if part] for row in rows(tree, "")]
    table, repairs = read(flat(written(shifted)), "绩效目标表")
    assert leaves(table) == tree
    assert {one.repaired for one in table.indicators} == {one.sentence for one in repairs}


@given(trees(), st.data())
@settings(max_examples=100)
def test_rows_moved_by_some_columns_are_read_back_and_told(
    read: Reader, flat: Maker, tree: list[Leaf], data: st.DataObject
) -> None:
    kept = rows(tree, "")
    moved = [data.draw(st.integers(0, 1)) if len(kept) > 3 and at % 3 == 1 else 0
             for at in range(len(kept))]  # fmt: skip
    shifted = [row[step:] if not any(row[:step]) else row for row, step in
               zip(kept, moved, strict=True)]  # fmt: skip
    table, _ = read(flat(written(shifted)), "绩效目标表")
    assert leaves(table) == tree


@given(trees())
@settings(max_examples=60)
def test_cells_one_a_line_are_read_back(read: Reader, flat: Maker, tree: list[Leaf]) -> None:
    lines = [part for row in [HEADER, *rows(tree, "")] for part in row if part]
    table, _ = read(flat("\n".join(lines)), "绩效目标表")
    assert leaves(table) == tree


@given(trees(), st.data())
@settings(max_examples=60)
def test_a_value_printed_one_row_lower_goes_back_to_its_name(
    read: Reader, flat: Maker, tree: list[Leaf], data: st.DataObject
) -> None:
    lines: list[list[str]] = []
    lowered: list[str] = []
    for row, leaf in zip(rows(tree, ""), tree, strict=True):
        figure = leaf.value.startswith(("≥", "≤", "1"))
        if figure and data.draw(st.booleans()):
            lines += [[*row[:4], ""], ["", "", "", leaf.value, ""]]
            lowered.append(leaf.name)
        else:
            lines.append(row)
    table, _ = read(flat(written(lines)), "绩效目标表")
    assert leaves(table) == tree
    told = [one.name for one in table.indicators if one.repaired and "下一行" in one.repaired]
    assert told == lowered


@given(trees())
@settings(max_examples=60)
def test_a_level_printed_in_the_middle_of_its_rows_covers_those_above_it(
    read: Reader, flat: Maker, tree: list[Leaf]
) -> None:
    """A renderer centres merged cells: the level-1 heading lands on a row further down."""
    lines = rows(tree, "")
    for start, row in enumerate(lines):
        if row[1]:
            below = [at for at in range(start, len(lines)) if tree[at].level1 == row[1]]
            middle = below[len(below) // 2]
            lines[start][1], lines[middle][1] = "", row[1]
    table, _ = read(flat(written(lines)), "绩效目标表")
    assert leaves(table) == tree


@given(st.lists(st.lists(st.text(max_size=12), max_size=7), max_size=12))
@settings(max_examples=100)
def test_any_cells_are_read_without_an_error(
    read: Reader, flat: Maker, cells: list[list[str]]
) -> None:
    text = "\n".join("→".join(part.replace("\n", " ") for part in row) for row in cells)
    read(flat(f"一级指标→二级指标→三级指标→指标值\n{text}"), "绩效目标表")
