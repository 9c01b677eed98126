"""选取 selecting: duties by their state on a day, told by the database as `core` tells it of one."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, TextField, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from zhida.core.obligations import DutyState, Step, first_reminder
from zhida.platform.obligations.models import Decision, Duty, Filing
from zhida.platform.regions.fiscal_tree import COUNTRY
from zhida.platform.regions.models import Agency
from zhida.platform.regions.queries import within

OPEN = (DutyState.UPCOMING, DutyState.DUE, DutyState.OVERDUE, DutyState.SENT_BACK)
"""Not yet handed in: what reminders speak of."""

ORDER = ("due", "region_id", "what", "pk")
"""The nearest first, those without a day last."""


def selected(
    day: datetime.date,
    *,
    agency: Agency | None = None,
    region: str = "",
    year: int | None = None,
    states: Iterable[DutyState] = (),
) -> QuerySet[Duty]:
    """选取: of an agency (what it owes), of a region and below, or all the scope shows.

    `year` also takes those of no year; without `states` they may be in any.
    """
    found = Duty.objects.order_by(*ORDER)
    if agency is not None:
        found = found.filter(owner=agency)
    if region:
        found = within(found, region)
    if year is not None:
        found = found.filter(Q(year=year) | Q(year=None))
    if wanted := [each.value for each in states]:
        few = agency is None and region not in ("", COUNTRY)
        found = _in_state(found, day, wanted, few)
    return found


def _in_state(
    found: QuerySet[Duty], day: datetime.date, wanted: list[str], few: bool
) -> QuerySet[Duty]:
    """Those in a state, which is found as `core.obligations.state_on` finds it of the deeds.

    Most have no deed or one: these are told apart by who has any; the last of several is looked
    for only where it matters.
    """
    last = Coalesce(RawSQL(_LAST, [day, day], output_field=TextField()), _word(""))
    found = found.alias(last_step=last)
    if set(wanted) <= {each.value for each in OPEN}:
        return found.filter(_open(day, wanted, few))
    near = _near_until(day)
    state = Case(
        When(last_step=Step.FILE.value, then=_word(DutyState.FILED)),
        When(last_step=Step.ACCEPT.value, then=_word(DutyState.ACCEPTED)),
        When(last_step=Step.WAIVE.value, then=_word(DutyState.WAIVED)),
        When(due__lt=day, then=_word(DutyState.OVERDUE)),
        When(last_step=Step.SEND_BACK.value, then=_word(DutyState.SENT_BACK)),
        When(due__lte=near, then=_word(DutyState.DUE)),
        default=_word(DutyState.UPCOMING),
    )
    return found.alias(state_then=state).filter(state_then__in=wanted)


def _open(day: datetime.date, wanted: Iterable[str], few: bool) -> Q:
    """Of the states of what isn't handed in: nothing was done, or the last deed sent it back."""
    filed = Filing.objects.filter(filed_on__lte=day)
    decided = Decision.objects.filter(decided_on__lte=day)
    untouched = ~_done(filed, few) & ~_done(decided, few)
    back = decided.filter(step=Step.SEND_BACK.value)
    sent_back = _done(back, few) & Q(last_step=Step.SEND_BACK.value)
    past, near = Q(due__lt=day), Q(due__lte=_near_until(day))
    # A comparison with no day is neither true nor false.
    later, beyond = Q(due=None) | Q(due__gte=day), Q(due=None) | Q(due__gt=_near_until(day))
    told = {
        DutyState.OVERDUE: past & (untouched | sent_back),
        DutyState.SENT_BACK: later & sent_back,
        DutyState.DUE: later & near & untouched,
        DutyState.UPCOMING: later & beyond & untouched,
    }
    if set(wanted) == set(OPEN):
        return untouched | sent_back
    return reduce(or_, (told[DutyState(each)] for each in wanted))


def _done(deeds: QuerySet[Filing] | QuerySet[Decision], few: bool) -> Q:
    """Duties with such a deed: a few are looked up one by one, a nation's all at once.

    The deeds of a whole scope are too many to gather for the duties of one county.
    """
    if few:
        return Q(Exists(deeds.filter(duty_id=OuterRef("pk"))))
    return Q(pk__in=deeds.values("duty_id"))


def _word(said: str) -> Value:
    return Value(str(said), output_field=TextField())


def _near_until(day: datetime.date) -> datetime.date:
    """The last due day that is near on a day; the day before it where none is (past the calendar)."""
    last = day - _A_DAY
    while (first := first_reminder(last + _A_DAY)) is not None and first <= day:
        last += _A_DAY
    return last


_A_DAY = datetime.timedelta(days=1)
# The last deed in the order in which they were recorded, of those done up to the day.
_LAST = """(
SELECT deed.step FROM (
    SELECT 'file' AS step, f.at, 0 AS kind, f.id FROM obligations_filing f
    WHERE f.duty_id = obligations_duty.id AND f.filed_on <= %s
    UNION ALL
    SELECT d.step, d.at, 1, d.id FROM obligations_decision d
    WHERE d.duty_id = obligations_duty.id AND d.decided_on <= %s
) AS deed ORDER BY deed.at DESC, deed.kind DESC, deed.id DESC LIMIT 1
)"""
