"""事项 tasks: what waits for a person, what that person set going, what comes to their notice.

Nothing is stored: a task is a state of a plan, a notice, a duty, an alert … that the policy lets
this person move on. Doing it ends it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zhida.core.allocation.states import State as PlanState
from zhida.core.execution.alerts.thread import STEPS as ALERT_STEPS
from zhida.core.execution.alerts.thread import ThreadState
from zhida.core.performance.review import EvaluationState
from zhida.platform.access.policy import Actor, Subject, may
from zhida.platform.access.queries import about
from zhida.platform.allocation.models import Plan
from zhida.platform.execution.models import Import, PaymentRecord, RaisedAlert
from zhida.platform.jobs.models import OPEN_JOBS, Job
from zhida.platform.ledger.arriving import arriving
from zhida.platform.notices.models import OPEN as OPEN_NOTICES
from zhida.platform.notices.models import Document
from zhida.platform.pages.labels import label
from zhida.platform.performance.models import Evaluation
from zhida.platform.regions.models import Agency


@dataclass(frozen=True, slots=True)
class Task:
    """事项: of a kind in words, about a thing, at an address; `since` when it began to wait."""

    kind: str
    what: str
    url: str
    since: datetime.datetime | datetime.date | None = None


def to_do(actor: Actor) -> list[Task]:
    """待办: what waits for this person, by kind. Duties stand apart: they have a day."""
    own = about(actor.region)
    return list(
        chain(
            _plans(actor, own),
            _notices(actor, own),
            _arriving(actor, own),
            _payments(actor, own),
            _alerts(actor),
            _evaluations(actor, own),
        )
    )


def started(actor: Actor) -> list[Task]:
    """我发起的: what this person set going and is not over yet, and what came of the day's jobs."""
    plans = Plan.objects.filter(drafted_by=actor.name).exclude(state__in=_PLANS_OVER)
    lately = timezone.now() - datetime.timedelta(days=1)
    recent = Q(state__in=OPEN_JOBS) | Q(ended_at__gte=lately)
    jobs = Job.objects.filter(recent, actor=actor.name).order_by("-pk")
    return [
        *(
            Task(label(PlanState(each.state)), each.title, _to("allocation-plan", each.pk))
            for each in plans
        ),
        *(Task(label(each.get_state_display()), each.name, _to("job", each.pk)) for each in jobs),
    ]


def _plans(actor: Actor, own: Subject) -> Iterator[Task]:
    """A plan waits for its drafter, for another who decides, for whoever sends it out."""
    waiting = {
        PlanState.SUBMITTED: ("approve", "审批方案"),
        PlanState.SENT_BACK: ("submit", "修改退回的方案"),
        PlanState.APPROVED: ("send_out", "送签"),
        PlanState.SIGNING: ("sign", "登记签发"),
    }
    found = Plan.objects.filter(agency__code=actor.agency, state__in=waiting).order_by("pk")
    for each in found:
        verb, words = waiting[PlanState(each.state)]
        subject = Subject(own.region, own.reached_from, frozenset({each.drafted_by}))
        if may(actor, verb, subject).allowed:
            yield Task(label(words), each.title, _to("allocation-plan", each.pk), each.drafted_at)


def _notices(actor: Actor, own: Subject) -> Iterator[Task]:
    if not may(actor, "confirm", own).allowed:
        return
    found = Document.objects.filter(agency__code=actor.agency, state__in=OPEN_NOTICES)
    for each in found.defer("notice", "findings").order_by("pk"):
        name = f"{each.number} {each.title}".strip()
        yield Task(label("登记通知"), name, _to("notice", each.pk), each.registered_at)


def _arriving(actor: Actor, own: Subject) -> Iterator[Task]:
    if may(actor, "accept", own).allowed:
        for each in arriving(actor.agency):
            yield Task(
                label("签收"), f"{each.document}（{each.sender}）", _to("notices"), each.sent_on
            )


def _payments(actor: Actor, own: Subject) -> Iterator[Task]:
    if may(actor, "confirm_payments", own).allowed:
        kept = Import.objects.filter(region_id=actor.region, state=Import.State.PREVIEW)
        for each in kept.defer("content").order_by("pk"):
            yield Task(
                label("确认支付"), each.file, _to("payment-import", each.pk), each.imported_at
            )
    if may(actor, "match_payment", own).allowed:
        queued = PaymentRecord.objects.filter(region_id=actor.region, state="queued").count()
        if queued:
            yield Task(label("认领支付"), f"{queued}笔", _to("payment-queue"))


def _alerts(actor: Actor) -> Iterator[Task]:
    """Who was asked replies, and finance for the units of its region; who asked judges and closes."""
    asked = Q(agency__code=actor.agency)
    if actor.kind == Agency.Kind.FINANCE:
        asked |= Q(region_id=actor.region)
    mine = asked & Q(state=ThreadState.INQUIRED.value)
    answered = Q(state__in=[ThreadState.REPLIED.value, ThreadState.OPINED.value])
    answered &= ~Q(agency__code=actor.agency)
    verbs = {step_from: step for step in ALERT_STEPS.values() for step_from in step.before}
    for each in RaisedAlert.objects.filter(mine | answered).order_by("pk"):
        state = ThreadState(each.state)
        step = ALERT_STEPS["reply"] if state is ThreadState.INQUIRED else verbs[state]
        if state is ThreadState.REPLIED:
            step = ALERT_STEPS["opine"]
        subject = Subject(each.region_id, frozenset({actor.region}))
        if may(actor, step.permission, subject).allowed:
            yield Task(
                _("预警：{step}").format(step=label(step)),
                each.sentence,
                _to("alert", each.pk),
                each.raised_on,
            )


def _evaluations(actor: Actor, own: Subject) -> Iterator[Task]:
    waiting = {
        EvaluationState.FILED: ("review_evaluation", "复核自评"),
        EvaluationState.REVIEWED: ("finish_evaluation", "确认评价结果"),
    }
    found = Evaluation.objects.filter(state__in=waiting).select_related("agency")
    for each in found.order_by("pk"):
        verb, words = waiting[EvaluationState(each.state)]
        drafters = frozenset({each.evaluated_by})
        subject = Subject(each.region_id, frozenset({actor.region, *own.reached_from}), drafters)
        if may(actor, verb, subject).allowed:
            what = f"{each.agency.name} {each.year} {each.fund}"
            yield Task(label(words), what, _to("evaluation", each.pk), each.opened_at)


def _to(name: str, *args: object) -> str:
    return reverse(name, args=args)


_PLANS_OVER = (PlanState.BOOKED.value, PlanState.WITHDRAWN.value)
