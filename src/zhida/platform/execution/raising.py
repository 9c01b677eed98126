"""发出预警 raising: runs the rules over what is known on a day, and stores what is new.

What was raised and still holds stays as it is, with its figures brought up to the day.
What no longer holds says so; it lapses where nobody has asked, else people end it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import chain

from django.db.models import Max, Q

from zhida.core.execution.alerts.alert import Alert, Colour
from zhida.core.execution.alerts.catalogue import alerts, catalogue
from zhida.core.execution.alerts.catalogue import rule as alert_rule
from zhida.core.execution.alerts.thread import ThreadState
from zhida.core.ledger.errors import LedgerError
from zhida.platform.access.policy import Actor, require
from zhida.platform.access.queries import about
from zhida.platform.execution.models import AlertEntry, RaisedAlert
from zhida.platform.execution.selecting import COUNTRY, Selection, parents_of, subtree
from zhida.platform.execution.waiting import waiting_lines
from zhida.platform.execution.watching import watched_lines
from zhida.platform.journal.actions import record
from zhida.platform.ledger.posting import line_numbers
from zhida.platform.regions.models import Agency
from zhida.platform.scope import scope

CONCEPT = "execution"
BY_RULE = "系统"
"""Who raises and ends alerts in their history: nobody chooses."""
_AT_ONCE = 2_000
_FIGURES = (
    *("colour", "sentence", "fen", "expected", "found", "measure", "since", "days"),
    *("basis", "mend", "status", "evidence", "seen_on"),
)
Identity = tuple[str, str, str, str]


class NotInOrder(LedgerError):
    """日期倒退: alerts were raised for a later day; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Raised:
    """发出结果: how many alerts are new, changed their colour, still hold, or hold no more."""

    new: int
    changed: int
    kept: int
    gone: int


def found_alerts(
    region: str, day: datetime.date, years: Sequence[int], codes: Iterable[str] = ()
) -> tuple[Alert, ...]:
    """查预警: what the rules find in a region and below on a day; nothing is stored.

    Payments in the queue are judged too, by the rules that look at payments alone.

    Runs in the scope that is set.
    """
    wanted = tuple(each.upper() for each in codes) or tuple(each.code for each in catalogue())
    selections = [Selection(year, region=region) for year in years]
    suspicious = chain.from_iterable(watched_lines(each, day, wanted) for each in selections)
    queued = (
        chain.from_iterable(waiting_lines(each, day) for each in selections)
        if any(alert_rule(code).of_payments for code in wanted)
        else ()
    )
    return alerts(chain(suspicious, queued), day, wanted)


def years_of(day: datetime.date) -> tuple[int, int]:
    """预算年度: the years whose money may ask for an answer: the day's and, by advance, the next."""
    return day.year, day.year + 1


def raise_alerts(
    actor: Actor,
    day: datetime.date,
    region: str = "",
    years: Sequence[int] = (),
    codes: Iterable[str] = (),
) -> Raised:
    """发出预警: all that holds in a region and below on a day is raised once.

    `region` is the actor's own unless said, `years` those of the day. Raises `Forbidden`,
    and `NotInOrder` for a day before the last one: what was found later would seem gone.
    """
    place, wanted = region or actor.region, tuple(codes) or tuple(each.code for each in catalogue())
    budget_years = tuple(years) or years_of(day)
    with scope(actor.region):
        require(actor, "raise_alerts", about(place))
        before = _of(place, day, wanted, budget_years)
        last = before.aggregate(seen=Max("seen_on"), gone=Max("gone_on"))
        latest = max(filter(None, last.values()), default=day)
        if latest > day:
            raise NotInOrder(
                f"预警已经登记到{latest}，不能再登记{day}的。只看这一天的情况，请加 --look"
            )
        standing = {_identity(each): each for each in before.filter(gone_on__isnull=True)}
        found = {each.identity: each for each in found_alerts(place, day, budget_years, wanted)}
        result = Raised(
            _raise(before, [each for key, each in found.items() if key not in standing], day),
            *_bring_up([(standing[key], found[key]) for key in standing if key in found], day),
            _let_go([each for key, each in standing.items() if key not in found], day),
        )
        after = asdict(result) | {"rules": list(wanted)}
        record(actor, "raise_alerts", CONCEPT, f"{place} {day}", None, after, region=place)
        return result


