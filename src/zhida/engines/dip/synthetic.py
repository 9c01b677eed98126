"""合成年份 synthetic: invented years of discharges whose truth is known, from a seed.

Nobody's record is in them. Diseases follow Zipf's law, costs a skewed table of thousandths; every
figure is a whole number. What is planted, so that the engine can be held against it: inflation;
related procedures that add 30 % to a case, and others that add 3 %; newborns by weight; a severe
secondary diagnosis that doubles the cost; late uploads; lists returned and uploaded again; lists
that can't be used. Written as Parquet, a file for each pool, year and month.
"""

from __future__ import annotations

import calendar
import math
from dataclasses import dataclass
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pyarrow as pa
import pyarrow.compute as compute
import pyarrow.parquet as parquet

from zhida.engines.dip.synthetic_diseases import Disease, diseases

SEVERE = "A41.900"
"""The secondary diagnosis that doubles the cost of its case."""

_NOISE = np.array(
    [
        round(1000 * math.exp(0.5 * NormalDist().inv_cdf((2 * i + 1) / 2000) - 0.125))
        for i in range(1000)
    ],
    dtype=np.int64,
)
_LEVELS = ("1", "2", "3")
_LEVEL_PERMILLE = np.array([800, 950, 1150], dtype=np.int64)
_FUND_PERCENT = np.array([80, 72, 65], dtype=np.int64)

