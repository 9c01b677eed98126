"""Commands upon the ledger, run in this process on a database of their own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.platform.ledger.nation import Nation
from typer.testing import CliRunner, Result

from zhida.cli.main import app
from zhida.platform.access.models import User
from zhida.platform.access.policy import Role
from zhida.platform.regions.models import Agency
from zhida.platform.scope import scope

Zhida = Callable[..., Result]


def register(name: str, agency: str, role: Role = Role.REVIEWER) -> None:
    """A user of an agency."""
    User.objects.create(username=name, agency=Agency.objects.get(code=agency), role=role)


@pytest.fixture
def zhida(database: str) -> Zhida:
    """Runs a command as the centre's reviewer."""
    register("审核人乙", "100000-finance")

    def run(*arguments: object) -> Result:
        return CliRunner().invoke(
            app, list(map(str, arguments)), catch_exceptions=False, env={"COLUMNS": "200"}
        )

    return run


@pytest.fixture
def nation(zhida: Zhida) -> Nation:
    """The small nation's year, booked."""
    with scope("100000"):
        nation = Nation()
        nation.play()
    return nation
