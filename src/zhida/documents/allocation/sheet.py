"""分配工作表 sheet: what a person edits of a plan: its pool, its table, and how each column counts.

A sheet is read from the files of a plan and written to them again; the sections that it
doesn't show (上下限、扣减、项目 …) stay as they are, with the files that they name.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from zhida.documents.allocation.csv_table import NAME, PARENT, column_name
from zhida.documents.allocation.faults import Fault, FaultyInput
from zhida.documents.allocation.pasted import Cells, cells_of_text
from zhida.documents.allocation.plan_toml import toml_of
from zhida.documents.parsing.normalise import clean
from zhida.documents.reading.encoding import decode

PLAN_FILE, TABLE_FILE, ADVANCE_FILE = "方案.toml", "因素表.csv", "提前下达.csv"


class Use(StrEnum):
    """用途: how a column of the table counts."""

    NONE = ""
    FACTOR = "factor"
    COEFFICIENT = "coefficient"
    BASE = "base"
    FIXED = "fixed"
    ADVANCE = "advance"

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return _LABELS[self]


_LABELS = {
    Use.NONE: "不参与计算",
    Use.FACTOR: "因素",
    Use.COEFFICIENT: "系数",
    Use.BASE: "基数（万元）",
    Use.FIXED: "定额（万元）",
    Use.ADVANCE: "已提前下达（万元）",
}


@dataclass(frozen=True, slots=True)
class Counted:
    """列的用法: `weight` is a factor's, `of` the line of the pool that was advanced.

    `kept` are the keys of its section that the sheet doesn't show.
    """

    use: Use = Use.NONE
    weight: str = ""
    of: str = ""
    kept: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pooled:
    """资金: a line of the pool by name, 万元 as typed, and the keys that the sheet doesn't show."""

    name: str
    amount: str
    kept: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """工作表: `cells` has the head first; `counted` is by the column's head.

    `rest` are the plan's other keys, `files` the files that they name. `method` names a
    method that only the plan's file can change, "" where columns make it.
    """

    title: str
    year: int
    basis: str
    unit: str
    pool: tuple[Pooled, ...]
    cells: Cells
    counted: Mapping[str, Counted]
    rest: Mapping[str, object] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    method: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The heads of the columns that aren't names."""
        return tuple(each for each in self.cells[0] if column_name(each) not in (NAME, PARENT))

    def written(self) -> dict[str, bytes]:
        """方案文件: the plan and all its files, by name."""
        plan: dict[str, object] = {
            "title": self.title,
            "year": self.year,
            "basis": self.basis,
            "unit": self.unit,
            "recipients": TABLE_FILE,
            **self.rest,
            "pool": [{**each.kept, "name": each.name, "amount": each.amount} for each in self.pool],
        }
        if not self.method:
            plan["method"] = self._method()
        files = {TABLE_FILE: _csv(self.cells), **self.files}
        advanced = [head for head in self.columns if self._of(head).use is Use.ADVANCE]
        if advanced:
            kept = self.rest.get("advance")
            plan["advance"] = {**(kept if isinstance(kept, dict) else {}), "file": ADVANCE_FILE}
            files[ADVANCE_FILE] = _csv(self._advance(advanced))
        return {PLAN_FILE: toml_of(plan).encode(), **files}

    def _of(self, head: str) -> Counted:
        return self.counted.get(head, Counted())

    def _method(self) -> dict[str, object]:
        by_use = {use: [h for h in self.columns if self._of(h).use is use] for use in Use}
        if by_use[Use.FIXED]:
            return {"kind": "fixed", "column": by_use[Use.FIXED][0]}
        made: dict[str, object] = {"kind": "factors"}
        if by_use[Use.BASE]:
            made["base"] = by_use[Use.BASE][0]
        made["factor"] = [
            {**self._of(head).kept, "column": head, "weight": self._of(head).weight}
            for head in by_use[Use.FACTOR]
        ]
        if by_use[Use.COEFFICIENT]:
            made["coefficient"] = [
                {**self._of(head).kept, "column": head} for head in by_use[Use.COEFFICIENT]
            ]
        return made

    def _advance(self, advanced: list[str]) -> Cells:
        """名称 and a column for each line of the pool; a line without a column had no advance."""
        head = self.cells[0]
        name = next((at for at, each in enumerate(head) if column_name(each) == NAME), 0)
        at = {self._of(each).of: head.index(each) for each in advanced}
        groups = _groups(self.cells)
        rows = [row for row in self.cells[1:] if clean(row[name]).text not in groups]
        return (
            (NAME, *(each.name for each in self.pool)),
            *(
                (row[name], *(row[at[p.name]] if p.name in at else "0" for p in self.pool))
                for row in rows
            ),
        )


