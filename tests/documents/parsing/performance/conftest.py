"""Tables written as text: → parts cells, ^ goes on from above, < from the left."""

from collections.abc import Callable

import pytest

from zhida.core.notice import PerformanceTable, Repair
from zhida.core.provenance import Source, Stated
from zhida.documents.blocks import Block, Cell, Paragraph, Table
from zhida.documents.parsing.performance import read_performance
from zhida.documents.parsing.segments import Segment

PLACE = Source("表.docx", block=2, table=1)


def _place(row: int, column: int) -> Source:
    return Source("表.docx", block=2, table=1, row=row, column=column)


def flat_table(text: str) -> Table:
    cells = [
        Cell(row, column, part.strip().replace("⏎", "\n"), _place(row, column))
        for row, line in enumerate(text.strip("\n").splitlines(), start=1)
        for column, part in enumerate(line.split("→"), start=1)
    ]
    return Table(tuple(cells), PLACE, aligned=False)


def merged_table(text: str) -> Table:
    grid = [[part.strip() for part in line.split("→")] for line in text.strip("\n").splitlines()]
    cells: list[Cell] = []
    for row, line in enumerate(grid):
        for column, part in enumerate(line):
            if part not in ("^", "<"):
                high = _run([one[column] for one in grid[row + 1 :] if len(one) > column], "^")
                wide = _run(line[column + 1 :], "<")
                text = part.replace("⏎", "\n")
                place = _place(row + 1, column + 1)
                cells.append(Cell(row + 1, column + 1, text, place, high, wide))
    return Table(tuple(cells), PLACE)


def _run(parts: list[str], mark: str) -> int:
    length = 1
    for part in parts:
        if part != mark:
            break
        length += 1
    return length


def segment_of(table: Table, *heading: str, below: tuple[str, ...] = ()) -> Segment:
    lines = tuple(
        Paragraph(text, Source("表.docx", block=1, line=number))
        for number, text in enumerate(heading, start=1)
    )
    after: tuple[Block, ...] = tuple(
        Paragraph(text, Source("表.docx", block=3, line=90 + number))
        for number, text in enumerate(below)
    )
    title = Stated(heading[0], lines[0].source) if heading else None
    return Segment("2", title, lines, (table, *after))


Reader = Callable[..., tuple[PerformanceTable, tuple[Repair, ...]]]


@pytest.fixture(scope="session")
def flat() -> Callable[[str], Table]:
    """A table flattened to text: its columns can't be trusted."""
    return flat_table


@pytest.fixture(scope="session")
def merged() -> Callable[[str], Table]:
    """A table as an office program keeps it, with merged cells."""
    return merged_table


@pytest.fixture(scope="session")
def part() -> Callable[..., Segment]:
    """An annex with a heading, a table, and lines below it."""
    return segment_of


@pytest.fixture(scope="session")
def read() -> Reader:
    """Read a table under a heading; the notice is of 2024."""

    def reader(
        table: Table, *heading: str, below: tuple[str, ...] = ()
    ) -> tuple[PerformanceTable, tuple[Repair, ...]]:
        return read_performance(segment_of(table, *heading, below=below), table, 2024)

    return reader
