"""金额 amounts: cells of a csv table in 万元 → whole units."""

from __future__ import annotations

from zhida.core.allocation.units import RoundingUnit
from zhida.core.money import Unit, fen_of
from zhida.documents.allocation.csv_table import CsvTable, Record
from zhida.documents.allocation.faults import Fault
from zhida.documents.parsing.normalise import clean


def units_of(table: CsvTable, record: Record, column: str, unit: RoundingUnit) -> int | Fault:
    """The amount of a cell in units, or what is wrong with it: nothing is rounded here."""
    printed = record.cells[column]

    def wrong(reason: str, mend: str) -> Fault:
        return Fault(table.path, f"“{record.name}”的{reason}", mend, record.line, column)

    if not printed:
        return wrong("金额为空", "填写以万元为单位的金额，没有的写0")
    try:
        fen = fen_of(clean(printed).text, Unit.WAN_YUAN)
    except ValueError as error:
        if "finer" in str(error):
            return wrong(f"金额{printed}万元细于1分", f"按{unit}填写")
        return wrong(f"金额“{printed}”不是数", "只写数字和小数点，单位为万元")
    if fen < 0:
        return wrong(f"金额{printed}万元为负数", "改为零或正数；收回资金另行处理")
    units, rest = divmod(fen, unit.fen)
    if rest:
        return wrong(
            f"金额{printed}万元细于取整单位{unit}", f"改为{unit}的整数倍，或选用更小的单位"
        )
    return units
