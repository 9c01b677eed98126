"""语言 language: Chinese, unless a person chose English; what a browser prefers is not asked."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from zhida.platform.pages.han import marked


def chosen_language(
    respond: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """语言: of the cookie that Django's `set_language` leaves; that of the house without one."""
    offered = {code for code, _ in settings.LANGUAGES}

    def answer(request: HttpRequest) -> HttpResponse:
        asked = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        chosen = asked if asked in offered else settings.LANGUAGE_CODE
        with translation.override(chosen):
            response = respond(request)
            response.headers.setdefault("Content-Language", translation.get_language())
        if chosen != settings.LANGUAGE_CODE:
            _mark(response)
        return response

    return answer


def _mark(response: HttpResponse) -> None:
    """What stays Chinese on a page in another language says so (`han`)."""
    page = response.headers.get("Content-Type", "").startswith("text/html")
    if page and not response.streaming:
        response.content = marked(response.content.decode(response.charset)).encode()
        if "Content-Length" in response.headers:
            response.headers["Content-Length"] = str(len(response.content))
