"""扣减节 penalty_section: [penalties] of a plan: what is cut from some and given to others.

    [penalties]
    file = "扣减.csv"
    kept_by = "阿克苏地区本级"

The file has a row for each recipient with 扣减 and 分回 in 万元 (`zhida penalties` writes it).
What is cut and not given back is kept by the recipient that `kept_by` names: the plan's sum stays.
"""

from __future__ import annotations

from fractions import Fraction

from zhida.core.allocation import AllocationError, RoundingUnit
from zhida.core.allocation.methods import Grounds, Step, summed
from zhida.core.money import Unit, fen_of, format_fen
from zhida.documents.allocation.csv_table import CsvTable, Record, read_csv
from zhida.documents.allocation.faults import Fault
from zhida.documents.allocation.recipients import Recipients
from zhida.documents.allocation.sections import Section
from zhida.documents.parsing.normalise import clean

CUT, RETURNED = "扣减", "分回"


def read_penalties(
    section: Section, recipients: Recipients, unit: RoundingUnit
) -> tuple[Step, ...]:
    """扣减步骤: what is taken, what is given back and what is kept, in units; faults are noted.

    Together they come to nothing. Raises `FaultyInput` where the file is no table.
    """
    section.only("file", "kept_by", "basis", "dated")
    table = read_csv(section.path.parent / section.text("file"), CUT, RETURNED)
    section.faults.extend(table.faults)
    records = recipients.table.records
    at = {record.code: i for i, record in enumerate(records)}
    cut, returned = [Fraction(0)] * len(records), [Fraction(0)] * len(records)
    places = [recipients.table.place(record) for record in records]
    for record in table.records:
        if record.code not in at:
            section.faults.append(
                Fault(
                    table.path,
                    f"“{record.name}”不在分配对象中",
                    "改正名称，或在分配对象中补充",
                    record.line,
                    "name",
                )
            )
            continue
        place = at[record.code]
        places[place] = table.place(record, CUT)
        cut[place] = -_units(section, table, record, CUT, unit)
        returned[place] = _units(section, table, record, RETURNED, unit)
    steps = [Step("扣减", tuple(cut), Grounds(section.basis, tuple(places)))]
    if any(returned):
        steps.append(Step("扣减分回", tuple(returned), Grounds(section.basis, tuple(places))))
    kept = -sum(cut, Fraction(0)) - sum(returned)
    steps += _kept(section, recipients, kept, unit)
    return tuple(steps)


def refuse_overcut(
    steps: tuple[Step, ...], recipients: Recipients, penalties: tuple[Step, ...], unit: RoundingUnit
) -> None:
    """Raises `AllocationError` where more is cut from a recipient than it would have."""
    count = len(recipients.table.records)
    before, after = summed(steps, count), summed((*steps, *penalties), count)
    for record, had, has in zip(recipients.table.records, before, after, strict=True):
        if has < 0:
            raise AllocationError(
                f"“{record.name}”应分得{_wan(had, unit)}，扣减{_wan(had - has, unit)}，"
                "扣减多于应得。请减少扣减，或按本方案重新计算扣减"
            )


def _kept(
    section: Section, recipients: Recipients, kept: Fraction, unit: RoundingUnit
) -> list[Step]:
    if kept < 0:
        section.wrong("file", f"中分回比扣减多{_wan(-kept, unit)}", "改正分回的金额")
        return []
    if not kept and "kept_by" not in section:
        return []
    if "kept_by" not in section:
        section.wrong(
            "kept_by",
            f"缺失：扣减后还有{_wan(kept, unit)}没有分回",
            '写明由哪个分配对象保留，如 kept_by = "本级"；或分回给其他地方',
        )
        return []
    name = section.text("kept_by")
    for i, record in enumerate(recipients.table.records):
        if record.code == clean(name).text:
            amounts = [Fraction(0)] * len(recipients.table.records)
            amounts[i] = kept
            places = tuple(map(recipients.table.place, recipients.table.records))
            return [Step("扣减留用", tuple(amounts), Grounds(section.basis, places))]
    section.wrong("kept_by", f"所指的“{name}”不在分配对象中", "改正名称，或在分配对象中补充")
    return []


def _units(
    section: Section, table: CsvTable, record: Record, column: str, unit: RoundingUnit
) -> Fraction:
    """An amount in units, exactly; here it may be finer than the unit, since rounding comes last."""
    printed = record.cells[column]
    try:
        fen = fen_of(clean(printed).text, Unit.WAN_YUAN) if printed else 0
    except ValueError:
        fen = -1
    if fen < 0:
        section.faults.append(
            Fault(
                table.path,
                f"“{record.name}”的{column}“{printed}”不是零或正的金额，或细于1分",
                "只写数字和小数点，单位为万元",
                record.line,
                column,
            )
        )
        return Fraction(0)
    return Fraction(fen, unit.fen)


def _wan(units: Fraction, unit: RoundingUnit) -> str:
    """An amount for a sentence, to the fen."""
    return format_fen(int(units * unit.fen))
