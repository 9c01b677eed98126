"""病种分值付费 zhida.dip: grouping from Python, on tables of whatever library speaks Arrow.

    from zhida import dip

    ready = dip.grouper("目录.csv", codes="代码表")
    grouped = dip.group(lists, ready)                   # pyarrow, Polars or pandas
    assigned = dip.group_one({"dx": "K35.800", "ops": ["47.0100"]}, ready)

A table is taken by the Arrow PyCapsule interface (`__arrow_c_stream__`), which pyarrow, Polars and
pandas (2.2 and later) have, and comes back as one of pyarrow, which has it too.
"""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.parquet as parquet

from zhida.engines.dip.bedside import Assigned, Grouper, Step
from zhida.engines.dip.codes import Codes
from zhida.engines.dip.directory import Layer, Rule, read_directory
from zhida.engines.dip.notation import written
from zhida.engines.dip.policy import Policy, policy
from zhida.engines.dip.side_tables import read_codes
from zhida.engines.errors import EngineError

__all__ = [
    "Assigned",
    "Codes",
    "EngineError",
    "Grouped",
    "Layer",
    "Policy",
    "Ready",
    "Rule",
    "Step",
    "group",
    "group_one",
    "grouper",
    "policy",
]


class ArrowTable(Protocol):
    """Arrow表: anything that can be streamed as Arrow columns."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object: ...


@dataclass(frozen=True, slots=True)
class Ready:
    """备好的目录: rules, code tables and policy, ready to be asked many times."""

    rules: tuple[Rule, ...]
    codes: Codes
    policy: Policy
    bedside: Grouper


@dataclass(frozen=True, slots=True)
class Grouped:
    """分组结果: every list is in exactly one of the two.

    `cases`: a row for each case: setl_id, fixmedins_code, …, `code` and `layer` of its group
    (UNGROUPED, EXCLUDED where it has none), `directory` the SHA-256 of the directory.
    `quarantine`: the lists that can't be grouped, with `reason` (`data/dip_quarantine.csv`).
    """

    cases: pa.Table
    quarantine: pa.Table


def grouper(
    directory: Path | str | Sequence[Rule],
    *,
    codes: Path | str | Codes | None = None,
    policy: Policy | None = None,
) -> Ready:
    """备目录: a directory (a csv file, or rules) with code tables (a folder) made ready.

    Without `policy` that of today counts. Raises EngineError naming the row that can't be used.

    >>> ready = grouper([Rule("JC1", "急性阑尾炎", Layer.BASIC, ("K35.8",))])
    >>> len(ready.rules)
    1
    """
    rules = (
        read_directory(Path(directory)) if isinstance(directory, Path | str) else tuple(directory)
    )
    known = codes if isinstance(codes, Codes) else read_codes(Path(codes) if codes else None)
    chosen = policy or _today()
    return Ready(rules, known, chosen, Grouper(rules, known, chosen))


def group(cases: ArrowTable, directory: Path | str | Sequence[Rule] | Ready) -> Grouped:
    """分组: a table of settlement lists, each cleaned and put into its group.

    Columns are those of the national interface (`zhida.engines.dip.schema.columns()`): `diseinfo`
    and `oprninfo` are lists of structs, `amt_fen` and `fund_payamt_fen` whole fen. What is missing
    is empty. Raises EngineError for a table that isn't one of settlement lists.

    >>> lists = pa.Table.from_pylist([{
    ...     "setl_id": "1", "fixmedins_code": "H1", "insutype": "310", "insu_admdvs": "650100",
    ...     "adm_time": "2025-01-01 09:00:00", "dscg_time": "2025-01-05 09:00:00", "age": 40,
    ...     "dcla_time": "2025-01-06 09:00:00", "stas_type": "2", "amt_fen": 500000,
    ...     "diseinfo": [{"diag_code": "K35.800", "maindiag_flag": "1"}]}])
    >>> ready = grouper([Rule("JC1", "急性阑尾炎", Layer.BASIC, ("K35.8",))])
    >>> group(lists, ready).cases.select(["setl_id", "code", "layer"]).to_pylist()
    [{'setl_id': '1', 'code': 'JC1', 'layer': 'BASIC'}]
    """
    from zhida.engines.backend import connect
    from zhida.engines.dip import stages

    ready = directory if isinstance(directory, Ready) else grouper(directory)
    if not hasattr(cases, "__arrow_c_stream__"):
        raise EngineError(
            "表应为pyarrow、Polars或pandas（2.2以上）的表，即有__arrow_c_stream__的对象"
        )
    lists = _plain(pa.table(cases))
    if "setl_id" not in lists.column_names or {"layer", "directory"} <= set(lists.column_names):
        raise EngineError(f"表不是结算清单。现在的列：{'、'.join(lists.column_names)[:200]}")
    with tempfile.TemporaryDirectory(prefix="zhida-dip-") as folder:
        place = Path(folder)
        parquet.write_table(lists, place / "lists.parquet")
        engine = connect(place)
        try:
            ingested = stages.ingest(
                engine, place / "lists.parquet", ready.policy, place / "quarantine.parquet"
            )
            stages.group(
                engine,
                ingested.cases,
                ready.rules,
                ready.codes,
                ready.policy,
                place / "out.parquet",
            )
        finally:
            engine.disconnect()
        return Grouped(
            _read(place / "out.parquet"),
            _read(place / "quarantine.parquet"),
        )


def group_one(case: Mapping[str, Any], directory: Path | str | Sequence[Rule] | Ready) -> Assigned:
    """床旁入组: one case, at once, with every step that led to its group.

    `case`: dx (principal diagnosis), and as far as known secondary and ops (lists of codes),
    main_op, age_days, weight_g (grams), sex (1 male, 2 female). Asked often, pass what `grouper`
    made ready. Raises EngineError without a diagnosis, and for a field that there isn't.

    >>> ready = grouper([Rule("JC1", "急性阑尾炎", Layer.BASIC, ("K35.8",), place="第2行")])
    >>> found = group_one({"dx": "k35.800"}, ready)
    >>> found.rule.code, found.trace[-1].place
    ('JC1', '第2行')
    >>> group_one({"dx": "J18.900"}, ready).rule is None
    True
    """
    ready = directory if isinstance(directory, Ready) else grouper(directory)
    if unknown := sorted(set(case) - set(_FIELDS)):
        raise EngineError(f"病例没有{'、'.join(unknown)}这样的项，可写{'、'.join(_FIELDS)}")
    if not str(case.get("dx") or "").strip():
        raise EngineError("病例没有主要诊断（dx）")
    asked: dict[str, Any] = {
        "dx": written(str(case["dx"])),
        "main_op": written(case.get("main_op") or ""),
        "age_days": case.get("age_days"),
        "weight_g": case.get("weight_g"),
        "sex": str(case.get("sex") or ""),
    }
    for name in ("secondary", "ops"):
        if isinstance(case.get(name), str):
            raise EngineError(f"{name}应是代码的列表，如[{case[name]!r}]")
        asked[name] = sorted({written(code) for code in case.get(name) or ()} - {""})
    return ready.bedside.group_one(asked)


_FIELDS = ("dx", "secondary", "ops", "main_op", "age_days", "weight_g", "sex")


def _today() -> Policy:
    return policy(datetime.datetime.now(datetime.UTC).astimezone().date())


def _read(path: Path) -> pa.Table:
    """In memory and of no file, which goes away."""
    return parquet.read_table(pa.BufferReader(path.read_bytes()))


def _plain(table: pa.Table) -> pa.Table:
    """Of plain columns: Polars' views of texts, and what pandas writes beside, become so."""
    fields = [pa.field(field.name, _kind(field.type)) for field in table.schema]
    return table.cast(pa.schema(fields))


def _kind(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_string_view(kind) or pa.types.is_large_string(kind):
        return pa.string()
    if pa.types.is_dictionary(kind):
        return _kind(kind.value_type)
    if pa.types.is_large_list(kind) or pa.types.is_list(kind):
        return pa.list_(_kind(kind.value_type))
    if pa.types.is_struct(kind):
        return pa.struct([pa.field(each.name, _kind(each.type)) for each in kind])
    return kind
