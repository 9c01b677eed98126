"""Indicators as people write them: 培训次数 ≥4次, for cases in tables.

read("培训次数", "≥4次").value
"""

from __future__ import annotations

from zhida.core.notice import PerformanceTable
from zhida.core.performance.bonds import Goals
from zhida.core.performance.indicators import TypedIndicator
from zhida.core.performance.typed import Typing, typed_row
from zhida.core.provenance import Source, Stated
from zhida.documents.parsing.performance.values import read_target

PLACE = Source("目标表.docx", table=1, row=9, column=4)
YEAR = 2025


def typing(name: str, printed: str) -> Typing:
    """A name and a printed value, typed."""
    table = PerformanceTable(
        "绩效目标表", "", None, None, Stated(YEAR, PLACE), (), (), (), (), PLACE
    )
    return typed_row(name, read_target(printed, YEAR, name), table)


def read(name: str, printed: str) -> TypedIndicator:
    """The typed indicator alone."""
    return typing(name, printed).indicator


def goals(scope: str, *rows: tuple[str, str], fen: int | None = None) -> Goals:
    """The goals of a place."""
    return Goals(scope, fen, tuple(read(*row) for row in rows), PLACE)
