"""各项系数 further: what a measurement has beyond levels, measured of grouped years and used on cases.

The lists by which sub-types are told are kept with the measurement, so that it alone says how a
year is paid.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import ibis.expr.types as ir

from zhida.engines.dip import auxiliary
from zhida.engines.dip.auxiliary_types import SeverityLists, typed, types
from zhida.engines.dip.coefficients import conservative, disease_coefficients
from zhida.engines.dip.directory import Rule
from zhida.engines.dip.measured import Further, Measured
from zhida.engines.dip.policy import Policy
from zhida.engines.dip.primary_care import primary_groups

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend


@dataclass(frozen=True, slots=True)
class Extras:
    """附加资料: coefficients of institutions (`coefficients.read_institutions`), diagnoses of common
    and chronic diseases, lists of auxiliary typing with the day whose types are asked; each may
    lack, and nothing is measured by it then."""

    basic: Mapping[str, int] = field(default_factory=dict)
    bonus: Mapping[str, int] = field(default_factory=dict)
    common: frozenset[str] = frozenset()
    lists: SeverityLists | None = None
    on: datetime.date | None = None


NO_EXTRAS = Extras()


def with_further(
    engine: Backend,
    grouped: ir.Table,
    rules: Sequence[Rule],
    measured: Measured,
    extras: Extras,
    policy: Policy,
) -> Measured:
    """测算各项系数: the measurement with all that `extras` and the policy ask for."""
    diseases = (
        disease_coefficients(engine, grouped, rules, policy)
        if policy.coefficient == "disease"
        else {}
    )
    primary = primary_groups(engine, grouped, rules, extras.common, policy) if extras.common else ()
    further = Further(
        extras.basic, extras.bonus, diseases,
        tuple(conservative(rules)) if extras.basic or diseases else (), primary,
    )  # fmt: skip
    if extras.lists is not None and extras.on is not None:
        known = types(extras.on)
        means = {code: group.mean_fen for code, group in measured.groups.items()}
        fitting = typed(engine, grouped, known, extras.lists, means, policy)
        found = auxiliary.subtypes(engine, grouped, fitting, known, policy)
        further = replace(
            further,
            subtypes=auxiliary.rows(found.subtypes),
            comorbidity=dict(extras.lists.comorbidity),
            severity=dict(extras.lists.severity),
            types_on=extras.on.isoformat(),
        )
    return replace(measured, further=further)


def with_subtypes(
    engine: Backend, grouped: ir.Table, measured: Measured, policy: Policy
) -> ir.Table:
    """取型: the cases with `auxiliary`, the coefficient of their sub-type in 1/10000, where the
    measurement has any; empty for a case of none."""
    further = measured.further
    if not further.subtypes or "auxiliary" in grouped.columns:
        return grouped
    known = types(datetime.date.fromisoformat(further.types_on))
    means = {code: group.mean_fen for code, group in measured.groups.items()}
    lists = SeverityLists(further.comorbidity, further.severity)
    fitting = typed(engine, grouped, known, lists, means, policy)
    taken = auxiliary.take(engine, fitting, auxiliary.read_rows(further.subtypes, known), known)
    return grouped.left_join(taken, "setl_id").drop("setl_id_right")
