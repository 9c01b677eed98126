"""读入 reading: settlement lists from Parquet, json or csv as one table of one schema.

| form | what is read |
|---|---|
| Parquet | a file, or a folder of them (partitions too), with the columns of `schema.columns()` |
| json | a file of records, one a line or in one array, each with the nodes of transaction 4101A |
| csv | a folder with setlinfo.csv (amounts in `amt`, `fund_payamt`, yuan), diseinfo.csv, oprninfo.csv |

A field that is nowhere in a file is empty there; what an empty field means is for `cleaning`.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING

import ibis
import ibis.expr.types as ir

from zhida.engines.dip.notation import fen_column
from zhida.engines.dip.schema import LISTS, SUMS, columns, of_node
from zhida.engines.errors import EngineError, raised_by_engine, unreadable

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

RECORD = "ingested.json"
"""What marks a folder of cases that were cleaned (`ingested`): they are no lists."""
_JSON = (".json", ".jsonl", ".ndjson")
_PIECE = 2**20
_UNREADABLE = -(10**15)
"""Stands for an amount that isn't one: a sum that holds it is below zero, which `cleaning` sees."""


def read(engine: Backend, path: Path) -> ir.Table:
    """读入: the settlement lists at a path, in whichever of the three forms they are.

    Raises EngineError where nothing is there, or a file has none of the columns, or is damaged.
    """
    if not path.exists():
        raise EngineError(f"“{path}”不存在。请检查路径")
    if (path / RECORD).is_file():
        raise EngineError(f"“{path}”是zhida dip ingest清洗后的病例，这里要原来的结算清单")
    try:
        if path.is_dir() and (path / "setlinfo.csv").is_file():
            return _of_csv(engine, path)
        if path.suffix.lower() in _JSON:
            return _of_json(engine, path)
        return _of_parquet(engine, path)
    except EngineError:
        raise
    except Exception as wrong:  # whatever the engine's reader raises, it names the file
        if not raised_by_engine(wrong):
            raise
        raise unread(engine, path, wrong) from wrong


def unread(engine: Backend, path: Path, wrong: Exception) -> EngineError:
    """读不了: which file of lists the engine couldn't read, and where, by what it raised."""
    text, texts = str(wrong), []
    if path.is_dir():
        texts = sorted(path.glob("*.csv"))
    elif path.suffix.lower() in _JSON:
        texts = [path]
    for file in texts:
        if fault := _not_text(file) or (_ragged(file) if file.suffix == ".csv" else None):
            return fault
    if at := re.search(r"record/value (\d+)", text):
        return EngineError(f"“{path}”第{at[1]}条不是结算清单，或文件不完整。请重新导出")
    if files := damaged(engine, path) or ((path,) if path.is_file() else ()):
        listed = "、".join(f"“{each}”" for each in files[:5])
        return EngineError(
            f"{listed}不是Parquet文件，或已损坏。结算清单应为Parquet、json，或放着setlinfo.csv的文件夹"
        )
    return EngineError(f"“{path}”无法读取。请检查它是不是结算清单")


def _not_text(file: Path) -> EngineError | None:
    """What keeps a file from being UTF-8, read piece by piece."""
    try:
        with file.open(encoding="utf-8") as text:
            while text.read(_PIECE):
                pass
    except (OSError, UnicodeDecodeError) as wrong:
        return unreadable(file, wrong)
    return None


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


def _ragged(file: Path) -> EngineError | None:
    """The first row of a csv file that hasn't as many cells as its head."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            rows = csv.reader(text)
            head = next(rows, [])
            for row in rows:
                if row and len(row) != len(head):
                    return EngineError(
                        f"“{file}”第{rows.line_num}行有{len(row)}格，表头有{len(head)}格。"
                        "请补齐；含有逗号的一格请加引号"
                    )
    except csv.Error:
        return EngineError(f"“{file}”不是csv表格，或引号没有成对")
    return None


def _of_parquet(engine: Backend, path: Path) -> ir.Table:
    files = sorted(path.rglob("*.parquet")) if path.is_dir() else [path]
    if not files:
        raise EngineError(f"文件夹“{path}”里没有结算清单（*.parquet，或setlinfo.csv）")
    table = engine.read_parquet([str(file) for file in files], union_by_name=True)
    return _complete(table, path)


def _complete(table: ir.Table, path: Path) -> ir.Table:
    """The columns of the schema, those that are missing empty."""
    if {"layer", "directory"} <= set(table.columns):
        raise EngineError(f"“{path}”是分组结果，不是结算清单。请写分组所据的清单")
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
    told = engine.to_pyarrow(table.agg(rows=table.count(), lists=table.setlinfo.count()))
    if told["rows"][0].as_py() and not told["lists"][0].as_py():
        raise EngineError(f"“{path}”里没有setlinfo，不是结算清单")
    flat = table.select(
        *(table.setlinfo[field.name].name(field.name) for field in of_node("setlinfo")),
        *(table[node] for node in LISTS),
        **{column: _summed(table[node], of_node(node)[0].name) for node, column in SUMS.items()},
    )
    return _typed(flat)


def _of_csv(engine: Backend, path: Path) -> ir.Table:
    rows = _csv(engine, path / "setlinfo.csv")
    if "setl_id" not in rows.columns:
        file = path / "setlinfo.csv"
        raise _ragged(file) or EngineError(f"“{file}”第1行里没有setl_id列")
    for node, column in SUMS.items():
        name = of_node(node)[0].name
        rows = rows.mutate(**{column: _fen(rows[name]) if name in rows.columns else ibis.null()})
    for node in LISTS:
        file = path / f"{node}.csv"
        names = [field.name for field in of_node(node)]
        if not file.is_file():
            rows = rows.mutate(**{node: ibis.null(columns()[node])})
            continue
        lines = _csv(engine, file)
        if missing := {"setl_id", names[0]} - set(lines.columns):
            raise EngineError(f"“{file}”里没有{'、'.join(sorted(missing))}列")
        gathered = _gathered(lines, node, names)
        rows = rows.left_join(gathered, "setl_id").drop("setl_id_right")
    return _typed(_present(rows))


def _csv(engine: Backend, file: Path) -> ir.Table:
    """All cells as texts, in the one dialect that is asked for: nothing of it is guessed."""
    return engine.read_csv(
        str(file), all_varchar=True, header=True, delim=",", quote='"', escape='"'
    )  # fmt: skip


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
