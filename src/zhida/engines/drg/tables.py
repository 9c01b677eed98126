"""规则表 tables: the tables of a rule set as they stand in a folder of csv files or a workbook.

The format is ours: no official workbook was seen. A file or sheet has the name of its table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from zhida.engines.dip.sheets import Row, Sheet, read_sheets
from zhida.engines.errors import EngineError

TABLES: Mapping[str, tuple[str, ...]] = {
    "version": ("version",),
    "mdc": ("code", "name", "stage", "condition"),
    "adrg": ("code", "name", "mdc", "condition"),
    "drg": ("code", "name", "adrg", "condition"),
    "lists": ("list", "kind", "code"),
    "complications": ("code", "level", "table"),
    "exclusions": ("dx", "table"),
}
"""The tables and their columns. `complications` and `exclusions` may be missing."""

OPTIONAL = ("complications", "exclusions")


class FaultyRules(EngineError):
    """规则有误: the rule set is refused; `faults` has a sentence for each row."""

    def __init__(self, file: str, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        shown = "；".join(self.faults[:5])
        more = f"；等共{len(faults)}处" if len(faults) > 5 else ""
        super().__init__(f"分组规则“{file}”不能使用：{shown}{more}。请更正后重新读入")


@dataclass(frozen=True, slots=True)
class Line:
    """行: the texts of a row by column, and its place."""

    place: str
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


def read_tables(path: Path) -> dict[str, tuple[Line, ...]]:
    """读规则表: of a folder or an xlsx file; missing optional ones are empty.

    Raises EngineError where a file can't be read, FaultyRules where a table or column is missing
    or unknown, or a code was kept as a number.
    """
    if not path.exists():
        raise EngineError(f"分组规则“{path}”不存在。请检查路径")
    sheets = _of_folder(path) if path.is_dir() else {each.name: each for each in read_sheets(path)}
    missing = [name for name in TABLES if name not in sheets and name not in OPTIONAL]
    unknown = [name for name in sheets if name not in TABLES]
    faults = [f"缺少表{'、'.join(missing)}"] if missing else []
    faults += [f"有不认识的表{'、'.join(unknown)}"] if unknown else []
    found: dict[str, tuple[Line, ...]] = dict.fromkeys(TABLES, ())
    for name, columns in TABLES.items():
        if name in sheets:
            found[name] = _lines(sheets[name], columns, faults)
    if faults:
        raise FaultyRules(path.name, faults)
    return found


def _of_folder(path: Path) -> dict[str, Sheet]:
    return {file.stem: read_sheets(file)[0] for file in sorted(path.glob("*.csv"))}


def _lines(sheet: Sheet, columns: Sequence[str], faults: list[str]) -> tuple[Line, ...]:
    head = [cell.text for cell in sheet.lines[0]] if sheet.lines else []
    if set(head) - {""} != set(columns) or len(set(head)) < len(head):
        faults.append(f"{sheet.place(1)}的列应为{'、'.join(columns)}，各一次")
        return ()
    lines = []
    for row in sheet.below(1):
        try:
            lines.append(Line(row.place, {name: _text(row, name) for name in columns}))
        except EngineError as wrong:
            faults.append(str(wrong))
    return tuple(lines)


def _text(row: Row, name: str) -> str:
    return row.text(name) if name in ("table", "version", "name") else row.code(name)
