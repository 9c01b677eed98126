"""What tests of several rooms need, and what holds for every test."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants

ROOT = Path(__file__).resolve().parent.parent

# A busy machine is no fault of the code; CI draws the same examples every time.
settings.register_profile("zhida", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("zhida")


def no_constants() -> Constants:
    """Nothing from our sources: which of them are loaded hangs on the tests before this one."""
    return Constants()


if "CI" in os.environ:
    providers._get_local_constants = no_constants


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


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing here needs a network: an attempt to leave this machine is a fault."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: tuple[str, int] | str | bytes) -> None:
        if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"an attempt to reach {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
