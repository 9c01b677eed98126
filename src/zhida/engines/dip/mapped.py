"""映射清单 mapped: settlement lists with their codes put into ours, and what became of each code."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import ibis
import ibis.expr.types as ir

from zhida.engines.dip.mapping import FILES, CodeMap, MapRow, Maps
from zhida.engines.dip.notation import written
from zhida.engines.dip.schema import Node, of_node
from zhida.engines.dip.signatures import engine_table, keep

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

_NO_DAY = -1


@dataclass(frozen=True, slots=True)
class Met:
    """所遇代码: a code of the lists as it was written, in how many lines, and its map row."""

    node: Node
    code: str
    lines: int
    row: MapRow | None


@dataclass(frozen=True, slots=True)
class Rate:
    """映射率: how many lines, and how many different codes, had a row."""

    lines: int
    mapped_lines: int
    codes: int
    mapped_codes: int

    @property
    def percent_hundredths(self) -> int | None:
        """Lines mapped, in hundredths of a percent, rounded down; None without a line."""
        return self.mapped_lines * 10_000 // self.lines if self.lines else None


@dataclass(frozen=True, slots=True)
class MappedLists:
    """映射结果: the lists with our codes, and every code that was met, the most frequent first."""

    lists: ir.Table
    met: tuple[Met, ...]

    def rate(self, node: Node) -> Rate:
        """映射率 of diagnoses or procedures."""
        met = [each for each in self.met if each.node == node]
        mapped = [each for each in met if each.row is not None]
        return Rate(
            sum(each.lines for each in met),
            sum(each.lines for each in mapped),
            len({each.code for each in met}),
            len({each.code for each in met}) - len({e.code for e in met if e.row is None}),
        )

    def unmapped(self, node: Node) -> dict[str, int]:
        """未映射的代码: with the number of their lines, the most frequent first."""
        counted: Counter[str] = Counter()
        for each in self.met:
            if each.node == node and each.row is None:
                counted[each.code] += each.lines
        return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))

    def kinds(self, node: Node) -> dict[str, int]:
        """对应关系: lines by kind of match."""
        counted: Counter[str] = Counter()
        for each in self.met:
            if each.node == node and each.row is not None:
                counted[each.row.kind] += each.lines
        return dict(sorted(counted.items()))


def map_lists(engine: Backend, lists: ir.Table, maps: Maps) -> MappedLists:
    """映射: lists (columns of `schema.columns()`) by maps, each as on its day of discharge.

    A list whose day can't be read keeps its codes, which count as unmapped; it goes to quarantine.
    """
    days = lists.dscg_time.try_cast("timestamp").date()
    numbered = keep(engine, lists.mutate(list_row=ibis.row_number(), list_day=days))
    met: list[Met] = []
    mapped: ir.Table = numbered
    for node in FILES:
        if code_map := maps.of.get(node):
            found, changed = _met(engine, numbered, node, code_map)
            met += found
            if changed is not None:
                mapped = mapped.drop(node).left_join(changed, "list_row")
                mapped = mapped.drop("list_row_right").mutate(
                    **{node: mapped[node].cast(lists[node].type())}
                )
    met.sort(key=lambda each: (each.node, -each.lines, each.code))
    return MappedLists(mapped.select(*lists.columns), tuple(met))


def _met(
    engine: Backend, lists: ir.Table, node: Node, code_map: CodeMap
) -> tuple[list[Met], ir.Table | None]:
    """What was met of a node, and its lines by list_row where any code changes."""
    names = [field.name for field in of_node(node)]
    code = names[0]
    editions = _editions(engine, lists, code_map)
    places = lists.filter(lists[node].length() > 0).select(
        "list_row", "list_day", node, at=lambda table: ibis.range(table[node].length()).unnest()
    )
    lines = places.select("list_row", "list_day", "at", line=places[node][places["at"]])
    lines = lines.select(
        "list_row", "list_day", "at", **{name: lines.line[name] for name in names}
    ).left_join(editions, "list_day")
    lines = keep(
        engine, lines.mutate(edition=lines.edition.fill_null(_NO_DAY)).drop("list_day_right")
    )
    different = lines.filter(lines[code].fill_null("").strip() != "").group_by(["edition", code])
    rows = engine.to_pyarrow(different.agg(met_lines=lambda table: table.count())).to_pylist()
    answers = {
        (row["edition"], row[code]): _answer(code_map, row["edition"], row[code]) for row in rows
    }
    met = [
        Met(node, row[code], row["met_lines"], answers[row["edition"], row[code]]) for row in rows
    ]
    changes = {key: row.dst_code for key, row in answers.items() if row and row.dst_code != key[1]}
    return met, _changed(engine, lines, node, names, changes) if changes else None


def _editions(engine: Backend, lists: ir.Table, code_map: CodeMap) -> ir.Table:
    """Of each day of discharge the number of the map's span of days."""
    found = engine.to_pyarrow(lists.filter(lists.list_day.notnull()).select("list_day").distinct())
    days: list[datetime.date] = found["list_day"].to_pylist()
    return engine_table(
        engine,
        {"list_day": days, "edition": [code_map.edition(day) for day in days]},
        {"list_day": "date", "edition": "int64"},
    )


def _answer(code_map: CodeMap, edition: int, code: str) -> MapRow | None:
    if edition < 1:  # no day, or before the first row begins
        return None
    return code_map.row(written(code), code_map.edges[edition - 1])


def _changed(
    engine: Backend,
    lines: ir.Table,
    node: Node,
    names: list[str],
    changes: Mapping[tuple[int, str], str],
) -> ir.Table:
    code = names[0]
    answers = engine_table(
        engine,
        {
            "edition": [edition for edition, _ in changes],
            code: [written_so for _, written_so in changes],
            "target": list(changes.values()),
        },
        {"edition": "int64", code: "string", "target": "string"},
    )
    both = lines.left_join(answers, ["edition", code])
    both = both.mutate(**{code: both.target.fill_null(both[code])})
    record = ibis.struct({name: both[name] for name in names})
    both = both.mutate(record=record)
    gathered = both.group_by("list_row").agg(
        **{node: lambda table: table.record.collect(order_by=table["at"])}
    )
    return keep(engine, gathered)
