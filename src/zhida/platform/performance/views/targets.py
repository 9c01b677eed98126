"""一个指标的页 views: what it asks for, what was reached, and what may be done about it."""

from __future__ import annotations

import datetime

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zhida.core.ledger import LedgerError
from zhida.core.performance.indicators import IndicatorKind
from zhida.core.performance.metrics import REGISTRY, Metric, metric
from zhida.core.performance.metrics.dictionary import MetricError
from zhida.documents.performance.tables import DIRECTIONS, KINDS, actual_words
from zhida.platform.access.queries import about
from zhida.platform.ledger.views.lines import day_of
from zhida.platform.pages.buttons import Button, button
from zhida.platform.pages.deeds import deed
from zhida.platform.pages.downloads import send_file
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.showing import show
from zhida.platform.pages.sources import show_origin
from zhida.platform.pages.tables import Table
from zhida.platform.pages.uploads import received
from zhida.platform.performance import actions
from zhida.platform.performance.addresses import points_href, target_url, watch_href
from zhida.platform.performance.figures import (
    TONES,
    forecast,
    kind_of,
    number,
    points,
    reached,
    state_words,
    wanted,
)
from zhida.platform.performance.goals import Goal, Held, held
from zhida.platform.performance.grids import history_table, parts_table
from zhida.platform.performance.models import Target, Value
from zhida.platform.performance.queries import actual_of, history, typed_of
from zhida.platform.performance.settling import open_questions, settle_target
from zhida.platform.performance.value_origins import printed_origin, value_origin, watch_origin
from zhida.platform.performance.views.tree import looked_on

STEPS = ("settle", "declare", "measure")


@page("see")
def target(looking: Looking, number: int) -> HttpResponse:
    """一个指标: as printed and as it counts, its values, its metric, what lies above and below."""
    on = looked_on(looking)
    of, goal = goal_or_404(number, on)
    own, values = goal.target, history(number)
    words = [_words(each, own) for each in values]
    value = reached(goal)
    context = {
        "tab": "goals",
        "on": on,
        "today": timezone.localdate(),
        "held": of,
        "goal": goal,
        "target": own,
        "kind": KINDS[goal.indicator.kind],
        "direction": DIRECTIONS[goal.indicator.direction],
        "wanted": wanted(goal.indicator),
        "value": value,
        "value_kind": kind_of(value.value),
        "standing": state_words(goal),
        "tone": TONES[goal.watch.light],
        "share": goal.watch.share,
        "share_href": watch_href(number, on, "share"),
        "points": points(goal.points.points) if goal.points and goal.applies else None,
        "points_href": points_href(own.set_id, on, target=number),
        "weight": number_of(goal),
        "weight_href": points_href(own.set_id, on, "weight", target=number),
        "questions": open_questions(own),
        "metric": _metric(own),
        "provided": REGISTRY.provides(own.metric),
        "is_change": own.kind == IndicatorKind.CHANGE,
        "is_date": own.kind == IndicatorKind.DATE,
        "is_grade": own.kind == IndicatorKind.GRADE,
        "parent": own.parent,
        "settle": _settle(looking, own),
        "declare": _declare(looking, own),
        "measure": _measure(looking, own),
    }
    tables = [history_table(values, words, looking.lens)]
    if children := _children(looking, own, on):
        tables.append(children)
        context["children"] = True
    return show(looking, "performance/target.html", context, tables, concept=actions.CONCEPT)


@page("see")
def target_step(looking: Looking, number: int, step: str) -> HttpResponse:
    """办理指标: settled, declared or measured; each by its action."""
    if step not in STEPS:
        raise Http404
    goal_or_404(number, looked_on(looking))
    back = f"{target_url(number)}?{looking.lens.query}"
    if looking.request.method != "POST":
        return deed(looking, lambda: None, back)
    return deed(looking, lambda: _stepped(looking, number, step), back)


@page("see")
def target_origin(looking: Looking, number: int) -> HttpResponse:
    """指标值的来历: the printed cell, and who settled what was open."""
    _of, goal = goal_or_404(number, looked_on(looking))
    return show_origin(looking, printed_origin(goal))


@page("see")
def target_watch(looking: Looking, number: int) -> HttpResponse:
    """预计的来历: the forecast of a light, or its share of the target."""
    _of, goal = goal_or_404(number, looked_on(looking))
    what, found = looking.request.GET.get("what", ""), goal.watch
    if what == "forecast" and found.forecast is not None:
        return show_origin(
            looking, watch_origin(goal, what, forecast(found.forecast, goal.indicator))
        )
    if what == "share" and found.share is not None:
        return show_origin(looking, watch_origin(goal, what, found.share))
    raise Http404


