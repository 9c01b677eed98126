"""数字 figures: a computed figure with what it is made of, so that it can be followed to its origin.

A printed value carries a `Source` (core.provenance); a figure that Zhida computes
carries its formula and the vouchers, payments, filings, records or files behind it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from zhida.core.provenance import Source


class EvidenceKind(StrEnum):
    """来历种类: what a figure rests on."""

    VOUCHER = "voucher"  # 记账凭证, key 2025-17
    PAYMENT = "payment"  # 国库支付, key of `core.execution.payments.payment_key`
    LINE = "line"  # 指标行, key its digest
    FILING = "filing"  # 报送, key of the duty and the filing
    RECORD = "record"  # 业务记录, key of the module
    FILE = "file"  # 证明材料, key its SHA-256
    PRINTED = "printed"  # 原件所载, `source` says where


@dataclass(frozen=True, slots=True)
class Evidence:
    """来历: one thing that a figure rests on. `fen` is its share where the figure is money."""

    kind: EvidenceKind
    key: str
    words: str = ""
    fen: int | None = None
    source: Source | None = None


class FigureState(StrEnum):
    """数字状态: five things that are not the same (absent ≠ zero ≠ nothing to report …)."""

    NUMBER = "number"
    BLANK = "blank"  # 未报: nobody said
    NOTHING = "nothing"  # 无: said that there is nothing to report
    NOT_APPLICABLE = "not_applicable"  # 不适用: 0/0, or the thing doesn't exist here
    MASKED = "masked"  # 已隐去


Value: TypeAlias = int | Decimal
"""Fen where the figure is money, else a number (a rate of 90 % is Decimal 90)."""


@dataclass(frozen=True, slots=True)
class Figure:
    """数字: `value` is set exactly when `state` is NUMBER.

    `formula` says in Chinese how it was computed ("支出数 ÷ 下达数"); what adds up to
    it stands in `evidence`.

    >>> Figure(FigureState.NUMBER, 100, "支付合计").value
    100
    """

    state: FigureState
    value: Value | None = None
    formula: str = ""
    evidence: tuple[Evidence, ...] = field(default=())

    def __post_init__(self) -> None:
        if (self.value is not None) != (self.state is FigureState.NUMBER):
            raise ValueError("a figure has a value exactly when it is a number")


def number(value: Value, formula: str = "", *evidence: Evidence) -> Figure:
    """A figure that is a number."""
    return Figure(FigureState.NUMBER, value, formula, tuple(evidence))


BLANK = Figure(FigureState.BLANK)
NOTHING = Figure(FigureState.NOTHING)
NOT_APPLICABLE = Figure(FigureState.NOT_APPLICABLE)
