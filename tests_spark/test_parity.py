"""同一表达式，两个引擎: Spark gives what the embedded engine gives, to the last digit."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import ibis
import pyarrow as pa
import pytest

from zhida.engines.dip import assignment, catalogue, cleaning, reading, scores
from zhida.engines.dip.case_scores import score_cases
from zhida.engines.dip.codes import Codes
from zhida.engines.dip.directory import Layer, Rule, fingerprint
from zhida.engines.dip.measured import Measured, measure
from zhida.engines.dip.policy import policy
from zhida.engines.dip.settlement import Pool, Settlement, settle
from zhida.engines.dip.signatures import engine_table, keep
from zhida.engines.dip.stages import write
from zhida.engines.dip.synthetic import Plan, write_years
from zhida.engines.dip.synthetic_diseases import diseases, properties
from zhida.engines.errors import EngineError
from zhida.engines.exact import divide, half_up, total

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

DISEASES = 20
CODES = Codes(properties(diseases(DISEASES)))
POLICY = policy(datetime.date(2026, 1, 1))
FUND = 10**10


@dataclass(frozen=True)
class Year:
    """All that an engine made of the same lists; tables in the order of the settlement's number."""

    cases: pa.Table
    quarantine: pa.Table
    rules: tuple[Rule, ...]
    assigned: pa.Table
    measured: Measured
    scored: pa.Table
    settled: tuple[Settlement, ...]


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three years of lists, with faults among them."""
    folder = tmp_path_factory.mktemp("years") / "lists"
    write_years(folder, Plan(cases=1500, diseases=DISEASES))
    return folder


def test_a_year_from_records_to_payouts_is_the_same(
    embedded: Backend, spark: Backend, lists: Path
) -> None:
    one, other = played(embedded, lists), played(spark, lists)
    assert one.cases.equals(other.cases)
    assert one.quarantine.equals(other.quarantine)
    assert one.quarantine.num_rows > 0
    assert one.rules == other.rules
    assert one.assigned.equals(other.assigned)
    assert len(set(one.assigned["number"].to_pylist())) > 5
    assert one.measured == other.measured
    assert one.scored.equals(other.scored)
    assert one.settled == other.settled
    assert sum(payout.gross_fen for payout in one.settled[0].payouts) == FUND


def test_whole_numbers_are_divided_alike_up_to_their_bounds(
    embedded: Backend, spark: Backend
) -> None:
    pairs = [(0, 1), (1, 2), (9007199254740993 * 7 - 1, 7 * 1024), (2**61 - 1, 2**12), (5, 10**9)]
    rows = pa.table({"upper": [a for a, _ in pairs], "lower": [b for _, b in pairs]})
    found = []
    for engine in (embedded, spark):
        table = engine.create_table(ibis.util.gen_name("pairs"), rows, temp=True)
        table = table.select(
            "upper",
            "lower",
            floor=divide(table.upper, table.lower),
            rounded=half_up(table.upper, table.lower),
        )
        found.append(engine.to_pyarrow(table.order_by("upper", "lower")).to_pylist())
    assert found[0] == found[1]
    assert [row["floor"] for row in found[1]] == [a // b for a, b in sorted(pairs)]


def test_a_sum_beyond_64_bits_is_refused_by_both(embedded: Backend, spark: Backend) -> None:
    rows = pa.table({"fen": [2**62, 2**62]})
    for engine in (embedded, spark):
        table = engine.create_table(ibis.util.gen_name("fen"), rows, temp=True)
        with pytest.raises(Exception, match=r"(?i)overflow|failed to cast"):
            engine.to_pyarrow(table.aggregate(fen=total(table.fen)))


def test_words_that_differ_mean_the_same(embedded: Backend, spark: Backend) -> None:
    """Elements that aren't there, separators that are patterns elsewhere, lists in an order."""
    rows = pa.table(
        {
            "text": ["b|a", "c", "", None],
            "group": [1, 1, 2, 2],
            "number": [2**60 + 1, None, 3, 2**60 + 3],
        }
    )
    found = []
    for engine in (embedded, spark):
        table = engine.create_table(ibis.util.gen_name("texts"), rows, temp=True)
        parts = table.mutate(first=table.text.split("|")[0], third=table.text.split("|")[2])
        lists = table.group_by("group").agg(
            rising=table.text.collect(order_by=table.text),
            by_number=table.text.collect(order_by=[table.number, table.text]),
            once=table.text.collect(order_by=table.text, distinct=True),
            joined=table.text.group_concat("、", order_by=table.text),
        )
        answers = (parts.order_by("group", "number"), lists.order_by("group"))
        found.append([engine.to_pyarrow(answer).to_pylist() for answer in answers])
    assert found[0] == found[1]
    assert found[0][1][0]["joined"] == "b|a、c"


