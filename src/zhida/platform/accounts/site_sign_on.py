"""单点登录 site sign-on: OpenID Connect for sites that have one; it opens what is there and registers nobody.

Off unless `ZHIDA_OIDC_ISSUER`, `_CLIENT_ID` and `_CLIENT_SECRET` are set. Who comes from
there is the user whose name the claim `ZHIDA_OIDC_CLAIM` states; nothing of them is stored.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.utils import perform_login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from zhida.platform.access.models import User
from zhida.platform.accounts.receivers import sign_in_failed

PROVIDER = "site"


def offered(request: HttpRequest) -> dict[str, object]:
    """登录页上的入口: the name of the site's own sign-on, "" where there is none."""
    return {"site_sign_on": settings.SITE_SIGN_ON, "site_sign_on_id": PROVIDER}


class SiteAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """单点登录: to users that are here, by name; a second factor of theirs is asked for as ever."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody registers themselves, wherever they come from."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Signs in the user of the stated name, or says that there is none. Never goes on from here."""
        data = sociallogin.account.extra_data
        stated = data.get("userinfo") or data.get("id_token") or data
        name = stated.get(settings.OIDC_CLAIM)
        user = _known(name)
        if user is None:
            raise ImmediateHttpResponse(_refused(request, str(name or "（没有写明）")[:150]))
        back = sociallogin.state.get("next")
        raise ImmediateHttpResponse(
            perform_login(request, user, email_verification="none", redirect_url=back)
        )

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, *rest: Any, **more: Any
    ) -> None:
        """Back to the sign-in page, whatever it was that the site's sign-on said."""
        messages.error(request, _("单点登录没有成功，请重试，或用本系统的密码登录。"))
        raise ImmediateHttpResponse(redirect("account_login"))


def _known(name: object) -> User | None:
    if not isinstance(name, str) or not name:
        return None
    return User.objects.filter(username=name, is_active=True, agency__isnull=False).first()


def _refused(request: HttpRequest, name: str) -> HttpResponse:
    sign_in_failed(name, get_adapter().get_client_ip(request), None)
    told = _("单点登录认得您，但本系统没有登记这名用户，请找安全管理人员登记。")
    messages.error(request, told)
    return redirect("account_login")
