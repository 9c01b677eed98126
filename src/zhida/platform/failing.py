"""出错页 failing: what is told where a request could not be answered: the database is away, or a fault."""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template

from zhida.platform.api.refusing import answered, refusal_of
from zhida.platform.errors import NotReady

_API = "/api/"
_AGAIN_SECONDS = 5


def failed(request: HttpRequest) -> HttpResponse:
    """出错: 503 where the database doesn't answer, to be tried again; 500 for whatever nobody expected.

    The API says it in its own shape. (The view of handler500; it asks the database nothing.)
    """
    error = sys.exc_info()[1]
    if request.path_info.startswith(_API) and isinstance(error, Exception):
        response = answered(refusal_of(error))
    else:
        away = isinstance(error, OperationalError | InterfaceError | NotReady)
        status = 503 if away else 500
        response = HttpResponse(get_template(f"{status}.html").render(), status=status)
    if response.status_code == 503:
        response.headers["Retry-After"] = str(_AGAIN_SECONDS)
    return response
