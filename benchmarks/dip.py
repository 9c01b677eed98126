"""病种分值付费测速: discharges from Parquet to payout, by expressions and by hand-written SQL.

`PYTHONPATH=tools python -m benchmarks.dip 100000 1000000`: for each number of cases both ways run
in turn on the same files and machine, each in a process of its own; the answers must be equal to
the last digit, and the ratio of the times is what counts; processor seconds stand beside them,
since others may be at work. Then the bare scan of the columns, and the same cases at the bedside.
`DISEASES=2500` invents so many diseases, and with them a longer chain of rules.
`… plan 100000` prints the plan of the hand-written SQL with its rows.
"""

from __future__ import annotations

import datetime
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zhida.engines.backend import engine_at
from zhida.engines.dip import assignment, bedside, catalogue, cleaning, reading, scores
from zhida.engines.dip.case_scores import score_cases
from zhida.engines.dip.codes import PROPERTIES, Codes
from zhida.engines.dip.directory import Rule, directory_text, fingerprint, read_directory
from zhida.engines.dip.measured import measure, measured_text, read_measured
from zhida.engines.dip.policy import policy
from zhida.engines.dip.rule_tables import rule_tables
from zhida.engines.dip.settlement import settle
from zhida.engines.dip.signatures import engine_table, keep
from zhida.engines.dip.synthetic import Plan, write_years
from zhida.engines.dip.synthetic_diseases import diseases, properties

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

DISEASES = int(os.environ.get("DISEASES", "300"))
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


