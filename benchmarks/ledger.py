"""How fast the ledger books, and whether it stays so: python -m benchmarks ledger [ENTRIES [ROWS …]].

ENTRIES are booked one by one and in batches; the balance is asked for in ledgers of so many ROWS.
Ratios are of the same run: to the same rows in tables without a guard, to the machine's syncs to
disk, to django-hordak and to beancount with the same entries.
"""

from __future__ import annotations

import datetime
import io
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zhida.core.ledger import QuotaLine, Voucher

ENTRIES = 20_000
ROWS = (100_000, 1_000_000)
_BATCH = 5_000
_CLIENTS = 16
_EACH = 100
_PROVINCE = "650000-finance"
_DAY = datetime.date(2025, 1, 6)
_JUNE = datetime.datetime(2025, 6, 1, tzinfo=datetime.UTC)


def main(entries: int = ENTRIES, *rows: int) -> None:
    """A ledger of its own, which goes when it is done."""
    with _ledger():
        _posting(entries)
        _growth(rows or ROWS)


@contextmanager
def _ledger() -> Iterator[None]:
    with tempfile.TemporaryDirectory(prefix="zhida-ledger-") as folder:
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
            yield
        finally:
            connections.close_all()
            stop(Path(folder) / "postgres")


def _posting(entries: int) -> None:
    batched = _rate("batches of 5,000, all guards", entries, lambda: _in_batches(entries))
    copied, inserted = _bare()
    print(
        f"  {copied / batched:.1f} × the time of bare COPY, {inserted / batched:.1f} × bare INSERT"
    )
    one = _rate("one by one, 1 client", _EACH, lambda: _one_by_one((0, _EACH)))
    fsyncs = _syncs()
    many = _clients(_one_by_one)
    commits = _clients(_bare_commits)
    print(f"{'one by one, 16 clients':32}{many:10,.0f} a second")
    print(f"{'one row without a guard, 16':32}{commits:10,.0f} a second")
    print(f"{'syncs to disk, one after another':32}{fsyncs:10,.0f} a second")
    print(
        f"  16 clients: {many / fsyncs:.2f} of the sync rate, {many / commits:.2f} of bare commits"
    )
    hordak = _alone(_hordak, 300)
    print(f"{'django-hordak, one by one':32}{hordak:10,.0f} a second; ours {one / hordak:.1f} ×")
    beans = _beancount(entries)
    print(f"{'beancount, load and check':32}{beans:10,.0f} a second; ours {batched / beans:.1f} ×")


