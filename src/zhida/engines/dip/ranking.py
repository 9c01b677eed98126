"""名次 ranking: of all the rules that a case fits, which one takes it, as one whole number.

The least rank wins. From its highest digit: the layer; whether something is left over or lacking;
how many related procedures fit (more is better) and how many lack; then the tie policy; last the
place in the directory, which no two rules share.
"""

from __future__ import annotations

from typing import TypeVar

import ibis.expr.types as ir

from zhida.engines.dip.policy import Policy
from zhida.engines.dip.rule_tables import MOST_RULES

Number = TypeVar("Number", int, ir.IntegerValue)


def rank(
    *,
    layer: Number,
    inexact: Number,
    matched: Number,
    relateds: Number,
    needed: Number,
    closeness: Number,
    number: Number,
    policy: Policy,
) -> Number:
    """名次: of plain numbers or of columns alike; below 2⁶³.

    `inexact` is 0 where the rule's and the case's procedures are the same, else 1.
    """
    place = ((layer * 2 + inexact) * 100 + (99 - matched)) * 100 + (relateds - matched)
    if policy.tie == "specificity":
        place = (place * 100 + (99 - needed)) * 10 + (3 - closeness)
    return place * MOST_RULES + number
