"""资金取数 ledger_metrics: execution rate, money paid and cost, asked of the quota ledger."""

from __future__ import annotations

from functools import partial

from django.db import connection

from zhida.core.performance.indicators import Actual
from zhida.core.performance.metrics import Question, register
from zhida.core.performance.metrics.money import LEDGER_METRICS, FromProgress
from zhida.platform.execution.progress import total
from zhida.platform.execution.selecting import Selection, accounts


def register_ledger_metrics() -> None:
    """登记: the ledger answers for its metrics from now on."""
    for code in LEDGER_METRICS:
        register(code, _PROVIDERS[code])


def _answer(compute: FromProgress, question: Question) -> Actual:
    """The progress of the place or the agency in the question's year, with its lines.

    Must run in a scope that reaches the place.
    """
    asked = Selection(
        question.first.year,
        region="" if question.agency else question.region,
        holder=question.agency,
        fund=question.fund,
        on=question.as_of,
    )
    return compute(total(asked), question.as_of, _lines(asked))


def _lines(asked: Selection) -> tuple[str, ...]:
    """The digests of the quota lines behind a figure."""
    query, values = accounts(asked, "a.line_id")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT encode(l.digest, 'hex') FROM ledger_line l"
            f" WHERE l.id IN ({query}) ORDER BY 1",
            values,
        )
        return tuple(row[0] for row in cursor.fetchall())


_PROVIDERS = {code: partial(_answer, compute) for code, compute in LEDGER_METRICS.items()}
