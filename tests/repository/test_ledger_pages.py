"""说明: the pages on the ledger name every account, act and verb that the ledger has."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhida.core.ledger import kinds, verbs
from zhida.core.ledger.chart import Book, Kind
from zhida.data import load

DOCS = Path(__file__).resolve().parents[2] / "docs"
CHINESE = (DOCS / "zh" / "ledger.md").read_text(encoding="utf-8")
ENGLISH = (DOCS / "en" / "ledger.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", [each for each in kinds().values() if each.book is Book.QUOTA])
def test_every_account_is_explained(kind: Kind) -> None:
    assert kind.name in CHINESE
    assert f"`{kind.code}`" in ENGLISH


@pytest.mark.parametrize("name", [row["name"] for row in load("ledger_verbs")])
def test_every_act_is_explained(name: str) -> None:
    assert name in CHINESE


@pytest.mark.parametrize("verb", [name for name in verbs.__all__ if name != "Act"])
def test_every_verb_is_explained(verb: str) -> None:
    assert f"`{verb}`" in ENGLISH
