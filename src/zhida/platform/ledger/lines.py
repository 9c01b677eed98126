"""指标行 lines: quota lines as the ledger holds them, read back as values of `core.ledger`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection

from zhida.core.ledger import Book, Earmark, QuotaLine
from zhida.core.notice.appropriations import BudgetKind, FundingSource, Regime


def quota_lines(numbers: Iterable[int]) -> dict[int, QuotaLine]:
    """指标行: the lines of these numbers that the scope may see, equal to those first opened."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_LINES} WHERE l.id = ANY(%s)", [list(numbers)])
        return dict(line_of(*row) for row in cursor.fetchall())


def earmarks(year: int, book: Book) -> dict[int, Earmark]:
    """专项: all of a budget year in a book, by number."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, fund, source, kind, purpose, regime, flag, project, three_guarantees"
            " FROM ledger_earmark WHERE year = %s AND book = %s",
            [year, str(book)],
        )
        return {
            number: Earmark(
                book,
                year,
                fund,
                FundingSource(source),
                BudgetKind(kind),
                purpose,
                Regime(regime),
                *rest,
            )
            for number, fund, source, kind, purpose, regime, *rest in cursor.fetchall()
        }


@dataclass(frozen=True, slots=True)
class StoredLine:
    """库中指标行: a line's number and its earmark's, their digests, and what they say.

    `line` is None where a column holds no value that the core knows.
    """

    year: int
    number: int
    digest: bytes
    earmark: int
    earmark_digest: bytes
    line: QuotaLine | None


def every_line() -> Iterator[StoredLine]:
    """全部指标行: each line that the scope may see, by number; few are in memory at a time."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            "SELECT k.year, k.digest, k.earmark_id, m.digest, each.*"
            f" FROM ({_LINES}) AS each JOIN ledger_line k ON k.id = each.id"
            " JOIN ledger_earmark m ON m.id = k.earmark_id ORDER BY k.id"
        )
        for year, digest, earmark, earmark_digest, *row in cursor:
            try:
                line = line_of(*row)[1]
            except ValueError:
                line = None
            yield StoredLine(year, row[0], bytes(digest), earmark, bytes(earmark_digest), line)


_LINES = """
SELECT l.id, e.book, e.year, e.fund, e.source, e.kind, e.purpose, e.regime, e.flag, e.project,
       e.three_guarantees, g.code, l.document, l.upstream_document, l.advance, l.condition,
       l.transfer_function, l.function, l.gov_econ, l.dept_econ, l.implementing_project,
       l.parent_digest, l.carried_from_digest
FROM ledger_line l
JOIN ledger_earmark e ON e.id = l.earmark_id
JOIN regions_agency g ON g.id = l.holder_id
"""


def line_of(
    number: int,
    book: str,
    year: int,
    fund: str,
    source: str,
    kind: str,
    purpose: str,
    regime: str,
    flag: str,
    project: str,
    three_guarantees: bool,
    holder: str,
    document: str,
    upstream_document: str,
    advance: bool,
    condition: str,
    transfer_function: str,
    function: str,
    gov_econ: str,
    dept_econ: str,
    implementing_project: str,
    parent: bytes | None,
    carried_from: bytes | None,
) -> tuple[int, QuotaLine]:
    """A row with the columns of `_LINES`, as the line's number and its value."""
    earmark = Earmark(
        Book(book),
        year,
        fund,
        FundingSource(source),
        BudgetKind(kind),
        purpose,
        Regime(regime),
        flag,
        project,
        three_guarantees,
    )
    line = QuotaLine(
        earmark,
        holder,
        document,
        upstream_document,
        advance,
        condition,
        transfer_function,
        function,
        gov_econ,
        dept_econ,
        implementing_project,
        bytes(parent) if parent else None,
        bytes(carried_from) if carried_from else None,
    )
    return number, line
