"""用款计划页 views: a plan by month comes in, is previewed, confirmed or discarded; its figures open."""

from __future__ import annotations

from fractions import Fraction

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from zhida.platform.access.queries import about
from zhida.platform.execution import plan_actions
from zhida.platform.execution.plan_grids import faults_table, months_table, plans_table, state_words
from zhida.platform.execution.plan_models import PlanFile
from zhida.platform.execution.plan_origins import against_of, planned_of
from zhida.platform.execution.plan_queries import in_force, plan_files
from zhida.platform.execution.plan_reading import rows_of
from zhida.platform.execution.progress import total
from zhida.platform.execution.selecting import Selection
from zhida.platform.ledger.figures import asked_of
from zhida.platform.ledger.views.lines import day_of
from zhida.platform.pages.buttons import button
from zhida.platform.pages.deeds import deed, one_deed
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.showing import show
from zhida.platform.pages.sources import show_origin
from zhida.platform.pages.uploads import received

_FORMATS = ("txt", "xlsx")
"""A csv is a text by its content."""
_SHOWN = 200


@page("see")
def plans(looking: Looking) -> HttpResponse:
    """用款计划: the files of the region; a new one is kept as a preview of the year of the lens."""
    lens = looking.lens
    upload = button(looking, "import_plan", about(lens.region), _("上传并预览"), "")
    if looking.request.method == "POST":
        back = f"{reverse('spending-plans')}?{lens.query}"
        kept: list[int] = []

        def keep() -> str:
            for each in received(looking.request, "files", only=_FORMATS)[:1]:
                made = plan_actions.keep_plan(looking.actor, each.name, each.content, lens.year)
                kept.append(made.pk)
                if made.state == PlanFile.State.CONFIRMED:
                    return _("这份文件就是现行的用款计划，没有再导入")
            return _("已读取，还没有写入计划。核对后确认") if kept else _("没有选文件")

        answer = deed(looking, keep, back)
        if kept:
            return redirect(f"{reverse('spending-plan', args=kept)}?{lens.query}")
        return answer
    files = list(plan_files(lens.region)[:_SHOWN])
    current = {year: in_force(lens.region, year) for year in {each.year for each in files}}
    numbers = {year: each.pk for year, each in current.items() if each is not None}
    context = {"upload": upload, "tab": "plans"}
    table = plans_table(files, numbers, lens)
    return show(looking, "execution/plans.html", context, [table], concept=plan_actions.CONCEPT)


@page("see")
def plan(looking: Looking, number: int) -> HttpResponse:
    """一份用款计划: its months; while it waits, what is wrong with it and how the plan would change."""
    file = _file(number)
    found = rows_of(file)
    current = in_force(file.region_id, file.year)
    waits = file.state == PlanFile.State.PREVIEW
    before = {}
    if waits and current is not None:
        before = {(row.sort.value, row.key): row.plan for row in rows_of(current).rows}
    now = {(row.sort.value, row.key) for row in found.rows}
    context: dict[str, object] = {
        "file": file,
        "state": state_words(file, current is not None and current.pk == file.pk),
        "waits": waits,
        "current": current,
        "gone": len(set(before) - now),
        "tab": "plans",
    }
    subject = about(file.region_id)
    step = reverse("spending-plan-step", args=[number, "confirm"])
    if waits:
        wrong = _("有{n}处要改，改正后重新上传").format(n=len(found.faults)) if found.faults else ""
        context["confirm"] = button(
            looking,
            "import_plan",
            subject,
            _("确认计划"),
            f"{step}?{looking.lens.query}",
            off=wrong,
            primary=True,
        )
        context["drop"] = button(
            looking,
            "import_plan",
            subject,
            _("放弃"),
            f"{reverse('spending-plan-step', args=[number, 'discard'])}?{looking.lens.query}",
            reason=_("理由"),
        )
    tables = [
        faults_table(found.faults, looking.lens),
        months_table(file, found.rows, before, current.pk if current else None, looking.lens),
    ]
    shown = tables if found.faults else tables[1:]
    return show(looking, "execution/plan.html", context, shown, concept=plan_actions.CONCEPT)


@page("see")
def plan_step(looking: Looking, number: int, step: str) -> HttpResponse:
    """确认或放弃: of a plan that waits."""
    _file(number)
    back = f"{reverse('spending-plan', args=[number])}?{looking.lens.query}"

    def confirm() -> str:
        plan_actions.confirm_plan(looking.actor, number)
        return _("用款计划已确认，执行进度从现在起和它比较")

    def drop() -> str:
        plan_actions.discard_plan(looking.actor, number, looking.request.POST.get("reason", ""))
        return _("已放弃，计划没有改变")

    return one_deed(looking, step, {"confirm": confirm, "discard": drop}, back)


@page("see")
def plan_origin(looking: Looking, number: int) -> HttpResponse:
    """计划数的来历: the cell of the file, the months, the rows, or the months up to a day."""
    file, query = _file(number), looking.request.GET
    month = query.get("month", "")
    found = planned_of(
        file,
        rows_of(file).rows,
        query.get("sort", ""),
        query.get("key"),
        int(month) if month.isascii() and month.isdigit() and len(month) < 3 else None,
        day_of(query.get("day", "")),
    )
    if found is None:
        raise Http404
    return show_origin(looking, found)


@page("see")
def against_origin(looking: Looking, number: int) -> HttpResponse:
    """与计划差、计划完成率的来历: what was paid, and what was planned by the day."""
    file, query = _file(number), looking.request.GET
    asked = asked_of(query, looking.lens.year, looking.lens.region)
    day = day_of(query.get("day", ""))
    rows = rows_of(file).rows
    due = planned_of(file, rows, query.get("sort", ""), query.get("key"), None, day)
    if asked is None or due is None or day is None or not isinstance(due.value, int):
        raise Http404
    where = Selection(
        asked.year,
        region=asked.region,
        own=asked.own,
        holder=asked.holder,
        fund=asked.fund,
        on=asked.on,
    )
    exact = Fraction(0)
    for row in rows:
        if row.sort.value == query.get("sort") and query.get("key", row.key) == row.key:
            exact += row.plan.by(day)
    share = query.get("what") == "rate"
    named = {name: query[name] for name in ("sort", "key") if name in query}
    found = against_of(file, asked, total(where).paid, exact, day, named, share=share)
    return show_origin(looking, found)


def _file(number: int) -> PlanFile:
    found = PlanFile.objects.filter(pk=number).first()
    if found is None:
        raise Http404
    return found
