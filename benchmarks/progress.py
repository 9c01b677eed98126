"""How fast progress is told: python -m benchmarks progress [PAYMENTS …].

For each number of PAYMENTS: 30,000 units of 20 lines for a million of them, fewer in proportion. Each
question is asked through Zhida, within row-level security, and as bare SQL on the same tables, once by
the database's owner and once under the same policies; the ratios are the time of the first by that of
each, medians of the same run.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from benchmarks.ledger import _ledger

PAYMENTS = (100_000, 1_000_000)
_UNITS = 30_000 / 1_000_000
_LINES = 20
_JUNE = datetime.date(2024, 6, 30)
_TURNS = 5
_LONG = 10
"""Seconds of one answer beyond which a second turn is enough."""


def main(*payments: int) -> None:
    """A ledger of its own, which goes when it is done."""
    with _ledger():
        for count in payments or PAYMENTS:
            session = _fill(count)
            units = round(count * _UNITS)
            print(f"{units:,} units × {_LINES} lines, {count:,} payments", flush=True)
            _progress(session)
            _alerts(session)
            session.close()


def _progress(session: Any) -> None:
    from zhida.platform.execution.progress import by_fund, by_region
    from zhida.platform.execution.selecting import Selection

    year = 2024
    province = "650000"
    for title, ours, bare in (
        (
            "the nation by province, now",
            lambda: by_region(Selection(year, region="100000")),
            lambda ask: ask(_NOW, root="100000"),
        ),
        (
            "the nation by province, 30 June",
            lambda: by_region(Selection(year, region="100000", on=_JUNE)),
            lambda ask: ask(_THEN, root="100000", on=_JUNE),
        ),
        (
            "one province by city, now",
            lambda: by_region(Selection(year, region=province)),
            lambda ask: ask(_NOW, root=province),
        ),
        (
            "one province by city, 30 June",
            lambda: by_region(Selection(year, region=province, on=_JUNE)),
            lambda ask: ask(_THEN, root=province, on=_JUNE),
        ),
        (
            "the nation by fund, now",
            lambda: by_fund(Selection(year, region="100000")),
            lambda ask: ask(_FUNDS),
        ),
    ):
        compare(session, title, ours, bare)


def _alerts(session: Any) -> None:
    from django.utils import timezone

    from benchmarks.progress_alerts import QUERY
    from zhida.platform.execution.raising import found_alerts

    for title, day in (
        ("alerts of the nation, 30 June", _JUNE),
        ("alerts of the nation, now", timezone.localdate()),
    ):
        found: list[int] = []
        compare(
            session,
            title,
            lambda day=day, found=found: found.append(len(found_alerts("100000", day, (2024,)))),  # type: ignore[misc]
            lambda ask, day=day: ask(QUERY, on=day),  # type: ignore[misc]
        )
        print(f"    {found[0]:,} alerts", flush=True)


Ask = Callable[..., list[tuple[Any, ...]]]


def compare(
    session: Any, title: str, ours: Callable[[], object], bare: Callable[[Ask], object]
) -> None:
    """Print the medians in ms of ours, of bare SQL and of bare SQL under the same policies.

    The turns alternate, the first isn't counted.
    """
    from django.db import connection

    from zhida.platform.scope import scope

    def by_owner(query: str, **values: object) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = session.execute(query, values).fetchall()
        return found

    def by_app(query: str, **values: Any) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(query, values)
            return list(cursor.fetchall())

    ways: tuple[Callable[[], object], ...] = (
        ours,
        lambda: bare(by_owner),
        lambda: bare(by_app),
    )
    times: tuple[list[float], ...] = ([], [], [])
    turns = _TURNS
    with scope("100000"):
        turn = 0
        while turn <= turns:
            for work, kept in zip(ways, times, strict=True):
                begun = time.perf_counter()
                work()
                if turn:
                    kept.append(1000 * (time.perf_counter() - begun))
                elif time.perf_counter() - begun > _LONG:
                    turns = 1
            turn += 1
    mine, owner, app = (sorted(kept)[len(kept) // 2] for kept in times)
    print(
        f"  {title:34}{mine:10,.1f} ms{owner:10,.1f} ms bare{mine / owner:8.2f} ×"
        f"{app:10,.1f} ms bare under policies{mine / app:8.2f} ×",
        flush=True,
    )


# The same table by hand: a row for each branch below the root, a column for each step.
_TREE = """
WITH RECURSIVE tree AS (
    SELECT %(root)s::text AS region_id, %(root)s::text AS branch
    UNION ALL
    SELECT p.region_id, CASE WHEN tree.branch = %(root)s THEN p.region_id ELSE tree.branch END
    FROM tree JOIN regions_fiscalparent p ON p.parent_id = tree.region_id
    WHERE (p.from_date IS NULL OR p.from_date <= current_date)
      AND (p.to_date IS NULL OR p.to_date >= current_date)
)"""
_STEPS = """
    sum(fen) FILTER (WHERE kind LIKE 'expected%%'),
    sum(fen) FILTER (WHERE kind IN ('pending', 'reserved')),
    sum(fen) FILTER (WHERE kind = 'transit'),
    sum(fen) FILTER (WHERE kind = 'registered'),
    sum(fen) FILTER (WHERE kind = 'executable'),
    sum(fen) FILTER (WHERE kind = 'applied'),
    sum(fen) FILTER (WHERE kind = 'paid'),
    sum(fen) FILTER (WHERE kind = 'carried'),
    sum(fen) FILTER (WHERE kind = 'surplus')"""
_NOW = f"""{_TREE}
SELECT branch, {_STEPS}
FROM (SELECT a.region_id, a.kind, sum(a.balance_fen) AS fen FROM ledger_account a
      WHERE a.year = 2024 AND a.book = 'quota' AND NOT a.is_origin
        AND (%(root)s = '100000' OR a.region_id = ANY(ARRAY(SELECT region_id FROM tree)))
      GROUP BY 1, 2) AS stood
