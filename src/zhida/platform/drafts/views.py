"""草稿页 views: what was typed is saved and given back; what came too late is sent once more."""

from __future__ import annotations

import json

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from zhida.platform.access.models import User
from zhida.platform.drafts.keeping import SENT, NotKept, forget, save, saved
from zhida.platform.drafts.models import Draft
from zhida.platform.pages.page import Looking, page


@page("see")
def draft(looking: Looking) -> HttpResponse:
    """草稿: a POST saves what stands in a form (`form`, `content` as JSON); a GET gives it back."""
    request, user = looking.request, _user(looking)
    if request.method != "POST":
        found = saved(user, request.GET.get("form", ""))
        if found is None:
            return HttpResponse(status=204)
        return JsonResponse({"fields": found.content, "saved_at": found.saved_at.isoformat()})
    try:
        fields = json.loads(request.POST.get("content") or "{}")
        if not isinstance(fields, dict) or not all(isinstance(v, list) for v in fields.values()):
            raise NotKept("草稿的内容不对")
        save(user, request.POST.get("form", ""), fields)
    except (NotKept, ValueError, RecursionError) as refused:
        return JsonResponse({"message": str(refused)}, status=400)
    return HttpResponse(status=204)


@page("see")
def kept(looking: Looking, number: int) -> HttpResponse:
    """来迟的表单: its fields, to be sent once more or given up. Only the one who sent it sees it."""
    found = Draft.objects.filter(pk=number, user=_user(looking)).exclude(path="").first()
    if found is None:
        raise Http404
    if looking.request.method == "POST":
        forget(looking.request, _user(looking), number)
        return redirect("desk")
    fields = [(name, value) for name, values in found.content.items() for value in values]
    context = {"lens": looking.lens, "draft": found, "fields": fields, "sent": SENT}
    return render(looking.request, "drafts/kept.html", context)


def _user(looking: Looking) -> User:
    assert isinstance(looking.request.user, User)
    return looking.request.user
