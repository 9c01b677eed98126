"""建目录 catalogue: a local directory built from the cases of the years before.

Core groups: diagnosis at four places with conservative treatment; with the main procedure; with
that and its related procedures where these add enough to the cost. Mixed groups: what is left, by
category and class of treatment. A group that too few cases would reach is dropped, and its cases
are asked again, until every group has enough.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import ibis.expr.types as ir

from zhida.engines.dip.assignment import best_of_signatures, numbered, ranked
from zhida.engines.dip.codes import Codes, Treatment
from zhida.engines.dip.directory import Layer, Rule
from zhida.engines.dip.policy import Policy
from zhida.engines.dip.rule_tables import rule_tables
from zhida.engines.dip.signatures import KEY, Signatures, keep, signatures
from zhida.engines.dip.spread import CV, Spread, spreads
from zhida.engines.exact import round_half_up, total

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

Path = tuple[str, str, str]
"""dx4, main procedure, related procedures joined by `+`; the last two may be blank."""


@dataclass(frozen=True, slots=True)
class _Enough:
    """How many cases make a group: the threshold, or the lowered one of some paths."""

    usual: int
    lowered: int = 0
    paths: frozenset[Path] = frozenset()

    def of(self, path: Path) -> int:
        return self.lowered if path in self.paths else self.usual


def build(
    engine: Backend, cases: ir.Table, codes: Codes, policy: Policy, national: Sequence[Rule] = ()
) -> tuple[Rule, ...]:
    """建目录: of cases as `cleaning.clean` makes them; years are counted among them.

    With a `national` directory its basic groups keep their codes and names, and where their costs
    lie close the threshold is lowered for them; what isn't in it is a local addition, told by the
    code (BD) and the name. The same cases in any order give the same directory, codes included.
    """
    years = cases.year.nunique().to_pyarrow().as_py()
    times = years if policy.threshold_basis == "annual_mean" else 1
    found = signatures(engine, cases, codes)
    paths = _paths(engine, cases, found, policy)
    known = _national(national)
    usual = policy.threshold * times
    if policy.threshold_by == "coverage":
        usual = coverage_threshold(_core(paths, _Enough(1), policy).values(), policy)
    close = frozenset(
        path for path, spread in paths.items()
        if path in known
        and spread.cv(policy.cv_basis) * 100 <= policy.lowered_cv_percent * CV
    )  # fmt: skip
    enough = _Enough(usual, min(usual, policy.lowered_threshold * times), close)
    core = _reached(engine, found, sorted(_core(paths, enough, policy)), enough, policy)
    mixed = _mixed(engine, cases, found, core, enough.usual, policy)
    return _numbered(core, mixed, known)


def coverage_threshold(sizes: Iterable[int], policy: Policy) -> int:
    """覆盖率门槛: the number of cases of the last group needed, the largest first, to cover
    `coverage_percent` of all: the highest threshold whose groups still cover them.

    (The smallest number would always be one, whose groups cover everything.)

    >>> import datetime
    >>> from zhida.engines.dip.policy import policy
    >>> coverage_threshold([60, 30, 5, 3, 2], policy(datetime.date(2026, 1, 1)))
    5
    """
    ordered = sorted(sizes, reverse=True)
    whole, covered = sum(ordered), 0
    for size in ordered:
        covered += size
        if covered * 100 >= whole * policy.coverage_percent:
            return max(1, size)
    return 1


def _national(rules: Sequence[Rule]) -> dict[Path, Rule]:
    """The basic groups of a national directory by their paths; the first of two of a path."""
    found: dict[Path, Rule] = {}
    for rule in rules:
        if rule.layer is Layer.BASIC and not rule.conditional:
            for dx in rule.dx:
                for main in rule.main or ((),):
                    if len(main) < 2:
                        found.setdefault((dx, "".join(main), "+".join(rule.related)), rule)
    return found


def _paths(
    engine: Backend, cases: ir.Table, found: Signatures, policy: Policy
) -> dict[Path, Spread]:
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
    found_sums = spreads(engine, joined, "dx4", "main", "related")
    return {(str(dx4), str(main), str(rel)): each for (dx4, main, rel), each in found_sums.items()}


def _core(paths: Mapping[Path, Spread], enough: _Enough, policy: Policy) -> dict[Path, int]:
    """The paths that are groups of their own; a path without related ones takes what is left."""
    kept: dict[Path, int] = {}
    left: dict[tuple[str, str], int] = defaultdict(int)
    for path, spread in paths.items():
        dx4, main, related = path
        plain = paths.get((dx4, main, ""))
        enough_plain = plain is not None and plain.cases >= enough.of((dx4, main, ""))
        if related and spread.cases >= enough.of(path) and plain is not None and enough_plain:
            added = _mean(spread) * 100 - _mean(plain) * (100 + policy.related_min_percent)
            if added >= 0:
                kept[path] = spread.cases
                continue
        left[dx4, main] += spread.cases
    kept |= {(*each, ""): cases for each, cases in left.items() if cases >= enough.of((*each, ""))}
    return kept


def _mean(spread: Spread) -> int:
    return round_half_up(spread.cost_fen, spread.cases)


def _reached(
    engine: Backend, found: Signatures, paths: list[Path], enough: _Enough, policy: Policy
) -> list[Path]:
    """The paths of which assignment really reaches enough cases."""
    while paths:
        counts = _counts(engine, found, [_core_rule("", path) for path in paths], policy)
        held = [
            path for number, path in enumerate(paths, 1) if counts.get(number, 0) >= enough.of(path)
        ]
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
    return found.table.select("sig", *KEY, "treatment", "cases").inner_join(
        best.select("sig", number=numbered(best.excluded, best.best)), "sig"
    )


def _mixed(
    engine: Backend,
    cases: ir.Table,
    found: Signatures,
    core: list[Path],
    enough: int,
    policy: Policy,
) -> list[tuple[str, int]]:
    """Category and class of what no core group takes, where there is enough of it, close enough."""
    table = _taken(engine, found, [_core_rule("", path) for path in core], policy)
    left = table.filter(table.number == 0).select(
        *KEY, dx3=table.dx.substr(0, 3), treatment=table.treatment
    )
    joined = cases.select(*KEY, "cost_fen").inner_join(keep(engine, left), list(KEY))
    most = policy.mixed_cv_percent * CV
    return sorted(
        (str(dx3), int(str(treatment)))
        for (dx3, treatment), each in spreads(engine, joined, "dx3", "treatment").items()
        if each.cases >= enough and (not most or each.cv(policy.cv_basis) * 100 <= most)
    )


def _numbered(
    core: list[Path], mixed: list[tuple[str, int]], national: Mapping[Path, Rule]
) -> tuple[Rule, ...]:
    taken: set[str] = set()
    rules: list[Rule] = []
    for number, path in enumerate(core, 1):
        if path in national and national[path].code not in taken:
            taken.add(national[path].code)
            rules.append(replace(_core_rule(national[path].code, path), name=national[path].name))
        elif national:
            own = _core_rule(f"BD{number:05d}", path)
            rules.append(replace(own, name=f"{own.name}（本地增补）"))
        else:
            rules.append(_core_rule(f"JC{number:05d}", path))
    return (
        *rules,
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
