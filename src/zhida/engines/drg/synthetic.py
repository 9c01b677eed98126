"""合成年份 synthetic: invented years of discharges for the sample rules, from a seed.

Nobody's record is in them. What is planted: inflation; a counted complication adds 30 % to the
cost, a severe one 80 %, one that the principal diagnosis excludes nothing; sex written as a word in
one list of ten. Every figure is a whole number; the same plan gives the same file.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.compute as compute
import pyarrow.parquet as parquet

from zhida.engines.dip.schema import columns

COMPLICATED_PERMILLE = {"": 1000, "excluded": 1000, "CC": 1300, "MCC": 1800}
"""What a complication makes of the cost, the planted effect."""

INFLATION_PERMILLE = 40

Whole = np.ndarray[tuple[int], np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Kind:
    """合成病例: one kind of patient: what was found and done, and what it costs in yuan; `excluded` is a
    complication that its principal diagnosis excludes. `group` is where the sample rules put it
    without complications."""

    dx: str
    ops: tuple[str, ...]
    group: str
    yuan: int
    excluded: str = ""
    age: int = 50
    newborn: tuple[int, int] = (0, 0)
    sex: str = "1"
    other: str = ""


KINDS = (
    Kind("I21.000", ("36.0700",), "FD15", 42_000, "I50.900"),
    Kind("I25.100", ("36.1100",), "FC15", 95_000, "I10.x00"),
    Kind("I25.100", (), "FR35", 8_000, "I50.900"),
    Kind("I21.000", (), "FR15", 15_000, "I10.x00"),
    Kind("I25.100", ("36.0700", "36.1100"), "FB15", 120_000, "I50.900"),
    Kind("K35.800", ("47.0100",), "GD15", 12_000, "K65.000"),
    Kind("K35.200", ("47.0100", "54.9100x001"), "GB15", 19_000, "K56.700"),
    Kind("K36.x00", (), "GR15", 4_000, "K65.000"),
    Kind("S06.000", (), "BR15", 9_000),
    Kind("S06.000", ("01.2400",), "BB15", 60_000),
    Kind("S72.000", ("79.3500",), "IB15", 35_000),
    Kind("S72.000", (), "ZZ15", 26_000, other="S06.000"),
    Kind("N40.x00", ("60.2900",), "MB15", 14_000, "N18.900", age=68),
    Kind("N83.200", ("65.4900",), "NB15", 13_000, age=35, sex="2"),
    Kind("Z51.100", ("99.2500",), "RK25", 7_000, age=60, other="C34.900"),
    Kind("Z51.100", ("99.2800x006",), "RK15", 16_000, age=60, other="C34.900"),
    Kind("C34.900", (), "RR15", 11_000, age=70),
    Kind("P07.100", (), "PR25", 20_000, "J96.000", age=0, newborn=(5, 1800)),
    Kind("P07.100", (), "PR19", 70_000, "J96.000", age=0, newborn=(5, 1100)),
    Kind("K35.800", ("36.0700",), "GQY", 30_000),
)
"""The kinds of patients; common ones first."""


def write_years(
    file: Path, cases: int, seed: int = 1, years: tuple[int, ...] = (2023, 2024, 2025)
) -> None:
    """写出: a Parquet file of settlement lists, so many in all."""
    rng = np.random.default_rng(seed)
    levels = tuple(COMPLICATED_PERMILLE)
    steps = np.cumsum(10**6 // np.arange(1, len(KINDS) + 1, dtype=np.int64))
    kind = np.searchsorted(steps, rng.integers(0, steps[-1], cases), side="right")
    level = np.searchsorted(np.array([60, 70, 88]), rng.integers(0, 100, cases), side="right")
    word = (rng.integers(0, 10, cases) == 0).astype(np.int64)
    year = rng.integers(0, len(years), cases)
    month, day = rng.integers(1, 13, cases), rng.integers(4, 29, cases)
    house = rng.integers(0, 20, cases)
    cost = np.array([each.yuan * 100 for each in KINDS], dtype=np.int64)[kind]
    cost = cost * np.array([COMPLICATED_PERMILLE[each] for each in levels])[level] // 1000
    for later in range(1, len(years)):
        cost = np.where(year >= later, cost * (1000 + INFLATION_PERMILLE) // 1000, cost)
    cost = cost * rng.integers(900, 1101, cases) // 1000
    forms = [_form(each, at, bool(written)) for each in KINDS for at in levels
             for written in (0, 1)]  # fmt: skip
    kept = [name for name in columns() if name in forms[0]]
    schema = ibis.schema({name: columns()[name] for name in kept}).to_pyarrow()
    table = pa.Table.from_pylist(forms, schema=schema)
    table = table.take(pa.array((kind * len(levels) + level) * 2 + word))
    numbers = pa.array(np.arange(cases)).cast(pa.string())
    dates = _dates(np.array(years)[year], month, day)
    more = {
        "setl_id": compute.binary_join_element_wise(
            pa.array(["S"] * cases, pa.string()), numbers, "-"
        ),
        "psn_no": numbers,
        "fixmedins_code": pa.array([f"H{number:05d}" for number in range(20)]).take(
            pa.array(house)
        ),
        "hi_setl_lv": pa.array(["1", "2", "3"]).take(pa.array(house % 3)),
        "insutype": pa.array(["310", "390"]).take(pa.array(rng.integers(0, 2, cases))),
        "insu_admdvs": pa.array(["650100"] * cases, pa.string()),
        "adm_time": _dates(np.array(years)[year], month, day - 3),
        "dscg_time": dates,
        "dcla_time": dates,
        "stas_type": pa.array(["2"] * cases, pa.string()),
        "amt_fen": pa.array(cost),
        "fund_payamt_fen": pa.array(cost * 70 // 100),
    }
    for name, column in more.items():
        table = table.append_column(name, column)
    parquet.write_table(table, file, compression="zstd")


def _form(kind: Kind, level: str, written: bool) -> dict[str, object]:
    """What lists of a kind and level share; where nothing is excluded, nothing is added."""
    added = {"": "", "excluded": kind.excluded, "CC": "D64.900", "MCC": "J96.000"}[level]
    if level == "MCC" and kind.dx.startswith("P07"):
        added = "A41.900"
    others = [code for code in (kind.other, added) if code]
    sex = {"1": "男", "2": "女"}[kind.sex] if written else kind.sex
    return {
        "gend": sex,
        "age": kind.age,
        "nwb_age": kind.newborn[0] if kind.age == 0 else None,
        "nwb_adm_wt": kind.newborn[1] or None,
        "diseinfo": [
            {"diag_code": kind.dx, "maindiag_flag": "1"},
            *({"diag_code": code, "maindiag_flag": "0"} for code in others),
        ],
        "oprninfo": [
            {"oprn_oprt_code": code, "main_oprn_flag": "1" if at == 0 else "0"}
            for at, code in enumerate(kind.ops)
        ],
    }


def _dates(year: Whole, month: Whole, day: Whole) -> pa.Array:
    days = np.char.zfill(day.astype(str), 2)
    months = np.char.zfill(month.astype(str), 2)
    parts = [pa.array(part.tolist(), pa.string()) for part in (year.astype(str), months, days)]
    return compute.binary_join_element_wise(*parts, "-")
