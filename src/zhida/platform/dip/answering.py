"""分组应答 answering: settlement lists of the interface (4101A) grouped and checked at once.

Nothing of the lists is kept: they are read, cleaned and checked by the same expressions as files
are, in an engine that lives as long as the question, one question at a time.
"""

from __future__ import annotations

import json
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from zhida.platform.dip.installed import InForce

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from ibis.backends.duckdb import Backend

    from zhida.dip import Assigned

MEMORY = "512MB"
_one_at_a_time = threading.Lock()
_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class GroupedList:
    """分组结果: the fields of 3606, and the steps that led there."""

    fields: Mapping[str, Any]
    trace: tuple[Mapping[str, str], ...]


def group_lists(chosen: InForce, lists: Sequence[Mapping[str, Any]]) -> list[GroupedList]:
    """分组: each list's answer, in the order asked; `setl_id` must tell them apart.

    A list that can't be grouped has grp_stas 0 and its reason in remarks.
    """
    from zhida.engines.dip.cleaning import clean, reasons

    def asked(engine: Backend, table: ir.Table) -> tuple[dict[str, Any], dict[str, Any]]:
        found = clean(engine, table, chosen.ready.policy.max_case_cost_fen)
        cases = engine.to_pyarrow(found.cases).to_pylist()
        refused = engine.to_pyarrow(found.quarantine.select("setl_id", "reason")).to_pylist()
        return (
            {row["setl_id"]: row for row in cases},
            {row["setl_id"]: row["reason"] for row in refused},
        )

    cases, refused = _in_engine(lists, asked)
    told = {reason.code: f"{reason.code} {reason.title}。{reason.mend}" for reason in reasons()}
    answers = []
    for each in lists:
        setl_id = str(each["setlinfo"]["setl_id"])
        if setl_id in cases:
            answers.append(_grouped(chosen, each["setlinfo"], cases[setl_id]))
        else:
            remark = told[refused[setl_id]]
            step = {"stage": "清洗", "outcome": remark, "rule": "", "place": ""}
            answers.append(GroupedList(_fields(each["setlinfo"], "0", remark), (step,)))
    return answers


def check_quality(chosen: InForce, lists: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """质控: the fields of 3607 of each list, in the order asked."""
    from zhida.engines.dip.quality import check_lists, read_quality_tables

    tables = read_quality_tables(chosen.codes if chosen.codes.is_dir() else None)
    days = chosen.ready.policy.upload_days

    def asked(engine: Backend, table: ir.Table) -> dict[str, dict[str, Any]]:
        rows = engine.to_pyarrow(check_lists(engine, table, tables, days)).to_pylist()
        return {row["setl_id"]: row for row in rows}

    found = _in_engine(lists, asked)
    return [found[str(each["setlinfo"]["setl_id"])] for each in lists]


def _in_engine(
    lists: Sequence[Mapping[str, Any]], asked: Callable[[Backend, ir.Table], _Answer]
) -> _Answer:
    from zhida.engines.backend import connect
    from zhida.engines.dip.reading import read
    from zhida.engines.dip.signatures import keep

    with _one_at_a_time, tempfile.TemporaryDirectory(prefix="zhida-dip-") as folder:
        path = Path(folder) / "lists.json"
        path.write_text(json.dumps(list(lists)), encoding="utf-8")
        engine = connect(Path(folder), memory=MEMORY, threads=1)
        try:
            return asked(engine, keep(engine, read(engine, path)))
        finally:
            engine.disconnect()


def _grouped(chosen: InForce, info: Mapping[str, Any], case: Mapping[str, Any]) -> GroupedList:
    from zhida.engines.dip.keys import case_keys, rule_keys

    asked = dict(case) | {"ops": [op for op in case["ops"].split("|") if op]}
    found: Assigned = chosen.ready.bedside.group_one(asked)
    trace = tuple(
        {"stage": step.stage, "outcome": step.outcome, "rule": step.rule, "place": step.place}
        for step in found.trace
    )
    if found.rule is None:
        return GroupedList(_fields(info, "0", found.trace[-1].outcome), trace)
    rule = found.rule
    wanted = {key for cell in (*rule.main, rule.related) for op in cell for key in rule_keys(op)}
    used = [op for op in asked["ops"] if not wanted.isdisjoint(case_keys(op))]
    fields = _fields(info, "1", "") | {
        "dip_dise_grp_code": rule.code,
        "dip_dise_grp_name": rule.name,
        "grp_diag_code": case["dx"],
        "oprn_grp_code": "+".join(used),
        "dise_list_type": rule.layer.label,
        "grp_dise_sco": _score(chosen, rule.code),
    }
    return GroupedList(fields, trace)


def _score(chosen: InForce, code: str) -> str:
    """The points of a group as a decimal text, "" where none were installed."""
    measured = chosen.measured
    group = measured.groups.get(code) if measured is not None else None
    if measured is None or group is None:
        return ""
    whole, rest = divmod(group.points, 10**measured.places)
    return f"{whole}.{rest:0{measured.places}d}" if measured.places else str(whole)


_GIVEN = (
    "setl_id", "psn_no", "insutype", "setl_time", "clr_optins", "insu_admdvs", "fixmedins_code",
    "fixmedins_name",
)  # fmt: skip


def _fields(info: Mapping[str, Any], grouped: str, remark: str) -> dict[str, Any]:
    given = {name: "" if info.get(name) is None else str(info[name]) for name in _GIVEN}
    level = info.get("hi_setl_lv")
    return given | {
        "fixmedins_lv": "" if level is None else str(level),
        "nuld_flag": "0",
        "grp_stas": grouped,
        "dip_dise_grp_code": "", "dip_dise_grp_name": "", "grp_diag_code": "", "grp_diag_name": "",
        "oprn_grp_code": "", "oprn_grp_name": "", "dise_list_type": "", "asst_list_flag": "0",
        "asst_list_detl": "", "grp_dise_sco": "", "remarks": remark,
    }  # fmt: skip