def at_the_bedside(engine: Backend, folder: Path, times: dict[str, float]) -> dict[str, int]:
    """Up to 10⁵ cases one by one: how fast, how slow the slowest hundredth, and whether alike."""
    rules = read_directory(folder / "directory.csv")
    lists = reading.read(engine, folder / "lists")
    cases = keep(engine, cleaning.clean(engine, lists, POLICY.max_case_cost_fen).cases.limit(10**5))
    assigned = engine.to_pyarrow(assignment.assign(engine, cases, rules, CODES, POLICY)).to_pylist()
    asked = [each | {"ops": each["ops"].split("|") if each["ops"] else []} for each in assigned]
    grouper = bedside.Grouper(rules, CODES, POLICY)
    spent: list[int] = []
    alike = 0
    for traced in (False, True):
        spent.clear()
        processor = time.process_time()
        for case in asked:
            began = time.perf_counter_ns()
            found = grouper.group_one(case)
            if traced:
                found.trace  # noqa: B018  its steps are made when asked for
            spent.append(time.perf_counter_ns() - began)
            alike += found.number == case["number"]
        processor = time.process_time() - processor
        spent.sort()
        what = "with trace" if traced else "without"
        times[f"{what}, a second"] = round(10**9 * len(spent) / sum(spent))
        times[f"{what}, a second of the processor"] = round(len(spent) / processor)
        times[f"{what}, median µs"] = spent[len(spent) // 2] / 1000
        times[f"{what}, p99 µs"] = spent[len(spent) * 99 // 100] / 1000
    assert alike == 2 * len(asked) > 0
    return {"cases": len(asked), "rules": len(rules)}


def by_hand(engine: Backend, folder: Path, times: dict[str, float]) -> dict[str, int]:
    """By the SQL beside this file; points of groups are those that were measured."""
    given_to_hand(engine, folder)
    run = engine.con.execute
    with timed(times, "clean to score"):
        for statement in (HERE / "dip.sql").read_text("utf-8").split(";"):
            run(statement)
    value = read_measured(folder / "measured.json").value
    with timed(times, "settle"):
        run((HERE / "dip_payout.sql").read_text("utf-8"), {"year": YEAR, "value": value})
        rows = run("SELECT insutype, fixmedins_code, points FROM payouts").fetchall()
    return {f"{insured} {institution}": points for insured, institution, points in rows}


def plan(engine: Backend, folder: Path, times: dict[str, float]) -> dict[str, int]:
    """Of the hand-written SQL: each statement's operators, with the rows that each gives."""
    by_expressions(engine, folder, {})
    given_to_hand(engine, folder)
    for statement in (HERE / "dip.sql").read_text("utf-8").split(";"):
        head, _, query = statement.partition(" AS\n")
        told = engine.con.execute(f"EXPLAIN (ANALYZE, FORMAT json) {query}").fetchall()[0][1]
        print(head.strip().rpartition(" ")[2], file=sys.stderr)
        for depth, node in operators(json.loads(told)["children"][0]["children"][0], 1):
            name, rows = node["operator_name"].strip(), node["operator_cardinality"]
            print(f"{'  ' * depth}{name.lower()} {rows} rows", file=sys.stderr)
        engine.con.execute(statement)
    return {}


def operators(node: dict[str, Any], depth: int) -> Iterator[tuple[int, dict[str, Any]]]:
    """A plan from its result down."""
    yield depth, node
    for child_ in node["children"]:
        yield from operators(child_, depth + 1)


def given_to_hand(engine: Backend, folder: Path) -> None:
    """The tables that the hand-written SQL starts from."""
    rules = read_directory(folder / "directory.csv")
    measured = read_measured(folder / "measured.json")
    given_rules(engine, rules, CODES)
    scored = [at for at, rule in enumerate(rules, 1) if rule.code in measured.groups]
    given(engine, "points", {"number": "int64", "points": "int64"}, {
        "number": scored, "points": [measured.groups[rules[at - 1].code].points for at in scored],
    })  # fmt: skip
    given(engine, "coefficients", {"hi_setl_lv": "string", "coefficient": "int64"}, {
        "hi_setl_lv": list(measured.coefficients),
        "coefficient": list(measured.coefficients.values()),
    })  # fmt: skip
    engine.con.execute(
        f"CREATE TEMP VIEW lists AS FROM read_parquet('{folder}/lists/**/*.parquet')"
    )


def given_rules(engine: Backend, rules: Sequence[Rule], codes: Codes) -> None:
    """A directory's rules, spelt out as tables, and the properties of procedures."""
    tables = rule_tables(engine, rules)
    for name in ("rules", "mains", "open", "related"):
        rows = getattr(tables, name).get_name()
        engine.con.execute(f"CREATE TEMP VIEW {name} AS SELECT * FROM {rows}")
    known = {code: int(PROPERTIES[name]) for code, name in codes.properties.items()}
    given(engine, "properties", {"code": "string", "treatment": "int64"}, {
        "code": list(known), "treatment": list(known.values()),
    })  # fmt: skip


def given(engine: Backend, name: str, kinds: dict[str, str], columns: dict[str, list[Any]]) -> None:
    """A table of the engine by a name that the SQL knows."""
    made = engine_table(engine, columns, kinds)
    engine.con.execute(f"CREATE TEMP VIEW {name} AS SELECT * FROM {made.get_name()}")


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
ONCE = {"bedside": at_the_bedside, "plan": plan}


def main(arguments: list[str]) -> None:
    """Numbers of cases; or, in a process of its own, one way in one folder."""
    if len(arguments) > 1 and (arguments[0] in WAYS | ONCE or arguments[0] == "prepare"):
        if arguments[0] == "plan" and arguments[1].isdigit():
            with tempfile.TemporaryDirectory(prefix="dip-") as folder:
                child("prepare", folder, arguments[1])
                child("plan", folder)
            return
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
            one_by_one = child("bedside", folder)
        assert found["expressions"]["answer"] == found["hand"]["answer"] != {}
        hand = found["hand"]["seconds"]
        for way, outcome in found.items():
            print(f"{cases:>10} {way:<12} {outcome['seconds']:7.2f} s  ratio to hand "
                  f"{outcome['seconds'] / hand:5.2f}  of the processor {outcome['processor']:7.2f} s, "
                  f"{outcome['processor'] / found['hand']['processor']:5.2f}  "
                  f"peak {outcome['peak_mb']} MB  {outcome['steps']}", flush=True)  # fmt: skip

        print(f"{cases:>10} bedside      {one_by_one['answer']}  {one_by_one['steps']}", flush=True)


def child(*arguments: str) -> dict[str, Any]:
    """One way in a process of its own, so that its peak of memory is its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.dip", *arguments], check=True, stdout=subprocess.PIPE
    )
    answer: dict[str, Any] = json.loads(done.stdout or b"{}")
    return answer


def of_children() -> int:
    """MB that the programs which this process started held at their peaks: Spark's Java."""
    peaks = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        with suppress(OSError):  # a process that ended meanwhile
            told = dict(line.split(":", 1) for line in status.read_text("utf-8").splitlines())
            if int(told["PPid"]) == os.getpid():
                peaks += int(told.get("VmHWM", "0 kB").split()[0]) // 1024
    return peaks


def alone(way: str, folder: Path, more: list[str]) -> None:
    """In that process: the answer, seconds, steps and peak memory, as json."""
    with tempfile.TemporaryDirectory(prefix="dip-spill-") as spill:
        address = more[0] if more and way != "prepare" else ""
        engine = engine_at(address, Path(spill))
        if way == "prepare":
            prepare(engine, folder, int(more[0]))
            return
        times: dict[str, float] = {}
        began = time.process_time()
        answer = (WAYS | ONCE)[way](engine, folder, times)
        spent = time.process_time() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024 + of_children()
        told = {"answer": answer, "steps": times, "seconds": sum(times.values()),
                "processor": round(spent, 2), "peak_mb": peak}  # fmt: skip
        print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1:])
