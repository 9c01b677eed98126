"""病种付费取数 disease: what a year's settlement lists and groups came to, as indicators ask for it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from zhida.core.performance.indicators import Actual, Standing

_STEP = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class DiseaseRecord:
    """病种付费记录: of a region's year, as far as it was recorded by a day; None isn't recorded.

    `uploading` institutions had lists, `timely` of them uploaded in time; `grouped` of `cases`
    had a group, by a directory that is published; `settled` of `inpatient` institutions had a
    settlement. `evidence` are SHA-256 of the files that say so.
    """

    as_of: datetime.date
    uploading: int | None = None
    timely: int | None = None
    cases: int | None = None
    grouped: int | None = None
    settled: int | None = None
    inpatient: int | None = None
    evidence: tuple[str, ...] = ()


def timely_uploads(record: DiseaseRecord) -> Actual:
    """实时采集比例: institutions that upload in time ÷ institutions that upload, in %.

    >>> timely_uploads(DiseaseRecord(datetime.date(2025, 12, 31), 30, 27, evidence=("a",))).value
    Decimal('90.0000')
    """
    return _share(record, "dip_interfaces", record.timely, record.uploading, "质控结果")


def grouping_done(record: DiseaseRecord) -> Actual:
    """分组测算完成率: cases with a group ÷ cases, in %, rounded down: 100 is all of them."""
    return _share(record, "dip_grouping_ready", record.grouped, record.cases, "分组结果")


def institution_coverage(record: DiseaseRecord) -> Actual:
    """机构覆盖率: institutions with a settlement ÷ institutions with inpatients, in %."""
    return _share(
        record,
        "dip_institution_coverage",
        record.settled,
        record.inpatient,
        "清算结果和住院机构家数",
    )


def catalogue_published(
    as_of: datetime.date, core: int, mixed: int, evidence: tuple[str, ...]
) -> Actual:
    """目录库形成比例: of two libraries, core and mixed groups, those that have groups, in %.

    >>> catalogue_published(datetime.date(2025, 1, 1), 70, 0, ("a",)).value
    Decimal('50')
    """
    value = Decimal(50 * ((core > 0) + (mixed > 0)))
    return Actual(
        Standing.MEASURED, as_of, value, evidence=evidence, metric="dip_catalogue_published"
    )


def first_simulation(
    as_of: datetime.date, day: datetime.date | None, evidence: tuple[str, ...]
) -> Actual:
    """模拟运行日期: the day of the first simulation that was run by a day.

    >>> first_simulation(datetime.date(2025, 12, 31), datetime.date(2025, 6, 30), ("a",)).day
    datetime.date(2025, 6, 30)
    """
    what = "没有模拟运行的结果。请用zhida dip simulate模拟并收取，或附证明材料填报"
    return _day("dip_simulation_date", as_of, day, evidence, what)


def first_payment(
    as_of: datetime.date, day: datetime.date | None, evidence: tuple[str, ...]
) -> Actual:
    """实际付费日期: the day of the first payment of a settlement flow in the fund's book.

    >>> first_payment(datetime.date(2025, 12, 31), None, ()).standing.name
    'NO_DATA'
    """
    what = "医保基金账里没有病种结算的付款。请审批入账，或附证明材料填报"
    return _day("dip_first_settlement_date", as_of, day, evidence, what)


FROM_RECORD: dict[str, Callable[[DiseaseRecord], Actual]] = {
    "dip_interfaces": timely_uploads,
    "dip_grouping_ready": grouping_done,
    "dip_institution_coverage": institution_coverage,
}
"""The metrics that a record answers."""


def _day(
    metric: str, as_of: datetime.date, day: datetime.date | None, evidence: tuple[str, ...], note: str
) -> Actual:  # fmt: skip
    if day is None:
        return Actual(Standing.NO_DATA, as_of, metric=metric, note=note)
    return Actual(Standing.MEASURED, as_of, day=day, evidence=evidence, metric=metric)


def _share(
    record: DiseaseRecord, metric: str, part: int | None, whole: int | None, what: str
) -> Actual:
    if part is None or not whole or not record.evidence:
        note = f"没有登记{what}。请用zhida dip record登记，或附证明材料填报"
        return Actual(Standing.NO_DATA, record.as_of, metric=metric, note=note)
    value = (Decimal(part) * 100 / whole).quantize(_STEP, ROUND_DOWN)
    return Actual(Standing.MEASURED, record.as_of, value, evidence=record.evidence, metric=metric)
