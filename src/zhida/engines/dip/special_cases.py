"""特例单议 special cases: who may ask for a single review, how many, and what a review gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import ibis
import ibis.expr.types as ir

from zhida.engines.dip.measured import VALUE, Measured
from zhida.engines.dip.policy import Policy
from zhida.engines.dip.settlement import Pool
from zhida.engines.dip.signatures import engine_table, keep
from zhida.engines.errors import EngineError
from zhida.engines.exact import half_up

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend


@dataclass(frozen=True, slots=True)
class Outcome:
    """特例单议: the outcome for one case: by_item (as many points as it cost), adjusted (these points),
    refused. `place` tells the row it was read from."""

    setl_id: str
    kind: Literal["by_item", "adjusted", "refused"]
    points: int = 0
    place: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Published:
    """公布: of one pool and insurance: discharges, the most that may be reviewed, and what came of it."""

    pool: Pool
    discharges: int
    quota: int
    asked: int
    granted: int


def candidates(scored: ir.Table, policy: Policy, days: ir.IntegerColumn | None = None) -> ir.Table:
    """可申请的病例: grouped cases above `special_cost_percent` of their standard, or with stays above
    `special_days` where `days` (a column of `scored`) is given."""
    above = scored.ratio > policy.special_cost_percent * 100
    if days is not None:
        above = above | (days > policy.special_days)
    return scored.filter((scored.code != "") & above)


def review_cases(
    engine: Backend,
    scored: ir.Table,
    outcomes: Sequence[Outcome],
    measured: Measured,
    policy: Policy,
) -> tuple[ir.Table, tuple[Published, ...]]:
    """评议: scored cases with the points that the review gave, and what is to be published.

    Raises EngineError where a case was asked for twice, isn't a case of the year, or a pool has more
    than `special_permille` of its discharges (of the pool, not of each hospital).
    """
    ids = [each.setl_id for each in outcomes]
    if len(set(ids)) != len(ids):
        again = next(each for at, each in enumerate(outcomes) if each.setl_id in ids[:at])
        raise EngineError(
            f"{again.place or '评议结果'}的病例{again.setl_id}已经申请过特例单议。一个病例只评议一次，请删去这一行"
        )
    table = engine_table(
        engine,
        {"setl_id": ids, "kind": [each.kind for each in outcomes],
         "given_points": [each.points for each in outcomes]},
        {"setl_id": "string", "kind": "string", "given_points": "int64"},
    )  # fmt: skip
    joined = scored.left_join(table, "setl_id").drop("setl_id_right")
    scale = 10**measured.places * VALUE
    points = ibis.cases(
        (joined.kind == "by_item", half_up(joined.cost_fen * scale, measured.value)),
        (joined.kind == "adjusted", joined.given_points),
        else_=joined.points,
    )
    reviewed = keep(engine, joined.mutate(points=points))
    published = _published(engine, reviewed, policy)
    if sum(each.asked for each in published) != len(outcomes):
        present = engine.to_pyarrow(scored.filter(scored.setl_id.isin(ids)).select("setl_id"))
        here = set(present["setl_id"].to_pylist())
        unknown = [
            f"{each.place or '评议结果'}的{each.setl_id}"
            for each in outcomes
            if each.setl_id not in here
        ]
        raise EngineError(
            f"特例单议里有不属于这一年、这个统筹区和险种的病例：{'、'.join(unknown[:3])}"
            f"{'等' if len(unknown) > 3 else ''}（共{len(unknown)}例）。请核对结算ID"
        )
    return reviewed.drop("kind", "given_points"), published


def _published(engine: Backend, reviewed: ir.Table, policy: Policy) -> tuple[Published, ...]:
    counted = reviewed.group_by(["pool", "insutype"]).agg(
        discharges=reviewed.count(),
        asked=reviewed.kind.count(),
        granted=reviewed.kind.isin(["by_item", "adjusted"]).sum(),
    )
    rows: Sequence[Mapping[str, int | str]] = engine.to_pyarrow(
        counted.order_by("pool", "insutype")
    ).to_pylist()
    found = []
    for row in rows:
        quota = int(row["discharges"]) * policy.special_permille // 1000
        each = Published((str(row["pool"]), str(row["insutype"])), int(row["discharges"]), quota,
                         int(row["asked"]), int(row["granted"] or 0))  # fmt: skip
        if each.asked > quota:
            raise EngineError(
                f"统筹区{each.pool[0]}险种{each.pool[1]}申请特例单议{each.asked}例，"
                f"超过出院病例{each.discharges}例的{policy.special_permille}‰（{quota}例）。请减少申请"
            )
        found.append(each)
    return tuple(found)
