"""表单 form: a table that is due, row by row, each cell with what it is made of."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from zhida.core.figures import Evidence, Figure
from zhida.core.money import Unit


class CellKind(StrEnum):
    """栏别: what a column holds."""

    TEXT = "text"
    DATE = "date"
    MONEY = "money"
    RATE = "rate"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Words:
    """文字: a cell of words or a day, with what it rests on."""

    text: str = ""
    day: datetime.date | None = None
    evidence: tuple[Evidence, ...] = ()


Cell: TypeAlias = Figure | Words


@dataclass(frozen=True, slots=True)
class FormColumn:
    """栏: `key` is its name in the program, `header` the printed heads, outermost first.

    `filled_by` says who fills it, as printed below the head ("各单位填列"), or "".
    `adds` is true where the column's total is the sum of its rows.
    """

    key: str
    header: tuple[str, ...]
    kind: CellKind
    filled_by: str = ""
    adds: bool = False


@dataclass(frozen=True, slots=True)
class FormTable:
    """表: a form of rows and columns, as it is filed.

    `kind` is the form's code in `data/forms.csv`; `fields` are labelled lines above the
    table, `signatures` below it. `as_of` is the date of its data. `total` is the row of
    sums, None where the form has none. `owner` is the code of the agency whose form it is, `owner_name` its name.
    """

    kind: str
    title: str
    owner: str
    unit: Unit
    as_of: datetime.date
    columns: tuple[FormColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] | None = None
    fields: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    owner_name: str = ""

    def column(self, key: str) -> int:
        """The place (from 0) of a column. Raises `KeyError` where there is none."""
        for place, each in enumerate(self.columns):
            if each.key == key:
                return place
        raise KeyError(key)
