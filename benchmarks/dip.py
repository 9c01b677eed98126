"""病种分值付费测速: discharges from Parquet to payout, by expressions and by hand-written SQL.

`PYTHONPATH=tools python -m benchmarks.dip 100000 1000000`: for each number of cases both ways run
in turn on the same files and machine, each in a process of its own; the answers must be equal to
the last digit, and the ratio of the times is what counts. Beside them the bare scan of the columns.
"""

from __future__ import annotations

import datetime
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zhida.engines.backend import connect
from zhida.engines.dip import assignment, catalogue, cleaning, reading, scores
from zhida.engines.dip.case_scores import score_cases
from zhida.engines.dip.codes import PROPERTIES, Codes
from zhida.engines.dip.directory import directory_text, fingerprint, read_directory
from zhida.engines.dip.measured import measure, measured_text, read_measured
from zhida.engines.dip.policy import policy
from zhida.engines.dip.rule_tables import rule_tables
from zhida.engines.dip.settlement import settle
from zhida.engines.dip.signatures import engine_table, keep
from zhida.engines.dip.synthetic import Plan, write_years
from zhida.engines.dip.synthetic_diseases import diseases, properties

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

DISEASES = 300
YEAR = 2025
FUND = 10**12
POLICY = policy(datetime.date(2026, 1, 1))
CODES = Codes(properties(diseases(DISEASES)))
HERE = Path(__file__).parent


@contextmanager
def timed(times: dict[str, float], name: str) -> Iterator[None]:
    """Seconds of a step."""
    began = time.perf_counter()
    yield
    times[name] = round(time.perf_counter() - began, 2)


def prepare(engine: Backend, folder: Path, cases: int) -> None:
    """The years, and a directory built from them, which both ways are given."""
    write_years(folder / "lists", Plan(cases=cases, diseases=DISEASES))
    lists = reading.read(engine, folder / "lists")
    kept = keep(engine, cleaning.clean(engine, lists, POLICY.max_case_cost_fen).cases)
    rules = catalogue.build(engine, kept, CODES, POLICY)
    (folder / "directory.csv").write_text(directory_text(rules), encoding="utf-8")


def by_expressions(engine: Backend, folder: Path, times: dict[str, float]) -> dict[str, int]:
    """As the product does it."""
    rules = read_directory(folder / "directory.csv")
    with timed(times, "clean"):
        lists = reading.read(engine, folder / "lists")
        cases = keep(engine, cleaning.clean(engine, lists, POLICY.max_case_cost_fen).cases)
    with timed(times, "group"):
        assigned = keep(engine, assignment.assign(engine, cases, rules, CODES, POLICY))
    with timed(times, "score"):
        table = scores.score(engine, assigned, rules, POLICY)
        measured = measure(engine, assigned, table, fingerprint(rules), POLICY)
        (folder / "measured.json").write_text(measured_text(measured), encoding="utf-8")
    with timed(times, "settle"):
        codes = engine_table(
            engine,
            {"number": list(range(len(rules) + 1)), "code": ["", *(rule.code for rule in rules)]},
            {"number": "int64", "code": "string"},
        )
        year = assigned.filter(assigned.year == YEAR).inner_join(codes, "number")
        scored = keep(engine, score_cases(engine, year, measured, POLICY))
        pools = settle(
            engine, scored, {("6501", "310"): FUND, ("6501", "390"): FUND}, POLICY, measured.places
        )
    return {f"{each.pool[1]} {payout.institution}": payout.points
            for each in pools for payout in each.payouts}  # fmt: skip


