"""列 columns: which columns name the recipient, which measure, and how they add up."""

from __future__ import annotations

from dataclasses import dataclass, replace

from zhida.core.money import Unit
from zhida.core.notice import Column, ColumnRole, MeasureKind
from zhida.documents.parsing.allocation.grid import GridRow
from zhida.documents.parsing.allocation.header import Header
from zhida.documents.parsing.funding import budget_kind_of, funding_source_of
from zhida.documents.parsing.values import unit_in

_MONEY = {"total", "money", "entitled", "advanced", "now", "of_which"}
_TEXT = {"text", "code", "number", "ratio"}
_ROLES = {
    "entitled": ColumnRole.ENTITLED,
    "advanced": ColumnRole.ADVANCED,
    "now": ColumnRole.NOW,
    "of_which": ColumnRole.OF_WHICH,
    "total": ColumnRole.TOTAL,
}


@dataclass(frozen=True, slots=True)
class Layout:
    """列的分工: grid columns (0-based) that name, that are skipped, and that measure.

    `project` is the measure column that says for which project a recipient's row is.
    """

    names: tuple[int, ...]
    measures: tuple[int, ...]
    columns: tuple[Column, ...]
    serial: int | None
    project: int | None = None


def layout_of(header: Header, unit: Unit | None) -> Layout:
    """Decide from the words of the head, and where they are silent from the body."""
    names: list[int] = []
    measures: list[int] = []
    columns: list[Column] = []
    serial: int | None = None
    project = _project(header)
    for place, meaning in enumerate(header.meanings):
        kind = _kind(header, place, meaning, bool(measures) and measures != [project])
        kind = MeasureKind.TEXT if place == project else kind
        if kind is None:
            if serial is None and (meaning == "serial" or _counts_up(header.body, place)):
                serial = place
            elif measures in ([], [project]) and _count(header.body, place)[1]:
                names.append(place)
            continue
        measures.append(place)
        columns.append(_column(header, place, meaning, kind, unit))
    return Layout(tuple(names), tuple(measures), _with_roles(columns, header), serial, project)


def _project(header: Header) -> int | None:
    """The column of projects beside one of recipients; alone it names the rows itself."""
    beside = [
        at
        for at, meaning in enumerate(header.meanings)
        if meaning in ("name", "project") and _count(header.body, at)[1]
    ]
    projects = [at for at in beside if header.meanings[at] == "project"]
    return projects[0] if projects and len(projects) < len(beside) else None


def _kind(header: Header, place: int, meaning: str, measured: bool) -> MeasureKind | None:
    """The kind of a measure column; None for a column that names, counts rows or is empty."""
    figures, words = _count(header.body, place)
    if meaning == "serial" or (not measured and _counts_up(header.body, place)):
        return None
    if meaning == "count":
        return MeasureKind.COUNT
    if meaning in _MONEY and (figures or not words):
        return MeasureKind.MONEY
    if meaning in _TEXT:
        return MeasureKind.TEXT
    if meaning in ("name", "project") or not header.names[place]:
        if figures > words and header.names[place]:
            return MeasureKind.MONEY
        return MeasureKind.TEXT if measured and words else None
    if figures > words:
        return MeasureKind.MONEY
    return MeasureKind.TEXT if measured else None


def _count(body: tuple[GridRow, ...], column: int) -> tuple[int, int]:
    """How many figures and how many words stand in a column."""
    places = [row[column] for row in body if column < len(row)]
    figures = sum(1 for place in places if place is not None and place.is_figure)
    words = sum(1 for place in places if place is not None and place.is_words)
    return figures, words


def _counts_up(body: tuple[GridRow, ...], column: int) -> bool:
    """Whether a column only numbers the rows: 1, 2, 3 …"""
    if column > 1:
        return False
    digits = [
        place.value.digits
        for row in body
        if column < len(row) and (place := row[column]) is not None and place.is_figure
    ]
    return len(digits) > 1 and digits == [str(number + 1) for number in range(len(digits))]


def _column(
    header: Header, place: int, meaning: str, kind: MeasureKind, unit: Unit | None
) -> Column:
    name = header.names[place]
    money = kind is MeasureKind.MONEY
    where = header.places[place]
    return Column(
        header=name,
        kind=kind,
        role=_ROLES.get(meaning, ColumnRole.PART) if money else ColumnRole.PART,
        funding=funding_source_of(name) if money else None,
        budget_kind=budget_kind_of(name) if money else None,
        purpose=_purpose(name, meaning) if money else None,
        unit=(unit_in(name) or unit) if money else None,
        source=where.cell.source if where is not None else None,
    )


def _purpose(name: str, meaning: str) -> str | None:
    """A money column that names neither a source nor a sum names what the money is for."""
    if meaning not in ("money", "of_which", "") or funding_source_of(name) or budget_kind_of(name):
        return None
    words = name.rsplit("/", 1)[-1].split("(")[0].removeprefix("其中:").removeprefix("其中")
    generic = (
        "金额",
        "资金",
        "分配资金",
        "补助资金",
        "补助金额",
        "分配金额",
        "下达金额",
        "预算",
        "补助",
    )
    return None if words in generic or not words else words


def _with_roles(columns: list[Column], header: Header) -> tuple[Column, ...]:
    """NOW, ENTITLED and ADVANCED mean something only beside each other."""
    roles = {column.role for column in columns}
    settled = {ColumnRole.ENTITLED, ColumnRole.ADVANCED, ColumnRole.NOW}
    if ColumnRole.NOW in roles and len(roles & settled) >= 2:
        return tuple(columns)
    return tuple(
        replace(column, role=ColumnRole.PART) if column.role in settled else column
        for column in columns
    )
