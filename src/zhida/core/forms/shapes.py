"""表式 shapes: the forms of `data/forms.csv` with their columns, and what stands in their heads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from zhida.core import regions
from zhida.core.forms.form import CellKind, FormColumn
from zhida.core.money import Unit
from zhida.data import load

OWN_LEVEL = {"place": "", "upper": "上级", "finance": "上级财政部门", "lower": "各区县"}
"""The words of a head whose places nobody told."""


@dataclass(frozen=True, slots=True)
class ShapeColumn:
    """栏目: `header` are patterns, outermost first; `formula` says how it is computed."""

    key: str
    header: tuple[str, ...]
    kind: CellKind
    filled_by: str
    adds: bool
    formula: str


@dataclass(frozen=True, slots=True)
class FormShape:
    """表式: what one kind of form looks like before it is filled.

    One without columns is no table of rows (自评表, 绩效目标表): it has its own type.

    `period` is "receipt", "month", "quarter" or "year": how often it is due. `rolls_into` is the
    kind into which forms of this kind are added up. `fields` are labels.
    """

    kind: str
    title: str
    unit: Unit
    period: str
    rolls_into: str
    columns: tuple[ShapeColumn, ...]
    fields: tuple[str, ...]
    notes: tuple[str, ...]
    signatures: tuple[str, ...]

    def formula(self, key: str) -> str:
        """计算口径: how a column is computed, "" where a person fills it.

        >>> shape("feedback").formula("rate")
        '支出金额÷收到金额'
        """
        return next((each.formula for each in self.columns if each.key == key), "")

    def form_columns(self, words: Mapping[str, str]) -> tuple[FormColumn, ...]:
        """The columns with the names of the places in their heads (see `head_words`)."""
        told = {**OWN_LEVEL, **words}
        return tuple(
            FormColumn(
                each.key,
                tuple(part.format_map(told) for part in each.header),
                each.kind,
                each.filled_by.format_map(told),
                each.adds,
            )
            for each in self.columns
        )


@cache
def shapes() -> Mapping[str, FormShape]:
    """表式目录: every kind of form by its code."""
    units = {each.label: each for each in Unit}
    columns: dict[str, list[ShapeColumn]] = {}
    for row in load("form_columns"):
        columns.setdefault(row["kind"], []).append(
            ShapeColumn(
                row["key"],
                tuple(row["header"].split("/")),
                CellKind(row["cell"]),
                row["filled_by"],
                row["adds"] == "yes",
                row["formula"],
            )
        )
    return {
        row["kind"]: FormShape(
            row["kind"],
            row["title"],
            units[row["unit"]],
            row["period"],
            row["rolls_into"],
            tuple(columns.get(row["kind"], ())),
            _several(row["fields"]),
            _several(row["notes"]),
            _several(row["signatures"]),
        )
        for row in load("forms")
    }


def tables() -> tuple[FormShape, ...]:
    """表格式报表: the kinds that are tables of rows."""
    return tuple(each for each in shapes().values() if each.columns)


def shape(kind: str) -> FormShape:
    """表式: that of a kind. Raises `KeyError` where there is none.

    >>> len(shape("feedback").columns), shape("feedback").unit.label
    (16, '元')
    """
    return shapes()[kind]


def head_words(region: str, lower: str = "各区县") -> dict[str, str]:
    """表头用语: the words of the heads of forms that a place (its code) asks for.

    >>> head_words("650100")["finance"], head_words("650100")["upper"]
    ('市财政局', '自治区')
    """
    place = regions.get(region)
    if place is None:
        return dict(OWN_LEVEL)
    ending = _ending(place.name)
    parent = regions.get(place.parent) if place.parent else None
    office = "财政厅" if place.level == 1 and ending != "市" else "财政局"
    return {
        "place": place.name,
        "upper": _ending(parent.name) if parent is not None else "中央",
        "finance": f"{ending}{office}",
        "lower": lower,
    }


@cache
def value_word(column: str, value: str, kind: str = "") -> str:
    """用语: how a column prints a value of ours; a word for the form's kind comes first.

    >>> value_word("nature", "general"), value_word("nature", "general", "feedback")
    ('一般公共预算', '财政拨款')
    """
    rows = [row for row in load("form_values") if row["column"] == column]
    fits = [row for row in rows if row["kind"] == kind and row["value"] in ("", value)]
    fits += [row for row in rows if not row["kind"] and row["value"] == value]
    return fits[0]["word"] if fits else value


@cache
def words_of(column: str) -> Mapping[str, str]:
    """用语: the value for each word of a column; the first row of a value is the one printed."""
    return {row["word"]: row["value"] for row in load("form_values") if row["column"] == column}


def _ending(name: str) -> str:
    """市, 自治区 …: the ending of a place's name.

    >>> _ending("新疆维吾尔自治区"), _ending("阿克苏地区")
    ('自治区', '地区')
    """
    endings = {row["ending"] for row in load("relative_places")}
    return next(
        (each for each in sorted(endings, key=len, reverse=True) if name.endswith(each)), ""
    )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()