def by_hand(engine: Backend, folder: Path, times: dict[str, float]) -> dict[str, int]:
    """By the SQL beside this file; points of groups are those that were measured."""
    run = engine.con.execute
    rules = read_directory(folder / "directory.csv")
    measured = read_measured(folder / "measured.json")
    tables = rule_tables(engine, rules)
    for name in ("rules", "mains", "open", "related"):
        run(f"CREATE TEMP VIEW {name} AS SELECT * FROM {getattr(tables, name).get_name()}")
    known = {code: int(PROPERTIES[name]) for code, name in CODES.properties.items()}
    held: dict[str, dict[str, list[Any]]] = {
        "properties": {"code": list(known), "treatment": list(known.values())},
        "points": {
            "number": [at for at, rule in enumerate(rules, 1) if rule.code in measured.groups],
            "points": [measured.groups[rule.code].points for rule in rules
                       if rule.code in measured.groups],
        },
        "coefficients": {
            "hi_setl_lv": list(measured.coefficients),
            "coefficient": list(measured.coefficients.values()),
        },
    }  # fmt: skip
    for name, columns in held.items():
        kinds = {
            column: "string" if column in ("code", "hi_setl_lv") else "int64" for column in columns
        }
        made = engine_table(engine, columns, kinds)
        run(f"CREATE TEMP VIEW {name} AS SELECT * FROM {made.get_name()}")
    run(f"CREATE TEMP VIEW lists AS FROM read_parquet('{folder}/lists/**/*.parquet')")
    with timed(times, "clean to score"):
        for statement in (HERE / "dip.sql").read_text("utf-8").split(";"):
            run(statement)
    with timed(times, "settle"):
        run((HERE / "dip_payout.sql").read_text("utf-8"), {"year": YEAR, "value": measured.value})
        rows = run("SELECT insutype, fixmedins_code, points FROM payouts").fetchall()
    return {f"{insured} {institution}": points for insured, institution, points in rows}


def scan(engine: Backend, folder: Path, times: dict[str, float]) -> dict[str, int]:
    """Nothing but reading every column that the engine needs."""
    with timed(times, "scan"):
        engine.con.execute(
            "SELECT count(setl_id), max(dscg_time), sum(amt_fen), sum(fund_payamt_fen), "
            "sum(len(diseinfo)), max(diseinfo[1].diag_code), max(oprninfo[1].oprn_oprt_code), "
            "max(adm_time), max(dcla_time), max(fixmedins_code), max(insu_admdvs) "
            f"FROM read_parquet('{folder}/lists/**/*.parquet')"
        ).fetchall()
    return {}


WAYS = {"expressions": by_expressions, "hand": by_hand, "scan": scan}


def main(arguments: list[str]) -> None:
    """Numbers of cases; or, in a process of its own, one way in one folder."""
    if arguments[0] in WAYS or arguments[0] == "prepare":
        alone(arguments[0], Path(arguments[1]), arguments[2:])
        return
    for cases in map(int, arguments):
        with tempfile.TemporaryDirectory(prefix="dip-") as folder:
            child("prepare", folder, str(cases))
            found: dict[str, Any] = {}
            for way in (*WAYS, *WAYS):  # twice, the better counts: the first reads cold files
                outcome = child(way, folder)
                if way not in found or outcome["seconds"] < found[way]["seconds"]:
                    found[way] = outcome
        assert found["expressions"]["answer"] == found["hand"]["answer"] != {}
        hand = found["hand"]["seconds"]
        for way, outcome in found.items():
            print(f"{cases:>10} {way:<12} {outcome['seconds']:7.2f} s  ratio to hand "
                  f"{outcome['seconds'] / hand:5.2f}  peak {outcome['peak_mb']} MB  {outcome['steps']}")  # fmt: skip


def child(*arguments: str) -> dict[str, Any]:
    """One way in a process of its own, so that its peak of memory is its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.dip", *arguments], check=True, stdout=subprocess.PIPE
    )
    answer: dict[str, Any] = json.loads(done.stdout or b"{}")
    return answer


def alone(way: str, folder: Path, more: list[str]) -> None:
    """In that process: the answer, seconds, steps and peak memory, as json."""
    with tempfile.TemporaryDirectory(prefix="dip-spill-") as spill:
        engine = connect(Path(spill))
        if way == "prepare":
            prepare(engine, folder, int(more[0]))
            return
        times: dict[str, float] = {}
        answer = WAYS[way](engine, folder, times)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        told = {"answer": answer, "steps": times, "seconds": sum(times.values()), "peak_mb": peak}
        print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1:])