def _of(place: str, day: datetime.date, codes: tuple[str, ...], years: Sequence[int]):  # type: ignore[no-untyped-def]
    """The alerts, gone ones too, that a run could have found."""
    in_years = Q()
    for year in years:
        in_years |= Q(period__startswith=str(year))
    found = RaisedAlert.objects.filter(in_years, rule__in=codes)
    if place != COUNTRY:
        found = found.filter(region_id__in=list(subtree(place, parents_of(day))))
    return found


def _identity(alert: RaisedAlert) -> Identity:
    return alert.rule, alert.subject_kind, alert.subject_key, alert.period


def _raise(before, found: Sequence[Alert], day: datetime.date) -> int:  # type: ignore[no-untyped-def]
    """Store what is new; what was there before and gone is its next occurrence."""
    if not found:
        return 0
    agencies = dict(
        Agency.objects.filter(code__in={each.holder for each in found}).values_list("code", "id")
    )
    lines = _line_numbers({each.line for each in found})
    times: dict[Identity, int] = {}
    gone = before.filter(gone_on__isnull=False, subject_key__in={e.subject.key for e in found})
    for each in gone.iterator():
        times[_identity(each)] = max(times.get(_identity(each), 0), each.occurrence)
    rows = RaisedAlert.objects.bulk_create(
        [
            RaisedAlert(
                rule=each.rule,
                subject_kind=each.subject.kind.value,
                subject_key=each.subject.key,
                period=each.period,
                occurrence=times.get(each.identity, 0) + 1,
                agency_id=agencies[each.holder],
                region_id=each.region,
                line_id=lines.get(each.line),
                raised_on=day,
                **_figures(each, day),
            )
            for each in found
        ],
        batch_size=_AT_ONCE,
    )
    _enter(((row, "raise", row.sentence) for row in rows), day)
    return len(rows)


def _bring_up(pairs: Sequence[tuple[RaisedAlert, Alert]], day: datetime.date) -> tuple[int, int]:
    """Figures of the day for what still holds; a change of colour is entered. (changed, kept)"""
    entries = []
    for row, now in pairs:
        before = Colour(row.colour)
        for name, value in _figures(now, day).items():
            setattr(row, name, value)
        if now.colour is not before:
            words = f"颜色由{before.label}色变为{now.colour.label}色：{now.sentence}"
            entries.append((row, "change", words))
    RaisedAlert.objects.bulk_update([row for row, _ in pairs], _FIGURES, batch_size=_AT_ONCE)
    _enter(entries, day)
    return len(entries), len(pairs) - len(entries)


def _let_go(rows: Sequence[RaisedAlert], day: datetime.date) -> int:
    """What holds no more says so; where somebody has asked, the thread goes on to its end."""
    entries = []
    for row in rows:
        row.gone_on = day
        asked = ThreadState(row.state) is not ThreadState.RAISED
        if not asked:
            row.state = ThreadState.LAPSED.value
        told = "问询由办理人办结" if asked else "自动消除"
        entries.append((row, "lapse", f"{day}检查时情况已不存在，{told}"))
    RaisedAlert.objects.bulk_update(rows, ("gone_on", "state"), batch_size=_AT_ONCE)
    _enter(entries, day)
    return len(rows)


def _figures(alert: Alert, day: datetime.date) -> dict[str, object]:
    evidence = [
        {"kind": each.kind.value, "key": each.key, "words": each.words, "fen": each.fen}
        for each in alert.evidence
    ]
    told = {name: getattr(alert, name) for name in _FIGURES if name not in ("evidence", "seen_on")}
    return told | {"colour": alert.colour.value, "evidence": evidence, "seen_on": day}


def _enter(entries: Iterable[tuple[RaisedAlert, str, str]], day: datetime.date) -> None:
    AlertEntry.objects.bulk_create(
        [
            AlertEntry(alert=row, act=act, actor=BY_RULE, agency_name="", words=words, on=day)
            for row, act, words in entries
        ],
        batch_size=_AT_ONCE,
    )


def _line_numbers(digests: Iterable[str]) -> dict[str, int]:
    numbers = line_numbers(bytes.fromhex(each) for each in digests)
    return {digest.hex(): number for digest, number in numbers.items()}
