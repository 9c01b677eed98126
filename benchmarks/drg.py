"""诊断相关分组测速: cases into groups by expressions, against a bare scan; and one case with its trace.

`PYTHONPATH=tools python -m benchmarks.drg 100000 1000000 [--peer PYTHON]`: grouping starts at
cleaned cases (cleaning is timed by `benchmarks.dip`). Once with the sample rules, once with a rule
set of the size of a national one, invented too. PYTHON is an interpreter that has drgpy, a grouper
of another country's scheme (MS-DRG) whose rules can't be exchanged: it is timed on cases of its own,
one at a time, beside ours on ours.
"""

from __future__ import annotations

import datetime
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from zhida.engines.backend import connect
from zhida.engines.dip.cleaning import clean
from zhida.engines.dip.policy import policy
from zhida.engines.dip.reading import read
from zhida.engines.drg.assignment import assign
from zhida.engines.drg.bedside import Grouper
from zhida.engines.drg.reading import read_rules
from zhida.engines.drg.ruleset import RuleSet
from zhida.engines.drg.sample_rules import write_sample_rules
from zhida.engines.drg.synthetic import write_years

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

POLICY = policy(datetime.date(2026, 1, 1))
ADJACENT, COMPLICATIONS, EXCLUSIONS = 400, 20_000, 28_000
"""The size of a national rule set, on top of the sample."""

VARIED = """
SELECT 'V-' || i AS setl_id, printf('K%02d.%d00x%03d', a % 100, i % 10, a) AS dx,
  [printf('T%02d.%03d', c % 100, c // 100) FOR c IN
   list_sort([(hash(i * 8 + n) % 20000)::BIGINT FOR n IN range((hash(i) % 7)::BIGINT)])] AS secondary,
  CASE WHEN i % 2 = 0 THEN '' ELSE printf('%02d.%d%d00', a % 99 + 1, i % 9, a // 99) END AS ops,
  ops AS main_op, (hash(i + 1) % 33000)::BIGINT AS age_days, NULL::BIGINT AS weight_g,
  CASE WHEN i % 10 = 0 THEN '男' ELSE '1' END AS sex
FROM (SELECT range AS i, (hash(range + 7) % 400)::BIGINT AS a FROM range({size}))
"""
"""Cases for the wide rules: 4,000 diagnoses, up to six others of 20,000 codes, hardly two alike."""

ONE_BY_ONE = 20_000
PEER = """
import json, statistics, sys, time
from drgpy.msdrg import DRGEngine
engine = DRGEngine()
cases = [(["I21.4", "J96.01"], ["027034Z"]), (["K35.80"], ["0DTJ4ZZ"]), (["I50.9", "E11.9"], []),
         (["C34.90", "J18.9"], []), (["S06.0X0A"], []), (["N40.0"], ["0VT08ZZ"])]
cases = [([code.replace(".", "") for code in dx], ops) for dx, ops in cases]
found = sorted({str(engine.get_drg(dx, ops)) for dx, ops in cases})
times = []
for at in range(int(sys.argv[1])):
    dx, ops = cases[at % len(cases)]
    began = time.thread_time_ns()
    engine.get_drg(dx, ops)
    times.append(time.thread_time_ns() - began)
times.sort()
print(json.dumps({"median": statistics.median(times), "p99": times[len(times) * 99 // 100],
                  "groups": found}))
"""


def wide_rules(folder: Path) -> RuleSet:
    """The sample, and beside it as many groups, complications and exclusions as a nation has."""
    write_sample_rules(folder)
    more: dict[str, list[str]] = {name: [] for name in ("adrg", "drg", "lists", "complications",
                                                        "exclusions")}  # fmt: skip
    for at in range(ADJACENT):
        kind = "ABCDEFGHIJRSTUVWXY"[at % 18]
        code = f"G{kind}{'0abcdefghijklmnopqrstuvwxyz'[at // 18]}"
        asked = f"pdx:D{at}" + (f" & main:O{at}" if kind <= "J" else "")
        more["adrg"].append(f"{code},测{at},G,{asked}")
        more["drg"] += [
            f"{code}1,测{at},{code},mcc",
            f"{code}3,测{at},{code},cc",
            f"{code}5,测{at},{code},",
        ]
        more["lists"] += [f"D{at},dx,K{at % 100:02d}.{each}00x{at:03d}" for each in range(10)]
        more["lists"] += [f"O{at},op,{at % 99 + 1:02d}.{each}{at // 99}00" for each in range(10)]
    for at in range(COMPLICATIONS):
        level = "MCC" if at % 5 == 0 else "CC"
        more["complications"].append(f"T{at % 100:02d}.{at // 100:03d},{level},{at % 300 + 1000}")
    for at in range(EXCLUSIONS):
        more["exclusions"].append(f"U{at % 100:02d}.{at // 100:03d},{at % 300 + 1000}")
    for name, lines in more.items():
        with (folder / f"{name}.csv").open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
    return read_rules(folder)


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """The better of two runs: seconds by the clock, and of both processors."""
    taken = []
    for _ in range(2):
        began, busy = time.perf_counter(), time.process_time()
        work()
        taken.append((time.perf_counter() - began, time.process_time() - busy))
    return min(seconds for seconds, _ in taken), min(busy for _, busy in taken)


