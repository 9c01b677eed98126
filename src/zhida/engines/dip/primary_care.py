"""基层病种 primary care: core groups of common and chronic diseases, paid alike to every institution."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import ibis.expr.types as ir

from zhida.engines.dip.directory import Layer, Rule
from zhida.engines.dip.policy import Policy
from zhida.engines.dip.spread import CV, Spread, spreads

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend


def primary_groups(
    engine: Backend,
    grouped: ir.Table,
    rules: Sequence[Rule],
    listed: Collection[str],
    policy: Policy,
) -> tuple[str, ...]:
    """基层病种: codes of the core groups whose diagnoses are all listed, most of whose cases are in
    institutions of `primary_levels`, and whose costs lie close enough.

    `listed` are codes, subcategories or categories of common and chronic diseases.
    """
    able = {
        rule.code
        for rule in rules
        if rule.layer is not Layer.MIXED
        and all({key, key[:5], key[:3]} & set(listed) for key in rule.dx)
    }
    cases = grouped.filter(grouped.code.isin(sorted(able)))
    basic = cases.hi_setl_lv.isin(list(policy.primary_levels)).fill_null(False)
    parts = spreads(engine, cases.mutate(basic=basic), "code", "basic")
    found = []
    for code in sorted(able):
        inside = parts.get((code, True), Spread(0, 0, 0))
        whole = inside + parts.get((code, False), Spread(0, 0, 0))
        close = whole.cv(policy.cv_basis) * 100 <= policy.primary_cv_percent * CV
        mostly = inside.cases * 100 >= whole.cases * policy.primary_share_percent
        if inside.cases and close and mostly:
            found.append(code)
    return tuple(found)