def sheet_of(files: Mapping[str, bytes]) -> Sheet:
    """读方案: the sheet of a plan's files, the plan first. Raises `FaultyInput` where it can't be shown."""
    names = list(files)
    path = Path(names[0]) if names else Path(PLAN_FILE)
    try:
        plan: dict[str, object] = tomllib.loads(_text(files, path.name), parse_float=str)
    except tomllib.TOMLDecodeError as error:
        raise FaultyInput([Fault(path, f"格式有误（{error}）", "按手册改正这一处")]) from error
    table = str(plan.get("recipients", ""))
    if table not in files:
        raise FaultyInput([Fault(path, "没有存下分配对象的表", "用命令行重新起草")])
    cells = cells_of_text(_text(files, table), table)
    pool, method = plan.pop("pool", []), plan.pop("method", {})
    method = method if isinstance(method, dict) else {}
    shown = method.get("kind") in ("factors", "fixed")
    sheet = Sheet(
        str(plan.pop("title", "")),
        int(str(plan.pop("year", 0))),
        str(plan.pop("basis", "")),
        str(plan.pop("unit", "0.01万元")),
        tuple(map(_pooled, pool if isinstance(pool, list) else [])),
        cells,
        _counted(method, cells[0]) if shown else {},
        {k: v for k, v in plan.items() if k != "recipients"}
        | ({} if shown else {"method": method}),
        {name: data for name, data in files.items() if name not in (path.name, table)},
        "" if shown else str(method.get("kind", "")),
    )
    return _with_advance(sheet)


def guessed(sheet: Sheet) -> Sheet:
    """初猜: how columns nobody has spoken of are likely to count, by their heads, to be confirmed."""
    counted = {}
    for head in sheet.columns:
        use = next((use for word, use in _GUESSES if word in head), Use.FACTOR)
        of = next((each.name for each in sheet.pool if each.name in head), "")
        of = of or (sheet.pool[0].name if use is Use.ADVANCE and sheet.pool else "")
        guess = Counted(use, "1" if use is Use.FACTOR else "", of if use is Use.ADVANCE else "")
        counted[head] = sheet.counted.get(head, guess)
    return replace(sheet, counted=counted)


_GUESSES = (
    ("提前下达", Use.ADVANCE),
    ("系数", Use.COEFFICIENT),
    ("基数", Use.BASE),
    ("定额", Use.FIXED),
    ("备注", Use.NONE),
)


def _pooled(section: object) -> Pooled:
    keys = dict(section) if isinstance(section, dict) else {}
    return Pooled(str(keys.pop("name", "")), str(keys.pop("amount", "")), keys)


def _counted(method: Mapping[str, object], head: tuple[str, ...]) -> dict[str, Counted]:
    """How the columns count, by the head as it is printed in the table."""
    printed = {column_name(each): each for each in head}

    def of(column: object) -> str:
        return printed.get(column_name(str(column)), str(column))

    if method.get("kind") == "fixed":
        return {of(method.get("column", "")): Counted(Use.FIXED)}
    found = {of(method["base"]): Counted(Use.BASE)} if "base" in method else {}
    for key, use in (("factor", Use.FACTOR), ("coefficient", Use.COEFFICIENT)):
        sections = method.get(key, [])
        for section in sections if isinstance(sections, list) else []:
            kept = {k: v for k, v in section.items() if k not in ("column", "weight")}
            weight = str(section.get("weight", "")) if use is Use.FACTOR else ""
            found[of(section.get("column", ""))] = Counted(use, weight, kept=kept)
    return found


def _with_advance(sheet: Sheet) -> Sheet:
    """An advance that a sheet wrote goes back to the columns that it came from."""
    advance = sheet.rest.get("advance")
    if not isinstance(advance, dict) or advance.get("file") != ADVANCE_FILE:
        return sheet
    if ADVANCE_FILE not in sheet.files:
        return sheet
    written = cells_of_text(_text(sheet.files, ADVANCE_FILE), ADVANCE_FILE)
    counted = dict(sheet.counted)
    for at, pool in enumerate(written[0][1:], 1):
        values = [row[at] for row in written[1:]]
        groups = _groups(sheet.cells)
        for place, head in enumerate(sheet.cells[0]):
            own = [row[place] for row in sheet.cells[1:] if clean(row[0]).text not in groups]
            if head in sheet.columns and head not in counted and own == values:
                counted[head] = Counted(Use.ADVANCE, of=pool)
                break
    kept = {key: value for key, value in advance.items() if key != "file"}
    rest = {key: value for key, value in sheet.rest.items() if key != "advance"}
    files = {name: data for name, data in sheet.files.items() if name != ADVANCE_FILE}
    return replace(
        sheet, counted=counted, rest=rest | ({"advance": kept} if kept else {}), files=files
    )


def _groups(cells: Cells) -> frozenset[str]:
    """The names of rows that others stand below."""
    at = next((at for at, each in enumerate(cells[0]) if column_name(each) == PARENT), None)
    return frozenset() if at is None else frozenset(clean(row[at]).text for row in cells[1:])


def _csv(cells: Cells) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(cells)
    return out.getvalue().encode()


def _text(files: Mapping[str, bytes], name: str) -> str:
    decoded = decode(files[name]) if name in files else None
    if decoded is None or decoded.broken:
        raise FaultyInput([Fault(Path(name), "读不出方案文件", "用命令行重新起草")])
    return decoded.text
