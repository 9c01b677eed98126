"""An embedded engine for the tests of disease payment and diagnosis-related groups."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from zhida.engines.backend import connect

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    """One engine for all: starting it takes longer than a test."""
    backend = connect(tmp_path_factory.mktemp("spill"), memory="500MB", threads=1)
    yield backend
    backend.disconnect()
