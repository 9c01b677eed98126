"""追踪图: one to hundreds of receivers, always readable, and nothing of the sum is left out."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import etree

from zhida.core.ledger import Book, Earmark, QuotaLine
from zhida.core.ledger.gathering import for_one_sheet, gather
from zhida.core.ledger.tracing import Booked, Figure, Movement, Side, Trace, TracedLine, trees
from zhida.core.notice.appropriations import FundingSource
from zhida.documents.ledger.trace_svg import picture

EARMARK = Earmark(Book.QUOTA, 2025, "医疗救助补助资金", FundingSource.CENTRAL)
VOUCHER = Booked(2025, 1, "accept", "财社〔2025〕1号", datetime.date(2025, 1, 2), "经办人甲")


def trace_of(children: int, grandchildren: int = 0) -> Trace:
    """A line whose money went to so many receivers, the n-th having n yuan for each of its own."""
    lines = [_line(1, None, "自治区财政厅")]
    movements = [_move(Side(1, "origin"), Side(1, "pending"), 10**9)]
    for n in range(1, children + 1):
        number = len(lines) + 1
        lines.append(_line(number, 1, f"第{n}县<财政局>"))
        share = 100 * n * max(1, grandchildren)
        movements.append(_move(Side(1, "pending"), Side(number, "pending"), share))
        for m in range(grandchildren):
            lower = len(lines) + 1
            lines.append(_line(lower, number, f"第{n}县第{m}医院"))
            movements.append(_move(Side(number, "pending"), Side(lower, "pending"), 100 * n))
    (node,) = trees(lines, movements, {})
    return Trace((), node)


def _line(number: int, parent: int | None, name: str) -> TracedLine:
    quota = QuotaLine(EARMARK, f"单位{number}", f"新财社〔2025〕{number}号")
    return TracedLine(number, quota, parent, None, name, "650000", 1)


def _move(credit: Side, debit: Side, fen: int) -> Movement:
    return Movement(VOUCHER, credit, debit, fen)


def heights(svg: str) -> list[float]:
    """The tops of the boxes of the second column."""
    places = (each.get("transform") for each in etree.fromstring(svg.encode()).iter())
    found = [re.findall(r"[\d.]+", each) for each in places if each]
    return sorted(float(y) for x, y in found if float(x) == 324)


@pytest.mark.parametrize("children", [1, 2, 8, 60])
def test_boxes_never_cover_each_other(children: int) -> None:
    tops = heights(picture(trace_of(children)))
    assert len(tops) == children
    assert all(lower - upper >= 48 for upper, lower in pairwise(tops))


def test_more_than_sixty_are_put_together() -> None:
    svg = picture(trace_of(200))
    assert "其余141家" in svg
    assert len(heights(svg)) == 60


def test_a_whole_nation_still_fits_one_sheet() -> None:
    trace = trace_of(60, 60)
    assert for_one_sheet(trace.node).leaves() <= 240
    root = etree.fromstring(picture(trace).encode())
    assert int(root.get("height") or 0) < 15_000


def test_a_line_is_as_wide_as_its_money_is_great() -> None:
    trace = trace_of(1)
    (child,) = trace.node.children
    svg = picture(replace(trace, node=replace(trace.node, first=Figure(4 * child.taken))))
    assert re.findall(r'stroke-width="([\d.]+)"', svg) == ["4.5"]  # a quarter of the widest


def test_names_are_text_and_nothing_else() -> None:
    assert "第1县&lt;财政局&gt;" in picture(trace_of(1))


@pytest.mark.parametrize(("most", "depth"), [(60, None), (3, None), (2, 1), (5, 0)])
def test_what_is_put_together_is_all_of_the_rest(most: int, depth: int | None) -> None:
    trace = trace_of(9, 4)
    for branch in gather(trace.node, most, depth).walk():
        shown = sum(child.node.taken for child in branch.children)
        assert shown + (branch.rest.taken if branch.rest else 0) == branch.node.passed
        assert len(branch.children) + bool(branch.rest) <= most
