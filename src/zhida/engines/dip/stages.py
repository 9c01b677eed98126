"""步骤 stages: each step from files to a file, which is written whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import ibis
import ibis.expr.types as ir

from zhida.engines.dip import assignment, catalogue, cleaning, reading, scores
from zhida.engines.dip.case_scores import score_cases
from zhida.engines.dip.codes import Codes
from zhida.engines.dip.directory import Rule, directory_text, fingerprint
from zhida.engines.dip.flow import Flow, flow_text
from zhida.engines.dip.flow_tables import Deductions
from zhida.engines.dip.flow_year import FlowYear, flow_year
from zhida.engines.dip.further import NO_EXTRAS, Extras, with_further
from zhida.engines.dip.ingested import Ingested, clean_lists, read_ingested
from zhida.engines.dip.measured import VALUE, Measured, measure, measured_text
from zhida.engines.dip.policy import Policy
from zhida.engines.dip.settlement import Account, Pool, Settlement, settle
from zhida.engines.dip.signatures import engine_table, keep
from zhida.engines.errors import EngineError, raised_by_engine, unreadable, unwritable
from zhida.engines.writing import write_text_whole, write_whole

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend


def ingest(
    engine: Backend, lists: Path, policy: Policy, quarantine: Path | None = None
) -> Ingested:
    """读入并清洗: settlement lists at a path; those kept out are written to `quarantine`.

    Of a folder made by `ingested.ingest_into` the cases are taken as they are.
    """
    done = (lists / reading.RECORD).is_file()
    found = read_ingested(engine, lists) if done else clean_lists(engine, lists, policy)
    if quarantine is not None:
        write(engine, found.refused, quarantine)
    return found


def build_directory(
    engine: Backend,
    cases: ir.Table,
    codes: Codes,
    policy: Policy,
    out: Path,
    national: Sequence[Rule] = (),
) -> tuple[Rule, ...]:
    """建目录: from cases, written as a directory file."""
    rules = catalogue.build(engine, cases, codes, policy, national)
    if not rules:
        raise EngineError(f"没有一个病种达到{policy.threshold}例。请增加病例，或调低threshold")
    write_text_whole(out, directory_text(rules))
    return rules


def group(
    engine: Backend,
    cases: ir.Table,
    rules: Sequence[Rule],
    codes: Codes,
    policy: Policy,
    out: Path,
) -> dict[str, int]:
    """分组: the cases with code, layer and the directory's fingerprint, as Parquet.

    Returns the number of cases by layer; `UNGROUPED` and `EXCLUDED` for those without a group.
    """
    assigned = assignment.assign(engine, cases, rules, codes, policy)
    named = engine_table(
        engine,
        {
            "number": [assignment.EXCLUDED, assignment.UNGROUPED, *range(1, len(rules) + 1)],
            "code": ["", "", *(rule.code for rule in rules)],
            "layer": ["EXCLUDED", "UNGROUPED", *(rule.layer.name for rule in rules)],
        },
        {"number": "int64", "code": "string", "layer": "string"},
    )
    grouped = keep(
        engine,
        assigned.mutate(number=assigned.number.cast("int64"))
        .inner_join(named, "number")
        .mutate(directory=ibis.literal(fingerprint(rules))),
    )
    write(engine, grouped, out)
    return layers(engine, grouped)


def layers(engine: Backend, grouped: ir.Table) -> dict[str, int]:
    """各层病例数: of grouped cases, by the name of the layer."""
    counted = grouped.group_by("layer").agg(cases=grouped.count()).order_by("layer")
    return {row["layer"]: row["cases"] for row in engine.to_pyarrow(counted).to_pylist()}


def score(
    engine: Backend,
    grouped: Path,
    rules: Sequence[Rule],
    policy: Policy,
    out: Path,
    *,
    reference: str = "",
    quota_fen: int = 0,
    extras: Extras = NO_EXTRAS,
) -> Measured:
    """测算: points, coefficients and point value from grouped years, as json."""
    table = read_grouped(engine, grouped, fingerprint(rules))
    found = scores.score(engine, table, rules, policy, reference=reference, quota_fen=quota_fen)
    measured = measure(engine, table, found, fingerprint(rules), policy)
    measured = with_further(engine, table, rules, measured, extras, policy)
    write_text_whole(out, measured_text(measured))
    return measured


def settle_year(
    engine: Backend,
    grouped: Path,
    year: int,
    measured: Measured,
    funds: Mapping[Pool, int],
    policy: Policy,
    *,
    accounts: Mapping[tuple[Pool, str], Account] | None = None,
    scored_out: Path | None = None,
    start: Mapping[Pool, Fraction] | None = None,
) -> tuple[Settlement, ...]:
    """清算: one year's grouped cases by a measurement; their points as Parquet where asked for.

    `start` are the pools' year-start values (fen a point), else the measurement's.
    """
    scored = scored_year(engine, grouped, year, measured, policy)
    if scored_out is not None:
        write(engine, scored, scored_out)
    values = dict.fromkeys(funds, Fraction(measured.value, VALUE)) | dict(start or {})
    return settle(engine, scored, funds, policy, measured.places, accounts, values)


def flow_of_year(
    engine: Backend,
    grouped: Path,
    year: int,
    measured: Measured,
    funds: Mapping[Pool, int],
    policy: Policy,
    out: Path,
    rests_on: Mapping[str, str],
    *,
    accounts: Mapping[tuple[Pool, str], Account] | None = None,
    scored_out: Path | None = None,
    start: Mapping[Pool, Fraction] | None = None,
    deductions: Deductions | None = None,
) -> tuple[FlowYear, ...]:
    """一年的结算: as `settle_year`, but paid by the month; a file of each pool's flow below `out`."""
    scored = scored_year(engine, grouped, year, measured, policy)
    if scored_out is not None:
        write(engine, scored, scored_out)
    found = flow_year(
        engine, scored, year, funds, measured, policy, accounts or {}, rests_on,
        start=start, deductions=deductions,
    )  # fmt: skip
    write_flows(out, [each.flow for each in found])
    return found


