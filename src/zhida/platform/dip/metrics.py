"""病种付费取数 metrics: the indicators that disease payment answers."""

from __future__ import annotations

import datetime
from functools import partial

from django.db import connection

from zhida.core.performance.indicators import Actual, Standing
from zhida.core.performance.metrics import Question, register
from zhida.core.performance.metrics.disease import (
    FROM_RECORD,
    catalogue_published,
    first_payment,
    first_simulation,
)
from zhida.engines.dip.flow import flow_of
from zhida.platform.dip import installed
from zhida.platform.dip.models import Kind, Result
from zhida.platform.dip.queries import flows
from zhida.platform.dip.recording import recorded
from zhida.platform.ledger.fund_vouchers import document_of


def register_disease_metrics() -> None:
    """登记: disease payment answers for its metrics from now on."""
    for code, provider in _PROVIDERS.items():
        register(code, provider)


def _of_record(code: str, question: Question) -> Actual:
    """By the results of the region's year that aren't of a later day."""
    return FROM_RECORD[code](recorded(question.region, question.first.year, question.as_of))


def _catalogue(question: Question) -> Actual:
    """By the directory that was put in force last until the day."""
    for each in installed.versions():
        if datetime.datetime.fromisoformat(each.installed).date() <= question.as_of:
            evidence = (each.files["directory.csv"],)
            return catalogue_published(
                question.as_of, each.groups - each.mixed, each.mixed, evidence
            )
    return Actual(
        Standing.NO_DATA,
        question.as_of,
        metric="dip_catalogue_published",
        note="没有启用病种目录。请用zhida dip install启用，或附证明材料填报",
    )


def _simulated(question: Question) -> Actual:
    """By the first simulation that was run in the period, whatever year's cases it took."""
    until = min(question.as_of, question.last)
    found = (
        Result.objects.filter(
            region_id=question.region,
            kind=Kind.SIMULATION,
            day__range=(question.first, until),
        )
        .order_by("day", "pk")
        .values_list("day", "sha256")
        .first()
    )
    day, evidence = (found[0], (found[1],)) if found else (None, ())
    return first_simulation(question.as_of, day, evidence)


def _paid(question: Question) -> Actual:
    """By the first payment of the year's flows that stands in the fund's book and isn't undone."""
    documents = [
        document_of(flow, taken)
        for flow in (
            flow_of(each.text, each.name) for each in flows(question.region, question.first.year)
        )
        for taken in flow.taken
        if any(part.paid_fen for part in taken.parts)
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT v.document_date, encode(v.key, 'hex') FROM ledger_voucher v"
            " WHERE v.region_id = %s AND v.document = ANY(%s) AND v.document_date <= %s"
            " AND v.verb IN ('prepay', 'settle') AND NOT EXISTS (SELECT FROM ledger_voucher r"
            " WHERE r.year = v.year AND r.reverses_id = v.id)"
            " ORDER BY v.document_date, v.id LIMIT 1",
            [question.region, documents, question.as_of],
        )
        found = cursor.fetchone()
    day, evidence = (found[0], (found[1],)) if found else (None, ())
    return first_payment(question.as_of, day, evidence)


_PROVIDERS = {code: partial(_of_record, code) for code in FROM_RECORD} | {
    "dip_catalogue_published": _catalogue,
    "dip_simulation_date": _simulated,
    "dip_first_settlement_date": _paid,
}
