"""层级 levels: the level-1 and level-2 headings that hold for each row.

A heading holds until the next of its level. A merged cell that was flattened
may print its heading in the wrong column, in a row further down than where it
begins, or not at all: then the vocabulary says where it belongs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zhida.documents.parsing.performance.grid import Box
from zhida.documents.parsing.performance.placing import Placed, Reference
from zhida.documents.parsing.performance.vocabulary import Level, heading, level_of


@dataclass(frozen=True, slots=True)
class Placing:
    """所属层级: the headings of a row as printed, and what was put right to find them."""

    level1: str
    level2: str
    notes: tuple[str, ...] = ()
    doubtful: bool = False


_NONE = Level("", "", frozenset())


def levels_of(rows: Sequence[Placed], columns: Reference, *, aligned: bool) -> list[Placing]:
    """The headings of every row."""
    known = columns.weight > 0 and columns.roles.index("level1") in columns.homes
    state = _State(rows, aligned=aligned, known=known)
    result = [state.step(place) for place in range(len(rows))]
    return _filled_from_below(result)


class _State:
    """What the rows so far have said."""

    def __init__(self, rows: Sequence[Placed], *, aligned: bool, known: bool) -> None:
        self.rows = rows
        self.aligned = aligned
        self.known = known
        self.first = ""
        self.second = ""
        self.inferred = False
        self.shifted = False
        self.note: tuple[str, ...] = ()
        self.doubtful = False

    def step(self, place: int) -> Placing:
        """Read the headings of a row."""
        row = self.rows[place]
        first, second = self._headings(row)
        if first is not None:
            self._take_first(first, second)
        if second is not None:
            self._take_second(second, place, first is not None)
        notes = self.note
        if second is not None:
            if first is None and row.away.get("level2"):
                self.shifted = True
            if second is row.boxes.get("level1") and self.known:
                notes = (*notes, f"“{self.second}”印在一级指标列，按其上“{self.first}”归为二级指标")
        return Placing(self.first, self.second, notes, self.doubtful)

    def _headings(self, row: Placed) -> tuple[Box | None, Box | None]:
        """The headings of a row; one that may be of either level is told by what is above."""
        first, second = row.boxes.get("level1"), row.boxes.get("level2")
        if first is None or second is not None:
            return first, second
        level = level_of(first.text) or _NONE
        if not level.second:
            return first, None
        if not level.first:
            return None, first
        return (None, first) if self._is_second(first, level, row) else (first, None)

    def _is_second(self, box: Box, level: Level, row: Placed) -> bool:
        """Whether a heading of both levels (成本指标, 满意度指标) is the level 2 here."""
        if self.aligned and not row.away.get("level1"):
            return False
        above = _canonical(self.first)
        if heading(box.text) == heading(self.first) and self.second and not self.inferred:
            return not box.carried and level.second != _canonical_second(self.second)
        if above not in level.parents or above == level.first:
            return False
        in_place = self.known and not row.away.get("level1") and not row.away.get("level3")
        return above == _OUTPUT and (self.shifted or not in_place)

    def _take_first(self, box: Box, second: Box | None) -> None:
        text = heading(box.printed)
        same = text == self.first
        if not same:
            kept = self.inferred and _canonical(text) == _canonical(self.first)
            self.first = text
            if not kept:
                self.second = ""
            self.shifted = False
        self.inferred = False
        self.note, self.doubtful = (), False

    def _take_second(self, box: Box, place: int, with_first: bool) -> None:
        text = heading(box.printed)
        self.second = text
        parents = (level_of(text) or _NONE).parents
        if with_first or not parents or _canonical(self.first) in parents:
            if not self.inferred:
                self.note, self.doubtful = (), False
            return
        below = self._next_first(place)
        if below is not None and _canonical(below.text) in parents:
            self._infer(heading(below.printed), f"印在其后第{below.row}行", doubtful=False)
        elif len(parents) == 1 and not self._was_printed(next(iter(parents))):
            self._infer(next(iter(parents)), "未印出", doubtful=True)

    def _infer(self, first: str, where: str, *, doubtful: bool) -> None:
        self.first, self.inferred, self.doubtful = first, True, doubtful
        self.note = (f"一级指标“{first}”{where}，按二级指标“{self.second}”归入",)

    def _next_first(self, place: int) -> Box | None:
        for row in self.rows[place + 1 :]:
            box = row.boxes.get("level1")
            if box is not None and (level_of(box.text) or _NONE).first:
                return box
        return None

    def _was_printed(self, canonical: str) -> bool:
        boxes = (row.boxes.get("level1") for row in self.rows)
        return any(box is not None and _canonical(box.text) == canonical for box in boxes)


_OUTPUT = "产出指标"


def _canonical(text: str) -> str:
    level = level_of(text)
    return level.first if level and level.first else text


def _canonical_second(text: str) -> str:
    level = level_of(text)
    return level.second if level and level.second else text


def _filled_from_below(rows: list[Placing]) -> list[Placing]:
    """Rows above the first heading of a table belong to it: it was printed in mid-cell."""
    known = next((row for row in rows if row.level1 or row.level2), None)
    if known is None:
        return rows
    note = f"指标层级“{known.level1 or known.level2}”印在其下，已归入"
    return [
        row if row.level1 or row.level2 else Placing(known.level1, known.level2, (note,), True)
        for row in rows
    ]
