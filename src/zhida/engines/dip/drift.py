"""版本差异 drift: what became of the codes of one version in the next."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from zhida.engines.dip.mapping import FILES, CodeMap
from zhida.engines.dip.notation import written
from zhida.engines.dip.schema import Node
from zhida.engines.dip.sheets import FORMATS, read_sheets
from zhida.engines.errors import EngineError

Fate = Literal["kept", "renamed", "moved", "merged", "lost", "added"]
FATES: Mapping[Fate, str] = {
    "kept": "未变", "renamed": "名称改变", "moved": "改用新代码", "merged": "几个并为一个",
    "lost": "没有去向", "added": "新增",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Drift:
    """代码去向: of one code; `old` is "" where it is new, `new` where nothing took its place."""

    node: Node
    fate: Fate
    old: str
    old_name: str
    new: str
    new_name: str


def drift(
    node: Node,
    old: Mapping[str, str],
    new: Mapping[str, str],
    code_map: CodeMap | None,
    on: datetime.date,
) -> tuple[Drift, ...]:
    """版本差异: of every code (→ name) of both versions; what moved is told by the map of that day.

    A code whose target is no code of the new version is lost.

    >>> [each.fate for each in drift("diseinfo", {"A": "甲", "B": "乙"}, {"A": "甲"}, None,
    ...                              datetime.date(2024, 7, 1))]
    ['kept', 'lost']
    """
    targets = {}
    for code in old:
        row = code_map.row(code, on) if code_map else None
        target = row.dst_code if row else code
        targets[code] = target if target in new else ""
    shared = Counter(target for target in targets.values() if target)
    found = []
    for code, target in targets.items():
        fate: Fate = (
            "lost" if not target
            else "merged" if shared[target] > 1
            else "moved" if target != code
            else "kept" if old[code] == new[target]
            else "renamed"
        )  # fmt: skip
        found.append(Drift(node, fate, code, old[code], target, new.get(target, "")))
    reached = set(targets.values())
    found += [
        Drift(node, "added", "", "", code, name)
        for code, name in new.items()
        if code not in reached
    ]
    return tuple(found)


def read_code_names(folder: Path) -> dict[Node, dict[str, str]]:
    """读代码表: diagnoses and procedures (csv or xlsx with code, name) of one version's folder."""
    found: dict[Node, dict[str, str]] = {}
    for node, stem in FILES.items():
        for path in (folder / f"{stem}{form}" for form in FORMATS):
            if not path.is_file():
                continue
            names: dict[str, str] = {}
            for sheet in read_sheets(path):
                head = [cell.text for cell in sheet.lines[0]] if sheet.lines else []
                if missing := [name for name in ("code", "name") if name not in head]:
                    raise EngineError(f"{sheet.place(1)}缺少{'、'.join(missing)}列")
                for row in sheet.below(1):
                    code = written(row.code("code"))
                    if code in names:
                        raise EngineError(f"{row.place}的代码{code}与前面的行重复")
                    names[code] = row.text("name")
            found[node] = names
    if not found:
        raise EngineError(f"“{folder}”里没有代码表（diagnoses或procedures，csv或xlsx）")
    return found
