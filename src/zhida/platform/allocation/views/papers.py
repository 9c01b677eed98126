"""文稿页 views: the document as paper, page by page, and its files."""

from __future__ import annotations

import hashlib
import json

from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from zhida.core.ledger import LedgerError
from zhida.core.notice.issuing import DraftError
from zhida.documents.writing.notice import TypefaceError, WordingError
from zhida.platform.allocation.models import Paper, Plan
from zhida.platform.allocation.papers import Letter, kept, letter_of, make
from zhida.platform.allocation.views.found import plan_with
from zhida.platform.allocation.views.steps import letter_from, letter_key
from zhida.platform.pages.downloads import send_file
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.sheets_of_paper import drawn, leaves

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
_KEPT_SECONDS = 600


@page("see")
def paper(looking: Looking, number: int) -> HttpResponse:
    """文稿: the pages of the document, as they would be printed."""
    plan = plan_with(number)
    context: dict[str, object] = {"lens": looking.lens, "plan": plan}
    try:
        pdf = _pdf(looking, plan)
    except (LedgerError, DraftError, TypefaceError, WordingError) as wrong:
        return render(looking.request, "allocation/paper.html", {**context, "wrong": str(wrong)})
    context["pages"] = leaves(pdf)
    stage = _stage(plan)
    context["files"] = list(plan.papers.filter(stage=stage).order_by("name").defer("content"))
    context["stage"] = dict(Paper._meta.get_field("stage").flatchoices).get(stage, _("草稿"))
    return render(looking.request, "allocation/paper.html", context)


@page("see")
def picture(looking: Looking, number: int, sheet: int) -> HttpResponse:
    """一页: drawn by the server, so that no file is opened in the browser."""
    plan = plan_with(number)
    try:
        pdf = _pdf(looking, plan)
    except (LedgerError, DraftError, TypefaceError, WordingError):
        raise Http404 from None
    content = drawn(pdf, sheet)
    if content is None:
        raise Http404
    return HttpResponse(content, content_type="image/png")


@page("see")
def paper_file(looking: Looking, number: int, paper: int) -> HttpResponse:
    """下载: a file that was made for the plan."""
    plan = plan_with(number)
    found = plan.papers.filter(pk=paper).first() if paper < 2**63 else None
    if found is None:
        raise Http404
    form = found.name.rpartition(".")[2].lower()
    content = bytes(found.content)
    return send_file(
        looking,
        found.name,
        content,
        _TYPES.get(form, "application/octet-stream"),
        concept="allocation",
        subject=str(plan.pk),
        region=plan.region_id,
    )


def _stage(plan: Plan) -> str:
    if plan.signed_on:
        return "signed"
    return "signing" if plan.papers.filter(stage="signing").exists() else ""


def _pdf(looking: Looking, plan: Plan) -> bytes:
    """The stored document; before there is one, what it would be now."""
    if stage := _stage(plan):
        found = plan.papers.filter(stage=stage, name__endswith=".pdf").first()
        if found is None:
            raise Http404
        return bytes(found.content)
    typed = looking.request.session.get(letter_key(plan))
    letter = letter_from(typed) if typed else letter_of(plan)
    key = _key(plan, letter)
    made: bytes | None = cache.get(key)
    if made is None:
        files = make(plan, letter)
        made = next(data for name, data in files.items() if name.endswith(".pdf"))
        cache.set(key, made, _KEPT_SECONDS)
    return made


def _key(plan: Plan, letter: Letter) -> str:
    told = json.dumps([plan.pk, plan.version, plan.state, kept(letter)], ensure_ascii=False)
    return f"zhida-paper-{hashlib.sha256(told.encode()).hexdigest()}"
