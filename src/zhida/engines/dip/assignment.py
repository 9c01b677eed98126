"""入组 assignment: each case in exactly one group, or in none, with the reason.

The order is that of the specification: a diagnosis that can't be principal ends it; procedures
that don't count are taken away; then the layers 先期, 合并, 诊断辅助, 基本, 综合, in each of which
the best fit is taken (see `ranking`). A basic group without procedures takes cases of conservative
treatment; a rule with related procedures takes no case that has none of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import ibis
import ibis.expr.types as ir

from zhida.engines.dip.codes import Codes
from zhida.engines.dip.directory import Rule
from zhida.engines.dip.notation import sex_code
from zhida.engines.dip.policy import Policy
from zhida.engines.dip.ranking import rank
from zhida.engines.dip.rule_tables import MOST_RULES, RuleTables, rule_tables
from zhida.engines.dip.signatures import KEY, Signatures, keep, signatures, with_dx_keys

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

UNGROUPED, EXCLUDED = 0, -1
"""Numbers of no rule: nothing fits; the diagnosis can't be principal."""

_CONDITIONS = ("age_days", "weight_g", "sex", "secondary")


def assign(
    engine: Backend, cases: ir.Table, rules: Sequence[Rule], codes: Codes, policy: Policy
) -> ir.Table:
    """入组: the cases with `number`: the place of their rule in the directory, from 1, else 0, −1."""
    found = signatures(engine, cases, codes)
    tables = rule_tables(engine, rules)
    candidates = keep(engine, ranked(found, tables, policy))
    settled = keep(engine, best_of_signatures(found, candidates))
    keyed = cases.inner_join(settled, list(KEY))
    if not any(rule.conditional for rule in rules):
        return keyed.mutate(number=numbered(keyed.excluded, keyed.best)).drop(
            "sig", "excluded", "best"
        )
    special = keep(engine, _special(cases, settled, candidates, tables))
    both = keyed.left_join(special, "setl_id").drop("setl_id_right")
    least = ibis.least(both.best.fill_null(both.special), both.special.fill_null(both.best))
    return both.mutate(number=numbered(both.excluded, least)).drop(
        "sig", "excluded", "best", "special"
    )


def numbered(excluded: ir.BooleanValue, best: ir.IntegerValue) -> ir.IntegerValue:
    """The number of the rule that a rank tells."""
    return ibis.cases((excluded, EXCLUDED), (best.isnull(), UNGROUPED), else_=best % MOST_RULES)


def best_of_signatures(found: Signatures, candidates: ir.Table) -> ir.Table:
    """Of each signature the best rank without further conditions: sig, its key, excluded, best."""
    plain = candidates.filter(~candidates.conditional)
    best = plain.group_by("sig").agg(best=plain["rank"].min())
    return (
        found.table.left_join(best, "sig")
        .drop("sig_right")
        .select("sig", *KEY, "cases", "excluded", "best")
        .drop("cases")
    )


def ranked(found: Signatures, tables: RuleTables, policy: Policy) -> ir.Table:
    """候选: signature, number, rank, conditional: the rules that each signature fits."""
    open_ = _open(found, tables, policy)
    fits = _by_procedures(found, tables, policy).union(open_)
    hits = fits.inner_join(tables.related, "number").inner_join(found.keys, ["sig", "key"])
    matched = hits.group_by(["sig", "number"]).agg(matched=hits.position.nunique())
    table = fits.left_join(matched, ["sig", "number"]).drop("sig_right", "number_right")
    table = table.inner_join(tables.rules, "number")
    table = table.inner_join(found.table.select("sig", "procedures"), "sig")
    table = table.mutate(matched=table.matched.fill_null(0))
    table = table.filter((table.relateds == 0) | (table.matched > 0))
    whole = (table.matched == table.relateds) & (table.procedures == table.needed + table.relateds)
    return table.select(
        "sig",
        "number",
        "conditional",
        rank=rank(
            layer=table.layer,
            inexact=ibis.ifelse(whole, 0, 1).cast("int64"),
            matched=table.matched,
            relateds=table.relateds,
            needed=table.needed,
            closeness=table.closeness,
            number=table.number,
            policy=policy,
        ),
    )


def _by_procedures(found: Signatures, tables: RuleTables, policy: Policy) -> ir.Table:
    keys = found.keys.filter(found.keys.may_be_main)
    hits = keys.inner_join(tables.mains, "key").inner_join(found.dx, ["sig", "dx_key"])
    whole = hits.group_by(["sig", "number", "alternative", "needed"]).agg(
        there=hits.position.nunique(), closeness=hits.closeness.max(), flagged=hits.is_main.max()
    )
    whole = whole.filter(whole.there == whole.needed)
    if policy.main_from == "flagged":
        whole = whole.filter(whole.flagged)
    return whole.group_by(["sig", "number"]).agg(
        closeness=whole.closeness.max(), needed=whole.needed.max()
    )


def _open(found: Signatures, tables: RuleTables, policy: Policy) -> ir.Table:
    """Rules without procedures: for any treatment, conservative treatment, or one class."""
    hits = found.dx.inner_join(tables.open, "dx_key").inner_join(
        found.table.select("sig", had="treatment"), "sig"
    )
    fits = hits.filter(
        (hits.treatment == 0)
        | (hits.treatment == hits.had)
        | ((hits.treatment == -1) & hits.had.isin(policy.conservative_classes))
    )
    best = fits.group_by(["sig", "number"]).agg(closeness=fits.closeness.max())
    return best.select("sig", "number", "closeness", needed=ibis.literal(0, "int64"))


def _special(
    cases: ir.Table, settled: ir.Table, candidates: ir.Table, tables: RuleTables
) -> ir.Table:
    """Of each case the best rank among the rules with further conditions that it meets."""
    asked = candidates.filter(candidates.conditional).inner_join(tables.conditions, "number")
    table = (
        cases.select("setl_id", *KEY, *_CONDITIONS)
        .inner_join(settled.select("sig", *KEY), list(KEY))
        .inner_join(asked, "sig")
    )
    within = [
        edge.isnull() | (value >= edge if low else value <= edge).fill_null(False)
        for edge, value, low in (
            (table.age_from, table.age_days, True),
            (table.age_to, table.age_days, False),
            (table.weight_from, table.weight_g, True),
            (table.weight_to, table.weight_g, False),
        )
    ]
    table = table.filter(
        *within,
        (table.wanted_sex == "") | (table.wanted_sex == sex_code(table.sex)).fill_null(False),
    )
    lines = table.filter(table.asks_secondary)
    lines = lines.select("setl_id", "number", code=lines.secondary.unnest())
    shown = with_dx_keys(lines, "code").inner_join(tables.secondary, ["number", "dx_key"])
    shown = shown.select("setl_id", "number").distinct().mutate(shown=True)
    table = table.left_join(shown, ["setl_id", "number"]).drop("setl_id_right", "number_right")
    table = table.filter(~table.asks_secondary | table.shown.fill_null(False))
    return table.group_by("setl_id").agg(special=table["rank"].min())
