"""The files that belong to the project."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = {"build", "dist", "wheelhouse", "_build", "generated", "__pycache__"}


@pytest.fixture(scope="session")
def repository_files() -> tuple[Path, ...]:
    """Every file of the project, without what its targets make and what tools keep."""
    return tuple(
        path
        for path in sorted(ROOT.rglob("*"))
        if path.is_file() and not _is_made(path.relative_to(ROOT).parts)
    )


def _is_made(parts: tuple[str, ...]) -> bool:
    hidden = len(parts) > 1 and parts[0].startswith(".") and parts[0] != ".ci"
    return hidden or not LEFT_OUT.isdisjoint(parts)
