"""规则展开 layout: a rule set laid out as columns: which code answers which question, which answers
make a condition hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import ibis.expr.types as ir

from zhida.engines.dip.signatures import engine_table
from zhida.engines.drg.conditions import Alternatives, Atom, Kind
from zhida.engines.drg.ruleset import OPERATING_ROOM, RuleSet, Stage

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

ALWAYS_TRUE, MCC, CC, OPERATED = 0, 1, 2, 3
"""Numbers of answers that don't hang on the rule set; its own come after them."""

UNSTATED = -1
"""The band of an age or weight that isn't stated."""

_FIXED = {Atom("mcc"): MCC, Atom("cc"): CC, Atom("op", (OPERATING_ROOM,)): OPERATED}


@dataclass(frozen=True, slots=True)
class Layout:
    """规则展开, as tables of the engine. An answer is the number of an atom.

    `principal`, `secondary`: key, answer. `regions`: key, answer, of (number of the list), least.
    `complications`: code, level, exclusion. `exclusions`: dx, exclusion.
    `procedures`, `main`: key, answer. `pairs`: key, answer, first, second (of which list).
    `ages`, `weights`: band, answer; `sexes`: sex, answer. Edges of bands beside them.
    `asked`: alternative, answer; `refused` too; `alternatives`: alternative, item, needed.
    `categories`: item, mdc, pre. `adjacent`: item, adrg, mdc, treatment. `groups`: item, number,
    adrg. Categories, adjacent groups and groups by their place, from 1, in the order asked.
    """

    principal: ir.Table
    secondary: ir.Table
    regions: ir.Table
    complications: ir.Table
    exclusions: ir.Table
    procedures: ir.Table
    main: ir.Table
    pairs: ir.Table
    ages: ir.Table
    weights: ir.Table
    sexes: ir.Table
    age_edges: tuple[int, ...]
    weight_edges: tuple[int, ...]
    asked: ir.Table
    refused: ir.Table
    alternatives: ir.Table
    categories: ir.Table
    adjacent: ir.Table
    groups: ir.Table


def lay_out(engine: Backend, rules: RuleSet) -> Layout:
    """展开: the tables of a rule set."""
    answers = answers_of(rules)

    def table(names: str, rows: Sequence[Sequence[object]], texts: str = "") -> ir.Table:
        columns = names.split()
        kinds = {name: "string" if name in texts.split() else "int64" for name in columns}
        return engine_table(
            engine, {name: [row[at] for row in rows] for at, name in enumerate(columns)}, kinds
        )

    def members(kind: Kind, lists: Mapping[str, tuple[str, ...]]) -> ir.Table:
        rows = [(key, number) for atom, number in answers.items() if atom.kind == kind
                for key in lists.get(atom.lists[0], ())]  # fmt: skip
        return table("key answer", rows, "key")

    age_edges, weight_edges = edges(answers, "age"), edges(answers, "weight")
    parts = _numbered(rules, answers)
    codes = {each.code: at for at, each in enumerate(rules.categories, 1)}
    places = {each.code: at for at, each in enumerate(rules.adjacent, 1)}
    tables = {name: at for at, name in enumerate(sorted(rules.exclusions), 1)}
    first, second = len(rules.categories), len(rules.categories) + len(rules.adjacent)
    return Layout(
        principal=members("pdx", rules.dx_lists),
        secondary=members("sdx", rules.dx_lists),
        regions=table(
            "key answer part least",
            [(key, number, part, atom.low) for atom, number in answers.items()
             if atom.kind == "regions" for part, name in enumerate(atom.lists)
             for key in rules.dx_lists[name]],
            "key",
        ),
        complications=table(
            "code level exclusion",
            [(code, 2 if each.level == "MCC" else 1, tables.get(each.table, 0))
             for code, each in rules.complications.items()],
            "code",
        ),
        exclusions=table(
            "dx exclusion",
            [(dx, tables[name]) for name, held in rules.exclusions.items() for dx in sorted(held)],
            "dx",
        ),
        procedures=members("op", rules.op_lists),
        main=members("main", rules.op_lists),
        pairs=table(
            "key answer first second",
            [(key, number, int(key in one), int(key in other)) for atom, number in answers.items()
             if atom.kind == "pair" for one, other in [[rules.op_lists[each] for each in atom.lists]]
             for key in sorted({*one, *other})],
            "key",
        ),
        ages=table("band answer", bands_of(answers, "age", age_edges)),
        weights=table("band answer", bands_of(answers, "weight", weight_edges)),
        sexes=table(
            "sex answer",
            [(str(atom.low), number) for atom, number in answers.items() if atom.kind == "sex"],
            "sex",
        ),
        age_edges=age_edges,
        weight_edges=weight_edges,
        asked=table("alternative answer", parts.asked),
        refused=table("alternative answer", parts.refused),
        alternatives=table("alternative item needed", parts.alternatives),
        categories=table(
            "item mdc pre",
            [(at, at, int(each.stage is Stage.PRE)) for at, each in enumerate(rules.categories, 1)],
        ),
        adjacent=table(
            "item adrg mdc treatment",
            [(first + at, at, codes[each.mdc], int(each.treatment))
             for at, each in enumerate(rules.adjacent, 1)],
        ),
        groups=table(
            "item number adrg",
            [(second + at, at, places[each.adrg]) for at, each in enumerate(rules.groups, 1)],
        ),
    )  # fmt: skip


def answers_of(rules: RuleSet) -> dict[Atom, int]:
    """The number of each question of a rule set."""
    own = [atom for atom in rules.atoms if atom not in _FIXED]
    known = {atom: number for atom, number in _FIXED.items()
             if atom.kind != "op" or OPERATING_ROOM in rules.op_lists}  # fmt: skip
    return known | {atom: number for number, atom in enumerate(own, len(_FIXED) + 1)}


def edges(answers: Mapping[Atom, int], kind: Kind) -> tuple[int, ...]:
    """Where an answer about ages or weights changes.

    >>> edges({Atom("age", low=0, high=28): 1, Atom("age", low=365): 2}, "age")
    (29, 365)
    """
    found = set()
    for atom in answers:
        if atom.kind == kind:
            found |= {atom.low or 0, *([] if atom.high is None else [atom.high + 1])}
    return tuple(sorted(found - {0}))


def bands_of(
    answers: Mapping[Atom, int], kind: Kind, limits: tuple[int, ...]
) -> list[tuple[int, int]]:
    """Band and answer; a band's first value stands for all of it."""
    return [
        (band, number)
        for atom, number in answers.items()
        if atom.kind == kind
        for band, value in enumerate((0, *limits))
        if (atom.low or 0) <= value and (atom.high is None or value <= atom.high)
    ]


@dataclass(frozen=True, slots=True)
class _Parts:
    asked: list[tuple[object, ...]]
    refused: list[tuple[object, ...]]
    alternatives: list[tuple[object, ...]]


def _numbered(rules: RuleSet, answers: Mapping[Atom, int]) -> _Parts:
    """Every alternative of every condition; what asks for nothing asks for what is always so."""
    parts = _Parts([], [], [])
    conditions: list[Alternatives] = [
        each.condition for part in (rules.categories, rules.adjacent, rules.groups) for each in part
    ]
    for item, condition in enumerate(conditions, 1):
        for alternative in condition:
            number = len(parts.alternatives) + 1
            asked = [answers[atom] for atom, there in alternative if there] or [ALWAYS_TRUE]
            parts.alternatives.append((number, item, len(asked)))
            parts.asked.extend((number, answer) for answer in asked)
            parts.refused.extend(
                (number, answers[atom]) for atom, there in alternative if not there
            )
    return parts
