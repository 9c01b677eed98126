"""查预警 alert_queries: raised alerts for screens and commands, within the scope of the caller."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Case, F, QuerySet, When
from django.utils.translation import gettext_lazy

from zhida.core.execution.alerts.alert import Colour
from zhida.core.execution.alerts.catalogue import rule as alert_rule
from zhida.core.execution.alerts.thread import OVER, STEPS, ThreadState
from zhida.platform.execution.models import AlertEntry, RaisedAlert
from zhida.platform.execution.selecting import COUNTRY, parents_of, subtree
from zhida.platform.pages.labels import label


@dataclass(frozen=True, slots=True)
class AlertRow:
    """预警: one line of a list. `gone_on` is None while the matter holds."""

    number: int
    rule: str
    name: str
    colour: Colour
    state: ThreadState
    region: str
    holder: str
    holder_name: str
    period: str
    occurrence: int
    sentence: str
    fen: int
    expected: str
    found: str
    since: datetime.date | None
    days: int | None
    basis: str
    mend: str
    status: str
    raised_on: datetime.date
    seen_on: datetime.date
    gone_on: datetime.date | None
    subject: tuple[str, str]
    evidence: tuple[tuple[str, str, str], ...]


def alert_rows(
    region: str = "",
    rules: Sequence[str] = (),
    holding: bool = True,
    on: datetime.date | None = None,
) -> Iterator[AlertRow]:
    """预警列表: those that the scope may see, the most pressing first.

    `holding` leaves out what is closed or has lapsed; `region` means it and all below,
    `rules` are codes, all where there is none.
    """
    yield from rows_of(alerts_found(region, rules, holding, on))


def alerts_found(
    region: str = "",
    rules: Sequence[str] = (),
    holding: bool = True,
    on: datetime.date | None = None,
) -> QuerySet[RaisedAlert]:
    """预警: as `alert_rows` lists them, to be counted, filtered further and cut by the database."""
    found = RaisedAlert.objects.select_related("agency")
    if rules:
        found = found.filter(rule__in=list(rules))
    if region and region != COUNTRY:
        found = found.filter(region_id__in=list(subtree(region, parents_of(on))))
    if holding:
        found = found.exclude(state__in=[each.value for each in OVER])
    pressing = Case(*(When(colour=each.value, then=each.rank) for each in Colour))
    return found.order_by(pressing, "region_id", "rule", "pk")


def rows_of(found: Iterable[RaisedAlert]) -> list[AlertRow]:
    """预警列表: each as a line of it, in the given order."""
    return [row_of(each) for each in found]


def alert_row(number: int) -> AlertRow | None:
    """预警: one by its number, None where the scope sees none."""
    found = RaisedAlert.objects.select_related("agency").filter(pk=number).first()
    return row_of(found) if found else None


@dataclass(frozen=True, slots=True)
class EntryRow:
    """记录: one thing that happened to an alert."""

    at: datetime.datetime
    act: str
    label: str
    actor: str
    agency_name: str
    words: str


_ACTS: dict[str, object] = {
    "raise": gettext_lazy("发出"),
    "change": gettext_lazy("变色"),
    "lapse": gettext_lazy("消除"),
    **STEPS,
}


def entries(number: int) -> tuple[EntryRow, ...]:
    """历史: all that happened to an alert, in order."""
    found = AlertEntry.objects.filter(alert_id=number).order_by(F("pk"))
    return tuple(
        EntryRow(
            each.at, each.act, label(_ACTS[each.act]), each.actor, each.agency_name, each.words
        )
        for each in found
    )


def row_of(found: RaisedAlert) -> AlertRow:
    """预警: as a line of the list."""
    return AlertRow(
        found.pk,
        found.rule,
        alert_rule(found.rule).name,
        Colour(found.colour),
        ThreadState(found.state),
        found.region_id,
        found.agency.code,
        found.agency.name,
        found.period,
        found.occurrence,
        found.sentence,
        found.fen,
        found.expected,
        found.found,
        found.since,
        found.days,
        found.basis,
        found.mend,
        found.status,
        found.raised_on,
        found.seen_on,
        found.gone_on,
        (found.subject_kind, found.subject_key),
        tuple((each["kind"], each["key"], each["words"]) for each in found.evidence),
    )
