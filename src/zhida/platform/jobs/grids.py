"""任务的表 grids: jobs and their items as tables."""

from __future__ import annotations

import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zhida.platform.jobs.models import Job, JobItem, JobState
from zhida.platform.pages.labels import label
from zhida.platform.pages.lens import Lens
from zhida.platform.pages.tables import Cell, Column, Kind, Row, Table

_TONES = {JobState.FAILED: "short late", JobState.DONE: "short ok"}


def jobs_table(lens: Lens, jobs: QuerySet[Job]) -> Table:
    """任务表: a row for each, the newest first."""
    columns = (
        Column("name", _("任务")),
        Column("who", _("发起人")),
        Column("agency", _("单位")),
        Column("state", _("状态")),
        Column("progress", _("进度")),
        Column("asked", _("发起时间")),
        Column("ended", _("结束时间")),
        Column("wrong", _("说明")),
    )
    rows = [
        Row(
            (
                Cell(each.name, reverse("job", args=[each.pk])),
                Cell(each.actor),
                Cell(each.agency.name),
                Cell(label(JobState(each.state)), tone=_TONES.get(JobState(each.state), "short")),
                Cell(f"{each.done}/{each.total}" if each.total else ""),
                Cell(moment(each.asked_at), tone="short"),
                Cell(moment(each.ended_at), tone="short"),
                Cell(each.wrong),
            )
        )
        for each in jobs
    ]
    empty = _("还没有后台任务。成批读取通知、生成报表等耗时的工作会在这里排队，由后台逐项办理。")
    return Table("jobs", _("后台任务"), columns, rows, lens.unit, empty=empty)


def items_table(lens: Lens, items: QuerySet[JobItem]) -> Table:
    """各项: what came of each; its name leads there."""
    columns = (
        Column("ordinal", _("序号"), Kind.NUMBER),
        Column("name", _("事项")),
        Column("state", _("状态")),
        Column("said", _("结果")),
    )
    rows = [
        Row(
            (
                Cell(each.ordinal),
                Cell(each.name, each.result),
                Cell(
                    label(each.get_state_display()),
                    tone="short late" if each.state == "failed" else "short",
                ),
                Cell(each.said),
            )
        )
        for each in items
    ]
    return Table("items", _("各项"), columns, rows, lens.unit)


def moment(at: datetime.datetime | None) -> str:
    """时刻: to the minute, in local time; "" for none."""
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""
