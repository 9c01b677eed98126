"""绩效指标 indicators: the rows of a performance table as a tree of indicators.

Headings are carried down over the rows that a merged cell covered. What was
printed out of place is put right from the vocabulary of headings, and said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import regex

from zhida.core.notice import Indicator, Repair, Target, TargetKind
from zhida.documents.parsing.normalise import clean, narrow
from zhida.documents.parsing.performance.grid import Box, Line, printed, written
from zhida.documents.parsing.performance.layout import Column, Layout, is_heading_row
from zhida.documents.parsing.performance.levels import Placing, levels_of
from zhida.documents.parsing.performance.placing import (
    Placed,
    Reference,
    place,
    reference,
    settle,
)
from zhida.documents.parsing.performance.stream import rows_of_stream
from zhida.documents.parsing.performance.values import is_figure, read_target
from zhida.documents.parsing.performance.vocabulary import is_grade, label_of

_PLACEHOLDER = regex.compile(r"(?:指标)?\d*[:.、]?\s*(?:[….·。*×]{2,}.{0,6})?$")
_ROW_LABEL = regex.compile(r"^指标\s*\d{1,2}\s*[:：.、]\s*")
_NAMES = {"level1": "一级指标", "level2": "二级指标", "level3": "三级指标", "level4": "四级指标",
          "value": "指标值", "nature": "指标性质", "unit": "计量单位"}  # fmt: skip
_LEAST_LINES = 2
_WORDS = ("定性", "定量")


@dataclass(slots=True)
class _Draft:
    """An indicator while its row and the next one are being read."""

    name: Box
    text: str
    levels: Placing
    boxes: Mapping[str, Box]
    notes: list[str] = field(default_factory=list)
    sources: list[Box] = field(default_factory=list)
    doubtful: bool = False


def read_indicators(
    lines: tuple[Line, ...], layout: Layout, year: int | None, *, aligned: bool
) -> tuple[tuple[Indicator, ...], tuple[Repair, ...]]:
    """The indicators of a table and what was put right to read them."""
    rows = _rows(lines, layout)
    columns = _reference(layout, rows, aligned=aligned)
    placed = _place_all(rows, columns)
    levels = levels_of(placed, columns, aligned=aligned)
    drafts: list[_Draft] = []
    repairs: list[Repair] = []
    for row, found in zip(placed, levels, strict=True):
        repairs += [_lost(box) for box in row.lost]
        named = row.boxes.get("level4") or row.boxes.get("level3")
        if named is None:
            _attach(drafts, row)
        else:
            drafts += [
                draft for one in _split(row, named) if (draft := _draft(one, found, columns))
            ]
    unit = _unit_of_column(layout.columns)
    indicators = [_indicator(draft, year, unit) for draft in drafts]
    repairs += [_repair(draft, one) for draft, one in zip(drafts, indicators, strict=True)
                if one.repaired]  # fmt: skip
    return tuple(indicators), tuple(repairs)


def _rows(lines: tuple[Line, ...], layout: Layout) -> list[Line]:
    body = lines[layout.body : layout.end]
    if layout.stream:
        body = rows_of_stream(body, layout.columns)
    rows = [tuple(box for box in written(line) if not _is_side(box)) for line in body
            if not is_heading_row(line)]  # fmt: skip
    return [row for row in rows if any(not box.carried for box in row)]


def _is_side(box: Box) -> bool:
    label = label_of(box.text)
    return label is not None and label.role == "side"


def _reference(layout: Layout, rows: list[Line], *, aligned: bool) -> Reference:
    before = reference(layout.columns, aligned=aligned)
    if layout.stream:
        return replace(before, homes={})
    if not aligned and all(_is_gapless(row) for row in rows):
        return replace(before, weight=0.0)
    return settle(before, rows)


def _is_gapless(row: Line) -> bool:
    """Whether a row begins in the first column and leaves out none: merged cells left no trace."""
    return all(box.first == place for place, box in enumerate(row, start=1))


def _place_all(rows: list[Line], columns: Reference) -> list[Placed]:
    placed: list[Placed] = []
    pending = False
    for row in rows:
        one = place(row, columns, pending=pending)
        named = "level3" in one.boxes or "level4" in one.boxes
        pending = "value" not in one.boxes and (named or pending)
        placed.append(one)
    return placed


def _split(row: Placed, named: Box) -> list[Placed]:
    """The rows that a row holds: names line by line in a cell, and a value for each."""
    value = row.boxes.get("value")
    names, values = _lines_of(named), _lines_of(value) if value is not None else []
    if len(names) < _LEAST_LINES or len(names) != len(values):
        return [row]
    if not all(is_figure(one.text) or is_grade(one.text) for one in values):
        return [row]
    role = _role_of(named, row)
    return [
        replace(row, boxes={**row.boxes, role: name, "value": one})
        for name, one in zip(names, values, strict=True)
    ]


def _lines_of(box: Box) -> list[Box]:
    """A box for each written line of a cell."""
    lines: list[Box] = []
    for found in regex.finditer(r"[^\n]+", box.cell.text):
        text = clean(found[0]).text.strip()
        if text:
            source = narrow(box.source, found.span())
            lines.append(
                replace(box, cell=replace(box.cell, text=found[0], source=source), text=text)
            )
    return lines


def _draft(row: Placed, levels: Placing, columns: Reference) -> _Draft | None:
    named = row.boxes.get("level4") or row.boxes["level3"]
    text = _ROW_LABEL.sub("", named.printed)
    value = row.boxes.get("value")
    if _PLACEHOLDER.match(printed(text)) and (value is None or _is_open(value)):
        return None
    draft = _Draft(named, text or named.printed, levels, row.boxes)
    moved = [
        f"{_NAMES[role]}在第{box.first}列" for role, box in row.boxes.items() if row.away[role]
    ]
    if moved:
        draft.notes.append(f"各格错列（{'、'.join(moved)}），已按层级词和指标值的形式归位")
    if value is None and row.away[_role_of(named, row)] and _beyond(named, columns):
        draft.notes.append("指标值一格已缺失，按空白读")
        draft.doubtful = True
    return draft


def _role_of(box: Box, row: Placed) -> str:
    return next(role for role, one in row.boxes.items() if one is box)


def _beyond(named: Box, columns: Reference) -> bool:
    """Whether a name stands where the value belongs, or behind."""
    if "value" not in columns.roles:
        return False
    home = columns.homes.get(columns.roles.index("value"))
    return home is not None and named.first >= home[0]


def _is_open(box: Box) -> bool:
    return read_target(box.text, None).kind in (TargetKind.BLANK, TargetKind.TEMPLATE)


def _attach(drafts: list[_Draft], row: Placed) -> None:
    """A value alone in its row belongs to the name above that has none."""
    value = row.boxes.get("value")
    if value is None or not drafts or "value" in drafts[-1].boxes:
        return
    if row.boxes.keys() & {"level1", "level2"}:
        return
    draft = drafts[-1]
    draft.boxes = {**draft.boxes, **row.boxes}
    draft.notes.append(f"指标值印在下一行（第{value.row}行），已接回")
    draft.sources.append(value)


def _unit_of_column(columns: tuple[Column, ...]) -> str:
    label = next((column.label for column in columns if column.role == "value"), "")
    found = regex.search(r"\([^()]{1,4}\)$", label)
    return found[0] if found else ""


def _indicator(draft: _Draft, year: int | None, unit: str) -> Indicator:
    target, value = _target(draft, year, unit)
    notes = [*draft.levels.notes, *draft.notes]
    repaired = f"第{draft.name.row}行“{draft.text}”：{'；'.join(notes)}" if notes else None
    boxes = draft.boxes.values()
    return Indicator(
        draft.levels.level1,
        draft.levels.level2,
        draft.text,
        target,
        draft.name.source,
        value.source if value else None,
        repaired,
        not any(box.cell.optical for box in boxes),
    )


def _target(draft: _Draft, year: int | None, unit: str) -> tuple[Target, Box | None]:
    value = draft.boxes.get("value")
    nature, measure = draft.boxes.get("nature"), draft.boxes.get("unit")
    if value is None:
        return read_target("", year), None
    parts = [value.printed]
    if measure is not None and is_figure(value.text) and not value.text.endswith(measure.text):
        parts.append(measure.printed)
    whole = "".join(parts)
    if nature is not None and nature.text not in _WORDS and value.text[:1].isdigit():
        whole = nature.printed + whole
    return read_target(whole, year, draft.text if not unit else draft.text + unit), value


def _repair(draft: _Draft, indicator: Indicator) -> Repair:
    sources = [draft.name.source, *(box.source for box in draft.sources)]
    doubtful = draft.doubtful or draft.levels.doubtful
    return Repair(indicator.repaired or "", tuple(sources), doubtful)


def _lost(box: Box) -> Repair:
    return Repair(f"第{box.row}行“{box.printed}”未能归入绩效表的任何一列", (box.source,), True)
