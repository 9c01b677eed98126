"""一致: engine, bedside and a plain reading of the rules say the same of many random cases.

Few by default; `make agree` asks as many as `CASES` says, 100,000 unless told.
"""

from __future__ import annotations

import datetime
import os
import random
from collections import Counter
from typing import Any

from ibis.backends.duckdb import Backend
from tests.engines.dip.test_assignment import numbers

from zhida.engines.dip.codes import Treatment
from zhida.engines.dip.directory import Layer, Rule
from zhida.engines.dip.policy import policy

FEW = 1000
"""Cases that are asked unless the environment says otherwise."""

AT_ONCE = 1000
"""Cases that one directory is asked of; then another is drawn, with other policies."""

DX = ("K35.800", "K35.801", "K35.200", "K36.000", "P07.100", "I10.x00", "Z51.100", "C34.100")
OPS = (
    "47.0100", "47.0100x001", "99.2800", "99.2800x005", "99.2800x006", "54.2100", "99.0400",
    "39.9500", "54.5100",
)  # fmt: skip
CORE = (Layer.PRE, Layer.MERGED, Layer.DX_AIDED, Layer.BASIC, Layer.BASIC, Layer.BASIC)


def test_random_cases_go_to_one_group_however_they_are_asked(engine: Backend) -> None:
    """Hardly two of the cases alike; the draw is of a seed, so that what fails fails again."""
    asked = int(os.environ.get("CASES", FEW))
    draw, counted = random.Random(20260101), Counter[str]()
    while counted.total() < asked:
        cases = [_case(draw) for _ in range(min(AT_ONCE, asked - counted.total()))]
        rules = [_rule(draw, at) for at in range(draw.randint(5, 40))]
        chosen = policy(
            datetime.date(2026, 1, 1),
            {
                "tie": draw.choice(["specificity", "sequence"]),
                "main_from": draw.choice(["any", "flagged"]),
                "conservative_classes": draw.choice(["1", "1|2", "1|2|3"]),
            },
        )
        for number in numbers(engine, cases, rules, chosen):
            counted[rules[number - 1].layer.name if number > 0 else str(number)] += 1
    assert counted.total() == asked
    assert counted.keys() == {*(layer.name for layer in Layer), "0", "-1"}


def _case(draw: random.Random) -> dict[str, Any]:
    ops = sorted(draw.sample(OPS, draw.choice((0, 0, 1, 1, 2, 3, 4))))
    return {
        "setl_id": "",
        "dx": draw.choice(DX),
        "secondary": sorted(draw.sample(DX, draw.choice((0, 0, 1, 2)))),
        "ops": "|".join(ops),
        "main_op": draw.choice(["", *ops]),
        "age_days": draw.choice([0, 1, 28, 29, 365, 9999]),
        "weight_g": draw.choice([None, None, 700, 999, 1000]),
        "sex": draw.choice(["1", "2", "男", " 女 ", "9", None]),
    }


def _rule(draw: random.Random, at: int) -> Rule:
    if draw.random() < 0.2:
        return Rule(f"Z{at}", "x", Layer.MIXED, (draw.choice(("K35", "K36", "P07", "C34")),),
                    treatment=draw.choice(list(Treatment)))  # fmt: skip
    layer = draw.choice(CORE)
    keys = [code[: draw.choice((3, 5, 7))] for code in draw.sample(DX, draw.choice((1, 1, 2)))]
    main = sorted({_together(draw, 1) for _ in range(draw.choice((0, 1, 1, 2)))})
    conditions: dict[str, Any] = {}
    if layer is not Layer.BASIC or draw.random() < 0.1:
        conditions = draw.choice(
            [
                {"age_to": 28}, {"age_from": 29}, {"weight_from": 750, "weight_to": 999},
                {"sex": "2"}, {"secondary": (draw.choice(DX)[:3],)}, {},
            ]
        )  # fmt: skip
    return Rule(
        f"R{at}", "x", layer, tuple(dict.fromkeys(keys)), main=tuple(main),
        related=_together(draw, 0) if main else (), any_main=not main and bool(conditions),
        **conditions,
    )  # fmt: skip


def _together(draw: random.Random, least: int) -> tuple[str, ...]:
    return tuple(sorted(draw.sample(OPS, draw.choice((least, least, 1, 2)))))
