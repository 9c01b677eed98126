"""锚点 anchors: from a `Source` to the element of the report that shows the place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from zhida.core.provenance import Source
from zhida.documents.blocks import Block, Document, Table

Span = tuple[int, int]


class Place(NamedTuple):
    """An element: a paragraph or table (row 0), a row (column 0), or a cell."""

    document: int
    block: int
    row: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Tag:
    """标记: "f3" for the third finding, "v12" for the twelfth value, on a range or on all."""

    name: str
    span: Span | None


@dataclass(slots=True)
class Anchors:
    """Which findings and values stand where, in the documents of one notice.

    `prefix` keeps the identifiers of several notices on one page apart.
    """

    prefix: str
    documents: tuple[Document, ...]
    _tags: dict[Place, list[Tag]] = field(default_factory=dict)
    _blocks: dict[tuple[int, int], Block] = field(default_factory=dict)
    _covers: dict[Place, Place] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, document in enumerate(self.documents):
            for block in document.blocks:
                self._blocks[number, block.source.block or 0] = block
                if isinstance(block, Table):
                    self._cover(number, block)

    def tag(self, source: Source | None, name: str) -> str | None:
        """Mark a place with a tag; the element's identifier, None where it isn't shown."""
        place = self.find(source)
        if place is None or source is None:
            return None
        tags = self._tags.setdefault(place, [])
        new = Tag(name, source.span)
        if new not in tags:
            tags.append(new)
        return self.identifier(place)

    def tags(self, place: Place) -> Sequence[Tag]:
        """What a place is marked with."""
        return self._tags.get(place, ())

    def identifier(self, place: Place) -> str:
        """The element's id: n1-1-7 for a block, n1-1-7-3-2 for a cell."""
        parts = [self.prefix, str(place.document + 1), str(place.block)]
        if place.row:
            parts.append(str(place.row))
        if place.column:
            parts.append(str(place.column))
        return "-".join(parts)

    def find(self, source: Source | None) -> Place | None:
        """The element that shows a place: the cell, else its row, its block, or nothing."""
        if source is None:
            return None
        for number, document in enumerate(self.documents):
            if document.file == source.file:
                return self._find_in(number, source)
        return None

    def _find_in(self, number: int, source: Source) -> Place | None:
        block = source.block if source.block is not None else self._guess(number, source)
        if block is None or (number, block) not in self._blocks:
            return None
        if not isinstance(self._blocks[number, block], Table) or source.row is None:
            return Place(number, block)
        wanted = Place(number, block, source.row, source.column or 0)
        if source.column is not None and wanted in self._covers:
            return self._covers[wanted]
        return wanted._replace(column=0)

    def _guess(self, number: int, source: Source) -> int | None:
        """The block of a source that only knows its table or its line."""
        for (document, block), shown in self._blocks.items():
            here = shown.source
            if document != number:
                continue
            if source.table is not None and here.table == source.table:
                return block
            if source.table is None and source.line is not None and here.line == source.line:
                return block
        return None

    def _cover(self, number: int, table: Table) -> None:
        for cell in table.cells:
            place = Place(number, table.source.block or 0, cell.row, cell.column)
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    self._covers.setdefault(place._replace(row=row, column=column), place)
