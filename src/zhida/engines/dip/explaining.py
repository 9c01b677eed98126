"""说明 explaining: one case of a file: its group, the way there, what one code would change, what it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zhida.engines.dip.bedside import Assigned, Grouper
from zhida.engines.dip.bedside_pay import Pay, pay
from zhida.engines.dip.codes import Codes
from zhida.engines.dip.directory import Rule, fingerprint
from zhida.engines.dip.measured import Measured, measured_by
from zhida.engines.dip.policy import Policy
from zhida.engines.dip.stages import one_case
from zhida.engines.dip.variations import Variation, variations

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend


@dataclass(frozen=True, slots=True)
class Explained:
    """说明: `paid` is None without a measurement, and where the case has no group."""

    case: Mapping[str, Any]
    found: Assigned
    others: tuple[Variation, ...]
    paid: Pay | None


def explain(
    engine: Backend,
    lists: Path,
    setl_id: str,
    rules: Sequence[Rule],
    codes: Codes,
    policy: Policy,
    measured: Measured | None,
) -> Explained:
    """说明: of one settlement list. Raises EngineError where it isn't there or was kept out, and for
    a measurement by another directory."""
    if measured is not None:
        measured_by(measured, fingerprint(rules))
    case: Mapping[str, Any] = one_case(engine, lists, setl_id, policy)
    grouper = Grouper(rules, codes, policy)
    found = grouper.group_one(case)
    paid = None
    if measured is not None and found.rule is not None:
        paid = pay(
            measured, found.rule.code, policy, level=case["hi_setl_lv"] or "",
            institution=case["fixmedins_code"], cost_fen=case["cost_fen"],
        )  # fmt: skip
    return Explained(case, found, variations(grouper, case), paid)
