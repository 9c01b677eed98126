"""因素表 factor_file: the quantities of every part, by which goals are split."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from zhida.core.money import Unit, fen_of
from zhida.core.performance.quantities import Factor, Factors
from zhida.documents.allocation.csv_table import NAME, CsvTable, Record, read_csv
from zhida.documents.allocation.faults import Fault, FaultyInput

AMOUNT_COLUMNS = ("资金", "分配额", "分配额(万元)", "资金(万元)", "amount")
"""A column of this name is what each part is allocated, in 万元."""


def read_factors(path: Path) -> Factors:
    """读因素表: csv with 名称 and a column for each factor; 资金 (万元) is the allocation.

    Raises `FaultyInput` naming file, line and column of what can't be read: a blank, a
    word or a negative number. A zero is a zero: that part has none of it.
    """
    table = read_csv(path)
    faults = list(table.faults)
    columns = [each for each in table.columns if each and each != NAME]
    if not columns:
        faults.append(Fault(path, "除名称外没有任何一列", "加一列因素，如“救助人数”", line=1))
    numbers = {column: _numbers(table, column, faults) for column in columns}
    if faults:
        raise FaultyInput(faults)
    money = next((each for each in columns if each in AMOUNT_COLUMNS), None)
    return Factors(
        tuple(record.name for record in table.records),
        tuple(Factor(each, numbers[each]) for each in columns if each != money),
        None if money is None else _fens(table, money, path),
    )


def _numbers(table: CsvTable, column: str, faults: list[Fault]) -> tuple[Fraction, ...]:
    found = []
    for record in table.records:
        number = _number(record, column)
        if number is None or number < 0:
            cell = record.cells[column]
            why = "为空" if not cell else f"“{cell}”不是不小于零的数"
            mend = "填写数量；确实没有的填0"
            faults.append(
                Fault(table.path, f"{record.name}的{column}{why}", mend, record.line, column)
            )
        else:
            found.append(number)
    return tuple(found)


def _number(record: Record, column: str) -> Fraction | None:
    text = record.cells[column].replace(",", "").replace("，", "")
    plain = text.removeprefix("-").replace(".", "", 1)
    return Fraction(text) if plain.isascii() and plain.isdigit() else None


def _fens(table: CsvTable, column: str, path: Path) -> tuple[int, ...]:
    fens, faults = [], []
    for record in table.records:
        try:
            fens.append(int(fen_of(record.cells[column], Unit.WAN_YUAN)))
        except ValueError:
            why = f"“{record.cells[column]}”不是万元数，或细于一分"
            faults.append(Fault(path, why, "以万元填写，小数不超过六位", record.line, column))
    if faults:
        raise FaultyInput(faults)
    return tuple(fens)
