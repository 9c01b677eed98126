"""方案文件 plan_file: PLAN.toml and its tables → an allocation, exact and explained."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from zhida.core.allocation import AllocationError, ColumnTotal, RoundingUnit
from zhida.core.allocation.plan import Allocation, carry_out
from zhida.core.regions import find, get, is_within
from zhida.documents.allocation.advance import read_advance, refuse_reductions
from zhida.documents.allocation.csv_table import CsvTable, read_csv
from zhida.documents.allocation.faults import Fault, FaultyInput
from zhida.documents.allocation.method_sections import Ground, steps_of
from zhida.documents.allocation.sections import Section
from zhida.documents.reading.encoding import decode

_KEYS = ("title", "year", "basis", "unit", "within", "recipients", "pool", "method", "bounds")


@dataclass(frozen=True, slots=True)
class PlannedAllocation:
    """方案结果: an allocation with the names and lines of its recipients' table."""

    title: str
    unit: RoundingUnit
    recipients: CsvTable
    allocation: Allocation
    has_advance: bool

    @property
    def names(self) -> tuple[str, ...]:
        """The recipients as their table prints them."""
        return tuple(record.name for record in self.recipients.records)


def allocate_plan(path: Path | str) -> PlannedAllocation:
    """按方案分配: read a PLAN.toml and carry it out.

    The cells of the result are whole `unit`s: `.allocation.table.cells` the whole
    year's, `.allocation.issued()` what is issued now, `.allocation.steps` the
    parts of each recipient's total. Raises `FaultyInput` with everything that
    is wrong in the plan or its tables, and how to mend it.
    """
    path = Path(path)
    plan = Section(path, "", _parsed(path), [])
    plan.only(*_KEYS, "advance")
    title, _ = plan.text("title"), plan.text("basis")
    if not 1949 < plan.number("year") < 2200:
        plan.wrong("year", "不是年度", "写为 year = 2024")
    unit = _unit(plan)
    pool = _pool(plan, unit)
    method = plan.within("method")
    recipients = plan.text("recipients")
    if method is None:
        plan.wrong("method", "缺失", "用 [method] 写明分配方法")
    if method is None or plan.faults:
        raise FaultyInput(plan.faults)
    table = read_csv(path.parent / recipients)
    plan.faults.extend(table.faults)
    plan.faults.extend(_strangers(plan, table))
    _stop(plan)
    try:
        ground = Ground(table, sum(line.total for line in pool), unit)
        steps = steps_of(method, plan.within("bounds"), ground)
        advance = plan.within("advance")
        _stop(plan)
        advanced = None
        if advance is not None:
            advance.only("file", "negative", "basis")
            if advance.text("negative", "refuse") not in ("refuse", "reduce"):
                advance.wrong("negative", "只能是 refuse 或 reduce", "改为其中之一")
            _stop(advance)
            advanced = read_advance(advance, table, pool, unit)
        allocation = carry_out([record.code for record in table.records], pool, steps, advanced)
    except AllocationError as error:
        raise FaultyInput([Fault(path, *_told(error))]) from error
    if advance is not None and advance.text("negative", "refuse") == "refuse":
        names = tuple(record.name for record in table.records)
        refuse_reductions(advance, allocation, names, unit)
    return PlannedAllocation(title, unit, table, allocation, advance is not None)


def _parsed(path: Path) -> dict[str, object]:
    try:
        decoded = decode(path.read_bytes())
    except FileNotFoundError:
        raise FaultyInput([Fault(path, "没有这个文件", "检查文件名和所在文件夹")]) from None
    except OSError as error:
        raise FaultyInput([Fault(path, f"打不开（{error.strerror}）", "指定方案文件")]) from error
    if decoded is None or decoded.broken:
        raise FaultyInput([Fault(path, "编码无法识别", "另存为 UTF-8 文本")])
    try:
        # digits stay digits: a figure of money never passes through a float
        return tomllib.loads(decoded.text, parse_float=str)
    except tomllib.TOMLDecodeError as error:
        raise FaultyInput([Fault(path, f"格式有误（{error}）", "按手册改正这一处")]) from error


def _unit(plan: Section) -> RoundingUnit:
    try:
        return RoundingUnit.named(plan.text("unit", RoundingUnit.HUNDRED_YUAN.value))
    except AllocationError as error:
        plan.wrong("unit", f"有误：{_told(error)[0]}", _told(error)[1])
        return RoundingUnit.HUNDRED_YUAN


def _pool(plan: Section, unit: RoundingUnit) -> tuple[ColumnTotal, ...]:
    lines = []
    for section in plan.each("pool"):
        section.only("name", "amount", "basis")
        lines.append(ColumnTotal(section.text("name"), section.units("amount", unit)))
    if not lines:
        plan.wrong("pool", "缺失", "用 [[pool]] 写明每项资金的 name 和 amount")
    names = [line.code for line in lines]
    for name in sorted({name for name in names if name and names.count(name) > 1}):
        plan.wrong("pool", f"中“{name}”出现了两次", "合并为一项")
    return tuple(lines)


def _strangers(plan: Section, table: CsvTable) -> Iterator[Fault]:
    """Recipients that aren't places in the region that the plan is for."""
    if "within" not in plan:
        return
    code = plan.text("within")
    if get(code) is None:
        plan.wrong("within", f"“{code}”不是区划代码", "写六位区划代码")
        return
    for record in table.records:
        region = find(record.name, within=code)
        if region is None or not is_within(region, code):
            yield Fault(
                table.path,
                f"“{record.name}”不在区划{code}之内",
                "改正名称，或去掉方案中的 within",
                record.line,
                "name",
            )


def _told(error: AllocationError) -> tuple[str, str]:
    """Reason and mend of an error whose sentence holds both."""
    reason, _, mend = str(error).partition("。")
    return reason, mend or "核对方案和数据"


def _stop(section: Section) -> None:
    if section.faults:
        raise FaultyInput(section.faults)
