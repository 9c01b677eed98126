"""建目录 catalogue: a local directory built from the cases of the years before.

Core groups: diagnosis at four places with conservative treatment; with the main procedure; with
that and its related procedures where these add enough to the cost. Mixed groups: what is left, by
category and class of treatment. A group that too few cases would reach is dropped, and its cases
are asked again, until every group has enough.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import ibis.expr.types as ir

from zhida.engines.dip.assignment import best_of_signatures, numbered, ranked
from zhida.engines.dip.codes import Codes, Treatment
from zhida.engines.dip.directory import Layer, Rule
from zhida.engines.dip.policy import Policy
from zhida.engines.dip.rule_tables import rule_tables
from zhida.engines.dip.signatures import KEY, Signatures, keep, signatures
from zhida.engines.exact import round_half_up, total

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

Path = tuple[str, str, str]
"""dx4, main procedure, related procedures joined by `+`; the last two may be blank."""


@dataclass(frozen=True, slots=True)
class _Sum:
    cases: int
    cost_fen: int

    @property
    def mean_fen(self) -> int:
        return round_half_up(self.cost_fen, self.cases)


def build(engine: Backend, cases: ir.Table, codes: Codes, policy: Policy) -> tuple[Rule, ...]:
    """建目录: of cases as `cleaning.clean` makes them; years are counted among them.

    The same cases in any order give the same directory, codes included.
    """
    years = cases.year.nunique().to_pyarrow().as_py()
    enough = policy.threshold * (years if policy.threshold_basis == "annual_mean" else 1)
    found = signatures(engine, cases, codes)
    core = _core(_paths(engine, cases, found, policy), enough, policy)
    core = _reached(engine, found, core, enough, policy)
    mixed = _mixed(engine, found, core, enough, policy)
    return _numbered(core, mixed)


def _paths(engine: Backend, cases: ir.Table, found: Signatures, policy: Policy) -> dict[Path, _Sum]:
    """Cases and cost by path, of cases whose treatment makes one; groups, so that they are few."""
    others = found.ops.filter(~found.ops.is_main)
    related = others.group_by("sig").agg(
        related=others.procedure.collect(order_by=others.procedure).join("+")
    )
    table = found.table.filter(~found.table.excluded)
    main = found.ops.filter(found.ops.is_main & found.ops.may_be_main)
    main = main.select("sig", main="procedure")
    table = table.left_join(related, "sig").drop("sig_right")
    table = table.left_join(main, "sig").drop("sig_right")
    conservative = table.treatment.isin(policy.conservative_classes)
    table = table.filter(conservative | table.main.notnull())
    paths = table.select(
        *KEY,
        dx4=table.dx.substr(0, 5),
        main=conservative.ifelse("", table.main),
        related=conservative.ifelse("", table.related.fill_null("")),
    )
    joined = cases.select(*KEY, "cost_fen").inner_join(keep(engine, paths), list(KEY))
    summed = joined.group_by(["dx4", "main", "related"]).agg(
        cases=joined.count(), cost_fen=total(joined.cost_fen)
    )
    return {
        (row["dx4"], row["main"], row["related"]): _Sum(row["cases"], row["cost_fen"])
        for row in engine.to_pyarrow(summed).to_pylist()
    }


def _core(paths: Mapping[Path, _Sum], enough: int, policy: Policy) -> list[Path]:
    """The paths that are groups of their own; a path without related ones takes what is left."""
    kept: set[Path] = set()
    left: dict[tuple[str, str], int] = defaultdict(int)
    for (dx4, main, related), summed in paths.items():
        plain = paths.get((dx4, main, ""))
        if related and summed.cases >= enough and plain is not None and plain.cases >= enough:
            added = summed.mean_fen * 100 - plain.mean_fen * (100 + policy.related_min_percent)
            if added >= 0:
                kept.add((dx4, main, related))
                continue
        left[dx4, main] += summed.cases
    kept |= {(*each, "") for each, cases in left.items() if cases >= enough}
    return sorted(kept)


def _reached(
    engine: Backend, found: Signatures, paths: list[Path], enough: int, policy: Policy
) -> list[Path]:
    """The paths of which assignment really reaches enough cases."""
    while paths:
        counts = _counts(engine, found, [_core_rule("", path) for path in paths], policy)
        held = [path for number, path in enumerate(paths, 1) if counts.get(number, 0) >= enough]
        if held == paths:
            break
        paths = held
    return paths


def _counts(
    engine: Backend, found: Signatures, rules: Sequence[Rule], policy: Policy
) -> dict[int, int]:
    """How many cases each rule takes, by its number; 0 for those that none takes."""
    table = _taken(engine, found, rules, policy)
    counted = table.group_by("number").agg(cases=total(table.cases))
    return {row["number"]: row["cases"] for row in engine.to_pyarrow(counted).to_pylist()}


def _taken(engine: Backend, found: Signatures, rules: Sequence[Rule], policy: Policy) -> ir.Table:
    candidates = keep(engine, ranked(found, rule_tables(engine, rules), policy))
    best = best_of_signatures(found, candidates)
    return found.table.select("sig", "dx", "treatment", "cases").inner_join(
        best.select("sig", number=numbered(best.excluded, best.best)), "sig"
    )


def _mixed(
    engine: Backend, found: Signatures, core: list[Path], enough: int, policy: Policy
) -> list[tuple[str, int]]:
    """Category and class of what no core group takes, where there is enough of it."""
    table = _taken(engine, found, [_core_rule("", path) for path in core], policy)
    left = table.filter(table.number == 0)
    summed = left.group_by(dx3=left.dx.substr(0, 3), treatment=left.treatment).agg(
        cases=total(left.cases)
    )
    rows: list[dict[str, Any]] = engine.to_pyarrow(summed).to_pylist()
    return sorted((row["dx3"], row["treatment"]) for row in rows if row["cases"] >= enough)


def _numbered(core: list[Path], mixed: list[tuple[str, int]]) -> tuple[Rule, ...]:
    return (
        *(_core_rule(f"JC{number:05d}", path) for number, path in enumerate(core, 1)),
        *(
            Rule(f"ZH{number:05d}", f"{dx3} {Treatment(treatment).label}", Layer.MIXED, (dx3,),
                 treatment=Treatment(treatment))
            for number, (dx3, treatment) in enumerate(mixed, 1)
        ),
    )  # fmt: skip


def _core_rule(code: str, path: Path) -> Rule:
    dx4, main, related = path
    name = " ".join(filter(None, (dx4, main or Treatment.CONSERVATIVE.label, related)))
    return Rule(
        code,
        name,
        Layer.BASIC,
        (dx4,),
        main=((main,),) if main else (),
        related=tuple(filter(None, related.split("+"))),
    )
