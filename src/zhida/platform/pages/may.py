"""我能办什么 may: the policy's answers for the one who asks."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from zhida.platform.access.policy import verb_names, why
from zhida.platform.access.queries import about
from zhida.platform.pages.page import Looking, page


@page("see")
def may_page(looking: Looking) -> HttpResponse:
    """我能办什么: every verb in the region that is looked at, whether, and why not."""
    subject = about(looking.lens.region)
    answers = [why(looking.actor, verb, subject) for verb in verb_names()]
    context = {
        "lens": looking.lens,
        "allowed": [each for each in answers if each.allowed],
        "refused": [each for each in answers if not each.allowed],
    }
    return render(looking.request, "pages/may.html", context)