def by_expressions(engine: Backend, file: Path, rules: RuleSet, out: Path) -> None:
    """Cases from Parquet to Parquet."""
    grouped = assign(engine, engine.read_parquet(str(file)), rules, POLICY)
    engine.to_parquet(grouped.select("setl_id", "number", "severity"), out, compression="zstd")


def scan(engine: Backend, file: Path) -> None:
    """Nothing but reading the columns that grouping needs."""
    engine.con.execute(
        "SELECT max(setl_id), max(dx), sum(len(secondary)), max(secondary[1]), max(ops), "
        f"max(main_op), sum(age_days), sum(weight_g), max(sex) FROM '{file}'"
    ).fetchall()


def one_by_one(rules: RuleSet, cases: Sequence[Mapping[str, object]]) -> tuple[float, float]:
    """Median and 99th percentile, microseconds of processor time a case, with its trace."""
    grouper, taken = Grouper(rules, POLICY), []
    for each in cases:
        began = time.thread_time_ns()
        grouper.group_one(each)
        taken.append(time.thread_time_ns() - began)
    taken.sort()
    return statistics.median(taken) / 1000, taken[len(taken) * 99 // 100] / 1000


def main(arguments: list[str]) -> None:
    """Numbers of cases; and where drgpy is."""
    peer = arguments[arguments.index("--peer") + 1] if "--peer" in arguments else ""
    sizes = [int(each) for each in arguments if each.isdigit()]
    with tempfile.TemporaryDirectory(prefix="drg-") as place:
        folder = Path(place)
        engine = connect(folder)
        write_sample_rules(folder / "sample")
        rule_sets = {"sample": read_rules(folder / "sample"), "wide": wide_rules(folder / "wide")}
        for size in sizes:
            write_years(folder / "lists.parquet", size)
            cleaned = clean(engine, read(engine, folder / "lists.parquet"),
                            POLICY.max_case_cost_fen).cases  # fmt: skip
            file = folder / "cases.parquet"
            engine.to_parquet(cleaned, file, compression="zstd")
            varied = folder / "varied.parquet"
            engine.con.execute(f"COPY ({VARIED.format(size=size)}) TO '{varied}' (FORMAT parquet)")
            files = {"sample": file, "wide": varied}
            for name, rules in rule_sets.items():
                file = files[name]
                clock, bare = timed(lambda file=file: scan(engine, file))  # type: ignore[misc]
                print(f"{size:>10} scan    {clock:7.2f} s  processors {bare:6.2f} s")
                clock, busy = timed(lambda file=file, rules=rules: by_expressions(  # type: ignore[misc]
                    engine, file, rules, folder / "out.parquet"))  # fmt: skip
                print(f"{size:>10} {name:<7} {clock:7.2f} s  processors {busy:6.2f} s  "
                      f"{size / clock:>10,.0f} cases/s  {busy / bare:6.1f} × scan  "
                      f"load {os.getloadavg()[0]:.1f}")  # fmt: skip
        for name, rules in rule_sets.items():
            rows = engine.to_pyarrow(engine.read_parquet(str(files[name])).limit(ONE_BY_ONE))
            asked = [row | {"ops": [op for op in row["ops"].split("|") if op]}
                     for row in rows.to_pylist()]  # fmt: skip
            median, high = one_by_one(rules, asked)
            print(f"one case {name:<7} median {median:6.1f} µs  p99 {high:6.1f} µs")
        engine.disconnect()
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    if peer:
        done = subprocess.run(
            [peer, "-c", PEER, str(ONE_BY_ONE)], check=True, stdout=subprocess.PIPE
        )
        said = json.loads(done.stdout)
        print(f"drgpy (its own rules) median {said['median'] / 1000:.1f} µs  "
              f"p99 {said['p99'] / 1000:.1f} µs  groups {said['groups']}")  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1:])
