"""回答 answers: what diagnoses and procedures of cases say to the questions of a rule set."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis
import ibis.expr.types as ir

from zhida.engines.dip.policy import Policy
from zhida.engines.dip.signatures import keep, with_dx_keys
from zhida.engines.drg.layout import CC, MCC, Layout

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend


def answered_diagnoses(engine: Backend, cases: ir.Table, layout: Layout) -> ir.Table:
    """dx, others (secondary codes joined), diagnoses (the answers joined), severity."""
    pairs = _numbered(engine, cases.select("dx", "others").distinct())
    codes = pairs.select("pair", "dx", code=pairs.others.split("|").unnest())
    codes = keep(engine, codes.filter(codes.code != ""))
    principal = _asked(engine, pairs.select(code=pairs.dx), layout.principal)
    secondary = _asked(engine, codes, layout.secondary)
    severe = keep(engine, _severity(codes, layout))
    parts = [
        pairs.inner_join(principal, [("dx", "code")]).select("pair", "answer"),
        codes.inner_join(secondary, "code").select("pair", "answer"),
        severe.select("pair", answer=ibis.literal(CC, "int64")),
        severe.filter(severe.severity > 1).select("pair", answer=ibis.literal(MCC, "int64")),
        _regions(engine, pairs, codes, layout),
    ]
    table = pairs.left_join(severe, "pair").drop("pair_right")
    table = table.mutate(severity=table.severity.fill_null(0))
    return keep(engine, _joined(table, ibis.union(*parts), "diagnoses"))


def answered_procedures(
    engine: Backend, cases: ir.Table, layout: Layout, policy: Policy
) -> ir.Table:
    """ops, main_op, procedures (the answers joined).

    Under the policy `main_from = any` every procedure may be the main one.
    """
    pairs = _numbered(engine, cases.select("ops", "main_op").distinct())
    split = pairs.select("pair", "main_op", code=pairs.ops.split("|").unnest())
    split = split.filter(split.code != "")
    extended = split.filter(split.code.contains("x"))
    base = ibis.literal("~").concat(extended.code.split("x")[0])
    keys = keep(
        engine, split.mutate(key=split.code).union(extended.mutate(key=base))
    )  # as `keys.case_keys`
    mains = keys if policy.main_from == "any" else keys.filter(keys.code == keys.main_op)
    paired = keys.inner_join(layout.pairs, "key").group_by(["pair", "answer"])
    paired = paired.agg(
        first=lambda table: table.first.max(),
        second=lambda table: table.second.max(),
        codes=lambda table: table.code.nunique(),
    )
    both = (paired.first == 1) & (paired.second == 1) & (paired.codes > 1)
    parts = [
        keys.inner_join(layout.procedures, "key").select("pair", "answer"),
        mains.inner_join(layout.main, "key").select("pair", "answer"),
        paired.filter(both).select("pair", "answer"),
    ]
    return keep(engine, _joined(pairs, ibis.union(*parts), "procedures"))


def _numbered(engine: Backend, distinct: ir.Table) -> ir.Table:
    """Each with a number of its own, by which its answers find back to it."""
    return keep(engine, distinct.mutate(pair=ibis.row_number().cast("int64")))


def _asked(engine: Backend, codes: ir.Table, members: ir.Table) -> ir.Table:
    """code, answer: of the codes that there are."""
    keyed = keep(engine, with_dx_keys(codes.select("code").distinct(), "code"))
    found = keyed.inner_join(members, [("dx_key", "key")])
    return keep(engine, found.select("code", "answer").distinct())


def _severity(codes: ir.Table, layout: Layout) -> ir.Table:
    """The highest of the complications that the principal diagnosis doesn't exclude, where any."""
    found = codes.inner_join(layout.complications, "code")
    counted = found.anti_join(layout.exclusions, ["dx", "exclusion"])
    return counted.group_by("pair").agg(severity=counted.level.max())


def _regions(engine: Backend, pairs: ir.Table, codes: ir.Table, layout: Layout) -> ir.Table:
    """Of so many lists: diagnoses, the principal one among them, that stand in enough of them."""
    every = pairs.select("pair", code=pairs.dx).union(codes.select("pair", "code"))
    keyed = keep(engine, with_dx_keys(every.select("code").distinct(), "code"))
    within = keyed.inner_join(layout.regions, [("dx_key", "key")])
    within = within.select("code", "answer", "part", "least").distinct()
    found = every.inner_join(keep(engine, within), "code").group_by(["pair", "answer"])
    found = found.agg(
        parts=lambda table: table.part.nunique(), least=lambda table: table.least.max()
    )
    return found.filter(found.parts >= found.least).select("pair", "answer")


def _joined(pairs: ir.Table, answers: ir.Table, name: str) -> ir.Table:
    """The answers of each pair as one text, in order, so that equal answers are equal texts."""
    once = answers.mutate(answer=answers.answer.cast("int64")).distinct()
    texts = once.group_by("pair").agg(
        **{name: once.answer.cast("string").group_concat("|", order_by=once.answer)}
    )
    table = pairs.left_join(texts, "pair").drop("pair_right", "pair")
    return table.mutate(**{name: table[name].fill_null("")})
