"""跟踪反馈表 forms: tables that the receiver is to fill and send back."""

from __future__ import annotations

from dataclasses import dataclass

from zhida.core.money import Amount, Unit
from zhida.core.provenance import Source, Stated


@dataclass(frozen=True, slots=True)
class FilledCell:
    """已填单元格: a cell that the issuer filled in before sending the form."""

    column: str
    printed: str
    source: Source
    amount: Amount | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """表单: a feedback form (资金使用情况跟踪反馈表).

    `columns` are the leaf headers in order, with the group above joined by
    "/"; `rules` the notes that say how and when to file it.
    """

    title: str
    label: str
    unit: Unit | None
    columns: tuple[Stated[str], ...]
    cells: tuple[FilledCell, ...]
    rules: tuple[Stated[str], ...]
    source: Source
