"""响应头 headers: what is said to the browser with every answer, beside Django's and the CSP's."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_FEATURES = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def quiet(
    respond: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """安静: no device of the reader is asked for; what a person was shown stays in no cache."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        response.headers.setdefault("Permissions-Policy", _FEATURES)
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return answer
