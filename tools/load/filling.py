"""Fill the embedded database to a size, by plain SQL; and say who walks through it."""

from __future__ import annotations

import datetime
import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

_YEAR_ROWS = ("ledger_voucher_2024", "ledger_transfer_2024", "execution_paymentrecord")
_STEPS = 3
"""Transfers of a line before its payments; each payment makes two."""
_ROWS = (
    Path(__file__).parents[2] / "benchmarks" / "progress_rows.sql",
    Path(__file__).with_name("rows.sql"),
)
LEVELS = ("county", "prefecture", "province", "centre")
PASSWORD = secrets.token_urlsafe(16)


@dataclass(frozen=True, slots=True)
class Size:
    """How much of a nation: units with lines each, and transfers of the ledger (`rows`)."""

    units: int
    lines: int
    rows: int

    @property
    def payments(self) -> int:
        """Those that bring the ledger to its rows."""
        return max(1, (self.rows - _STEPS * self.units * self.lines) // 2)


# The units are dealt out over all counties: fewer than these would leave some without one.
SIZES = {
    "small": Size(4_000, 4, 100_000),
    "middle": Size(30_000, 4, 1_000_000),
    "national": Size(30_000, 10, 10_000_000),
}


def fill(address: str, size: Size) -> float:
    """The rows, with the indexes of the large tables built at the end; answers the seconds."""
    begun = time.perf_counter()
    wanted = {"units": size.units, "lines": size.lines, "payments": size.payments}
    with psycopg.connect(address) as session:
        session.execute("SET session_replication_role = replica")
        session.execute("SET synchronous_commit = off")
        session.execute("SET maintenance_work_mem = '512MB'")
        session.execute("SET work_mem = '128MB'")
        _indexes_off(session)
        for file in _ROWS:
            for statement in file.read_text("utf-8").split(";\n\n"):
                for name, number in wanted.items():
                    statement = statement.replace(f":{name}", str(number))
                session.execute(statement.encode())
        for table in _YEAR_ROWS:
            session.execute(f"REINDEX TABLE {table}".encode())
        session.commit()
        session.autocommit = True
        session.execute("VACUUM ANALYZE")
    return time.perf_counter() - begun


def is_filled(address: str) -> bool:
    """Whether an earlier run filled it."""
    with psycopg.connect(address) as session:
        row = session.execute(
            "SELECT EXISTS (SELECT FROM ledger_line WHERE year = 2024)"
        ).fetchone()
    return row == (True,)


def _indexes_off(session: psycopg.Connection[Any]) -> None:
    session.execute(
        "UPDATE pg_index SET indisready = false, indisvalid = false"
        " WHERE indrelid = ANY(%s::regclass[])",
        [list(_YEAR_ROWS)],
    )


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signs in, and the token of the system that acts for them."""

    name: str
    level: str
    region: str
    token: str


def people(number: int, county: str) -> list[Person]:
    """So many people of a county and the levels above it in turn; the database is migrated."""
    from django.contrib.auth.hashers import make_password

    from zhida.platform.access.models import User
    from zhida.platform.access.policy import Actor, Role
    from zhida.platform.api.tokens import add_token
    from zhida.platform.regions.models import Agency

    regions = (county, f"{county[:4]}00", f"{county[:2]}0000", "100000")
    agencies = [Agency.objects.get(code=f"{each}-finance") for each in regions]
    password, run = make_password(PASSWORD), f"load-{secrets.token_hex(3)}"
    until = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=1)
    found = []
    for each in range(number):
        level, agency = LEVELS[each % len(LEVELS)], agencies[each % len(LEVELS)]
        name = f"{run}-{each}"
        user = User.objects.create(
            username=name, password=password, agency=agency, role=Role.REVIEWER
        )
        guard = Actor("load", agency.code, agency.region_id, Role.SECURITY_ADMINISTRATOR)
        _, token = add_token(guard, user, "load", ["read"], until)
        found.append(Person(name, level, agency.region_id, token))
    return found


@dataclass(frozen=True, slots=True)
class Named:
    """What addresses name: a county with units, one of its lines, an account and a voucher of that."""

    county: str
    line: int
    account: int
    voucher: int

    @property
    def numbers(self) -> dict[str, int]:
        """Those that stand in addresses."""
        return {"line": self.line, "account": self.account, "voucher": self.voucher}


def named(address: str) -> Named:
    """A county of a province whose money goes by prefectures, so that all levels see it."""
    with psycopg.connect(address) as session:
        row = session.execute(_NAMED).fetchone()
    if row is None:
        raise RuntimeError("no county of the province 65 has a line: more units are needed")
    return Named(*row)


_NAMED = """
SELECT l.region_id, l.id, a.id, t.voucher_id FROM ledger_line l
JOIN regions_agency f ON f.code = l.region_id || '-finance'
JOIN ledger_account a ON a.line_id = l.id AND a.kind = 'paid'
JOIN ledger_transfer t ON t.year = l.year AND t.debit_id = a.id
WHERE l.year = 2024 AND l.region_id LIKE '6501%' ORDER BY l.region_id, l.id LIMIT 1"""
