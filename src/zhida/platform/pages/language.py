"""语言 language: Chinese, unless a person chose English; what a browser prefers is not asked."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation


def chosen_language(
    respond: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """语言: of the cookie that Django's `set_language` leaves; that of the house without one."""
    offered = {code for code, _ in settings.LANGUAGES}

    def answer(request: HttpRequest) -> HttpResponse:
        asked = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        with translation.override(asked if asked in offered else settings.LANGUAGE_CODE):
            response = respond(request)
            response.headers.setdefault("Content-Language", translation.get_language())
            return response

    return answer
