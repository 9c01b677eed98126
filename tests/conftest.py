"""What tests of several rooms need."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def real_notices() -> tuple[Path, ...]:
    """Five published notices, beside the project; their texts don't belong to it."""
    folder = ROOT.parent / "shared" / "notices"
    found = tuple(sorted(folder.glob("*.txt")))
    if not found:
        pytest.skip("../shared/notices is absent: the real notices are not checked")
    return found