def _rate(name: str, count: int, work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    rate = count / (time.perf_counter() - begun)
    print(f"{name:32}{rate:10,.0f} a second", flush=True)
    return rate


def _line() -> QuotaLine:
    from zhida.core.ledger import Book, Earmark, QuotaLine
    from zhida.core.notice.appropriations import FundingSource

    earmark = Earmark(Book.QUOTA, 2025, "医疗救助补助资金", FundingSource.CENTRAL)
    return QuotaLine(earmark, _PROVINCE, "新财社〔2025〕1号", "财社〔2024〕142号")


def _issues(run: str, count: int) -> list[Voucher]:
    """Money to a hundred cities and counties in turn."""
    from zhida.core.ledger import verbs
    from zhida.platform.regions.models import Agency

    line = _line()
    below = Agency.objects.filter(kind="finance", region__code__startswith="65")
    cities = list(below.exclude(code=_PROVINCE).order_by("code").values_list("code", flat=True))
    return [
        verbs.issue(
            verbs.Act("新疆维吾尔自治区财政厅", run, _DAY, "经办人甲", ordinal=each),
            line,
            cities[each % 100],
            100,
        )
        for each in range(1, count + 1)
    ]


def _in_batches(entries: int) -> None:
    from zhida.core.ledger import verbs
    from zhida.platform.ledger.posting import open_lines, post
    from zhida.platform.scope import scope

    act = verbs.Act("财政部", "财社〔2024〕142号", _DAY, "经办人甲")
    with scope("650000"):
        lines = open_lines([_line()])
        post([verbs.receive(act, _line(), 10**12)], lines)
    vouchers = _issues("新财社〔2025〕1号", entries)
    for first in range(0, entries, _BATCH):
        with scope("650000"):
            post(vouchers[first : first + _BATCH], lines)


def _one_by_one(task: tuple[int, int]) -> float:
    """Seconds for so many commits by client number such."""
    import django

    django.setup()
    from django.db import connection

    from zhida.platform.ledger.posting import open_lines, post
    from zhida.platform.scope import scope

    client, count = task
    vouchers = _issues(f"单笔{client}-{time.time_ns()}", count + 5)
    with scope("650000"):
        lines = open_lines([_line()])
    for voucher in vouchers[:5]:
        with scope("650000"):
            post([voucher], lines)
    begun = time.perf_counter()
    for voucher in vouchers[5:]:
        with scope("650000"):
            post([voucher], lines)
    seconds = time.perf_counter() - begun
    connection.close()
    return seconds


def _bare_commits(task: tuple[int, int]) -> float:
    import django

    django.setup()
    from django.db import connections

    _, count = task
    with connections["owner"].cursor() as cursor:
        cursor.execute("INSERT INTO bare_commit VALUES (0)")
        begun = time.perf_counter()
        for each in range(count):
            cursor.execute("INSERT INTO bare_commit VALUES (%s)", [each])
        seconds = time.perf_counter() - begun
    connections.close_all()
    return seconds


def _clients(work: Callable[[tuple[int, int]], float]) -> float:
    """Commits a second by sixteen processes together."""
    tasks = [(client, _EACH) for client in range(1, _CLIENTS + 1)]
    with ProcessPoolExecutor(_CLIENTS, mp_context=get_context("spawn")) as pool:
        return sum(_EACH / seconds for seconds in pool.map(work, tasks))


def _bare() -> tuple[float, float]:
    """The same rows a second by COPY and by INSERT into tables without keys, checks and indexes."""
    from django.db import connections

    tables = ("ledger_voucher", "ledger_transfer")
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT set_config('zhida.scope', '100000', false)")
        cursor.execute("CREATE TABLE IF NOT EXISTS bare_commit (n int)")
        rows, count = {}, 0
        for table in tables:
            cursor.execute(f"CREATE TABLE bare_{table} AS TABLE {table}")
            count = max(count, cursor.rowcount)
            with cursor.copy(f"COPY bare_{table} TO STDOUT") as copy:
                rows[table] = b"".join(bytes(each) for each in copy)
        rates = []
        for way in (_copied, _inserted):
            for table in tables:
                cursor.execute(f"TRUNCATE bare_{table}")
            begun = time.perf_counter()
            for table in tables:
                way(cursor, f"bare_{table}", rows[table])
            rates.append(count / (time.perf_counter() - begun))
    for name, rate in zip(("bare COPY", "bare INSERT"), rates, strict=True):
        print(f"{name + ' of the same rows':32}{rate:10,.0f} a second", flush=True)
    return rates[0], rates[1]


def _copied(cursor: Any, table: str, rows: bytes) -> None:
    with cursor.copy(f"COPY {table} FROM STDIN") as copy:
        copy.write(rows)


def _inserted(cursor: Any, table: str, rows: bytes) -> None:
    lines = [
        [None if each == r"\N" else each for each in line.replace("\\\\", "\\").split("\t")]
        for line in rows.decode().splitlines()
    ]
    marks = ", ".join(["%s"] * len(lines[0]))
    for first in range(0, len(lines), 500):
        part = lines[first : first + 500]
        flat = [each for line in part for each in line]
        cursor.execute(f"INSERT INTO {table} VALUES " + ", ".join([f"({marks})"] * len(part)), flat)


def _syncs() -> float:
    with tempfile.TemporaryFile() as file:
        begun = time.perf_counter()
        for _ in range(200):
            file.seek(0)
            file.write(bytes(8192))
            file.flush()
            os.fdatasync(file.fileno())
        return 200 / (time.perf_counter() - begun)


def _alone(work: Callable[[str, int], float], count: int) -> float:
    """In a process of its own, since Django has one set of settings for each."""
    from django.conf import settings

    address = settings.DATABASES["owner"]
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, repr(address), count).result()


