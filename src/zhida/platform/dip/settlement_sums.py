"""结算的数 settlement sums: what each step of a flow gave to each institution, and every sum of it.

A figure of the pages is a field, of one institution or all, of one step or all: asked for twice it
is computed twice from the same moves, so that what it is made of always sums to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhida.engines.dip.flow import Flow, Part, Step

FIELDS: Mapping[str, str | Promise] = {
    "advance": _("预付金"),
    "months": _("月度预付"),
    "earned": _("应分基金"),
    "rest": _("清算补付"),
    "overpaid": _("清算退回"),
    "deposit": _("质量保证金"),
    "deducted": _("扣款"),
    "released": _("返还保证金"),
    "forfeited": _("不返还的保证金"),
    "paid": _("已付"),
    "prepaid": _("预付"),
    "due": _("清算应付"),
    "held": _("尚存保证金"),
    "fund": _("基金"),
    "left": _("留在基金"),
}
"""What is told of an institution, a step, or the pool."""

COMPOSED: Mapping[str, tuple[tuple[str, int], ...]] = {
    "prepaid": (("advance", 1), ("months", 1)),
    "due": (("rest", 1), ("overpaid", -1)),
    "paid": (("prepaid", 1), ("due", 1), ("released", 1)),
    "held": (("deposit", 1), ("released", -1), ("forfeited", -1)),
    "left": (("fund", 1), ("paid", -1), ("held", -1)),
}
"""Fields that are made of others, with their signs."""


@dataclass(frozen=True, slots=True)
class Move:
    """变动: what a step (by its place in the flow) did to a field of an institution, "" for the pool."""

    step: int
    institution: str
    field: str
    fen: int


def moves_of(flow: Flow) -> tuple[Move, ...]:
    """变动: all of a flow, in the order of its steps and of the institutions' codes."""
    found: list[Move] = []
    deducted: dict[str, int] = {}
    for place, taken in enumerate(flow.taken):
        if taken.step is Step.FUNDED:
            found.append(Move(place, "", "fund", flow.fund_fen))
        for part in taken.parts:
            code = part.institution
            before = deducted.get(code, 0)
            found += [
                Move(place, code, name, fen)
                for name, fen in _moved(taken.step, part, before)
                if fen
            ]
            after = 0 if taken.step is Step.SETTLED else before  # the settlement tells the year's
            deducted[code] = after + part.deducted_fen
    return tuple(found)


def _moved(step: Step, part: Part, deducted: int) -> Iterator[tuple[str, int]]:
    if step is Step.RELEASED:
        yield "released", part.paid_fen
        yield "forfeited", part.returned_fen
        return
    name = {Step.ADVANCED: "advance", Step.SETTLED: "rest"}.get(step, "months")
    yield name, part.paid_fen
    yield "earned", part.gross_fen
    yield "deposit", part.deposit_fen
    yield "overpaid", part.returned_fen
    yield "deducted", part.deducted_fen - (deducted if step is Step.SETTLED else 0)


@dataclass(frozen=True)
class Sums:
    """各数: of one flow, added up once for all that is asked."""

    flow: Flow
    moves: tuple[Move, ...]

    @cached_property
    def _added(self) -> Mapping[tuple[str, str, int | None], int]:
        added: dict[tuple[str, str, int | None], int] = {}
        for each in self.moves:
            for code in {each.institution, ""}:
                for step in (each.step, None):
                    key = (each.field, code, step)
                    added[key] = added.get(key, 0) + each.fen
        return added

    def of(self, field: str, institution: str = "", step: int | None = None) -> int:
        """合计: of a field; of one institution, of one step, or of all (fen)."""
        if field in COMPOSED:
            return sum(sign * self.of(name, institution, step) for name, sign in COMPOSED[field])
        return self._added.get((field, institution, step), 0)

    def parts(self, field: str, institution: str = "", step: int | None = None) -> list[Move]:
        """组成: the moves of a field that isn't made of others."""
        return [
            each
            for each in self.moves
            if each.field == field
            and (not institution or each.institution == institution)
            and (step is None or each.step == step)
        ]

    def balance(self, step: int) -> int:
        """基金余额: after a step, fen."""
        return sum(self.of("left", step=place) for place in range(step + 1))

    @property
    def institutions(self) -> list[str]:
        """机构: all that had a part, by code."""
        return sorted({part.institution for taken in self.flow.taken for part in taken.parts})


def sums_of(flow: Flow) -> Sums:
    """各数: of a flow.

    >>> from zhida.engines.dip.flow import Part, Step, begin
    >>> flow = begin("6501", "310", 2025, 100, {}).take(Step.PREPAID, 1, [Part("H1", 40)], {})
    >>> [sums_of(flow).of(name) for name in ("fund", "months", "paid", "left")]
    [100, 40, 40, 60]
    """
    return Sums(flow, moves_of(flow))
