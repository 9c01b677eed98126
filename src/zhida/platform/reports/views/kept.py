"""已存报表页 views: one report with its files, as paper, and files that come from outside."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhida.core.forms.shapes import shape
from zhida.core.ledger import LedgerError
from zhida.documents.reading.limits import Limits
from zhida.platform.pages.deeds import deed
from zhida.platform.pages.downloads import send_file
from zhida.platform.pages.file_names import safe_name
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.sheets_of_paper import drawn, leaves
from zhida.platform.pages.uploads import received
from zhida.platform.reports.actions import digest_of
from zhida.platform.reports.asking import KINDS, Wanted, made, wanted
from zhida.platform.reports.filled_in import hand_in_filled
from zhida.platform.reports.marks import typed
from zhida.platform.reports.models import Report
from zhida.platform.reports.verifying import verified

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


@page("see")
def report(looking: Looking, number: int) -> HttpResponse:
    """报表: as it was made, as paper, with its files and whether the ledger still says the same."""
    found = _report(number)
    pdf = found.files.filter(format="pdf").first()
    context = {
        "lens": looking.lens,
        "report": found,
        "title": shape(found.kind).title.format(place=""),
        "files": list(found.files.order_by("format").defer("content")),
        "pages": leaves(bytes(pdf.content)) if pdf is not None else [],
        "now": _now(found),
    }
    return render(looking.request, "reports/report.html", context)


@page("see")
def picture(looking: Looking, number: int, sheet: int) -> HttpResponse:
    """一页: of the report, drawn by the server."""
    pdf = _report(number).files.filter(format="pdf").first()
    content = drawn(bytes(pdf.content), sheet) if pdf is not None else None
    if content is None:
        raise Http404
    return HttpResponse(content, content_type="image/png")


@page("see")
def report_file(looking: Looking, number: int, form: str) -> HttpResponse:
    """下载: a file of a report."""
    found = _report(number)
    file = found.files.filter(format=form).first()
    if file is None:
        raise Http404
    return send_file(
        looking,
        file.name,
        bytes(file.content),
        _TYPES[file.format],
        concept="reports",
        subject=str(found.pk),
        region=found.region_id,
    )


@require_POST
@page("see")
def filled(looking: Looking) -> HttpResponse:
    """送来填好的表: read, held against itself, and handed in on the duty that asks for it."""

    def act() -> str:
        files = received(looking.request, "file", only=("docx", "xlsx", "xls", "pdf"))
        if not files:
            raise LedgerError("请选择填好的表（docx、xlsx 或 PDF）")
        typed = looking.request.POST.get("period", "").strip()
        filings = hand_in_filled(looking.actor, files[0].name, files[0].content, typed)
        duties = "、".join(
            _("任务{number}（{what}）").format(number=each.duty_id, what=each.duty.what)
            for each in filings
        )
        return _("已报送{duties}。").format(duties=duties)

    return deed(looking, act, f"{reverse('reports')}?{looking.lens.query}")


@page("see")
def verify(looking: Looking) -> HttpResponse:
    """验证: files of whatever kind, of which nothing is kept, or a mark that is typed."""
    answers, code = [], looking.request.GET.get("mark", "").strip()
    marked = typed(code) if code else None
    if code and marked is None:
        messages.error(
            looking.request,
            _("“{code}”不是校验码：应为16位数字和大写字母，每4位一组").format(code=code[:40]),
        )
    if looking.request.method == "POST":
        taken = looking.request.FILES.getlist("file")
        if not taken:
            messages.error(looking.request, _("请选择要验证的文件"))
        if len(taken) > _MOST or sum(each.size or 0 for each in taken) > Limits().file_bytes:
            messages.error(
                looking.request, _("一次最多验证{n}个文件，请分几次送来").format(n=_MOST)
            )
            taken = []
        answers = [verified(safe_name(each.name or ""), each.read()) for each in taken]
    context = {"lens": looking.lens, "answers": answers, "code": code, "marked": marked}
    return render(looking.request, "reports/verify.html", context)


_MOST = 20


def _report(number: int) -> Report:
    found = None
    if number < 2**63:
        found = Report.objects.select_related("agency").filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _now(found: Report) -> tuple[Wanted, bool] | None:
    """What the same form would be now, and whether it says the same; None where it isn't of rows."""
    if found.kind not in KINDS:
        return None
    asked = {"kind": found.kind, "period": found.period or found.as_of.isoformat()}
    try:
        this = wanted(asked, found.agency)
        day = timezone.localdate(found.made_at)
        return this, digest_of(made(this, day).form) == found.content
    except LedgerError:
        return None