Whole = np.ndarray[tuple[int], np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Plan:
    """合成方案: how much is invented; `cases` is the number of discharges of all years."""

    cases: int
    seed: int = 1
    years: tuple[int, ...] = (2023, 2024, 2025)
    pools: tuple[str, ...] = ("6501",)
    institutions: int = 30
    diseases: int = 300
    inflation_permille: int = 40


@dataclass(frozen=True, slots=True)
class Truth:
    """真值: what was planted, in numbers of lists."""

    lists: int
    resubmitted: int
    unusable: int
    late: int
    severe: int
    diseases: tuple[Disease, ...]


def write_years(folder: Path, plan: Plan) -> Truth:
    """写出: the years of a plan below a folder, `pool=…/year=…/month=…/lists.parquet`.

    The same plan gives the same files. Returns what was planted.
    """
    catalogue = diseases(plan.diseases)
    months = [(pool, year, month) for pool in plan.pools for year in plan.years
              for month in range(1, 13)]  # fmt: skip
    counts = np.zeros(5, dtype=np.int64)
    for number, (pool, year, month) in enumerate(months):
        size = plan.cases * (number + 1) // len(months) - plan.cases * number // len(months)
        if not size:
            continue  # a month in which nobody left has no file
        rng = np.random.default_rng([plan.seed, number])
        table, planted = _month(rng, plan, catalogue, (pool, year, month), size)
        counts += planted
        place = folder / f"pool={pool}" / f"year={year}" / f"month={month:02d}"
        place.mkdir(parents=True, exist_ok=True)
        parquet.write_table(table, place / "lists.parquet", compression="zstd")
    lists, resubmitted, unusable, late, severe = (int(each) for each in counts)
    return Truth(lists, resubmitted, unusable, late, severe, catalogue)


def _month(
    rng: np.random.Generator,
    plan: Plan,
    catalogue: tuple[Disease, ...],
    place: tuple[str, int, int],
    size: int,
) -> tuple[pa.Table, Whole]:
    pool, year, month = place
    which = _zipf(rng, len(catalogue), size)
    treatment = _treatments(rng, catalogue, which)
    severe = rng.integers(0, 1000, size) < 30
    house = rng.integers(0, plan.institutions, size)
    level = house % 3
    weight = np.where(
        np.array([each.newborn for each in catalogue])[which], rng.integers(500, 2500, size), 0
    )
    cost = _costs(rng, plan, catalogue, which, treatment, severe, level, year)
    late = rng.integers(0, 1000, size) < 50
    again = np.flatnonzero(rng.integers(0, 1000, size) < 5)
    broken = rng.integers(0, 1000, size) < 4
    fault = np.where(broken, rng.integers(1, 4, size), 0)
    fault[again] = 0  # each list is planted with one thing at most
    late[again] = False
    rows = np.concatenate([np.arange(size), again])
    copy = np.concatenate([np.zeros(size, dtype=np.int64), np.ones(len(again), dtype=np.int64)])
    last = calendar.monthrange(year, month)[1]
    discharged = rng.integers(1, last + 1, size)
    table = _table(
        prefix=f"{pool}{year}{month:02d}",
        rows=rows, copy=copy, fault=fault[rows], discharged=discharged[rows], late=late[rows],
        year=year, month=month, pool=pool, house=house[rows], level=level[rows],
        insured=rng.integers(0, 2, size)[rows], sex=rng.integers(1, 3, size)[rows],
        age=rng.integers(1, 95, size)[rows], weight=weight[rows], which=which[rows],
        variant=rng.integers(0, 3, size)[rows], severe=severe[rows], treatment=treatment[rows],
        cost=cost[rows], catalogue=catalogue,
    )  # fmt: skip
    planted = [len(rows), len(again), np.count_nonzero(fault), late.sum(), severe.sum()]
    return table, np.array(planted, dtype=np.int64)


def _zipf(rng: np.random.Generator, kinds: int, size: int) -> Whole:
    steps = np.cumsum(10**9 // np.arange(1, kinds + 1, dtype=np.int64))
    return np.searchsorted(steps, rng.integers(0, steps[-1], size), side="right")


def _treatments(
    rng: np.random.Generator, catalogue: tuple[Disease, ...], which: Whole
) -> Whole:  # 0 none, 1 first main, 2 first main with related, 3 second main
    drawn = np.searchsorted(np.array([40, 75, 90]), rng.integers(0, 100, len(which)), side="right")
    mains = np.array([len(each.mains) for each in catalogue])[which]
    drawn = np.where((drawn == 3) & (mains < 2), 1, drawn)
    return np.where(mains == 0, 0, drawn)


def _costs(
    rng: np.random.Generator,
    plan: Plan,
    catalogue: tuple[Disease, ...],
    which: Whole,
    treatment: Whole,
    severe: np.ndarray[tuple[int], np.dtype[np.bool_]],
    level: Whole,
    year: int,
) -> Whole:
    base = np.array([each.base_fen for each in catalogue], dtype=np.int64)[which]
    permille = np.array([each.treatment_permille for each in catalogue], dtype=np.int64)
    cost = base * permille[which, treatment] // 1000
    cost = cost * _LEVEL_PERMILLE[level] // 1000
    for _ in range(year - min(plan.years)):
        cost = cost * (1000 + plan.inflation_permille) // 1000
    cost = cost * _NOISE[rng.integers(0, len(_NOISE), len(which))] // 1000
    return np.where(severe, 2 * cost, cost) + 1


def _texts(values: list[str], places: Whole) -> pa.Array:
    return pa.array(values).take(pa.array(places))


def _table(
    *, prefix: str, rows: Whole, copy: Whole, fault: Whole, discharged: Whole, late: Whole,
    year: int, month: int, pool: str, house: Whole, level: Whole, insured: Whole, sex: Whole,
    age: Whole, weight: Whole, which: Whole, variant: Whole, severe: Whole, treatment: Whole,
    cost: Whole, catalogue: tuple[Disease, ...],
) -> pa.Table:  # fmt: skip
    days = [f"{year}-{month:02d}-{day:02d}" for day in range(32)]
    after = [f"{year + month // 12}-{month % 12 + 1:02d}-{day:02d}" for day in range(29)]
    numbers = pa.array(rows).cast(pa.string())
    newborn = weight > 0
    permanent = pa.array([prefix] * len(rows))
    houses = [f"H{pool}{number:05d}" for number in range(int(house.max(initial=0)) + 1)]
    paid = cost * _FUND_PERCENT[level] // 100
    admitted = np.where(fault == 3, 31, np.maximum(discharged - 1 - rows % 3, 1))
    columns = {
        "setl_id": compute.binary_join_element_wise(permanent, numbers, "-"),
        "psn_no": numbers,
        "medcasno": numbers,
        "fixmedins_code": _texts(houses, house),
        "hi_setl_lv": _texts(list(_LEVELS), level),
        "insutype": _texts(["310", "390"], insured),
        "insu_admdvs": pa.array([f"{pool}00"] * len(rows)),
        "gend": _texts(["", "1", "2"], sex),
        "age": pa.array(np.where(newborn, 0, age), pa.int32()),
        "nwb_age": pa.array(np.where(newborn, age % 28, 0), pa.int32()),
        "nwb_adm_wt": pa.array(weight, pa.int32()),
        "adm_time": _texts([f"{day} 09:00:00" for day in [*days[:31], "2099-01-01"]], admitted),
        "dscg_time": _texts([f"{day} 10:00:00" for day in days], discharged),
        "dcla_time": _texts(
            [f"{day} 11:00:00" for day in [*days, *after]],
            np.where(late | (copy == 1), 32 + 20 + copy * 5, discharged),
        ),
        "dscg_way": _texts(["1"], rows * 0),
        "stas_type": _texts(["2"], rows * 0),
        "diseinfo": _diagnoses(catalogue, which * 3 + variant, severe, fault),
        "oprninfo": _procedures(catalogue, which, treatment),
        "amt_fen": pa.array(np.where(fault == 1, 0, cost - copy)),
        "fund_payamt_fen": pa.array(np.where(fault == 1, 0, paid)),
    }
    return pa.table(columns)


def _diagnoses(
    catalogue: tuple[Disease, ...], code: Whole, severe: Whole, fault: Whole
) -> pa.Array:
    """Each case's principal diagnosis, then the severe one if it has it; fault 2 marks none."""
    codes = [written for each in catalogue for written in each.codes] + [SEVERE]
    lengths = 1 + severe.astype(np.int64)
    ends = np.cumsum(lengths)
    places = np.full(int(ends[-1]) if len(ends) else 0, len(codes) - 1)
    flags = np.zeros(len(places), dtype=np.int64)
    places[ends - lengths] = code
    flags[ends - lengths] = np.where(fault == 2, 0, 1)
    lines = pa.StructArray.from_arrays(
        [_texts(codes, places), _texts(["0", "1"], flags)], ["diag_code", "maindiag_flag"]
    )
    return pa.ListArray.from_arrays(pa.array(np.append(0, ends), pa.int32()), lines)


def _procedures(catalogue: tuple[Disease, ...], which: Whole, treatment: Whole) -> pa.Array:
    codes = [code for each in catalogue for code in each.slots]
    lengths = np.array([0, 1, 2, 1])[treatment]
    ends = np.cumsum(lengths)
    places = np.zeros(int(ends[-1]) if len(ends) else 0, dtype=np.int64)
    flags = np.zeros(len(places), dtype=np.int64)
    first = (ends - lengths)[lengths > 0]
    slot = np.where(treatment == 3, 2, 0)[lengths > 0]
    places[first] = which[lengths > 0] * 3 + slot
    flags[first] = 1
    second = (ends - 1)[lengths == 2]
    places[second] = which[lengths == 2] * 3 + 1
    lines = pa.StructArray.from_arrays(
        [_texts(codes, places), _texts(["0", "1"], flags)],
        ["oprn_oprt_code", "main_oprn_flag"],
    )
    return pa.ListArray.from_arrays(pa.array(np.append(0, ends), pa.int32()), lines)
