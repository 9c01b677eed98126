"""报表问题 faults: findings upon forms, by the codes of `data/form_findings.csv`."""

from __future__ import annotations

from zhida.core.figures import EvidenceKind, Figure
from zhida.core.finding_tables import difference_of, finding_of
from zhida.core.findings import Finding
from zhida.core.forms.form import Cell, CellKind
from zhida.core.money import Unit, format_fen
from zhida.core.provenance import Source


def fault(
    code: str,
    sentence: str,
    *,
    expected: int | str | None = None,
    found: int | str | None = None,
    sources: tuple[Source, ...] = (),
) -> Finding:
    """报表问题: a finding by its code; the difference is told where both are numbers.

    >>> fault("F201", "合计差1分。", expected=2, found=1).difference
    -1
    """
    off = difference_of(expected, found)
    return finding_of("form_findings", code, sentence, expected, found, off, sources)


def printed_at(cell: Cell) -> tuple[Source, ...]:
    """出处: where a cell that was read stands in its file."""
    return tuple(
        each.source
        for each in cell.evidence
        if each.kind is EvidenceKind.PRINTED and each.source is not None
    )


def said(cell: Cell, kind: CellKind, unit: Unit) -> str:
    """A figure for a sentence.

    >>> from zhida.core.figures import number
    >>> said(number(100), CellKind.MONEY, Unit.YUAN)
    '1.00元'
    """
    if not isinstance(cell, Figure) or cell.value is None:
        return "空白"
    if kind is CellKind.MONEY:
        return format_fen(int(cell.value), unit, places=2)
    return f"{cell.value}{'%' if kind is CellKind.RATE else ''}"
