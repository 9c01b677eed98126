"""系统页 views: the catalogues, the rules, the working days; and what else administers the system."""

from __future__ import annotations

import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhida.core.calendar import is_workday, known_years
from zhida.platform.access.policy import why
from zhida.platform.access.queries import about
from zhida.platform.catalogues.rules import one_rule, rule_table
from zhida.platform.catalogues.tables import catalogue_table, data_table, known, parts
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.showing import show

CONCEPT = "catalogue"
_DOORS: tuple[tuple[str, str | Promise, str | Promise], ...] = (
    ("catalogues", _("数据目录"), _("资金、科目、区划、期限、口径：每行有来源和年度")),
    ("rules", _("规则"), _("检查什么、依据哪一条、怎样改")),
    ("workdays", _("工作日"), _("期限按它计算；没有公布的年份不推算")),
    ("journal", _("日志"), _("谁在何时办了什么")),
    ("users", _("用户"), _("登记、停用、变更角色、重置口令")),
    ("agencies", _("单位"), _("挂在区划上的单位")),
    ("jobs", _("后台任务"), _("正在办和办完的长任务")),
)
_VERBS = {"users": "see_users"}
"""What must be open to somebody for a door to be, where it is more than to see."""


@page("see")
def system(looking: Looking) -> HttpResponse:
    """系统: the doors to what lies behind the pages; a shut one says why."""
    doors = []
    for name, title, words in _DOORS:
        shut = why(looking.actor, _VERBS.get(name, "see"), about(looking.lens.region)).reason
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        doors.append(("" if shut else f"{url}?{looking.lens.query}", title, shut or words))
    context = {"lens": looking.lens, "doors": doors}
    return render(looking.request, "catalogues/system.html", context)


@page("see")
def catalogues(looking: Looking) -> HttpResponse:
    """数据目录: every table of the data folder, by part."""
    tables = [catalogue_table(rows, title, looking.lens) for title, rows in parts()]
    return show(looking, "catalogues/catalogues.html", {"parts": tables}, tables, concept=CONCEPT)


@page("see")
def catalogue(looking: Looking, name: str) -> HttpResponse:
    """一张数据表: the rows that hold in the year that is looked at, or all (`?all=1`)."""
    found = known(name)
    if found is None:
        raise Http404
    text = looking.request.GET.get("q", "")[:100]
    every = looking.request.GET.get("all") == "1"
    table = data_table(name, found["title"], looking.lens, text, every)
    context = {"found": found, "text": text, "every": every, "table": table}
    return show(looking, "catalogues/catalogue.html", context, [table], concept=CONCEPT)


@page("see")
def rules(looking: Looking) -> HttpResponse:
    """规则: of notices and of alerts."""
    text = looking.request.GET.get("q", "")[:100]
    table = rule_table(text, looking.lens)
    context = {"text": text, "table": table}
    return show(looking, "catalogues/rules.html", context, [table], concept=CONCEPT)


@page("see")
def rule(looking: Looking, code: str) -> HttpResponse:
    """一条规则: what it looks for, its law, its mend, a bad and a good example."""
    found = one_rule(code)
    if found is None:
        raise Http404
    return render(looking.request, "catalogues/rule.html", {"lens": looking.lens, "rule": found})


@page("see")
def workdays(looking: Looking) -> HttpResponse:
    """工作日: the year that is looked at, month by month; says where none is published."""
    year = looking.lens.year
    first, last = known_years()
    months = [_days(year, month) for month in range(1, 13)] if first <= year <= last else []
    context = {"lens": looking.lens, "months": months, "first": first, "last": last}
    return render(looking.request, "catalogues/workdays.html", context)


def _days(year: int, month: int) -> tuple[int, list[tuple[datetime.date, str]]]:
    """A month: each day with whether it is worked where its weekday says otherwise."""
    day = datetime.date(year, month, 1)
    days = []
    while day.month == month:
        worked, weekday = is_workday(day), day.weekday() < 5
        days.append((day, "rest" if not worked else "" if weekday else "made-up"))
        day += datetime.timedelta(days=1)
    return month, days
