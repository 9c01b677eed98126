"""边际: totals that no table can meet are refused, in words that say what to mend."""

from __future__ import annotations

import pytest

from zhida.core.allocation import AllocationError, ColumnTotal, LineTotal, Margins

CENTRAL = (ColumnTotal("中央", 5),)


@pytest.mark.parametrize(
    ("lines", "columns", "words"),
    [
        ((LineTotal("甲县", 4),), CENTRAL, "相差1"),
        ((LineTotal("甲县", 6), LineTotal("乙县", -1)), CENTRAL, "“乙县”的合计为-1，不能为负数"),
        ((LineTotal("甲县", 5),), (ColumnTotal("中央", 6), ColumnTotal("省级", -1)), "“省级”"),
        ((LineTotal("甲县", 2), LineTotal("甲县", 3)), CENTRAL, "“甲县”出现了两次"),
        (
            (LineTotal("甲县", 5),),
            (ColumnTotal("中央", 2), ColumnTotal("中央", 3)),
            "“中央”出现了两次",
        ),
        ((), CENTRAL, "没有任何一行"),
        ((LineTotal("甲县", 5),), (), "没有任何一列"),
        ((LineTotal("", 5),), CENTRAL, "没有名称"),
        ((LineTotal("甲县", 0),), (ColumnTotal("中央", 0),), "合计为零"),
        (
            (LineTotal("甲市", 5), LineTotal("甲县", 4, parent=0)),
            CENTRAL,
            "小计为5，所属各行之和为4",
        ),
        ((LineTotal("甲市", 5), LineTotal("甲县", 5, parent=7)), CENTRAL, "上级不在表中"),
        ((LineTotal("甲市", 5, parent=1), LineTotal("甲县", 5, parent=0)), CENTRAL, "绕回了自身"),
    ],
)
def test_impossible_totals_are_refused(
    lines: tuple[LineTotal, ...], columns: tuple[ColumnTotal, ...], words: str
) -> None:
    with pytest.raises(AllocationError, match=words):
        Margins(lines, columns)


def test_only_lines_at_the_top_make_up_the_total() -> None:
    """A city and its counties are the same money."""
    margins = Margins(
        (LineTotal("甲市", 5), LineTotal("甲县", 3, 0), LineTotal("乙县", 2, 0)), CENTRAL
    )
    assert margins.total == 5
    assert margins.groups == {0}
    assert margins.share(1, 0) == (3, 0)
