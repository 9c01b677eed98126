"""规则表 rule tables: the rules of a directory laid out as columns, keys spelt out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import ibis.expr.types as ir

from zhida.engines.dip.directory import FaultyDirectory, Layer, Rule
from zhida.engines.dip.keys import rule_keys
from zhida.engines.dip.signatures import engine_table

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

MOST_RULES = 10**6
MOST_PROCEDURES = 20
"""Bounds of a directory: rules, and procedures that one of its cells joins."""


@dataclass(frozen=True, slots=True)
class RuleTables:
    """规则表. `number` is the place of a rule in its directory, from 1.

    `rules`: number, layer, relateds, conditional. `mains`: number, alternative, needed, position,
    dx_key, key. `open`: number, dx_key, treatment (0 any, else the class asked for, −1 for
    conservative). `related`: number, position, key. `conditions`: number, limits, sex, asks for a
    secondary diagnosis. `secondary`: number, dx_key.
    """

    rules: ir.Table
    mains: ir.Table
    open: ir.Table
    related: ir.Table
    conditions: ir.Table
    secondary: ir.Table


def rule_tables(engine: Backend, rules: Sequence[Rule]) -> RuleTables:
    """规则表: of a directory. Raises FaultyDirectory where it is beyond the bounds."""
    crowded = [f"{rule.code}的一格里有超过{MOST_PROCEDURES}项手术操作" for rule in rules
               if max(map(len, (*rule.main, rule.related)), default=0) > MOST_PROCEDURES]  # fmt: skip
    if crowded or len(rules) >= MOST_RULES:
        raise FaultyDirectory("目录", crowded or [f"规则不能超过{MOST_RULES - 1}条"])
    numbered = list(enumerate(rules, 1))

    def table(kinds: dict[str, str], rows: list[tuple[object, ...]]) -> ir.Table:
        columns = {name: [row[at] for row in rows] for at, name in enumerate(kinds)}
        return engine_table(engine, columns, kinds)

    whole, text = "int64", "string"
    return RuleTables(
        rules=table(
            {"number": whole, "layer": whole, "relateds": whole, "conditional": "boolean"},
            [(n, int(rule.layer), len(rule.related), rule.conditional) for n, rule in numbered],
        ),
        mains=table(
            {"number": whole, "alternative": whole, "needed": whole, "position": whole,
             "dx_key": text, "key": text},
            [(n, alternative, len(codes), position, dx, key)
             for n, rule in numbered for alternative, codes in enumerate(rule.main)
             for position, code in enumerate(codes) for key in rule_keys(code) for dx in rule.dx],
        ),
        open=table(
            {"number": whole, "dx_key": text, "treatment": whole},
            [(n, dx, _asked(rule)) for n, rule in numbered if not rule.main for dx in rule.dx],
        ),
        related=table(
            {"number": whole, "position": whole, "key": text},
            [(n, position, key) for n, rule in numbered
             for position, code in enumerate(rule.related) for key in rule_keys(code)],
        ),
        conditions=table(
            {"number": whole, "age_from": whole, "age_to": whole, "weight_from": whole,
             "weight_to": whole, "wanted_sex": text, "asks_secondary": "boolean"},
            [(n, *rule.limits, rule.sex, bool(rule.secondary))
             for n, rule in numbered if rule.conditional],
        ),
        secondary=table(
            {"number": whole, "dx_key": text},
            [(n, key) for n, rule in numbered for key in rule.secondary],
        ),
    )  # fmt: skip


def _asked(rule: Rule) -> int:
    if rule.layer is Layer.MIXED:
        return int(rule.treatment or 0)
    return 0 if rule.any_main else -1
