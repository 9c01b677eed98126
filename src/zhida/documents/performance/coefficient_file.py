"""系数表 coefficient_file: scores become the column of coefficients of an allocation plan."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from zhida.core import regions
from zhida.core.performance.coefficient import coefficient_of
from zhida.core.performance.points import points_text
from zhida.core.performance.recompute import Recomputed
from zhida.documents.allocation.csv_table import NAME, read_csv
from zhida.documents.allocation.faults import Fault, FaultyInput
from zhida.documents.ledger.cells import neutral
from zhida.documents.parsing.normalise import clean
from zhida.documents.writing.replacing import replacing

COLUMN = "绩效系数"


@dataclass(frozen=True, slots=True)
class Rated:
    """得分: a recipient by the name that the plan gives it, with its year's score."""

    name: str
    total: Fraction


def rated_of(found: Recomputed, file: Path) -> Rated:
    """得分 of a filled form: the place of its unit, by which a plan calls it, and the total.

    The total is the one worked out again, not the one printed. Raises `FaultyInput` where
    the form has no points, nothing can be counted, or no unit is named.
    """
    if not found.form.scored or found.score.total is None:
        why = (
            "自评表没有得分栏，不能得出绩效系数" if not found.form.scored else "没有可以计分的指标"
        )
        raise FaultyInput([Fault(file, why, "用带分值和得分的自评表，或先复核给分")])
    for key in ("unit", "county", "place", "office"):
        for each in found.form.fields:
            if each.key == key and each.value.value:
                return Rated(plan_name(each.value.value), found.score.total)
    raise FaultyInput([Fault(file, "自评表没有写资金使用单位", "填写资金使用单位")])


def plan_name(unit: str) -> str:
    """分配名称: by which a plan calls a unit: the place of an office, else its own name.

    >>> plan_name("天山区财政局"), plan_name("市第一医院")
    ('天山区', '市第一医院')
    """
    text = clean(unit).text
    place = regions.body_part(text)
    return place if place and regions.is_place_name(place) else text


def write_coefficients(path: Path, rated: Sequence[Rated], year: int, fund: str = "") -> None:
    """写系数表: csv 名称, 绩效得分, 绩效系数, as `zhida allocate` takes it.

    In the plan: `[[method.coefficient]]` with `column = "绩效系数"`. Raises
    `CoefficientError` where the year has no bands, `UnwritableReport` where the file
    can't be written.
    """
    rows = [("名称", "绩效得分", COLUMN), *_rows(rated, year, fund)]
    _write(path, rows)


def fill_coefficients(
    factors: Path, out: Path, rated: Sequence[Rated], year: int, fund: str = ""
) -> None:
    """填系数: the factor table of a plan with its column of coefficients filled anew.

    Raises `FaultyInput` where a recipient of the plan has no score, or a score belongs
    to nobody in the plan: neither is guessed as 1.
    """
    table = read_csv(factors)
    known = {clean(each.name).text: each for each in rated}
    faults = list(table.faults)
    for record in table.records:
        if record.code not in known:
            why, mend = f"“{record.name}”没有绩效得分", "先完成该单位的绩效评价"
            faults.append(Fault(factors, why, mend, record.line, "名称"))
    codes = {record.code for record in table.records}
    for code, each in known.items():
        if code not in codes:
            why = f"有绩效得分的“{each.name}”不在因素表中"
            faults.append(Fault(factors, why, "按因素表中的名称填写单位"))
    if faults:
        raise FaultyInput(faults)
    heads = [each for each in table.columns if each != COLUMN]
    rows: list[tuple[str, ...]] = [(*("名称" if each == NAME else each for each in heads), COLUMN)]
    for record in table.records:
        value = coefficient_of(known[record.code].total, year, fund).value
        rows.append((*(record.cells[each] for each in heads), str(value)))
    _write(out, rows)


def _rows(rated: Sequence[Rated], year: int, fund: str) -> list[tuple[str, ...]]:
    return [
        (each.name, points_text(each.total), str(coefficient_of(each.total, year, fund).value))
        for each in rated
    ]


def _write(path: Path, rows: Sequence[tuple[str, ...]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([neutral(cell) for cell in row] for row in rows)
    with replacing(path) as draft:
        draft.write_text(text.getvalue(), encoding="utf-8")
