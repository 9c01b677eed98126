"""步骤 stages: each step from files to a file, which is written whole or not at all.

Lists are read and cleaned by `dip.stages.ingest`; what is grouped here is settled by
`dip.stages.settle_year` with the weights measured here, as payment by points.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import ibis
import ibis.expr.types as ir

from zhida.engines.dip.measured import measured_text
from zhida.engines.dip.notation import sex_code
from zhida.engines.dip.policy import Policy
from zhida.engines.dip.report_files import ReportTable, writable_report, write_report
from zhida.engines.dip.signatures import engine_table, keep
from zhida.engines.dip.stages import one_case, read_grouped, write
from zhida.engines.drg.assignment import assign
from zhida.engines.drg.bedside import Assigned, Grouper
from zhida.engines.drg.results import SEVERITIES, Result, results, unknown_sex, version
from zhida.engines.drg.ruleset import RuleSet, fingerprint
from zhida.engines.drg.weights import Rate, Weighed, weigh, weight_text
from zhida.engines.exact import round_half_up
from zhida.engines.writing import write_text_whole

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend


def group(
    engine: Backend, cases: ir.Table, rules: RuleSet, policy: Policy, out: Path
) -> dict[str, int]:
    """分组: the cases with the fields of transaction 3605, `number`, `code` (blank where
    ungrouped) and the rule set's fingerprint as `directory`, as Parquet.

    Returns the number of cases by layer: DRG, QY, UNGROUPED.
    """
    grouped = keep(engine, told(engine, assign(engine, cases, rules, policy), rules))
    write(engine, grouped, out)
    counted = grouped.group_by("layer").agg(cases=grouped.count()).order_by("layer")
    return {row["layer"]: row["cases"] for row in engine.to_pyarrow(counted).to_pylist()}


def told(engine: Backend, assigned: ir.Table, rules: RuleSet) -> ir.Table:
    """What the numbers of assigned cases mean, beside them."""
    meant = results(rules)
    names = Result.__slots__
    columns: dict[str, list[object]] = {
        name: [getattr(each, name) for each in meant] for name in names
    }
    columns |= {"number": list(range(len(meant))), "layer": [_layer(each) for each in meant]}
    texts = dict.fromkeys((*names, "layer"), "string")
    named = engine_table(engine, columns, {"number": "int64"} | texts)
    table = assigned.inner_join(named, "number")
    before, after = unknown_sex("\0").split("\0")
    unread = ibis.literal(before).concat(table.sex.fill_null("")).concat(after)
    return table.mutate(
        err_info=ibis.ifelse(
            (table.err_info != "") & (sex_code(table.sex).fill_null("") == ""),
            table.err_info.concat(unread),
            table.err_info,
        ),
        ccmcc=ibis.cases(
            *((table.severity == level, name) for level, name in enumerate(SEVERITIES)), else_=""
        ),
        grp_ver=ibis.literal(version(rules)),
        directory=ibis.literal(fingerprint(rules)),
    ).drop("severity")


def measure(
    engine: Backend,
    grouped: Path,
    rules: RuleSet,
    policy: Policy,
    out: Path,
    report: Path | None = None,
) -> Weighed:
    """测算: the weights of grouped years, as json, which a settlement reads; with the rates in a
    report (json or xlsx) where asked for."""
    if report is not None:
        writable_report(report)
    table = read_grouped(engine, grouped, fingerprint(rules), "zhida drg group")
    found = weigh(engine, table, rules, policy)
    write_text_whole(out, measured_text(found.measured))
    if report is not None:
        facts = {"grp_ver": version(rules), "directory": fingerprint(rules)}
        write_report(report, facts, _tables(found))
    return found


def explain(engine: Backend, lists: Path, setl_id: str, rules: RuleSet, policy: Policy) -> Assigned:
    """说明: one case of a file and its way to its group."""
    return Grouper(rules, policy).group_one(one_case(engine, lists, setl_id, policy))


def rate_fen(rate: Rate) -> int:
    """费率: rounded half up to a fen."""
    return round_half_up(rate.value.numerator, rate.value.denominator)


def _layer(result: Result) -> str:
    if result.code:
        return "DRG"
    return "UNGROUPED" if result.drg_codg == "0000" else "QY"


def _tables(found: Weighed) -> tuple[ReportTable, ReportTable]:
    places = found.measured.places
    weights = ReportTable(
        "weights",
        "权重",
        {"drg_codg": "DRG", "drg_name": "名称", "rw": "权重", "mean_fen": "均值（分）",
         "cases": "例数"},
        [[each.code, each.name, weight_text(each.points, places), each.mean_fen, each.cases]
         for each in found.measured.groups.values()],
    )  # fmt: skip
    rates = ReportTable(
        "rates",
        "费率",
        {"pool": "统筹区", "insutype": "险种", "cases": "例数", "rw": "权重合计",
         "rate_fen": "费率（分）"},
        [[*each.pool, each.cases, weight_text(each.points, places), rate_fen(each)]
         for each in found.rates],
    )  # fmt: skip
    return weights, rates