def test_an_empty_directory_of_codes_is_no_trouble(spark: Backend) -> None:
    empty: dict[str, list[object]] = {"code": [], "number": []}
    table = engine_table(spark, empty, {"code": "string", "number": "int64"})
    assert spark.to_pyarrow(table.aggregate(rows=table.count()))["rows"].to_pylist() == [0]


def test_what_spark_writes_the_embedded_engine_reads(
    embedded: Backend, spark: Backend, tmp_path: Path
) -> None:
    rows = pa.table({"setl_id": ["2", "3", "1"], "year": [2024, 2025, 2025]})
    table = spark.create_table(ibis.util.gen_name("rows"), rows, temp=True)
    write(spark, table, tmp_path / "one.parquet")
    spark.to_parquet(table, tmp_path / "several", partition_by=("year",))
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["one.parquet"]
    one = embedded.to_pyarrow(embedded.read_parquet(str(tmp_path / "one.parquet")))
    assert one["setl_id"].to_pylist() == ["1", "2", "3"]
    files = [str(path) for path in (tmp_path / "several").rglob("*.parquet")]
    assert embedded.to_pyarrow(embedded.read_parquet(files)).sort_by("setl_id").equals(one)


def test_a_damaged_file_is_named(spark: Backend, tmp_path: Path) -> None:
    (tmp_path / "x.parquet").write_bytes(b"PAR1 no more PAR1")
    with pytest.raises(EngineError, match=r"x\.parquet"):
        reading.read(spark, tmp_path / "x.parquet")


def test_a_cluster_reads_parquet_alone(spark: Backend, tmp_path: Path) -> None:
    (tmp_path / "lists.json").write_text("[]", encoding="utf-8")
    with pytest.raises(EngineError, match="只读Parquet"):
        reading.read(spark, tmp_path / "lists.json")


def played(engine: Backend, lists: Path) -> Year:
    """Every stage, on one engine."""
    cleaned = cleaning.clean(engine, reading.read(engine, lists), POLICY.max_case_cost_fen)
    cases = keep(engine, cleaned.cases)
    rules = (*catalogue.build(engine, cases, CODES, POLICY), *_conditional())
    assigned = keep(engine, assignment.assign(engine, cases, rules, CODES, POLICY))
    assigned = assigned.mutate(number=assigned.number.cast("int64"))
    found = scores.score(engine, assigned, rules, POLICY)
    measured = measure(engine, assigned, found, fingerprint(rules), POLICY)
    numbered = {
        "number": [assignment.EXCLUDED, assignment.UNGROUPED, *range(1, len(rules) + 1)],
        "code": ["", "", *(rule.code for rule in rules)],
    }
    named = engine_table(engine, numbered, {"number": "int64", "code": "string"})
    year = assigned.filter(assigned.year == 2025).inner_join(named, "number")
    scored = keep(engine, score_cases(engine, year, measured, POLICY))
    pools = engine.to_pyarrow(scored.select("pool", "insutype").distinct()).to_pylist()
    funds: dict[Pool, int] = {(row["pool"], row["insutype"]): FUND for row in pools}
    return Year(
        _ordered(engine, cases),
        _ordered(engine, cleaned.quarantine.select("setl_id", "dcla_time", "reason")),
        rules,
        _ordered(engine, assigned),
        measured,
        _ordered(engine, scored),
        settle(engine, scored, funds, POLICY, measured.places),
    )


def _conditional() -> tuple[Rule, ...]:
    """Groups that ask for more than codes: age, sex, another diagnosis."""
    dx = diseases(DISEASES)[0].codes[0][:5]
    return (
        Rule("XQ1", "儿童", Layer.PRE, (dx,), any_main=True, age_to=17 * 365),
        Rule("XQ2", "女性", Layer.PRE, (dx,), any_main=True, sex="2"),
        Rule("FZ1", "另有诊断", Layer.DX_AIDED, (dx,), any_main=True, secondary=("*",)),
    )


def _ordered(engine: Backend, table: object) -> pa.Table:
    """The rows here, in an order of their own; every engine has its own name for a list's item."""
    assert isinstance(table, ibis.expr.types.Table)
    found = engine.to_pyarrow(table.select(sorted(table.columns)))
    plain = pa.schema(
        [
            (field.name, pa.list_(pa.string()) if pa.types.is_list(field.type) else field.type)
            for field in found.schema
        ]
    )
    keys = [name for name in ("setl_id", "dcla_time", "reason") if name in found.column_names]
    return found.cast(plain).sort_by([(name, "ascending") for name in keys])
