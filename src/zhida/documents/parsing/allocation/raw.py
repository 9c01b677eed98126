"""原始行 raw: a row before its place in the tree is known."""

from __future__ import annotations

from dataclasses import dataclass, field

from zhida.documents.parsing.allocation.columns import Layout
from zhida.documents.parsing.allocation.grid import GridRow, Place


@dataclass(slots=True)
class RawRow:
    """原始行: a row before its place in the tree is known.

    `cells` holds the place of each measure (index into the layout's columns).
    `run` holds the figures of a row whose columns are in doubt, from the first
    figure to the last, until they are placed. `mark` is a numbering like 一、
    and `of_which` says that 其中 stands before the label or its group.
    """

    label: str
    groups: tuple[str, ...]
    place: Place
    cells: dict[int, Place] = field(default_factory=dict)
    run: tuple[Place | None, ...] | None = None
    mark: str = ""
    of_which: bool = False
    inner: bool = False


def cells_of(row: GridRow, layout: Layout) -> dict[int, Place]:
    """The cells of a row that stand under the measures, by the measure's index."""
    return {
        index: place
        for index, column in enumerate(layout.measures)
        if column < len(row) and (place := row[column]) is not None
    }
