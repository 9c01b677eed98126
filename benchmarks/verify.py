"""How fast the ledger is sealed and verified: python -m benchmarks verify [ROWS].

Beside each rate stands its ratio to the same rows merely read: COPY of the
transfers to the client, which throws them away.
"""

from __future__ import annotations

import datetime
import os
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROWS = 100_000
_BATCH = 2_000


def main(rows: int = ROWS) -> None:
    """A ledger of its own with so many rows; prints seconds, rows a second, seconds a million."""
    with tempfile.TemporaryDirectory(prefix="zhida-verify-") as folder:
        Path(folder).chmod(0o755)
        os.environ["ZHIDA_DATA_FOLDER"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "zhida.platform.settings"
        import django

        django.setup()
        from django.db import connections

        from zhida.platform.database import stop
        from zhida.platform.migrating import migrate

        migrate()
        try:
            _measure(rows)
        finally:
            connections.close_all()
            stop(Path(folder) / "postgres")


def _measure(rows: int) -> None:
    from django.db import connection

    from zhida.platform.ledger.sealing import seal
    from zhida.platform.ledger.verifying import verify
    from zhida.platform.scope import scope
    from zhida.platform.sealing.chain import NATION
    from zhida.platform.sealing.rows import rows as streamed

    print(f"{rows:,} rows (one to a voucher), half received and half issued")
    with _timed("posted in batches of 2,000", rows):
        _post(rows)
    with connection.cursor() as cursor, scope(NATION):
        cursor.execute("SELECT count(*) FROM ledger_transfer")
        (count,) = cursor.fetchone()
    with _timed("read by COPY and thrown away", count) as bare, scope(NATION):
        for _ in streamed("SELECT * FROM ledger_transfer"):
            pass
    with _timed("sealed", count, bare):
        seal()
    steps: dict[str, float] = {}
    last, since = "", time.perf_counter()

    def progress(step: str, _: int) -> None:
        nonlocal last, since
        if step != last:
            if last:
                steps[last] = time.perf_counter() - since
            last, since = step, time.perf_counter()

    before = _peak()
    with _timed("verified", count, bare):
        report = verify(progress=progress)
    steps[last] = time.perf_counter() - since
    print("  of which " + ", ".join(f"{name} {seconds:.2f} s" for name, seconds in steps.items()))
    print(f"  {'clean' if report.clean else report.faults[0].place}")
    print(
        f"  memory of this process at most {before:.0f} MiB before verifying, {_peak():.0f} after"
    )


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@contextmanager
def _timed(name: str, rows: int, bare: list[float] | None = None) -> Iterator[list[float]]:
    seconds: list[float] = []
    begun = time.perf_counter()
    yield seconds
    seconds.append(time.perf_counter() - begun)
    ratio = f"  {seconds[0] / bare[0]:5.1f} × bare COPY" if bare else ""
    print(
        f"{name:32}{seconds[0]:8.2f} s{rows / seconds[0]:12,.0f} rows/s"
        f"{seconds[0] * 1e6 / rows:8.1f} s a million{ratio}",
        flush=True,
    )


def _post(rows: int) -> None:
    from zhida.core.ledger import AccountKey, Book, Earmark, Identity, QuotaLine, Transfer, Voucher
    from zhida.core.notice.appropriations import FundingSource
    from zhida.platform.ledger.posting import open_lines, post
    from zhida.platform.regions.models import Agency
    from zhida.platform.scope import scope

    province = "650000-finance"
    earmark = Earmark(Book.QUOTA, 2025, "医疗救助补助资金", FundingSource.CENTRAL)
    line = QuotaLine(earmark, province, "新财社〔2025〕1号")
    own = AccountKey(line.digest, "pending")
    day = datetime.date(2025, 1, 6)
    with scope("100000"):
        cities = list(
            Agency.objects.filter(kind="finance", region__code__startswith="65")
            .exclude(code=province)
            .order_by("code")
            .values_list("code", flat=True)[:100]
        )
        lines = open_lines([line])
    for first in range(0, rows, _BATCH):
        vouchers = []
        for number in range(first, min(first + _BATCH, rows)):
            receiving = number % 2 == 0
            city = cities[number % len(cities)]
            vouchers.append(
                Voucher(
                    Identity(
                        "receipt" if receiving else "issue",
                        "财政部" if receiving else province,
                        "财社〔2024〕142号" if receiving else "新财社〔2025〕1号",
                        2025,
                        province if receiving else city,
                        ordinal=number,
                    ),
                    "receive" if receiving else "issue",
                    province,
                    (
                        Transfer(AccountKey(line.digest, "origin"), own, 100)
                        if receiving
                        else Transfer(own, AccountKey(line.digest, "transit", city), 100),
                    ),
                    "财社〔2024〕142号" if receiving else "新财社〔2025〕1号",
                    day,
                    "经办人甲",
                    counterpart=None if receiving else city,
                )
            )
        with scope("100000"):
            post(vouchers, lines)
