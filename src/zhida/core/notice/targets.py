"""绩效目标表 targets: what the money is to achieve, per scope."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from zhida.core.money import Amount
from zhida.core.provenance import Source, Stated
from zhida.core.regions import Region


class TargetKind(StrEnum):
    """指标值类型: what kind of thing the printed value is."""

    NUMBER = "number"  # ≥4次
    RATE = "rate"  # ≥90%
    DATE = "date"  # 2021年6月30日前
    GRADE = "grade"  # 显著提升, 全覆盖
    BLANK = "blank"  # nothing printed
    TEMPLATE = "template"  # ≥**%, ……


@dataclass(frozen=True, slots=True)
class Target:
    """指标值: the printed value, read.

    `comparator` is one of ≥ ≤ > < = (= where a bare figure stands). `value` is
    the number of a NUMBER or RATE (a rate of 90 % is 90). `due` is the last
    day of a DATE. `text` is always the text as printed.

    >>> Target(TargetKind.RATE, "≥90%", "≥", Decimal(90), "%").value
    Decimal('90')
    """

    kind: TargetKind
    text: str
    comparator: str | None = None
    value: Decimal | None = None
    unit: str | None = None
    due: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """绩效指标: one level-3 indicator with its place in the tree.

    `level1` and `level2` are as filed in the table (产出指标 / 数量指标), ""
    where the table gives none. `repaired` says in a Chinese sentence what was
    put right to read the row, None where nothing was.
    """

    level1: str
    level2: str
    name: str
    target: Target
    source: Source
    value_source: Source | None = None
    repaired: str | None = None
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class SourceAmount:
    """分来源资金: a line of the money block of a performance table.

    `kind` is "total", "central", "province", "prefecture", "county", "local",
    "fiscal" (财政拨款), "lottery" or "other".
    """

    kind: str
    label: str
    amount: Amount


@dataclass(frozen=True, slots=True)
class PerformanceTable:
    """绩效目标表: one table, one scope.

    `scope` is the place, unit or project whose goals these are, as printed
    ("阿克苏地区", "天山区医保局"), `region` the resolved place. `header` keeps
    every other labelled field of the head (项目名称, 主管部门 …) as printed.
    `template` is true where the table is a form left for the receiver to fill.
    """

    title: str
    label: str
    scope: Stated[str] | None
    region: Region | None
    year: Stated[int] | None
    header: tuple[tuple[str, Stated[str]], ...]
    amounts: tuple[SourceAmount, ...]
    goals: tuple[Stated[str], ...]
    indicators: tuple[Indicator, ...]
    source: Source
    template: bool = False
    remarks: tuple[Stated[str], ...] = ()
