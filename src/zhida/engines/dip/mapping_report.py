"""映射报告 mapping_report: what was mapped, what wasn't, and what changed between versions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from zhida.engines.dip.drift import FATES, Drift
from zhida.engines.dip.mapped import MappedLists
from zhida.engines.dip.mapping import FILES, KINDS, Maps
from zhida.engines.dip.report_files import ReportTable, Value
from zhida.engines.dip.schema import Node

NODES: dict[Node, str] = {"diseinfo": "诊断", "oprninfo": "手术操作"}


def mapping_tables(found: MappedLists, drifts: Sequence[Drift] = ()) -> list[ReportTable]:
    """映射报告: rates, codes without a row, every code with its row, and the drift if asked."""
    tables = [_rates(found), _unmapped(found), _every(found)]
    return [*tables, _fates(drifts), _drifts(drifts)] if drifts else tables


def mapping_facts(maps: Maps) -> dict[str, object]:
    """What a mapping was made by."""
    return {"system": maps.system, "maps": dict(sorted(maps.files.items()))}


def percent(hundredths: int | None) -> str:
    """A rate in words.

    >>> percent(9950), percent(None)
    ('99.50%', '')
    """
    return "" if hundredths is None else f"{hundredths // 100}.{hundredths % 100:02d}%"


def _rates(found: MappedLists) -> ReportTable:
    columns = {
        "node": "内容", "lines": "代码次数", "mapped_lines": "已映射次数", "rate": "映射率",
        "codes": "不同代码", "mapped_codes": "已映射代码",
    } | KINDS  # fmt: skip
    rows: list[list[Value]] = []
    for node in FILES:
        rate, kinds = found.rate(node), found.kinds(node)
        rows.append(
            [NODES[node], rate.lines, rate.mapped_lines, percent(rate.percent_hundredths),
             rate.codes, rate.mapped_codes, *(kinds.get(kind, 0) for kind in KINDS)]
        )  # fmt: skip
    return ReportTable("rates", "映射率", columns, rows)


def _unmapped(found: MappedLists) -> ReportTable:
    columns = {"node": "内容", "code": "代码", "lines": "次数"}
    rows: list[list[Value]] = [
        [NODES[node], code, lines] for node in FILES for code, lines in found.unmapped(node).items()
    ]
    return ReportTable("unmapped", "未映射", columns, rows)


def _every(found: MappedLists) -> ReportTable:
    columns = {
        "node": "内容", "code": "原代码", "target": "目标代码", "lines": "次数",
        "kind": "对应关系", "evidence": "依据", "place": "映射表的行",
    }  # fmt: skip
    rows: list[list[Value]] = [
        [NODES[each.node], each.code, each.row.dst_code, each.lines, KINDS[each.row.kind],
         each.row.evidence, each.row.place]
        for each in found.met
        if each.row is not None
    ]  # fmt: skip
    return ReportTable("mapped", "已映射", columns, rows)


def _fates(drifts: Sequence[Drift]) -> ReportTable:
    counted = Counter((each.node, each.fate) for each in drifts)
    rows: list[list[Value]] = [
        [NODES[node], label, counted[node, fate]]
        for node in FILES
        for fate, label in FATES.items()
        if counted[node, fate]
    ]
    return ReportTable(
        "fates", "版本差异", {"node": "内容", "fate": "去向", "codes": "代码数"}, rows
    )


def _drifts(drifts: Sequence[Drift]) -> ReportTable:
    columns = {
        "node": "内容", "fate": "去向", "old": "旧代码", "old_name": "旧名称",
        "new": "新代码", "new_name": "新名称",
    }  # fmt: skip
    rows: list[list[Value]] = [
        [NODES[each.node], FATES[each.fate], each.old, each.old_name, each.new, each.new_name]
        for each in drifts
        if each.fate != "kept"
    ]
    return ReportTable("drift", "变动的代码", columns, rows)
