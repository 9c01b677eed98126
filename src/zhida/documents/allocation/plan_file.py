"""方案文件 plan_file: PLAN.toml and its tables → an allocation, exact and explained."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from zhida.core.allocation import AllocationError, RoundingUnit
from zhida.core.allocation.methods import Grounds, Step, apart
from zhida.core.allocation.plan import Allocation, carry_out
from zhida.core.allocation.questions import Draft, RecipientFacts
from zhida.core.provenance import Source
from zhida.core.regions import find, get
from zhida.documents.allocation import split_file
from zhida.documents.allocation.advance import Advance, read_advance, refuse_reductions
from zhida.documents.allocation.bound_sections import Bounds, read_bounds
from zhida.documents.allocation.faults import Fault, FaultyInput
from zhida.documents.allocation.last_year import read_last_year
from zhida.documents.allocation.method_sections import Ground, Method, read_method
from zhida.documents.allocation.penalty_section import read_penalties, refuse_overcut
from zhida.documents.allocation.planned import PlannedAllocation
from zhida.documents.allocation.pool_sections import PoolLine, open_to, own_words, read_pool
from zhida.documents.allocation.projects import Projects, read_projects
from zhida.documents.allocation.recipients import Recipients, read_recipients, strangers
from zhida.documents.allocation.sections import Section
from zhida.documents.reading.encoding import decode

__all__ = ["PlannedAllocation", "allocate_plan"]

_KEYS = (
    *("title", "year", "basis", "dated", "unit", "within", "received", "recipients", "pool"),
    *("method", "penalties", "bounds", "minimum", "projects", "advance", "last_year", "split"),
)
T = TypeVar("T")


def allocate_plan(path: Path | str, last_year: Path | None = None) -> PlannedAllocation:
    """按方案分配: read a PLAN.toml and carry it out.

    The cells of the result are whole `unit`s: `.allocation.table.cells` the whole
    year's, `.allocation.issued()` what is issued now, `.allocation.steps` the
    parts of each recipient's total, `.questions(today)` what must be looked at
    before issuing. `last_year`, a file `name,amount` in 万元, takes the place of
    the plan's own. Raises `FaultyInput` with everything that is wrong in the plan
    or its tables, and how to mend it.

    >>> from tempfile import TemporaryDirectory
    >>> plan = '''
    ... title = "2024年补助资金分配方案"
    ... year = 2024
    ... basis = "财社〔2024〕26号"
    ... recipients = "factors.csv"
    ... [[pool]]
    ... name = "中央"
    ... amount = 100
    ... [method]
    ... kind = "factors"
    ... [[method.factor]]
    ... column = "人数"
    ... weight = 1
    ... '''
    >>> with TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "plan.toml").write_text(plan, encoding="utf-8")
    ...     _ = (Path(folder) / "factors.csv").write_text("name,人数\\n甲县,2\\n乙县,1\\n", "utf-8")
    ...     planned = allocate_plan(Path(folder) / "plan.toml")
    >>> [(name, planned.unit.figure(units)) for name, units in planned.totals.items()]
    [('甲县', '66.67'), ('乙县', '33.33')]
    """
    read = _read(Path(path), last_year)
    if read.plan.faults:
        raise FaultyInput(dict.fromkeys(read.plan.faults))
    try:
        return _carried_out(read)
    except AllocationError as error:
        raise FaultyInput([Fault(read.plan.path, *_told(error))]) from error


@dataclass(slots=True)
class _Read:
    """What a plan and its tables say, before anything is worked out."""

    plan: Section
    title: str
    year: int
    unit: RoundingUnit
    pool: tuple[PoolLine, ...]
    recipients: Recipients
    method: Method
    bounds: Bounds
    open_to: dict[int, frozenset[int]] = field(default_factory=dict)
    projects: Projects = field(default_factory=Projects)
    penalties: tuple[Step, ...] = ()
    advance: Advance | None = None
    last_year: dict[str, int] | None = None
    split: split_file.Split | None = None
    files: list[Path] = field(default_factory=list)


def _read(path: Path, last_year: Path | None) -> _Read:
    """Everything, noting all that is wrong; raises `FaultyInput` where nothing more can be read."""
    plan = Section(path, "", _parsed(path), [])
    plan.only(*_KEYS)
    title, _ = plan.text("title"), plan.text("basis")
    year = plan.number("year")
    if not 1949 < year < 2200:
        plan.wrong("year", "不是年度", "写为 year = 2024")
    plan.check_basis(int(year))
    unit = _unit(plan)
    pool = read_pool(plan, unit, int(year))
    section = plan.within("method")
    if section is None and "method" not in plan:
        plan.wrong("method", "缺失", "用 [method] 写明分配方法")
    file = plan.text("recipients")
    if not file:
        raise FaultyInput(plan.faults)
    try:
        recipients = read_recipients(path.parent / file, plan.faults)
    except FaultyInput as error:
        raise FaultyInput([*plan.faults, *error.faults]) from None
    plan.faults.extend(strangers(plan, recipients.rows))
    ground = Ground(recipients.table, unit, int(year))
    before = _optional_file(plan, "last_year", lambda s: _last_year(s, unit, last_year))
    if before is None and last_year is not None:
        alone = Section(path, "last_year", {}, plan.faults)
        before = _noting(plan, lambda: _last_year(alone, unit, last_year))
    sources = [line.column.code for line in pool]
    totals = [(line.column.code, line.column.total) for line in pool]
    method = read_method(section or Section(path, "method", {"kind": "projects"}, []), ground)
    bounds = read_bounds(plan.within("bounds"), plan.within("minimum"), ground, before)
    bounds.check(ground, method.least, plan.faults)
    read = _Read(plan, title, int(year), unit, pool, recipients, method, bounds)
    read.last_year = before
    read.files = _files(plan, path.parent / file, last_year)
    for j, line in enumerate(pool):
        places = open_to(line, recipients)
        if places is not None:
            read.open_to[j] = places
    key = "method" if method.kind == "projects" else "projects"
    listed = _optional_file(plan, key, lambda s: _projects(s, recipients, sources, unit))
    read.projects = listed or Projects()
    read.penalties = (
        _optional_file(plan, "penalties", lambda s: read_penalties(s, recipients, unit)) or ()
    )
    read.advance = _optional_file(plan, "advance", lambda s: _advance(s, recipients, sources, unit))
    read.split = _optional_file(
        plan, "split", lambda s: split_file.read_split(s, recipients, totals, unit)
    )
    return read


def _files(plan: Section, recipients: Path, last_year: Path | None) -> list[Path]:
    """The plan and every file that it names, in that order, each once."""
    named = [plan.path, recipients]
    for key in ("method", "penalties", "projects", "advance", "last_year", "split"):
        section = plan.within(key)
        for name in ("file", "recipients"):
            if section is not None and section.printed(name):
                named.append(plan.path.parent / section.printed(name))
    return list(dict.fromkeys([*named, *([last_year] if last_year is not None else [])]))


def _optional_file(plan: Section, key: str, work: Callable[[Section], T]) -> T | None:
    """A section that names a file, where the plan has it; what is wrong is noted."""
    section = plan.within(key)
    return None if section is None else _noting(plan, lambda: work(section))


def _noting(plan: Section, work: Callable[[], T]) -> T | None:
    """Faults that stop the reading of one file are noted: the other files are still read."""
    try:
        return work()
    except FaultyInput as error:
        plan.faults.extend(error.faults)
        return None


def _last_year(section: Section, unit: RoundingUnit, instead: Path | None) -> dict[str, int]:
    section.only("file", "basis", "dated")
    path = instead or section.path.parent / section.text("file")
    return read_last_year(path, unit, section.faults)


def _projects(
    section: Section, recipients: Recipients, sources: list[str], unit: RoundingUnit
) -> Projects:
    if section.name == "projects":
        section.only("file", "basis", "dated")
    return read_projects(section, recipients, sources, unit)


def _advance(
    section: Section, recipients: Recipients, sources: list[str], unit: RoundingUnit
) -> Advance:
    section.only("file", "negative", "basis", "dated")
    if section.text("negative", "refuse") not in ("refuse", "reduce"):
        section.wrong("negative", "只能是 refuse 或 reduce", "改为其中之一")
    return read_advance(section, recipients, sources, unit)


def _carried_out(read: _Read) -> PlannedAllocation:
    rows, table = read.recipients.rows, read.recipients.table
    places = read.recipients.places
    allocation = carry_out(
        [record.code for record in rows.records],
        [line.column for line in read.pool],
        _steps(read, len(table.records)),
        None if read.advance is None else read.advance.cells,
        parents=read.recipients.parents,
        open_to={j: frozenset(places[i] for i in open_) for j, open_ in read.open_to.items()},
        earmarked=read.projects.earmarked(len(rows.records), len(read.pool), places),
        told=read.unit.told,
    )
    if read.advance is not None and read.advance.refused:
        refuse_reductions(read.advance, allocation, read.unit)
    cube = None
    if read.split is not None:
        cube = split_file.carried_out(read.split, allocation, read.unit)
    return PlannedAllocation(
        read.title,
        read.year,
        read.unit,
        read.plan.basis,
        rows,
        table,
        allocation,
        read.advance is not None,
        _draft(read, allocation),
        read.last_year,
        cube,
        tuple(read.files),
    )


def _steps(read: _Read, count: int) -> tuple[Step, ...]:
    """Projects, the method on what they and the lines apart leave, those, penalties, then bounds."""
    pool = sum(line.column.total for line in read.pool)
    separate = {
        j: line.column.total - read.projects.of_source(j)
        for j, line in enumerate(read.pool)
        if j in read.open_to and not line.together
    }
    for j, left in separate.items():
        if left < 0:
            name, more = read.pool[j].facts.name, read.unit.figure(-left)
            raise AllocationError(f"“{name}”的项目金额比该项资金多{more}万元。请调减项目金额")
    listed = read.projects.steps(count)
    left = pool - read.projects.total - sum(separate.values())
    if left < 0:
        more = read.unit.figure(-left)
        raise AllocationError(f"项目金额合计比资金池多{more}万元。请调减项目金额")
    steps = (*listed, *read.method.steps(left))
    lines = [
        apart(
            read.pool[j].facts.name,
            total,
            steps,
            read.open_to[j],
            Grounds(read.pool[j].section.basis, (read.pool[j].facts.place,) * count, "单独分配"),
        )
        for j, total in separate.items()
        if total
    ]
    least = list(read.method.least)
    for step in (*listed, *lines):
        least = [a + b for a, b in zip(least, step.amounts, strict=True)]
    before = (*steps, *lines)
    refuse_overcut(before, read.recipients, read.penalties, read.unit)
    return read.bounds.applied((*before, *read.penalties), pool, tuple(least))


def _draft(read: _Read, allocation: Allocation) -> Draft:
    """What the questions before issuing are asked of."""
    table, plan, rows = read.recipients.table, read.plan, read.recipients.rows.records
    code = plan.text("within") if "within" in plan else None
    flags = [own_words(line, "flag_column", table) for line in read.pool]
    functions = [own_words(line, "function_column", table) for line in read.pool]
    recipients = tuple(
        RecipientFacts(
            record.name,
            table.place(record),
            find(record.name, within=code),
            {j: words[i] for j, words in enumerate(flags) if i in words},
            {j: words[i] for j, words in enumerate(functions) if i in words},
            None if above is None else find(rows[above].name, within=code),
        )
        for i, record in enumerate(table.records)
        for above in [read.recipients.parents[read.recipients.places[i]]]
    )
    full, now = allocation.table.cells, allocation.issued()
    return Draft(
        read.year,
        read.unit,
        tuple(line.facts for line in read.pool),
        recipients,
        tuple(full[i] for i in allocation.recipients),
        tuple(now[i] for i in allocation.recipients),
        Source(plan.path.name),
        get(code) if code is not None else None,
        plan.date("received"),
    )


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


def _told(error: AllocationError) -> tuple[str, str]:
    """Reason and mend of an error whose sentence holds both."""
    reason, _, mend = str(error).partition("。")
    return reason, mend or "核对方案和数据"