JOIN tree USING (region_id) GROUP BY branch"""
_THEN = f"""{_TREE}
SELECT branch, {_STEPS}
FROM (SELECT g.region_id, side.kind, sum(side.fen) AS fen
      FROM (SELECT t.debit_holder_id, t.debit_kind, t.credit_holder_id, t.credit_kind,
                sum(t.fen) AS fen
            FROM ledger_transfer t
            JOIN ledger_voucher v ON v.id = t.voucher_id AND v.year = t.year
            WHERE t.year = 2024 AND v.year = 2024 AND v.document_date <= %(on)s
              AND (%(root)s = '100000' OR t.region_id = ANY(ARRAY(SELECT region_id FROM tree)))
            GROUP BY 1, 2, 3, 4) AS t
      CROSS JOIN LATERAL (VALUES (t.debit_holder_id, t.debit_kind, t.fen),
          (t.credit_holder_id, t.credit_kind, -t.fen)) AS side(id, kind, fen)
      JOIN regions_agency g USING (id)
      JOIN ledger_kind k ON k.code = side.kind AND k.book = 'quota' AND NOT k.is_origin
      GROUP BY 1, 2) AS stood
JOIN tree USING (region_id) GROUP BY branch"""
_FUNDS = f"""
SELECT fund, {_STEPS}
FROM (SELECT e.fund, a.kind, sum(a.balance_fen) AS fen FROM ledger_account a
      JOIN ledger_earmark e ON e.id = a.earmark_id
      WHERE a.year = 2024 AND a.book = 'quota' AND NOT a.is_origin GROUP BY 1, 2) AS stood
GROUP BY fund"""


def _fill(payments: int) -> Any:
    """The rows, by plain SQL; the session of the database's owner that made them."""
    import psycopg
    from django.conf import settings

    from zhida.platform.configuration import configuration
    from zhida.platform.database import as_role, start

    admin = start(configuration().data_folder / "postgres")
    address = as_role(admin, "postgres", str(settings.DATABASES["default"]["NAME"]))
    sql = Path(__file__).with_name("progress_rows.sql").read_text("utf-8")
    sizes = {"units": round(payments * _UNITS), "lines": _LINES, "payments": payments}
    session = psycopg.connect(address)
    session.execute("SET session_replication_role = replica")
    session.execute("SET synchronous_commit = off")
    for statement in sql.split(";\n\n"):
        for name, size in sizes.items():
            statement = statement.replace(f":{name}", str(size))
        session.execute(statement)
    session.commit()
    session.autocommit = True
    with suppress(psycopg.errors.LockNotAvailable):
        session.execute("VACUUM ANALYZE regions_agency, ledger_line, ledger_account")
    session.execute("ANALYZE ledger_voucher, ledger_transfer, execution_paymentrecord")
    return session
