"""Small files of results, as the engine's commands write them, for tests of the platform."""

from __future__ import annotations

import datetime
import json
from fractions import Fraction

from zhida.core.allocation.bounds import apportion
from zhida.engines.dip.flow import Part, Step, begin, flow_text
from zhida.engines.dip.monitoring import Measure
from zhida.engines.dip.quality_report import Institution, QualityReport
from zhida.engines.dip.result_columns import (
    COMPARED_COLUMNS,
    MEASURE_COLUMNS,
    MEASURES,
    SPREAD_COLUMNS,
)
from zhida.engines.dip.simulation import Compared
from zhida.platform.dip.result_files import Given

INSTITUTIONS = ("H65010000001", "H65010000002", "H65010000003")
POOL = "6501"


def quality_file(name: str = "质控.json", *, late: int = 8) -> Given:
    """Three institutions: one in time, one late with so many lists, one with a list of no day."""
    found = QualityReport(
        (
            Institution(INSTITUTIONS[0], 100, 98, 1, 2, 0, {1: 60, 3: 35, 9: 5}),
            Institution(INSTITUTIONS[1], 20, 20, 0, 0, 0, {5: 20 - late, 20: late}),
            Institution(INSTITUTIONS[2], 10, 9, 1, 1, 1, {2: 9}),
        ),
        {"J01": 5 + late},
        133,
        7,
        90,
    )
    tables = {
        each.name: [dict(zip(each.columns, row, strict=True)) for row in each.rows]
        for each in found.tables()
    }
    return _given(name, found.facts() | tables)


def monitoring_file(name: str = "监测.json", *, year: int = 2025, grouped: int = 128) -> Given:
    """Some measures of the pool and of three institutions; so many of 130 cases are grouped."""
    parts = {
        "grouped": [(grouped - 28, 100), (19, 20), (9, 10)],
        "cmi": [(1_050_000, 100), (180_000, 20), (90_000, 10)],
        "cost_index": [(1_020_000, 100), (190_000, 20), (90_000, 10)],
        "high": [(4, 100), (1, 20), (0, 10)],
    }
    rows = []
    for name_, over in parts.items():
        whole = (sum(each for each, _ in over), sum(each for _, each in over))
        for institution, (part, under) in (("", whole), *zip(INSTITUTIONS, over, strict=True)):
            one = Measure(POOL, institution, name_, part, under)
            rows.append([POOL, institution, name_, MEASURES[name_], part, under, one.value])
    told = {
        "year": year, "files": {"grouped": "a" * 64, "scores": "b" * 64},
        "measures": [dict(zip(MEASURE_COLUMNS, row, strict=True)) for row in rows],
        "variation": [dict(zip(SPREAD_COLUMNS, (POOL, 12, 30, 4), strict=True))],
    }  # fmt: skip
    return _given(name, told)


def simulation_file(
    name: str = "模拟.json", *, year: int = 2025, on: str = "2025-06-30", gain: int = 5_000_00
) -> Given:
    """A plan that takes `gain` fen from the first institution and gives it to the second."""
    pool = (POOL, "310")
    rows = [
        Compared(pool, INSTITUTIONS[0], "3", 100, 900_000_00, 700_000_00, 690_000_00,
                 690_000_00 - gain),
        Compared(pool, INSTITUTIONS[1], "2", 20, 90_000_00, 60_000_00, 65_000_00, 65_000_00 + gain),
        Compared(pool, INSTITUTIONS[2], "2", 10, 30_000_00, 25_000_00, 24_000_00, 24_000_00),
    ]  # fmt: skip
    levels = [
        Compared(pool, "", level, *(
            sum(getattr(each, name) for each in rows if each.level == level)
            for name in ("cases", "cost_fen", "booked_fen", "now_fen", "plan_fen")
        ))
        for level in ("2", "3")
    ]  # fmt: skip
    told = {
        "simulated_on": on, "year": year, "policy": ["threshold=20"],
        "files": {"grouped": "a" * 64, "funds": "c" * 64},
        "institutions": [_compared(each) for each in rows],
        "levels": [_compared(each) for each in levels],
    }  # fmt: skip
    return _given(name, told)


def flow_file(
    name: str = "6501-310-2025.json",
    *,
    year: int = 2025,
    insutype: str = "310",
    fund_fen: int = 1_000_000_00,
) -> Given:
    """A settled year of two institutions: an even month each, and the rest at its end."""
    flow = begin(POOL, insutype, year, fund_fen, {"grouped": "a" * 64})
    for number in range(1, 13):
        month = [Part(institution, paid_fen=10_000_00) for institution in INSTITUTIONS[:2]]
        flow = flow.take(Step.PREPAID, number, month, {})
    gross = apportion(
        [Fraction(fund_fen * 2, 3), Fraction(fund_fen, 3)], INSTITUTIONS[:2], fund_fen
    )
    parts = []
    for institution, fen in zip(INSTITUTIONS[:2], gross, strict=True):
        deposit = fen * 5 // 100
        paid = fen - deposit - 120_000_00
        parts.append(Part(institution, paid_fen=paid, gross_fen=fen, deposit_fen=deposit))
    flow = flow.take(Step.SETTLED, 1, parts, {})
    return Given(name, flow_text(flow).encode())


TODAY = datetime.date(2026, 3, 2)


def _compared(each: Compared) -> dict[str, object]:
    row = (*each.pool, each.level, each.institution, each.cases, each.cost_fen, each.booked_fen,
           each.now_fen, each.plan_fen, each.difference_fen, each.pay_permille)  # fmt: skip
    return dict(zip(COMPARED_COLUMNS, row, strict=True))


def _given(name: str, told: object) -> Given:
    return Given(name, json.dumps(told, ensure_ascii=False, indent=1).encode())
