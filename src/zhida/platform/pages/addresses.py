"""网址 addresses: what can't stand in any text of ours is refused before a page is asked."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest

Respond = Callable[[HttpRequest], HttpResponse]


def plain_address(respond: Respond) -> Respond:
    """正常网址: one with a null sign, which the database holds in no text, gets 400."""

    def answer(request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if "\0" in request.path_info or "%00" in query or "\0" in query:
            return HttpResponseBadRequest(
                "网址中有不可见的字符，请检查。", content_type="text/plain; charset=utf-8"
            )
        return respond(request)

    return answer