def write_flows(folder: Path, flows: Sequence[Flow]) -> None:
    """写出结算流程: a file of each, named for pool, insurance and year."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        raise unwritable(folder, wrong) from wrong
    for flow in flows:
        name = f"{flow.pool}-{flow.insutype}-{flow.year}.json"
        write_text_whole(folder / name, flow_text(flow))


def scored_year(
    engine: Backend,
    grouped: Path,
    year: int,
    measured: Measured,
    policy: Policy,
    pool: Pool | None = None,
) -> ir.Table:
    """一年的病例分值: of grouped cases (of one pool), by a measurement made with the same directory."""
    table = read_grouped(engine, grouped, measured.directory)
    table, of = table.filter(table.year == year), ""
    if pool is not None:
        table = table.filter((table.pool == pool[0]) & (table.insutype == pool[1]))
        of = f"统筹区{pool[0]}、险种{pool[1]}、"
    if not table.count().to_pyarrow().as_py():
        raise EngineError(f"“{grouped}”里没有{of}{year}年的病例")
    return keep(engine, score_cases(engine, table, measured, policy))


def fingerprints(files: Mapping[str, Path | None]) -> dict[str, str]:
    """指纹: SHA-256 of files by name, as far as there are any."""
    found = {}
    for name, path in files.items():
        if path is not None and path.is_file():
            with path.open("rb") as file:
                found[name] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def one_case(engine: Backend, lists: Path, setl_id: str, policy: Policy) -> dict[str, object]:
    """一个病例: of a file, its `ops` a list. Raises EngineError where the list isn't there, or was
    kept out, with the reason."""
    if (lists / reading.RECORD).is_file():
        kept = read_ingested(engine, lists)
        one, refused = (t.filter(t.setl_id == setl_id) for t in (kept.cases, kept.refused))
    else:
        table = reading.read(engine, lists)
        table = table.filter(table.setl_id == setl_id)
        found = cleaning.clean(engine, table, policy.max_case_cost_fen)
        one, refused = found.cases, found.quarantine
    cases: list[dict[str, object]] = engine.to_pyarrow(one).to_pylist()
    if not cases:
        reasons = engine.to_pyarrow(refused)["reason"].to_pylist()
        if not reasons:
            raise EngineError(f"“{lists}”里没有结算清单“{setl_id}”")
        titles = {reason.code: f"{reason.title}。{reason.mend}" for reason in cleaning.reasons()}
        raise EngineError(f"结算清单{setl_id}没有进入分组：{titles[reasons[0]]}")
    return cases[0] | {"ops": [op for op in str(cases[0]["ops"]).split("|") if op]}


def read_grouped(
    engine: Backend, path: Path, directory: str, command: str = "zhida dip group"
) -> ir.Table:
    """读分组结果: refused where it was grouped by another directory; `command` is what makes it."""
    if path.is_dir():
        raise unreadable(path, IsADirectoryError(), "分组结果")
    if not path.is_file():
        raise EngineError(f"“{path}”不存在。请先用{command}分组")
    try:
        table = engine.read_parquet(str(path))
        versions = engine.to_pyarrow(table.select("directory").distinct())["directory"].to_pylist()
    except Exception as wrong:
        if not raised_by_engine(wrong):
            raise
        raise EngineError(f"“{path}”不是分组结果，或已损坏。请先用{command}分组") from wrong
    if versions not in ([directory], []):
        found = "、".join(sorted(version[:12] for version in versions))
        raise EngineError(
            f"“{path}”是按另一份目录（{found}）分组的，这里要的是{directory[:12]}。"
            "请用同一份目录分组和测算"
        )
    return table


def write(engine: Backend, table: ir.Table, path: Path) -> None:
    """写出: a table as one Parquet file, whole or not at all; rows in the order of setl_id."""
    ordered = table.order_by(ibis.asc("setl_id"))
    write_whole(path, lambda draft: engine.to_parquet(ordered, draft, compression="zstd"))
