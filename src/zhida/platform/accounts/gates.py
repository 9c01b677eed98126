"""关口 gates: what stands between a signed-in person and a page: idleness, a first password, a factor."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlencode

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from zhida.platform.access.models import User

Respond = Callable[[HttpRequest], HttpResponse]

_SEEN = "zhida seen"
_GRAIN_SECONDS = 30


def idle_gate(respond: Respond) -> Respond:
    """闲置超时: signs out who has asked for nothing in `IDLE_SECONDS`, and takes them back after."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            seen = request.session.get(_SEEN, now)
            if now - seen > settings.IDLE_SECONDS:
                request.signed_out_because = "idle"  # type: ignore[attr-defined]
                logout(request)
                minutes = settings.IDLE_SECONDS // 60
                messages.info(
                    request, _("已有 %s 分钟没有操作，为安全起见已退出，请重新登录。") % minutes
                )
                back = (
                    urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
                )
                return redirect(f"{reverse('account_login')}?{back}")
            if now - seen >= _GRAIN_SECONDS or _SEEN not in request.session:
                request.session[_SEEN] = now
        return respond(request)

    return answer


def duty_gate(respond: Respond) -> Respond:
    """先办之事: a printed password is changed, and a demanded second factor set up, before all else."""

    def answer(request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, User):
            name = _name(request)
            if user.must_change_password and name not in _ALWAYS | {"account_change_password"}:
                return redirect("account_change_password")
            demanded = settings.SECOND_FACTOR_DEMANDED and not user.must_change_password
            if demanded and name not in _ALWAYS | _FACTOR and not is_mfa_enabled(user):
                messages.info(request, _("本系统要求第二因素，请先启用验证器。"))
                return redirect("mfa_activate_totp")
        return respond(request)

    return answer


_ALWAYS = {"account_login", "account_logout", "health"}
_FACTOR = {"mfa_activate_totp", "account_reauthenticate", "account_change_password"}


def _name(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).url_name or ""
    except Resolver404:
        return ""
