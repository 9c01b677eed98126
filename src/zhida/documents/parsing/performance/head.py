"""表头 head: what stands above the indicators: titles, labelled fields, amounts, goals."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from zhida.core.money import Amount, Unit
from zhida.core.notice import SourceAmount
from zhida.core.provenance import Stated
from zhida.documents.parsing.normalise import clean
from zhida.documents.parsing.performance.goals import split_goals
from zhida.documents.parsing.performance.grid import Box, Line, printed, written
from zhida.documents.parsing.performance.vocabulary import Label, label_of
from zhida.documents.parsing.values import amount_of, cell_value, unit_in

_LONGEST_LABEL = 14
_SIDE_BY_SIDE = 2
_FIGURE = regex.compile(r"-?[\d,.]+(?:[百千万亿]*元|[万亿])?(?:\(.*\))?$|[*×]+")
_AMOUNT_HEADING = regex.compile(r"(?:金额|预算数|资金数)(?:\([^()]*\))?$")
_IN_BRACKETS = regex.compile(r"\([^()]*\)$")


@dataclass(frozen=True, slots=True)
class HeadField:
    """栏目: a labelled field. `detail` is what the label means (place, county, unit …)."""

    detail: str
    label: str
    value: Stated[str]


@dataclass(frozen=True, slots=True)
class Head:
    """表头: everything above the indicators. `titles` are the lines above the first label."""

    titles: tuple[Stated[str], ...]
    fields: tuple[HeadField, ...]
    amounts: tuple[SourceAmount, ...]
    goals: tuple[Stated[str], ...]
    unit_stated: bool


@dataclass(slots=True)
class _Reader:
    """The state while the rows are walked through."""

    unit: Unit | None
    titles: list[Stated[str]] = field(default_factory=list)
    fields: list[HeadField] = field(default_factory=list)
    amounts: list[SourceAmount] = field(default_factory=list)
    goals: list[Stated[str]] = field(default_factory=list)
    section: str = ""
    goal_column: int | None = None
    stated: bool = True


def read_head(lines: tuple[Line, ...], unit: Unit | None, *, stream: bool) -> Head:
    """Read the rows above the indicators; `unit` is what the heading of the annex states."""
    reader = _Reader(unit)
    if stream:
        lines = (tuple(box for line in lines for box in line),)
    rows = [[box for box in written(line) if not box.carried] for line in lines]
    place = 0
    while place < len(rows):
        below = rows[place + 1] if place + 1 < len(rows) else []
        if _stacked(reader, rows[place], below):
            place += 2
        else:
            _row(reader, rows[place], stream=stream)
            place += 1
    return Head(
        tuple(reader.titles), tuple(reader.fields), tuple(reader.amounts), tuple(reader.goals),
        reader.stated,
    )  # fmt: skip


def _stacked(reader: _Reader, labels: list[Box], figures: list[Box]) -> bool:
    """Read amounts printed below their labels, label by label; whether they were."""
    known = [(box, label) for box in labels if (label := label_of(box.text)) is not None]
    heads = [(box, label) for box, label in known if label.role == "amount" and not label.rest]
    if len(heads) < _SIDE_BY_SIDE or len(labels) - len(heads) > 1 or len(known) < len(labels):
        return False
    if not figures or not all(_FIGURE.match(box.text) for box in figures):
        return False
    side = next((label for _, label in known if label.role == "money"), None)
    reader.unit = (unit_in(side.text) if side else None) or reader.unit
    reader.section = "money"
    for rank, (box, label) in enumerate(heads):
        below = _below(box, figures, rank, in_order=len(figures) == len(heads))
        text = below.text if below is not None else ""
        _amount(reader, label.detail, label.text, below or box, text, unit_in(label.text))
    return True


def _below(box: Box, figures: list[Box], rank: int, *, in_order: bool) -> Box | None:
    """The figure below a label: in its column, or else the one of the same rank."""
    for one in figures:
        if one.first <= box.last and one.last >= box.first:
            return one
    return figures[rank] if in_order else None


def _row(reader: _Reader, cells: list[Box], *, stream: bool) -> None:
    if len(cells) == 1 and not reader.section and label_of(cells[0].text) is None:
        reader.unit = (unit_in(cells[0].text) if "单位" in cells[0].text else None) or reader.unit
        reader.titles.append(_stated(cells[0], printed(cells[0].cell.text)))
        return
    place = 0
    _choose_goals(reader, cells)
    if _are_side_by_side(reader, cells):
        cells = cells[reader.goal_column :][:1]
    while place < len(cells):
        box = cells[place]
        label = label_of(box.text)
        after = cells[place + 1] if place + 1 < len(cells) else None
        if label is None:
            place += _unlabelled(reader, box, after, first=place == 0, stream=stream)
        else:
            place += _labelled(reader, box, label, after)


def _choose_goals(reader: _Reader, cells: list[Box]) -> None:
    """Where goals stand side by side (实施期, 年度; planned, reached), take the year's plan."""
    labels = [label for box in cells if (label := label_of(box.text)) is not None]
    if len(labels) != len(cells) or any(one.role not in ("goals", "column") for one in labels):
        return
    if len(labels) > _SIDE_BY_SIDE and labels[0].detail == "overall":
        labels = labels[1:]
    details = [label.detail for label in labels]
    if len(details) == _SIDE_BY_SIDE and labels[0].role == "goals":
        reader.goal_column = details.index("annual") if "annual" in details else 0


