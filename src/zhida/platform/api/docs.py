"""接口说明 docs: the OpenAPI description, and its page from the wheel's own files, without a network."""

from __future__ import annotations

import json
from functools import cache

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhida.platform.access.models import User
from zhida.platform.api.bearer import Bearer
from zhida.platform.api.mounting import api
from zhida.platform.api.refusing import Refused, answered


def openapi(request: HttpRequest) -> HttpResponse:
    """接口描述: for signed-in people and for those who hold a token."""
    if not (isinstance(request.user, User) or Bearer()(request)):
        return answered(Refused(401, "unauthenticated", "请先登录，或带上令牌"))
    prefix = reverse("api:openapi").removesuffix("openapi.json")
    return HttpResponse(described(prefix), content_type="application/json; charset=utf-8")


@cache
def described(prefix: str) -> str:
    """接口描述 as JSON: the same for everybody, and long in the making: made once."""
    return json.dumps(api.get_openapi_schema(path_prefix=prefix), ensure_ascii=False)


openapi.login_required = False  # type: ignore[attr-defined]


@login_required
@csp_replace(
    {"default-src": [NONE], "script-src": [SELF], "style-src": [SELF], "form-action": [NONE]}
)
def docs(request: HttpRequest) -> HttpResponse:
    """接口说明页: no script stands in the page; a form there goes nowhere."""
    settings = {
        "layout": "BaseLayout",
        "deepLinking": True,
        "url": reverse("api:openapi"),
        "validatorUrl": None,
        "persistAuthorization": False,
    }
    context = {"swagger_settings": json.dumps(settings), "api": api, "add_csrf": False}
    return render(request, "ninja/swagger.html", context)