def _hordak(address: str, count: int) -> float:
    """Entries a second, each a transaction with two legs."""
    import ast

    import django
    from django.conf import settings

    settings.configure(
        INSTALLED_APPS=[
            "django.contrib.contenttypes",
            "django.contrib.auth",
            "mptt",
            "djmoney",
            "hordak",
        ],
        DATABASES={"default": ast.literal_eval(address)},
        USE_TZ=True,
        DEFAULT_CURRENCY="CNY",
        CURRENCIES=["CNY"],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )
    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from moneyed import Money

    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA hordak")
        cursor.execute("SET search_path = hordak")
    call_command("migrate", verbosity=0)
    account = import_module("hordak.models").Account
    source, target = (
        account.objects.create(name=name, type="AS", currencies=["CNY"], code=code)
        for name, code in (("pending", "1"), ("transit", "2"))
    )
    begun = time.perf_counter()
    for _ in range(count):
        source.transfer_to(target, Money(1, "CNY"))
    return count / (time.perf_counter() - begun)


def _beancount(entries: int) -> float:
    from beancount import loader

    text = io.StringIO()
    text.write("2025-01-01 open Assets:Pending\n2025-01-01 open Assets:Transit\n")
    for each in range(entries):
        text.write(
            f'2025-01-06 * "issue" "{each}"\n  Assets:Transit  1.00 CNY\n  Assets:Pending -1.00 CNY\n'
        )
    begun = time.perf_counter()
    loader.load_string(text.getvalue())
    return entries / (time.perf_counter() - begun)


def _growth(sizes: tuple[int, ...]) -> None:
    """The balance of one account among more and more rows, each account with a hundred of them."""
    from zhida.platform.ledger.balances import balances, statement
    from zhida.platform.scope import scope

    print("rows made by plain SQL, past the keys' checks; times for one account, in ms")
    for size in sizes:
        _fill(size)
        with scope("620000"):
            account = _an_account("620100-finance")
            times = (
                _median(partial(_balance_of, account)),
                _median(partial(statement, account)),
                _median(lambda: balances(holder="620100-finance")),
                _median(lambda: balances(holder="620100-finance", as_of_booked=_JUNE)),
            )
        print(
            "{:12,} rows  balance {:.2f}  statement of 100 {:.2f}"
            "  holder's accounts {:.2f}, as of June {:.2f}".format(size, *times),
            flush=True,
        )


def _an_account(holder: str) -> int:
    """The number of one of a holder's accounts."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.id FROM ledger_account a JOIN regions_agency g"
            " ON g.id = a.holder_id AND g.region_id = a.region_id"
            " WHERE g.code = %s AND a.kind = 'pending' ORDER BY a.line_id LIMIT 1",
            [holder],
        )
        return int(cursor.fetchone()[0])


def _balance_of(account: int) -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT balance_fen FROM ledger_account WHERE id = %s", [account])
        return int(cursor.fetchone()[0])


def _median(work: Callable[[], object]) -> float:
    times = []
    for _ in range(15):
        begun = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - begun))
    return sorted(times)[7]


def _fill(rows: int) -> None:
    """Rows of one kind, spread over the nation's finance departments."""
    import psycopg
    from django.conf import settings

    from zhida.platform.configuration import configuration
    from zhida.platform.database import as_role, start

    admin = start(configuration().data_folder / "postgres")
    address = as_role(admin, "postgres", str(settings.DATABASES["default"]["NAME"]))
    sql = Path(__file__).with_name("ledger_rows.sql").read_text("utf-8")
    with psycopg.connect(address) as session:
        session.execute("SET session_replication_role = replica")
        session.execute("SET synchronous_commit = off")
        for statement in sql.split(";\n\n"):
            session.execute(statement.replace(":rows", str(rows)))
        session.commit()
        session.autocommit = True
        session.execute("VACUUM ANALYZE ledger_line, ledger_account")
        session.execute("ANALYZE ledger_voucher, ledger_transfer")
