"""Two engines for all tests of parity: starting one takes longer than a test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from zhida.engines.backend import engine_at

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend


@pytest.fixture(scope="session")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    """The embedded engine."""
    engine = engine_at("", tmp_path_factory.mktemp("spill"))
    yield engine
    engine.disconnect()


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    """Spark on two cores of this machine."""
    engine = engine_at("local[2]", tmp_path_factory.mktemp("spill"))
    yield engine
    engine.disconnect()
