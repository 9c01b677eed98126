"""Money, flags and upstream documents for the tests of the regime rules."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zhida.core.notice import (
    Appropriation,
    Basis,
    BudgetKind,
    DocumentNumber,
    Flag,
    FundingSource,
    Regime,
    Status,
)
from zhida.core.provenance import Source

PLACE = Source("案例.txt", block=3, line=3)


@pytest.fixture
def money() -> Callable[..., Appropriation]:
    """An appropriation of one source."""

    def build(
        source: FundingSource | None = FundingSource.CENTRAL,
        kind: BudgetKind | None = BudgetKind.GENERAL,
        label: str = "",
    ) -> Appropriation:
        return Appropriation(source, kind, None, label)

    return build


@pytest.fixture
def flag() -> Callable[..., Flag]:
    """A flag "01 中央直达资金" unless told otherwise."""

    def build(
        code: str | None = "01",
        label: str = "中央直达资金",
        regime: Regime = Regime.DIRECT,
        scope: str = "",
    ) -> Flag:
        return Flag(regime, code, label, PLACE, bool(scope), scope)

    return build


@pytest.fixture
def upstream() -> Callable[..., Basis]:
    """The notice of the level above, by its year."""

    def build(year: int, status: Status = Status.FORMAL, *, is_upstream: bool = True) -> Basis:
        number = DocumentNumber("某财社", year, 27)
        return Basis(number, "关于下达补助资金的通知", status, is_upstream, PLACE)

    return build
