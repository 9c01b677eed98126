"""绩效自评表 self-evaluation: what a unit says of its year, cell by cell.

A form that was read and a form that Zhida fills are the same type: two of them are
equal when they say the same, wherever the cells stand and whatever they rest on.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Generic, TypeVar

from zhida.core.figures import Evidence
from zhida.core.money import Unit
from zhida.core.notice import Target
from zhida.core.provenance import Source

T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")


class EntryState(StrEnum):
    """填写状态: what a cell holds. None of the last five is zero."""

    VALUE = "value"
    BLANK = "blank"  # 未填
    NOTHING = "nothing"  # 无
    NOT_APPLICABLE = "not_applicable"  # 不适用, 0/0
    MASKED = "masked"  # 已隐去
    UNREADABLE = "unreadable"  # 约95%左右: no value that could be counted with


@dataclass(frozen=True, slots=True)
class Entry(Generic[T_co]):
    """所填: one cell of a form. `value` is set exactly when `state` is VALUE.

    `text` is what is printed, `step` the worth of its last digit (fen where the value
    is money), `fault` why it is UNREADABLE, a Chinese clause. They, the place and the
    evidence don't count when two forms are compared.

    >>> filled(95).value, filled(None).state.value
    (95, 'blank')
    >>> filled(95, text="95.0") == filled(95)
    True
    """

    state: EntryState = EntryState.BLANK
    value: T_co | None = None
    text: str = field(default="", compare=False)
    step: Fraction | None = field(default=None, compare=False)
    fault: str = field(default="", compare=False)
    source: Source | None = field(default=None, compare=False)
    formula: str = field(default="", compare=False)
    evidence: tuple[Evidence, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        if (self.value is not None) != (self.state is EntryState.VALUE):
            raise ValueError("an entry has a value exactly when its state says so")


def filled(
    value: T | None, text: str = "", *, formula: str = "", evidence: tuple[Evidence, ...] = ()
) -> Entry[T]:
    """所填: the entry of a value, blank where it is None."""
    state = EntryState.BLANK if value is None else EntryState.VALUE
    return Entry(state, value, text, formula=formula, evidence=evidence)


@dataclass(frozen=True, slots=True)
class FieldEntry:
    """栏目: a labelled line of the head. `key` is what `performance_labels.csv` calls it.

    "project" 转移支付（项目）名称, "office" 地方主管部门, "unit" 资金使用单位, "other" 中央主管部门
    and others, which `label` tells.
    """

    key: str
    label: str
    value: Entry[str]


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """资金投入: A, B and B/A of a source of money.

    `kind` as in `SourceAmount` ("total", "central", "local", "other", "province",
    "fiscal" …). `initial` 年初预算数, `budget` 全年预算数 A, `executed` 全年执行数 B, all in
    fen; `rate` B/A in % (a rate of 90 % is 90); `weight` and `points` where the form
    scores the execution (the total's row).
    """

    kind: str
    label: str
    budget: Entry[int] = field(default_factory=Entry)
    executed: Entry[int] = field(default_factory=Entry)
    rate: Entry[Decimal] = field(default_factory=Entry)
    initial: Entry[int] = field(default_factory=Entry)
    weight: Entry[Decimal] = field(default_factory=Entry)
    points: Entry[Decimal] = field(default_factory=Entry)


@dataclass(frozen=True, slots=True)
class ManagementRow:
    """资金管理情况: one of the items of `management_items.csv`, or `key` "" for another.

    `situation` 情况说明, `problem` 存在问题和改进措施.
    """

    key: str
    label: str
    situation: Entry[str] = field(default_factory=Entry)
    problem: Entry[str] = field(default_factory=Entry)


@dataclass(frozen=True, slots=True)
class GoalRow:
    """总体目标: what was expected and what was reached."""

    expected: Entry[str]
    reached: Entry[str] = field(default_factory=Entry)


@dataclass(frozen=True, slots=True)
class Reached:
    """实际完成值: a number with its unit, or a day, or words.

    >>> Reached(Decimal(95), "%") == Reached(Decimal("95.0"), "%")
    True
    """

    value: Decimal | None = None
    unit: str = ""
    day: datetime.date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """绩效指标行: target, actual, points, and why it was missed.

    `target` is the printed target as read (its `text` is printed again when the form is
    written). `reason` holds 未完成原因和改进措施 where one column asks for both: `remedy` is
    then None. `weight` and `points` are blank where the form doesn't score.
    """

    level1: str
    level2: str
    name: str
    target: Target
    actual: Entry[Reached] = field(default_factory=Entry)
    weight: Entry[Decimal] = field(default_factory=Entry)
    points: Entry[Decimal] = field(default_factory=Entry)
    reason: Entry[str] = field(default_factory=Entry)
    remedy: Entry[str] | None = None
    source: Source | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class SelfEvaluation:
    """绩效自评表: one form, as filed by one unit for one year and fund.

    `total` is 总分, `grade` 自评等级 where the form has them; `statement` is 说明 (what
    inspection, audit and supervision found). `unit` is that of the money as printed,
    `scored` whether the form has columns for points. `agency` is the agency's code
    where Zhida made the form, "" where it was read.
    """

    title: str
    year: int | None
    unit: Unit
    fields: tuple[FieldEntry, ...] = ()
    money: tuple[MoneyRow, ...] = ()
    management: tuple[ManagementRow, ...] = ()
    goals: tuple[GoalRow, ...] = ()
    indicators: tuple[IndicatorRow, ...] = ()
    total: Entry[Decimal] = field(default_factory=Entry)
    grade: Entry[str] = field(default_factory=Entry)
    statement: Entry[str] = field(default_factory=Entry)
    notes: tuple[str, ...] = field(default=(), compare=False)
    scored: bool = field(default=False, compare=False)
    agency: str = field(default="", compare=False)
    source: Source | None = field(default=None, compare=False)
