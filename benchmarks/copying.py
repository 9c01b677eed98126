"""How a batch best reaches the server: python -m benchmarks copying [VOUCHERS].

The same vouchers, by the same door with all guards, three ways: the driver's own arrays, arrays
written by us (what `posting` does), and COPY into temporary tables from which the door is fed.
Interleaved in one session, each rolled back; the median of seven. The last two are the way to the
server alone, until the rows are there to be selected: what a door that read the tables itself,
by INSERT … SELECT, could gain at most.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from benchmarks.ledger import _BATCH, _DAY, _issues, _ledger, _line

if TYPE_CHECKING:
    from zhida.platform.ledger.batch import Batch

_TABLES = {"v": slice(0, 17), "a": slice(17, 20), "t": slice(20, 30)}
_ROUNDS = 7


def main(vouchers: int = _BATCH) -> None:
    """A ledger of its own, which goes when it is done."""
    with _ledger():
        from django.db import transaction

        from zhida.core.ledger import verbs
        from zhida.platform.ledger.posting import open_lines, post
        from zhida.platform.scope import scope

        with scope("650000"):
            lines = open_lines([_line()])
            act = verbs.Act("财政部", "财社〔2024〕142号", _DAY, "经办人甲")
            post([verbs.receive(act, _line(), 10**12)], lines)
        _temporary_tables()
        ways: dict[str, Callable[[Batch], object]] = {
            "arrays of the driver": _driver,
            "arrays written by us": _written,
            "COPY into temporary tables": _copied,
            "  only sent: arrays": _arrays_sent,
            "  only sent: COPY": _rows_sent,
        }
        seconds: dict[str, list[float]] = {name: [] for name in ways}
        batch = _batch(lines, vouchers)
        for _ in range(_ROUNDS):
            for name, way in ways.items():
                with transaction.atomic():
                    with scope("650000"):
                        begun = time.perf_counter()
                        way(batch)
                        seconds[name].append(time.perf_counter() - begun)
                    transaction.set_rollback(True)
        medians = {name: statistics.median(each) for name, each in seconds.items()}
        ours = medians["arrays written by us"]
        print(f"{vouchers} vouchers, each way booked with all guards and rolled back")
        for name, each in medians.items():
            print(
                f"{name:30}{1000 * each:8.0f} ms{vouchers / each:10,.0f} a second"
                f"{each / ours:8.2f} × ours"
            )


def _batch(lines: dict[bytes, int], vouchers: int) -> Batch:
    from zhida.platform.ledger.batch import Batch

    batch = Batch(lines, {})
    for each in _issues("批量", vouchers):
        batch.add(each)
    return batch


def _written(batch: Batch) -> object:
    from zhida.platform.ledger.posting import _POST

    return _ask(_POST, batch.columns)


def _driver(batch: Batch) -> object:
    from zhida.platform.ledger.posting import _POST

    columns = [list(each) for rows in _rows(batch) for each in zip(*rows, strict=True)]
    return _ask(_POST, columns)


def _arrays_sent(batch: Batch) -> object:
    """The arrays, opened up as rows."""
    types = type(batch).TYPES
    unnested = (
        f"(SELECT count(*) FROM unnest({', '.join(f'%s::{each}[]' for each in types[columns])}))"
        for columns in _TABLES.values()
    )
    return _ask(f"SELECT {', '.join(unnested)}", batch.columns)


def _rows_sent(batch: Batch) -> object:
    """The rows of the three tables by COPY."""
    from django.db import connection

    with connection.cursor() as cursor:
        for name, rows in zip(_TABLES, _rows(batch), strict=True):
            with cursor.copy(f"COPY copied_{name} FROM STDIN") as copy:
                copy.write("".join([f"{n}\t{_line_of(row)}\n" for n, row in enumerate(rows)]))
    return _ask("SELECT " + ", ".join(f"(SELECT count(*) FROM copied_{n})" for n in _TABLES), [])


def _copied(batch: Batch) -> object:
    """By COPY; the door takes its arrays from the tables."""
    _rows_sent(batch)
    arrays = ", ".join(
        f"(SELECT array_agg(c{column} ORDER BY place) FROM copied_{name})"
        for name, columns in _TABLES.items()
        for column in range(columns.start, columns.stop)
    )
    return _ask(f"SELECT * FROM ledger_post({arrays})", [])


def _ask(sql: str, values: list[Any]) -> object:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _rows(batch: Batch) -> tuple[list[tuple[object, ...]], ...]:
    return batch._vouchers, [*batch._accounts], batch._transfers


def _line_of(row: tuple[object, ...]) -> str:
    return "\t".join([_cell(each) for each in row])


def _cell(value: object) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, bytes):
        return "\\\\x" + value.hex()
    text = str(value)
    return json.dumps(text, ensure_ascii=False)[1:-1] if "\\" in text or "\t" in text else text


def _temporary_tables() -> None:
    """Made once for the session, as a server that kept its connections would."""
    from django.db import connection

    from zhida.platform.ledger.batch import Batch

    with connection.cursor() as cursor:
        for name, columns in _TABLES.items():
            listed = ", ".join(
                f"c{number} {kind}"
                for number, kind in enumerate(Batch.TYPES)
                if columns.start <= number < columns.stop
            )
            cursor.execute(
                f"CREATE TEMPORARY TABLE copied_{name} (place int, {listed}) ON COMMIT DELETE ROWS"
            )