def _are_side_by_side(reader: _Reader, cells: list[Box]) -> bool:
    chosen = reader.section == "goals" and reader.goal_column is not None
    return chosen and len(cells) > 1 and all(label_of(box.text) is None for box in cells)


def _labelled(reader: _Reader, box: Box, label: Label, after: Box | None) -> int:
    """Read a labelled cell, and the cell after it where that is its value; how many were read."""
    if label.role == "money":
        reader.section = "money"
        reader.unit = unit_in(label.text) or reader.unit
        if label.rest:
            _amount(reader, "total", label.text, box, label.rest)
        return 1
    if label.role == "goals":
        reader.section = "goals"
        if label.rest:
            reader.goals += split_goals(box, at=label.at)
        return 1
    if label.role == "amount" and (reader.section == "money" or _is_money(label, after)):
        return _money(reader, box, label, after)
    if label.role == "field":
        return _field(reader, box, label, after)
    if label.role == "column" and reader.section in ("goals", "money"):
        return 1
    if reader.section == "goals" and label.role != "side":
        reader.goals += split_goals(box)
    return 1


def _is_money(label: Label, after: Box | None) -> bool:
    if label.rest or label.text.startswith("其中"):
        return True
    return label.detail == "total" and (after is None or _FIGURE.match(after.text) is not None)


def _money(reader: _Reader, box: Box, label: Label, after: Box | None) -> int:
    reader.section = "money"
    unit = unit_in(label.text)
    if label.rest:
        _amount(reader, label.detail, label.text, box, label.rest, unit)
        return 1
    if after is None or label_of(after.text) is not None:
        _amount(reader, label.detail, label.text, box, "", unit)
        return 1
    if _AMOUNT_HEADING.match(after.text):
        reader.unit = unit_in(after.text) or reader.unit
        _amount(reader, label.detail, label.text, box, "", unit)
        return 2
    _amount(reader, label.detail, label.text, after, after.text, unit)
    return 2


def _amount(
    reader: _Reader, kind: str, label: str, box: Box, text: str, unit: Unit | None = None
) -> None:
    text = _IN_BRACKETS.sub("", text).strip()
    text += "元" if text[-1:] in ("万", "亿") else ""
    value = cell_value(text)
    unit = unit or reader.unit
    if unit is None:
        reader.stated = reader.stated and bool(value.unit or not value.digits)
        unit = Unit.WAN_YUAN
    amount: Amount = amount_of(value, unit, box.source, confirmed=not box.cell.optical)
    reader.amounts.append(SourceAmount(kind, label, amount))


def _field(reader: _Reader, box: Box, label: Label, after: Box | None) -> int:
    reader.section = reader.section if reader.section == "goals" else "fields"
    if label.rest:
        at = _raw_place(box, label.at)
        value = _stated(box, printed(box.cell.text[at:]).strip())
        reader.fields.append(HeadField(label.detail, label.text, value))
        return 1
    known = label_of(after.text) if after is not None else None
    if after is None or (known is not None and known.role in ("field", "money", "goals", "side")):
        reader.fields.append(HeadField(label.detail, box.printed.strip("：:"), _stated(box, "")))
        return 1
    value = _stated(after, after.printed)
    reader.fields.append(HeadField(label.detail, box.printed.strip("：:"), value))
    return 2


def _unlabelled(reader: _Reader, box: Box, after: Box | None, *, first: bool, stream: bool) -> int:
    """A cell without a known label: part of the goals, an amount or field by its shape, a title."""
    if reader.section == "goals":
        reader.goals += split_goals(box)
        return 1
    figure = after is not None and _FIGURE.match(after.text) is not None
    if reader.section == "money" and figure and after is not None:
        _amount(reader, "other", box.text, after, after.text)
        return 2
    short = len(box.text) <= _LONGEST_LABEL and _FIGURE.match(box.text) is None
    if first and short and after is not None and label_of(after.text) is None and not stream:
        reader.section = reader.section or "fields"
        reader.fields.append(HeadField("other", box.text.strip(":"), _stated(after, after.printed)))
        return 2
    if not reader.section:
        reader.titles.append(_stated(box, box.printed))
    return 1


def _stated(box: Box, text: str) -> Stated[str]:
    return Stated(text, box.source, not box.cell.optical)


def _raw_place(box: Box, at: int) -> int:
    return clean(box.cell.text).raw_span(at, at + 1)[0]
