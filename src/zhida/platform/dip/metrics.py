"""病种付费取数 metrics: the indicators that disease payment answers."""

from __future__ import annotations

import datetime
from functools import partial

from zhida.core.performance.indicators import Actual, Standing
from zhida.core.performance.metrics import Question, register
from zhida.core.performance.metrics.disease import (
    FROM_RECORD,
    DiseaseRecord,
    catalogue_published,
)
from zhida.platform.dip import installed
from zhida.platform.dip.recording import recorded


def register_disease_metrics() -> None:
    """登记: disease payment answers for its metrics from now on."""
    for code, provider in _PROVIDERS.items():
        register(code, provider)


def _of_record(code: str, question: Question) -> Actual:
    """By the record of the region's year, as long as it isn't of a later day."""
    found = recorded(question.region, question.first.year)
    if found is None or found.as_of > question.as_of:
        found = DiseaseRecord(question.as_of)
    return FROM_RECORD[code](found)


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


_PROVIDERS = {code: partial(_of_record, code) for code in FROM_RECORD} | {
    "dip_catalogue_published": _catalogue
}
