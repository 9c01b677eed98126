"""数据列 columns: a column of a csv table, value by value in the order of its records."""

from __future__ import annotations

from fractions import Fraction

from zhida.core.allocation import RoundingUnit
from zhida.core.allocation.methods import Grounds
from zhida.documents.allocation.amounts import units_of
from zhida.documents.allocation.csv_table import NAME, CsvTable, column_name
from zhida.documents.allocation.faults import Fault
from zhida.documents.allocation.sections import Section, plain_number
from zhida.documents.parsing.normalise import clean

Values = tuple[Fraction, ...]


def _has(section: Section, key: str, column: str, table: CsvTable) -> bool:
    if column in table.columns:
        return True
    if column:
        section.wrong(
            key,
            f"所指的“{column}”列不在 {table.path.name} 中",
            f"改为其中之一：{'、'.join(table.columns)}",
        )
    return False


def numbers(section: Section, key: str, table: CsvTable) -> Values:
    """The numbers of the column that a key names; a missing one is a fault, never zero."""
    column = column_name(section.text(key))
    if not _has(section, key, column, table):
        return (Fraction(0),) * len(table.records)
    values = []
    for record in table.records:
        printed = record.cells[column]
        value = plain_number(clean(printed).text)
        if value is None:
            reason = f"数据“{printed}”不是零或正数" if printed else "数据为空"
            mend = "只写数字" if printed else "补充数据，确实没有的写0"
            section.faults.append(
                Fault(table.path, f"“{record.name}”的{reason}", mend, record.line, column)
            )
        values.append(value or Fraction(0))
    return tuple(values)


def amounts(section: Section, key: str, table: CsvTable, unit: RoundingUnit) -> Values:
    """The amounts (万元) of the column that a key names, in units."""
    column = column_name(section.text(key))
    if not _has(section, key, column, table):
        return (Fraction(0),) * len(table.records)
    found = [units_of(table, record, column, unit) for record in table.records]
    section.faults.extend(each for each in found if isinstance(each, Fault))
    return tuple(Fraction(each) if isinstance(each, int) else Fraction(0) for each in found)


def grounds(section: Section, table: CsvTable, *columns: str) -> Grounds:
    """What a section rests on, and the cell of each recipient that it takes from the last column.

    Without a column the places are the recipients' rows.
    """
    known = [column_name(each) for each in columns]
    column = next((each for each in reversed(known) if each in table.columns), NAME)
    return Grounds(section.basis, tuple(table.place(record, column) for record in table.records))
