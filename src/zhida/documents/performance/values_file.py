"""完成值表 values_file: what was reached of each indicator, typed by a person."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from zhida.core.notice import TargetKind
from zhida.core.performance.indicators import Actual, IndicatorKind, Standing, TypedIndicator
from zhida.core.performance.points import Attainment
from zhida.core.performance.value_words import about
from zhida.core.rules.performance.names import bare_name
from zhida.documents.allocation.csv_table import NAME, CsvTable, Record, read_csv
from zhida.documents.allocation.faults import Fault, FaultyInput
from zhida.documents.parsing.performance import read_target

_ACTUAL = ("实际完成值", "完成值", "实际值", "全年实际完成值", "actual")
_SHARE = ("评分", "评分比例", "share")
_WEIGHT = ("分值", "权重", "weight")
_REASON = ("原因", "未完成原因和改进措施", "偏差原因分析及改进措施", "reason")
_EVIDENCE = ("证明材料", "evidence")
_APART = ("不适用", "—", "-", "/")


@dataclass(frozen=True, slots=True)
class Values:
    """完成值: the indicators with what was reached, in the order of the table.

    `missing` are indicators of which the file has no row.
    """

    attained: tuple[Attainment, ...]
    missing: tuple[str, ...]


def read_values(path: Path, indicators: Sequence[TypedIndicator], as_of: datetime.date) -> Values:
    """读完成值: csv with 名称 (the indicator's name) and 实际完成值, one row an indicator.

    Further columns: 评分 (the share of the points that a reviewer gives a qualitative
    indicator, 90%), 分值, 原因, 证明材料. A blank value is "nothing reported", 不适用 takes
    the indicator out of the count. Two indicators of one name take their rows in order.
    Raises `FaultyInput` naming file, line and column: a name that no indicator has, a
    value that is about (约95%左右), in another unit, or no number where one is needed.
    """
    table = read_csv(path, shared=True)
    faults = list(table.faults)
    columns = _Columns(table)
    if columns.actual is None:
        raise FaultyInput(
            [Fault(path, "表头缺少“实际完成值”一列", "第一行写“名称,实际完成值”", line=1)]
        )
    waiting: dict[str, list[Record]] = {}
    for record in table.records:
        waiting.setdefault(bare_name(record.name), []).append(record)
    attained, missing = [], []
    for indicator in indicators:
        rows = waiting.get(bare_name(indicator.name), [])
        if not rows:
            missing.append(indicator.name)
            attained.append(Attainment(indicator))
            continue
        attained.append(_attained(indicator, rows.pop(0), columns, as_of, faults))
    for record in (one for rows in waiting.values() for one in rows):
        why = f"绩效目标表中没有指标“{record.name}”"
        faults.append(Fault(path, why, "按目标表中的名称填写，或删去这一行", record.line, "名称"))
    if faults:
        raise FaultyInput(sorted(faults, key=lambda each: each.line or 0))
    return Values(tuple(attained), tuple(missing))


class _Columns:
    """Which column of the file holds what."""

    def __init__(self, table: CsvTable) -> None:
        self.path = table.path
        self.actual = self._first(table, _ACTUAL)
        self.share = self._first(table, _SHARE)
        self.weight = self._first(table, _WEIGHT)
        self.reason = self._first(table, _REASON)
        self.evidence = self._first(table, _EVIDENCE)

    @staticmethod
    def _first(table: CsvTable, names: tuple[str, ...]) -> str | None:
        return next((each for each in names if each in table.columns and each != NAME), None)


def _attained(
    indicator: TypedIndicator,
    record: Record,
    columns: _Columns,
    as_of: datetime.date,
    faults: list[Fault],
) -> Attainment:
    weight = _weight(record, columns, faults)
    if weight is not None:
        indicator = replace(indicator, weight=weight)
    text = record.cells[columns.actual or ""]
    reason = record.cells[columns.reason] if columns.reason else ""
    if text in _APART:
        return Attainment(indicator, None, applicable=False, reason=reason)
    share = _share(record, columns, faults)
    evidence = tuple(filter(None, [record.cells[columns.evidence] if columns.evidence else ""]))
    if not text and share is None:
        return Attainment(indicator, None, reason=reason)
    blank = Actual(Standing.DECLARED, as_of, share=share, evidence=evidence, note=text)
    try:
        actual = _actual(indicator, text, blank)
    except ValueError as error:
        why, mend = error.args
        faults.append(Fault(columns.path, f"“{text}”{why}", mend, record.line, columns.actual))
        return Attainment(indicator, None, reason=reason)
    return Attainment(indicator, actual, reason=reason)


def _actual(indicator: TypedIndicator, text: str, blank: Actual) -> Actual:
    """The value in the shape that the indicator asks for; ValueError(reason, mend) where it isn't."""
    if indicator.kind in (IndicatorKind.GRADE, IndicatorKind.UNSET):
        return blank
    found = read_target(text, indicator.year, indicator.name)
    if indicator.kind is IndicatorKind.DATE:
        if found.kind is not TargetKind.DATE or found.due is None:
            raise ValueError("不是日期", "写为2024年6月25日")
        return replace(blank, day=found.due)
    if word := about(text):
        raise ValueError(f"是约数（“{word}”），不能计算", "填一个确定的数，如95%")
    if found.value is None:
        raise ValueError("不是数", "填一个确定的数；没有发生的填0，不适用的填“不适用”")
    if found.comparator not in (None, "="):
        raise ValueError(f"带“{found.comparator}”，是范围而不是确定的数", "填实际达到的数")
    unit = found.unit or ""
    if unit and indicator.unit and unit != indicator.unit:
        raise ValueError(
            f"的计量单位与指标值不同（应为{indicator.unit}）", f"按{indicator.unit}填写"
        )
    return replace(blank, value=found.value)


def _share(record: Record, columns: _Columns, faults: list[Fault]) -> Fraction | None:
    """90%, 90 and 0.9 are nine tenths."""
    text = record.cells[columns.share] if columns.share else ""
    if not text:
        return None
    digits = text.removesuffix("%")
    plain = digits.replace(".", "", 1)
    if plain.isascii() and plain.isdigit():
        number = Fraction(digits)
        share = number / 100 if text.endswith("%") or number > 1 else number
        if share <= 1:
            return share
    why = f"“{text}”不是0到100%之间的比例"
    faults.append(Fault(columns.path, why, "写为90%", record.line, columns.share))
    return None


def _weight(record: Record, columns: _Columns, faults: list[Fault]) -> Fraction | None:
    text = record.cells[columns.weight].removesuffix("分") if columns.weight else ""
    if not text:
        return None
    plain = text.replace(".", "", 1)
    if plain.isascii() and plain.isdigit():
        return Fraction(text)
    faults.append(Fault(columns.path, f"“{text}”不是分值", "写为10", record.line, columns.weight))
    return None
