"""追踪: whatever was booked on a tree of lines, its sums hold, and a lost row is noticed."""

from __future__ import annotations

import datetime
from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from zhida.core.ledger import Book, Earmark, QuotaLine
from zhida.core.ledger.proving import differences, held, levels
from zhida.core.ledger.tracing import Booked, Link, Movement, Side, TracedLine, trees
from zhida.core.notice.appropriations import FundingSource

EARMARK = Earmark(Book.QUOTA, 2025, "医疗救助补助资金", FundingSource.CENTRAL)
Balances = dict[int, Counter[tuple[str, str | None]]]


def line(number: int, holder: str, parent: int | None = None) -> TracedLine:
    quota = QuotaLine(EARMARK, holder, f"财社〔2025〕{number}号")
    return TracedLine(number, quota, parent, None, holder, "100000", 0)


def voucher(number: int, verb: str) -> Booked:
    return Booked(2025, number, verb, "财社〔2025〕1号", datetime.date(2025, 1, 2), "经办人甲")


class Story:
    """Random acts upon a random tree, with the balances that a ledger would store."""

    def __init__(self, parents: list[int | None]) -> None:
        self.lines = [
            # every third line refines the one above it within its holder
            line(n, f"单位{n if n % 3 else parent}", parent)
            for n, parent in enumerate(parents, 1)
        ]
        self.movements: list[Movement] = []
        self.balances: Balances = {n: Counter() for n in range(1, len(parents) + 1)}

    def move(self, verb: str, credit: Side, debit: Side, fen: int, reversing: bool = False) -> None:
        """Book it, where the money is there."""
        if credit.kind != "origin" and self.balance(credit) < fen:
            return
        if debit.kind == "origin" and -self.came_in(debit.line) > -fen:
            return
        for side, signed in ((credit, -fen), (debit, fen)):
            self.balances[side.line][side.kind, side.counterpart] += signed
        number = len(self.movements) + 1
        self.movements.append(Movement(voucher(number, verb), credit, debit, fen, reversing))

    def balance(self, side: Side) -> int:
        return self.balances[side.line][side.kind, side.counterpart]

    def came_in(self, line: int) -> int:
        return -self.balances[line]["origin", None]

    def stored(self) -> dict[int, dict[tuple[str, str | None], int]]:
        return {
            n: {account: fen for account, fen in each.items() if account[0] != "origin"}
            for n, each in self.balances.items()
        }


@st.composite
def stories(draw: st.DrawFn) -> Story:
    size = draw(st.integers(1, 9))
    parents = [None, *(draw(st.integers(1, n)) for n in range(1, size))]
    story = Story(parents)
    story.move("receive", Side(1, "origin"), Side(1, "pending"), 10_000)
    for _ in range(draw(st.integers(0, 25))):
        child = draw(st.sampled_from(story.lines))
        fen = draw(st.integers(1, 4000))
        pending, n = Side(child.number, "pending"), child.number
        act = draw(st.sampled_from(("down", "back", "spend", "send", "undo", "reduce", "first")))
        if act == "down" and child.parent is not None:
            story.move("accept", Side(child.parent, "pending"), pending, fen)
        elif act == "back" and child.parent is not None:
            story.move("retrieve", pending, Side(child.parent, "pending"), fen)
        elif act == "spend":
            story.move("pay", pending, Side(n, "paid"), fen)
        elif act == "send":
            story.move("issue", pending, Side(n, "transit", "别的单位"), fen)
        elif act == "reduce":
            story.move("reduce", pending, Side(n, "origin"), fen)
        elif act == "first":
            story.move("open", Side(n, "origin"), pending, fen)
        elif story.movements:
            old = draw(st.sampled_from(story.movements))
            if not old.reversing and old.credit.kind != "origin":
                story.move("reverse", old.debit, old.credit, old.fen, reversing=True)
    return story


@given(stories())
def test_sums_hold_at_every_line_and_over_the_whole(story: Story) -> None:
    (root,) = trees(story.lines, story.movements, story.stored())
    assert list(differences(root)) == []
    assert held(root) == sum(story.came_in(each.number) for each in story.lines)
    assert sum(level.held for level in levels(root)) == held(root)
    for row in levels(root):
        assert row.first + row.taken + row.adjusted == row.held + row.passed + row.reduced
    assert all(upper.passed == lower.taken for upper, lower in pairwise(levels(root)))


@given(stories(), st.data())
def test_a_row_that_is_lost_is_noticed(story: Story, data: st.DataObject) -> None:
    lost = data.draw(st.integers(0, len(story.movements) - 1))
    rest = [each for n, each in enumerate(story.movements) if n != lost]
    (root,) = trees(story.lines, rest, story.stored())
    assert list(differences(root))


@given(stories())
def test_every_figure_is_the_sum_of_its_vouchers(story: Story) -> None:
    (root,) = trees(story.lines, story.movements, story.stored())
    for node in root.walk():
        for figure in (node.first, node.received, node.returned, node.reduced, node.adjusted):
            assert figure.fen == sum(fen for _, fen in figure.behind)


def test_a_line_whose_parent_is_not_shown_stands_at_the_top() -> None:
    (alone,) = trees([line(2, "单位", parent=1)], [], {})
    assert alone.link is Link.FIRST
    assert alone.line.above == 1


def test_moving_between_lines_of_one_holder_is_no_new_money() -> None:
    """调剂: what one line gives another has, and the whole stays as it was."""
    lines = [line(1, "厅"), line(2, "局", 1), line(3, "局", 1)]
    pending = [Side(n, "pending") for n in range(4)]
    movements = [
        Movement(voucher(1, "receive"), Side(1, "origin"), pending[1], 100),
        Movement(voucher(2, "accept"), pending[1], pending[2], 60),
        Movement(voucher(3, "adjust"), pending[2], pending[3], 25),
    ]
    pool: tuple[str, str | None] = ("pending", None)
    (root,) = trees(lines, movements, {1: {pool: 40}, 2: {pool: 35}, 3: {pool: 25}})
    assert [child.adjusted.fen for child in root.children] == [-25, 25]
    assert list(differences(root)) == []
    assert held(root) == 100
