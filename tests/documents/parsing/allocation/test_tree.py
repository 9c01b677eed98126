"""层级: any table whose sums hold is read back with the same tree, however it is laid out."""

from hypothesis import given, settings
from hypothesis import strategies as st

from zhida.core import regions
from zhida.core.notice import RowKind
from zhida.core.provenance import Source
from zhida.documents.blocks import Cell, Table
from zhida.documents.parsing.allocation import read_allocation
from zhida.documents.parsing.segments import Segment

PREFECTURES = [
    place for place in regions.children("430000") if len(regions.children(place.code)) >= 3
]

amount = st.integers(min_value=1, max_value=9_999)
Tree = list[tuple[str, list[tuple[str, tuple[int, int]]]]]


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """Two to five prefectures, each with two to five counties, two sources of money."""
    chosen = draw(st.lists(st.sampled_from(PREFECTURES), min_size=2, max_size=5, unique=True))
    tree: Tree = []
    for place in chosen:
        names = [county.name for county in regions.children(place.code)]
        counties = draw(
            st.lists(st.sampled_from(names), min_size=2, max_size=min(5, len(names)), unique=True)
        )
        tree.append((place.name, [(name, (draw(amount), draw(amount))) for name in counties]))
    return tree


def rows_of(tree: Tree, *, total_first: bool) -> list[list[str]]:
    """Head, prefectures over their counties, the grand total first or last."""
    body: list[list[str]] = []
    grand = [0, 0]
    for name, counties in tree:
        sums = [sum(money[at] for _, money in counties) for at in range(2)]
        grand = [a + b for a, b in zip(grand, sums, strict=True)]
        body.append([name, *map(str, (sum(sums), *sums))])
        body.extend([county, *map(str, (sum(money), *money))] for county, money in counties)
    total = ["合计", *map(str, (sum(grand), *grand))]
    head = ["地区", "合计", "中央", "省级"]
    return [head, total, *body] if total_first else [head, *body, total]


def table_of(rows: list[list[str]], *, aligned: bool) -> Table:
    place = Source("案例", block=1)
    cells = tuple(
        Cell(number, column, text, place)
        for number, row in enumerate(rows, start=1)
        for column, text in enumerate(row, start=1)
    )
    return Table(cells, place, aligned)


@settings(max_examples=60, deadline=None)
@given(trees(), st.booleans(), st.booleans())
def test_the_tree_of_sums_is_found_without_any_mark(
    tree: Tree, total_first: bool, aligned: bool
) -> None:
    table = table_of(rows_of(tree, total_first=total_first), aligned=aligned)
    reading = read_allocation(Segment("1", None, (), (table,)), table, "430000")
    assert reading is not None
    found: Tree = []
    for row in reading.table.rows:
        money = tuple(
            measure.amount.fen // 1_000_000
            for at in (1, 2)
            if (measure := row.measure(at)) and measure.amount and measure.amount.fen is not None
        )
        if row.kind is RowKind.SUBTOTAL:
            found.append((row.recipient, []))
        elif row.kind is RowKind.LEAF:
            found[-1][1].append((row.recipient, (money[0], money[1])))
    assert found == tree
    assert reading.table.columns[0].parts == (1, 2)
