"""评价页 views: the list; one evaluation with its stages side by side; review, return, finish."""

from __future__ import annotations

import re
from fractions import Fraction

from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from zhida.core.ledger import LedgerError
from zhida.core.performance.points import plain
from zhida.core.performance.review import EvaluationState, ReviewError, Stage, after
from zhida.platform.access.policy import may
from zhida.platform.access.queries import about
from zhida.platform.pages.buttons import Button, button
from zhida.platform.pages.deeds import deed
from zhida.platform.pages.downloads import send_file
from zhida.platform.pages.labels import labelled
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.showing import show
from zhida.platform.pages.sources import show_origin
from zhida.platform.performance import evaluating
from zhida.platform.performance.evaluation_grids import (
    evaluations_table,
    judged_origin,
    stages_table,
)
from zhida.platform.performance.evaluation_models import Evaluation
from zhida.platform.performance.evaluations import (
    EvaluationRow,
    evaluation_row,
    filed_form,
    history,
)
from zhida.platform.performance.evaluations import evaluations as evaluation_rows
from zhida.platform.performance.figures import points
from zhida.platform.regions.queries import below

VERBS = {
    "review": "review_evaluation",
    "send-back": "review_evaluation",
    "finish": "finish_evaluation",
}
_POINTS = re.compile(r"\d{1,3}(\.\d{1,4})?")


@page("see")
def evaluations(looking: Looking) -> HttpResponse:
    """评价: of the year, of the region that is looked at and those below it."""
    state = looking.request.GET.get("state", "")
    places = set(below(looking.lens.region))
    rows = [
        each
        for each in evaluation_rows(looking.lens.year)
        if each.region in places and state in ("", each.state.value)
    ]
    subject = about(looking.lens.region)
    context = {
        "tab": "evaluations",
        "state": state,
        "states": labelled(EvaluationState),
        "refused": may(looking.actor, "evaluate", subject).reason,
    }
    table = evaluations_table(rows, looking.lens)
    return show(
        looking, "performance/evaluations.html", context, [table], concept=evaluating.CONCEPT
    )


@page("see")
def evaluation(looking: Looking, number: int) -> HttpResponse:
    """一项评价: self-evaluation, review and result beside each other, and the next step."""
    row = _row(number)
    stored = Evaluation.objects.get(pk=number)
    steps = {step: _button(looking, row, stored, step) for step in VERBS}
    context = {
        "tab": "evaluations",
        "row": row,
        "past": [(each, points(each.total)) for each in history(number)[: -len(row.stages)]],
        "steps": steps,
        "send_back": steps["send-back"],
        "next": "review" if row.state is EvaluationState.FILED else "finish",
        "judged": [
            (place, each, plain(each.weight), points(each.points))
            for place, each in enumerate(row.counts.rows)
            if each.counts
        ],
        "again": row.state is EvaluationState.SENT_BACK,
        "form": stored.judgements.filter(stage=Stage.SELF.value, file__isnull=False).exists(),
        "findings": row.stages[0].findings,
    }
    context["step"] = steps[str(context["next"])]
    table = stages_table(row, looking.lens)
    return show(
        looking, "performance/evaluation.html", context, [table], concept=evaluating.CONCEPT
    )


@page("see")
def evaluation_step(looking: Looking, number: int, step: str) -> HttpResponse:
    """办理评价: reviewed, sent back or finished; by somebody else than who evaluated."""
    _row(number)
    if step not in VERBS:
        raise Http404
    back = f"{reverse('evaluation', args=[number])}?{looking.lens.query}"
    if looking.request.method != "POST":
        return deed(looking, lambda: None, back)
    return deed(looking, lambda: _stepped(looking, number, step), back)


@page("see")
def evaluation_form(looking: Looking, number: int) -> HttpResponse:
    """自评表: the form that was filed last, as it came."""
    row = _row(number)
    found = filed_form(number)
    if found is None:
        raise Http404
    kind = "application/octet-stream"
    subject = str(number)
    return send_file(
        looking, *found, kind, concept=evaluating.CONCEPT, subject=subject, region=row.region
    )


@page("see")
def evaluation_origin(looking: Looking, number: int) -> HttpResponse:
    """评价得分的来历: of a row of a stage, of its total, of what two stages differ by."""
    query = looking.request.GET
    place = query.get("row", "")
    if place and not (place.isascii() and place.isdigit() and len(place) < 6):
        raise Http404
    try:
        stage = Stage(query.get("stage", Stage.SELF.value))
    except ValueError:
        raise Http404 from None
    what = query.get("what", "points")
    origin = judged_origin(_row(number), stage, what, int(place) if place else None)
    if origin is None:
        raise Http404
    return show_origin(looking, origin)


def _row(number: int) -> EvaluationRow:
    try:
        return evaluation_row(number)
    except LedgerError:
        raise Http404 from None


def _button(looking: Looking, row: EvaluationRow, stored: Evaluation, step: str) -> Button:
    words = {"review": _("复核"), "send-back": _("退回"), "finish": _("确认评价结果")}[step]
    try:
        after(step.replace("-", "_"), row.state)
        off = ""
    except ReviewError as refused:
        off = str(refused)
    url = reverse("evaluation-step", args=[row.number, step])
    reason = _("退回理由") if step == "send-back" else ""
    subject = about(stored.region_id, [stored.evaluated_by])
    return button(looking, VERBS[step], subject, words, url, off=off, reason=reason)


def _stepped(looking: Looking, number: int, step: str) -> str:
    sent, actor = looking.request.POST, looking.actor
    if step == "send-back":
        evaluating.send_back(actor, number, sent.get("reason", ""))
        return _("已退回，待重新自评。")
    changes = _changes(sent, evaluation_row(number))
    opinion = sent.get("opinion", "")[:2000]
    if step == "review":
        evaluating.review(actor, number, changes, opinion)
        return _("已复核，改分{n}项。").format(n=len(changes))
    evaluating.finish(actor, number, changes, opinion)
    return _("已确认，此后不再改动。")


def _changes(sent: QueryDict, row: EvaluationRow) -> evaluating.Changes:
    """The rows whose points were typed otherwise than they stand, each with why."""
    changes = {}
    for place, each in enumerate(row.counts.rows):
        text = sent.get(f"points-{place}", "").strip()
        why = sent.get(f"why-{place}", "").strip()
        if not text:
            continue
        if not _POINTS.fullmatch(text):
            raise LedgerError(_("第{n}行的得分“{text}”不是数。").format(n=place, text=text[:20]))
        if Fraction(text) != each.points:
            changes[place] = (Fraction(text), why[:1000])
    return changes
