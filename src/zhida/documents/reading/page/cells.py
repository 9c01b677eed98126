"""Cells of tables on pages."""

from __future__ import annotations

from dataclasses import dataclass

from zhida.documents.reading.builder import RawCell


@dataclass(slots=True)
class PageCell(RawCell):
    """A cell on a page; its text is `lines` lines, the last of which leaves `room` hanzi free."""

    lines: int = 0
    room: float = 0.0
