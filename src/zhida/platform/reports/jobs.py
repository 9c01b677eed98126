"""编报任务 jobs: a form is made with its files, and filed where that was asked, beside the pages."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from zhida.platform.access.policy import Actor, require
from zhida.platform.access.queries import about
from zhida.platform.jobs.actions import start
from zhida.platform.jobs.kinds import kind
from zhida.platform.jobs.models import Job
from zhida.platform.jobs.working import Outcome, Work
from zhida.platform.regions.models import Agency
from zhida.platform.reports.actions import make
from zhida.platform.reports.asking import Wanted, made, wanted
from zhida.platform.reports.filing import make_and_file


def start_making(actor: Actor, asked: Wanted, *, filing: bool = False) -> Job:
    """发起编报: as a job of one form; with `filing` it is handed in as well. Raises `Forbidden`."""
    for verb in ("make_report", "file_duty") if filing else ("make_report",):
        require(actor, verb, about(asked.agency.region_id))
    name = f"{asked.agency.name}{asked.title}（{asked.typed}）"
    arguments: dict[str, object] = {
        "kind": asked.kind,
        "agency": asked.agency.code,
        "period": asked.typed,
        "children": "1" if asked.children else "",
        "filing": filing,
    }
    words = f"{'生成并报送' if filing else '生成'}{name}"
    return start(actor, making, words, [(name, None)], arguments)


@kind("make_report")
def making(work: Work) -> str:
    """编报: of the ledger as it stands when the job runs; the report is what came of it."""
    result = ""
    for item in work.items():
        work.tell(item.ordinal - 1, work.job.total, "编表、制作文件")
        with work.together(item) as outcome:
            _make(work, outcome)
            result = outcome.result
    return result


def _make(work: Work, outcome: Outcome) -> None:
    arguments, today = work.job.arguments, timezone.localdate()
    asked = wanted(arguments, Agency.objects.get(code=work.actor.agency))
    built = made(asked, today)
    if arguments["filing"]:
        done = make_and_file(
            work.actor, built.asked, built.form, findings=built.findings, day=today
        )
        duties = "、".join(f"任务{each.duty_id}（{each.duty.what}）" for each in done.filings)
        report, outcome.said = done.made.report, f"已报送{duties}"
    else:
        one = make(work.actor, built.asked, built.form, findings=built.findings)
        report = one.report
        outcome.said = "已生成" if one.fresh else "账没有变，与上次生成的是同一份"
    outcome.result = reverse("report", args=[report.pk])
