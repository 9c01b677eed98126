"""分用途 split_file: [split] of a plan: the money of each source by purpose or year.

With the sources' purposes alone the two-way table is split below its cells,
which always works. With the recipients' purposes too, all three margins are
asked for at once, and the answer says which of them can't hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhida.core.allocation import RoundingUnit
from zhida.core.allocation.certificate import Cells
from zhida.core.allocation.cube import Axes, Cube, Miss, solve_cube, split_below
from zhida.core.allocation.plan import Allocation
from zhida.documents.allocation.amounts import units_of
from zhida.documents.allocation.csv_table import NAME, CsvTable, read_csv
from zhida.documents.allocation.faults import Fault, FaultyInput
from zhida.documents.allocation.recipients import Recipients
from zhida.documents.allocation.sections import Section

_EFFORT = "10"
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Split:
    """分用途要求: sources × purposes in units, and recipients × purposes where they are given."""

    section: Section
    purposes: tuple[str, ...]
    by_source: Cells
    by_recipient: Cells | None
    asked: CsvTable | None
    effort: float
    nearest: bool


def read_split(
    section: Section,
    recipients: Recipients,
    sources: Sequence[tuple[str, int]],
    unit: RoundingUnit,
) -> Split | None:
    """The section's tables; what is wrong is noted, None where they can't be used.

    `sources` are the pool lines with their totals. Raises `FaultyInput` for no table.
    """
    section.only("file", "recipients", "effort", "inexact", "basis", "dated")
    inexact = section.text("inexact", "refuse")
    if inexact not in ("refuse", "nearest"):
        section.wrong("inexact", "只能是 refuse 或 nearest", "改为其中之一")
    effort = float(section.number("effort", _EFFORT))
    before = len(section.faults)
    table = read_csv(section.path.parent / section.text("file"))
    section.faults.extend(table.faults)
    purposes = tuple(each for each in table.columns if each and each != NAME)
    if not purposes:
        mend = "第一行写“name”和各用途的名称"
        section.faults.append(Fault(table.path, "一个用途也没有", mend, 1))
    names = [name for name, _ in sources]
    by_source = _matrix(section, table, names, purposes, unit)
    for (name, total), row in zip(sources, by_source, strict=True):
        if len(section.faults) == before and sum(row) != total:
            section.faults.append(
                Fault(
                    table.path,
                    f"“{name}”各用途合计{unit.figure(sum(row))}万元，该项资金{unit.figure(total)}万元",
                    "核对各用途的金额，使两者相等",
                )
            )
    wanted, asked = None, None
    if "recipients" in section:
        path = section.path.parent / section.text("recipients")
        codes = [record.code for record in recipients.table.records]
        asked = read_csv(path, *purposes)
        section.faults.extend(asked.faults)
        cells = _matrix(section, asked, codes, purposes, unit)
        rows = dict(zip(recipients.places, cells, strict=True))
        nothing = (0,) * len(purposes)
        wanted = tuple(rows.get(i, nothing) for i in range(len(recipients.rows.records)))
    if len(section.faults) > before:
        return None
    return Split(section, purposes, by_source, wanted, asked, effort, inexact == "nearest")


def _matrix(
    section: Section,
    table: CsvTable,
    names: Sequence[str],
    columns: Sequence[str],
    unit: RoundingUnit,
) -> Cells:
    """The amounts of the named rows in that order; missing and unknown rows are noted."""
    by_code = {record.code: record for record in table.records}
    for record in table.records:
        if record.code not in names:
            section.faults.append(
                Fault(
                    table.path, f"“{record.name}”不在方案中", "改正名称，或删去这一行", record.line
                )
            )
    rows: list[tuple[int, ...]] = []
    for name in names:
        own = by_code.get(name)
        if own is None:
            section.faults.append(Fault(table.path, f"缺少“{name}”", "补充一行，没有的写0"))
            rows.append((0,) * len(columns))
            continue
        found = [units_of(table, own, column, unit) for column in columns]
        section.faults.extend(each for each in found if isinstance(each, Fault))
        rows.append(tuple(each if isinstance(each, int) else 0 for each in found))
    return tuple(rows)


def carried_out(split: Split, allocation: Allocation, unit: RoundingUnit) -> Cube:
    """The year's money of each cell by purpose.

    Raises `AllocationError`, and `FaultyInput` that names each total which can't
    hold, unless the section asks for the nearest table.
    """
    margins = allocation.table.margins
    axes = Axes(
        tuple(line.code for line in margins.lines),
        tuple(column.code for column in margins.columns),
        split.purposes,
        tuple(line.parent for line in margins.lines),
    )
    cells = allocation.table.cells
    if split.by_recipient is None:
        return split_below(axes, cells, split.by_source, unit.told)
    cube = solve_cube(
        axes,
        cells,
        split.by_source,
        split.by_recipient,
        effort=split.effort,
        told=unit.told,
    )
    if cube.misses and not split.nearest:
        raise FaultyInput(_told(split, cube, unit))
    return cube


def sentence(miss: Miss, unit: RoundingUnit) -> str:
    """Which total can't hold, and what it comes to in the nearest table."""
    return (
        f"“{miss.line}”的“{miss.purpose}”要求{unit.figure(miss.wanted)}万元，"
        f"最接近的整数表为{unit.figure(miss.found)}万元"
    )


def verdict(cube: Cube) -> str:
    """What is known of a three-way table: exact, impossible, or not found within the limit."""
    if not cube.misses:
        far = "" if cube.within_unit else "；有的格与精确份额相差一个单位以上"
        return f"各地、各来源、各用途的合计全部相等{far}"
    count = f"各地分用途的合计有{len(cube.misses)}处不能成立"
    if cube.impossible:
        best = "这是最接近的一张" if cube.proved else "这一张不一定最接近"
        return f"已证明没有整数表能同时满足三组合计；{count}，{best}"
    return f"在限定的工作量内没有找到满足三组合计的表，也没有证明它不存在；{count}"


def _told(split: Split, cube: Cube, unit: RoundingUnit) -> Iterator[Fault]:
    """The misses with their rows, and the verdict."""
    table = split.asked
    if table is None:
        return
    at = {record.code: record.line for record in table.records}
    for miss in cube.misses[:_SHOWN]:
        mend = "改为这个数，或调整同一列其他地方的数"
        yield Fault(table.path, sentence(miss, unit), mend, at.get(miss.line), miss.purpose)
    mend = '改正各地分用途的合计；接受最接近的表，写 inexact = "nearest"；或去掉 recipients 一项'
    yield Fault(split.section.path, f"split：{verdict(cube)}", mend)
