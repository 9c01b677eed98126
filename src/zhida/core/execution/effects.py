"""凭证变动 effects: what each voucher changed of a progress, and the figures that rest on it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from zhida.core.execution.progress import STEPS
from zhida.core.figures import Evidence, EvidenceKind, Figure, number
from zhida.core.ledger.chart import verb_name


@dataclass(frozen=True, slots=True)
class Effect:
    """凭证变动: fen by step that a voucher brought (below zero: took away).

    `key` is its year and number ("2025-17"), `holder` the name of who acted.
    """

    key: str
    day: datetime.date
    holder: str
    verb: str
    document: str
    fen: Mapping[str, int]


def figure_of(effects: Iterable[Effect], *steps: str) -> Figure:
    """数字: the fen that stand in these steps (all, if none is named), with the vouchers behind it.

    Vouchers whose parts cancel out are left out.

    >>> day = datetime.date(2025, 3, 3)
    >>> paid = Effect("2025-17", day, "市医院", "pay", "支付1", {"applied": -5, "paid": 5})
    >>> figure_of([paid], "paid").value, figure_of([paid]).evidence
    (5, ())
    """
    named: Sequence[str] = steps or tuple(STEPS)
    behind = []
    for each in effects:
        fen = sum(each.fen.get(step, 0) for step in named)
        if fen:
            words = f"{each.day.isoformat()} {each.holder} {verb_name(each.verb)} {each.document}"
            behind.append(Evidence(EvidenceKind.VOUCHER, each.key, words, fen))
    formula = "＋".join(STEPS[step] for step in named)
    return number(sum(each.fen or 0 for each in behind), f"{formula}：各凭证变动之和", *behind)
