"""编码映射 mapping: codes of another system or version, each put into one of ours, by dated rows.

A map row says that a code of a system means a code of ours from a day to a day, how exactly, and
on which evidence. Each code that occurs is looked up once for each span of days in which the map
stays the same; the lists then take the answers by joins. A code without a row stays as it is and
is counted.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from zhida.engines.dip.notation import written
from zhida.engines.dip.schema import Node
from zhida.engines.dip.sheets import FORMATS, Row, read_sheets, sha256
from zhida.engines.errors import EngineError

Kind = Literal["exact", "narrow", "broad", "manual"]
KINDS: dict[str, str] = {
    "exact": "等同", "narrow": "细化", "broad": "归并", "manual": "人工确认"
}  # fmt: skip
"""How a code of ours meets the other: the same, narrower, broader, by a person's decision."""

COLUMNS = ("src_system", "src_code", "dst_code", "valid_from", "valid_to", "kind", "evidence")
FILES: Mapping[Node, str] = {"diseinfo": "diagnoses", "oprninfo": "procedures"}
"""The file of a folder of maps that holds those of a node (csv or xlsx)."""


@dataclass(frozen=True, slots=True)
class MapRow:
    """映射: one code of a system, what it means, and from when to when (both included)."""

    src_system: str
    src_code: str
    dst_code: str
    valid_from: datetime.date
    valid_to: datetime.date | None
    kind: Kind
    evidence: str
    place: str = ""

    def holds(self, on: datetime.date) -> bool:
        """Whether the row is in force on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


class FaultyMaps(EngineError):
    """映射表有误: the tables are refused; `faults` has a sentence for each row."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        shown = "；".join(self.faults[:5])
        more = f"；等共{len(faults)}处" if len(faults) > 5 else ""
        super().__init__(f"映射表不能使用：{shown}{more}。请更正后重新读入")


@dataclass(frozen=True, slots=True)
class CodeMap:
    """映射表: the rows of one node for one system, ready to be asked."""

    rows: Mapping[str, tuple[MapRow, ...]]
    edges: tuple[datetime.date, ...]

    def edition(self, on: datetime.date) -> int:
        """The number of the span of days, within which the map says the same, that a day is in."""
        return bisect_right(self.edges, on)

    def row(self, code: str, on: datetime.date) -> MapRow | None:
        """What a code means on a day; codes as `written`."""
        return next((each for each in self.rows.get(code, ()) if each.holds(on)), None)


@dataclass(frozen=True, slots=True)
class Maps:
    """编码映射: of each node its table; `files` the SHA-256 of each file; `system` that of the lists."""

    system: str
    of: Mapping[Node, CodeMap]
    files: Mapping[str, str]


def read_maps(folder: Path, system: str = "") -> Maps:
    """读映射表: diagnoses and procedures (csv or xlsx) of a folder, for the system of the lists.

    Without `system` there must be one only. Raises FaultyMaps naming the rows that can't be read,
    and those that speak of the same code on the same day; EngineError where nothing is there.
    """
    found: dict[Node, list[MapRow]] = {}
    files: dict[str, str] = {}
    faults: list[str] = []
    for node, stem in FILES.items():
        paths = [path for form in FORMATS if (path := folder / f"{stem}{form}").is_file()]
        if len(paths) > 1:
            raise EngineError(f"“{folder}”里{stem}.csv和{stem}.xlsx都有。请只留一个")
        for path in paths:
            rows, wrong = _read(path)
            found[node] = rows
            faults += wrong + conflicts(rows)
            files[path.name] = sha256(path)
    if not files:
        raise EngineError(f"“{folder}”里没有映射表（diagnoses或procedures，csv或xlsx）")
    if faults:
        raise FaultyMaps(faults)
    if not any(found.values()):
        raise EngineError(f"“{folder}”的映射表里没有一行")
    systems = sorted({row.src_system for rows in found.values() for row in rows})
    if system and system not in systems:
        raise EngineError(f"映射表里没有编码体系“{system}”，有{'、'.join(systems) or '无'}")
    if not system and len(systems) != 1:
        raise EngineError(
            f"映射表有{len(systems)}个编码体系（{'、'.join(systems)}）。请用--from指明清单用哪一个"
        )
    chosen = system or systems[0]
    return Maps(chosen, {node: _ready(rows, chosen) for node, rows in found.items()}, files)


def conflicts(rows: Iterable[MapRow]) -> list[str]:
    """重叠与矛盾: rows that speak of the same code on the same day, told by their places."""
    by_code: dict[tuple[str, str], list[MapRow]] = defaultdict(list)
    for row in rows:
        by_code[row.src_system, row.src_code].append(row)
    faults = []
    for (_, code), several in by_code.items():
        ordered = sorted(several, key=lambda row: row.valid_from)
        reach = ordered[0]
        for row in ordered[1:]:
            if reach.valid_to is None or row.valid_from <= reach.valid_to:
                how = (
                    "重复" if row.dst_code == reach.dst_code
                    else f"矛盾：一个是{row.dst_code}，一个是{reach.dst_code}"
                )  # fmt: skip
                faults.append(f"{row.place}的{code}与{reach.place}在同一时间{how}")
            if reach.valid_to is not None and (
                row.valid_to is None or row.valid_to > reach.valid_to
            ):
                reach = row
    return faults


def _read(path: Path) -> tuple[list[MapRow], list[str]]:
    rows, faults = [], []
    for sheet in read_sheets(path):
        head = [cell.text for cell in sheet.lines[0]] if sheet.lines else []
        if missing := [name for name in COLUMNS if name not in head]:
            raise EngineError(
                f"{sheet.place(1)}缺少{'、'.join(missing)}列，应有{'、'.join(COLUMNS)}"
            )
        for row in sheet.below(1):
            try:
                rows.append(_row(row))
            except EngineError as wrong:
                faults.append(str(wrong))
            except ValueError as wrong:
                faults.append(f"{row.place}{wrong}")
    return rows, faults


def _row(row: Row) -> MapRow:
    source, target = written(row.code("src_code")), written(row.code("dst_code"))
    if not (row.text("src_system") and source and target):
        raise ValueError("没有编码体系、原代码或目标代码")
    if row.text("kind") not in get_args(Kind):
        raise ValueError(f"的对应关系“{row.text('kind')}”不是{'、'.join(KINDS)}之一")
    if not row.text("evidence"):
        raise ValueError("没有依据（evidence）")
    first, last = _day(row, "valid_from"), _day(row, "valid_to") if row.text("valid_to") else None
    if last is not None and last < first:
        raise ValueError(f"的valid_from {first}晚于valid_to {last}")
    kind = next(each for each in get_args(Kind) if each == row.text("kind"))
    return MapRow(
        row.text("src_system"), source, target, first, last, kind, row.text("evidence"), row.place
    )


def _day(row: Row, name: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(row.text(name))
    except ValueError:
        raise ValueError(f"的{name}“{row.text(name)}”应写为2025-01-31的形式") from None


def _ready(rows: Iterable[MapRow], system: str) -> CodeMap:
    by_code: dict[str, list[MapRow]] = defaultdict(list)
    edges = set()
    for row in rows:
        if row.src_system == system:
            by_code[row.src_code].append(row)
            edges.add(row.valid_from)
            if row.valid_to is not None and row.valid_to < datetime.date.max:
                edges.add(row.valid_to + datetime.timedelta(1))
    return CodeMap({code: tuple(each) for code, each in by_code.items()}, tuple(sorted(edges)))