@page("see")
def value_page(looking: Looking, number: int) -> HttpResponse:
    """完成值的来历: the metric and its records, or the file that proves it and who declared it."""
    value = _value(number)
    _of, goal = goal_or_404(value.target_id, value.as_of)
    own = goal.target
    shown = Goal(own, goal.indicator, value, actual_of(value, own), goal.watch, goal.points)
    return show_origin(looking, value_origin(value, shown))


@page("see")
def value_file(looking: Looking, number: int) -> HttpResponse:
    """证明材料: as it was handed in."""
    file = _value(number).file
    if file is None:
        raise Http404
    content, kind = bytes(file.content), "application/octet-stream"
    return send_file(
        looking, file.name, content, kind,
        concept=actions.CONCEPT, subject=f"value {number}", region=file.region_id,
    )  # fmt: skip


def goal_or_404(number: int, on: datetime.date) -> tuple[Held, Goal]:
    """一个指标 with the set that it stands in; beyond one's reach it isn't there."""
    found = (
        Target.objects.select_related("set__agency", "set__document", "parent__set__agency")
        .filter(pk=number)
        .first()
    )
    if found is None:
        raise Http404
    of = held([found.set], on)[0]
    goal = next(each for each in of.goals if each.target.pk == number)
    return of, Goal(found, goal.indicator, goal.value, goal.actual, goal.watch, goal.points)


def number_of(goal: Goal) -> object:
    """分值, None where it doesn't count."""
    return number(goal.points.weight) if goal.points and goal.applies else None


def _value(number: int) -> Value:
    found = Value.objects.select_related("file").filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _words(value: Value, own: Target) -> str:
    return actual_words(actual_of(value, own), typed_of(own))


def _metric(own: Target) -> Metric | None:
    try:
        return metric(own.metric) if own.metric else None
    except MetricError:
        return None


def _children(looking: Looking, own: Target, on: datetime.date) -> Table | None:
    below = list(own.children.select_related("set__agency").order_by("set__region_id", "pk"))
    if not below:
        return None
    numbers = {each.pk for each in below}
    sets = held(list({each.set_id: each.set for each in below}.values()), on)
    goals = [goal for each in sets for goal in each.goals if goal.target.pk in numbers]
    return parts_table(goals, looking.lens, on)


def _settle(looking: Looking, own: Target) -> Button:
    url = reverse("target-step", args=[own.pk, "settle"])
    off = "" if own.settled or open_questions(own) else _("印出的指标值是明确的，不能另行确定")
    return button(looking, "settle_target", about(own.set.region_id), _("确定指标值"), url, off=off)


def _declare(looking: Looking, own: Target) -> Button:
    url = reverse("target-step", args=[own.pk, "declare"])
    off = _("没有指标值，不能填报；先确定指标值") if own.kind == IndicatorKind.UNSET else ""
    return button(looking, "declare_value", about(own.set.region_id), _("填报完成值"), url, off=off)


def _measure(looking: Looking, own: Target) -> Button:
    url = reverse("target-step", args=[own.pk, "measure"])
    off = "" if REGISTRY.provides(own.metric) else _("没有取数模块，只能附证明材料填报")
    subject = about(own.set.region_id)
    return button(looking, "measure_targets", subject, _("按记录计算"), url, off=off)


def _stepped(looking: Looking, number: int, step: str) -> str:
    sent, actor = looking.request.POST, looking.actor
    if step == "settle":
        made = settle_target(actor, number, sent.get("value", ""), sent.get("reason", ""))
        return _("指标值已定为“{value}”。").format(value=made.settled)
    if step == "measure":
        (found,) = actions.measure(actor, [number], timezone.localdate())
        if found.actual is None or found.reason:
            raise LedgerError(found.reason or _("没有取到数。"))
        return _("已按记录计算。")
    return _declared(looking, number)


def _declared(looking: Looking, number: int) -> str:
    sent = looking.request.POST
    as_of = day_of(sent.get("as_of", ""))
    if as_of is None:
        raise LedgerError(_("请写明数据截至哪一天。"))
    if as_of > timezone.localdate():
        raise LedgerError(_("数据截至日{day}还没有到。").format(day=as_of))
    text = sent.get("n", "").strip()
    if text and not (text.isascii() and text.isdigit() and len(text) < 10):
        raise LedgerError(_("样本量“{n}”不是整数。").format(n=text))
    files = received(looking.request, "evidence")
    proof = actions.Proof(files[0].name, files[0].content) if files else None
    made = actions.declare_value(
        looking.actor,
        number,
        sent.get("value", ""),
        proof,
        as_of,
        n=int(text) if text else None,
        note=sent.get("note", "")[:1000],
        base=sent.get("base") == "on",
    )
    return _("已填报，截至{day}，证明材料{file}。").format(
        day=made.as_of, file=made.file.name if made.file else ""
    )
