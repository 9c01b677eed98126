"""上年数 last_year: what each recipient was given last year, for comparison and for minimums."""

from __future__ import annotations

from pathlib import Path

from zhida.core.allocation import RoundingUnit
from zhida.documents.allocation.amounts import units_of
from zhida.documents.allocation.csv_table import AMOUNT, read_csv
from zhida.documents.allocation.faults import Fault


def read_last_year(path: Path, unit: RoundingUnit, faults: list[Fault]) -> dict[str, int]:
    """Units by the recipients' codes, from a file `name,amount` in 万元; what is wrong is noted.

    Raises `FaultyInput` where it is no table.
    """
    table = read_csv(path, AMOUNT)
    faults += table.faults
    found: dict[str, int] = {}
    for record in table.records:
        units = units_of(table, record, AMOUNT, unit)
        if isinstance(units, Fault):
            faults.append(units)
        else:
            found[record.code] = units
    return found
