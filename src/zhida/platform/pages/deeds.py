"""办理 deeds: a form that was sent leads to one action; what it says is shown on the next page."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from zhida.platform.pages.page import Looking


def deed(looking: Looking, act: Callable[[], str | None], back: str) -> HttpResponse:
    """办理: run an action and go on to `back`, with its sentence; refused, nothing was done.

    Refusals are exceptions of ours, whose message is a Chinese sentence with its mend.
    """
    try:
        with transaction.atomic():
            said = act()
    except Exception as error:
        if not of_ours(error):
            raise
        messages.error(looking.request, str(error))
    else:
        if said:
            messages.success(looking.request, said)
    return redirect(_safe(looking.request, back))


def one_deed(
    looking: Looking, name: str, acts: Mapping[str, Callable[[], str | None]], back: str
) -> HttpResponse:
    """一步: of several actions the one that the address names; nothing is done but by a form."""
    if looking.request.method != "POST":
        return redirect(back)
    if name not in acts:
        raise Http404
    return deed(looking, acts[name], back)


def of_ours(error: Exception) -> bool:
    """本系统的拒绝: its message is a Chinese sentence with its mend; any other is a fault."""
    return type(error).__module__.startswith("zhida.")


def _safe(request: HttpRequest, back: str) -> str:
    """Never to another site, whoever wrote the address."""
    fine = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    return back if fine else "/"
