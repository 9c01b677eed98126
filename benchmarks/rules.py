"""规则链测速: a chain of 5,000 rules asked of cases, beside hand-written SQL and a bare scan.

`PYTHONPATH=tools python -m benchmarks.rules 100000 1000000 10000000`: grouping alone, cleaned cases
from Parquet to Parquet (cleaning is timed by `benchmarks.dip`). The rules are built from a small
year of 4,000 diseases, one case being enough for a group, and cut to 5,000 across all of it. By
hand it is the part of `dip.sql` that groups; both ways must put every case in the same group.
"""

from __future__ import annotations

import dataclasses
import os
import resource
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.dip import HERE, POLICY, given_rules
from benchmarks.drg import timed
from zhida.engines.backend import connect
from zhida.engines.dip import assignment, catalogue, cleaning, reading
from zhida.engines.dip.codes import Codes
from zhida.engines.dip.directory import Rule
from zhida.engines.dip.signatures import keep
from zhida.engines.dip.synthetic import Plan, write_years
from zhida.engines.dip.synthetic_diseases import diseases, properties

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from ibis.backends.duckdb import Backend

RULES, DISEASES, SAMPLE = 5000, 4000, 200_000
CODES = Codes(properties(diseases(DISEASES)))
HAND = ("sigs", "sig_ops", "sig_class", "keys", "best", "grouped")
"""The tables of `dip.sql` that grouping is made of."""


def chain(engine: Backend, folder: Path) -> tuple[Rule, ...]:
    """The rules, spread evenly over the groups that the small year gives."""
    built = catalogue.build(
        engine, cleaned(engine, folder, SAMPLE), CODES, dataclasses.replace(POLICY, threshold=1)
    )
    assert len(built) >= RULES
    return tuple(built[at * len(built) // RULES] for at in range(RULES))


def cleaned(engine: Backend, folder: Path, cases: int) -> ir.Table:
    """The cases of a year of so many discharges."""
    lists = folder / f"lists-{cases}"
    write_years(lists, Plan(cases=cases, diseases=DISEASES))
    read = reading.read(engine, lists)
    return keep(engine, cleaning.clean(engine, read, POLICY.max_case_cost_fen).cases)


def by_expressions(engine: Backend, file: Path, rules: tuple[Rule, ...], out: Path) -> None:
    """As the product does it."""
    cases = engine.read_parquet(str(file))
    grouped = assignment.assign(engine, cases, rules, CODES, POLICY)
    engine.to_parquet(grouped.select("setl_id", "number"), out, compression="zstd")


def by_hand(engine: Backend, file: Path, out: Path) -> None:
    """By the SQL, given the rules as tables."""
    run = engine.con.execute
    run(f"CREATE OR REPLACE TEMP VIEW cases AS FROM read_parquet('{file}')")
    for statement in grouping():
        run(statement.replace("CREATE TEMP", "CREATE OR REPLACE TEMP"))
    run(f"COPY (SELECT setl_id, number FROM grouped) TO '{out}' (COMPRESSION zstd)")


def grouping() -> Iterator[str]:
    """The statements of `dip.sql` from signatures to groups."""
    for statement in (HERE / "dip.sql").read_text("utf-8").split(";"):
        head, made, _ = statement.partition(" AS\n")
        if made and head.split()[-1] in HAND:
            yield statement


def scan(engine: Backend, file: Path) -> None:
    """Nothing but reading the columns that grouping needs."""
    engine.con.execute(
        f"SELECT max(setl_id), max(dx), max(ops), max(main_op) FROM '{file}'"
    ).fetchall()


def differing(engine: Backend, one: Path, other: Path) -> tuple[int, int]:
    """How many cases the two put into different groups; and how many are in a group."""
    ((wrong, grouped),) = engine.con.execute(
        "SELECT count(*) FILTER (one.number IS DISTINCT FROM other.number), "
        f"count(*) FILTER (one.number > 0) FROM '{one}' AS one "
        f"FULL JOIN '{other}' AS other USING (setl_id)"
    ).fetchall()
    return wrong, grouped


def main(arguments: list[str]) -> None:
    """Numbers of cases."""
    with tempfile.TemporaryDirectory(prefix="rules-") as place:
        folder = Path(place)
        engine = connect(folder / "spill")
        rules = chain(engine, folder)
        given_rules(engine, rules, CODES)
        for cases in map(int, arguments):
            file, one, other = (folder / f"{name}.parquet" for name in ("cases", "one", "other"))
            engine.to_parquet(cleaned(engine, folder, cases), file, compression="zstd")
            ways = {
                "scan": timed(lambda file=file: scan(engine, file)),  # type: ignore[misc]
                "hand": timed(lambda file=file, other=other: by_hand(engine, file, other)),  # type: ignore[misc]
                "expressions": timed(lambda file=file, one=one: by_expressions(  # type: ignore[misc]
                    engine, file, rules, one)),
            }  # fmt: skip
            wrong, grouped = differing(engine, one, other)
            assert not wrong, f"{wrong} of {cases} cases are in different groups"
            for name, (clock, busy) in ways.items():
                print(f"{cases:>10} {name:<12} {clock:7.2f} s  ratio to hand "
                      f"{clock / ways['hand'][0]:5.2f}  of the processor {busy:7.2f} s, "
                      f"{busy / ways['hand'][1]:5.2f}", flush=True)  # fmt: skip
            print(f"{cases:>10} {len(rules)} rules, {grouped} cases in a group, alike both ways, "
                  f"load {os.getloadavg()[0]:.1f}", flush=True)  # fmt: skip
        engine.disconnect()
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
