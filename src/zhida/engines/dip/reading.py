"""读入 reading: settlement lists from Parquet, json or csv as one table of one schema.

| form | what is read |
|---|---|
| Parquet | a file, or a folder of them (partitions too), with the columns of `schema.columns()` |
| json | a file of records, one a line or in one array, each with the nodes of transaction 4101A |
| csv | a folder with setlinfo.csv (amounts in `amt`, `fund_payamt`, yuan), diseinfo.csv, oprninfo.csv |

A field that is nowhere in a file is empty there; what an empty field means is for `cleaning`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import ibis
import ibis.expr.types as ir

from zhida.engines.dip.notation import fen_column
from zhida.engines.dip.schema import LISTS, SUMS, columns, of_node
from zhida.engines.errors import EngineError, raised_by_engine

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

_UNREADABLE = -(10**15)
"""Stands for an amount that isn't one: a sum that holds it is below zero, which `cleaning` sees."""


def read(engine: Backend, path: Path) -> ir.Table:
    """读入: the settlement lists at a path, in whichever of the three forms they are.

    Raises EngineError where nothing is there, or a file has none of the columns, or is damaged.
    """
    if not path.exists():
        raise EngineError(f"“{path}”不存在。请检查路径")
    try:
        if path.is_dir() and (path / "setlinfo.csv").is_file():
            return _of_csv(engine, path)
        if path.suffix.lower() in (".json", ".jsonl", ".ndjson"):
            return _of_json(engine, path)
        return _of_parquet(engine, path)
    except EngineError:
        raise
    except Exception as wrong:  # whatever the engine's reader raises, it names the file
        if not raised_by_engine(wrong):
            raise
        first = str(wrong).strip().splitlines()[0]
        raise EngineError(f"“{path}”无法读取：{first}") from wrong


def damaged(engine: Backend, path: Path) -> tuple[Path, ...]:
    """损坏的文件: the Parquet files at a path that can't be read to their end, each tried alone."""
    files = sorted(path.rglob("*.parquet")) if path.is_dir() else [path]
    return tuple(file for file in files if file.suffix == ".parquet" and not _sound(engine, file))


def _sound(engine: Backend, file: Path) -> bool:
    try:
        table = engine.read_parquet(str(file), hive_partitioning=False)
        engine.to_pyarrow(
            table.agg([table[name].hash().max().name(name) for name in table.columns])
        )
    except Exception as wrong:  # whatever the engine's reader raises
        if not raised_by_engine(wrong):
            raise
        return False
    return True


def _of_parquet(engine: Backend, path: Path) -> ir.Table:
    files = sorted(path.rglob("*.parquet")) if path.is_dir() else [path]
    if not files:
        raise EngineError(f"文件夹“{path}”里没有结算清单（*.parquet，或setlinfo.csv）")
    table = engine.read_parquet([str(file) for file in files], union_by_name=True)
    return _complete(table, path)


def _complete(table: ir.Table, path: Path) -> ir.Table:
    """The columns of the schema, those that are missing empty."""
    if "setl_id" not in table.columns:
        raise EngineError(f"“{path}”里没有setl_id列，不是结算清单。列：{'、'.join(table.columns)}")
    return table.select(
        **{
            name: table[name].cast(kind) if name in table.columns else ibis.null(kind)
            for name, kind in columns().items()
        }
    )


def _of_json(engine: Backend, path: Path) -> ir.Table:
    wire = {
        node: "STRUCT({})[]".format(", ".join(f"{field.name} VARCHAR" for field in of_node(node)))
        for node in ("setlinfo", *LISTS, *SUMS)
    }
    wire["setlinfo"] = wire["setlinfo"].removesuffix("[]")
    table = engine.read_json(str(path), columns=wire)
    flat = table.select(
        *(table.setlinfo[field.name].name(field.name) for field in of_node("setlinfo")),
        *(table[node] for node in LISTS),
        **{column: _summed(table[node], of_node(node)[0].name) for node, column in SUMS.items()},
    )
    return _typed(flat)


def _of_csv(engine: Backend, path: Path) -> ir.Table:
    rows = engine.read_csv(str(path / "setlinfo.csv"), all_varchar=True)
    if "setl_id" not in rows.columns:
        raise EngineError(f"“{path / 'setlinfo.csv'}”里没有setl_id列")
    for node, column in SUMS.items():
        name = of_node(node)[0].name
        rows = rows.mutate(**{column: _fen(rows[name]) if name in rows.columns else ibis.null()})
    for node in LISTS:
        file = path / f"{node}.csv"
        names = [field.name for field in of_node(node)]
        if not file.is_file():
            rows = rows.mutate(**{node: ibis.null(columns()[node])})
            continue
        lines = engine.read_csv(str(file), all_varchar=True)
        if missing := {"setl_id", names[0]} - set(lines.columns):
            raise EngineError(f"“{file}”里没有{'、'.join(sorted(missing))}列")
        gathered = _gathered(lines, node, names)
        rows = rows.left_join(gathered, "setl_id").drop("setl_id_right")
    return _typed(_present(rows))


def _summed(lines: ir.ArrayValue, name: str) -> ir.IntegerValue:
    return lines.map(lambda line: _fen(line[name])).sums()


def _gathered(lines: ir.Table, node: str, names: list[str]) -> ir.Table:
    """The lines of each list, in one list, whatever their order in the file."""
    fields = {name: lines[name] if name in lines.columns else ibis.null("string") for name in names}
    lines = lines.select("setl_id", **fields).mutate(record=ibis.struct(fields))
    keys = [lines[name] for name in names]
    return lines.group_by("setl_id").agg(lines.record.collect(order_by=keys).name(node))


def _present(table: ir.Table) -> ir.Table:
    return table.select(
        **{
            name: table[name] if name in table.columns else ibis.null(kind)
            for name, kind in columns().items()
        }
    )


def _typed(table: ir.Table) -> ir.Table:
    """Texts as the schema has them; what isn't such a number becomes empty."""
    return table.select(
        **{
            name: table[name].try_cast(kind) if kind.startswith("int") else table[name]
            for name, kind in columns().items()
        }
    )


def _fen(yuan: ir.StringValue) -> ir.IntegerValue:
    """Yuan as printed to fen; what is no amount, or finer than a fen, is `_UNREADABLE`."""
    return ibis.ifelse(yuan.isnull(), 0, fen_column(yuan, signed=True).fill_null(_UNREADABLE))
